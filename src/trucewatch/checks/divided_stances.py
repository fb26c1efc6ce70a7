"""Sides that are told to be for and against one plan: by the positions read, else by the words of one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trucewatch.checks.check import Check
from trucewatch.checks.material import Material
from trucewatch.checks.stances_in_words import StanceInWords, opposed_in_words
from trucewatch.checks.told_stances import ToldStance, days_apart, divided_sides, opposed, tells_of_a_change
from trucewatch.vocabulary.finding import Finding, Place


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
