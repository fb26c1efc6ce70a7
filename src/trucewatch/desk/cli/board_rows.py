"""The rows of the board's sections, taken out of its folds; every row names the statements it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.text import Text

from trucewatch.desk.cli.tables import lines, plural, voice_of
from trucewatch.vocabulary.kinds import Violation

if TYPE_CHECKING:
    from trucewatch.api import Board, ObligationStanding, Stated, StatementRow

_QUIET = timedelta(days=14)  # without a word on it, while the process was reported on
_LONG = 90  # characters of a passage shown where a figure says nothing else of what it counts
_STAGES = {
    "ahead": "ahead",
    "under_way": "under way",
    "held": "held",
    "called_off": "postponed or called off",
    "date_passed": "planned; its day has passed, nothing reported since",
}
_STAGE_ORDER = tuple(_STAGES)


@dataclass(frozen=True)
class Row:
    """A row of a section.

    Attributes:
        cells: what it shows.
        ids: the statements behind it, of which `trucewatch why` opens each.
        group: what stands above it and its neighbours of the same group, "" for none.
        group_ids: the statements behind that heading itself.
    """

    cells: tuple[str | Text, ...]
    ids: tuple[str, ...]
    group: str = ""
    group_ids: tuple[str, ...] = ()


def voice(stated: Stated) -> str:
    """Who says so, in which report, and when."""
    return voice_of(stated.speaker, stated.outlet) + (f", {_day(stated.day)}" if stated.day else "")


def force_rows(board: Board) -> Iterator[Row]:
    """What the calendar and each report say of every agreement and phase."""
    for agreement in board.agreements:
        for phase in agreement.phases:
            part = agreement.title + (f": {phase.name}" if phase.ordinal else "")
            for cell in phase.calendar:
                yield Row(("the calendar", cell.text), cell.statements, part)
            for text, same in _by_text(phase.states).items():
                yield Row((_voices(same), f"state: {text}"), _ids(same), part)
            terms = (
                ("signed:", phase.signed),
                ("announced:", phase.announced),
                ("start:", phase.starts),
                ("length:", phase.durations),
                ("last day:", phase.expiries),
            )
            for name, held in terms:
                for text, same in _by_text(held).items():
                    yield Row((_voices(same), f"{name} {text}"), _ids(same), part)
            for computed in phase.computed:
                basis = f" ({computed.basis})" if computed.basis else ""
                yield Row(("computed", f"last day: {computed.cell.text}{basis}"), computed.cell.statements, part)
            for text, same in _by_text(phase.later).items():
                yield Row((_voices(same), f"state, published later: {text}"), _ids(same), part)


def contested_rows(board: Board, violations: Sequence[StatementRow]) -> Iterator[Row]:
    """Breaches alleged or denied, obligations claimed to be broken, actors for and against one thing, figures."""
    for row in violations:
        content = row.statement.content
        if isinstance(content, Violation):
            # What a report says in its own words is no confirmation by anybody.
            by_report = content.status == "confirmed" and content.alleged_by is None
            status = "stated by the report" if by_report else content.status
            against = f", about {content.against}" if content.against else ""
            what = content.what + (f" ({row.when})" if row.when else "")
            if content.alleged_by and content.status != "alleged":
                against += f"; alleged by {content.alleged_by}"
            yield Row((what, status + against, voice_of(row.speaker, row.outlet)), (row.statement.id,))
    for duty in board.obligations:
        for claim in duty.claims:
            yield Row((_duty(duty), claim.text, voice(claim)), claim.cell.statements)
    for proposal in board.proposals:
        for position in proposal.positions:
            for stated in position.latest if position.divided else ():
                about = f"{position.actor} on {proposal.label.text}"
                yield Row((about, stated.text, voice(stated)), stated.cell.statements)
    for comparison in board.figures:
        if comparison.differ:
            held = [e.stated for e in comparison.entries]
            outlets = ", ".join(dict.fromkeys(s.outlet for s in held))
            counted = _counted(comparison.label, comparison.what, comparison.status)
            yield Row((counted, "; ".join(dict.fromkeys(s.text for s in held)), outlets), _ids(held))


def position_rows(board: Board) -> Iterator[Row]:
    """The latest position of each actor; what most have answered comes first, actors in alphabetical order."""
    for proposal in sorted(board.proposals, key=lambda p: -len(p.positions)):
        label = proposal.label.text + (f", by {', '.join(proposal.proposers)}" if proposal.proposers else "")
        if not any(p.latest or p.later for p in proposal.positions):
            yield Row(("", "no position was read", ""), (), label, proposal.label.statements)
        for position in sorted(proposal.positions, key=lambda p: p.actor.casefold()):
            for stated in position.latest:
                cells = position.actor, stated.text, voice(stated)
                yield Row(cells, stated.cell.statements, label, proposal.label.statements)
            for stated in position.later:
                cells = position.actor, f"published later: {stated.text}", voice(stated)
                yield Row(cells, stated.cell.statements, label, proposal.label.statements)


def talks_rows(board: Board) -> Iterator[Row]:
    """Talks: ahead first, then under way, held, postponed, and those not heard of."""
    for meeting in sorted(board.talks, key=lambda t: _STAGE_ORDER.index(t.stage)):
        people = ", ".join(meeting.participants) or "not stated"
        through = f"; through {', '.join(meeting.mediators)}" if meeting.mediators else ""
        standing = _STAGES[meeting.stage] + (f", {meeting.when}" if meeting.when else "")
        yield Row((meeting.title, people + through, standing), meeting.cell.statements)


def figure_rows(board: Board) -> Iterator[Row]:
    """Figures, those that exclude each other first, then those that stand beside others."""
    for comparison in sorted(board.figures, key=lambda c: (not c.differ, len(c.entries) < 2)):
        label = _counted(comparison.label, comparison.what, comparison.status)
        for entry in comparison.entries:
            whole = f" of {entry.part_of:,}" if entry.part_of is not None else ""
            passages = [p.passage.text for p in entry.stated.cell.places if p.passage]
            told = ", ".join(filter(None, (entry.measure, entry.scope))) or _cut(" ".join(passages))
            yield Row((entry.stated.text + whole, told, voice(entry.stated)), entry.stated.cell.statements, label)


def obligation_rows(board: Board) -> Iterator[Row]:
    """Every obligation with force, performance and claims apart, and where its due dates lie."""
    for duty in board.obligations:
        amount = f", {duty.quantities[-1].text}" if duty.quantities else ""
        columns = (("force", duty.force), ("performance", duty.performance), ("claims", duty.claims))
        told = [Text.assemble((f"{name}: ", "dim"), _column(held)) for name, held in columns if held]
        due = dict.fromkeys([*(s.text for s in duty.due), *(c.text for c in duty.calendar)])
        if due:
            told.append(Text.assemble(("calendar: ", "dim"), "; ".join(due)))
        ids = _ids([*duty.history, *duty.later]) or duty.object.statements
        yield Row((lines(Text(_duty(duty) + amount), *told),), ids)


def quiet_rows(board: Board) -> Iterator[Row]:
    """Obligations not reported done, of which no report has spoken for two weeks while others went on."""
    for duty in board.obligations:
        last = duty.last_reported
        if board.as_of is None or last is None or any(p.value == "done" for p in duty.performance):
            continue
        if duty.reports_since and board.as_of - last >= _QUIET:
            told = f"{_day(last)}; {plural(duty.reports_since, 'report')} since without a word on it"
            yield Row((_duty(duty), told), duty.object.statements)


def _duty(duty: ObligationStanding) -> str:
    deed = (duty.subtype or duty.action).replace("_", " ")
    about = "" if duty.object.text == deed else f", {duty.object.text}"
    return f"{duty.bearer or 'bearer not stated'}: {deed}{about}"


def _counted(label: str, what: str, status: str) -> str:
    """What a comparison counts: "trucks, reported", "people: killed, reported"."""
    kind = "" if what == "other" or label.startswith(what) else f": {what}"
    return f"{label}{kind}, {status}"


def _column(held: Sequence[Stated]) -> str:
    """What a column says, each thing once with those who say it."""
    return "; ".join(
        f"{text} ({', '.join(dict.fromkeys(voice_of(s.speaker, s.outlet) for s in same))})"
        for text, same in _by_text(held).items()
    )


def _by_text(held: Sequence[Stated]) -> dict[str, list[Stated]]:
    out: dict[str, list[Stated]] = {}
    for stated in held:
        out.setdefault(stated.text, []).append(stated)
    return out


def _ids(held: Sequence[Stated]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for s in held for i in s.cell.statements))


def _voices(same: Sequence[Stated]) -> str:
    return "; ".join(dict.fromkeys(voice(s) for s in same))


def _cut(words: str) -> str:
    return words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0] + " …"


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"
