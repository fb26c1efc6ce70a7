"""A base of a few thousand weights and a tokenizer of a few dozen words, so that training can be tried in a second."""

# ruff: noqa: PLC0415  what is imported late is in the extra for training
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORDS = 'the a of in on said told army council spokesman envoy truce will hold monday troops leave town he she . , "'


def tokenizer(folder: Path) -> Any:
    """Write tokenizer.json; words that are not in its list fall into letters."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    letters = list("abcdefghijklmnopqrstuvwxyz0123456789'")
    listed = [*"[PAD] [UNK] [CLS] [SEP]".split(), *WORDS.split(), *letters, *(f"##{each}" for each in letters)]
    vocabulary = {word: number for number, word in enumerate(dict.fromkeys(listed))}
    made = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token="[UNK]"))  # noqa: S106
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.enable_truncation(8)  # as the real file has it: loading must undo it
    made.save(str(folder / "tokenizer.json"))
    return made


def base(folder: Path) -> Path:
    """Write config.json, model.safetensors and tokenizer.json."""
    from transformers import BertConfig, BertModel

    return _written(
        folder, "bert", tokenizer(folder).get_vocab_size(), lambda facts: BertModel(BertConfig(**facts), False)
    )


def mpnet_base(folder: Path) -> Path:
    """The same for a network upon MPNet, whose vocabulary has five numbers more."""
    from transformers import MPNetConfig, MPNetModel

    size = tokenizer(folder).get_vocab_size() + 5
    return _written(folder, "mpnet", size, lambda facts: MPNetModel(MPNetConfig(**facts), False))


def _written(folder: Path, kind: str, size: int, made: Callable[[dict[str, Any]], Any]) -> Path:
    import torch
    from safetensors.torch import save_file

    facts = {
        "model_type": kind, "vocab_size": size, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
        "intermediate_size": 32, "max_position_embeddings": 512 + 2 * (kind == "mpnet"), "hidden_act": "gelu",
        "pad_token_id": int(kind == "mpnet"),
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(facts), "utf-8")
    torch.manual_seed(0)
    weights = {name: each.half().contiguous() for name, each in made(facts).state_dict().items()}
    save_file(weights, folder / "model.safetensors")
    return folder
