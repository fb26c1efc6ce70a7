"""What the learned tagger tells of talks: which words carry a meeting, and whether it was held or lies ahead.

The word lists (talk_anchors) know the usual nouns and verbs of coming together, but not whether talks of this process
are meant; the tagger finds other words too. What both find is read; what only the lists find is dropped where the
tagger thinks it unlikely and place or day is missing; what only the tagger finds is read like a meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from spacy.tokens import Token

from trucewatch.reading.page import Page
from trucewatch.reading.sentences import sentence_of
from trucewatch.reading.told_words import ToldWord, ToldWords, apart
from trucewatch.vocabulary.kinds import TalksStatus

FOUND = 0.5
"""How sure the tagger must be of talks that the word lists do not see, and to take talks without place and day."""
DENIED = 0.12
"""Below this talks that only the word lists see are dropped, unless place and day are told."""
RENAMED = 0.9
"""How sure it must be to say otherwise than the words how talks stand."""
_NEAR = 2  # steps in the parse within which two words tell of one meeting


class ToldTalks:
    """The talks that the tagger marked in one report.

    Attributes:
        knows: does the model tell talks at all?
    """

    def __init__(self, page: Page) -> None:
        self.words = ToldWords(page)
        self.knows = self.words.knows("talks")

    def word_of(self, token: Token) -> ToldWord | None:
        """The marked word that tells of a meeting: the word itself, else the surest that hangs near it; None: none."""
        return self.words.near("talks", token, _NEAR)

    def sure_of(self, token: Token) -> float:
        """How sure the tagger is that a word, or one that hangs near it, tells of talks; 1 where it tells nothing."""
        if not self.knows:
            return 1.0
        word = self.word_of(token)
        return word.probability if word is not None else 0.0

    def unread(self, read: Sequence[Token]) -> Iterator[ToldWord]:
        """The marked words that hang near none of those already read."""
        for word in self.words.of("talks", FOUND):
            beside = [t for t in read if sentence_of(t) == sentence_of(word.token)]
            if not any(apart(word.token, token) <= _NEAR for token in beside):
                yield word

    def status(self, token: Token) -> TalksStatus | None:
        """How talks stand, where the tagger is sure of it."""
        word = self.word_of(token) if self.knows else None
        return cast("TalksStatus", word.kind) if word is not None and word.probability >= RENAMED else None
