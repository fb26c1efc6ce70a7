"""Words that the learned tagger marked for a kind of record, as words of the parse.

A duty, position, violation, meeting or event is marked on the word that carries it; who bears, holds, does or suffers
it, on the words that name them. Which of those belongs to which is not marked: the one that hangs nearest is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, sentence_of


@dataclass(frozen=True)
class ToldWord:
    """A marked word.

    Attributes:
        token: the word, of several the one that the others hang on.
        kind: the type that was marked, "" where the head has none.
        probability: how sure the tagger is that the word is of any type of the head.
        span: what was marked.
    """

    token: Token
    kind: str
    probability: float
    span: Span


class ToldWords:
    """The marked words of a page, by head."""

    def __init__(self, page: Page) -> None:
        sentences = page.get(Sentences)
        self._doc: Doc = sentences.doc
        self._starts = sentences.token_starts
        self._tags = page.get(Tags)
        self._words: dict[str, tuple[ToldWord, ...]] = {}

    def knows(self, head: str) -> bool:
        """Does the model mark such words at all?"""
        return head in self._tags.spans

    def of(self, head: str, least: float = 0.0) -> Iterator[ToldWord]:
        """The words of a head whose probability is at least `least`, in order."""
        if head not in self._words:
            found = (self._word(span) for span in self._tags.of(head))
            self._words[head] = tuple(word for word in found if word is not None)
        return (word for word in self._words[head] if word.probability >= least)

    def at(self, head: str, token: Token) -> ToldWord | None:
        """The marked word of a head that covers a token."""
        words = self._between(head, token.idx, token.idx + len(token))
        return words[0] if words else None

    def near(self, head: str, token: Token, steps: int) -> ToldWord | None:
        """The marked word that covers a token, else the surest of those that hang within so many steps of it."""
        own = self.at(head, token)
        if own is not None:
            return own
        close = (word for word in self.beside(head, token) if apart(word.token, token) <= steps)
        return max(close, key=lambda word: word.probability, default=None)

    def within(self, head: str, start: int, end: int) -> tuple[ToldWord, ...]:
        """The marked words of a head that share a character with a stretch of text."""
        return self._between(head, start, end)

    def beside(self, head: str, token: Token, least: float = 0.0) -> list[ToldWord]:
        """The marked words of a head in a token's sentence, the one that hangs nearest first."""
        sentence = sentence_of(token)
        words = self._between(head, sentence.start_char, sentence.end_char)
        kept = [word for word in words if word.probability >= least]
        return sorted(kept, key=lambda word: (apart(token, word.token), abs(word.token.i - token.i)))

    def _between(self, head: str, start: int, end: int) -> tuple[ToldWord, ...]:
        tuple(self.of(head))
        words = self._words[head]
        first = bisect_right(words, start, key=lambda word: word.span.end)
        last = bisect_left(words, end, key=lambda word: word.span.start)
        return words[first:last]

    def _word(self, span: Span) -> ToldWord | None:
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        tokens = [
            token for token in self._doc[first:last] if not token.is_space and token.idx + len(token) > span.start
        ]
        if not tokens:
            return None
        top = min(tokens, key=lambda token: (sum(1 for _ in token.ancestors), token.i))
        return ToldWord(top, span.kind, span.probability, span)


def apart(one: Token, other: Token) -> int:
    """Steps between two words in the parse; the length of the text where they hang on nothing in common."""
    above = {token.i: step for step, token in enumerate([one, *one.ancestors])}
    for step, token in enumerate([other, *other.ancestors]):
        if token.i in above:
            return step + above[token.i]
    return len(one.doc)
