"""Two numbers for one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from trucewatch.checks.check import places_of, statements_of
from trucewatch.checks.counts import Count, counts_in, finding_of, sentence_of, singular
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, reports_by_process
from trucewatch.checks.told_figures import pairs_across, pairs_in
from trucewatch.checks.two_tellings import two_tellings
from trucewatch.standing.asof import recency
from trucewatch.standing.figures import excludes, number_words, sameness
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.kinds import Agreement, Figure
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement

_REPAIRS = ("they are of different moments", "they cover different things", "one of them is out of date")
_BESIDE = 3  # sentences between two numbers of one report that may be of one thing
_NEAR = 3  # days between two reports whose numbers may be of one moment
_EXACTLY = re.compile(r"\b(?:exactly|precisely|exact|to the last|no more and no less)\b", re.IGNORECASE)
_EXACT = re.compile(rf"{_EXACTLY.pattern}[\w ]{{0,12}}\s\Z", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:says?|said|told|puts?|counted|counts?|gave|gives|lists?|listed|recorded|records?|according|log|logged"
    r"|figures?|"
    r"estimat\w+|reckon\w*|entered|register\w*|report(?:s|ed)|wrote|writes|speaks? of|spoke of|tally|tallied|claim\w*|"
    r"has it|buried|in the reading of|announc\w+|presented)\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:another|more|further|others?|earlier|previous(?:ly)?|since|last (?:week|month|year)|rose|fell|up from|"
    r"a (?:day|week|month|year)|down from|of (?:them|whom|these)|including|among|compared|against|average|so far|"
    r"would|will|should|each|every|first|second|third|then|ago|before)\b",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
_DATE = re.compile(
    rf"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|"
    rf"{_MONTH} \d{{1,2}})\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,’'] )(?:St )?[A-Z]\w{2,}")
_PLACES = frozenset(
    "town city village camp prison district province governorate region valley hospital school tent market bridge port "
    "square street raid attack strike bombing fire crash battle massacre island night morning".split()
)
_NUMBER_OF = re.compile(r"\bnumber of (?:the )?(?:\w+ )??(\w+s|people|men|women|children)\b")
_OF_THEIRS = re.compile(r"\s+of (?:its|his|her|their|our|the) (?:own )?(\w+)\b")
_OF_THE = re.compile(r"\bof (?:the|them|these|those)\b")
_ANYBODY = frozenset("people person man dead death body victim life fatality case other".split())
_TEXTS = frozenset("agreement accord deal plan draft proposal treaty text".split())
_SHOWN = 90  # characters of a clause that a finding shows
_SHARED = 2  # words for place and matter that two sentences of one report must share


@dataclass(frozen=True)
class _Told:
    """A figure in its sentence, with what it counts and the words for place and matter beside it."""

    statement: Statement[Figure]
    sentence: Passage
    noun: str
    insisted: bool
    words: frozenset[str]
    days: frozenset[str]
    place: int


class FiguresDiffer:
    """Two outlets, or two sources, with numbers for the same measure and scope that exclude each other.

    Their qualifiers are granted, and their reports lie within three days. Tolls and movements ("killed", "wounded",
    "displaced", "released") are compared only where both name the same scope, for without it they may be of two events.
    Inside one report two sentences side by side count as well, where each has a source and both name one place and one
    thing; and two numbers that are both given as exact for one place. By words alone, in one report or two, sentences
    count in which two sources give numbers for one deed (killed, freed, entered) of one named day. Silent on parts of
    wholes, and on one speaker's own numbers over time.
    """

    code = "figures-differ"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        voices = material.voices
        found: set[frozenset[str]] = set()
        for one, other in (*_of_one_measure(material, voices), *_side_by_side(material)):
            pair = frozenset((one.id, other.id))
            if pair not in found:
                found.add(pair)
                yield self._finding(one, other, voices)
        yield from self._told(material, found)

    def _told(self, material: Material, found: set[frozenset[str]]) -> Iterator[Finding]:
        """The same by the words of two passages, where the reading has no record of one of them."""
        shown: set[frozenset[tuple[str, int]]] = set()
        for one, other in (*_side_by_side_in_words(material), *_in_words(material)):
            sentence = (
                f"Two sources with two numbers for one thing: “{_short(one[1].text)}” and “{_short(other[1].text)}”."
            )
            finding = finding_of(self, material, sentence, (one, other), _REPAIRS)
            at = frozenset((i, number_at(material.view.report(i).text, passage.start)) for i, passage in (one, other))
            if at not in shown and not any(pair <= set(finding.statements) for pair in found):
                shown.add(at)
                yield finding

    def _finding(self, one: Statement[Figure], other: Statement[Figure], voices: Voices) -> Finding:
        stated = [
            voices.stated(
                s, " ".join(filter(None, (number_words(s.content), s.content.measure))), speaker=s.content.attributed_to
            )
            for s in (one, other)
        ]
        scope = f" ({one.content.scope})" if one.content.scope else ""
        sentence = (
            f"Two numbers for the same measure{scope}, {one.content.what}, {one.content.status}: "
            f"{stated[0].text} by {stated[0].voice}; {stated[1].text} by {stated[1].voice}."
        )
        return Finding(self.code, self.severity, sentence, places_of(*stated), _REPAIRS, statements_of(*stated))


_Passages = tuple[tuple[str, Passage], tuple[str, Passage]]


def _side_by_side_in_words(material: Material) -> Iterator[_Passages]:
    """Clauses side by side in which two sources give two numbers for one thing."""
    for report in material.reports:
        for one, other in two_tellings(report.text):
            yield (report.id, one.clause), (report.id, other.clause)


def _in_words(material: Material) -> Iterator[_Passages]:
    """Sentences of one report, or of two, in which two sources give two numbers for one deed of a day."""
    for report in material.reports:
        for one, other in pairs_in(report):
            yield (report.id, one.clause), (report.id, other.clause)
    for reports in reports_by_process(material).values():
        for (first, one), (second, other) in pairs_across(reports):
            yield (first.id, one.clause), (second.id, other.clause)


def _of_one_measure(material: Material, voices: Voices) -> Iterator[tuple[Statement[Figure], Statement[Figure]]]:
    """Figures of one measure and scope by two outlets or two speakers, each pair of voices once."""
    groups: defaultdict[tuple[object, ...], list[Statement[Figure]]] = defaultdict(list)
    for statement in sorted(material.of(Figure), key=lambda s: (recency(s.published), s.report_id, s.start, s.id)):
        content = statement.content
        if content.number is not None and content.subset_of is None and _is_fixed(content):
            groups[voices.process(statement.report_id), *sameness(content)].append(statement)
    for held in groups.values():
        told: set[frozenset[tuple[str, str, str]]] = set()
        for at, one in enumerate(held):
            for other in takewhile(lambda s: _is_near(one, s), held[at + 1 :]):  # noqa: B023 (used at once)
                pair = frozenset((_voice(one, voices), _voice(other, voices)))
                if pair not in told and _at_odds(one, other, voices) and _is_one_place(material, one, other):
                    told.add(pair)
                    yield one, other


def _at_odds(one: Statement[Figure], other: Statement[Figure], voices: Voices) -> bool:
    if not excludes(one.content, other.content):
        return False
    speakers = _voice(one, voices)[1], _voice(other, voices)[1]
    if voices.outlet(one.report_id) != voices.outlet(other.report_id):
        return not (speakers[0] and speakers[0] == speakers[1] and one.published != other.published)
    return bool(speakers[0] and speakers[1] and speakers[0] != speakers[1])


def _is_one_place(material: Material, one: Statement[Figure], other: Statement[Figure]) -> bool:
    """Inside one report, numbers without a scope are of one thing only where they stand near each other.

    Those that no measure has a name for ("other") are compared from one sentence to the next only in reports of an
    agreement, and without a unit: elsewhere, and of money, one is mostly asked and the other offered.
    """
    if one.report_id != other.report_id or one.content.scope:
        return True
    text = material.view.report(one.report_id).text
    places = [sentence_of(text, s.content.passages[0])[0] for s in (one, other)]
    is_counted = one.content.what != "other" or (material.by_report(Agreement)[one.report_id] and not one.content.unit)
    return abs(places[0] - places[1]) <= (_BESIDE if is_counted else 0)


def _side_by_side(material: Material) -> Iterator[tuple[Statement[Figure], Statement[Figure]]]:
    """Figures of one report that two sources give for one thing at one place."""
    for report in material.reports:
        held = [t for s in material.by_report(Figure)[report.id] if (t := _told(report.text, s)) is not None]
        by_kind: defaultdict[str, list[_Told]] = defaultdict(list)
        for told in held:
            by_kind[told.statement.content.what].append(told)
        for alike in by_kind.values():
            for at, one in enumerate(alike):
                for other in alike[at + 1 : at + 5]:
                    if _are_of_one(one, other):
                        yield one.statement, other.statement


def _told(text: str, statement: Statement[Figure]) -> _Told | None:
    """A reported number in its sentence, where that has a source; None for parts and vague numbers."""
    figure = statement.content
    if figure.number is None or figure.subset_of is not None or figure.status != "reported" or figure.unit:
        return None
    start = figure.passages[0].start
    if figure.attributed_to is None and not _EXACTLY.search(text, max(0, start - 30), figure.passages[0].end):
        return None
    place, sentence = sentence_of(text, figure.passages[0])
    counts = counts_in(text, sentence.start, sentence.end)
    count = next((c for c in counts if c.number == figure.number and c.end > start), None)
    if count is None or not _TOLD.search(sentence.text):
        return None
    insisted = _EXACT.search(text, max(0, count.start - 30), count.start) is not None
    noun = _noun(text, count, sentence)
    words = {w.lower() for w in _NAME.findall(sentence.text)}
    words |= content_words(sentence.text) & _PLACES
    days = frozenset(m[0].lower() for m in _DATE.finditer(sentence.text))
    return _Told(statement, sentence, noun, insisted, frozenset(words) - days, days, place)


def _noun(text: str, count: Count, sentence: Passage) -> str:
    """What is counted: the noun behind the number, else that of "the number of families ... at 210"."""
    kind = count.noun
    if not kind and (m := _OF_THEIRS.match(text, count.end)):
        kind = singular(m[1])
    if not kind and (m := _NUMBER_OF.search(text, sentence.start, count.start)):
        kind = singular(m[1])
    return "" if kind in _ANYBODY else kind


def _are_of_one(one: _Told, other: _Told) -> bool:
    """Do two sentences of one report tell of one thing at one place, each by a source of its own?"""
    if one.noun and other.noun and one.noun != other.noun:
        return False
    if not excludes(one.statement.content, other.statement.content) or (
        one.days and other.days and not one.days & other.days
    ):
        return False
    shared = len(one.words & other.words)
    if one.insisted and other.insisted:
        return shared >= 1
    return shared >= _SHARED and other.place - one.place <= 1 and _by_two(one, other)


def _by_two(one: _Told, other: _Told) -> bool:
    """Do the two sentences name two sources and no other time?"""
    sources = one.statement.content.attributed_to, other.statement.content.attributed_to
    if None in sources or sources[0] == sources[1]:
        return False
    return not any(_OTHER_TIME.search(t.sentence.text) for t in (one, other))


def _is_near(one: Statement[Figure], other: Statement[Figure]) -> bool:
    return one.published is not None and other.published is not None and (other.published - one.published).days <= _NEAR


def _is_fixed(figure: Figure) -> bool:
    """Do measure and scope tell what is counted, and is it neither a part nor what an agreement provides for?"""
    if any(_OF_THE.search(p.text) for p in figure.passages) or content_words(figure.attributed_to) & _TEXTS:
        return False
    if content_words(figure.scope):
        return bool(content_words(figure.measure))
    return figure.what in ("held", "troops", "other") and bool(content_words(figure.measure) - _ANYBODY)


def _voice(statement: Statement[Figure], voices: Voices) -> tuple[str, str, str]:
    named = statement.content.attributed_to or voices.speaker(statement.report_id, statement.content.passages) or ""
    return voices.outlet(statement.report_id), named.casefold(), number_words(statement.content)


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN].rsplit(" ", 1)[0] + " …"
