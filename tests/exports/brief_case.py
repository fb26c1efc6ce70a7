"""A process of our own making for briefs: two parties, five reports, statements of every kind that a brief tells of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trucewatch.exports.brief import Brief, Cited, Clause
from trucewatch.vocabulary.agreement import Agreement, Phase
from trucewatch.vocabulary.kinds import Figure, Obligation, Party, Position, Proposal, Quote, Talks, Violation
from trucewatch.vocabulary.view import View
from view_case import Case, passage

ONE, OTHER = "Norrland", "Sudmark"  # of one length, so that texts keep their offsets when the two are exchanged


@dataclass(frozen=True)
class Names:
    """What the two parties are called."""

    one: str = ONE
    other: str = OTHER

    @property
    def exchanged(self) -> Names:
        """The same with the parties exchanged."""
        return Names(self.other, self.one)


def river_case(names: Names | None = None, *, last: bool = True) -> Case:
    """Reports on a truce over a river, the newest of 9 May 2031 (without `last` of 6 May)."""
    n, case = names or Names(), Case()
    _signed(case, n)
    _offer(case, n)
    _exchange(case, n)
    _breach(case, n)
    if last:
        _turn(case, n)
    return case


def _signed(case: Case, n: Names) -> None:
    words = (
        f"{n.one} and {n.other} agreed to stop firing along the river from 1 April 2031. "
        "The first phase lasts 40 days. "
        f"A second phase is to follow. {n.one} must open the ferry road to aid by 12 May."
    )
    report = case.report("2031-04-02", "River Gazette", words)
    for name in sorted((n.one, n.other)):
        case.say(Party, name, name=name, role="party")
    phases = (
        Phase(ordinal=1, status="lasts 40 days", evidence=(passage(report, "The first phase lasts 40 days"),)),
        Phase(ordinal=2, status="is to follow", evidence=(passage(report, "A second phase is to follow"),)),
    )
    case.say(
        Agreement, "agreed to stop firing along the river", kind="truce", term_used="River Truce", start="2031-04-01",
        duration="P40D", expiry_of="phase 1", phases=phases,
    )  # fmt: skip
    case.say(
        Obligation, f"{n.one} must open the ferry road to aid by 12 May", bearer=n.one, action="allow_aid",
        object="ferry road", deadline="2031-05-12", state="pending", bearer_mention=n.one, confidence=0.9,
    )  # fmt: skip


def _offer(case: Case, n: Names) -> None:
    words = (
        f"The mediators put forward a bridge plan on Sunday. {n.one} accepted the bridge plan. {n.other} rejected the "
        "bridge plan. Four governments gave it their backing."
    )
    case.report("2031-04-20", "Delta Wire", words)
    case.say(Proposal, "a bridge plan", label="bridge plan", proposer="mediators")
    _stance(case, n.one, "accept", f"{n.one} accepted the bridge plan")
    _stance(case, n.other, "reject", f"{n.other} rejected the bridge plan")
    case.say(
        Position, "Four governments gave it their backing", actor="four governments", stance="endorse",
        actor_mention="Four governments", confidence=0.9,
    )  # fmt: skip


def _stance(case: Case, actor: str, stance: str, words: str) -> None:
    case.say(
        Position, words, actor=actor, stance=stance, proposal="bridge plan", proposal_mention="bridge plan",
        actor_mention=actor, basis="declared", confidence=0.9,
    )  # fmt: skip


def _exchange(case: Case, n: Names) -> None:
    words = (
        f"The monitors said that 30 prisoners were freed by {n.one} on Tuesday. The relief office counted 25 prisoners "
        f"freed by {n.one}. Delegations are to meet in Oxmouth on 11 May 2031."
    )
    report = case.report("2031-05-02", "River Gazette", words)
    told = f"30 prisoners were freed by {n.one} on Tuesday"
    said = (passage(report, told),)
    case.say(
        Quote, told, speaker="monitors", mention="The monitors", cue="said", type="indirect", content=said,
        source=(passage(report, "The monitors"),),
    )  # fmt: skip
    case.say(
        Figure, "30 prisoners were freed", what="released", measure="prisoners", number=30, attributed_to="monitors",
        confidence=0.9,
    )  # fmt: skip
    case.say(
        Figure, "25 prisoners freed", what="released", measure="prisoners", number=25, attributed_to="relief office",
        confidence=0.9,
    )  # fmt: skip
    case.say(
        Talks, "Delegations are to meet in Oxmouth on 11 May 2031", venue="Oxmouth", date="2031-05-11",
        participants=(n.one, n.other), status="planned", confidence=0.9,
    )  # fmt: skip
    case.say(
        Obligation, told, bearer=n.one, action="release", object="prisoners", state="done", date="2031-04-29",
        bearer_mention=n.one, confidence=0.9,
    )  # fmt: skip


def _breach(case: Case, n: Names) -> None:
    words = (
        f"{n.other} alleged that {n.one} had moved guns to the weir. {n.one} denied moving guns to the weir. "
        f"{n.one} stopped the aid lorries on the ferry road."
    )
    case.report("2031-05-06", "Delta Wire", words)
    deed = f"{n.one} had moved guns to the weir"
    case.say(
        Violation, f"{n.other} alleged that {deed}", alleged_by=n.other, against=n.one, what=deed, status="alleged",
    )  # fmt: skip
    case.say(
        Violation, f"{n.one} denied moving guns to the weir", alleged_by=n.other, against=n.one,
        what="moving guns to the weir", status="denied", answers=deed,
    )  # fmt: skip
    case.say(
        Obligation, f"{n.one} stopped the aid lorries on the ferry road", bearer=n.one, action="allow_aid",
        object="aid lorries", state="suspended", bearer_mention=n.one, confidence=0.9,
    )  # fmt: skip


def _turn(case: Case, n: Names) -> None:
    words = f"{n.other} now accepts the bridge plan, its envoy said. Nobody spoke of the second phase."
    case.report("2031-05-09", "River Gazette", words)
    _stance(case, n.other, "accept", f"{n.other} now accepts the bridge plan")
    case.say(
        Position, "its envoy said", actor=n.one, stance="criticise", proposal="bridge plan", actor_mention="its",
        confidence=0.2,
    )  # fmt: skip


QUOTED = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”|(?<!\w)‘([^\n]*)’")


def quotations(clause: Clause) -> list[str]:
    """The quoted words of a clause, without ellipses."""
    found = [double or single for double, single in QUOTED.findall(clause.text)]
    return [part.strip() for words in found for part in words.split("…") if part.strip()]


def texts_of(clause: Clause, view: View) -> str:
    """The texts of the reports that a clause rests on, on one line each."""
    held = [view.report(n.report_id).text for n in clause.notes if isinstance(n, Cited)]
    return "\n".join(" ".join(text.split()) for text in held)


def bag(brief: Brief, exchange: Names | None = None) -> list[list[str]]:
    """The sentences, each as the bag of its words, with names exchanged; the order of actors in lists is not in it."""
    there, back = {}, "\0"
    if exchange is not None:
        there = {exchange.one: back, exchange.other: exchange.one, back: exchange.other}
    out = []
    for sentence in brief.sentences():
        text = sentence.text
        for old, new in there.items():
            text = text.replace(old, new)
        out.append(sorted(re.findall(r"\w+", text.casefold())))
    return sorted(out)
