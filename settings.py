"""Every setting, read once by an entry point from `ASK97112_…` variables (or a `.env` file)."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent


class Settings(BaseSettings):
    """One frozen object; secrets are never printed. What else stands in `.env` is left alone."""

    model_config = SettingsConfigDict(env_prefix="ASK97112_", env_file=".env", frozen=True, extra="ignore")

    corpus_dir: Path = Field(PROJECT / "corpus", description="the guidance: documents, readings, tables")
    prompts_dir: Path = Field(PROJECT / "prompts", description="prompt texts for a chat model")
    index_dir: Path = Field(PROJECT / "index-data", description="the index that `ingest` writes")
    classes_dir: Path = Field(PROJECT / "index-data" / "classes", description="what example texts teach, fitted once")
    tables_dir: Path | None = Field(None, description="imported quarterly tables; default: beside the index")

    chroma_host: str | None = Field(None, description="a Chroma server's host; none: Chroma on this machine")
    chroma_port: int = Field(8000, description="that server's port", ge=1, le=65535)

    encoder: str = Field("minilm", description="`minilm` (shipped) or the folder of another encoder")
    encoder_precision: str = Field("auto", pattern="^(auto|float32|bfloat16)$")
    passage_characters: int = Field(1000, description="longest passage, in characters", ge=200, le=4000)

    chat_model: str | None = Field(None, description="provider:model, for example ollama:qwen3; none: no model")
    chat_base_url: str | None = Field(None, description="address of an OpenAI-compatible server")
    chat_api_key: SecretStr | None = Field(None, description="that server's key")
    chat_deadline_seconds: float = Field(20.0, description="then the extractive answer is shown", gt=0)
    entailment_model: str | None = Field(
        None, description="what reads contradiction beside the gate: provider:model, a folder or an installed package"
    )

    @property
    def imported_tables_dir(self) -> Path:
        return self.tables_dir or self.index_dir / "tables"
