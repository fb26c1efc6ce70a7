"""What is searched for, and whether a text holds it: the meaning of a query, the same on every database.

Words stand for themselves, whatever their case and accents; all of them must occur in one paragraph. "Words in marks"
stand side by side, `withdr*` is any word that begins so, `-word` must not occur.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from trucewatch.errors import RecordError

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LONGEST = 1_000
"""Words of a paragraph that are indexed as one piece; a longer one is cut, so that phrases keep their places."""


@dataclass(frozen=True)
class Term:
    """Words that stand side by side.

    Attributes:
        words: in their plain form, at least one.
        is_begun: the last of them may go on.
        is_unwanted: they must not occur.
    """

    words: tuple[str, ...]
    is_begun: bool = False
    is_unwanted: bool = False


@dataclass(frozen=True)
class Word:
    """One word of a text in its plain form, with its place."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """What is searched as one: a paragraph, or a part of a very long one."""

    start: int
    end: int
    words: tuple[Word, ...]


def query_of(written: str) -> tuple[Term, ...]:
    """The terms of a query.

    Raises:
        RecordError: no word that must occur, or a mark that is not closed.
    """
    if written.count('"') % 2:
        raise RecordError(
            f"the search {written!r} opens a mark that it does not close", expected='words, or "words side by side"'
        )
    terms = []
    for sign, phrase, single in _PART.findall(written):
        said = phrase or single
        words = tuple(word.plain for word in words_of(said))
        if words:
            terms.append(Term(words, said.endswith("*"), bool(sign)))
    if all(term.is_unwanted for term in terms):
        raise RecordError(
            f"the search {written!r} names no word that is to occur",
            expected='words such as: ceasefire "exchange of prisoners" withdr* -sanctions',
        )
    return tuple(terms)


def pieces_of(text: str) -> Iterator[Piece]:
    """The pieces of a text that hold words."""
    for paragraph in _PARAGRAPH.finditer(text):
        yield from _pieces(paragraph[0], paragraph.start())


def _pieces(paragraph: str, start: int) -> Iterator[Piece]:
    words = tuple(words_of(paragraph, start))
    for first in range(0, len(words), _LONGEST):
        part = words[first : first + _LONGEST]
        yield Piece(part[0].start, part[-1].end, part)


def words_of(text: str, start: int = 0) -> Iterator[Word]:
    """The words of a text; `start` is where it begins in the whole."""
    for found in _WORD.finditer(text):
        for plain in _plain(found[0]):
            yield Word(plain, start + found.start(), start + found.end())


@dataclass(frozen=True)
class Holding:
    """A piece that holds what is searched for.

    Attributes:
        start, end: the piece.
        places: where in the text the words stand, each (start, end), by start.
    """

    start: int
    end: int
    places: tuple[tuple[int, int], ...]


def holding(terms: Sequence[Term], text: str) -> Iterator[Holding]:
    """The pieces of a text that hold what is searched for, by start: what `places_of` finds, piece by piece."""
    wanted = [_pattern(term) for term in terms if not term.is_unwanted]
    unwanted = [_pattern(term) for term in terms if term.is_unwanted]
    for paragraph in _PARAGRAPH.finditer(text):
        plain = plain_words(paragraph[0])
        if plain is None:
            for piece in _pieces(paragraph[0], paragraph.start()):
                places = places_of(terms, piece)
                if places:
                    yield Holding(piece.start, piece.end, places)
        elif all(one.search(plain) for one in wanted) and not any(one.search(plain) for one in unwanted):
            at = paragraph.start()
            found = {(at + m.start(1), at + m.end(1)) for one in wanted for m in one.finditer(plain)}
            words = plain.rstrip(" ")
            yield Holding(at + len(words) - len(words.lstrip(" ")), at + len(words), tuple(sorted(found)))


def words_by_piece(text: str) -> Iterator[Sequence[str]]:
    """The words of each piece of a text in their plain form; a piece without words is none."""
    for paragraph in _PARAGRAPH.finditer(text):
        plain = plain_words(paragraph[0])
        if plain is None:
            yield from ([word.plain for word in piece.words] for piece in _pieces(paragraph[0], 0))
        elif words := plain.split():
            yield words


def plain_words(paragraph: str) -> str | None:
    """A paragraph of one piece with its words in their plain form at their places, and blanks for all else.

    Returns:
        None where a plain form is longer or shorter than its word, or where there is more than one piece.
    """
    plain = paragraph.translate(_plain_letters())
    if _LONGER in plain or (len(plain) > _LONGEST and len(plain.split()) > _LONGEST):
        return None
    return plain


def places_of(terms: Sequence[Term], piece: Piece) -> tuple[tuple[int, int], ...] | None:
    """Where a piece holds what is searched for, each (start, end); None where it does not."""
    places: list[tuple[int, int]] = []
    for term in terms:
        found = list(_occurrences(term, piece.words))
        if term.is_unwanted == bool(found):
            return None
        places += found
    return tuple(sorted(set(places)))


def _occurrences(term: Term, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    size = len(term.words)
    for first in range(len(words) - size + 1):
        stretch = words[first : first + size]
        fits = all(word.plain == wanted for word, wanted in zip(stretch[:-1], term.words[:-1], strict=True))
        last, wanted = stretch[-1].plain, term.words[-1]
        if fits and (last.startswith(wanted) if term.is_begun else last == wanted):
            yield stretch[0].start, stretch[-1].end


def _plain(word: str) -> list[str]:
    """A word without case and accents; folding may make two of one."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    return _WORD.findall("".join(c for c in bare if not unicodedata.combining(c)))


_LONGER = "\x00"
"""Stands in a folded text for a letter whose plain form is not one letter."""


class _PlainLetters(dict[int, str]):
    """Letter by letter what `_plain` makes of words, filled as letters come; as many as there are in texts."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if not _WORD.fullmatch(letter):
            plain = " "
        else:
            found = _plain(letter)
            plain = found[0] if len(found) == 1 and len(found[0]) == 1 else _LONGER
        self[code] = plain
        return plain


@cache
def _plain_letters() -> _PlainLetters:
    return _PlainLetters()


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    """What finds a term in plain words; group 1 is what it found, so that finds may overlap."""
    words = " +".join(map(re.escape, term.words))
    end = "[^ ]*" if term.is_begun else ""
    return re.compile(f"(?<![^ ])(?=({words}{end})(?![^ ]))")
