"""Step: who must do what. Acts of the process that the report tells as agreed, demanded, proposed, done or halted.

By the parse and word lists: an act (obligation_actions) needs a ground (obligation_states); the bearer comes from
the words beside it (obligation_bearers). A plain first version: what a duty lacks in its own sentence is not
looked for in others, but for the sides behind "both sides" and for terms told in a run of sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.dates import Dates
from trucewatch.reading.lexicons import words
from trucewatch.reading.obligation_actions import (
    Act,
    act_of,
    classes,
    hidden_act,
    is_person_like,
    other_act,
    purpose_of,
)
from trucewatch.reading.obligation_bearers import Bearer, Bearers
from trucewatch.reading.obligation_details import Details, evidence_of
from trucewatch.reading.obligation_documents import deal_context, subject_state
from trucewatch.reading.obligation_governors import Ground
from trucewatch.reading.obligation_merging import merged
from trucewatch.reading.obligation_states import ground_of, promised
from trucewatch.reading.obligation_syntax import (
    children,
    is_passive,
    is_verb,
    lemma,
    particles,
    prepositional,
    subject,
)
from trucewatch.reading.page import Page
from trucewatch.reading.quantities import Quantities
from trucewatch.reading.sentences import Sentences
from trucewatch.reading.speakers import Speakers
from trucewatch.vocabulary.kinds import Obligation, ObligationState

_MODALS = frozenset({"must", "should", "be_to", "will", "would"})
_FACT_ACTIONS = frozenset({"release", "exchange", "withdraw", "disarm", "allow_aid", "lift_blockade"})
_FACT_SUBTYPES = frozenset(
    {"reopen_crossing", "open_road_or_flight", "fuel_imports", "return_remains", "return_displaced"}
)
_WITHDRAWN = frozenset({"forces", "fighter", "person", "weapon", "position", "place", "gateway"})
_NO_ACT = frozenset(
    "be have know believe think feel hope see seem appear remain become understand consider regard mean like look "
    "mark last cover total live wait do comment identify name elaborate answer accord".split()
)


@dataclass(frozen=True)
class Obligations:
    """The obligations of a report, in the order of the text."""

    obligations: tuple[Obligation, ...]


@dataclass(frozen=True)
class ObligationsStep:
    """Finds who must do what."""

    name: str = "obligations"
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Actors, Dates, Speakers, Quantities)
    writes: type = Obligations

    def __call__(self, page: Page) -> Obligations:
        return Obligations(_Reader(page, self.name).run())


_Read = tuple[Act, Ground, list[Obligation]]


class _Reader:
    """Reads the obligations of one page."""

    def __init__(self, page: Page, step: str) -> None:
        self.page = page
        self.step = step
        self.sentences = page.get(Sentences)
        self.actors = page.get(Actors)
        self.speakers = page.get(Speakers)
        self.bearers = Bearers(self.sentences, self.actors)
        self.details = Details(page.text, page.get(Dates), page.get(Quantities))
        self._terms: tuple[tuple[int, int], ObligationState] | None = None

    def run(self) -> tuple[Obligation, ...]:
        found: list[Obligation] = []
        for sentence in self.sentences.spans:
            context = self._context(sentence[0])
            read: list[_Read] = [one for token in sentence for one in self._read(token, context)]
            found += _without_carriers(read)
        return merged(found)

    def _context(self, first: Token) -> ObligationState | None:
        """Of which text the sentence tells the terms; sentences that follow in the paragraph tell them as well."""
        paragraph = self.sentences.paragraph_at(first.idx)
        own = deal_context(first)
        if own is not None:
            self._terms = (paragraph, own)
        return self._terms[1] if self._terms is not None and self._terms[0] == paragraph else None

    def _read(self, token: Token, context: ObligationState | None) -> list[_Read]:
        act = act_of(token)
        if act is not None and act.subtype == "deploy_forces":
            act = purpose_of(act)
        hidden = hidden_act(token) if act is None else None
        if hidden is not None:
            return self._read_hidden(hidden, context)
        if act is None and is_verb(token) and token.pos_ != "AUX" and _may_be_act(token):
            act = purpose_of(other_act(token))
        if act is None:
            return []
        ground = ground_of(act) or promised(act)
        if ground is None:
            return []
        bearer = self.bearers.of_act(act, ground)
        if bearer is None and _is_own_voice(act):
            bearer = self._speaking_side(token)
        settled = self._settle(act, ground, bearer, context)
        if settled is None:
            return []
        return [(act, ground, self._records(act, replace(ground, state=settled), bearer))]

    def _speaking_side(self, token: Token) -> Bearer | None:
        """As in "The Front said there would be a truce": whoever declares it keeps it."""
        quote = self.speakers.at(token.idx)
        actor = self.actors.named(quote.speaker) if quote is not None else None
        if quote is None or actor is None or not quote.source:
            return None
        source = quote.source[0]
        return Bearer(self.actors.side_of(actor), source.text, source.start, source.end)

    def _read_hidden(self, act: Act, context: ObligationState | None) -> list[_Read]:
        """The last of a list of infinitives stands as the one before it does."""
        before = [t for t in act.token.sent if t.i < act.token.i and is_verb(t) and t.tag_ in {"VB", "VBP"}]
        for verb in reversed(before[-3:]):
            like = replace(act_of(verb) or other_act(verb), is_talks=False)
            ground = ground_of(like)
            if ground is None:
                continue
            bearer = self.bearers.of_act(like, ground)
            settled = self._settle(like, ground, bearer, context)
            if settled is None or ground.kind == "fact":
                return []
            return [(act, ground, [self._record(act, replace(ground, state=settled), bearer)])]
        return []

    # -- does it count, and how does it stand -----------------------------------------------------------------------

    def _settle(
        self, act: Act, ground: Ground, bearer: Bearer | None, context: ObligationState | None
    ) -> ObligationState | None:
        """The state of a duty, or None where its ground is too weak for a record."""
        if not self._is_duty(act, ground):
            return None
        if ground.kind in _MODALS:
            return self._by_modal(act, ground, bearer, context)
        if ground.kind in {"fact", "under_way"} and not act.is_listed:
            return None
        if ground.kind in {"fact", "under_way"}:
            return ground.state if self._is_fact(act, bearer) else None
        if not act.is_listed and not (ground.is_direct or ground.kind == "promised"):
            return None
        if ground.kind in {"begin", "finish", "fail"} and not self._is_fact(act, bearer):
            return None
        return ground.state

    def _is_duty(self, act: Act, ground: Ground) -> bool:
        """Meetings and talks are told elsewhere, unless somebody is bound or asked to hold them."""
        if not act.is_talks:
            return True
        if ground.state == "demanded":
            return act.subtype is not None
        return act.subtype is not None and ground.kind in {"agree", "oblige", "must"}

    def _by_modal(
        self, act: Act, ground: Ground, bearer: Bearer | None, context: ObligationState | None
    ) -> ObligationState | None:
        verb = ground.word.head if ground.word.dep_ == "aux" else ground.word
        if verb.sent.text.rstrip().endswith("?") or _hangs_on_noun(verb):
            return None
        source = subject_state(verb)
        quote = self.speakers.at(act.token.idx)
        if ground.kind in {"must", "should"}:
            if source is None and context is None and quote is not None and not _is_document(quote.mention):
                return "demanded" if act.is_listed else None
            if ground.kind == "should" and source is None and context is None:
                return None
        if source is None and quote is not None and _is_document(quote.mention):
            source = "pending"
        if source is not None or context is not None:
            state = source or context
            return state if act.is_listed or ground.is_direct else None
        if ground.kind in {"be_to", "must"}:
            return "pending" if act.is_listed or (ground.is_direct and self._has_side(act, bearer)) else None
        if act.action in {"cease_hostilities", "deploy_monitors", "reconstruct"}:
            if act.is_noun:
                return "pending" if act.token.dep_ == "attr" and quote is not None else None  # "there will be a truce"
            return "pending" if bearer is not None or is_passive(act.token) else None
        return "pending" if act.is_listed and self._is_fact(act, bearer) else None

    def _has_side(self, act: Act, bearer: Bearer | None) -> bool:
        return bearer is not None or is_passive(act.token) or bool(act.objects)

    def _is_fact(self, act: Act, bearer: Bearer | None) -> bool:
        """Deeds that an agreement of this kind asks for, done by a side or to what such deeds are done to."""
        if act.action == "other":
            return act.subtype in _FACT_SUBTYPES
        if act.action not in _FACT_ACTIONS:
            return False
        if act.action == "withdraw" and not act.is_noun:
            known = set(classes(act.objects)) & _WITHDRAWN
            return bool(known) if act.objects else bearer is not None  # "withdrew its candidate" is no withdrawal
        return bearer is not None or is_passive(act.token) or bool(act.objects)

    # -- records ------------------------------------------------------------------------------------------------------

    def _records(self, act: Act, ground: Ground, bearer: Bearer | None) -> list[Obligation]:
        parts = self.details.split(act)
        records = [self._record(part, ground, bearer) for part in parts]
        if act.action == "exchange" and bearer is None and ground.state == "done" and len(self.bearers.pair) == 2:
            records[0] = replace(records[0], bearer=" and ".join(self.bearers.pair))
        if act.action == "exchange" and bearer is not None:
            records += self._two_releases(records[0], bearer)
        if act.action == "release" and len(parts) == 1:
            records += self._counterpart(act, ground, records[0])
        return records

    def _record(self, act: Act, ground: Ground, bearer: Bearer | None) -> Obligation:
        evidence = evidence_of(self.page, act, ground, bearer)
        by = self._by(ground, act)
        if bearer is None and act.action == "release":
            bearer = next((b for t in act.objects if (b := self.bearers.holder(t)) is not None), None)
            if bearer is None and act.objects and ground.state in {"done", "suspended"}:
                bearer = self.bearers.captor(act.objects[0])
        start, deadline = self.details.dates(evidence)
        return Obligation(
            bearer=bearer.name if bearer else None,
            bearer_mention=bearer.mention if bearer else None,
            action=act.action,
            subtype=act.subtype,
            object=self.details.object_of(act),
            quantity=self.details.quantity(act),
            date=start,
            deadline=deadline,
            duration=self.details.duration(act, evidence),
            condition=self.details.condition(act.token),
            state=ground.state,
            demanded_by=by if ground.state == "demanded" else None,
            proposed_by=by if ground.state == "proposed" else None,
            evidence=(evidence,),
            unsure=not act.is_listed or ground.kind in {"should", "under_way", "would"},
            step=self.step,
        )

    def _by(self, ground: Ground, act: Act) -> str | None:
        """Name of whoever demands or proposes."""
        if ground.by is not None:
            mention = self.actors.at(ground.by.idx)
            if mention is not None:
                return mention.actor.name
            if ground.by.pos_ in {"NOUN", "PROPN"}:
                return self.details.phrase(ground.by)
        quote = self.speakers.at(act.token.idx)
        return quote.speaker if quote is not None else None

    def _two_releases(self, exchange: Obligation, bearer: Bearer) -> list[Obligation]:
        """What each side of an exchange gives."""
        sides = bearer.name.split(" and ")
        if len(sides) != 2:
            return []
        return [
            replace(
                exchange, bearer=side, action="release", quantity=None, unsure=True, note="one side of the exchange"
            )
            for side in sides
        ]

    def _counterpart(self, act: Act, ground: Ground, first: Obligation) -> list[Obligation]:
        """As in "free 10 captives in exchange for 200 prisoners": the other side's release, and the exchange."""
        given = [
            t
            for anchor in [act.token, act.token.head, act.token.head.head, *act.objects]
            for noun in prepositional(anchor, "in")
            if lemma(noun) in {"exchange", "return", "swap"}
            for t in prepositional(noun, "for")
            if is_person_like([t])
        ]
        given += [
            t
            for anchor in [act.token, *act.objects]
            for t in prepositional(anchor, "for")
            if act.action == "release" and "captive" in lemma(t)
        ]
        if not given:
            return []
        other = self.bearers.holder(given[0])
        if other is None and first.bearer in self.bearers.pair:
            name = next(p for p in self.bearers.pair if p != first.bearer)
            other = Bearer(name, "", 0, 0)
        back = replace(act, objects=(given[0],))
        names = [n for n in (first.bearer, other.name if other else None) if n]
        second = replace(
            self._record(back, ground, other),
            evidence=first.evidence,
            unsure=True,
            bearer_mention=other.mention or None if other else None,
        )
        both = replace(
            first,
            action="exchange",
            bearer=" and ".join(names) if len(names) == 2 else None,
            quantity=None,
            bearer_mention=None,
        )
        return [second, both]


def _may_be_act(verb: Token) -> bool:
    """Any verb of doing: not "know" or "remain", but "do away with" and "see to"."""
    return lemma(verb) not in _NO_ACT or bool(particles(verb)) or any(c.lower_ == "to" for c in children(verb, "prep"))


def _hangs_on_noun(verb: Token) -> bool:
    """As in "no sign that it will withdraw"."""
    return verb.dep_ in {"acl", "ccomp"} and verb.head.pos_ == "NOUN" and lemma(verb.head) not in words("deal_nouns")


def _is_own_voice(act: Act) -> bool:
    """As in "it would halt the raids", "we will free them", "there will be a truce": the speaker is the bearer."""
    if act.is_noun:
        return act.token.dep_ == "attr"
    given = subject(act.token)
    return given is not None and given.lower_ in {"it", "they", "we"} and not is_passive(act.token)


def _is_document(mention: str | None) -> bool:
    """As in "according to a copy of the accord": terms, not a demand."""
    said = (mention or "").lower().split()
    return any(w in words("deal_nouns") or w in {"copy", "text", "annex"} for w in said)


def _without_carriers(found: list[_Read]) -> list[Obligation]:
    """One duty once, where a sentence names it twice.

    "Agreed to implement the withdrawal": the verb that only carries a named act is dropped. "Freed the captives it
    had promised to release": the deed stands for the promise, and takes its bearer where it has none.
    """
    kept: list[Obligation] = []
    for act, ground, records in found:
        others = [(a, g, r) for a, g, r in found if a is not act and r]
        if not act.is_listed and any(_carries(act, ground, a, g) for a, g, _ in others):
            continue
        if any(_is_promise_of(act, ground, a, g) for a, g, _ in others):
            continue
        promise = next((r for a, g, r in others if _is_promise_of(a, g, act, ground)), None)
        if promise is not None:
            records = [replace(r, bearer=r.bearer or promise[0].bearer) for r in records]  # noqa: PLW2901
        kept += records
    return kept


def _carries(act: Act, ground: Ground, other: Act, its_ground: Ground) -> bool:
    if ground.word != its_ground.word:
        return False
    if other.is_listed:
        return other.token in list(act.token.subtree) and not _in_list(other.token, act.token)
    return other.token.i < act.token.i and lemma(other.token) == lemma(act.token)  # "to say yes and to say it soon"


def _is_promise_of(act: Act, ground: Ground, deed: Act, its_ground: Ground) -> bool:
    if act.action != deed.action or its_ground.state != "done" or ground.state != "pending":
        return False
    return any(
        act.token in list(clause.subtree)
        for clause in deed.token.subtree
        if clause.dep_ == "relcl" and clause != deed.token
    )


def _in_list(one: Token, head: Token) -> bool:
    """Is a token a later member of the list that another heads?"""
    while one not in {head, one.head}:
        if one.dep_ == "conj" and one.head == head:
            return True
        one = one.head
    return False
