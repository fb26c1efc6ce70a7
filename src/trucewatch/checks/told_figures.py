"""Figures with who gives them, what befell those counted and when: the same deed of one day, told by two sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from trucewatch.checks.counts import Count, counts_in, is_person, may_be_same, singular
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.checks.two_tellings import source_of
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_DEEDS = {
    "dead": r"kill(?:ed|ings?)|died|dead|deaths?|dies?|lost their li(?:ves|fe)|perished|slain|fatalit\w+|bodies|toll",
    "hurt": r"wounded|hurt|injur\w+|maimed|casualties",
    "free": r"freed|releas\w+|set free|walk\w* free|c[ao]me home|(?:flown|went|gone|sent|taken|brought|returned) home"
    r"|let go|handed over|liberated|exchanged|repatriated|swapped",
    "taken": r"detained|arrested|captured|abducted|kidnapped|seized|taken (?:captive|hostage|prisoner)|rounded up",
    "fled": r"fled|displaced|uprooted|evacuated|driven out|left their homes",
    "in": r"entered|arrived?|crossed|reached|came in|got through|passed|delivered|unloaded|brought in",
    "out": r"left|withdrew|withdrawn|pulled (?:out|back)|departed|vacated|moved out|drawn back",
    "broken": r"violations?|breach(?:es)?|infringements?|ceasefire incidents?",
    "burnt": r"burn(?:ed|t)|destroyed|torched|razed|damaged|wrecked",
    "given up": r"surrendered|disarmed|laid down|turned in|demobili[sz]ed|collected",
}
_DEED = {deed: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for deed, words in _DEEDS.items()}
_SAID = re.compile(
    r"\b(?:said|says|told|puts?|counted|counts?|gave|gives|listed|lists|recorded|records|registered|registers"
    r"|according|logged|estimat\w+|reckon\w*|report(?:s|ed)"
    r"|wrote|announc\w+|claim\w*|tall(?:y|ied)|confirmed|insist\w*|acknowledged|stated|maintain\w*|show\w*|found)\b"
)
_OTHER = re.compile(
    r"\b(?:another|a further|more (?!than)|others?|earlier|previous\w*|since|rose|risen|up from|down from|of (?:them"
    r"|whom|these|those|which)|including|among"
    r"|compared|average|so far|would|should|will|(?:each|every|a|per) (?:day|week|month)|planned|foreseen|expected"
    r"|ready|due|remaining|the rest)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\b(?:lower|higher|smaller|larger|greater|no more than|(?:another|different|its own|their own) (?:tally|figure"
    r"|count|number|toll|account|version)"
    r"|disputed|contradict\w*|disagreed|only half|not \w+ but|fewer|instead|in (?:its|their) (?:count|reckoning))\b",
    re.IGNORECASE,
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_WHOLE = "|".join(m for m in _MONTHS if m != "may")  # "may" by itself is mostly the verb
_DAY = re.compile(
    rf"\b(?:({'|'.join(_WEEKDAYS)})|(yesterday|today)|(\d{{1,2}}) ({'|'.join(_MONTHS)})|((?:last )?(?:{_WHOLE})))\b",
    re.IGNORECASE,
)
_ITS = re.compile(
    r"\b(?:said|says|that) (?:it|they|he|she|we) (?:had|have|has)\b|\b(?:its|their|his|her) (?:own )?\w+|\bof (?:its"
    r"|ours|theirs)\b"
)
_PRONOUN = re.compile(r"^(?:it|they|he|she)$")
_NAME = re.compile(r"(?<=[a-z,’'\"] )[A-Z][\w-]{3,}")
_BARE = frozenset("people person man woman child member dead body victim civilian".split())
_REACH = 3  # sentences from a figure to one that is told as standing against it
_NEAR = timedelta(days=3)
_BESIDE = 60  # characters between a number and the word for what befell those counted
_SUBJECT = 6  # words at the start of a sentence that name who says it
_APART = 1.3  # numbers nearer than this may be two roundings


@dataclass(frozen=True)
class ToldFigure:
    """A number that a source gives.

    Attributes:
        count: the number and what it counts.
        clause: the sentence.
        place: its number in the text.
        source: the words for who gives it.
        deed: what befell those counted.
        days: the days its sentence names: dates, where the publication tells them from the weekday, else words.
        names: the names in its sentence.
    """

    count: Count
    clause: Passage
    place: int
    source: frozenset[str]
    deed: str
    days: frozenset[date | str]
    names: frozenset[str]


@lru_cache(maxsize=4096)
def told_figures(report: Report) -> tuple[ToldFigure, ...]:
    """The figures of a report that a source gives for a deed, in order."""
    text, found = report.text, list[ToldFigure]()
    for sentence in sentences_with(text, _SAID, within=200):
        if _OTHER.search(sentence.text):
            continue
        counts = [c for c in counts_in(text, sentence.start, sentence.end) if c.number is not None]
        source = _source(text, sentence) if counts else frozenset()
        if not source:
            continue
        deeds = [(m.start() + sentence.start, deed) for deed, p in _DEED.items() for m in p.finditer(sentence.text)]
        if not deeds:
            continue
        count, (at, deed) = min(product(counts, deeds), key=lambda p: abs(p[0].end - p[1][0]))
        if abs(count.end - at) > _BESIDE:
            continue
        names = frozenset(n.lower() for n in _NAME.findall(sentence.text)) - source - set(_WEEKDAYS) - set(_MONTHS)
        days = days_named(sentence.text, report.published)
        found.append(ToldFigure(count, sentence, number_at(text, sentence.start), source, deed, days, names))
    return tuple(found)


def pairs_in(report: Report) -> Iterator[tuple[ToldFigure, ToldFigure]]:
    """Figures of one report that two sources give for one deed."""
    held = told_figures(report)
    for at, one in enumerate(held):
        for other in held[at + 1 :]:
            against = other.place - one.place <= _REACH and _CONTRAST.search(other.clause.text) is not None
            if _differ(one, other) and (against or _is_one_event(one, other)):
                yield one, other


def pairs_across(reports: list[Report]) -> Iterator[tuple[tuple[Report, ToldFigure], tuple[Report, ToldFigure]]]:
    """Figures of two reports of one process, at most three days apart, that two sources give for a day's deed."""
    by_deed = defaultdict[tuple[date | str, str], list[tuple[Report, ToldFigure]]](list)
    for report in reports:
        for told in told_figures(report):
            for day in told.days:
                before = by_deed[day, told.deed]
                for earlier, one in before:
                    apart = earlier.id != report.id and _are_near(earlier, report)
                    if apart and _differ(one, told) and _is_one_event(one, told):
                        yield (earlier, one), (report, told)
                before.append((report, told))


def _are_near(one: Report, other: Report) -> bool:
    return one.published is not None and other.published is not None and abs(other.published - one.published) <= _NEAR


def _differ(one: ToldFigure, other: ToldFigure) -> bool:
    """Do two sources exclude each other, by their own qualifiers, on the same sort of things?"""
    small, large = sorted((one.count, other.count), key=lambda c: c.number or 0)
    if one.deed != other.deed or one.source & other.source or one.clause == other.clause:
        return False
    if small.high >= large.low or (large.number or 0) < _APART * (small.number or 0):
        return False
    if (one.days and other.days and not one.days & other.days) or (
        _ITS.search(one.clause.text) and _ITS.search(other.clause.text)
    ):
        return False
    return _are_alike(one, other)


def _are_alike(one: ToldFigure, other: ToldFigure) -> bool:
    """May the two count the same sort: by their nouns, "fourteen of its soldiers" by the one behind "of"?"""
    kinds = [_noun(t) for t in (one, other)]
    if may_be_same(one.count, other.count) and one.count.noun and other.count.noun:
        return True
    return kinds[0] == kinds[1] != "" or all(map(is_person, kinds))


def _noun(told: ToldFigure) -> str:
    if told.count.noun:
        return told.count.noun
    m = re.match(
        r" of (?:its|the|their|our|his|her) (?:own )?(\w+)", told.clause.text[told.count.end - told.clause.start :]
    )
    return singular(m[1]) if m else ""


def _is_one_event(one: ToldFigure, other: ToldFigure) -> bool:
    """Do both name the same day, and a name or the very things counted, or share further words?"""
    if not one.days & other.days or (one.names and other.names and not one.names & other.names):
        return False
    nouns = {_noun(one), _noun(other)}
    if len(nouns) == 1 and not nouns & _BARE and "" not in nouns:
        return True
    days = {d for d in (*one.days, *other.days) if isinstance(d, str)}
    shared = content_words(one.clause.text) & content_words(other.clause.text) - one.source - other.source - days
    return bool(one.names & other.names) or len(shared - set(_WEEKDAYS) - _BARE - {"said", "say", "all"}) >= 1


def _source(text: str, sentence: Passage) -> frozenset[str]:
    """Who gives the number: by its sentence, or by the one before where a pronoun stands for it."""
    source = source_of(sentence.text)
    if source and not all(map(_PRONOUN.match, source)):
        return source
    said = _SAID.search(sentence.text)
    if said is not None and not _PRONOUN.match(sentence.text[: said.start()].split(" ")[-2:][0].lower()):
        subject = content_words(" ".join(sentence.text[: said.start()].split()[:_SUBJECT]))
        if subject and not any(map(_PRONOUN.match, subject)):
            return subject
    number = number_at(text, sentence.start)
    return source_of(sentences_of(text)[number - 1].text) if number else frozenset()


def days_named(words: str, published: date | None) -> frozenset[date | str]:
    """The days and months that a sentence names; a weekday is the last one up to the publication.

    Args:
        words: the sentence.
        published: the day of publication; None: not known, and days stay words.
    """
    found = set[date | str]()
    for weekday, near, day, month, whole in _DAY.findall(words):
        if weekday and published:
            back = (published.weekday() - _WEEKDAYS.index(weekday.lower())) % 7
            found.add(published - timedelta(days=back))
        elif near and published:
            found.add(published - timedelta(days=near.lower() == "yesterday"))
        elif day and published:
            found.add(_date(published.year, _MONTHS.index(month.lower()) + 1, int(day)) or f"{day} {month}".lower())
        else:
            found.add((whole or f"{day} {month}").lower())
    return frozenset(found)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
