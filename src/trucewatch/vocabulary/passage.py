"""A passage: the words of a report that carry a statement, with their place."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.errors import TrucewatchError


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of a report.

    Attributes:
        start: offset of the first character, counted in Python characters of the report's stored text.
        end: offset after the last character.
        text: the words themselves; always `report.text[start:end]`.
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Passage:
        """The passage of `text` between two offsets, without white space at its edges.

        Raises:
            TrucewatchError: nothing but white space lies between the offsets, or they lie outside the text.
        """
        if not 0 <= start <= end <= len(text):
            raise TrucewatchError(f"a passage {start}:{end} was asked of a text of {len(text)} characters")
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        words = words.strip()
        if not words:
            raise TrucewatchError(f"the passage at {start}:{end} holds no words")
        return cls(start, start + len(words), words)

    def overlaps(self, other: Passage) -> bool:
        """Do the two share a character?"""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Passage) -> bool:
        """Does the other lie wholly inside this one?"""
        return self.start <= other.start and other.end <= self.end

    def is_verbatim_in(self, text: str) -> bool:
        """Does the text hold exactly these words at this place?"""
        return bool(self.text) and text[self.start : self.end] == self.text
