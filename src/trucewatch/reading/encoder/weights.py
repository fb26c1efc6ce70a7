"""Finds the folder of a trained tagger and reads what it says about itself.

A folder holds `model.onnx`, `tokenizer.json` and `model.json`. The one that is shipped lies in the package; another one
is named by its path.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from trucewatch.errors import ReadingError
from trucewatch.reading.encoder.windows import Head

_FILES = ("model.onnx", "tokenizer.json", "model.json")
_ADVICE = (
    "The package as it is released holds a model: install it again. In a checkout, git checkout brings back "
    "src/trucewatch/reading/model; make train makes a new one, whose three files in build/model go there."
)


@dataclass(frozen=True)
class ModelFolder:
    """A trained tagger on disk.

    Attributes:
        path: the folder.
        name: the model's name.
        heads: what it tells apart, in the order of its logits.
        window: pieces in a window at most, special ones counted.
        stride: pieces from one window to the next.
        about: everything that `model.json` says.
    """

    path: Path
    name: str
    heads: tuple[Head, ...]
    window: int
    stride: int
    about: Mapping[str, Any]

    @property
    def network(self) -> Path:
        """The file of the network."""
        return self.path / "model.onnx"

    @property
    def tokenizer(self) -> Path:
        """The file of the tokenizer."""
        return self.path / "tokenizer.json"

    def digest(self) -> str:
        """SHA-256 over the three files, in hexadecimal: two models with the same digest read alike."""
        total = hashlib.sha256()
        for name in _FILES:
            total.update(hashlib.sha256((self.path / name).read_bytes()).digest())
        return total.hexdigest()


def shipped_folder() -> Path:
    """Where the package keeps its model, whether one is there or not."""
    return Path(str(resources.files("trucewatch.reading"))) / "model"


def find_model(path: Path | None = None) -> ModelFolder:
    """The model of a folder, or the shipped one.

    Raises:
        ReadingError: a file is missing, or `model.json` does not say what it must.
    """
    folder = path or shipped_folder()
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise ReadingError(
            f"the model of the learned reader is not complete in {folder}: {', '.join(missing)} missing",
            expected=f"{', '.join(_FILES[:-1])} and {_FILES[-1]}",
            advice=_ADVICE,
        )
    try:
        about = json.loads((folder / "model.json").read_text("utf-8"))
        heads = tuple(Head(head["name"], tuple(head["labels"]), head.get("least")) for head in about["heads"])
        found = ModelFolder(folder, str(about["name"]), heads, int(about["window"]), int(about["stride"]), about)
    except (ValueError, KeyError, TypeError) as error:
        raise ReadingError(
            f"{folder / 'model.json'} cannot be read ({type(error).__name__}: {error})",
            expected="JSON with name, heads (each with name and labels), window and stride",
            advice=_ADVICE,
        ) from error
    _check(found)
    return found


def _check(folder: ModelFolder) -> None:
    wrong = [head.name for head in folder.heads if head.labels[:1] != ("O",) or len(head.labels) < 2]
    names = [head.name for head in folder.heads]
    if wrong or not names or len(set(names)) < len(names):
        raise ReadingError(
            f"{folder.path / 'model.json'} names the heads {', '.join(names) or 'none'}"
            + (f", and the labels of {', '.join(wrong)} do not begin with O" if wrong else ""),
            expected="heads of different names, each with O as its first label",
            advice=_ADVICE,
        )
