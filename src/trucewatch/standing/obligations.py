"""Obligations as stated: who must do what, in three columns that are never merged."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trucewatch.standing.asof import recency, said_by
from trucewatch.standing.cell import Cell, Stated, cell_of, date_words, days_apart
from trucewatch.standing.names import Names
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import alike
from trucewatch.vocabulary.dates import day_of, interval_of
from trucewatch.vocabulary.kinds import Obligation, ObligationState
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View, whatever_the_day

# From the reading to the record (docs: vocabulary). A state that a column does not know leaves it empty.
_FORCE: dict[ObligationState, str] = {
    "pending": "stated as in force or created",
    "demanded": "no force stated; demanded",
    "proposed": "no force stated; proposed",
}
_PERFORMANCE: dict[ObligationState, str] = {
    "pending": "none reported",
    "done": "reported done in full",
    "suspended": "reported halted",
}
_CLAIMS: dict[ObligationState, str] = {"breached": "breach stated"}
_EVENTS: tuple[ObligationState, ...] = ("done", "breached", "suspended")


@dataclass(frozen=True)
class ObligationStanding:
    """One obligation across reports.

    Attributes:
        process: the process it belongs to.
        action, subtype: codes of the vocabulary.
        bearer: who must do it as first named, None where no report says.
        object: what it is about, in the fullest words.
        quantities, conditions: as stated.
        due: start dates and deadlines as stated.
        force, performance, claims: the latest of each source for each column; `value` is the state as read.
        history: every statement of it by the day asked about, oldest first.
        later: statements of reports published after that day without an earlier date of their own.
        last_reported: the latest day it was reported on, None where no report is dated.
        reports_since: how many reports of the process followed by the day asked about without a word on it.
        calendar: due dates against the day asked about; a passed one says only "not reported done".
    """

    process: str
    action: str
    subtype: str | None
    bearer: str | None
    object: Cell
    quantities: tuple[Stated, ...] = ()
    conditions: tuple[Stated, ...] = ()
    due: tuple[Stated, ...] = ()
    force: tuple[Stated, ...] = ()
    performance: tuple[Stated, ...] = ()
    claims: tuple[Stated, ...] = ()
    history: tuple[Stated, ...] = ()
    later: tuple[Stated, ...] = ()
    last_reported: date | None = None
    reports_since: int = 0
    calendar: tuple[Cell, ...] = ()


def obligations_as_of(view: View, as_of: date | None, voices: Voices | None = None) -> tuple[ObligationStanding, ...]:
    """Every obligation of the view as of a day, in the order in which they were first reported.

    Args:
        view: what is known.
        as_of: the day asked about; None: all counts and the calendar is silent.
        voices: the view's speakers, where the caller has them already.
    """
    heard = voices or whatever_the_day(view, Voices)
    groups = whatever_the_day(view, lambda whole: obligation_groups(whole, heard), obligation_groups)
    days = whatever_the_day(view, _days_of_reports)
    return tuple(_standing(days, group, as_of, heard) for group in groups)


def obligation_groups(view: View, voices: Voices) -> tuple[tuple[Statement[Obligation], ...], ...]:
    """Statements taken as of one obligation: same action, subtype and bearer, objects that read alike."""
    names = Names(view)
    groups: dict[tuple[str, str, str | None, str | None], list[list[Statement[Obligation]]]] = {}
    for statement in sorted(view.of(Obligation), key=lambda s: (recency(s.published), s.report_id, s.start, s.id)):
        content = statement.content
        bearer = names.key(statement.report_id, content.bearer) if content.bearer else None
        key = (voices.process(statement.report_id), content.action, content.subtype, bearer)
        kept = groups.setdefault(key, [])
        home = next((g for g in kept if _joins(statement, g)), None)
        if home is None:
            kept.append([statement])
        else:
            home.append(statement)
    return tuple(tuple(group) for held in groups.values() for group in held)


def _joins(statement: Statement[Obligation], group: list[Statement[Obligation]]) -> bool:
    """Alike to a member, and kept apart from none: one report's two deadlines or quantities are two duties."""
    content = statement.content
    for other in group:
        if other.report_id == statement.report_id:
            mine, theirs = content.deadline or content.date, other.content.deadline or other.content.date
            if mine and theirs and mine != theirs:
                return False
            if content.quantity and other.content.quantity and content.quantity != other.content.quantity:
                return False
    return any(alike(content.object, other.content.object) for other in group)


def _day(statement: Statement[Obligation]) -> date | None:
    """The day its state speaks for: an event's own date, else the day of publication."""
    own = interval_of(statement.content.date)
    return own.last if own and statement.content.state in _EVENTS else statement.published


def _standing(
    days: Mapping[str, Sequence[date]], group: tuple[Statement[Obligation], ...], as_of: date | None, voices: Voices
) -> ObligationStanding:
    counted = [s for s in group if as_of is None or recency(_day(s)) <= as_of]
    counted.sort(key=lambda s: (recency(_day(s)), recency(s.published), s.report_id, s.start))
    seen = {s.id for s in counted}
    first = group[0].content
    told = max((s.content.object or "" for s in group), key=len)
    named = [s for s in group if (s.content.object or "") == told]
    words = told or first.action.replace("_", " ")
    reported = [s for s in group if s.published and said_by(s, as_of)]
    last = max((s.published for s in reported if s.published), default=None)
    due = _due(group, voices)
    return ObligationStanding(
        voices.process(group[0].report_id),
        first.action,
        first.subtype,
        next((s.content.bearer for s in group if s.content.bearer), None),
        cell_of(words, named),
        tuple(voices.stated(s, _quantity(s.content)) for s in group if s.content.quantity),
        tuple(voices.stated(s, s.content.condition) for s in group if s.content.condition),
        due,
        _column(counted, _FORCE, voices),
        _column(counted, _PERFORMANCE, voices),
        _column(counted, _CLAIMS, voices),
        tuple(_as_stated(s, s.content.state, voices) for s in counted),
        tuple(_as_stated(s, s.content.state, voices) for s in group if s.id not in seen),
        last,
        _since(days.get(voices.process(group[0].report_id), ()), last, as_of),
        _calendar(group, counted, as_of),
    )


def _quantity(content: Obligation) -> str:
    quantity = content.quantity
    if quantity is None or quantity.number is None:
        return "a number not told"
    return f"{quantity.number:,}" if quantity.qualifier == "exact" else f"{quantity.qualifier} {quantity.number:,}"


def _due(group: tuple[Statement[Obligation], ...], voices: Voices) -> tuple[Stated, ...]:
    out = []
    for statement in group:
        content = statement.content
        if content.deadline:
            out.append(voices.stated(statement, f"by {date_words(content.deadline)}", content.deadline))
        if content.date and content.state not in _EVENTS:
            out.append(voices.stated(statement, f"from {date_words(content.date)}", content.date))
    return tuple(out)


def _as_stated(statement: Statement[Obligation], text: str, voices: Voices) -> Stated:
    content = statement.content
    asked = content.demanded_by or content.proposed_by
    words = text
    if asked and text in _FORCE.values():
        # Who only asks for a duty has not created it.
        asking = "demanded" if content.demanded_by else "proposed"
        words = f"{text} by {asked}" if text.endswith(asking) else f"{text}; {asking} by {asked}"
    return voices.stated(statement, words, content.state, day=_day(statement))


def _column(
    counted: list[Statement[Obligation]], texts: dict[ObligationState, str], voices: Voices
) -> tuple[Stated, ...]:
    """The latest word of each source on one column; a demand is kept beside a duty, by who demands it."""
    latest: dict[tuple[str, str | None, str | None], Stated] = {}
    for statement in counted:
        content = statement.content
        if content.state in texts:
            stated = _as_stated(statement, texts[content.state], voices)
            latest.pop(key := (stated.outlet, stated.speaker, content.demanded_by or content.proposed_by), None)
            latest[key] = stated
    return tuple(latest.values())


def _days_of_reports(view: View) -> Mapping[str, Sequence[date]]:
    """The days on which reports of each process were published, in order, a day for each report."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    for report in view.reports():
        if report.published:
            found[report.process or ""].append(report.published)
    for days in found.values():
        days.sort()
    return found


def _since(days: Sequence[date], last: date | None, as_of: date | None) -> int:
    """How many reports followed after a day, up to the day asked about."""
    return max(0, bisect_right(days, as_of or date.max) - bisect_right(days, last)) if last else 0


def _calendar(
    group: tuple[Statement[Obligation], ...], counted: list[Statement[Obligation]], as_of: date | None
) -> tuple[Cell, ...]:
    """Each deadline against the day; done is looked for among what was stated by then."""
    if as_of is None:
        return ()
    done = [s for s in counted if s.content.state == "done"]
    by_day: dict[date, list[Statement[Obligation]]] = {}
    for statement in group:
        if (day := day_of(statement.content.deadline)) is not None:
            by_day.setdefault(day, []).append(statement)
    cells = []
    for day, statements in sorted(by_day.items()):
        text = f"due {days_apart(day, as_of)}"
        if day < as_of:
            text += "; reported done" if done else "; not reported done"
        cells.append(cell_of(text, [*statements, *(done if day < as_of else [])]))
    return tuple(cells)
