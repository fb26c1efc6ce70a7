"""A base of a few thousand weights and a tokenizer of a few dozen words, so that training can be tried in a second."""

# ruff: noqa: PLC0415  what is imported late is in the extra for training
from __future__ import annotations

import json
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
    import torch
    from safetensors.torch import save_file
    from transformers import BertConfig, BertModel

    size = tokenizer(folder).get_vocab_size()
    facts = {
        "model_type": "bert", "vocab_size": size, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
        "intermediate_size": 32, "max_position_embeddings": 512, "hidden_act": "gelu", "pad_token_id": 0,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(facts), "utf-8")
    torch.manual_seed(0)
    network: Any = BertModel(BertConfig(**facts), add_pooling_layer=False)
    weights = {name: each.half().contiguous() for name, each in network.state_dict().items()}
    save_file(weights, folder / "model.safetensors")
    return folder
