"""Positions: what each actor says to each proposal, side by side, and how it came to that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_cell, of_stated, plain, stale_since, voice
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page, stands
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.pages.notes_shown import NoteShown, notes_on, stated_in
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.kinds import Position
from trucewatch.vocabulary.view import View

ACTORS = 10
"""Actors that stand beside each other; the list below has all."""


@dataclass(frozen=True)
class PositionsAsks:
    """Only one proposal, by its name, or one actor."""

    proposal: str = ""
    actor: str = ""


@dataclass(frozen=True)
class PositionsData:
    """Positions.

    Attributes:
        grid: proposals by actors: the latest of each speaker, with its day.
        history: every position, by proposal, oldest first.
        proposals, actors: what can be asked for alone.
        notes: what people noted about the statements that are shown.
        about: the statement that a note on the proposal asked for is kept under; "" where none was.
    """

    grid: Table
    history: Table
    proposals: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    notes: tuple[NoteShown, ...]
    about: str


@dataclass(frozen=True)
class _Answer:
    """What one actor says to one proposal: the latest of each speaker; all by the day asked about; what came later."""

    actor: str
    latest: tuple[api.Stated, ...]
    history: tuple[api.Stated, ...]
    later: tuple[api.Stated, ...]


@dataclass(frozen=True)
class _Proposal:
    """A proposal with the answers to it, by actor; `newest` is the day of the newest answer."""

    label: TableCell
    answers: tuple[_Answer, ...]
    newest: date | None


def data(desk: Desk, asked: Asked, asks: PositionsAsks) -> PositionsData:
    """Who holds which position on which proposal, in whose words and since when."""
    board, t = desk.board(asked), desk.t
    words = {id_: _words(t, content) for id_, content in desk.fold(asked, _contents).items()}
    proposals = _proposals(t, board)
    answered = [(p.label.text, a.actor) for p in proposals for a in p.answers]
    shown = [_narrowed(p, asks) for p in proposals if asks.proposal in ("", p.label.text)]
    shown = [p for p in shown if p.answers or not asks.actor]
    grid, history = _grid(t, asked, shown, words), _history(t, shown, words)
    first = shown[0].label.statements if asks.proposal and shown else ()
    return PositionsData(
        grid,
        history,
        choices([(p, p) for p, _ in answered], asks.proposal),
        choices([(a, a) for _, a in answered], asks.actor),
        notes_on(desk, asked, stated_in(grid, history)),
        first[0] if first else "",
    )


def _contents(view: View) -> dict[str, Position]:
    return {s.id: s.content for s in view.of(Position)}


def _words(t: Catalogue, content: Position) -> str:
    """A position in words: "accepts with reservations, on condition: that the guns leave (by its conduct)"."""
    told = t(f"positions.stance.{content.stance}")
    if content.stance_detail:
        told = t(f"positions.detail.{content.stance_detail}")
    if content.condition:
        told = t("positions.on_condition", told=told, condition=content.condition)
    if content.basis not in (None, "declared"):
        told = t(f"positions.basis.{content.basis}", told=told)
    return told


def _proposals(t: Catalogue, board: api.Board) -> list[_Proposal]:
    """The proposals, those answered last first."""
    made, named = [], Counter(proposal.label.text for proposal in board.proposals)
    for proposal in board.proposals:
        answers = tuple(
            _Answer(p.actor, p.latest, p.history, p.later)
            for p in sorted(proposal.positions, key=lambda one: one.actor.casefold())
        )
        days = [s.day for answer in answers for s in answer.latest if s.day]
        by = t("positions.by", who=", ".join(proposal.proposers)) if proposal.proposers else ""
        others = ", ".join(name for name in proposal.names if name != proposal.label.text)
        also = t("positions.also", names=others) if others else ""
        text = proposal.label.text
        told = [s for answer in answers for s in (*answer.history, *answer.later)]
        if named[text] > 1 and told:  # such as those that are not named: each is one of its reports
            first = min(told, key=lambda s: s.day or date.min)
            text = t("positions.told_in", what=text, outlet=first.outlet, day=t.day(first.day))
        label = replace(of_cell(proposal.label, text), note="; ".join(filter(None, (by, also))))
        newest = max(days, default=None)
        made.append(_Proposal(replace(label, stale=stale_since(t, newest, board.as_of)), answers, newest))
    return sorted(made, key=lambda one: (one.newest is None, -(one.newest or date.min).toordinal()))


def _narrowed(proposal: _Proposal, asks: PositionsAsks) -> _Proposal:
    return replace(proposal, answers=tuple(a for a in proposal.answers if asks.actor in ("", a.actor)))


def _grid(t: Catalogue, asked: Asked, shown: Sequence[_Proposal], words: Mapping[str, str]) -> Table:
    counted = Counter(a.actor for p in shown for a in p.answers)
    actors = sorted((actor for actor, _ in counted.most_common(ACTORS)), key=lambda name: (name.casefold(), name))
    first = Column("proposal", t("positions.proposal"))
    columns = (first, *(Column(f"actor: {actor}", actor) for actor in actors))
    rows = []
    for proposal in shown:
        by_actor = {answer.actor: answer for answer in proposal.answers}
        told = address("positions", asked, proposal=proposal.label.text) + "#history"
        label = replace(proposal.label, href=told) if proposal.answers else proposal.label
        rows.append(TableRow((label, *(_latest(t, by_actor.get(actor), words) for actor in actors))))
    left = len(counted) - len(actors)
    remark = t("positions.grid.remark") + (" " + t("positions.grid.more", n=left, shown=len(actors)) if left else "")
    return Table("grid", t("positions.grid.caption"), columns, tuple(rows), remark, t("positions.empty"))


def _latest(t: Catalogue, answer: _Answer | None, words: Mapping[str, str]) -> TableCell:
    if answer is None or not answer.latest:
        return plain("")
    told = dict.fromkeys(_told(stated, words) for stated in answer.latest)
    note = "; ".join(dict.fromkeys(voice(t, stated) for stated in answer.latest))
    return of_stated(answer.latest, "; ".join(told), note)


def _history(t: Catalogue, shown: Sequence[_Proposal], words: Mapping[str, str]) -> Table:
    columns = (
        Column("day", t("positions.day")),
        Column("actor", t("positions.actor")),
        Column("position", t("positions.position")),
        Column("by", t("positions.says_so")),
    )
    rows = tuple(row for proposal in shown for row in _steps(t, proposal, words))
    caption, remark = t("positions.history.caption"), t("positions.history.remark")
    return Table("history", caption, columns, rows, remark, t("positions.empty"))


def _steps(t: Catalogue, proposal: _Proposal, words: Mapping[str, str]) -> Iterator[TableRow]:
    """Every answer to one proposal, oldest first; then those that cannot be placed before the day asked about."""
    held = [(stated, answer.actor, "") for answer in proposal.answers for stated in answer.history]
    held.sort(key=lambda one: one[0].day or date.min)
    held += [(stated, answer.actor, t("positions.later")) for answer in proposal.answers for stated in answer.later]
    group = replace(proposal.label, stale="")
    for stated, actor, note in held:
        told = replace(of_cell(stated.cell, _told(stated, words)), note=note)
        yield TableRow((plain(t.day(stated.day)), plain(actor), told, plain(_who(t, stated))), group)


def _who(t: Catalogue, stated: api.Stated) -> str:
    return t.voice(stated.speaker, stated.outlet)


def _told(stated: api.Stated, words: Mapping[str, str]) -> str:
    return "; ".join(words[id_] for id_ in stated.cell.statements)


router = Page("positions", PositionsData, data, PositionsAsks, ready=stands).router()
