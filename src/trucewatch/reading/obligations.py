"""Step: who must do what. Acts of the process that the report tells as agreed, demanded, proposed, done or halted.

By the parse and word lists: an act (obligation_actions) needs a ground (obligation_states); the bearer comes from
the words beside it (obligation_bearers). What a duty lacks in its own sentence is not looked for in others, but for the
sides behind "both sides", for terms told in a run of sentences or lines, and for truces in force.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.agreements import Agreements
from trucewatch.reading.dates import Dates
from trucewatch.reading.encoder.layer import Tags
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
from trucewatch.reading.obligation_carriers import Read, without_carriers
from trucewatch.reading.obligation_deliveries import tied
from trucewatch.reading.obligation_details import Details, evidence_of
from trucewatch.reading.obligation_documents import deal_context
from trucewatch.reading.obligation_exchanges import exchange_of, two_releases
from trucewatch.reading.obligation_facets import with_facets
from trucewatch.reading.obligation_grounds import Ground
from trucewatch.reading.obligation_lists import is_first_of_item, list_state
from trucewatch.reading.obligation_merging import merged
from trucewatch.reading.obligation_standing import Standing
from trucewatch.reading.obligation_states import ground_of, promised
from trucewatch.reading.obligation_syntax import (
    gapped,
    is_passive,
    is_verb,
    lemma,
    objects,
    prepositional,
    subject,
)
from trucewatch.reading.obligation_tense import is_hoped
from trucewatch.reading.obligation_told import BORNE, ToldDuties
from trucewatch.reading.obligation_truces import Truces, added
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.quantities import Quantities
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.told_words import ToldWord
from trucewatch.vocabulary.kinds import Obligation, ObligationState

_NO_ACT = frozenset(
    "be have know believe think feel hope see seem appear remain become understand consider regard mean like look "
    "mark last cover total live wait do comment identify name elaborate answer accord "
    "follow run expire begin start end continue refuse reject receive volunteer choose examine take go come arrive "
    "stay happen occur fall hope want need get win lose decide happen return speak discuss attend".split()
)
_BUT_WITH_TO = {"do": {"away"}, "see": {"to"}, "take": {"out", "over", "part"}, "move": {"back", "out"}}
_RESUMING = frozenset("resume continue launch step wage fight intensify".split())


@dataclass(frozen=True)
class Obligations:
    """The obligations of a report, in the order of the text."""

    obligations: tuple[Obligation, ...]


@dataclass(frozen=True)
class ObligationsStep:
    """Finds who must do what."""

    name: str = "obligations"
    version: str = "3"
    reads: tuple[type, ...] = (Tags, Sentences, Actors, Dates, Speakers, Quantities, Parties, Agreements)
    writes: type = Obligations

    def __call__(self, page: Page) -> Obligations:
        return Obligations(_Reader(page, self.name).run())


class _Reader:
    """Reads the obligations of one page."""

    def __init__(self, page: Page, step: str) -> None:
        self.page = page
        self.step = step
        self.sentences = page.get(Sentences)
        self.actors = page.get(Actors)
        self.speakers = page.get(Speakers)
        self.bearers = Bearers(self.sentences, self.actors, page.get(Parties))
        self.details = Details(page.text, page.get(Dates), page.get(Quantities), page.get(Agreements).agreement)
        self.standing = Standing(page)
        self.told = ToldDuties(page)
        self._terms: tuple[tuple[int, int], ObligationState] | None = None

    def run(self) -> tuple[Obligation, ...]:
        found: list[Obligation] = []
        for sentence in self.sentences.spans:
            context = self._context(sentence[0])
            read: list[Read] = [one for token in sentence for one in self._read(token, context)]
            read = self.told.believed(read)
            read += [self._told(word) for word in self.told.unread(sentence, read)]
            records = without_carriers(read)
            found += [*records, *exchange_of(records, self.bearers.pair)]
        truces = Truces(self.page, self.bearers, self.details, self.step).duties()
        return tied(merged(added(found, truces)))

    def _context(self, first: Token) -> ObligationState | None:
        """Of which text the sentence tells the terms; sentences that follow in the paragraph tell them as well."""
        paragraph = self.sentences.paragraph_at(first.idx)
        own = deal_context(first)
        if own is not None:
            self._terms = (paragraph, own)
        return self._terms[1] if self._terms is not None and self._terms[0] == paragraph else None

    def _read(self, token: Token, context: ObligationState | None) -> list[Read]:
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
        listed = list_state(self.sentences.doc, token.idx)
        if listed is not None:
            context, ground = listed, _of_item(act, ground, listed)
        if ground is None:
            return []
        bearer = self.bearers.of_act(act, ground)
        if bearer is None and _is_own_voice(act):
            bearer = self._speaking_side(token)
        if bearer is None and is_hoped(act.token):
            return []
        bearer = self._both_of_truce(act, ground, bearer)
        settled = self.standing.settle(act, ground, bearer, context)
        if settled is None:
            return []
        ground = replace(ground, state=settled)
        return [(act, ground, self._records(act, ground, bearer)), *self._of_second_side(act, ground)]

    def _told(self, word: ToldWord) -> Read:
        """A duty in words that no list has."""
        act = self.told.act(word)
        ground = self.told.ground(act, word)
        bearer = self._told_bearer(act, ground)
        return act, ground, [replace(one, unsure=True) for one in self._records(act, ground, bearer)]

    def _told_bearer(self, act: Act, ground: Ground) -> Bearer | None:
        """Whom parse and tagger both name, else whom the tagger is sure of, else who says so of himself.

        A wrong bearer is worse than none, so the parse alone does not tell him, but for both sides at once.
        """
        given, marked = self.bearers.of_act(act, ground), self.told.bearers(act.token)
        if given is not None and " and " in given.name and given.name == " and ".join(self.bearers.pair):
            return given
        if given is not None and any(given.start <= word.token.idx < given.end for word in marked):
            return given
        sure = [word for word in marked if word.probability >= BORNE]
        named = (self.bearers.named_by(word.token) for word in sure)
        told = next((bearer for bearer in named if bearer is not None), None)
        told = told or next((bearer for word in sure if (bearer := self.told.by_words(word)) is not None), None)
        return self._speaking_side(act.token) if told is None and _is_own_voice(act) else told

    def _of_second_side(self, act: Act, ground: Ground) -> list[Read]:
        """As in "will free 50 captives, and Freedonia 150 prisoners": the same act of the other side."""
        found: list[Read] = []
        for side, thing in gapped(act.token) if not act.is_noun else []:
            bearer, same = self.bearers.named_by(side), replace(act, objects=(thing,))
            if bearer is not None and act.is_listed and set(classes([thing])) & set(classes(act.objects)):
                found.append((same, ground, [self._record(same, ground, bearer)]))
        return found

    def _both_of_truce(self, act: Act, ground: Ground, bearer: Bearer | None) -> Bearer | None:
        """A truce that was agreed binds both sides, whichever of them the sentence names."""
        joint = " and ".join(self.bearers.pair)
        if act.action != "cease_hostilities" or not act.is_noun or len(self.bearers.pair) != 2 or bearer is None:
            return bearer
        if lemma(ground.word) not in {"agree", "sign"} or bearer.name not in self.bearers.pair:
            return bearer
        return replace(bearer, name=joint)

    def _speaking_side(self, token: Token) -> Bearer | None:
        """As in "The Front said there would be a truce": whoever declares it keeps it."""
        quote = self.speakers.at(token.idx)
        actor = self.actors.named(quote.speaker) if quote is not None else None
        if quote is None or actor is None or not quote.source:
            return None
        source = quote.source[0]
        return Bearer(self.actors.side_of(actor), source.text, source.start, source.end)

    def _read_hidden(self, act: Act, context: ObligationState | None) -> list[Read]:
        """The last of a list of infinitives stands as the one before it does."""
        before = [t for t in sentence_of(act.token) if t.i < act.token.i and is_verb(t) and t.tag_ in {"VB", "VBP"}]
        for verb in reversed(before[-3:]):
            like = replace(act_of(verb) or other_act(verb), is_talks=False)
            ground = ground_of(like)
            if ground is None:
                continue
            bearer = self.bearers.of_act(like, ground)
            settled = self.standing.settle(like, ground, bearer, context)
            if settled is None or ground.kind == "fact":
                return []
            return [(act, ground, [self._record(act, replace(ground, state=settled), bearer)])]
        return []

    # -- records ------------------------------------------------------------------------------------------------------

    def _records(self, act: Act, ground: Ground, bearer: Bearer | None) -> list[Obligation]:
        parts = self.details.split(act)
        records = [self._record(part, ground, bearer) for part in parts]
        if act.action == "exchange" and bearer is None and ground.state == "done" and len(self.bearers.pair) == 2:
            records[0] = replace(records[0], bearer=" and ".join(self.bearers.pair))
        if act.action == "exchange" and bearer is not None:
            records += two_releases(records[0], bearer.name)
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
        duty = Obligation(
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
            demanded_by=by if "demand" in {ground.kind, ground.state[:6]} else None,
            proposed_by=by if ground.state == "proposed" else None,
            evidence=(evidence,),
            unsure=not act.is_listed or ground.kind in {"should", "under_way", "would"},
            step=self.step,
        )
        return with_facets(duty, act, ground, self.actors)

    def _by(self, ground: Ground, act: Act) -> str | None:
        """Name of whoever demands or proposes."""
        if ground.by is not None:
            mention = self.actors.at(ground.by.idx)
            if mention is not None:
                return mention.actor.name
            if ground.by.pos_ in {"NOUN", "PROPN"}:
                return self.details.phrase(ground.by)
        quote = self.speakers.at(act.token.idx)
        if quote is None and ground.kind == "must":
            return self.standing.speaker_near(act.token)
        return quote.speaker if quote is not None else None

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
    if lemma(verb) in _NO_ACT:
        return lemma(verb) in _BUT_WITH_TO and any(c.lower_ in _BUT_WITH_TO[lemma(verb)] for c in verb.children)
    return not (lemma(verb) in _RESUMING and {"fighting", "war"} & set(classes(objects(verb))))  # a threat, no duty


def _of_item(act: Act, ground: Ground | None, state: ObligationState) -> Ground | None:
    """The ground of an act in a line of a list: an infinitive or a noun stands as the line above the list says."""
    if ground is None and act.is_listed and is_first_of_item(act.token):
        bare = act.is_noun or act.token.tag_ in {"VB", "VBP"}
        return Ground(state, "terms", act.token) if bare else None
    return replace(ground, is_direct=True) if ground is not None and ground.kind == "be_to" else ground


def _is_own_voice(act: Act) -> bool:
    """As in "it would halt the raids", "we will free them", "there will be a truce": the speaker is the bearer."""
    if act.is_noun:
        return act.token.dep_ == "attr"
    given = subject(act.token)
    return given is not None and given.lower_ in {"it", "they", "we"} and not is_passive(act.token)
