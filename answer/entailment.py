"""The one door to models that read two texts together and say whether one holds or contradicts the other.

None ships with the product; a setting names one that is on this machine: a folder of transformers (an NLI
cross-encoder), a folder with one ONNX file and its `tokenizer.json`, or the name of an installed package that
carries either. Nothing is ever fetched.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answer.support import Judgement
from errors import ModelError

Logits = NDArray[np.float64]

LONGEST_TOKENS = 192
# What a model without named labels is asked on opening: the first contradicts, the second does not.
PROBES = (
    ("The clinic is open on Sunday.", "The clinic is not open on Sunday."),
    ("The clinic is open on Sunday.", "The clinic is open on Sunday."),
)
# The probes must lie this far apart, as probabilities, or the model is no judge of contradiction.
CLEARLY_APART = 0.25


class TransformersModel:
    """A sequence classifier of transformers; `judge` gives what its labels say of evidence and statement."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._model: Any = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True).eval()
        names = self._model.config.id2label if self._model.config.num_labels > 1 else {0: "entailment"}
        self._entails, self._contradicts = _label(names, "entail"), _label(names, "contradict")
        if self._entails is None and self._contradicts is None:
            raise ValueError(f"its labels {list(names.values())} name neither entailment nor contradiction")

    def judge(self, evidence: str, statement: str) -> Judgement:
        import torch

        inputs = self._tokenizer(
            [evidence], [statement], return_tensors="pt", truncation="longest_first", max_length=LONGEST_TOKENS
        )
        with torch.inference_mode():
            shares = _probabilities(self._model(**inputs).logits[0].double().numpy())
        return Judgement(_at(shares, self._entails), _at(shares, self._contradicts))


class OnnxModel:
    """An ONNX file with two outputs, one of which means contradiction; which one, two probes tell."""

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        from onnxruntime import InferenceSession
        from tokenizers import Tokenizer

        self._session = InferenceSession(str(weights), providers=["CPUExecutionProvider"])
        self._inputs = [entry.name for entry in self._session.get_inputs()]
        length = self._session.get_inputs()[0].shape[1]  # a number where the export fixed it
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(length if isinstance(length, int) else LONGEST_TOKENS)
        if isinstance(length, int):
            self._tokenizer.enable_padding(length=length)
        contradiction, agreement = (self._shares(*pair) for pair in PROBES)
        apart = contradiction - agreement
        self._contradicts = int(apart.argmax())
        if len(apart) != len(PROBES) or apart.max() < CLEARLY_APART:
            raise ValueError("it does not tell a contradiction from a repetition")

    def judge(self, evidence: str, statement: str) -> Judgement:
        return Judgement(None, float(self._shares(evidence, statement)[self._contradicts]))

    def _shares(self, evidence: str, statement: str) -> Logits:
        read = self._tokenizer.encode(evidence, statement)
        rows = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
        feed = {name: np.array([rows[name]], dtype=np.int64) for name in self._inputs}
        return _probabilities(self._session.run(None, feed)[0][0])


def open_entailment(place: str) -> TransformersModel | OnnxModel:
    """Opens the model in the folder `place`, or in the installed package of that name.

    Raises:
        ModelError: there is no usable model.
    """
    try:
        folder = _folder(place)
        files = sorted(folder.rglob("*.onnx"))
        tokenizers = sorted(folder.rglob("tokenizer.json"))
        if files and tokenizers and not (folder / "config.json").exists():
            return OnnxModel(files[0], tokenizers[0])
        return TransformersModel(folder)
    except Exception as reason:  # whatever three libraries raise over a broken file
        first = (str(reason).splitlines() or [""])[0]
        raise ModelError(
            f"The entailment model {place} cannot be opened ({first}); unset the setting or mend it."
        ) from reason


def _folder(place: str) -> Path:
    folder = Path(place).expanduser()
    if not folder.is_dir() and place.isidentifier():
        package = find_spec(place)
        if package is not None and package.origin is not None:
            return Path(package.origin).parent
    if not folder.is_dir():
        raise ValueError("it is no folder, no installed package and no provider:model")
    return folder


def _label(names: dict[int, str], wanted: str) -> int | None:
    for number, name in names.items():
        if wanted in name.lower() and not name.lower().startswith(("not", "non")):
            return int(number)
    return None


def _at(shares: Logits, label: int | None) -> float | None:
    return None if label is None else float(shares[label])


def _probabilities(logits: NDArray[Any]) -> Logits:
    """Softmax; a single output is the logit of its own label."""
    wide = np.asarray(logits, dtype=np.float64)
    if len(wide) == 1:
        return np.asarray(1 / (1 + np.exp(-wide)))
    grown = np.exp(wide - wide.max())
    return np.asarray(grown / grown.sum())
