"""What is measured on: annotated reports, set by set."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bench.corpus.annotation import Annotation
from bench.corpus.compile import Row
from bench.corpus.files import CORPUS, SPLITS, corpus_digest, part, real_splits
from bench.corpus.sealed import SHARED, sealed_entries
from bench.corpus.validate import Checked
from trucewatch.vocabulary.report import Report

SetName = Literal["real dev", "real test", "corpus train", "corpus dev", "corpus test", "founding document"]
OPEN_SETS: tuple[SetName, ...] = ("real dev", "corpus dev")
"""May be looked at while working; the others are measured by `make bench` only."""
ALL_SETS: tuple[SetName, ...] = ("real test", "real dev", "corpus test", "corpus dev", "founding document")


@dataclass(frozen=True)
class Sample:
    """One annotated report.

    Attributes:
        name: unique over all sets.
        text: the report.
        published: day of publication.
        gold: its annotation in the JSON of one reading.
        annotation: as written, where it is one of ours.
    """

    name: str
    text: str
    published: date | None
    gold: Row
    annotation: Annotation | None = None

    @property
    def report(self) -> Report:
        """The report as the reader takes it."""
        return Report(text=self.text, published=self.published)


def samples(name: SetName, corpus: Path = CORPUS, shared: Path = SHARED) -> list[Sample]:
    """The reports of a set; empty where its texts are not at hand."""
    if name == "founding document":
        return _founding(shared)
    origin, _, split = name.partition(" ")
    if origin == "real":
        of = real_splits(corpus)
        wanted = [
            e for e in sealed_entries(corpus, shared) if of.get(e.process) == f"real_{split}" and e.text is not None
        ]
        return [_sample(e.name, e.text or "", e.checked()) for e in wanted]
    assert split in SPLITS
    return [_sample(entry.name, entry.text, entry.checked()) for entry in part(split, corpus)]


def digest_of(split: Literal["train", "dev", "test"], corpus: Path = CORPUS) -> str:
    """Digest over texts and annotations of one split of the corpus."""
    return corpus_digest(part(split, corpus))


def _sample(name: str, text: str, checked: Checked) -> Sample:
    if checked.mistakes or checked.annotation is None:
        raise SystemExit(f"{checked.path} is not sound; run `make corpus-check`: {checked.mistakes[0]}")
    published = checked.annotation.meta.published
    day = date.fromisoformat(published) if len(published) == len("2025-03-09") else None
    return Sample(name, text, day, checked.reading, checked.annotation)


def _founding(shared: Path) -> list[Sample]:
    path = shared / "seed" / "00.json"
    if not path.exists():
        return []
    gold = json.loads(path.read_text("utf-8"))
    text = (path.parent / "texts" / "00.txt").read_bytes().decode("utf-8")
    return [Sample("seed/00", text, date.fromisoformat(gold["meta"]["published"]), gold)]


def names_of(found: Sequence[Sample]) -> str:
    """How many reports and words, for a heading."""
    return f"{len(found)} reports, {sum(len(sample.text.split()) for sample in found)} words"
