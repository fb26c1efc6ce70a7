"""What the learned tagger tells of breaches: which words carry one, alleged, denied or confirmed, of whom and by whom.

Verbs of accusing and nouns of breach find what the lists know; the tagger finds a deed told in other words, and answers
to a charge that deny nothing in so many words ("the noise was the drains"). What both find stays as the lists read it,
what only lists find is kept where the tagger does not think it unlikely, and what only the tagger finds is read by the
words that it marks as accused and accuser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences
from trucewatch.reading.speakers import Speakers
from trucewatch.reading.told_words import ToldWord, ToldWords
from trucewatch.reading.violation_sides import SideFinder
from trucewatch.reading.violation_signs import ACCUSING, CONDEMNING, MONITORS, RECORDING, SPEAKING, Charge
from trucewatch.reading.violation_syntax import (
    agent_of,
    breach_kind,
    clause_of,
    doer_of_noun,
    extent,
    is_passive,
    phrase_of,
    subject_of,
)
from trucewatch.vocabulary.kinds import ViolationStatus

FOUND = 0.6
"""How sure the tagger must be of a breach that the word lists do not see."""
DOUBTED = 0.06
"""Below this a breach that only the word lists see, and are unsure of, is dropped."""
RENAMED = 0.6
"""How sure it must be to say otherwise than the lists whether a breach is alleged, denied or confirmed."""
NAMED = 0.3


class ToldBreaches:
    """The breaches that the tagger marked in one report."""

    def __init__(self, page: Page, sides: SideFinder) -> None:
        self.words = ToldWords(page)
        self.sides = sides
        self.speakers, self.sentences = page.get(Speakers), page.get(Sentences)
        self.is_told = self.words.knows("violation")

    def believed(self, charges: Sequence[Charge]) -> list[Charge]:
        """What the word lists found, without what the tagger thinks unlikely; its status where it is sure."""
        if not self.is_told:
            return list(charges)
        kept: list[Charge] = []
        for charge in charges:
            word = self._word_of(charge)
            is_doubted = word is None or word.probability < DOUBTED
            if is_doubted and (charge.unsure or not self._names_deed(charge)):
                continue
            is_sure = word is not None and word.probability >= RENAMED
            status = cast("ViolationStatus", word.kind) if is_sure and word is not None else charge.status
            kept.append(replace(charge, status=status))
        return kept

    def _names_deed(self, charge: Charge) -> bool:
        """Is a breach or an armed act among its words ("accused them of bias" names none)?"""
        if charge.status == "denied":
            return True
        tokens = self.sentences.tokens(*charge.what)
        return any(breach_kind(token) is not None for token in tokens)

    def unread(self, charges: Sequence[Charge]) -> Iterator[Charge]:
        """The breaches that the word lists made nothing of."""
        for word in self.words.of("violation", FOUND):
            if any(_tells(charge, word) for charge in charges):
                continue
            if word.kind != "denied" and _is_speech(word.token):
                if not any(_within(charge, word.token) for charge in charges):
                    yield self._spoken(word)
                continue
            yield self._charge(word)

    def _spoken(self, word: ToldWord) -> Charge:
        """A breach marked on the verb of saying it ("alleged that ...", "logged it as ..."): its subject accuses."""
        verb = word.token
        clause = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp", "pcomp"} and c.i > verb.i), None)
        maker = agent_of(verb) if is_passive(verb) else subject_of(verb)
        by = self.sides.name_of(maker) if maker is not None else None
        own = self.sides.side(maker)
        against = self._marked("accused", verb, without=own)
        if against is None and clause is not None:
            doer = self._doer(clause)
            against = doer if doer != own else None
        is_found = verb.lemma_.lower() in RECORDING and (maker is None or MONITORS.search(phrase_of(maker)) is not None)
        status: ViolationStatus = "confirmed" if is_found else "alleged"
        return Charge(*extent(verb), extent(clause if clause is not None else verb), by, against, status, unsure=True)

    def _word_of(self, charge: Charge) -> ToldWord | None:
        words = self.words.within("violation", charge.start, charge.end)
        return max(words, key=lambda w: w.probability, default=None)

    def _charge(self, word: ToldWord) -> Charge:
        """A breach in words that no list has."""
        token, status = word.token, cast("ViolationStatus", word.kind)
        quote = self.speakers.at(token.idx)
        own = self.sides.side_of_quote(quote) if quote is not None else None
        by = self._marked("accuser", token)
        against = self._marked("accused", token, without=by if status == "alleged" else None)
        if status == "denied":
            against = against or own or self._doer(token)
        else:
            doer = self._doer(token)
            against = against or (doer if doer != own or status == "confirmed" else None)
            by = by or (quote.speaker if quote is not None else None)
        if by is not None and by == against:
            by = None
        span = extent(token)
        return Charge(*span, span, by, against, status, unsure=True)

    def _doer(self, token: Token) -> str | None:
        if token.pos_ == "NOUN":
            return self.sides.side(doer_of_noun(token))
        if token.pos_ in {"VERB", "AUX"}:
            doer = clause_of(token, "act").doer
            return self.sides.side(doer if doer is not None or is_passive(token) else subject_of(token))
        return None

    def _marked(self, head: str, token: Token, without: str | None = None) -> str | None:
        """The side behind the words marked as accused or accuser that hang nearest to a word."""
        for word in self.words.beside(head, token, NAMED):
            side = self.sides.side(word.token) or self._covering(word)
            if side is not None and side != without:
                return side
        return None

    def _covering(self, word: ToldWord) -> str | None:
        mention = self.sides.actors.at(word.span.start)
        return self.sides.actors.side_of(mention.actor) if mention is not None else None


_SPEECH = (
    ACCUSING.keys() | SPEAKING | RECORDING | CONDEMNING | {"allege", "charge", "claim", "say", "contend", "assert"}
)


def _is_speech(token: Token) -> bool:
    """A verb of charging, complaining, recording: what it tells of is done by another than its subject."""
    return token.pos_ == "VERB" and token.lemma_.lower() in _SPEECH


def _within(charge: Charge, verb: Token) -> bool:
    """Does a charge lie in the clause that a verb of saying governs?"""
    last = verb.right_edge
    return verb.left_edge.idx <= charge.start and charge.start < last.idx + len(last)


def _tells(charge: Charge, word: ToldWord) -> bool:
    """Does a charge hold the marked word?"""
    return charge.start <= word.span.start < charge.end
