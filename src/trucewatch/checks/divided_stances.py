"""Sides that are told to be for and against one plan: by the positions read, else by the words of one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trucewatch.checks.check import Check
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import reports_by_process
from trucewatch.checks.stances_in_words import StanceInWords, opposed_in_words, stances_in_words
from trucewatch.checks.told_stances import ToldStance, days_apart, divided_sides, opposed, tells_of_a_change
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.report import Report

_NAMED = 2  # words that tell a matter from others by themselves
_BESIDE = 3  # days between two reports whose words are compared


@dataclass(frozen=True)
class Division:
    """What a check asks of two stances.

    Attributes:
        days: how far apart they may be.
        told: is the pair of positions wanted?
        said: is the pair of stances in words wanted?
        sentence: how a finding begins, of the positions; `{side}` stands for the side.
        in_words: likewise of the stances in words.
        repairs: possible readings, likeliest first.
    """

    days: int
    told: Callable[[ToldStance, ToldStance], bool]
    said: Callable[[StanceInWords, StanceInWords], bool]
    sentence: str
    in_words: str
    repairs: tuple[str, ...]


def findings_of(check: Check, material: Material, asked: Division) -> Iterator[Finding]:
    """One finding a side and plan; by words alone only in reports of which no position told it."""
    seen = set[str]()
    for held in divided_sides(material).values():
        for pair in opposed(held):
            if asked.told(*pair) and days_apart(*pair) <= asked.days and not tells_of_a_change(*pair):
                first, second = sorted(pair, key=lambda s: (s.day is None, s.day, s.passage))
                seen |= {s.statement.report_id for s in pair}
                sentence = f"{asked.sentence.format(side=first.side)}: {first.told}; {second.told}."
                places = (first.place, second.place)
                ids = (first.statement.id, second.statement.id)
                yield Finding(check.code, check.severity, sentence, places, asked.repairs, ids)
                break
    for report in material.reports:
        for one, other in opposed_in_words(report.text) if report.id not in seen else ():
            if asked.said(one, other):
                shown = "; ".join(f"“{s.sentence.text.rstrip('.')}”" for s in (one, other))
                sentence = f"{asked.in_words.format(side=one.name)}: {shown}."
                at = tuple(dict.fromkeys(Place(report.id, s.sentence) for s in (one, other)))
                yield Finding(check.code, check.severity, sentence, at, asked.repairs)
    yield from _across(check, material, asked, seen)


def _across(check: Check, material: Material, asked: Division, seen: set[str]) -> Iterator[Finding]:
    """The same by the words of two reports of one process, published at most three days apart."""
    for reports in reports_by_process(material).values():
        by_matter = defaultdict[tuple[frozenset[str], frozenset[str]], list[tuple[Report, StanceInWords]]](list)
        for report in reports if len(reports) > 1 else ():
            for stance in stances_in_words(report.text) if report.published and report.id not in seen else ():
                if len(stance.matter) >= _NAMED and not stance.is_weak:
                    by_matter[stance.side, stance.matter].append((report, stance))
        for held in by_matter.values():
            told = next(_opposed_near(held, asked), None)
            if told is not None:
                shown = "; ".join(f"“{s.sentence.text.rstrip('.')}”" for _, s in told)
                places = tuple(Place(report.id, s.sentence) for report, s in told)
                sentence = f"{asked.in_words.format(side=told[0][1].name)}: {shown}."
                yield Finding(check.code, check.severity, sentence, places, asked.repairs)


def _opposed_near(
    held: list[tuple[Report, StanceInWords]], asked: Division
) -> Iterator[tuple[tuple[Report, StanceInWords], tuple[Report, StanceInWords]]]:
    """Two stances, one for and one against, of two reports near in time, in the order of publication."""
    for at, (one, first) in enumerate(held):
        for other, second in held[at + 1 :]:
            if one.published and other.published and (other.published - one.published).days > _BESIDE:
                break
            if one.id != other.id and first.is_for != second.is_for and asked.said(first, second):
                yield (one, first), (other, second)
