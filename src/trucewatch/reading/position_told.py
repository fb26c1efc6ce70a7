"""What the learned tagger tells of positions: which words carry a stance, which one, and who holds it.

Words and syntax (`stances`) find what their lists know; the tagger finds what is said in other words, and knows where a
listed word tells no stance. So what both find is kept, what only lists find is kept where the tagger does not think it
unlikely, and what only the tagger finds is read by its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from spacy.tokens import Span, Token

from trucewatch.reading.lexicons import words
from trucewatch.reading.obligation_syntax import prepositional
from trucewatch.reading.page import Page
from trucewatch.reading.stance_lookup import is_charge, stance_of
from trucewatch.reading.stance_syntax import Stand, complement_of, has_condition, holders_of, make_stand
from trucewatch.reading.told_words import ToldWord, ToldWords
from trucewatch.vocabulary.kinds import Stance

FOUND = 0.35
"""How sure the tagger must be of a stance in words that no list has."""
LISTED = 0.5
"""How sure it must be of one in listed words whose object or mood the rules do not take for a stance."""
DENIED = 0.2
"""Below this a stance that only the word lists see is dropped."""
RENAMED = 0.97
"""How sure it must be to say otherwise than the lists which stance it is."""
HOLDING = 0.3
SUFFERED = 0.95
"""How sure it must be of a stance in what is done to somebody by nobody named."""
_PARTS = frozenset("xcomp ccomp acomp oprd attr dobj prep prt advmod amod nsubj nsubjpass".split())
_NEAR = 3  # steps in the parse within which two words tell of one stance


class ToldPositions:
    """The stances that the tagger marked in one report.

    Attributes:
        is_able: does the model tell of positions at all?
    """

    def __init__(self, page: Page) -> None:
        self.words = ToldWords(page)
        self.is_able = self.words.knows("position")

    def believed(self, found: Iterable[Stand]) -> list[Stand]:
        """What the word lists found, without what the tagger thinks unlikely; its stance where it is sure."""
        if not self.is_able:
            return list(found)
        kept: list[Stand] = []
        for stand in found:
            word = self.word_of(stand)
            if (word.probability if word is not None else 0.0) < DENIED:
                continue
            own = self.words.at("position", stand.verb)
            sure = own is not None and own.probability >= RENAMED
            kept.append(replace(stand, stance=cast("Stance", own.kind)) if own is not None and sure else stand)
        return kept

    def word_of(self, stand: Stand) -> ToldWord | None:
        """The marked word that tells of a stance: its own, else a near one in the same words; None: none."""
        return self.words.near("position", stand.verb, _NEAR)

    def unread(self, sentence: Span, found: Sequence[Stand]) -> Iterator[Stand]:
        """The stances of a sentence that the word lists made nothing of."""
        read = [stand.verb for stand in found]
        for word in self.words.within("position", sentence.start_char, sentence.end_char):
            listed = stance_of(word.token)[0] is not None or word.token.lower_ in words("stance_nouns")
            least = LISTED if listed else FOUND
            if word.probability < least or any(_is_one_telling(word.token, verb) for verb in read):
                continue
            stand = self._stand(word)
            if (word.probability >= SUFFERED or not _is_suffered(word.token)) and not _is_of_charge(stand):
                read.append(word.token)
                yield stand

    def _stand(self, word: ToldWord) -> Stand:
        stance = cast("Stance", word.kind)
        if stance == "accept" and has_condition(word.token):
            stance = "conditional"
        return make_stand(word.token, stance, self.holders(word.token), _matter_of(word.token), weak=True)

    def holders(self, token: Token) -> tuple[Token, ...]:
        """Who is marked as holding a stance, else whom the clause makes its subject."""
        marked = [word.token for word in self.words.beside("holder", token, HOLDING)]
        given = holders_of(token) or holders_of(token.head)
        if not marked:
            return given
        nearest = marked[0]
        also = [other for other in marked[1:] if _is_joined(nearest, other)]
        return (nearest, *also)


def _is_of_charge(stand: Stand) -> bool:
    return stand.matter is not None and is_charge(stand.matter)


def _is_suffered(verb: Token) -> bool:
    """As in "the leaders would be invited": what may be done to somebody is no stance of his."""
    told = {t.dep_ for t in verb.children}
    return "nsubjpass" in told and "agent" not in told and any(t.tag_ == "MD" for t in verb.children)


def _is_joined(one: Token, other: Token) -> bool:
    return other in one.conjuncts


def _is_one_telling(token: Token, verb: Token) -> bool:
    """Do two words tell of one stance: the same, or one of them a part of the other's own clause?"""
    if token == verb:
        return True
    lower = token if token.head == verb else verb
    hangs = lower.head in {token, verb} and lower.dep_ in _PARTS
    return hangs and not any(t.dep_ in {"nsubj", "nsubjpass"} for t in lower.children)


def _matter_of(token: Token) -> Token | None:
    """What a marked word is about, by the parse."""
    given = stance_of(token)[1] if token.pos_ == "VERB" else None
    if given is not None:
        return given
    direct = next((t for t in token.children if t.dep_ in {"dobj", "nsubjpass"}), None)
    through = next(iter(prepositional(token, "to", "with", "on", "of", "from", "for", "against", "in", "at")), None)
    clause = complement_of(token)
    return direct or through or clause
