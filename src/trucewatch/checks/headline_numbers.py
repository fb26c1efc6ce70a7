"""Numbers of a headline for which the text below has another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from trucewatch.checks.claim_words import claim_root, claim_roots
from trucewatch.checks.counts import Count, counts_in
from trucewatch.checks.headline_names import clauses_of
from trucewatch.checks.measures import measures_in
from trucewatch.checks.report_sentences import sentence_at, sentences_of
from trucewatch.reading.number_forms import find_numbers
from trucewatch.standing.wording import ORDINALS
from trucewatch.vocabulary.passage import Passage

_ROUNDED = 0.1  # a round number of a headline stands for one up to a tenth off
_BEYOND = 1.25  # how far beyond "at least" and "up to" a headline may go
_SUMMED = 4  # counts of a text that a headline may have added up
_OPENING = 250  # characters below a headline in which what it tells is told
_ADDENDS = 16  # counts that are looked at for it
_DAYS = {"day": 1, "week": 7, "month": 30}
_TRUCE = re.compile(r"\b(?:truce|cease-?fire|pause|halt|lull|moratorium)\b", re.IGNORECASE)
_OF_TRUCE = re.compile(rf"[ -](?:long )?{_TRUCE.pattern}", re.IGNORECASE)
_LASTS = re.compile(rf"{_TRUCE.pattern}|\b(?:extend|extension|prolong|renew|last)", re.IGNORECASE)
_FATES = tuple(
    re.compile(rf"\b(?:{fate})\b", re.IGNORECASE)
    for fate in (
        "killed|kills?|dead|die|died|dies|deaths?|death toll|toll|fatalities|lives|perish(?:ed)?|slain|bodies|buried",
        "hurt|wounded|wounds|injured|injures",
        (
            "freed|frees?|released?|releases|let go|let out|set free|walk(?:ed|s)? free|"
            "swap(?:ped)?|exchanged?|hand(?:ed|s)? over|"
            "go home|"
            "sent home|went home"
        ),
        "missing|disappeared|unaccounted",
        "displaced|flee|fled|uprooted|driven out|homeless",
        "held|detained|detains|arrested|arrests|seized|taken|captured|hostages?|rounded up",
        "evacuated|evacuates|brought out|taken out|leave|left",
        "disarm(?:ed)?|hand(?:ed)? in|laid down|surrender(?:ed)?",
    )
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|last (?:week|month|year)|ago|since|so far|in (?:19|20)\d\d|before)\b", re.IGNORECASE
)
_FIRST = 6  # sentences below a headline in which it is taken up
_BEHIND = 40  # characters behind a number of a headline in which stands what befell those counted
_DATELINE = re.compile(r"\s*[A-Z]{3}[^\n]{0,70}?\s[-–—]{1,2}\s")
_MONTH = re.compile(
    r"\b(?:to|until|till|by|in|on|from|of|for) (?:the end of |early |late |mid-|\d{1,2} )?(?P<month>January|"
    r"February|March|"
    r"April|May|June|July|August|September|October|November|December)\b"
)
_ORDINAL = re.compile(
    r"\b(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)) "
    r"(?P<noun>round|phase|stage|exchange|convoy|batch|group|session|meeting|truce|violation|week|day|month|"
    r"train|flight)\b",
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
    heads = [_within(c, line) for c in counts_in(text, line.start, line.end) if c.number is not None and c.number > 1]
    is_of_truce = _TRUCE.search(line.text) is not None
    lengths = [c for c in measures_in(text, line.start, line.end) if is_of_truce and c.noun in _DAYS]
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
        # Further down stand other rounds and weeks than the one that the headline tells of.
        if not told or told[0].start() > body + _OPENING or any(_ordinal(m) == _ordinal(head) for m in told):
            continue
        about = claim_roots(line.text.lower()) - claim_roots(head[0].lower())
        if about & claim_roots(sentence_at(text, told[0].start()).text.lower()):
            here = Passage.of(text, line.start + head.start(), line.start + head.end())
            yield here, Passage.of(text, *told[0].span())


def _within(count: Count, line: Passage) -> Count:
    """The count without a noun that stands below the headline."""
    if count.end <= line.end:
        return count
    shown = count.passage.text[: line.end - count.start].rstrip()
    return replace(count, passage=Passage(count.start, count.start + len(shown), shown), nouns=())


def other_month(text: str, line: Passage, body: int) -> Iterator[tuple[Passage, Passage]]:
    """A month of the headline that the text never names, where the sentence that tells the same has another."""
    heads = list(_MONTH.finditer(line.text))
    dateline = _DATELINE.match(text, body)
    body = dateline.end() if dateline else body
    if len(heads) != 1 or re.search(rf"\b{heads[0]['month'][:3]}", text[body:]):
        return
    about = claim_roots(_MONTH.sub(" ", line.text).lower())
    for sentence in sentences_of(text):
        told = list(_MONTH.finditer(sentence.text, max(0, body - sentence.start))) if sentence.end > body else []
        if len(told) == 1 and 2 * len(about & claim_roots(sentence.text.lower())) >= len(about) > 0:
            here = Passage.of(text, line.start + heads[0].start(), line.start + heads[0].end())
            yield here, Passage.of(text, sentence.start + told[0].start(), sentence.start + told[0].end())
            return


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
        fates = [f for f in _FATES if f.search(text, head.start, min(head.end + _BEHIND, line.end))]
        fates = fates or [_FATES[0]] * (_FATES[0].search(line.text) is not None)
        counts = counts_in(text, body, len(text)) if fates and not (head.nouns and not head.of_people) else ()
        if not counts or any(_fits(head, c) for c in counts) or _is_sum(text, head, counts):
            continue
        told = [c for c in _first_counts(text, body, counts) if _befell(text, c, fates)]
        if told:
            about = claim_roots(line.text.lower())
            near = [len(about & claim_roots(sentence_at(text, c.start).text.lower())) for c in told]
            yield head.passage, told[near.index(max(near))].passage


def _first_counts(text: str, body: int, counts: tuple[Count, ...]) -> Iterator[Count]:
    """The counts of people, or of what is not told, in the first sentences of the text."""
    first = [s for s in sentences_of(text) if s.end > body][:_FIRST]
    for count in counts:
        is_near = bool(first) and count.start < first[-1].end
        if is_near and count.number is not None and count.number > 1 and (not count.nouns or count.of_people):
            yield count


def _befell(text: str, count: Count, fates: list[re.Pattern[str]]) -> bool:
    """Does the clause of a count tell what befell those counted, and not of earlier ones?"""
    sentence = sentence_at(text, count.start)
    at = count.start - sentence.start
    clause = next((sentence.text[a:b] for a, b in clauses_of(sentence) if a <= at < b), sentence.text)
    return not _EARLIER.search(clause) and any(f.search(clause) for f in fates)


def _measures(text: str, body: int, heads: list[Count]) -> Iterator[tuple[Passage, Passage]]:
    """How long a truce is or is prolonged; a week and seven days are one."""
    for head in heads:
        if head.number == 1:
            continue  # "one day at a time"; a text says "another day" for it
        told = [c for c in measures_in(text, body, len(text)) if c.noun in _DAYS]
        if any(abs(_days(c) - _days(head)) <= _ROUNDED * _days(head) for c in told):
            continue
        near = [c for c in told if _LASTS.search(sentence_at(text, c.start).text)]
        if near:
            yield _with_noun(text, head), _with_noun(text, near[0])


def _days(count: Count) -> float:
    return (count.number or 0) * _DAYS.get(count.noun, 1)


def _with_noun(text: str, count: Count) -> Passage:
    """The length with what it is the length of, where that stands right behind it."""
    m = _OF_TRUCE.match(text, count.end)
    return Passage.of(text, count.start, m.end()) if m else count.passage


def _ordinal(m: re.Match[str]) -> int | None:
    return ORDINALS.get(m["ordinal"].lower()) or int(re.sub(r"\D", "", m["ordinal"]) or 0)


def _fits(head: Count, told: Count) -> bool:
    """Do the two allow one number, a round number of the headline taken widely?"""
    if head.number is None or told.number is None:
        return True
    is_round = head.number >= 10 and head.number % 10 == 0
    margin = head.number * _ROUNDED if is_round else 0.0
    low, high = max(told.low, told.number / _BEYOND), min(told.high, told.number * _BEYOND)
    return head.low - margin <= high and low <= head.high + margin


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
