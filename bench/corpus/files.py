"""The files of the corpus: which there are, whose split they belong to, and their texts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from bench.corpus.validate import Checked, check_file
from bench.corpus.yaml_file import read_yaml

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
Split = Literal["train", "dev", "test"]
RealSplit = Literal["real_dev", "real_test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")


@dataclass(frozen=True)
class Entry:
    """One report of the corpus with its annotation.

    Attributes:
        name: "process/number".
        text_path, yaml_path: the two files.
        process: folder it lies in.
    """

    name: str
    text_path: Path
    yaml_path: Path
    process: str

    @property
    def text(self) -> str:
        """The report as it is read: exactly the file's characters."""
        return self.text_path.read_bytes().decode("utf-8")

    def checked(self) -> Checked:
        """The annotation, checked and compiled."""
        return check_file(self.yaml_path, self.text, self.name)


def entries(corpus: Path = CORPUS) -> list[Entry]:
    """Every report of ours, by name."""
    paths = sorted(corpus.glob("*/[0-9][0-9].txt"))
    return [Entry(f"{p.parent.name}/{p.stem}", p, p.with_suffix(".yaml"), p.parent.name) for p in paths]


def partial_entries(corpus: Path = CORPUS) -> list[Entry]:
    """The reports that are annotated for diplomacy only, to train on: in no split, and nothing is measured on them."""
    paths = sorted((corpus / "partial").glob("*/[0-9][0-9].txt"))
    return [Entry(f"partial/{p.parent.name}/{p.stem}", p, p.with_suffix(".yaml"), "partial") for p in paths]


def second_path(entry: Entry) -> Path:
    """Where the second, blind annotation of a report lies, for those annotated twice."""
    return entry.yaml_path.with_name(f"{entry.yaml_path.stem}.second.yaml")


@cache
def splits(corpus: Path = CORPUS) -> dict[str, Split]:
    """The split of every process of the corpus, from splits.yaml."""
    data = read_yaml(corpus / "splits.yaml").data
    assert isinstance(data, dict)
    return {name: split for split in SPLITS for name in data[split]}


def real_splits(corpus: Path = CORPUS) -> dict[str, RealSplit]:
    """The split of every process that the sealed texts are of."""
    data = read_yaml(corpus / "splits.yaml").data
    assert isinstance(data, dict)
    found: dict[str, RealSplit] = dict.fromkeys(data["real_dev"], "real_dev")
    return found | dict.fromkeys(data["real_test"], "real_test")


def part(split: Split, corpus: Path = CORPUS) -> list[Entry]:
    """The reports of a split."""
    of = splits(corpus)
    return [entry for entry in entries(corpus) if of.get(entry.process) == split]


def corpus_digest(entries_: list[Entry]) -> str:
    """One digest over texts and annotations of some reports: it changes when any of them does."""
    whole = hashlib.sha256()
    for entry in entries_:
        for path in (entry.text_path, entry.yaml_path):
            whole.update(f"{entry.name}{path.suffix} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
