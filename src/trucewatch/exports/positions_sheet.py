"""A sheet on one proposal: each side's last words and those before, conditions, what is unanswered, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from trucewatch.errors import TrucewatchError
from trucewatch.exports.brief import Brief, Clause, Section, Sentence
from trucewatch.exports.brief_build import REMARKS, BriefAsked, fitted
from trucewatch.exports.brief_material import Material
from trucewatch.exports.brief_sentences_changed import turned
from trucewatch.exports.brief_sentences_positions import Stance, stances, unheard
from trucewatch.exports.brief_sentences_positions import latest as latest_of
from trucewatch.exports.brief_wording import PAST, READ_AS, capital, in_order, listed, quoted, with_article
from trucewatch.standing.asof import recency
from trucewatch.standing.cell import Stated, long_date
from trucewatch.standing.positions import PositionStanding, ProposalStanding
from trucewatch.vocabulary.view import View

_WHOLE = 400  # characters of a side's own words: a sheet gives them room
_OPEN = {
    "no_answer": "No answer is reported", "denies_receiving": "It is reported as not received",
    "seeks_amendment": "Changes are asked for",
}  # fmt: skip


def build_positions_sheet(view: View, proposal: str, asked: BriefAsked | None = None) -> Brief:
    """The sheet of one proposal as of the view's day.

    Args:
        view: reports and statements of one process.
        proposal: its name, or words of it that no other has.
        asked: process and what is new, for the heading.

    Raises:
        TrucewatchError: no proposal of that name, or several; the message lists them.
    """
    given = asked or BriefAsked()
    told = Material(view, given.since)
    found = find_proposal(told.board.proposals, proposal)
    by_name = sorted(found.positions, key=lambda p: (p.actor.casefold(), p.actor))
    rows = [(p, held) for p in by_name if (held := _named(told, (*p.history, *p.later)))]
    sections = (
        _proposal_section(told, found),
        *(_side(told, position, n) for n, (position, _) in enumerate(rows, 1)),
        Section("conditions", "Conditions", tuple(_conditions(told, rows))),
        Section("unanswered", "Unanswered", tuple(_unanswered(told, rows))),
        Section("silent", "Who has said nothing", tuple(_silent(told, found))),
    )
    name = found.label.text
    title = f"Positions on {quoted(name, 90)}" + (f", {long_date(told.day)}" if told.day else "")
    return fitted(Brief(title, given.process, told.day, view.known_on, "", sections, REMARKS))


def find_proposal(proposals: Sequence[ProposalStanding], wanted: str) -> ProposalStanding:
    """The one proposal of a name: first by a whole name, then by words of one.

    Raises:
        TrucewatchError: none, or several.
    """
    key = " ".join(wanted.casefold().split())
    whole = [p for p in proposals if key in {n.casefold() for n in (p.label.text, *p.names)}]
    found = whole or [p for p in proposals if key and any(key in n.casefold() for n in (p.label.text, *p.names))]
    if len(found) == 1:
        return found[0]
    listed_ = found or [p for p in proposals if p.positions]
    names = "; ".join(quoted(p.label.text, 60) for p in listed_[:12])
    what = "several proposals have" if found else "no proposal has"
    raise TrucewatchError(
        f"{what} the name {wanted!r}", expected=f"one of {names}" if names else "a record with positions on a proposal"
    )


def _proposal_section(told: Material, proposal: ProposalStanding) -> Section:
    notes = told.notes(proposal.label) or (told.searched(),)
    by = [with_article(p) for p in in_order(proposal.proposers)]
    others = [quoted(n, 60) for n in in_order(n for n in proposal.names if n != proposal.label.text)]
    text = f"It is called {quoted(proposal.label.text, 120)}"
    text += f", also {listed(others)}" if others else ""
    text += f"; reported as put forward by {listed(by)}." if by else "; no report says who put it forward."
    return Section("proposal", "The proposal", (told.one(text, *notes),))


def _side(told: Material, position: PositionStanding, number: int) -> Section:
    """One actor: its last words by each speaker, what it said before and since when, and what cannot be placed."""
    latest = sorted(latest_of(told, position), key=_newest, reverse=True)
    held = [_words(told, stance, "Last words") for stance in latest]
    pair = turned(told, position.history)
    if pair is not None:
        held.append(_turn(told, pair))
    known = {s.statement.id for s in (*latest, *((pair[0],) if pair else ()))}
    before = sorted(_named(told, position.history), key=_newest, reverse=True)
    held += [_words(told, stance, "Earlier") for stance in before if stance.statement.id not in known]
    held += [_words(told, stance, "For later, or of no known day") for stance in _named(told, position.later)]
    return Section(f"side-{number}", capital(with_article(position.actor)), tuple(dict.fromkeys(held)))


def _words(told: Material, stance: Stance, lead: str) -> Sentence:
    statement = stance.statement
    when = f", {told.on(stance.stated.day)}" if stance.stated.day else ""
    voice = told.voice(stance.stated.speaker, [statement.report_id])
    read = READ_AS[statement.content.stance].removesuffix(" by")
    text = f"{lead}{when} ({voice}): {quoted(stance.words, _WHOLE)}, read as {read}."
    return Sentence((Clause(text, (told.note(statement),)),))


def _turn(told: Material, pair: tuple[Stance, Stance]) -> Sentence:
    before, now = pair
    first = (
        f"Until then ({_day(before.stated.day)}, {told.source(before.statement.report_id)}), read as "
        f"“{PAST[before.statement.content.stance]}”: {quoted(before.words, 200)};"
    )
    second = f"changed by {_day(now.stated.day)}."
    return Sentence((Clause(first, (told.note(before.statement),)), Clause(second, (told.note(now.statement),))))


def _conditions(told: Material, rows: Sequence[tuple[PositionStanding, list[Stance]]]) -> list[Sentence]:
    found = []
    for _, held in rows:
        for stance in held:
            content = stance.statement.content
            if content.condition:
                voice = told.voice(stance.stated.speaker, [stance.statement.report_id])
                text = f"{capital(stance.who)} ({voice}): {quoted(content.condition, 240)}."
                found.append(Sentence((Clause(text, (told.note(stance.statement),)),)))
    return list(dict.fromkeys(found)) or [told.one("No condition was read.", told.searched())]


def _unanswered(told: Material, rows: Sequence[tuple[PositionStanding, list[Stance]]]) -> list[Sentence]:
    """Conditions of one side after which no other side was heard on the proposal; and answers that are open."""
    found = []
    for position, held in rows:
        for stance in held:
            content = stance.statement.content
            if content.stance_detail in _OPEN:
                text = f"{_OPEN[content.stance_detail]}, {stance.who} ({told.source(stance.statement.report_id)})."
                found.append(Sentence((Clause(text, (told.note(stance.statement),)),)))
            if content.condition:
                later = [s for other, ss in rows if other is not position for s in ss if _newest(s) > _newest(stance)]
                if not later:
                    when = _day(stance.stated.day)
                    text = f"After the condition set by {stance.who}, {when}, no other side was heard on this."
                    found.append(Sentence((Clause(text, (told.note(stance.statement), told.searched())),)))
    return list(dict.fromkeys(found)) or [told.one("Nothing was read as left unanswered.", told.searched())]


def _silent(told: Material, proposal: ProposalStanding) -> list[Sentence]:
    silent = unheard(told, proposal)
    if not silent:
        return [
            told.one("Every party that reports name has a position here, or put the proposal forward.", told.searched())
        ]
    text = f"Of {listed([with_article(p) for p in silent])} no position was read under this name."
    return [told.one(text, told.searched())]


def _named(told: Material, held: Iterable[Stated]) -> list[Stance]:
    """Stances whose report names what they are on: "it" alone may be anything."""
    return [s for s in stances(told, held) if s.statement.content.proposal]


def _newest(stance: Stance) -> date:
    return recency(stance.stated.day)


def _day(day: date | None) -> str:
    return long_date(day) if day else "on a day not told"
