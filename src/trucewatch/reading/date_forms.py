"""Finding expressions of time: a grammar of words, from which both kinds of spans come.

The rules stand in `date_rules.txt`. They only say what an expression looks like; which words beside it belong to it is
told in `date_edges`, what it means in `date_values`, `date_lengths` and `date_clock`, and whether a look-alike is meant
("May", "March", a citation's year) in `date_filters`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from trucewatch.reading.date_words import (
    APPROXIMATORS,
    FIXED_FEASTS,
    HIJRI_FEASTS,
    HIJRI_MONTHS,
    MOVING_FEASTS,
    ONES,
    ORDINALS,
    TENS,
    UNITS,
    ZONE_NAMES,
    number_of,
    unit_of,
    year_digits,
)

_BEFORE, _BEHIND = 60, 40  # characters looked at about a word that a rule needs
SPACE = r"(?:[ \t\xa0]{1,9}(?:\n[ \t]{0,9})?|\n[ \t]{0,9})"  # bounded, so that runs of blanks cost nothing


# classes of which most texts have no word; looked for first as plain strings, which takes less time than a pattern
_RARE: dict[str, tuple[str, ...]] = {
    "HIJRIMONTH": tuple(HIJRI_MONTHS),
    "MOVING": (*MOVING_FEASTS, *HIJRI_FEASTS),
    "FIXED": tuple(FIXED_FEASTS),
    "CENTURYWORD": ("century",),
    "QUARTERWORD": ("quarter", "half"),
    "SEASON": ("spring", "summer", "autumn", "winter", "fall"),
}


def _words(words: Iterable[str]) -> str:
    """An alternation of words in any case, longest first; a blank matches any white space."""
    parts = sorted(words, key=len, reverse=True)
    return "(?i:" + "|".join(re.escape(p).replace(r"\ ", " ").replace("'", "['’]") for p in parts) + ")"


@functools.cache
def _grammar() -> tuple[dict[str, str], dict[str, str]]:
    """Word classes and rules, as the grammar's file and the word lists have them."""
    classes = {
        "ONES": "(?:" + "|".join(ONES[1:]) + ")",
        "TENS": "(?:" + "|".join(TENS) + ")",
        "ORDWORD": "|".join(sorted((o.replace("-", "[- ]") for o in ORDINALS), key=len, reverse=True)),
        "ZONENAME": "(?:" + "|".join(zone.upper() for zone in ZONE_NAMES) + ")",
        "APPROX": _words(APPROXIMATORS),
        "FIXED": _words(FIXED_FEASTS),
        "MOVING": _words((*MOVING_FEASTS, *HIJRI_FEASTS)),
        "HIJRIMONTH": _words(HIJRI_MONTHS),
    }
    rules: dict[str, str] = {}
    text = resources.files(__package__).joinpath("date_rules.txt").read_text("utf-8")
    for line in text.splitlines():
        name, equals, pattern = line.partition(" = ")
        if equals and not line.startswith("#"):
            (classes if name.startswith("@") else rules)[name.removeprefix("@")] = pattern
    return classes, rules


@dataclass(frozen=True)
class Form:
    """An expression found, before it is understood.

    Attributes:
        kind: name of the rule.
        start: first character of the span (determiners and loose approximators outside).
        end: behind its last character.
        parts: what the rule's groups matched.
        outer: (start, end) of the TIMEX3 span, with determiner and approximator.
        modifier: early, mid, late, start, end, where one stands before it.
        clock: a time of day that belongs to it.
    """

    kind: str
    start: int
    end: int
    parts: dict[str, str]
    outer: tuple[int, int]
    modifier: str | None = None
    clock: dict[str, str] | None = None

    @property
    def rule(self) -> str:
        """The kind without its variant: "day/us" -> "day"."""
        return self.kind.partition("/")[0]


@functools.cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """(kind, class to look near or "", pattern) of each rule."""
    found = []
    for name, rule in _grammar()[1].items():
        kind, _, near = name.partition(" near ")
        found.append((kind, near, re.compile(expand(rule))))
    return tuple(found)


@functools.cache
def _class(name: str) -> re.Pattern[str]:
    return re.compile(expand(f"@{name}").replace(r"(?!\w)", "").replace(r"(?<!\w)", ""))


def expand(rule: str) -> str:
    """A rule as a regular expression: word classes put in, blanks widened, word edges at both ends."""
    classes = _grammar()[0]
    while re.search(r"@[A-Z]+", rule):
        rule = re.sub(r"@([A-Z]+)", lambda m: "(?:" + classes[m[1]] + ")", rule)
    return r"(?<!\w)(?=\S)(?:" + rule.replace("[- ]", "(?:-| )").replace(" ", SPACE) + r")(?!\w)"


def _is_one_length(kind: str, parts: dict[str, str]) -> bool:
    """Do two numbers make one length? Not in "five minutes and an hour" nor in "since 1988 and 1,000 days"."""
    if kind == "length/two":
        order = list(UNITS)
        return order.index(unit_of(parts["unit2"])) < order.index(unit_of(parts["unit"]))
    if kind == "length" and "num2" in parts:
        first, second = number_of(parts["num"]), number_of(parts["num2"])
        return first is not None and second is not None and first < second
    return True


def _has_word(plain: str, word: str) -> bool:
    """Do these words stand in a text, and not within others ("lent" in "violent")?"""
    at = plain.find(word)
    while at >= 0:
        behind = at + len(word)
        if not plain[at - 1 : at].isalnum() and not plain[behind : behind + 1].isalnum():
            return True
        at = plain.find(word, at + 1)
    return False


def _stretches(text: str, near: str, plain: str) -> list[tuple[int, int]]:
    """The stretches of a text about the words of a class, the whole text where no class is named.

    Args:
        text: the text.
        near: name of the class, or "".
        plain: the text in small letters, with single blanks and straight apostrophes.
    """
    if not near:
        return [(0, len(text))]
    if near in _RARE and not any(_has_word(plain, word) for word in _RARE[near]):
        return []
    out: list[tuple[int, int]] = []
    for m in _class(near).finditer(text):
        start, end = max(0, m.start() - _BEFORE), min(len(text), m.end() + _BEHIND)
        while end < len(text) and (text[end].isalnum() or text[end] == "_"):
            end += 1
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _matches(
    kind: str, pattern: re.Pattern[str], text: str, stretch: tuple[int, int]
) -> Iterator[tuple[re.Match[str], dict[str, str]]]:
    at, end = stretch
    while m := pattern.search(text, at, end):
        parts = {name: words for name, words in m.groupdict().items() if words is not None}
        if "year" in parts:
            parts["year"] = year_digits(parts["year"])
        if _is_one_length(kind, parts):
            yield m, parts
            at = m.end()
        else:
            at = m.end("num")  # the second number may begin a length of its own


def find_forms(text: str) -> list[Form]:
    """All expressions of a text that do not overlap, in order; of overlapping ones the longest, then the first rule."""
    found: list[tuple[int, int, int, Form]] = []
    plain = " ".join(text.lower().replace("’", "'").split())
    stretches = {near: _stretches(text, near, plain) for near in {near for _, near, _ in _patterns()}}
    for order, (kind, near, pattern) in enumerate(_patterns()):
        for start, end in stretches[near]:
            for m, parts in _matches(kind, pattern, text, (start, end)):
                found.append((m.start() - m.end(), order, m.start(), Form(kind, m.start(), m.end(), parts, m.span())))
    found.sort(key=lambda row: row[:3])
    taken: list[Form] = []
    used = bytearray(len(text) + 1)
    for *_, form in found:
        if not any(used[form.start : form.end]):
            used[form.start : form.end] = b"\x01" * (form.end - form.start)
            taken.append(form)
    taken.sort(key=lambda form: form.start)
    return taken
