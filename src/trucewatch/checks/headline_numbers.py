"""Numbers of a headline for which the text below has another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from trucewatch.checks.claim_words import claim_root, claim_roots
from trucewatch.checks.counts import Count, counts_in
from trucewatch.checks.measures import measures_in
from trucewatch.checks.report_sentences import sentence_at
from trucewatch.reading.number_forms import find_numbers
from trucewatch.standing.wording import ORDINALS
from trucewatch.vocabulary.passage import Passage

_ROUNDED = 0.1  # a round number of a headline stands for one up to a tenth off
_SUMMED = 4  # counts of a text that a headline may have added up
_ADDENDS = 16  # counts that are looked at for it
_DAYS = {"day": 1, "week": 7, "month": 30}
_TRUCE = re.compile(r"\b(?:truce|cease-?fire|pause|halt|lull|moratorium)\b", re.IGNORECASE)
_OF_TRUCE = re.compile(rf"[ -](?:long )?{_TRUCE.pattern}", re.IGNORECASE)
_LASTS = re.compile(rf"{_TRUCE.pattern}|\b(?:extend|extension|prolong|renew|last)", re.IGNORECASE)
_FATES = tuple(
    re.compile(
        rf"(?: [\w’'-]+)?(?: (?:was|were|are|have been|had been|people|persons|more))* (?:{fate})\b", re.IGNORECASE
    )
    for fate in (
        "killed|dead|die|died|dies",
        "hurt|wounded|injured",
        "freed|released|let go|set free",
        "missing",
        "displaced|flee|fled",
        "held|detained|arrested|seized",
    )
)
_DATELINE = re.compile(r"\s*[A-Z]{3}[^\n]{0,70}?\s[-–—]{1,2}\s")
_ORDINAL = re.compile(
    r"\b(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)) "
    r"(?P<noun>round|phase|stage|exchange|convoy|batch|group|session|meeting|truce|violation|week|day|month|train|flight)\b",
    re.IGNORECASE,
)


def other_numbers(text: str, line: Passage, body: int) -> Iterator[tuple[Passage, Passage]]:
    """A number of the headline and the nearest one that the text has for the same, where the text never has the former.

    Args:
        text: the report.
        line: its headline.
        body: offset at which the text below begins.
    """
    dateline = _DATELINE.match(text, body)
    body = dateline.end() if dateline else body  # else "May 3 - Five men" reads as from 3 to 5
    heads = [c for c in counts_in(text, line.start, line.end) if c.number is not None and c.number > 1]
    is_of_truce = _TRUCE.search(line.text) is not None
    lengths = [c for c in measures_in(text, line.start, line.end) if _is_share(c) or (is_of_truce and c.noun in _DAYS)]
    ordinals = list(_ORDINAL.finditer(line.text))
    yield from _measures(text, body, lengths)
    below = text[body:].lower()
    heads = [h for h in heads if not _stands_in(h, below)]
    if heads:
        forms = list(find_numbers(below))
        printed = {f.number for f in forms} | {f.number_to for f in forms}
        yield from _counts(text, line, body, [h for h in heads if h.nouns and h.number not in printed])
        yield from _victims(text, line, body, [h for h in heads if h.number not in printed])
    for head in ordinals:
        told = [m for m in _ORDINAL.finditer(text, body) if m["noun"].lower() == head["noun"].lower()]
        if told and all(_ordinal(m) != _ordinal(head) for m in told):
            here = Passage.of(text, line.start + head.start(), line.start + head.end())
            yield here, Passage.of(text, *told[0].span())


def _stands_in(head: Count, below: str) -> bool:
    """Does the text have the number in the same form? Asked first, it saves reading all of the text's numbers."""
    printed = re.match(r"\d[\d,.]*|[a-z-]{3,}", head.passage.text.lower())
    if printed is None or not head.is_exact:
        return False
    return re.search(rf"(?<![\w,.]){re.escape(printed[0].rstrip(',.'))}(?!\w)", below) is not None


def _counts(text: str, line: Passage, body: int, heads: list[Count]) -> Iterator[tuple[Passage, Passage]]:
    counts = counts_in(text, body, len(text)) if heads else ()
    for head in heads:
        alike = [c for c in counts if c.number is not None and set(c.nouns) & set(head.nouns)]
        if not alike or any(_fits(head, c) for c in counts) or _is_sum(text, head, counts):
            continue
        about = claim_roots(line.text.lower()) - {claim_root(noun) for noun in head.nouns[:1]}
        told = [(len(about & claim_roots(sentence_at(text, c.start).text.lower())), c) for c in alike]
        most, nearest = max(told, key=lambda t: (t[0], -t[1].start))
        if most:
            yield head.passage, nearest.passage


def _victims(text: str, line: Passage, body: int, heads: list[Count]) -> Iterator[tuple[Passage, Passage]]:
    """As in "Twelve hurt": the count names nobody, the word behind it tells what befell them."""
    for head in heads:
        fate = next((f for f in _FATES if f.match(text, head.end, line.end)), None)
        counts = counts_in(text, body, len(text)) if fate else ()
        if fate is None or any(_fits(head, c) for c in counts) or _is_sum(text, head, counts):
            continue
        told = [c for c in counts if c.number is not None and fate.match(text, c.end)]
        if told:
            yield head.passage, told[0].passage


def _measures(text: str, body: int, heads: list[Count]) -> Iterator[tuple[Passage, Passage]]:
    """Shares, and how long a truce is or is prolonged; a week and seven days are one."""
    for head in heads:
        told = [c for c in measures_in(text, body, len(text)) if _is_share(c) or c.noun in _DAYS]
        told = [c for c in told if _is_share(c) == _is_share(head)]
        if any(abs(_days(c) - _days(head)) <= _ROUNDED * _days(head) for c in told):
            continue
        near = [c for c in told if _is_share(c) or _LASTS.search(sentence_at(text, c.start).text)]
        if near:
            yield _with_noun(text, head), _with_noun(text, near[0])


def _days(count: Count) -> float:
    return (count.number or 0) * _DAYS.get(count.noun, 1)


def _with_noun(text: str, count: Count) -> Passage:
    """The length with what it is the length of, where that stands right behind it."""
    m = _OF_TRUCE.match(text, count.end)
    return Passage.of(text, count.start, m.end()) if m else count.passage


def _is_share(count: Count) -> bool:
    return count.noun == "per cent"


def _ordinal(m: re.Match[str]) -> int | None:
    return ORDINALS.get(m["ordinal"].lower()) or int(re.sub(r"\D", "", m["ordinal"]) or 0)


def _fits(head: Count, told: Count) -> bool:
    """Do the two allow one number, a round number of the headline taken widely?"""
    if head.number is None or told.number is None:
        return True
    is_round = head.number >= 10 and head.number % 10 == 0
    margin = head.number * _ROUNDED if is_round else 0.0
    return head.low - margin <= told.high and told.low <= head.high + margin


def _is_sum(text: str, head: Count, counts: tuple[Count, ...]) -> bool:
    """May the headline have added up numbers of one sentence, or of one noun?"""
    groups: dict[object, list[float]] = defaultdict(list)
    for count in counts:
        if count.number is not None and 0 < count.number < (head.number or 0):
            groups[sentence_at(text, count.start)].append(count.number)
            if set(count.nouns) & set(head.nouns) or (count.of_people and head.of_people):
                groups[""].append(count.number)
    return any(
        sum(some) == head.number
        for numbers in groups.values()
        for size in range(2, _SUMMED + 1)
        for some in combinations(numbers[:_ADDENDS], size)
    )
