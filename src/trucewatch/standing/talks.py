"""Talks: what is ahead, what was held, what was called off, what was planned and not heard of since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Literal

from trucewatch.standing.asof import recency, said_by
from trucewatch.standing.cell import Cell, Stated, cell_of, date_words, days_apart
from trucewatch.standing.names import name_key
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.dates import Interval, interval_of
from trucewatch.vocabulary.kinds import Talks
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View, whatever_the_day

Stage = Literal["ahead", "under_way", "held", "called_off", "date_passed"]


@dataclass(frozen=True)
class TalksStanding:
    """One meeting, round or delegation across reports.

    Attributes:
        process: the process it belongs to.
        stage: ahead, under_way, held, called_off (or postponed), date_passed (planned, its day gone, not reported on).
        title: venue and date in words.
        day: its date as stated, None where it is not.
        when: the date against the day asked about, or why there is none.
        participants, mediators: everyone named.
        history: its status by report, oldest first.
        cell: all that stands behind it.
    """

    process: str
    stage: Stage
    title: str
    day: str | None
    when: str
    participants: tuple[str, ...]
    mediators: tuple[str, ...]
    history: tuple[Stated, ...]
    cell: Cell


def talks_as_of(view: View, as_of: date | None, voices: Voices | None = None) -> tuple[TalksStanding, ...]:
    """The talks of the view as of a day, by date, those without a date last.

    Args:
        view: what is known.
        as_of: the day asked about; None: planned ones are ahead.
        voices: the view's speakers, where the caller has them already.
    """
    heard = voices or whatever_the_day(view, Voices)
    groups = whatever_the_day(view, lambda whole: [_round(held, heard) for held in _groups(whole, heard)], _round)
    rows = [row for group in groups if (row := _standing(group, as_of, heard)) is not None]
    return tuple(sorted(rows, key=lambda row: (row.day is None, row.day or "", row.title)))


def _groups(view: View, voices: Voices) -> list[list[Statement[Talks]]]:
    # Dated and undated ones are never one; each is compared only with its own kind of its process.
    circles: defaultdict[tuple[str, bool], list[list[_Meeting]]] = defaultdict(list)
    # One meeting shares a word of its place or a person with another, so that only such groups are looked through.
    sharing: defaultdict[tuple[str, bool, str], set[int]] = defaultdict(set)
    for statement in sorted(view.of(Talks), key=lambda s: (recency(s.published), s.report_id, s.start, s.id)):
        meeting = _meeting(statement)
        circle = voices.process(statement.report_id), meeting.interval is None
        groups, told = circles[circle], meeting.venue | meeting.people
        near = sorted(set().union(*(sharing[*circle, word] for word in told)))
        home = next((n for n in near if any(_same(meeting, other) for other in groups[n])), len(groups))
        if home == len(groups):
            groups.append([])
        groups[home].append(meeting)
        for word in told:
            sharing[*circle, word].add(home)
    return [[m.statement for m in group] for groups in circles.values() for group in groups]


@dataclass(frozen=True)
class _Meeting:
    """A statement of talks with what it is compared by."""

    statement: Statement[Talks]
    interval: Interval | None
    venue: frozenset[str]
    people: frozenset[str]


def _meeting(statement: Statement[Talks]) -> _Meeting:
    content = statement.content
    people = frozenset(name_key(p) for p in content.participants)
    return _Meeting(statement, interval_of(content.date), content_words(content.venue), people)


def _same(one: _Meeting, other: _Meeting) -> bool:
    """One meeting? Dated: the days meet, and place or people do. Undated: place, people and status do."""
    if one.interval and other.interval and not _meet(one.interval, other.interval):
        return False
    same_place = bool(one.venue & other.venue)
    if one.venue and other.venue and not same_place:
        return False
    same_people = bool(one.people & other.people)
    if one.interval and other.interval:
        return same_place or same_people
    return same_place and same_people and one.statement.content.status == other.statement.content.status


def _meet(first: Interval, second: Interval) -> bool:
    starts = first.first or first.last, second.first or second.last
    return starts[0] <= second.last and starts[1] <= first.last


@dataclass(frozen=True)
class _Round:
    """What is told of one meeting whatever the day: its statements, its day as stated, and all that they name."""

    statements: list[Statement[Talks]]
    process: str
    day: str | None
    interval: Interval | None
    title: str
    participants: tuple[str, ...]
    mediators: tuple[str, ...]
    cell: Cell


def _round(group: list[Statement[Talks]], voices: Voices) -> _Round:
    dates = [s.content.date for s in group if s.content.date]
    day = max(dates, key=len, default=None)
    venue = next((s.content.venue for s in reversed(group) if s.content.venue), None)
    title = ", ".join(filter(None, (venue or "venue not stated", date_words(day) if day else None)))
    return _Round(
        group,
        voices.process(group[0].report_id),
        day,
        interval_of(day),
        title,
        tuple(dict.fromkeys(p for s in group for p in s.content.participants)),
        tuple(dict.fromkeys(m for s in group for m in s.content.mediators)),
        cell_of(title, group),
    )


def _standing(told: _Round, as_of: date | None, voices: Voices) -> TalksStanding | None:
    """One row; None where all that is known was published later and carries no date to place it by."""
    interval = told.interval
    counted = told.statements if interval else [s for s in told.statements if said_by(s, as_of)]
    if not counted:
        return None
    last = max(counted, key=lambda s: recency(s.published))
    return TalksStanding(
        told.process,
        _stage(last, interval, as_of),
        told.title,
        told.day,
        _when(last, interval, as_of),
        told.participants,
        told.mediators,
        tuple(voices.stated(s, s.content.status, s.content.status) for s in counted),
        told.cell if len(counted) == len(told.statements) else cell_of(told.title, counted),
    )


def _stage(last: Statement[Talks], interval: Interval | None, as_of: date | None) -> Stage:
    status = last.content.status
    known = said_by(last, as_of)
    if interval and as_of and (interval.first or interval.last) > as_of:
        return "called_off" if status == "postponed" and known else "ahead"
    if status == "held":
        return "held" if known or (interval and as_of and interval.last <= as_of) else "ahead"
    if status in ("under way", "postponed"):
        return "under_way" if status == "under way" else "called_off"
    return "date_passed" if interval and as_of and interval.last < as_of else "ahead"


def _when(last: Statement[Talks], interval: Interval | None, as_of: date | None) -> str:
    if interval is None:
        known = f", last reported on {date_words(last.published.isoformat())}" if last.published else ""
        return "the date is not stated" + known
    if as_of is None:
        return ""
    if interval.is_day:
        return days_apart(interval.last, as_of)
    return f"by {date_words(interval.last.isoformat())}" if interval.last >= as_of else "its dates have passed"
