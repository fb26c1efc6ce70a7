"""The table of what has a day: talks, starts and last days, deadlines. Calendars are made of it.

A row is one matter, however many reports tell of it, and keeps its id as further reports come in: it is made of the
statement that told of the matter first. A day that its own source has replaced by another one is kept as cancelled, so
that a calendar that has it takes it out. Days on which sources differ stand side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from trucewatch.exports.material import Material
from trucewatch.exports.statement_tables import places_of
from trucewatch.exports.tables import CARRIED, Column, Row, Table, Value, carried
from trucewatch.standing.asof import recency, said_by
from trucewatch.standing.cell import date_words
from trucewatch.standing.obligations import obligation_groups
from trucewatch.standing.phases import PhaseStanding, agreements_as_of
from trucewatch.standing.talks import TalksStanding, talks_as_of
from trucewatch.vocabulary.dates import interval_of, without_part
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Content, Obligation
from trucewatch.vocabulary.report import digest
from trucewatch.vocabulary.statement import AnyStatement, Statement

COLUMNS = (
    Column("id", "id of the matter; it stays as reports are added", holds="id"),
    Column("process", "the process it belongs to", holds="words"),
    Column("what", "talks, start, expiry, computed expiry, deadline or date"),
    Column("title", "what it is, in one line", holds="words"),
    Column("value", "its day as stated; ISO 8601, as precise as stated"),
    Column("first", "the first day it covers", "day"),
    Column("last", "the last day it covers", "day"),
    Column("status", "confirmed, tentative (planned, demanded or proposed) or cancelled (called off or replaced)"),
    Column("state", "the latest word on it"),
    Column("place", "where", holds="words"),
    Column("participants", "who takes part, or who must act", "list", "name"),
    Column("revision", "by how many later reports it was told again; rises as reports are added", "whole"),
    Column("last_told", "the last day of publication of a report that tells of it", "day"),
    *CARRIED,
)


_ContentT = TypeVar("_ContentT", bound=Content)


@dataclass(frozen=True)
class _Entry:
    """One matter on one day; `held` are the statements of that day, `told` all that were made of the matter."""

    first_id: str
    process: str
    what: str
    title: str
    value: str
    status: str
    state: str
    held: tuple[AnyStatement, ...]
    told: tuple[AnyStatement, ...]
    place: str | None = None
    people: tuple[str, ...] = ()


def calendar_table(material: Material) -> Table:
    """Every matter of the view that has a day, by that day."""
    by_id = {s.id: s for s in material.view.statements()}
    entries = (*_talks(material, by_id), *_periods(material, by_id), *_duties(material))
    rows = [row for entry in entries if (row := _row(entry)) is not None]
    rows.sort(key=lambda row: (str(row.values[5]), str(row.values[2]), str(row.values[3]), str(row.values[0])))
    about = "Something that has a day, as stated or computed from what is stated."
    return Table("calendar", about, COLUMNS, tuple({row.values[0]: row for row in rows}.values()))


def _row(entry: _Entry) -> Row | None:
    span = interval_of(without_part(entry.value))
    if span is None:
        return None
    # One matter may be told under several days, and one statement may tell a start and an end: both take part.
    id_ = digest(["calendar", entry.first_id, entry.what, entry.value if entry.what != "talks" else ""])
    reports = tuple(dict.fromkeys(s.report_id for s in entry.held))
    places: tuple[Place, ...] = tuple(dict.fromkeys(place for s in entry.held for place in places_of(s)))
    told = max((s.published for s in entry.told if s.published), default=None)
    revision = len({s.report_id for s in entry.told}) - 1
    values: tuple[Value, ...] = (
        id_, entry.process or None, entry.what, entry.title, entry.value, span.first or span.last, span.last,
        entry.status, entry.state, entry.place, entry.people, revision, told,
    )  # fmt: skip
    return Row((*values, *carried(places)), places, reports)


_TALKS_STATUS = {"held": "confirmed", "under_way": "confirmed", "called_off": "cancelled"}


def _talks(material: Material, by_id: dict[str, AnyStatement]) -> Iterator[_Entry]:
    for meeting in talks_as_of(material.view, material.as_of, material.voices):
        if meeting.day is not None:
            held = _in_order(by_id[id_] for id_ in meeting.cell.statements)
            yield _Entry(
                held[0].id,
                meeting.process,
                "talks",
                f"talks: {_venue(meeting)}",
                meeting.day,
                _TALKS_STATUS.get(meeting.stage, "tentative"),
                meeting.stage.replace("_", " "),
                held,
                held,
                _place(meeting),
                tuple(dict.fromkeys((*meeting.participants, *meeting.mediators))),
            )


def _place(meeting: TalksStanding) -> str | None:
    """The venue, which its title has before the date."""
    venue = meeting.title.removesuffix(f", {date_words(meeting.day)}") if meeting.day else meeting.title
    return None if venue == "venue not stated" else venue


def _venue(meeting: TalksStanding) -> str:
    return _place(meeting) or "venue not stated"


def _periods(material: Material, by_id: dict[str, AnyStatement]) -> Iterator[_Entry]:
    """Starts and last days of agreements and their phases, stated or computed."""
    for agreement in agreements_as_of(material.view, material.as_of, material.voices):
        for phase in agreement.phases:
            name = f"{agreement.title}, {phase.name}" if phase.ordinal else agreement.title
            for what, value, ids in _days(phase):
                held = _in_order(by_id[id_] for id_ in ids if id_ in by_id)
                if held:
                    words = {"start": "start", "expiry": "last day", "computed expiry": "last day, computed"}[what]
                    computed = what == "computed expiry"
                    status, state = ("tentative", "computed") if computed else ("confirmed", "stated")
                    first = f"{held[0].id} {phase.ordinal or ''}"
                    yield _Entry(first, agreement.process, what, f"{name}: {words}", value, status, state, held, held)


def _days(phase: PhaseStanding) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What each day is, the day, and the statements behind it; one day of several reports stands once."""
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for what, stated in (("start", phase.starts), ("expiry", phase.expiries)):
        for one in stated:
            if one.value:
                found[what, one.value] |= dict.fromkeys(one.cell.statements)
    for computed in phase.computed:
        found["computed expiry", computed.period.inclusive.isoformat()] |= dict.fromkeys(computed.cell.statements)
    for (what, value), ids in found.items():
        yield what, value, tuple(ids)


def _duties(material: Material) -> Iterator[_Entry]:
    """Days and deadlines of duties, also of those that are reported done."""
    for group in obligation_groups(material.view, material.voices):
        heard = _in_order(s for s in group if said_by(s, material.view.as_of))
        days: dict[tuple[str, str], list[Statement[Obligation]]] = {}
        latest: dict[tuple[str, str, str | None], str] = {}
        for statement in heard:
            content: Obligation = statement.content
            for what, value in (("deadline", content.deadline), ("date", content.date)):
                if value:
                    days.setdefault((what, value), []).append(statement)
                    latest[_source(material, what, statement)] = value
        for (what, value), held in days.items():
            stands = any(latest[_source(material, what, s)] == value for s in held)
            state = heard[-1].content.state if stands else "replaced"
            yield _duty(material, (what, value, state), tuple(held), heard)


def _source(material: Material, what: str, statement: AnyStatement) -> tuple[str, str, str | None]:
    """Whose word it is, and on what: a later word of the same source takes the place of its earlier one."""
    voices, report = material.voices, statement.report_id
    return what, voices.outlet(report), voices.speaker(report, statement.content.passages)


def _duty(
    material: Material,
    day: tuple[str, str, str],
    held: tuple[Statement[Obligation], ...],
    told: tuple[Statement[Obligation], ...],
) -> _Entry:
    """One day of a duty: what day it is, its value, and the state of the duty ("replaced" where another day stands)."""
    what, value, state = day
    first = held[0].content
    deed = (first.subtype or first.action).replace("_", " ")
    about = f" ({first.object})" if first.object else ""
    title = f"{first.bearer or 'bearer not stated'}: {deed}{about}"
    status = "cancelled" if state == "replaced" else "confirmed" if state in ("pending", "done") else "tentative"
    process, people = material.voices.process(held[0].report_id), (first.bearer,) if first.bearer else ()
    return _Entry(held[0].id, process, what, title, value, status, state, held, told, first.place, people)


def _in_order(statements: Iterable[Statement[_ContentT]]) -> tuple[Statement[_ContentT], ...]:
    """By publication, then as the one order has them: the first told stays first as later reports come in."""
    return tuple(sorted(statements, key=lambda s: (recency(s.published), s.report_id, s.start, s.id)))
