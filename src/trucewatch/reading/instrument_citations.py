"""One place where an instrument is cited, and the parts of it that a list names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

YEAR = r"(?:19[4-9]\d|20\d\d)"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
CAP = r"[A-Z][\w’'-]*"
PARAGRAPH = r"\d{1,3}(?:\.\d{1,2}){0,2}(?:\s?\(\d{1,2}\))*(?:\s?\([a-z]\))?"
PARTS = (
    rf"(?P<kind>articles?|arts?\.|chapters?)\s+(?P<parts>(?:{PARAGRAPH}|[IVX]+|six|seven|eight)"
    rf"(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(?:(?:article|chapter)\s+)?(?:{PARAGRAPH}|[IVX]+))*)"
)
PARTS_BEHIND = PARTS.replace("<kind>", "<kind2>").replace("<parts>", "<parts2>")
_WORDS = {
    "ch": "Chapter", "sec": "Section", "ann": "Annex", "poi": "Point", "par": "Paragraph", "cla": "Clause",
}  # fmt: skip
_ROMAN = {"six": "VI", "seven": "VII", "eight": "VIII", "6": "VI", "7": "VII", "8": "VIII"}


@dataclass(frozen=True)
class Citation:
    """One place where an instrument is cited.

    Attributes:
        start: offset of its first character.
        end: offset behind it.
        name: the citation, normalised, without a year.
        year: as printed with it; None where none is.
        behind: is the year part of the name as printed, "of 1961"?
    """

    start: int
    end: int
    name: str
    year: str | None = None
    behind: bool = False

    @property
    def text(self) -> str:
        """The citation with its year, as the reading prints it."""
        if self.year is None:
            return self.name
        return f"{self.name} of {self.year}" if self.behind else f"{self.name} ({self.year})"


def tells_of(text: str, *words: str) -> bool:
    """Does a text hold one of these words, in any case? Asked before patterns that need one: it costs far less."""
    low = text.lower()
    return any(word in low for word in words)


def numbered(found: re.Match[str], kind: str, parts: str, name: str, start: int | None = None) -> Iterator[Citation]:
    """One citation for each of "Articles 2 (4) and 51"; blanks inside "2 (4)" drop out.

    Args:
        found: the match that holds the whole citation.
        kind: the word before the numbers.
        parts: the numbers.
        name: what they are articles or chapters of.
        start: where the citation begins, if not with the match.
    """
    word = next((w for start, w in _WORDS.items() if kind.lower().startswith(start)), "Article")
    for part in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s+or\s+", parts):
        number = re.sub(r"\s+|^(?:article|chapter)\s*", "", part, flags=re.IGNORECASE)
        if word == "Chapter":
            number = _ROMAN.get(number.lower(), number.upper())
        yield Citation(found.start() if start is None else start, found.end(), f"{name}, {word} {number}")
