"""A record of two invented reports on a truce at a strait, with everything in it that must not leave a desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

from record.filling import fresh
from record.making import Clock
from trucewatch.record.notes import add_note
from trucewatch.record.writer import Record
from trucewatch.vocabulary.actors import ActorMention, ActorType, PersonClass, ReportActor
from trucewatch.vocabulary.events import Entity, Event
from trucewatch.vocabulary.incidents import Incident
from trucewatch.vocabulary.kinds import (
    Agreement,
    Content,
    Figure,
    Instrument,
    Obligation,
    Party,
    Phase,
    PhaseClaim,
    Position,
    Proposal,
    Quantity,
    Quote,
    Talks,
    TimeExpression,
    Violation,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

SIDES = ("Harbour Council", "Shore League")
PRIVATE = "Mirela Dostan"
NEIGHBOUR = "Oren Takala"
MINISTER = "Ilva Marsh"
UNNAMED = "a clerk of the port office"
DESK_HAND = "zoraida"
NOTE = "ask the harbour nurse before the weekend"
COORDINATES = "12.34567, 45.67891"
SECRETS = (
    PRIVATE, "Mirela", "Dostan", NEIGHBOUR, "Takala", UNNAMED, "port office", DESK_HAND, NOTE, "harbour nurse",
    "/home/desk/in-confidence.txt", "row-17", "Petra Byline", "12.34567", "45.67891",
)  # fmt: skip
"""What stands nowhere in an export for the public; the coordinates may go to a partner."""

FIRST = (
    "The {one} and the {other} signed the Strait Truce on 3 May 2031 for 42 days.\n"
    "Foreign minister Ilva Marsh said the {other} must withdraw its guns by 12 May 2031.\n"
    "“They took my son from the boat,” said Mirela Dostan, his mother. Ms Dostan named 14 missing.\n"
    "The {other} was accused by Oren Takala of shelling the pier at 12.34567, 45.67891.\n"
    "A list is hidden, a clerk of the port office said on condition that no name be printed.\n"
    "Talks are planned in Sarn at 14:30 UTC on 20 May 2031. The {one} welcomed the ferry offer.\n"
    "The text recalls resolution 2720.\n" + "Nothing else was heard on the quays that day. " * 30
)
SECOND = (
    "The {other} must withdraw its guns by 15 May 2031 and not earlier, the paper reports. Talks in Sarn are still on."
)


class Made:
    """A report, and the reading that is written for it by hand."""

    def __init__(self, text: str, published: date, **declared: Any) -> None:
        self.report = Report(text, published=published, language="en", process="strait", **declared)
        self.contents: list[Content] = []
        self.actors: list[ReportActor] = []
        self.events: tuple[Event, ...] = ()
        self.incidents: tuple[Incident, ...] = ()

    def at(self, words: str) -> tuple[Passage, ...]:
        start = self.report.text.index(words)
        return (Passage.of(self.report.text, start, start + len(words)),)

    def say(self, cls: type[Content], words: str, **values: Any) -> None:
        values.setdefault(cls.SPANS, self.at(words))
        self.contents.append(cls(step="made", **values))

    def actor(
        self, name: str, type_: ActorType, person: PersonClass | None = None, *more: str, sealed: bool = False
    ) -> None:
        how: Literal["nominal", "name"] = "nominal" if sealed else "name"
        mentions = tuple(ActorMention(passage=self.at(words)[0], how=how) for words in (name, *more))
        offices = ("foreign minister",) if person == "public_office" else ()
        self.actors.append(
            ReportActor(name=name, type=type_, person=person, sealed=sealed, mentions=mentions, offices=offices)
        )

    def reading(self) -> Reading:
        told = tuple(Statement(self.report.id, content, self.report.published) for content in self.contents)
        return Reading(
            self.report,
            told,
            events=self.events,
            incidents=self.incidents,
            actors=tuple(self.actors),
            steps=("made 1",),
        )


def first(one: str, other: str) -> Made:
    """The first report, with a statement of nearly every kind."""
    made = Made(
        FIRST.format(one=one, other=other), date(2031, 5, 4), outlet="Strait Courier", byline="Petra Byline",
        title="Mirela Dostan speaks", url="https://courier.example.org/mirela-dostan",
        name="/home/desk/in-confidence.txt", given_id="row-17",
    )  # fmt: skip
    for name in (one, other):
        made.actor(name, "party")
        made.say(Party, name, name=name, role="party")
    made.actor(MINISTER, "person", "public_office")
    made.actor(PRIVATE, "person", "private", "Dostan named")
    made.actor(NEIGHBOUR, "person", "unknown")
    made.actor(UNNAMED, "office", "unknown", sealed=True)
    claim = PhaseClaim(status="in_force", words="signed", evidence=made.at("signed the Strait Truce"))
    made.say(
        Agreement, "signed the Strait Truce on 3 May 2031 for 42 days", kind="truce", start="2031-05-03",
        duration="P42D", expiry="2031-06-13", term_used="Strait Truce", parties=(one, other),
        phases=(Phase(ordinal=1, claims=(claim,)),),
    )  # fmt: skip
    made.say(
        Obligation, f"the {other} must withdraw its guns by 12 May 2031", bearer=other, bearer_mention=other,
        action="withdraw", object="its guns", deadline="2031-05-12", state="pending",
        quantity=Quantity(number=3, qualifier="at least"),
    )  # fmt: skip
    _words(made)
    made.say(Figure, "14 missing", what="other", measure="missing", number=14, attributed_to=PRIVATE)
    made.say(
        Violation, "shelling the pier at 12.34567, 45.67891", alleged_by=NEIGHBOUR, against=other, status="alleged",
        what="shelling the pier at 12.34567, 45.67891",
    )  # fmt: skip
    made.say(
        Talks, "Talks are planned in Sarn at 14:30 UTC on 20 May 2031", venue="Sarn", date="2031-05-20T14:30+00:00",
        participants=(one, other), status="planned",
    )  # fmt: skip
    made.say(Proposal, "ferry offer", label="ferry offer")
    made.say(Position, f"The {one} welcomed the ferry offer", actor=one, stance="welcome", proposal="ferry offer")
    made.say(Instrument, "resolution 2720", citation="S/RES/2720")
    made.say(TimeExpression, "3 May 2031", type="date", value="2031-05-03")
    sides = (Entity(name=other, sector="REB", other_sectors=("MIL",), passage=made.at(f"The {other}")[0]),)
    made.events = (
        Event(
            type="ACCUSE", mode="allege", actor=(NEIGHBOUR,), recipient=(other,), trigger=made.at("accused"),
            actor_entities=(Entity(name=NEIGHBOUR, sector="CVL"),), recipient_entities=sides, place="the pier",
            context=("military",), confidence=0.9,
        ),
    )  # fmt: skip
    made.incidents = (
        Incident(
            kind="fire", what=f"shelling the pier at {COORDINATES}", evidence=made.at("shelling"), observer=NEIGHBOUR
        ),
    )
    return made


def _words(made: Made) -> None:
    """Quotations: of a private person, of a minister, and of a source that is not named."""
    made.say(
        Quote, "They took my son from the boat", speaker=PRIVATE, mention=PRIVATE, cue="said", type="direct",
        source=made.at(PRIVATE),
    )  # fmt: skip
    made.say(
        Quote, "must withdraw its guns", speaker=MINISTER, mention=f"Foreign minister {MINISTER}", cue="said",
        type="indirect", source=made.at(MINISTER),
    )  # fmt: skip
    made.say(
        Quote, "A list is hidden", speaker=UNNAMED, mention=UNNAMED, cue="said", type="indirect", sealed=True,
        source=made.at(UNNAMED),
    )  # fmt: skip


def second(one: str, other: str, outlet: str = "Strait Courier") -> Made:
    """A later report of the same outlet, which gives another deadline and tells of the same talks."""
    made = Made(SECOND.format(one=one, other=other), date(2031, 5, 9), outlet=outlet)
    made.actor(other, "party")
    made.say(
        Obligation, f"The {other} must withdraw its guns by 15 May 2031", bearer=other, bearer_mention=other,
        action="withdraw", object="its guns", deadline="2031-05-15", state="pending",
    )  # fmt: skip
    made.say(
        Talks, "Talks in Sarn are still on", venue="Sarn", date="2031-05-20T14:30+00:00", participants=(one, other),
        status="planned",
    )  # fmt: skip
    return made


def record_at(folder: Path, sides: tuple[str, str] = SIDES, *, later: bool = True) -> Record:
    """The record in a folder, still open; `later`: with the second report."""
    record = fresh(folder / "strait.sqlite", Clock())
    record.add(first(*sides).reading(), author=DESK_HAND)
    add_note(record, "task", NOTE, author=DESK_HAND, process="strait")
    if later:
        record.add(second(*sides).reading(), author=DESK_HAND)
    return record
