"""Which labels say the same, by their words alone; linking across names is not done here."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from trucewatch.registers.states import find_state

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_])*", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?(?=\W|$)")
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st one i", "second 2nd two ii", "third 3rd three iii", "fourth 4th four iv", "fifth 5th five v",
         "sixth 6th six vi", "seventh 7th seven vii", "eighth 8th eight viii", "ninth 9th nine ix", "tenth 10th ten x"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_ENDINGS = ("st", "nd", "rd", "th")
_NUMBER_BEHIND = re.compile(r"\b(?:phase|stage)[\s-]+(\w+)", re.IGNORECASE)
# Before the word only an ordinal tells which phase it is: a "three-phase plan" has three.
_NUMBER_BEFORE = re.compile(r"\b(\w+(?:st|nd|rd|th))[\s-]+(?:phase|stage)\b", re.IGNORECASE)


@lru_cache
def word_list(name: str) -> frozenset[str]:
    """One of the word lists of `words.txt` by its name; empty where there is none of that name."""
    lines = files("trucewatch.standing").joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.partition(": ") for line in lines if not line.startswith("#"))
    return frozenset(word for label, _, words in parts if label == name for word in words.split())


@lru_cache(maxsize=65536)
def content_words(text: str | None) -> frozenset[str]:
    """The words of a label that carry meaning: lower case, no articles or prepositions, plurals as singulars."""
    return frozenset(stem(w) for w in _tokens(text) if w not in word_list("little"))


def last_word(text: str | None) -> str:
    """The last word that carries meaning, before any "of" or "in": "prisoners of war" -> prisoner."""
    found = ""
    for word in _tokens(text):
        if word in word_list("little") and found:
            break
        found = word if word not in word_list("little") else found
    return stem(found)


@lru_cache(maxsize=65536)
def label_key(text: str | None) -> frozenset[str]:
    """What is left of a proposal's label without articles and generic words; empty for "the plan".

    A state's name and its adjective count as one word, so that "Egypt's plan" is "the Egyptian proposal".
    """
    return frozenset(w for w in content_words(_with_codes(text or "")) if w not in word_list("generic"))


def ordinals_in(text: str | None) -> frozenset[int]:
    """The ordinals a label holds ("the second round" -> {2}); two labels with different ones are two things."""
    return frozenset(ORDINALS[w] for w in _tokens(text) if w in ORDINALS and w.endswith(_ENDINGS))


def phase_ordinal(text: str | None) -> int | None:
    """The number of the phase a text names ("phase 2", "the first phase", "stage three"); None where it names none."""
    for form in (_NUMBER_BEHIND, _NUMBER_BEFORE):
        for m in form.finditer(text or ""):
            word = m[1].lower()
            if word.isdigit() and 0 < int(word) < 100:
                return int(word)
            if word in ORDINALS:
                return ORDINALS[word]
    return None


def alike(left: str | None, right: str | None) -> bool:
    """Do two objects read as one: most words of the shorter stand in the longer, and no ordinal differs?"""
    a, b = content_words(left), content_words(right)
    if not a or not b:
        return a == b
    first, second = ordinals_in(left), ordinals_in(right)
    if first and second and first != second:
        return False
    return len(a & b) / min(len(a), len(b)) >= 0.6


def stem(word: str) -> str:
    """The word without a plural ending; rough on purpose, and the same for every label."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _with_codes(text: str) -> str:
    """The text with the names and adjectives of states replaced by their codes, the longest form first."""
    words, out, at = text.split(), [], 0
    while at < len(words):
        for size in (3, 2, 1):
            state = find_state(" ".join(words[at : at + size]).strip('.,;:“”"()'))
            if state is not None and state[1] in ("name", "demonym"):
                out.append(state[0].alpha3)
                at += size
                break
        else:
            out.append(words[at])
            at += 1
    return " ".join(out)


def _tokens(text: str | None) -> list[str]:
    plain = _POSSESSIVE.sub("", (text or "").lower()).replace("cease-fire", "ceasefire")
    return [m[0].replace(".", "") for m in _WORD.finditer(plain)]
