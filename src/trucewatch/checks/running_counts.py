"""Counts that can only grow: "to date", "since the truce began", "the toll has reached"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trucewatch.checks.counts import Count, numbers_in
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.checks.scope_words import scopes_of
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = "|".join(m.capitalize() for m in _MONTHS)
_SINCE = re.compile(
    r"\b(?:[Ss]ince|[Cc]ount(?:ing|ed) from|[Ff]rom(?=[^,.;]{3,50} (?:until|till|to) (?:now|date|"
    r"today)))\s+(?P<anchor>[^,.;:()\n]{3,60})"
)
_FIRM = re.compile(
    r"\b(?=[SsCcTtUuRrAah])(?:[Ss]ince|[Cc]ount(?:ing|ed) from|[Ss]o far|[Tt]o date|[Tt]hus far|"
    r"(?:up )?(?:to|until|till) now|"
    r"[Rr]unning (?:total|count|tally)|[Cc]umulative\w*|(?:ha[sd]|have) (?:now )?(?:reached|risen to|passed|"
    r"grown to|climbed to)|[Aa]s of (?:today|now)|[Tt]o this day|[Uu]p to (?:today|yesterday))\b"
)
_SIGN = re.compile(
    rf"{_FIRM.pattern}|\b(?=[atigcp])(?:altogether|all told|in all|total(?:s|led|ling)?|toll|grown to|"
    rf"climbed to|passed|"
    r"count (?:of|has|had|stands|stood|is|was)|tally|the count)\b|\b(?:All told|Altogether|In all)\b"
    rf"|\b[Bb]y (?:the )?(?:end of |evening of )?(?:\d{{1,2}}(?:th|st|nd|rd)? |{_MONTH}|(?:Mon|Tues|Wednes|"
    rf"Thurs|Fri|Satur|Sun)day)"
)
_SIGN_HOLDS = (
    "since", "count", "so far", "to date", "thus far", "to now", "until now", "till now", "running t", "cumulative",
    "reached", "risen to", "passed", "grown to", "climbed to", "as of ", "to this day", "up to ", "altogether",
    "all told", "in all", "total", "toll", "tally", "by ",
)  # fmt: skip
_ORDINAL = re.compile(r"(?<![\w,])(?P<n>\d[\d,]*)(?:st|nd|rd|th) (?P<noun>[a-z]{3,})\b")
_OTHER = re.compile(
    r"\b(?:revis\w+|correct\w+|lower(?:ed)?|downwards?|more(?! than)|another|further|additional|average|first time|"
    r"only|no longer|per|each|every|fewer|(?:this|last|past|a|in one) (?:\w+ )?(?:days?|weeks?|months?|"
    r"years?)|of (?:them|whom|these|those)|"
    r"including|among|still|remain\w*|left to|would|should|will|of the (?:\d|\w+ (?:hundred|thousand)))\b",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    rf"\b(?:in|during|on) (?:{_MONTH}|\w+day|one|a single|the (?:attack|raid|battle|blast|"
    rf"strike))\b"
)
_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    rf"Sep|Oct|Nov|Dec)\b)|\bDay (?P<nth>\d+)\b"
)
_GOES_ON = re.compile(r"\b(?:stands?|stood|is|was|has|have|had|as|at|by|with|and|when|until|till|to)\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(d.capitalize() for d in _DAYS)})\b")
_PASSES = re.compile(r"(?:passe[sd]|topped|crossed|exceed)")
_RISES = re.compile(r"\b(?:now|risen|grown|climbed|passed|meanwhile|by then|later)\b")
_PLACE = re.compile(r"\b(?:in|at|of|from|near|around) (?:the )?([A-Z]\w{2,})")
_ALIKE = {
    "died": "dead", "kille": "dead", "death": "dead", "toll": "dead", "fatal": "dead", "let": "relea",
    "freed": "relea",
    "back": "retur", "come": "retur", "gone": "retur", "home": "retur", "evacu": "evacu",
}  # fmt: skip
_EMPTY = frozenset(
    "since so far date total tally count number figure now reach stand stood put give say said have has had were was "
    "all told altogether until began begin begun start beginning last first same office ministry agency "
    "spokesman report "
    "risen rise grown pass most least than people person running thus to up not there been day at".split()
)
_LENGTHS = frozenset("minute hour day night week month year time point party side".split())
_TRUCE = frozenset("truce ceasefire armistice accord agreement deal pact".split())
_YEAR = 400  # days between two reports of one count, at most
_DEED = re.compile(r"\b(?!(?:need|indeed|hundred)\b)\w{2,}ed\b")
_CLOSE = 40  # characters beside a number in which its deed is told
_AROUND = 90


@dataclass(frozen=True)
class Running:
    """A count that can only grow.

    Attributes:
        report, count, sentence: where it stands.
        things: beginnings of the words for what is counted and what befell it.
        anchor: words for the day or event counted from; empty where none is told.
        places: names of places in its clause.
        firm: told as growing by its words ("to date"), not only as a sum ("in all").
    """

    report: Report
    count: Count
    sentence: Passage
    things: frozenset[str]
    anchor: frozenset[str]
    places: frozenset[str]
    firm: bool

    @property
    def clause(self) -> str:
        """The words around the number, within its sentence."""
        return _clause(self.report.text, self.count, self.sentence)

    @property
    def widths(self) -> frozenset[str]:
        """How wide the scopes are that it is told of."""
        return frozenset(scope.width for scope in scopes_of(self.report.text, self.count, self.sentence))

    @property
    def _beside(self) -> str:
        first, last = self.count.start - _CLOSE, self.count.end + _CLOSE
        return self.report.text[max(self.sentence.start, first) : min(self.sentence.end, last)].lower()

    @property
    def deeds(self) -> frozenset[str]:
        """Beginnings of the words for what befell those counted."""
        found = (_ALIKE.get(w[:5], w[:5]) for w in _DEED.findall(self._beside) if w not in _EMPTY)
        return frozenset(found) - {"reach", "passe", "repor", "total"}


def running_counts(report: Report) -> Iterator[Running]:
    """The running counts of one report, in order."""
    text = report.text
    for sentence in sentences_with(text, _SIGN, within=120, holding=_SIGN_HOLDS):
        for count in (*numbers_in(text, sentence.start, sentence.end), *_ordinals(text, sentence)):
            clause = _clause(text, count, sentence)
            close = text[max(sentence.start, count.start - 25) : min(sentence.end, count.end + 25)]
            firm = _FIRM.search(clause) is not None
            if (count.number or 0) < 2 or count.noun in _LENGTHS or _OTHER.search(close) or not _SIGN.search(clause):
                continue
            if not firm and _LIMITED.search(clause):
                continue
            since = _SINCE.search(sentence.text)
            things = _things(clause) | {n[:5] for n in count.nouns}
            places = frozenset(_PLACE.findall(clause)) - {m.capitalize() for m in (*_MONTHS, *_DAYS)}
            yield Running(report, count, sentence, things, _anchor(since), places, firm)


def falls(one: Running, other: Running) -> bool:
    """Is the second a later count of the same things as the first, and smaller?"""
    most = other.count.number if _PASSES.match(other.count.shown) else other.count.high
    if most is None or most >= one.count.low:
        return False
    nouns = one.count.noun, other.count.noun
    if all(nouns) and nouns[0] != nouns[1] and not (one.count.of_people and other.count.of_people):
        return False
    if any(nouns) and not all(nouns) and not any(noun[:5] in one.things & other.things for noun in nouns if noun):
        return False  # "three of recruitment ... two gates": the one noun is not that of the other
    if one.places and other.places and not one.places & other.places:
        return False
    if one.anchor and other.anchor and not _is_one_anchor(one.anchor, other.anchor):
        return False
    if _narrows(one, other) or (one.deeds and other.deeds and not one.deeds & other.deeds):
        return False
    needed = 3 - (one.firm and other.firm) - (one.report.id == other.report.id)
    shared = len(one.things & other.things) + bool(one.anchor and other.anchor) + bool(one.places & other.places)
    return shared >= needed and bool(one.things & other.things) and _is_later(one, other)


def _narrows(one: Running, other: Running) -> bool:
    """Is the first told of a whole and the second of a place in it?"""
    return bool(one.widths & {"nation", "whole"}) and bool(other.widths & {"area", "spot"})


def _is_one_anchor(one: frozenset[str], other: frozenset[str]) -> bool:
    months = [a & frozenset(_MONTHS) for a in (one, other)]
    if all(months) and months[0] != months[1]:
        return False
    return one <= other or other <= one or bool(one & other - _TRUCE)


def _is_later(one: Running, other: Running) -> bool:
    """Is the second told for a later day: by publication, else by the days beside the numbers?"""
    first, last = one.report.published, other.report.published
    if one.report.id != other.report.id:
        return first is not None and last is not None and 0 < (last - first).days <= _YEAR
    if one.count.start >= other.count.start or one.sentence == other.sentence:
        return False
    days = _day_keys(one), _day_keys(other)
    for kind in ("nth", "date", "weekday"):
        if kind in days[0] and kind in days[1]:
            return days[0][kind] < days[1][kind]
    return one.firm and other.firm and _RISES.search(other.clause) is not None and not _RISES.search(one.clause)


def _day_keys(told: Running) -> dict[str, tuple[int, ...]]:
    """The days that a sentence names outside of what it counts from, comparable by kind."""
    words = _SINCE.sub(" ", told.sentence.text)
    found: dict[str, tuple[int, ...]] = {}
    for m in _DAY.finditer(words):
        if m["nth"]:
            found.setdefault("nth", (int(m["nth"]),))
        else:
            month = next(n for n, name in enumerate(_MONTHS) if name.startswith(m["month"].lower()))
            found.setdefault("date", (month, int(m["day"] or 0)))
    if named := _WEEKDAY.search(words):
        found["weekday"] = (_DAYS.index(named[1].lower()),)
    return found


def _ordinals(text: str, sentence: Passage) -> Iterator[Count]:
    """In "the 500th lorry since opening" the 500."""
    for m in _ORDINAL.finditer(text, sentence.start, sentence.end):
        number = float(m["n"].replace(",", ""))
        if number > 31:
            yield Count(Passage.of(text, *m.span()), number, number, number, (m["noun"],))


def _anchor(since: re.Match[str] | None) -> frozenset[str]:
    words = _GOES_ON.split(since["anchor"])[0] if since else ""
    found = ("truce" if w in _TRUCE else "signed" if w.startswith("sign") else w for w in content_words(words))
    return frozenset(w for w in found if w not in _EMPTY)


def _clause(text: str, count: Count, sentence: Passage) -> str:
    return text[max(sentence.start, count.start - _AROUND) : min(sentence.end, count.end + _AROUND)]


def _things(clause: str) -> frozenset[str]:
    """The beginnings of the words in a clause for what is counted and what befell it; words for one deed are one."""
    words = (w for w in content_words(_SINCE.sub(" ", clause)) if w.isalpha() and w not in _EMPTY and w not in _TIME)
    return frozenset(_ALIKE.get(w[:5], w[:5]) for w in words)


_TIME = frozenset(
    (*_MONTHS, *_DAYS, "today", "yesterday", "week", "month", "year", "the", "more", "some", "about", "over")
)
