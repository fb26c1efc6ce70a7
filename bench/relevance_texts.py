"""Texts that the gate before the reading learns from and is measured on: which are relevant, which are not.

Relevant: every report of the corpus, the partial ones, the real ones, those with planted inconsistencies, and the
sequences; to learn from, also our own in corpus/gate, written as agencies write. Ordinary: news of TimeBank, AQUAINT
and PolNeAR but those in `LABELS`, and our own texts in corpus/gate. A fifth of the news, by a digest of its name, is
held out and only measured on. Labels were given by us, by head and telling words of every text with many words of
conflict or diplomacy. "near" ones tell of conflict in passing, or of one that is no process: they count as neither.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.corpus.files import CORPUS, Entry, Split, part, partial_entries
from bench.corpus.sealed import SHARED, sealed_entries, timeml_texts
from bench.corpus.swap import listed, principals

LABELS = Path(__file__).with_name("relevance_labels.json")
GatePart = Literal["ordinary_train", "ordinary_check", "relevant_train"]
HELD_OUT = 5  # one in so many


@dataclass(frozen=True)
class Text:
    """One text.

    Attributes:
        name: of its file or document, with the set before it.
        group: process or set: texts of one group are never on both sides of a split.
        text: its words.
    """

    name: str
    group: str
    text: str


def corpus_texts(split: Split) -> list[Text]:
    """The reports of a split, and those to train on alone where it is train."""
    own = [Text(entry.name, entry.process, entry.text) for entry in part(split)]
    return own + [_partial(entry) for entry in partial_entries()] if split == "train" else own


def swapped_texts(split: Split, number: int) -> list[Text]:
    """The reports of a split with both parties under names from the list; `number` picks them."""
    made = []
    for entry in part(split):
        compiled = entry.checked().annotation
        pair = principals(compiled) if compiled else None
        if pair:
            made.append(Text(f"{entry.name}/{number}", entry.process, listed(entry.text, *pair, number).text))
    return made


def real_texts() -> list[Text]:
    """The real reports whose texts are at hand."""
    return [Text(each.name, each.process, each.text) for each in sealed_entries() if each.text is not None]


def planted_texts() -> list[Text]:
    """The single reports with planted inconsistencies; those in sequences tell of fires and fevers too."""
    return [_file(path, "planted") for path in sorted((CORPUS / "planted").glob("*/r*/*.txt"))]


def sequence_texts() -> list[Text]:
    """The dated reports of the sequences."""
    return [_file(path, path.parent.name) for path in sorted((CORPUS / "sequences").glob("*/*.txt"))]


def gate_texts(which: GatePart) -> list[Text]:
    """Our own short texts for the gate, each a group of its own."""
    rows = (CORPUS / "gate" / f"{which}.txt").read_text("utf-8").splitlines()
    parts = [row.partition(": ") for row in rows if row and not row.startswith("#")]
    return [
        Text(f"{which}/{number} {topic}", f"{which}/{number}", text) for number, (topic, _, text) in enumerate(parts, 1)
    ]


def news(*, held_out: bool, shared: Path = SHARED) -> list[Text]:
    """Ordinary news at hand: what is learnt from, or the fifth that is held out."""
    labels = json.loads(LABELS.read_text("utf-8"))
    apart = {*labels["relevant"], *labels["near"], *_real_names()}
    return [each for each in all_news(shared) if each.name not in apart and is_held_out(each.name) == held_out]


def labelled_news(label: Literal["relevant", "near"], shared: Path = SHARED) -> list[Text]:
    """The texts of the news sets under a label; no real report of the corpus is among them."""
    names = set(json.loads(LABELS.read_text("utf-8"))[label])
    return [each for each in all_news(shared) if each.name in names]


def all_news(shared: Path = SHARED) -> Iterator[Text]:
    """Every document of TimeBank, AQUAINT and PolNeAR's train and dev parts that is at hand."""
    for name, text in sorted(timeml_texts(shared).items()):
        yield Text(name, name.split("/", maxsplit=1)[0], text)
    for which in ("polnear_train", "polnear_dev"):
        path = shared / "data" / "attribution" / f"{which}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for row in map(json.loads, lines):
                    yield Text(f"{which}/{row['id']}", which, str(row["text"]))


def is_held_out(name: str) -> bool:
    """Is a text of the news among those that are only measured on?"""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_OUT == 0


def _real_names() -> set[str]:
    return {f"{each.meta.source}/{each.meta.document}" for each in sealed_entries()}


def _partial(entry: Entry) -> Text:
    return Text(entry.name, entry.text_path.parent.name, entry.text)


def _file(path: Path, group: str) -> Text:
    return Text(str(path.relative_to(CORPUS)), group, path.read_text("utf-8"))
