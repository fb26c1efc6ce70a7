"""What changed since the last: the reports that came, and what they say otherwise than earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trucewatch.exports.brief import Clause, Sentence
from trucewatch.exports.brief_material import Material
from trucewatch.exports.brief_sentences_positions import Stance, stances
from trucewatch.exports.brief_wording import PAST, capital, counted, proposal_words, quoted, with_article
from trucewatch.standing.asof import recency
from trucewatch.standing.cell import Stated
from trucewatch.standing.positions import ProposalStanding
from trucewatch.standing.wording import label_key

_NAMED = 4  # reports that the first sentence names


def changed_sentences(told: Material) -> list[Sentence]:
    """The arrivals, then changed stances, states, performance and talks."""
    new = told.since.reports
    if new is None:
        number = len(told.reports)
        are = "the one report is" if number == 1 else f"all {number} reports are"
        text = f"There is nothing earlier to compare with: {are} new."
        return [told.one(text, told.searched()), *_performed(told)]
    came = [r for r in told.reports.values() if r.id in new]
    if not came:
        return [told.one("No report came in since then.", told.searched())]
    names = [told.source(r.id) for r in came[-_NAMED:]]
    more = f" and {len(came) - _NAMED} more" if len(came) > _NAMED else ""
    arrived = told.one(
        f"{counted(len(came), 'report')} came in: {'; '.join(names)}{more}.", told.searched(r.id for r in came)
    )
    changes = [*_stances(told), *_states(told), *_performed(told), *_talks(told)]
    if not changes:
        text = "No change of a position, state, performance or plan of talks was read in these reports."
        changes = [told.one(text, told.searched(r.id for r in came))]
    return [arrived, *changes]


def _stances(told: Material) -> Iterator[Sentence]:
    """Actors whose newest word on a named proposal differs from their last one before."""
    for proposal in told.board.proposals:
        if not label_key(proposal.label.text):
            continue
        for position in proposal.positions:
            pair = turned(told, position.history)
            if pair is not None and told.is_new(pair[1].stated.cell) and not told.is_new(pair[0].stated.cell):
                yield Sentence(_turn(told, proposal, pair))


def turned(told: Material, history: Sequence[Stated]) -> tuple[Stance, Stance] | None:
    """The last two different stances of one actor, older first; None where it never changed."""
    held = [s for s in stances(told, history) if s.statement.content.proposal]
    if len(held) < 2:
        return None
    last = held[-1]
    before = [
        s
        for s in held
        if s.statement.content.stance != last.statement.content.stance
        and recency(s.stated.day) < recency(last.stated.day)
    ]
    return (before[-1], last) if before else None


def _turn(told: Material, proposal: ProposalStanding, pair: tuple[Stance, Stance]) -> tuple[Clause, ...]:
    label = proposal_words(proposal.label.text)
    clauses = []
    for number, stance in enumerate(pair):
        note = told.note(stance.statement)
        when = told.on(stance.stated.day)
        lead = "earlier" if number == 0 else "now"
        words = quoted(stance.words, 110)
        read = PAST[stance.statement.content.stance].removesuffix(" to")
        text = f"{lead}{f' ({when})' if when else ''} read as “{read}”: {words}"
        head = f"{capital(stance.who)} on {label}, " if number == 0 else ""
        clauses.append(Clause(head + text + (";" if number == 0 else "."), (note,)))
    return tuple(clauses)


def _states(told: Material) -> Iterator[Sentence]:
    """States of the main agreement and its phases that new reports tell and none before did."""
    for agreement in told.board.agreements:
        for phase in agreement.phases if agreement.main else ():
            coded = [s for s in phase.states if s.value and told.of_cell(s.cell)]
            before = {s.value for s in coded if not told.is_new(s.cell)}
            fresh: dict[str | None, Stated] = {}
            for stated in coded:
                if told.is_new(stated.cell) and stated.value not in before:
                    fresh.setdefault(stated.value, stated)
            for stated in fresh.values() if before else ():
                name = (
                    f"phase {phase.ordinal} of {with_article(agreement.title)}"
                    if phase.ordinal
                    else with_article(agreement.title)
                )
                yield Sentence((told.quote(f"New of {name}", [stated], stated.text),))


def _performed(told: Material) -> Iterator[Sentence]:
    """What new reports tell as done, halted or breached, newest first."""
    words = {"done": "Reported as done", "suspended": "Reported as halted", "breached": "Stated as a breach"}
    rows = [
        stated
        for duty in told.board.obligations
        for stated in (*duty.performance, *duty.claims)
        if stated.value in words and told.is_new(stated.cell) and told.of_cell(stated.cell)
    ]
    rows.sort(key=lambda stated: recency(stated.day), reverse=True)
    for same, text in told.by_sentence(rows):
        yield Sentence((told.quote(words[same[0].value or ""], same, text),))


def _talks(told: Material) -> Iterator[Sentence]:
    """Talks that new reports tell as held, under way or postponed, and earlier ones as planned."""
    for talks in told.board.talks:
        held = [s for s in talks.history if told.of_cell(s.cell)]
        before = [s for s in held if not told.is_new(s.cell)]
        now = [s for s in held if told.is_new(s.cell)]
        if before and now and before[-1].value != now[-1].value:
            earlier, later = before[-1], now[-1]
            first = Clause(f"Talks, {talks.title}: earlier reported as {earlier.text};", told.notes(earlier.cell, 1))
            yield Sentence((first, Clause(f"now as {later.text}.", told.notes(later.cell, 1))))
