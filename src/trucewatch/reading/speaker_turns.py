"""Who "I", "we" and "you" are: in a transcript whoever's turn it is, in a communiqué the side that heads it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from trucewatch.reading.actors import Actors
from trucewatch.reading.sentences import Sentences, text_of
from trucewatch.reading.speech_turns import find_turns

_NEAR = 3  # turns ahead and back in which whoever is spoken to speaks
_OWN = frozenset("i we our my us me".split())
_OTHERS = frozenset({"you", "your"})
_ISSUED = re.compile(
    r"\b(?:communiqu[eé]|statement|declaration|message|letter|appeal|bulletin|proclamation|(?:press|news) release"
    r"|(?:field|situation|monitoring|weekly|monthly) (?:report|note)|(?:report|note) no)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"^(?:For|On behalf of|Signed for)(?: the)? (?P<side>(?:[A-Z][\w’'-]+(?: of| the)? ?)+)", re.MULTILINE
)
_LETTERHEAD = 6  # words in capitals that can be the name of a side
_PARTS = re.compile(r" / | [-–—] ")  # a letterhead and what stands beside it
_HEAD = 3  # paragraphs in which a communiqué says whose it is


class Turns:
    """The turns of one transcript, or the issuer of one communiqué."""

    def __init__(self, sentences: Sentences, actors: Actors) -> None:
        self.sentences = sentences
        self.actors = actors

    def speaker(self, pronoun: str, offset: int) -> str | None:
        """The name behind a pronoun of the first or second person; None where the text shows none."""
        if pronoun not in _OWN | _OTHERS:
            return None
        if not self._labels:
            return self._issuer if pronoun in {"we", "our", "us"} else None
        turn = bisect_right(self._labels, offset, key=lambda labelled: labelled[0]) - 1
        if turn < 0:
            return None
        own = self._labels[turn][1]
        if pronoun in _OWN:
            return own
        near = (*self._labels[turn + 1 : turn + 1 + _NEAR], *reversed(self._labels[max(0, turn - _NEAR) : turn]))
        return next((label for _, label in near if label != own), None)

    @cached_property
    def _labels(self) -> tuple[tuple[int, str], ...]:
        """Where each turn begins and whose it is; none where the text is no transcript."""
        text = text_of(self.sentences.doc)
        turns = find_turns(text, self.sentences.paragraphs)
        return tuple((turn.label[0], self._full(text[slice(*turn.label)])) for turn in turns)

    def _full(self, label: str) -> str:
        words = label.casefold().split()
        persons = (a for a in self.actors.actors if a.type == "person" and a.name != label)
        return next((a.name for a in persons if a.name.casefold().split()[-len(words) :] == words), label)

    @cached_property
    def _issuer(self) -> str | None:
        """Whose communiqué or report it is: by its letterhead, by who signs, else the side named first in its head."""
        text, head = text_of(self.sentences.doc), self.sentences.paragraphs[:_HEAD]
        if len(head) < _HEAD or not _ISSUED.search(text, 0, head[-1][0]):
            return None
        line = _PARTS.split(text[slice(*head[0])])[0]
        if line.isupper() and len(line.split()) <= _LETTERHEAD:
            return line.title()
        signed = _SIGNED.search(text, self.sentences.paragraphs[-_HEAD][0])
        if signed is not None:
            side = self.actors.named(signed["side"].strip())
            return side.name if side is not None else signed["side"].strip()
        named = self.actors.within(head[0][0], head[-1][0])
        return next((m.actor.name for m in named if m.actor.type in {"party", "body", "state"}), None)


def is_first_person(mention: str) -> bool:
    """Does whoever speaks there speak of themselves?"""
    return mention.lower() in _OWN
