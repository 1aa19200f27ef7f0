"""The one door to an entailment model: a cross-encoder from a local folder, opened only when a setting names one.

Any sequence-classification model of transformers fits whose labels name entailment (NLI), or that has a
single output for relevance or consistency. No weights ship with the product; `train` makes some from labelled
pairs and the encoder's weights (`python -m evals.train_entailment`).
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from errors import ModelError

LONGEST_TOKENS = 192
LEARNING_RATE = 5e-5
BATCH = 16
# (evidence, statement, 1 where the evidence holds it and 0 where not)
LabelledPair = tuple[str, str, float]


class CrossEncoder:
    """Reads evidence and statement together; `entails` is the probability of the entailment label."""

    def __init__(self, tokenizer: Any, model: Any, label: int | None) -> None:
        self._tokenizer = tokenizer
        self._model = model
        self._label = label

    def entails(self, evidence: str, statement: str) -> float:
        import torch

        inputs = _tokenized(self._tokenizer, [(evidence, statement, 0.0)])
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


def train(base: Path, pairs: Sequence[LabelledPair], folder: Path, epochs: int, seed: int = 0) -> CrossEncoder:
    """Tunes the weights in `base` to tell held statements from others, and writes the model to `folder`."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    torch.manual_seed(seed)
    shuffle = random.Random(seed).shuffle
    tokenizer = AutoTokenizer.from_pretrained(base, local_files_only=True)
    model = AutoModelForSequenceClassification.from_pretrained(base, local_files_only=True, num_labels=1).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE)
    loss_of = torch.nn.BCEWithLogitsLoss()
    order = list(pairs)
    for _ in range(epochs):
        shuffle(order)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            wanted = torch.tensor([held for _, _, held in batch])
            with torch.autocast("cpu", torch.bfloat16):  # half the time where the processor knows it
                logits = model(**_tokenized(tokenizer, batch)).logits[:, 0]
            loss_of(logits.float(), wanted).backward()
            optimizer.step()
            optimizer.zero_grad()
    model.eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return CrossEncoder(tokenizer, model, None)


def _tokenized(tokenizer: Any, pairs: Sequence[LabelledPair]) -> Any:
    evidence, statements = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return tokenizer(
        evidence, statements, return_tensors="pt", padding=True, truncation="only_first", max_length=LONGEST_TOKENS
    )


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
