"""Coding rounds: two or more people rule on the same statements, blind to each other; then how far they agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page
from trucewatch.desk.web.pages.report_forms import FormField, form_of, words_of
from trucewatch.desk.web.pages.rounds_tables import agreement_table, differences_table, left_table, rounds_table
from trucewatch.desk.web.tables import Table

State = Literal["open", "finished", "closed", "abandoned"]


@dataclass(frozen=True)
class RoundsAsks:
    """The parameters of the page.

    Attributes:
        round: name of the round that is shown; "" for the list alone.
        coder: who rules, one of its coders; "" for nobody.
        correct: the statement that is being corrected, or settled by a correction.
    """

    round: str = ""
    coder: str = ""
    correct: str = ""


@dataclass(frozen=True)
class ToRule:
    """The statement in hand: as the reader gave it, without what anybody ruled.

    Attributes:
        id: of the statement.
        kind: its kind.
        text: what is stated, in one line.
        told: outlet and day of its report.
        before, words, after: its first passage in its sentence.
        report: the whole text of the report.
        left: how many statements are left with this one, 0 where it is settled; `of` so many in all.
        fields: the form of its correction; () unless one was asked for.
        carried_by: its passages, one a line, for the form.
    """

    id: str
    kind: str
    text: str
    told: str
    before: str
    words: str
    after: str
    report: str
    left: int
    of: int
    fields: tuple[FormField, ...] = ()
    carried_by: str = ""


@dataclass(frozen=True)
class RoundShown:
    """One round.

    Attributes:
        name: what it is called.
        state: open; finished by all of its coders, so that differences can be settled; closed; or abandoned.
        coders: who rules, by name.
        coder: who rules here, "" for nobody.
        progress: how much each coder has left.
        item: the statement in hand, None where none is.
        agreement: Krippendorff's alpha by kind; None until all have finished.
        differences: what they differ on; None likewise.
        unsettled: ids of those that nothing settles yet, with what they state.
    """

    name: str
    state: State
    coders: tuple[str, ...]
    coder: str
    progress: Table
    item: ToRule | None
    agreement: Table | None
    differences: Table | None
    unsettled: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RoundsData:
    """The rounds of the record.

    Attributes:
        rounds: all of them, the latest first.
        shown: the one that was asked for.
        processes: what a round can be opened over: names of processes.
    """

    rounds: Table
    shown: RoundShown | None
    processes: tuple[str, ...]


def data(desk: Desk, asked: Asked, asks: RoundsAsks) -> RoundsData:
    """The coding rounds, and one of them as one of its coders may see it."""
    with desk.lock:
        held = api.rounds(desk.record)
        shown = _shown(desk, asks, held) if asks.round else None
        processes = tuple(name for name in desk.processes() if name)
        return RoundsData(rounds_table(desk.t, asked, tuple(reversed(held))), shown, processes)


def state_of(one: api.Round) -> State:
    """How far a round is."""
    if one.end is not None:
        return "abandoned" if one.end.abandoned else "closed"
    return "finished" if one.is_complete else "open"


def _shown(desk: Desk, asks: RoundsAsks, held: tuple[api.Round, ...]) -> RoundShown:
    one = next((r for r in held if r.name == asks.round), None)
    if one is None:
        names = ", ".join(r.name for r in held)
        raise AskedError(f"the record has no coding round {asks.round!r}", expected=f"one of {names}" if names else "")
    if asks.coder and asks.coder not in one.coders:
        told = ", ".join(one.coders)
        raise AskedError(f"{asks.coder} does not rule in the round {one.name!r}", expected=f"one of {told}")
    state, t = state_of(one), desk.t
    # What was ruled is told once all have finished, or the round was closed by what they came to: never before.
    found = api.agreement(desk.record, one.name) if state in ("finished", "closed") else None
    return RoundShown(
        name=one.name,
        state=state,
        coders=one.coders,
        coder=asks.coder,
        progress=left_table(t, one),
        item=_in_hand(desk, one, asks, state),
        agreement=agreement_table(t, found) if found else None,
        differences=differences_table(t, found) if found else None,
        unsettled=tuple(
            (d.item.statement.id, d.item.text)
            for d in found.differences
            if d.reconciled is None and state == "finished"
        )
        if found
        else (),
    )


def _in_hand(desk: Desk, one: api.Round, asks: RoundsAsks, state: State) -> ToRule | None:
    if state == "open" and asks.coder:
        queue = api.round_queue(desk.record, one.name, asks.coder)
    elif state == "finished" and asks.correct:
        queue = tuple(d.item for d in api.agreement(desk.record, one.name).differences)
    else:
        return None
    if asks.correct:
        queue = tuple(item for item in queue if item.statement.id.startswith(asks.correct))
        if not queue:
            raise AskedError(f"nothing is left to rule on at statement {asks.correct[:12]!r}")
    return _to_rule(desk, one, queue, asks) if queue else None


def _to_rule(desk: Desk, one: api.Round, queue: tuple[api.RoundItem, ...], asks: RoundsAsks) -> ToRule:
    item = queue[0]
    content, report, shown = item.statement.content, item.report, item.shown
    return ToRule(
        id=item.statement.id,
        kind=content.KIND,
        text=item.text,
        told=", ".join(filter(None, (report.outlet or report.name or report.title, desk.t.day(report.published)))),
        before=shown.before if shown else "",
        words=shown.passage.text if shown else "",
        after=shown.after if shown else "",
        report=report.text,
        left=len(one.left(asks.coder)) if asks.coder else 0,
        of=len(one.statements),
        fields=form_of(content.KIND, content) if asks.correct else (),
        carried_by=words_of(report.text, content) if asks.correct else "",
    )


page = Page("rounds", RoundsData, data, RoundsAsks, of_one=False).router()
