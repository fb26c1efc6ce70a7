"""Records of a reading as the scorer sees them: fields, place in the text, and the words that label them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bench.scoring.names import words_of
from bench.scoring.places import Layout, Place

Record = Mapping[str, object]

AGREEMENT_SLOTS = ("start", "duration", "expiry")
# What carries a record; all other kinds have "evidence".
_PASSAGES = {"quotes": "content", "times": "surface", "events": "trigger"}
_LABELS = (
    "name", "bearer", "object", "actor", "proposal", "speaker", "unit", "citation", "venue", "participants", "what",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One record of a reading.

    Attributes:
        record: the fields as given.
        place: its valid passages.
        label: the words of the fields that tell what it is about.
    """

    record: Record
    place: Place
    label: frozenset[str]

    def get(self, field: str) -> object:
        return self.record.get(field)

    @property
    def supported(self) -> bool:
        """Has it a valid passage?"""
        return bool(self.place.spans)

    @property
    def sure(self) -> bool:
        return not self.record.get("unsure")


def entries_of(kind: str, reading: Record, layout: Layout) -> list[Entry]:
    """The records of a kind by their place in the text; the agreement gives one entry or none."""
    records: list[object] = listed(reading.get(kind))
    if kind == "agreement":
        # Readings write an agreement that is not there as null or as a record whose fields are all null.
        filled = ("kind", *AGREEMENT_SLOTS)
        records = [*filter(lambda r: isinstance(r, Mapping) and any(r.get(field) for field in filled), records)][:1]
    return sorted(
        (_entry(record, passages_field(kind), layout) for record in records), key=lambda entry: entry.place.spans
    )


def passages_field(kind: str) -> str:
    """The field that holds the passages which carry a record of this kind."""
    return _PASSAGES.get(kind, "evidence")


def listed(value: object) -> list[object]:
    """`value` as a list: null is empty, one thing is a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _entry(record: object, passages: str, layout: Layout) -> Entry:
    fields: Record = record if isinstance(record, Mapping) else {}
    label = frozenset(word for field in _LABELS for name in listed(fields.get(field)) for word in words_of(str(name)))
    return Entry(fields, layout.place(listed(fields.get(passages))), label)
