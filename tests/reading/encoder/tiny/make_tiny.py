"""Makes the tiny tagger that the tests read with: python make_tiny.py (needs onnx and tokenizers).

Its network looks each piece up in a table of logits, so that what it finds can be told beforehand: "envoy" is a source,
"warned" a cue, "shelling resumed" a content, "monday" a date. All other pieces are O.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx  # type: ignore[import-untyped, import-not-found, unused-ignore]
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HEADS = [
    {"name": "source", "labels": ["O", "B", "I"]},
    {"name": "cue", "labels": ["O", "B", "I"]},
    {"name": "content", "labels": ["O", "B", "I"]},
    {"name": "time", "labels": ["O", "B-DATE", "I-DATE", "B-TIME", "I-TIME"]},
]
MARKED = {
    "envoy": ("source", "B"),
    "warned": ("cue", "B"),
    "shelling": ("content", "B"),
    "resumed": ("content", "I"),
    "monday": ("time", "B-DATE"),
    "noon": ("time", "B-TIME"),
}
PLAIN = ["the", "that", "on", "near", "river", "re", "##open", "##ed", ".", ",", "é"]


def main() -> None:
    """Write model.onnx, tokenizer.json and model.json beside this file."""
    folder = Path(__file__).parent
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *MARKED, *PLAIN]
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106  no secret
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    names = [(head["name"], label) for head in HEADS for label in head["labels"]]
    table = np.zeros((len(words), len(names)), np.float32)
    table[:, [column for column, (_, label) in enumerate(names) if label == "O"]] = 2
    for word, mark in MARKED.items():
        table[vocabulary[word], names.index(mark)] = 6
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["looked_up"], axis=0),
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["mask", "last"], ["wide"]),
            helper.make_node("Mul", ["looked_up", "wide"], ["logits"]),
        ],
        "tiny",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "l"]) for n in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", "l", len(names)])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([-1], np.int64), "last")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    about = {"name": "tiny", "heads": HEADS, "window": 12, "stride": 5, "lower_case": True, "trained_on": [], "seed": 0}
    (folder / "model.json").write_text(json.dumps({**about, "metrics": {}}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
