"""Events as PLOVER 2.0 codes them: who did what to whom, as a row of a reading and as a line of JSON Lines.

The 16 types, their quad classes and base scores are those of the manual 2.0. A line has the field names of the manual's
record; `schemas/plover-event.schema.json` says what may stand in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import plain, plain_fields
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report, digest

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["actual", "historical", "future", "hypothetical", "negated"]

QUADS: Mapping[EventType, int] = MappingProxyType(
    {
        "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
        "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
    }
)  # fmt: skip
"""Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

MODES: Mapping[EventType, tuple[str, ...]] = MappingProxyType(
    {
        "CONSULT": ("visit", "third-party", "multilateral", "phone"),
        "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
        "REQUEST": ("assist", "change", "yield", "meet"),
        "ACCUSE": ("disapprove", "investigate", "allege"),
        "REJECT": ("assist", "change", "yield", "meet"),
        "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
        "MOBILIZE": ("troops", "weapons", "police", "militia"),
        "COERCE": (
            "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
            "cyber",
        ),
        "ASSAULT": (
            "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
            "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
        ),
    }
)  # fmt: skip
"""The modes of a type; types that are not named have none."""

_SCALE: Mapping[EventType, float] = MappingProxyType(
    {
        "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10, "RETREAT": 6.5,
        "REQUEST": 0, "ACCUSE": -3, "REJECT": -2, "THREATEN": -3.5, "PROTEST": -5, "SANCTION": -6, "MOBILIZE": -5.5,
        "COERCE": -7, "ASSAULT": -9,
    }
)  # fmt: skip
# The manual prints ACCUSE as +3 and its modes as -2 and -3.5; the sign of the modes is the one that fits the type.
_MODE_SCALE: Mapping[tuple[EventType, str], float] = MappingProxyType(
    {
        ("RETREAT", "withdraw"): 8, ("RETREAT", "release"): 6.5, ("RETREAT", "disarm"): 10,
        ("RETREAT", "ceasefire"): 7.5, ("RETREAT", "access"): 6.5, ("RETREAT", "resign"): 4.5,
        ("ACCUSE", "disapprove"): -2, ("ACCUSE", "investigate"): -3.5, ("ACCUSE", "allege"): -3.5,
    }
)  # fmt: skip
_FLAGS: Mapping[EventStatus, str] = MappingProxyType(
    {"historical": "historical", "future": "future", "hypothetical": "hypothetical", "negated": "negation"}
)


@dataclass(frozen=True, kw_only=True)
class Entity:
    """An actor or recipient of an event, coded.

    Attributes:
        name: as in the event's `actor` or `recipient`.
        code: ISO 3166 alpha-3 of the state it belongs to, or UNO, EUR, IGO, NGO; None where the report shows neither.
        sector: PLOVER's three letters for what it is (GOV, MIL, REB ...); None for a state as a whole.
        other_sectors: further sectors.
        passage: its words beside the event; None where they stand in another sentence.
    """

    name: str
    code: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    passage: Passage | None = None


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that was done, is planned or is threatened between actors.

    Attributes:
        type: one of the 16 of PLOVER 2.0.
        mode: one of the type's modes, None where the words show none.
        status: whether it happened: actual, historical (background), future, hypothetical, negated.
        actor: names of those who act; both sides where both do the same.
        recipient: names of those it is done to.
        trigger: the words that tell it.
        date: its day as told beside it, ISO 8601; None where it is not told.
        place: where it happened, as told beside it.
        context: PLOVER's contexts, by the words of its sentence.
        actor_entities: the actors with their codes, in the order of `actor`.
        recipient_entities: the recipients with their codes.
        confidence: 0 to 1.
        unsure: a careful reader could disagree.
        step: name of the step that made it.
    """

    type: EventType
    mode: str | None = None
    status: EventStatus = "actual"
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    trigger: tuple[Passage, ...]
    date: str | None = None
    place: str | None = None
    context: tuple[str, ...] = ()
    actor_entities: tuple[Entity, ...] = field(default=())
    recipient_entities: tuple[Entity, ...] = field(default=())
    confidence: float | None = None
    unsure: bool = False
    step: str = ""

    @property
    def quad(self) -> int:
        """PLOVER's quad class, 1 to 4."""
        return QUADS[self.type]

    @property
    def scale(self) -> float:
        """The type's or mode's base score, -10 (conflict) to +10 (cooperation)."""
        return _MODE_SCALE.get((self.type, self.mode or ""), _SCALE[self.type])

    def to_json(self) -> dict[str, object]:
        """As in the `events` of a reading; `evidence` repeats the trigger, as every record has it."""
        return {**plain_fields(self), "evidence": plain(self.trigger)}


def event_id(event: Event, report: Report) -> str:
    """The event's id: it stays the same whatever names its actors are given."""
    at = [[passage.start, passage.end] for passage in event.trigger]
    return digest(["event", report.id, event.type, at])


def plover_record(event: Event, report: Report, sequence: int = 1) -> dict[str, object]:
    """One event as a record of PLOVER.

    Args:
        event: the event.
        report: the report it was read from.
        sequence: its number among the report's events, from 1.

    Returns:
        A record that fits the schema. Its `date` is the event's where a day is told, else the day of publication;
        `date_basis` says which. A record never carries the report's text, only the words of trigger and actors.
    """
    told = day_of(event.date) if event.date else None
    day = told or report.published
    about = {
        "title": report.title, "publication": report.outlet, "url": report.url, "language": report.language,
    }  # fmt: skip
    record: dict[str, object] = {
        "id": event_id(event, report),
        "date": day.isoformat() if day is not None else None,
        "date_basis": "stated" if told else "published" if day else None,
        "actor": [_entity(one) for one in event.actor_entities],
        "recipient": [_entity(one) for one in event.recipient_entities],
        "event": [event.type],
        "mode": [event.mode] if event.mode else [],
        "context": list(event.context),
        "quad_code": event.quad,
        "event_scale": float(event.scale),
        **{flag: event.status == status for status, flag in _FLAGS.items()},
        "event_text": [passage.text for passage in event.trigger],
        "text_info": {
            "sequence": sequence, "start": event.trigger[0].start, "end": event.trigger[-1].end,
        },
        "cite_info": {
            **{name: value for name, value in about.items() if value},
            "coder": "Trucewatch", "codebook": "PLOVER", "version": "2.0",
        },
        "report_id": report.id,
    }  # fmt: skip
    if event.place:
        record["event_loc"] = {"extracted_place": event.place}
    if event.confidence is not None:
        record["confidence"] = event.confidence
    return record


def plover_records(events: Iterable[Event], report: Report) -> Iterator[dict[str, object]]:
    """The events of one report as records of PLOVER, numbered in their order; each is one line of JSON Lines."""
    return (plover_record(event, report, number) for number, event in enumerate(events, 1))


def plover_schema() -> dict[str, Any]:
    """The JSON Schema of one record, as it is shipped."""
    path = resources.files("trucewatch.vocabulary") / "schemas" / "plover-event.schema.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _entity(one: Entity) -> dict[str, object]:
    words = one.passage.text if one.passage is not None else one.name
    found: dict[str, object] = {
        "code": one.code, "sector": one.sector, "entity_name": one.name, "entity_text": words,
    }  # fmt: skip
    if one.passage is not None:
        found |= {"start": one.passage.start, "end": one.passage.end}
    if one.other_sectors:
        found["other_sector_codes"] = list(one.other_sectors)
    return found
