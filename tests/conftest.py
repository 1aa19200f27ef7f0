"""What many tests need: an encoder that can be explained, a real one, and small indexes made with each."""

import hashlib
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.encoder import Encoder, Vectors, weights_hash
from index.search import Searcher
from index.store import Index
from index.thesaurus import Thesaurus
from index.words import words
from ingest.pipeline import Store, Summary, ingest
from ingest.read import load_sources

if TYPE_CHECKING:
    from answer.engine import Engine

# A shell that runs the tests in the background makes them deaf to Ctrl-C, and with them every command that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

PROJECT = Path(__file__).resolve().parents[1]
CORPUS = PROJECT / "corpus"
# A handful of real digests: one of each tier that matters to the tests, quick to embed.
SMALL_CORPUS = (
    "code-97112-meaning", "cgs-l34049", "ngs-l33631", "compare-97110", "cms-therapy-modifiers",
    "seed-theraplatform",
)  # fmt: skip


class WordCountEncoder:
    """A bag of words: each stem adds 1 to the number that its hash names. Like words, like vectors."""

    dimension = 64

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self.weights_sha256 = weights_hash(self.name)
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.01  # a text without words still has a direction
            for word in words(text):
                row[int(hashlib.md5(word.encode()).hexdigest(), 16) % self.dimension] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


class Shelf:
    """An index folder and the folder of files that it is fed from, with the fake encoder between."""

    def __init__(self, root: Path) -> None:
        self.files = root / "files"
        self.files.mkdir(parents=True)
        self.index_dir = root / "index"
        self.encoder_folder = encoder_folder(root / "encoder")
        self.opened: list[WordCountEncoder] = []

    @property
    def store(self) -> Store:
        return Store(self.index_dir, str(self.encoder_folder), 300)

    def open_encoder(self) -> Encoder:
        self.opened.append(WordCountEncoder(self.encoder_folder))
        return self.opened[-1]

    def write(self, name: str, text: str) -> Path:
        path = self.files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def ingest(self, *paths: Path, **options: object) -> Summary:
        given = {"store": self.store, "sources": {}, "open_encoder": self.open_encoder, **options}
        return ingest(paths or [self.files], **given)  # type: ignore[arg-type]

    def open(self) -> Index:
        return Index.open(self.index_dir)

    def searcher(self, thesaurus: Thesaurus | None = None) -> Searcher:
        return Searcher(self.open(), WordCountEncoder(self.encoder_folder), thesaurus or Thesaurus(None, {}))


def encoder_folder(folder: Path, weights: bytes = b"word counts") -> Path:
    """A folder that passes for an encoder's: its weights are a few bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.safetensors").write_bytes(weights)
    return folder


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture(scope="session")
def real_encoder() -> Encoder:
    """The product's own encoder, loaded once for all tests."""
    from index.encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder()


@pytest.fixture(scope="session")
def real_index_dir(tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder) -> Path:
    """An index of `SMALL_CORPUS` made with the product's encoder."""
    index_dir = tmp_path_factory.mktemp("real") / "index"
    paths = [CORPUS / "documents" / f"{name}.md" for name in SMALL_CORPUS]
    sources = load_sources(CORPUS / "sources.toml")
    ingest(paths, Store(index_dir, "minilm", 1000), sources, lambda: real_encoder)
    return index_dir


@pytest.fixture(scope="session")
def real_searcher(real_index_dir: Path, real_encoder: Encoder) -> Searcher:
    thesaurus = Thesaurus.load(CORPUS / "vocabulary" / "thesaurus.toml")
    return Searcher(Index.open(real_index_dir), real_encoder, thesaurus)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, real_encoder: Encoder) -> "Engine":
    """The engine over the whole corpus; its index is kept between runs, so that only changes are embedded."""
    from answer.engine import Engine
    from settings import Settings

    index_dir = request.config.cache.mkdir("whole-index")
    ingest(
        [CORPUS / "documents"],
        Store(index_dir, "minilm", 1000),
        load_sources(CORPUS / "sources.toml"),
        lambda: real_encoder,
    )
    return Engine.open(Settings(index_dir=index_dir, classes_dir=index_dir / "classes"), real_encoder)
