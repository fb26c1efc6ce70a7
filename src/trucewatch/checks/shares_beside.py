"""Shares with the two numbers beside them that they are worked out from, whatever stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trucewatch.checks.counts import Count, may_be_same, numbers_in, preceding
from trucewatch.vocabulary.passage import Passage

# How a share is said to be of numbers told before it, or to be told once more in numbers behind it.
_WORKED_OUT = re.compile(
    r"(?:\b(?:rate|share|proportion|percentage|turnout|majority|compliance|quota|level|fraction|part|score|coverage)"
    r"(?: of| is| was| stands at| stood at| at|,|:| to)*\s*(?:an? |only |just |about |some |thus |therefore )*"
    r"|\b(?:or|which is|that is|that's|i\.e\.|equals?|makes?|making|meaning|means|gives?|giving|comes to|came to|"
    r"amounts to|amounting to|represent(?:s|ing)|equal to|carries by|namely|roughly|(?:meaning|means) that"
    r"|in other words|this is|it is|were|"
    r"is|are),?\s*(?:an? |only |just |about |some |exactly |a full |fully )*|[(=,–—-]\s*)\Z",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:up|down|from|rose|rise|fell|fall|increase\w*|decrease\w*|compared|against|target|than|grew|drop\w*"
    r"|cut|by)\s*"
    r"(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_OTHER_WHOLE = re.compile(
    r"\s*(?:of (?!them\b|those\b|these\b|the total\b|the whole\b|all\b)|more\b|less\b|higher|lower|up\b|down\b"
    r"|above|below|"
    r"increase|rise|drop|fall|in \d{4})"
)
_OF = re.compile(r"(?:\s+[\w’'-]+){0,2}\s+(?:out )?of (?:(?:the|its|their|his|her|our|all|a total of|these|those)\s+)*")
_OF_THEM = re.compile(r"\s+(?:[a-z]+ )?of (?:them|these|those)\b")
_BREAK = re.compile(r"\b(?:while|but|compared|against|earlier|previous|last|another|more than|then)\b")
_LEAST = 10  # a whole of less is hardly told in shares
_FAR = 120  # characters between the two numbers, and from them to the share


def pair_beside(text: str, sentence: Passage, share: Passage, low: float, high: float) -> tuple[Count, Count] | None:
    """The part and the whole that a share is told of; None where the words do not tie them or any pair fits it.

    Args:
        text: the text of a report.
        sentence: the sentence of the share.
        share: where the share stands.
        low: the least it allows, in per cent.
        high: the most.
    """
    before = text[max(0, share.start - 50) : share.start]
    if _UP.search(before) or _OTHER_WHOLE.match(text, share.end):
        return None
    near = [s for s in (*preceding(text, sentence, 2), sentence) if "\n" not in text[s.end : share.start].strip(" ")]
    pool = [c for s in near for c in numbers_in(text, s.start, s.end) if c.number and _apart(c, share)]
    behind = [c for c in pool if c.start >= share.end][:3]
    held = [c for c in pool if c.end <= share.start][-6:]
    if any(_fits(a, b, low, high) for a in (*held, *behind) for b in (*held, *behind)):
        return None
    if _WORKED_OUT.search(before):
        found = [t for t in _tied(text, held) if share.start - max(t[0].end, t[1].end) <= _FAR]
        return found[-1] if found else None
    answers = re.match(r"\s*(?::|[-–—]\s|\()", text[share.end : share.end + 4])
    return next(_tied(text, behind), None) if answers else None


def _apart(count: Count, share: Passage) -> bool:
    return count.end <= share.start or share.end <= count.start


def _tied(text: str, counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Neighbouring counts of which the words make one the part of the other."""
    for one, other in pairwise(counts):
        part, whole = sorted((one, other), key=lambda c: c.number or 0)
        gap = text[one.end : other.start]
        if not part.number or part.high >= whole.low or whole.low < _LEAST or len(gap) > _FAR or _BREAK.search(gap):
            continue
        follows = part is other and (_OF_THEM.match(text, part.end) or not part.noun or part.noun == whole.noun)
        if (follows and may_be_same(part, whole)) or (part is one and _OF.fullmatch(gap)):
            yield part, whole


def _fits(part: Count, whole: Count, low: float, high: float) -> bool:
    """May one number, or what it leaves, be the share of another?"""
    if part is whole or not whole.low or part.low > whole.high:
        return False
    least, most = 100 * part.low / whole.high, 100 * part.high / whole.low
    return (least <= high and low <= most) or (100 - most <= high and low <= 100 - least)
