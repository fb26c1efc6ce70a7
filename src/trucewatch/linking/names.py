"""Names of different reports brought to a form in which they can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from trucewatch.registers.forms import plain_form

Likeness = Literal["same_name", "longer_name", "initials", "other_order", "like_spelling"]

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"})
_DROPPED = re.compile(r"['`´ʿʾ‘’ʼ.]")
_PARTED = re.compile(r"[^\w]+|_")
_ARTICLES = frozenset({"al", "el", "ul"})
# Spellings of one sound in names that come from another script; longer ones first.
_SOUNDS = (
    ("tch", "c"), ("sch", "s"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("sh", "s"), ("zh", "j"),
    ("ch", "c"), ("ph", "f"), ("ck", "k"), ("dj", "j"), ("q", "k"), ("w", "v"), ("x", "ks"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy]+")
_COLOURS = {"a": "a", "e": "ai", "i": "i", "y": "i", "o": "u", "u": "u"}
_ACRONYM = re.compile(r"(?:[A-Z][A-Za-z]{0,2}[./-]?){1,6}[A-Z0-9]")
_LEAST_SPELT = 3  # consonants; two words that share fewer are alike by chance


@lru_cache(maxsize=32)
def word_list(name: str) -> frozenset[str]:
    """One of the word lists of `words.txt` by its name; empty where there is none of that name."""
    lines = files("trucewatch.linking").joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.partition(": ") for line in lines if not line.startswith("#"))
    return frozenset(word for label, _, words in parts if label == name for word in words.split())


@lru_cache(maxsize=1 << 18)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name: lower case, without accents, dots, apostrophes, article and possessive.

    A prefixed article of Arabic names is one with its word, however it is spelt: "Al-Sharif", "el Sharif", "Alsharif".
    """
    letters = unicodedata.normalize("NFKD", plain_form(name).casefold().translate(_LETTERS))
    bare = _DROPPED.sub("", "".join(c for c in letters if not unicodedata.combining(c)))
    words: list[str] = []
    for word in _PARTED.split(bare):
        if words and words[-1] in _ARTICLES and word:
            words[-1] = "al" + word
        elif word:
            words.append("al" + word[2:] if word[:2] in _ARTICLES and len(word) > 5 else word)
    return tuple(words)


def plain(name: str) -> str:
    """The words of a name as one string, for comparing."""
    return " ".join(words_of(name))


@lru_cache(maxsize=1 << 18)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a personal name without titles before it and "Jr." behind it."""
    words = list(words_of(name))
    while len(words) > 1 and words[0] in word_list("titles"):
        words.pop(0)
    while len(words) > 1 and words[-1] in word_list("suffixes"):
        words.pop()
    return tuple(words)


@lru_cache(maxsize=1 << 18)
def thing_words(name: str) -> tuple[str, ...]:
    """The words of a name of no register: "Republic of Ruritania" is "Ruritania" where nothing tells of another."""
    words = words_of(name)
    if len(words) > 2 and words[0] in word_list("realms") and words[1] == "of":
        return words[3:] if words[2] == "the" and len(words) > 3 else words[2:]
    return words


@lru_cache(maxsize=1 << 18)
def sound(word: str) -> str:
    """What transliterations of one word share: its consonants, and where between them vowels are; short words whole."""
    bare = _consonants(word)
    found = _DOUBLED.sub(r"\1", _VOWELS.sub("a", bare))
    return found if len(found.replace("a", "")) >= _LEAST_SPELT else word


def _consonants(word: str) -> str:
    """A word with one letter for each consonant, however it is spelt, and its vowels as they are."""
    found = word
    for spelt, meant in _SOUNDS:
        found = found.replace(spelt, meant)
    return _DOUBLED.sub(r"\1", found.removesuffix("h"))


@lru_cache(maxsize=1 << 16)
def is_spelt_alike(one: str, other: str) -> bool:
    """Are two words spellings of one: the same consonants, and vowels that transliterations take for each other?

    "Muhammad" and "Mohamed" are, "Hassan" and "Hussein" are not.
    """
    if one == other or sound(one) != sound(other):
        return one == other
    mine, theirs = (_VOWELS.findall(_consonants(word)) for word in (one, other))
    return all(_colours(a) & _colours(b) for a, b in zip(mine, theirs, strict=True))


def _colours(vowels: str) -> set[str]:
    return {colour for vowel in vowels for colour in _COLOURS[vowel]}


@lru_cache(maxsize=1 << 16)
def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness | None:
    """How two full personal names agree; None where they name two persons (another given name)."""
    if one == other:
        return "same_name"
    short, long = sorted((one, other), key=len)
    if len(short) > 1 and len(short) < len(long) and (_within(short, long) or long[: len(short)] == short):
        return "longer_name"
    if len(one) == len(other) and sorted(one) == sorted(other):
        return "other_order"
    if len(one) == len(other) and all(map(is_spelt_alike, one, other)):
        return "like_spelling"
    if one[-1] == other[-1] and _initials(short[:-1], long[:-1]):
        return "initials"
    return None


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """First and last word agree and the others stand in the longer name in their order."""
    rest = iter(long)
    return short[-1] == long[-1] and short[0] == long[0] and all(word in rest for word in short)


def _initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    pairs = list(zip(short, long, strict=False))
    abbreviated = [(a, b) for a, b in pairs if a != b]
    return bool(abbreviated) and all(a[:1] == b[:1] and 1 in (len(a), len(b)) for a, b in abbreviated)


def is_acronym(name: str) -> bool:
    """Is a form letters that stand for a longer name ("HVF", "UNMIS")?"""
    return " " not in name and sum(map(str.isupper, name)) > 1 and _ACRONYM.fullmatch(name) is not None


def stands_for(short: str, long: str) -> bool:
    """Are the letters of an acronym the first letters of a longer name's words, in their order?"""
    letters = [c for c in short.casefold() if c.isalnum()]
    firsts = [word[0] for word in words_of(long)]
    named = [word[0] for word in words_of(long) if word not in word_list("articles")]
    return letters in (firsts, named)


@lru_cache(maxsize=1 << 16)
def is_common(name: str) -> bool:
    """Does a name only say what sort of thing it names ("the Front", "armed forces"), not which one?"""
    words = words_of(name)
    generic = word_list("common_nouns") | word_list("articles") | word_list("state_bodies")
    return not words or all(word in generic for word in words)
