"""Who is told to keep or to break what, and when: by words of keeping and breaking, each with its side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from trucewatch.checks.opposites import Sign, signs_of
from trucewatch.checks.plan_names import matters_named
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.checks.stances_in_words import sides_in
from trucewatch.checks.told_figures import days_named
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_AXIS = "keeping"
_OPEN = frozenset("if unless should must would could might may until whether".split())
_CALLED = re.compile(
    r"\b(?:accus\w+|alleg\w+|den(?:y|ies|ied)|urg\w+|call\w* (?:on|for)|demand\w*|ask\w*|vow\w*|promis\w+ to"
    r"|pledg\w+ to|must|would|if|to)(?: \w+){0,6} $",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:said|says|saying|told|insist\w*|claim\w*|maintain\w*|announced|declared|stated|assured|denied"
    r"|according to)\b"
)
_ITSELF = re.compile(
    r"\b(?:it|they|its \w+|their \w+) (?:said|says|insists?|claims?|maintains?)|\b(?:said|says|insist\w*|claim\w*"
    r"|maintain\w*) (?:that )?(?:it|they)\b"
)
_EARLIER = re.compile(
    r"\b(?:last (?:year|month|week)|earlier|previous\w*|former\w*|in the past|by contrast|until|rest of|other days"
    r"|elsewhere|otherwise)\b",
    re.IGNORECASE,
)
_WIDE = frozenset(
    "ban rule duty obligation commitment pledge promise agreement accord deal pact truce ceasefire cease-fire treaty "
    "package memorandum statement provision "
    "term article arrangement word part side party line undertaking undertook full fully breach violation violating "
    "day week month year period "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december "
    "said say says chair member report found find observed patrol required agreed have has had was were been same "
    "again every single two one three since "
    "monitor mission committee office team whole matter continue still not never who which that thus".split()
)
_NEAR = timedelta(days=3)
_FEWEST = 2  # words that two tellings must share, where the period is not named in both
_REACH = 120  # characters before a word of keeping in which its side is named


@dataclass(frozen=True)
class ToldDuty:
    """One side's keeping or breaking of something.

    Attributes:
        side: the words of its name.
        is_kept: kept, or broken.
        words: what it is told of, without words that all duties have.
        days: the days and months that the sentence names.
        sentence: the sentence.
    """

    side: frozenset[str]
    is_kept: bool
    words: frozenset[str]
    days: frozenset[date | str]
    sentence: Passage


@lru_cache(maxsize=4096)
def told_duties(report: Report) -> tuple[ToldDuty, ...]:
    """The keepings and breakings that a report tells, in order; not those that a side tells of itself."""
    found = []
    for sentence in sentences_of(report.text):
        signs = [s for s in signs_of(sentence) if s.axis == _AXIS and not s.under & _OPEN]
        if not signs or len({s.is_on for s in signs}) > 1 or _EARLIER.search(sentence.text):
            continue
        told = _told(report, sentence, signs[0])
        if told is not None:
            found.append(told)
    return tuple(found)


def _told(report: Report, sentence: Passage, sign: Sign) -> ToldDuty | None:
    text = report.text
    names = matters_named(text)
    before = text[sentence.start : sign.start]
    if _CALLED.search(before) or sentence.text.endswith("?") or text.startswith(" that", sign.end):
        return None
    said = max((m.end() for m in _SAYS.finditer(before)), default=0)
    start = max(sentence.start + said, sign.start - _REACH)
    sides = sides_in(text, start, sign.start, names) or sides_in(text, sentence.start, sign.start, names)
    sides = [s for s in sides if not _is_who_says(text, sentence, s)]
    if not sides:
        return None
    side = content_words(sides[0][0])
    if _says_so_itself(text, sentence, side):
        return None
    words = content_words(sentence.text) - side - _WIDE
    return ToldDuty(side, sign.is_on, words, days_named(sentence.text, report.published), sentence)


def _is_who_says(text: str, sentence: Passage, side: tuple[str, int]) -> bool:
    """Is a name that of the speaker ("the chair said"), who stands right before or behind the word of saying?"""
    name, at = side
    for m in _SAYS.finditer(text, sentence.start, sentence.end):
        ends = text[at + len(name) : at + len(name) + 1] in ",.;:"  # "..., said the guard."
        behind = ends and text[: m.start()].rstrip()[-1:] in ',”"' and 0 <= at - m.end() <= len(" the ")
        if behind or -1 <= m.start() - (at + len(name)) <= len(", "):
            return True
    return False


def _says_so_itself(text: str, sentence: Passage, side: frozenset[str]) -> bool:
    if _ITSELF.search(sentence.text):
        return True
    for m in _SAYS.finditer(text, sentence.start, sentence.end):
        beside = (
            text[max(sentence.start, m.start() - 30) : m.start()].rsplit(",", maxsplit=1)[-1]
            + text[m.end() : m.end() + 25]
        )
        if side <= content_words(text[max(sentence.start, m.start() - 30) : m.start()]) and side & content_words(
            beside
        ):
            return True
    return False


def opposed_duties(reports: list[Report]) -> Iterator[tuple[tuple[Report, ToldDuty], tuple[Report, ToldDuty]]]:
    """Keepings with breakings of the same thing by the same side, in reports of one process within three days."""
    broken = defaultdict[str, list[tuple[Report, ToldDuty]]](list)
    for report in reports:
        for told in told_duties(report):
            if not told.is_kept:
                for word in told.side:
                    broken[word].append((report, told))
    for report in reports if broken else ():
        for kept in told_duties(report):
            held = (b for word in sorted(kept.side) for b in broken.get(word, ())) if kept.is_kept else ()
            against = next(((r, t) for r, t in held if _are_near(report, r) and _is_of_one(kept, t)), None)
            if against is not None:
                yield (report, kept), against


def _are_near(one: Report, other: Report) -> bool:
    if one.id == other.id:
        return True
    return one.published is not None and other.published is not None and abs(other.published - one.published) <= _NEAR


def _is_of_one(one: ToldDuty, other: ToldDuty) -> bool:
    if not (one.side <= other.side or other.side <= one.side):
        return False
    if one.days and other.days and not one.days & other.days:
        return False
    shared = len(one.words & other.words)
    return shared >= _FEWEST or (shared >= 1 and bool(one.days & other.days))
