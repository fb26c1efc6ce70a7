"""Small readings made by hand, a clock that can be set, and a full dump of a record's file."""

from __future__ import annotations

import re
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from trucewatch.vocabulary.actors import ActorMention, ReportActor
from trucewatch.vocabulary.attributed import Attributed
from trucewatch.vocabulary.events import Entity, Event
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.incidents import Incident
from trucewatch.vocabulary.kinds import Content, Figure, Party, Position, Quote, TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import statements_of

ISLAND = "The Harbour Council accepted the reef plan on Tuesday. Monitors counted 14 dead — 3 of them nurses — in Velu."
VALLEY = "The Upper Valley Front rejected the grazing accord on Tuesday.\nHerders' elders said “we counted 27 dead”."
DELTA = "The Delta Union welcomed the ferry truce on Tuesday; officials spoke of 5 dead. 🕊 Nothing else was heard."

MODELS = ("reef-tagger@0123456789ab", "xx_reef_sm 1.0.0")

_POSITION = re.compile(r"The (?P<actor>[A-Z][\w ]+?) (?P<verb>accepted|rejected|welcomed) the (?P<what>[\w ]+?) on")
_STANCES = {"accepted": "accept", "rejected": "reject", "welcomed": "welcome"}
_UNNAMED = re.compile(r"Monitors|elders|officials")
_WORDS = re.compile(r"“(.+?)”")


@dataclass
class Clock:
    """Gives `now` and moves it on by `step`; `now` may be set."""

    now: datetime = datetime(2031, 5, 1, 12, tzinfo=UTC)
    step: timedelta = timedelta(minutes=1)
    given: list[datetime] = field(default_factory=list)

    def __call__(self) -> datetime:
        at = self.now
        self.now += self.step
        self.given.append(at)
        return at


def report_of(text: str, published: date | None = date(2031, 4, 10), outlet: str | None = "Courier") -> Report:
    return Report(text, published=published, outlet=outlet, language="en", process="north")


def read(report: Report, version: str = "1", *, figures: bool = True) -> Reading:
    """Reads the sentences above; another `version` reads the same, without figures where these are left out."""
    contents: list[Content] = []
    for m in _POSITION.finditer(report.text):
        whole = Passage.of(report.text, m.start(), m.end())
        actor = m["actor"]
        contents.append(
            Party(name=actor, role="party", evidence=(Passage.of(report.text, *m.span("actor")),), step="p")
        )
        contents.append(
            Position(
                actor=actor,
                actor_mention=actor,
                stance=_STANCES[m["verb"]],  # type: ignore[arg-type]
                proposal_mention=m["what"],
                evidence=(whole,),
                step="positions",
            )
        )
    for m in _WORDS.finditer(report.text):
        said = (Passage.of(report.text, *m.span(1)),)
        contents.append(Quote(speaker="elders", mention="elders", cue="said", type="direct", content=said, step="q"))
    for m in re.finditer("Tuesday", report.text):
        at = (Passage.of(report.text, *m.span()),)
        day = TimeExpression(type="date", value=_tuesday(report.published), surface=at, step="dates")
        contents.append(day)
    if figures:
        for m in re.finditer(r"(\d+) (?:dead|of them)", report.text):
            at = (Passage.of(report.text, *m.span()),)
            contents.append(Figure(what="killed", number=int(m[1]), evidence=at, confidence=0.75, step="figures"))
    undated = Finding("no-date", "gap", "The report gives no date of publication.", (Place(report.id),))
    return Reading(
        report,
        tuple(Statement(report.id, content, report.published) for content in contents),
        findings=() if report.published else (undated,),
        steps=tuple(f"{name} {version}" for name in ("p", "positions", "q", "dates", "figures")),
        models=MODELS,
        headline=Passage.of(report.text, 0, 10),
        segments=(Passage.of(report.text, 0, len(report.text)),),
        other_timex=({"surface": "then", "timex": {"type": "DATE", "value": "PAST_REF"}},),
        attributions=(Attributed((), (), (Passage.of(report.text, 0, 10),), 0.9),),
        events=events_in(report.text),
        incidents=incidents_in(report.text),
        actors=actors_in(report.text),
    )


def actors_in(text: str) -> tuple[ReportActor, ...]:
    """Whoever takes a position, as a party, and an unnamed source."""
    found = [
        ReportActor(name=m["actor"], type="party", mentions=(ActorMention(passage=at(text, m, "actor"), how="name"),))
        for m in _POSITION.finditer(text)
    ]
    for m in _UNNAMED.finditer(text):
        mentions = (ActorMention(passage=at(text, m), how="nominal"),)
        found.append(ReportActor(name=m[0], type="person", sealed=True, person="unknown", mentions=mentions))
    return tuple(found)


def events_in(text: str) -> tuple[Event, ...]:
    """One event a position: it shows every sort of value that an event holds."""
    return tuple(
        Event(
            type="REJECT" if m["verb"] == "rejected" else "AGREE",
            actor=(m["actor"],),
            trigger=(at(text, m, "verb"),),
            actor_entities=(Entity(name=m["actor"], other_sectors=("REB",), passage=at(text, m, "actor")),),
            confidence=0.5,
            step="events",
        )
        for m in _POSITION.finditer(text)
    )


def incidents_in(text: str) -> tuple[Incident, ...]:
    """One incident a count."""
    return tuple(
        Incident(kind="fire", what="fire", evidence=(at(text, m),), count=int(m[1]), step="violations")
        for m in re.finditer(r"(\d+) dead", text)
    )


def at(text: str, match: re.Match[str], group: str | int = 0) -> Passage:
    return Passage.of(text, *match.span(group))


def figure_in(reading: Reading) -> Statement[Figure]:
    return statements_of(reading.statements, Figure)[0]


def time_in(reading: Reading) -> Statement[TimeExpression]:
    return statements_of(reading.statements, TimeExpression)[0]


def dump(path: Path) -> list[str]:
    """Every row and definition in the file, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def spoil(path: Path, change: str) -> None:
    """Change rows behind the record's back, with its triggers taken away."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(change).rowcount > 0


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size (bytes): the system refuses the write itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _tuesday(published: date | None) -> str | None:
    if published is None:
        return None
    return (published - timedelta(days=(published.weekday() - 1) % 7)).isoformat()
