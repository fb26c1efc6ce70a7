"""Does an act on its ground count as a duty, and how does it stand: what tense, speaker and text make of it."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.agreements import Agreements
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_actions import Act, classes
from trucewatch.reading.obligation_bearers import Bearer
from trucewatch.reading.obligation_documents import document_state, prepositional_objects, subject_state
from trucewatch.reading.obligation_grounds import Ground
from trucewatch.reading.obligation_syntax import is_passive, lemma
from trucewatch.reading.obligation_tense import is_past
from trucewatch.reading.page import Page
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.speakers import Speakers
from trucewatch.vocabulary.kinds import ObligationState

_MODALS = frozenset({"must", "should", "be_to", "will", "would"})
_FACT_ACTIONS = frozenset({"release", "exchange", "withdraw", "disarm", "allow_aid", "lift_blockade"})
_FACT_SUBTYPES = frozenset(
    {"reopen_crossing", "open_road_or_flight", "fuel_imports", "return_remains", "return_displaced"}
)
_WITHDRAWN = frozenset({"forces", "fighter", "person", "weapon", "position", "place", "gateway"})
_DEEDS = frozenset({"begin", "finish", "fail"})
_OWN_WORD = frozenset("promise pledge commitment undertaking obligation".split())
_BY_TERMS = frozenset({"line", "required", "accordance", "according"})


class Standing:
    """Judges the acts of one report."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sentences = page.get(Sentences)
        self.speakers = page.get(Speakers)

    def settle(
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
        if ground.kind == "terms" and ground.state == "pending" and is_past(ground.word) and self._is_over():
            return "done"
        if ground.kind == "demand" and ground.state == "demanded" and bearer is not None:
            return "pending" if self._is_agreed_too(act, bearer) else self._directly(act, ground)
        return self._directly(act, ground) if ground.kind not in _DEEDS or self._is_fact(act, bearer) else None

    def _directly(self, act: Act, ground: Ground) -> ObligationState | None:
        """Acts outside the lexicon count only right below the word that grounds them."""
        if not act.is_listed and not (ground.is_direct or ground.kind == "promised"):
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
        if sentence_of(verb).text.rstrip().endswith("?") or _hangs_on_noun(verb):
            return None
        source = subject_state(verb)
        quote = self.speakers.at(act.token.idx)
        told = source or context
        if told is None and ground.kind in {"must", "should"}:
            if quote is not None and not _is_document(quote.mention):
                return self._asked(act, ground, bearer)
            if ground.kind == "should":
                return None
        if source is None and quote is not None and _is_document(quote.mention):
            told = "pending"
        if told is not None:
            return told if act.is_listed or ground.is_direct else None
        if ground.kind == "must" and quote is None and self.speaker_near(act.token) is not None:
            return self._asked(act, ground, bearer)
        if ground.kind in {"be_to", "must"}:
            return "pending" if act.is_listed or (ground.is_direct and self._has_side(act, bearer)) else None
        return self._ahead(act, bearer, is_said=quote is not None)

    def _ahead(self, act: Act, bearer: Bearer | None, *, is_said: bool) -> ObligationState | None:
        """As in "the army will leave", "there will be a truce"."""
        if act.action in {"cease_hostilities", "deploy_monitors", "reconstruct"}:
            if act.is_noun:
                return "pending" if act.token.dep_ == "attr" and is_said else None  # "there will be a truce"
            return "pending" if bearer is not None or is_passive(act.token) else None
        return "pending" if act.is_listed and self._is_fact(act, bearer) else None

    def _is_over(self) -> bool:
        """Has the agreement, or the phase of it that runs, ended or been completed by the report's day?"""
        main, published = self.page.get(Agreements).agreement, self.page.report.published
        if main is None:
            return False
        ended = bool(main.expiry and published and main.expiry[:10] < published.isoformat())
        return ended or any("complete" in (p.status or "") for p in main.phases)

    def _asked(self, act: Act, ground: Ground, bearer: Bearer | None) -> ObligationState | None:
        return "demanded" if act.is_listed or self._asks_a_party(ground, bearer) else None

    def _is_agreed_too(self, act: Act, bearer: Bearer) -> bool:
        """As in "urged the army to leave, as it had promised": what a party has signed is pending, not only asked."""
        if bearer.name not in self._parties():
            return False
        if any(table("deal_nouns").get(lemma(t)) == "deal" and lemma(t) in _OWN_WORD for t in act.objects):
            return any(c.dep_ == "poss" for t in act.objects for c in t.children)  # "to keep its promise of"
        for word in act.token.subtree:
            if word.dep_ == "mark" and word.lower_ == "as" and _is_promise(word.head):
                return True
            if word.lower_ in {"with", "by", "to"} and word.head.lower_ in _BY_TERMS:
                return any(document_state(noun) == "pending" for noun in prepositional_objects(word))
        return False

    def _parties(self) -> set[str]:
        return {p.name for p in self.page.get(Parties).principal}

    def _asks_a_party(self, ground: Ground, bearer: Bearer | None) -> bool:
        """A "must" of any act counts where a party is told to act; what others must do is opinion."""
        return ground.kind == "must" and ground.is_direct and bearer is not None and bearer.name in self._parties()

    def speaker_near(self, token: Token) -> str | None:
        """Whose words the paragraph gives, up to here."""
        start, _ = self.sentences.paragraph_at(token.idx)
        before = [q for q in self.speakers.quotes if q.content and start <= q.content[0].start < token.idx]
        said = [q for q in before if q.speaker and not _is_document(q.mention)]
        return said[-1].speaker if said else None

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


def _hangs_on_noun(verb: Token) -> bool:
    """As in "no sign that it will withdraw"."""
    return verb.dep_ in {"acl", "ccomp"} and verb.head.pos_ == "NOUN" and lemma(verb.head) not in words("deal_nouns")


def _is_document(mention: str | None) -> bool:
    """As in "according to a copy of the accord": terms, not a demand."""
    said = (mention or "").lower().split()
    return any(w in words("deal_nouns") or w in {"copy", "text", "annex"} for w in said)


def _is_promise(verb: Token) -> bool:
    return table("ground_verbs").get(lemma(verb)) in {"agree", "oblige"}
