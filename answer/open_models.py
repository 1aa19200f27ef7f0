"""Opens the models that settings name: one that writes, one that reads contradiction. None is needed."""

from answer.chat_judge import ChatJudge
from answer.entailment import open_entailment
from answer.model import ChatModel, names_provider, open_chat_model
from answer.model_cache import ModelCache
from answer.prompts import Prompts
from answer.support import Entailment
from answer.write import Writer
from settings import Settings


def open_writer(settings: Settings) -> Writer | None:
    """Raises ModelError where the chat model that is set cannot be opened."""
    if settings.chat_model is None:
        return None
    cache = ModelCache(settings.index_dir / "written.sqlite")
    prompts = Prompts.load(settings.prompts_dir)
    return Writer(_open_chat(settings, settings.chat_model), prompts, settings.chat_deadline_seconds, cache)


def open_entailment_model(settings: Settings) -> Entailment | None:
    """A chat model (`provider:model`, at the same address and key as the one that writes), a folder or a package.

    Raises:
        ModelError: the model that is set cannot be opened.
    """
    place = settings.entailment_model
    if place is None:
        return None
    if names_provider(place):
        return ChatJudge(_open_chat(settings, place), Prompts.load(settings.prompts_dir))
    return open_entailment(place)


def _open_chat(settings: Settings, model: str) -> ChatModel:
    key = settings.chat_api_key.get_secret_value() if settings.chat_api_key else None
    return open_chat_model(model, settings.chat_base_url, key, settings.chat_deadline_seconds)
