"""Sentences of a view that tell again what an earlier passage claims, found by the words they share."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from trucewatch.checks.claim_words import claim_root, claim_roots, numbers_told
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentence_at, sentences_of, starts_of, words_in, words_of
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

_KEY_LENGTH = 5  # letters by which a word is looked up, so that its endings meet
_LOOKED_UP = 3  # words of a claim that are looked up, the rarest first
_COMMON = 60  # reports of one span that may hold a word before it tells nothing
_HEDGED = re.compile(
    r"\b(?:alleg\w+|accus\w+|charg(?:e[sd]?|es|ing)|claim(?:s|ed|ing)?|sa(?:y|ys|id|ying)|according|report(?:s|"
    r"ed|edly)|"
    r"den(?:y|ies|ied|ying|ial)|reject(?:s|ed)|blam(?:e[sd]?|ing)|suspect\w*|if|whether|apparent\w*|believ\w+|"
    r"thought|"
    r"inquir\w+|investigat\w+|evidence|purported\w*|so-called|supposed\w*|would|may|might|could|disput\w+|"
    r"question\w*|told|"
    r"tells?|version|account|rumou?r\w*|proof|prove[sd]?|complain\w*|protest\w*|maintain\w*|insist\w*|"
    r"in the words of|"
    r"we|our|unless|demand\w*|call(?:s|ed) (?:it|the|this)|who did|stor(?:y|ies)|talk of|word (?:has|went)|"
    r"understood|hearsay|has it|have it|had it|words of|found|each|both|responsible|unnamed|without a name|"
    r"sources?|warn\w*|fear\w*|deemed|"
    r"consider\w*)\b|\?"
)
_NEGATED = re.compile(
    r"(?:\b(?:not|no|never|neither|none|nobody|without|yet to|fail(?:s|ed)? to)\b|"
    r"n['’]t\b)\s+((?:[\w’'-]+\s*){1,2})"
)
_CONFIRMED = re.compile(
    r"\b(?:confirm\w*|admit\w*|acknowledg\w*|conced\w*|establish\w*|verif\w+|found (?:that|to)|own(?:s|ed) up|"
    r"ruled that)\b",
    re.IGNORECASE,
)
_TIME_WORDS = frozenset(
    root
    for word in "january february march april june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday yesterday today tomorrow week weekend month year day night morning "
    "evening afternoon hour noon last next early late first new set".split()
    for root in claim_roots(word)
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|\b{_MONTH} \d{{1,2}}\b|\b(?:on the )?\d{{1,2}}(?:st|nd|rd|th)\b"
)
_BEHIND = 2  # sentences behind a claim in which its report may have it confirmed
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_KNOWN_BY = 2  # words of a claim that a sentence must hold to be looked at
_SHARE = 0.5  # of a claim's words, how many a sentence that tells it again must have


@dataclass(frozen=True)
class Claim:
    """What somebody is said to say.

    Attributes:
        report: where it stands.
        passage: its words.
        roots: those of its words, and its numbers, by which it is known again.
        speaker: who says so, as named.
        statement: id of its statement, None where only the text was looked at.
        must: sets of words; of each, one must be told again.
        fewest: how many words must be told again at least.
    """

    report: Report
    passage: Passage
    roots: frozenset[str]
    speaker: str
    statement: str | None
    must: tuple[frozenset[str], ...] = ()
    fewest: int = 3

    @property
    def day(self) -> date:
        """The day of publication."""
        return self.report.published or date.min

    @cached_property
    def words(self) -> frozenset[str]:
        """Its roots without the numbers."""
        return frozenset(root for root in self.roots if root[0] != "#")

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The beginnings of its words, one of which every form of a word begins with; the longest first."""
        return tuple(sorted({root[:_KEY_LENGTH] for root in self.words}, key=lambda stem: (-len(stem), stem)))

    @cached_property
    def needed(self) -> int:
        """How many of the beginnings a sentence must hold to be looked at; one of its words may have an odd form."""
        numbers = len(self.roots) - len(self.words)
        return max(_KNOWN_BY - (numbers > 0), math.ceil(max(self.fewest, _SHARE * len(self.roots))) - numbers - 1)


def told_roots(text: str) -> frozenset[str]:
    """The words of a stretch that tell what is claimed, and its numbers; days and months left out."""
    return (claim_roots(text.lower()) - _TIME_WORDS) | _numbers(text)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(
        f"#{n:g}" for n in numbers_told(_DATE.sub(" ", text)) if n > 2 and not _FIRST_YEAR <= n <= _LAST_YEAR
    )


class TellingsAgain:
    """The sentences of a view by their words."""

    def __init__(self, material: Material, claims: Iterable[Claim]) -> None:
        self._material = material
        self._reports = {r.id: r for r in material.reports if r.published}
        self._held: defaultdict[tuple[str, str], list[tuple[date, str]]] = defaultdict(list)
        self._headed: dict[str, frozenset[str]] = {}
        self._lacks: defaultdict[str, set[str]] = defaultdict(set)  # by report, beginnings of words that it has nowhere
        self._lowered = {r.id: r.text.lower() for r in material.reports}
        wanted = frozenset(key for claim in claims for key in _keys(words_in(claim.passage.text)))
        for report in self._reports.values() if wanted else ():
            for key in wanted & _keys(words_of(report.text)):
                self._held[report.process or "", key].append((report.published or date.min, report.id))

    def later(self, claim: Claim, days: int) -> Iterator[tuple[Report, Passage]]:
        """Sentences of the claim's own report behind it, and of reports of its process within some days, by day.

        Those that a report tells in its own words as well as those that it ascribes; a claim that somebody confirms
        has no later ones.
        """
        behind, own = claim.passage.end, sentence_at(claim.report.text, claim.passage.start).text
        if _is_confirmed(claim):
            return
        for report in (claim.report, *self._candidates(claim, days)):
            start = behind if report.id == claim.report.id else 0
            for number in self._numbers_near(claim, report, start):
                sentence = sentences_of(report.text)[number]
                if sentence.start < start or sentence.text == own or not self.tells(claim, sentence.text):
                    continue
                if _CONFIRMED.search(sentence.text):
                    return
                yield report, sentence

    def tells(self, claim: Claim, text: str) -> bool:
        """Do these words tell the claim again?"""
        plain = text.lower()
        words = claim.words & claim_roots(plain)
        numbers = claim.roots - claim.words
        if len(words) < _KNOWN_BY or not all(some & words for some in claim.must):
            return False
        shared = words | (numbers & _numbers(text) if numbers else frozenset())
        if len(shared) < max(claim.fewest, _SHARE * len(claim.roots)) or (numbers and not numbers & shared):
            return False
        return _negated(plain, words) == _negated(claim.passage.text.lower(), words)

    def quotes_at(self, report: Report, sentence: Passage) -> list[Statement[Quote]]:
        """The quotations that share words with a sentence."""
        quotes = self._material.by_report(Quote)[report.id]
        return [s for s in quotes if any(p.overlaps(sentence) for p in s.content.passages)]

    def is_plain(self, claim: Claim, report: Report, sentence: Passage) -> bool:
        """Does the report tell it in its own words, without any word, but for the claim's, that leaves it open?"""
        words = sentence.text[:1].lower() + sentence.text[1:]
        is_open = any(claim_root(m[0]) not in claim.words for m in _HEDGED.finditer(words))
        return not is_open and not self.quotes_at(report, sentence)

    def speaks_itself(self, report: Report, speaker: str) -> bool:
        """Is the report the speaker's own, by its outlet or its head?"""
        if report.id not in self._headed:
            first = report.text.lstrip().split("\n", 1)[0]
            self._headed[report.id] = claim_roots(f"{report.outlet or ''} {first if first.isupper() else ''}".lower())
        return bool(claim_roots(speaker.lower()) & self._headed[report.id])

    def _numbers_near(self, claim: Claim, report: Report, start: int) -> list[int]:
        """The numbers of the sentences behind an offset that hold enough of a claim's words to be looked at."""
        plain, lacks, missing = self._lowered[report.id], self._lacks[report.id], 0
        first: list[tuple[str, int]] = []
        for stem in claim.stems:
            at = -1 if stem in lacks else plain.find(stem, start)
            if at >= 0:
                first.append((stem, at))
                continue
            if start == 0:
                lacks.add(stem)
            missing += 1
            if missing > len(claim.stems) - claim.needed:
                return []
        starts, held = starts_of(report.text), defaultdict[int, int](int)
        for stem, place in first:
            at = place
            while at >= 0:
                number = max(0, bisect_right(starts, at) - 1)
                held[number] += 1
                at = plain.find(stem, starts[number + 1]) if number + 1 < len(starts) else -1
        return sorted(number for number, words in held.items() if words >= claim.needed)

    def _candidates(self, claim: Claim, days: int) -> list[Report]:
        if claim.report.published is None:
            return []
        found: dict[str, date] = {}
        spans = []
        for key in sorted(_keys(words_in(claim.passage.text))):
            held = self._held.get((claim.report.process or "", key), [])
            first = bisect_left(held, (claim.day, ""))
            last = bisect_left(held, (claim.day + timedelta(days=days + 1), ""))
            others = [h for h in held[first : min(last, first + _COMMON + 1)] if h[1] != claim.report.id]
            if 0 < len(others) <= _COMMON:
                spans.append(others)
        for span in sorted(spans, key=len)[:_LOOKED_UP]:
            found.update((id_, day) for day, id_ in span)
        return [self._reports[id_] for id_, _ in sorted(found.items(), key=lambda f: (f[1], f[0]))]


def _is_confirmed(claim: Claim) -> bool:
    """Does the claim's own report have it confirmed right behind it?"""
    number = number_at(claim.report.text, claim.passage.start)
    behind = sentences_of(claim.report.text)[number + 1 : number + 1 + _BEHIND]
    return any(_CONFIRMED.search(s.text) and claim.words & claim_roots(s.text.lower()) for s in behind)


def _negated(text: str, roots: frozenset[str]) -> bool:
    """Does a negation stand right before one of the words?"""
    behind = (m[1] for m in _NEGATED.finditer(text))
    return any(claim_roots(words) & roots for words in behind)


def _keys(words: Iterable[str]) -> frozenset[str]:
    """What words in lower case are looked up by."""
    return frozenset(word[:_KEY_LENGTH] for word in words if len(word) >= _KEY_LENGTH)


def claimed_in(text: str, passages: tuple[Passage, ...]) -> Passage:
    """One passage from the first to the last of several that lie in one sentence; else the first."""
    first, last = passages[0], passages[-1]
    same = number_at(text, first.start) == number_at(text, last.start)
    return Passage.of(text, first.start, last.end) if same and last.end > first.end else first
