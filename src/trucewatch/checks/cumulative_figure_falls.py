"""A number counted up since one day that is smaller later than it was before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trucewatch.checks.counts import Count, counts_in, figures_at, finding_of, may_be_same, singular
from trucewatch.checks.material import Material
from trucewatch.checks.number_sentences import sentences_with
from trucewatch.checks.running_counts import Running, falls, running_counts
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.dates import interval_of
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_SINCE = re.compile(r"\b(?:[Ss]ince|[Cc]ount(?:ing|ed) from)\s+(?P<anchor>[^,.;:()\n]{3,60})")
_SO_FAR = re.compile(r"\b(?i:so far|to date|up to now|until now)\b")
_SIGN = re.compile(rf"(?=[SsCcTtUu])(?:{_SINCE.pattern.replace('(?P<anchor>', '(?:')}|{_SO_FAR.pattern})")
_SIGN_HOLDS = ("since", "counting from", "counted from", "so far", "to date", "up to now", "until now")
_DEED = re.compile(
    r"\b(?!(?:need|indeed|hundred|seed|feed)\b)(\w{2,}ed|let|dead|died|deaths?|gone|come|back|sent|built|given|taken|held|lost|"
    r"brought|left|sworn)\b"
)
_ALIKE = {
    "died": "killed", "dead": "killed", "death": "killed", "deaths": "killed", "let": "released", "freed": "released",
    "back": "returned", "come": "returned", "gone": "returned",
}  # fmt: skip
_NUMBER_OF = re.compile(r"\bnumber of (?:the )?(?:\w+ )??(\w+s|people|men|women|children)\b")
_AROUND = 60  # characters on either side of a number in which the deed is told
_FAR = 400  # days between two tallies that may be counted from one day, at most
_GOES_ON = re.compile(r"\b(?:stands?|stood|is|was|has|have|had|as|at|by|in|to|with|and|when)\b")
_REPAIRS = (
    "one of the two is misprinted",
    "the count was corrected without a word of it",
    "the two count different things",
)
_LOOK = 12  # how many earlier tallies of a deed one is held against
_SAME_DAY = re.compile(r"\b(?:the same (?:date|day)|that (?:date|day)|then)\b")
_OTHER_SPAN = re.compile(
    r"\b(?:(?:this|last) (?:week|month|year)|last (?:week|month|year)|revis\w+|correct\w+|lower(?:ed)?|downwards?|"
    r"more|another|further|additional|(?:a|per|each|every) (?:day|week|month)|average|first time|most|only|no longer)\b"
)
_TRUCE = frozenset("truce ceasefire armistice pause cessation accord agreement deal pact peace settlement".split())
_BEGINNING = frozenset(
    "began begin begun start started beginning took take effect came come force entered signing signed day date last "
    "first this early late mid".split()
)


@dataclass(frozen=True)
class _Tally:
    """A number that is counted up: what befell those counted, since when, and the day that it is told for."""

    report: Report
    count: Count
    deeds: frozenset[str]
    noun: str
    anchor: frozenset[str]
    day: date
    sentence: Passage


class CumulativeFigureFalls:
    """A tally since one and the same day that falls from an earlier day to a later one.

    Both passages must tell the deed in one word and the day or event from which it is counted ("since the truce
    began"), or both say "so far" of the same things. Silent on corrections, on spans of another length and within what
    qualifiers allow.
    """

    code = "cumulative-figure-falls"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        tallies: defaultdict[tuple[str, str], list[_Tally]] = defaultdict(list)
        for report in material.reports:
            for tally in _tallies(material, report):
                for key in sorted(tally.deeds or {tally.noun}):
                    tallies[report.process or report.id, key].append(tally)
        told: set[tuple[str, int]] = set()
        for held in tallies.values():
            held.sort(key=lambda t: (t.day, t.report.id, t.count.start))
            for at, later in enumerate(held):
                before = [t for t in held[max(0, at - _LOOK) : at] if _falls(t, later)]
                if before and (later.report.id, later.count.start) not in told:
                    told.add((later.report.id, later.count.start))
                    yield self._finding(material, before[-1], later)
        yield from self._running(material, told)

    def _running(self, material: Material, told: set[tuple[str, int]]) -> Iterator[Finding]:
        """The same over all counts that can only grow, by the words around them."""
        by_process: defaultdict[str, list[Running]] = defaultdict(list)
        for report in material.reports:
            held = by_process[report.process or report.id]
            for later in running_counts(report):
                before = [each for each in held[-_LOOK:] if falls(each, later)]
                if before and (report.id, later.count.start) not in told:
                    told.add((report.id, later.count.start))
                    yield self._fallen(material, before[-1], later)
                held.append(later)

    def _fallen(self, material: Material, earlier: Running, later: Running) -> Finding:
        sentence = (
            f"A number that can only grow is first told as “{earlier.count.shown}” and later as “{later.count.shown}”, "
            "which is fewer."
        )
        told = [(each.report.id, each.sentence) for each in (earlier, later)]
        return finding_of(self, material, sentence, told, _REPAIRS)

    def _finding(self, material: Material, earlier: _Tally, later: _Tally) -> Finding:
        days = [f"{t.day.day} {t.day:%B} {t.day.year}" for t in (earlier, later)]
        sentence = (
            f"Counted from the same day, the number told for {days[0]} is “{earlier.count.shown}”, and for {days[1]} "
            f"“{later.count.shown}”, which is fewer."
        )
        told = [(t.report.id, t.sentence) for t in (earlier, later)]
        return finding_of(self, material, sentence, told, _REPAIRS)


def _falls(earlier: _Tally, later: _Tally) -> bool:
    if (
        not 0 < (later.day - earlier.day).days <= _FAR
        or later.count.high >= earlier.count.low
        or not may_be_same(earlier.count, later.count)
    ):
        return False
    if earlier.anchor or later.anchor:
        one, other = sorted((earlier.anchor, later.anchor), key=len)
        return bool(one) and one <= other
    return bool(earlier.noun) and earlier.noun == later.noun


def _tallies(material: Material, report: Report) -> Iterator[_Tally]:
    """The tallies of one report whose deed and day are told."""
    text = report.text
    anchor: frozenset[str] | None = None
    for sentence in sentences_with(text, _SIGN, within=120, holding=_SIGN_HOLDS):
        since = _SINCE.search(sentence.text)
        if since and not _SAME_DAY.match(since["anchor"]):
            anchor = _anchor(since["anchor"])
        elif since is None:
            anchor = frozenset()
        if anchor is None:
            continue
        for count in counts_in(text, sentence.start, sentence.end):
            deeds, noun, day = (
                _deeds(text, count, sentence),
                _noun(text, count, sentence),
                _day(material, report, count),
            )
            other = _OTHER_SPAN.search(text, count.start - 20, count.end + 30)
            if (deeds or noun) and day and (count.number or 0) > 1 and not other:
                yield _Tally(report, count, deeds, noun, anchor, day, sentence)


def _anchor(words: str) -> frozenset[str]:
    """The words of the day or event from which is counted; an agreement by any of its names is one word."""
    found = content_words(_GOES_ON.split(words)[0])
    return frozenset("truce" if w in _TRUCE else w for w in found if w not in _BEGINNING)


def _deeds(text: str, count: Count, sentence: Passage) -> frozenset[str]:
    """What befell those counted, by the words around the number; words for one deed are one."""
    first, last = max(sentence.start, count.start - _AROUND), min(sentence.end, count.end + _AROUND)
    return frozenset(_ALIKE.get(m[1].lower(), m[1].lower()) for m in _DEED.finditer(text, first, last))


def _noun(text: str, count: Count, sentence: Passage) -> str:
    """What is counted: the noun behind the number, else that of "the number of returnees ... stands at 4,300"."""
    m = _NUMBER_OF.search(text, sentence.start, sentence.end)
    return count.noun or (singular(m[1]) if m else "")


def _day(material: Material, report: Report, count: Count) -> date | None:
    """The day up to which is counted, where the reading knows it, else the day of publication."""
    for figure in figures_at(material, report.id, (count.passage,)):
        interval = interval_of(figure.content.as_of) if figure.content.as_of else None
        if interval is not None:
            return interval.last
    return report.published
