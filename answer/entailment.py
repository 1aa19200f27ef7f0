"""The one door to an entailment model: a cross-encoder from a local folder, opened only when a setting names one.

Any sequence-classification model of transformers fits whose labels name entailment (NLI), or that has a
single output for relevance or consistency. No weights ship with the product.
"""

from pathlib import Path
from typing import Any

from errors import ModelError

LONGEST_TOKENS = 512


class CrossEncoder:
    """Reads evidence and statement together; `entails` is the probability of the entailment label."""

    def __init__(self, tokenizer: Any, model: Any, label: int | None) -> None:
        self._tokenizer = tokenizer
        self._model = model
        self._label = label

    def entails(self, evidence: str, statement: str) -> float:
        import torch

        inputs = self._tokenizer(
            evidence, statement, return_tensors="pt", truncation="only_first", max_length=LONGEST_TOKENS
        )
        with torch.inference_mode():
            logits = self._model(**inputs).logits[0].float()
        if self._label is None:
            return float(logits[0].sigmoid())
        return float(logits.softmax(-1)[self._label])


def open_entailment(folder: Path) -> CrossEncoder:
    """Loads tokenizer and weights from `folder`, never from the network.

    Raises:
        ModelError: the folder holds no usable model.
    """
    try:
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True).eval()
    except (OSError, ValueError, ImportError) as reason:
        first = (str(reason).splitlines() or [""])[0]
        raise ModelError(
            f"The entailment model in {folder} cannot be opened ({first}); unset the setting or mend it."
        ) from reason
    return CrossEncoder(tokenizer, model, _entailment_label(model.config))


def _entailment_label(config: Any) -> int | None:
    """The output that means entailment; None where there is a single output."""
    if config.num_labels == 1:
        return None
    for number, name in config.id2label.items():
        if "entail" in name.lower() and not name.lower().startswith(("not", "non")):
            return int(number)
    raise ModelError(
        f"The entailment model's labels {list(config.id2label.values())} name no entailment; use an NLI model."
    )
