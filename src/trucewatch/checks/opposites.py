"""Words that tell one of two opposite things, after the negations they stand under: accept or reject, open or shut."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from trucewatch.vocabulary.passage import Passage

_TOKEN = re.compile(r"[^\W_]+(?:[-][^\W_]+)*(?:['’](?:s|t|re|ve|ll|d|m))?|[,;:.!?()—–“”\"]")
_PLAIN = re.compile(r"^[^\W_]")
_GAP = 4
_REACH = 12  # tokens before a word in which a negation may stand
_STRONG_END = frozenset(";:.!?—–()")
_TURNS = frozenset(
    {
        "but",
        "while",
        "whereas",
        "although",
        "though",
        "yet",
        "because",
        "since",
        "so",
        "who",
        "which",
        "after",
        "before",
    }
)
_NEGATIONS = frozenset(
    "not never no nor nobody no-one none nothing neither cannot without hardly scarcely nowhere barely".split()
)
_GOVERNORS_OFF = frozenset(
    "refuse refuses refused refusing refusal decline declines declined declining deny denies denied denying denial "
    "fail fails failed failing "
    "failure dismiss dismisses dismissed dismissing exclude excludes excluded excluding reject rejects rejected "
    "rejecting oppose opposes opposed "
    "opposing resist resists resisted resisting avoid avoids avoided avoiding refrain refrains refrained refraining "
    "against "
    "forbid forbids forbade forbidden prevent prevents prevented preventing rule rules ruled ruling unable unwilling "
    "loath reluctant "
    "stop stops stopped stopping foreswear forswear forswore renounce renounces renounced spurn spurned spurns veto "
    "vetoed vetoes "
    "preclude precludes precluded far end ends ended ending short".split()
)
"""Verbs and words that turn round what they govern: "refused to open", "denied that it had left"."""
_RULING = frozenset("rule rules ruled ruling".split())
_ENDING = frozenset("stop stops stopped stopping end ends ended ending".split())
_POSSIBLE = frozenset("if unless whether should would could might may until once perhaps provided likely".split())

_Follow = tuple[int, frozenset[str]]  # how many words may stand between, and the words wanted
_Entry = tuple[str, bool, tuple[_Follow, ...]]  # axis, side, what follows the first word


class Token(NamedTuple):
    """A word or mark in lower case, with its place in the text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Sign:
    """A word or phrase that tells one side of an axis.

    Attributes:
        axis: which pair of opposites ("stance", "access").
        is_on: its side, after the negations it stands under.
        is_turned: does it stand under a negation?
        under: the words of condition and possibility that it stands under ("if", "would").
        start, end: offsets in the text.
    """

    axis: str
    is_on: bool
    is_turned: bool
    under: frozenset[str]
    start: int
    end: int


@lru_cache(maxsize=16384)
def signs_of(sentence: Passage) -> tuple[Sign, ...]:
    """The signs of a sentence or part of one, in order; of several at one place the longest, one an axis."""
    tokens = tokens_of(sentence)
    table, found = _entries(), list[Sign]()
    for at, token in enumerate(tokens):
        best = dict[str, tuple[int, bool]]()
        for axis, is_on, rest in table.get(token.word, ()):
            last = _match(tokens, at, rest)
            if last is not None and last >= best.get(axis, (-1, False))[0]:
                best[axis] = last, is_on
        longest = max((last for last, _ in best.values()), default=at)
        for axis, (last, is_on) in best.items():
            if last < longest and longest > at:
                continue
            turned, under = turned_at(tokens, at)
            found.append(Sign(axis, is_on != turned, turned, under, token.start, tokens[last].end))
    return tuple(found)


@lru_cache(maxsize=16384)
def tokens_of(sentence: Passage) -> tuple[Token, ...]:
    """The words and marks of a passage, in order, with their places in the text."""
    shift = sentence.start
    return tuple(
        Token(m[0].lower().replace("’", "'"), m.start() + shift, m.end() + shift)
        for m in _TOKEN.finditer(sentence.text)
    )


def turned_at(tokens: tuple[Token, ...], at: int) -> tuple[bool, frozenset[str]]:
    """Is the word at a place turned round by the negations before it in its clause, and what makes it only possible?"""
    turned, under = False, set[str]()
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word, distance = tokens[back].word, at - back
        if word in _STRONG_END or word in _TURNS:
            break
        if word == "," and distance > 1:
            break
        if word in _POSSIBLE:
            under.add(word)
        if word.endswith("n't") or word in _NEGATIONS:
            if word == "no" and back + 1 < len(tokens) and tokens[back + 1].word in ("longer", "doubt"):
                turned ^= tokens[back + 1].word == "longer"
            else:
                turned = not turned
        elif word in _GOVERNORS_OFF and _governs(tokens, back, at):
            turned = not turned
    return turned, frozenset(under)


def _governs(tokens: tuple[Token, ...], back: int, at: int) -> bool:
    word = tokens[back].word
    if word in _RULING:
        return any(t.word == "out" for t in tokens[back + 1 : at])
    if word == "short":
        return back + 1 < at and tokens[back + 1].word == "of"
    if word == "far":
        return back + 1 < at and tokens[back + 1].word == "from"
    if word in _ENDING:
        return at - back <= 2
    return True


def _match(tokens: tuple[Token, ...], at: int, follow: tuple[_Follow, ...]) -> int | None:
    """The place of an entry's last word, where the words behind its first one stand as it has them."""
    here = at
    for gap, wanted in follow:
        for step, token in enumerate(tokens[here + 1 : here + 2 + gap], start=1):
            if token.word in wanted:
                here += step
                break
            if not _PLAIN.match(token.word):
                return None
        else:
            return None
    return here


@lru_cache(maxsize=1)
def _entries() -> dict[str, list[_Entry]]:
    """By first word, the axis, the side and what must follow."""
    lines = files("trucewatch.checks").joinpath("opposites.txt").read_text(encoding="utf-8").splitlines()
    irregular = dict[str, list[str]]()
    rows = list[tuple[str, bool, str]]()
    for line in lines:
        label, _, rest = line.partition(": ")
        if not rest or line.startswith("#"):
            continue
        if label == "forms":
            irregular.update({part.split()[0]: part.split() for part in rest.split(";") if len(part.split()) > 1})
            continue
        axis, _, side = label.rpartition(" ")
        rows += [(axis, side == "+", entry.strip()) for entry in rest.split(",")]
    table = defaultdict[str, list[_Entry]](list)
    for axis, is_on, entry in rows:
        first, *others = entry.split()
        gaps = [0, *(_GAP if other == "_" else 0 for other in others)]
        follow = tuple((gap, frozenset(o.split("/"))) for gap, o in zip(gaps, others, strict=False) if o != "_")
        for form in (first[1:],) if first.startswith("=") else irregular.get(first) or forms_of(first):
            table[form].append((axis, is_on, follow))
    return dict(table)


def forms_of(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb: back, backs, backed, backing."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    if verb.endswith(("s", "sh", "ch", "x", "o")):
        return verb, f"{verb}es", f"{verb}ed", f"{verb}ing"
    doubled = verb + verb[-1]
    return verb, f"{verb}s", f"{verb}ed", f"{verb}ing", f"{doubled}ed", f"{doubled}ing"
