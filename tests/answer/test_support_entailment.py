"""A model that reads two texts is opened from its folder, in the forms in which such models are published."""

import json
from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification

from answer.entailment import open_entailment
from errors import ModelError

WORDS = ("[PAD]", "[CLS]", "[SEP]", "[UNK]", "not", "the", "clinic", "is", "open", "on", "sunday", "rule", "holds")
NOT = WORDS.index("not")
FIXED_LENGTH = 40


def write_tokenizer(folder: Path) -> None:
    words = models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]")
    tokenizer = Tokenizer(words)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Punctuation()])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))


def write_onnx(path: Path, weight: float = 4.0, length: int | str = FIXED_LENGTH) -> None:
    """A model that reads a contradiction where both texts together hold an odd number of "not"s."""
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", length])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 2])

    def constant(name: str, kind: int, values: list[float]) -> onnx.NodeProto:
        return helper.make_node("Constant", [], [name], value=helper.make_tensor(name, kind, [len(values)], values))

    nodes = [
        constant("word", TensorProto.INT64, [NOT]),
        constant("two", TensorProto.INT64, [2]),
        constant("across", TensorProto.INT64, [1]),
        constant("half", TensorProto.FLOAT, [0.5]),
        constant("scale", TensorProto.FLOAT, [-weight, weight]),
        helper.make_node("Equal", ["input_ids", "word"], ["is_not"]),
        helper.make_node("Cast", ["is_not"], ["counted"], to=TensorProto.INT64),
        helper.make_node("ReduceSum", ["counted", "across"], ["nots"], keepdims=1),
        helper.make_node("Mod", ["nots", "two"], ["odd"]),
        helper.make_node("Cast", ["odd"], ["turned"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["turned", "half"], ["sign"]),
        helper.make_node("Mul", ["sign", "scale"], ["logits"]),
    ]
    model = helper.make_model(
        helper.make_graph(nodes, "nots", [ids], [logits]), opset_imports=[helper.make_opsetid("", 17)], ir_version=8
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))


@pytest.mark.parametrize("length", [FIXED_LENGTH, "length"])
def test_an_onnx_model_is_opened_and_its_labels_are_found(tmp_path: Path, length: int | str) -> None:
    """Which output means contradiction is not written anywhere: what it says of two known pairs tells."""
    write_onnx(tmp_path / "weights.onnx", length=length)
    write_tokenizer(tmp_path / "words")
    model = open_entailment(str(tmp_path))
    turned, same = model.judge("the rule holds", "the rule not holds"), model.judge("the rule holds", "the rule holds")
    assert turned.entails is None
    assert turned.contradicts is not None
    assert same.contradicts is not None
    assert turned.contradicts > 0.9 > 0.6 > same.contradicts


def test_a_text_longer_than_the_model_reads_is_cut(tmp_path: Path) -> None:
    write_onnx(tmp_path / "weights.onnx")
    write_tokenizer(tmp_path)
    assert open_entailment(str(tmp_path)).judge("the rule holds " * 100, "not " * 100).contradicts is not None


def test_an_onnx_model_that_tells_no_contradiction_is_refused(tmp_path: Path) -> None:
    write_onnx(tmp_path / "weights.onnx", weight=0.01)
    write_tokenizer(tmp_path)
    with pytest.raises(ModelError, match="does not tell a contradiction"):
        open_entailment(str(tmp_path))


def write_transformers(folder: Path, labels: dict[int, str]) -> None:
    """Untrained weights under named labels: what is tested is which output is read."""
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8,
        id2label=labels, label2id={name: number for number, name in labels.items()},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    write_tokenizer(folder)
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": "[PAD]", "unk_token": "[UNK]"})
    )
    model.classifier.bias.data[list(labels.values()).index("contradiction")] += 20.0
    model.save_pretrained(folder)


def test_the_named_labels_of_a_transformers_model_are_read(tmp_path: Path) -> None:
    write_transformers(tmp_path, {0: "entailment", 1: "neutral", 2: "contradiction"})
    judgement = open_entailment(str(tmp_path)).judge("the rule holds", "the clinic is open")
    assert judgement.contradicts == pytest.approx(1.0, abs=0.01)
    assert judgement.entails == pytest.approx(0.0, abs=0.01)


def test_a_model_without_such_labels_is_refused(tmp_path: Path) -> None:
    write_transformers(tmp_path, {0: "contradiction", 1: "other"})
    config = json.loads((tmp_path / "config.json").read_text())
    config["id2label"] = {"0": "cheerful", "1": "sad"}
    (tmp_path / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError, match="neither entailment nor contradiction"):
        open_entailment(str(tmp_path))


@pytest.mark.parametrize("place", ["no/such/folder", "no_such_package", "corpus"])
def test_a_place_without_a_model_is_told(place: str) -> None:
    """The message names the place and what to do."""
    with pytest.raises(ModelError, match="unset the setting") as failure:
        open_entailment(place)
    assert place in str(failure.value)
    assert place == "corpus" or "no folder, no installed package and no provider:model" in str(failure.value)
