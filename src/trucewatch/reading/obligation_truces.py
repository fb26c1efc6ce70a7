"""A truce that is in force is a duty of its parties: told by its beginning, its holding, its renewal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.agreements import Agreements
from trucewatch.reading.lexicons import words
from trucewatch.reading.obligation_bearers import Bearer, Bearers
from trucewatch.reading.obligation_details import Details
from trucewatch.reading.obligation_syntax import (
    agent,
    children,
    is_negated,
    is_passive,
    is_verb,
    lemma,
    possessor,
    prepositional,
    subject,
)
from trucewatch.reading.obligation_tense import is_awaited, is_embedded, is_past
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import sentence_of
from trucewatch.vocabulary.kinds import Agreement, Obligation, ObligationState
from trucewatch.vocabulary.passage import Passage

_TRUCES = frozenset("truce ceasefire cease-fire armistice pause cessation lull moratorium".split())
_FORCE = frozenset("effect force hold place operation".split())
_ENTERING = frozenset("take enter come go put be remain stay".split())
_STARTING = frozenset({"begin", "start"})
_HOLDING = frozenset({"hold", "observe", "respect", "honour", "honor", "keep"})
_LASTING = frozenset({"last", "run", "extend", "continue"})
_RENEWING = frozenset({"extend", "prolong", "renew", "declare", "proclaim"})
_EARLIER = frozenset(
    "earlier previous past former last old first failed short-lived abortive two three four five several".split()
)
_WEAPONS = frozenset({"gun", "weapon", "artillery", "cannon"})


@dataclass(frozen=True)
class _Told:
    """One clause that tells a truce in force: its noun, its verb, how it stands."""

    noun: Token
    verb: Token
    state: ObligationState


class Truces:
    """Finds the duty to keep the truce that a report says is in force."""

    def __init__(self, page: Page, bearers: Bearers, details: Details, step: str) -> None:
        self.page, self.bearers, self.details, self.step = page, bearers, details, step

    def duties(self) -> list[Obligation]:
        """One record for each side, or for both, with every passage that tells it; none of a truce that is over."""
        layer = self.page.get(Agreements)
        published = self.page.report.published
        main = layer.agreement
        if main is None or (main.expiry and published and main.expiry[:10] < published.isoformat()):
            return []
        others = [p for other in layer.others for p in other.evidence]
        found: dict[str | None, Obligation] = {}
        for told in self._told():
            passage = self._passage(told)
            if any(p.start <= told.noun.idx < p.end for p in others):
                continue
            one = self._record(told, passage, main)
            before = found.get(one.bearer)
            found[one.bearer] = _with_passage(before, one) if before is not None else one
        return list(found.values())

    def _told(self) -> Iterator[_Told]:
        for token in self.bearers.doc:
            told = _of_guns(token) or _of_truce(token)
            if told is not None:
                yield told

    def _record(self, told: _Told, passage: Passage, main: Agreement) -> Obligation:
        bearer = self._bearer(told)
        return Obligation(
            bearer=bearer.name if bearer else self._both(),
            bearer_mention=bearer.mention if bearer else None,
            action="cease_hostilities",
            object=self.details.phrase(told.noun),
            date=main.start,
            deadline=main.expiry,
            duration=main.duration,
            state=told.state,
            evidence=(passage,),
            unsure=True,
            step=self.step,
        )

    def _both(self) -> str:
        return " and ".join(self.bearers.pair) if len(self.bearers.pair) == 2 else "both sides"

    def _bearer(self, told: _Told) -> Bearer | None:
        """Whose truce it is: "the rebels' truce", "a truce between", "the army extended its truce"."""
        heads = [h for h in (possessor(told.noun), *prepositional(told.noun, "between")) if h is not None]
        if told.noun.dep_ == "dobj":
            heads += [h for h in (subject(told.verb),) if h is not None]
        if is_passive(told.verb) and lemma(told.verb) in _RENEWING:
            heads += [h for h in (agent(told.verb),) if h is not None]
        return next((b for h in heads if (b := self.bearers.named_by(h)) is not None), None)

    def _passage(self, told: _Told) -> Passage:
        inside = [
            t
            for t in (told.noun.left_edge, told.noun, told.verb, *told.verb.subtree)
            if sentence_of(t) == sentence_of(told.verb)
        ]
        near = [t for t in inside if not t.is_space and t.i <= told.verb.i + 12]
        first, last = min(t.i for t in near), max(t.i for t in near)
        return self.page.passage(told.noun.doc[first].idx, told.noun.doc[last].idx + len(told.noun.doc[last]))


def _of_truce(noun: Token) -> _Told | None:
    if noun.dep_ not in {"nsubj", "nsubjpass", "dobj"} or lemma(noun) not in _TRUCES or not is_verb(noun.head):
        return None
    verb = noun.head
    if _is_earlier(noun) or is_negated(verb) or is_embedded(verb) or is_awaited(verb):
        return None
    base = lemma(verb)
    if any(c.tag_ == "MD" for c in verb.children):
        return None
    if noun.dep_ == "dobj":
        decided = verb.dep_ == "acl" and lemma(verb.head) == "decision"
        return _Told(noun, verb, "pending") if base in _RENEWING and (is_past(verb) or decided) else None
    if any(c.lower_ == "to" for c in children(verb, "aux")):
        return None
    if base in _HOLDING and (noun.dep_ == "nsubjpass" or base == "hold"):
        return _Told(noun, verb, "done")
    if base in _STARTING or (noun.dep_ == "nsubjpass" and base in _RENEWING) or (base in _ENTERING and _in_force(verb)):
        return _Told(noun, verb, "pending")
    lasting = [*children(verb, "xcomp")] if base in {"be", "mean", "set", "due"} else [verb]
    ahead = verb.tag_ in {"VBZ", "VBP", "VBD"} or is_passive(verb)
    return _Told(noun, verb, "pending") if ahead and any(lemma(v) in _LASTING for v in lasting) else None


def _in_force(verb: Token) -> bool:
    beside = [c.lower_ for c in verb.children] + [o.lower_ for p in children(verb, "prep") for o in p.children]
    return any(w in _FORCE for w in beside)


def _is_earlier(noun: Token) -> bool:
    """As in "an earlier truce", "no ceasefire", "the truces": not the one that stands."""
    before = [c for c in noun.children if c.i < noun.i]
    said = {c.lower_ for c in before}
    return (
        noun.tag_ == "NNS"
        or bool(said & (_EARLIER | {"no", "any", "each", "every"}))
        or lemma(noun) in words("breach_nouns")
    )


def _of_guns(noun: Token) -> _Told | None:
    """As in "the guns fell silent along the border"."""
    if noun.dep_ != "nsubj" or lemma(noun) not in _WEAPONS:
        return None
    verb = noun.head
    if lemma(verb) not in {"fall", "go"} or not is_past(verb):
        return None
    silent = any(c.lower_ in {"silent", "quiet"} for c in verb.children)
    return _Told(noun, verb, "done") if silent and not is_awaited(verb) and not is_negated(verb) else None


def _with_passage(first: Obligation, second: Obligation) -> Obligation:
    """The same truce told again; what is told of its holding stands before its beginning."""
    new = [p for p in second.evidence if not any(q.covers(p) for q in first.evidence)]
    state: ObligationState = "done" if "done" in {first.state, second.state} else "pending"
    return replace(first, evidence=tuple(sorted([*first.evidence, *new])), state=state)


def added(found: list[Obligation], truces: list[Obligation]) -> list[Obligation]:
    """The duties read from acts, and those of truces in force that none of them tells already."""
    bare = [o for o in found if _is_bare(o)]
    if truces and bare:
        passages = tuple(p for o in bare for p in o.evidence)
        truces = [_with_passage(truces[0], replace(bare[0], evidence=passages)), *truces[1:]]
        found = [o for o in found if o not in bare]
    stands = [o for o in found if o.action == "cease_hostilities" and o.state in {"pending", "done"}]
    return [*found, *(t for t in truces if not any(_tells(o, t) for o in stands))]


def _is_bare(one: Obligation) -> bool:
    """A truce that was agreed, without a word on who keeps it."""
    told = one.action == "cease_hostilities" and one.state in {"pending", "done"}
    return told and one.bearer is None and one.object is None


def _tells(one: Obligation, truce: Obligation) -> bool:
    mine = set((one.bearer or "").split(" and "))
    return one.bearer is None or bool(mine & set((truce.bearer or "").split(" and "))) or one.bearer == truce.bearer
