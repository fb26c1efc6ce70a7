"""Where the words of a text stand in a newer version of it, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher

from trucewatch.vocabulary.passage import Passage

_WORD = re.compile(r"\w+|[^\w\s]")


class Alignment:
    """Two versions of one text, laid side by side.

    Args:
        old: the older text.
        new: the newer one.
    """

    def __init__(self, old: str, new: str) -> None:
        self._new = new
        self._before, self._after = [list(_WORD.finditer(text)) for text in (old, new)]
        self._starts = [word.start() for word in self._before]
        self._ends = [word.end() for word in self._before]
        self._places: dict[int, tuple[int, int]] = {}  # of an older word: the newer ones that stand in its place
        self._kept: set[int] = set()  # older words that the newer text has, too
        self._align([word[0] for word in self._before], [word[0] for word in self._after])

    def places(self, passage: Passage) -> tuple[Passage, ...]:
        """The stretches of the newer text that stand where a passage of the older one stood; () where nothing does."""
        numbers = sorted({n for word in self._words(passage) for n in range(*self._places.get(word, (0, 0)))})
        stretches: list[list[int]] = []
        for number in numbers:
            if stretches and number == stretches[-1][-1] + 1:
                stretches[-1].append(number)
            else:
                stretches.append([number])
        return tuple(Passage.of(self._new, self._after[s[0]].start(), self._after[s[-1]].end()) for s in stretches)

    def same_words(self, passage: Passage) -> Passage | None:
        """The passage of the newer text with the same words at the same place; None where they are not there."""
        words = self._words(passage)
        if not words or len(self.places(passage)) != 1 or not self._kept.issuperset(words):
            return None
        first, last = words[0], words[-1]
        start = self._after[self._places[first][0]].start() + passage.start - self._starts[first]
        end = self._after[self._places[last][0]].end() + passage.end - self._ends[last]
        return Passage.of(self._new, start, end)

    def _words(self, passage: Passage) -> range:
        """The numbers of the older words that a passage touches."""
        return range(bisect_right(self._ends, passage.start), bisect_left(self._starts, passage.end))

    def _align(self, before: list[str], after: list[str]) -> None:
        # What both begin and end with is most of it: what is left to compare is short.
        shorter = min(len(before), len(after))
        head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
        tail = next((n for n in range(shorter - head) if before[-1 - n] != after[-1 - n]), shorter - head)
        ends = len(before) - tail, len(after) - tail
        matcher = SequenceMatcher(None, before[head : ends[0]], after[head : ends[1]])
        middle = [(tag == "equal", head + a, head + b, head + c, head + d) for tag, a, b, c, d in matcher.get_opcodes()]
        edges = [(True, 0, head, 0, head), (True, ends[0], len(before), ends[1], len(after))]
        for is_kept, a, b, c, d in [*edges, *middle]:
            is_one_to_one = b - a == d - c
            for n in range(a, b):
                self._places[n] = (c + n - a, c + n - a + 1) if is_one_to_one else (c, d)
            if is_kept:
                self._kept.update(range(a, b))
