"""What the network tells: its heads with their labels, and one row to train or measure on.

Only the standard library is used here: a machine that has nothing but a file of rows can train from it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

Spans: TypeAlias = list[tuple[int, int, str]]
"""Places of one head: start, end, and the type within the head ("" where it has only one)."""
Offsets: TypeAlias = list[list[int]]

TIME_TYPES = ("DATE", "TIME", "DURATION", "SET")
ACTOR_TYPES = ("person", "organisation", "armed_group", "body", "place", "office", "state")
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
ROLES = ("source", "cue", "content")
ACTIONS = (
    "withdraw", "release", "exchange", "cease_hostilities", "allow_aid", "disarm", "deploy_monitors", "lift_blockade",
    "reconstruct", "other",
)  # fmt: skip
DUTY_STATES = ("pending", "done", "breached", "suspended", "demanded", "proposed")
STANCES = ("accept", "endorse", "adopt", "reject", "conditional", "welcome", "criticise", "undecided")
VIOLATION_STATUSES = ("alleged", "denied", "confirmed")
TALKS_STATUSES = ("held", "planned", "postponed", "under way")
EVENT_STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
PARTY_ROLES = ("party", "mediator", "guarantor", "observer", "other")


@dataclass(frozen=True)
class Head:
    """One thing that is told of every word.

    Attributes:
        name: as in model.json.
        labels: "O", then B and I of every type.
        least: how likely all types together must be for the reader to be told of a word; None: likelier than "O".
    """

    name: str
    labels: tuple[str, ...]
    least: float | None = None


LEAST = 0.1
"""Duties and the like are told from here up: the steps that read them weigh them with what the words say."""


def _typed(types: Iterable[str]) -> tuple[str, ...]:
    return ("O", *(f"{letter}-{each}" for each in types for letter in "BI"))


HEADS = (
    *(Head(role, ("O", "B", "I")) for role in ROLES),
    Head("time", _typed(TIME_TYPES)),
    Head("actor", _typed(ACTOR_TYPES)),
    Head("event", _typed(EVENT_TYPES), LEAST),
    Head("quote", ("O", "B", "I")),
    Head("duty", _typed(ACTIONS), LEAST),
    Head("duty_state", _typed(DUTY_STATES), LEAST),
    Head("position", _typed(STANCES), LEAST),
    Head("violation", _typed(VIOLATION_STATUSES), LEAST),
    Head("talks", _typed(TALKS_STATUSES), LEAST),
    Head("event_status", _typed(EVENT_STATUSES), LEAST),
    Head("role", _typed(PARTY_ROLES), LEAST),
    *(Head(name, ("O", "B", "I"), LEAST) for name in ("bearer", "holder", "accused", "accuser", "doer", "target")),
)
"""The heads in the order of their labels in the logits; new ones are added at the end, so that a network trained
without them can be gone on with.

A duty, position, violation, meeting or event is told by its word: the verb or noun that carries it. Who bears a duty,
holds a position, is accused, accuses, does or suffers an event is told by the words that name them.
"""
LABELS = sum(len(head.labels) for head in HEADS)


def head_slices(heads: Iterable[Head] = HEADS) -> dict[str, slice]:
    """Which of the concatenated labels are each head's."""
    found, at = {}, 0
    for head in heads:
        found[head.name] = slice(at, at + len(head.labels))
        at += len(head.labels)
    return found


@dataclass(frozen=True)
class Row:
    """One text with what is marked in it.

    Attributes:
        name: of the text, with its set before a slash.
        part: "train", "tune" (to choose settings by) or "dev" (only measured).
        copy: 0 for the text itself, else the number of its copy under other names.
        text: the text; all offsets count its characters.
        spans: head -> places; a head that is missing was not annotated and says nothing about the text.
        attributions: whole attributions, where the text has them: source, cue and content as [start, end] each.
    """

    name: str
    part: str
    copy: int
    text: str
    spans: Mapping[str, Spans]
    attributions: list[dict[str, Offsets]] = field(default_factory=list)

    @property
    def set(self) -> str:
        """polnear, timebank, aquaint or corpus."""
        return self.name.partition("/")[0]


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Write rows as JSON lines, compressed where the name ends in .gz; the same rows give the same bytes."""
    lines = "".join(json.dumps(_as_json(row), ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
    data = lines.encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def read_rows(path: Path) -> list[Row]:
    """The rows of a file written by `write_rows`."""
    return list(_rows(path))


def _rows(path: Path) -> Iterator[Row]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    for line in text.split("\n"):
        if line:
            row: dict[str, Any] = json.loads(line)
            row["spans"] = {head: [(s, e, kind) for s, e, kind in spans] for head, spans in row["spans"].items()}
            yield Row(**row)


def _as_json(row: Row) -> dict[str, Any]:
    return {
        "name": row.name, "part": row.part, "copy": row.copy, "text": row.text,
        "spans": row.spans, "attributions": row.attributions,
    }  # fmt: skip
