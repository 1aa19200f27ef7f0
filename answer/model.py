"""The one door to chat models: LangChain's `init_chat_model`, behind a protocol with one method."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from errors import ModelError

# A short answer of cited sentences as JSON needs less than this; more is a model that runs on.
MOST_OUTPUT_TOKENS = 2000
PACKAGES = {
    "openai": "langchain-openai",
    "anthropic": "langchain-anthropic",
    "ollama": "langchain-ollama",
    "google_genai": "langchain-google-genai",
    "mistralai": "langchain-mistralai",
    "azure_openai": "langchain-openai",
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the model's output as it streams; counts and the reason to stop come with some of them."""

    text: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    finish_reason: str = ""


class ChatModel(Protocol):
    """What the writer needs of a chat model; `name` goes into logs, caches and exports."""

    name: str

    def stream(self, system: str, user: str) -> Iterator[Chunk]:
        """Chunks in order. Raises ModelError when the model cannot be reached or refuses the call."""
        ...


def names_provider(model: str) -> bool:
    """Whether this is `provider:name`, and no folder or package."""
    return model.partition(":")[0] in PACKAGES and ":" in model


def open_chat_model(
    model: str,
    base_url: str | None = None,
    api_key: str | None = None,
    timeout_seconds: float = 20.0,
    max_retries: int = 1,
    max_tokens: int = MOST_OUTPUT_TOKENS,
) -> ChatModel:
    """Opens `provider:name` ("ollama:qwen3", "anthropic:…"); with a base URL a bare name means OpenAI-compatible.

    Raises:
        ModelError: the provider's package, key or name is missing; the message says what to install or set.
    """
    provider, _, name = model.partition(":") if ":" in model else ("openai" if base_url else "", "", model)
    if provider not in PACKAGES and base_url:
        provider, name = "openai", model
    if not provider:
        raise ModelError(
            f"The chat model {model!r} names no provider: write it as provider:name, for example openai:{model}."
        )
    options = _options(provider, base_url, api_key, timeout_seconds, max_retries, max_tokens)
    return LangChainModel(f"{provider}:{name}", _open(name, provider, options))


def _options(
    provider: str, base_url: str | None, api_key: str | None, timeout_seconds: float, max_retries: int, max_tokens: int
) -> dict[str, Any]:
    options: dict[str, Any] = {"temperature": 0}
    if provider == "ollama":
        options |= {"num_predict": max_tokens, "client_kwargs": {"timeout": timeout_seconds}}
    else:
        options |= {"timeout": timeout_seconds, "max_retries": max_retries, "max_tokens": max_tokens}
    if base_url:
        options["base_url"] = base_url
    if api_key or (base_url and provider == "openai"):
        options["api_key"] = api_key or "not-needed"  # local servers want a key to be sent, not which
    if provider in ("openai", "azure_openai"):
        options["stream_usage"] = True
        options["use_responses_api"] = False
    return options


def _open(name: str, provider: str, options: dict[str, Any]) -> Any:
    try:
        from langchain.chat_models import init_chat_model

        return init_chat_model(name, model_provider=provider, **options)
    except ImportError as missing:
        package = PACKAGES.get(provider, f"langchain-{provider.replace('_', '-')}")
        raise ModelError(f"The chat model {provider}:{name} needs {package}: run `pip install {package}`.") from missing
    except Exception as reason:  # each provider has its own errors for a missing key or an unknown name
        raise ModelError(f"The chat model {provider}:{name} cannot be opened: {_one_line(reason)}") from reason


class LangChainModel:
    """A chat model of LangChain, with its errors and message types kept inside."""

    def __init__(self, name: str, chat: Any) -> None:
        self.name = name
        self._chat = chat

    def stream(self, system: str, user: str) -> Iterator[Chunk]:
        try:
            for message in self._chat.stream([("system", system), ("human", user)]):
                yield _to_chunk(message)
        except Exception as reason:  # HTTP, provider and protocol errors of every provider
            raise ModelError(f"The chat model {self.name} failed: {_one_line(reason)}") from reason


def _to_chunk(message: Any) -> Chunk:
    usage = message.usage_metadata or {}
    about = message.response_metadata or {}
    return Chunk(
        text=str(message.text),
        input_tokens=usage.get("input_tokens", 0),
        output_tokens=usage.get("output_tokens", 0),
        finish_reason=about.get("finish_reason") or about.get("stop_reason") or about.get("done_reason") or "",
    )


def _one_line(reason: Exception) -> str:
    """The error's kind and first line; keys never stand in these."""
    first = (str(reason).splitlines() or [""])[0]
    return f"{type(reason).__name__}: {first[:200]}"
