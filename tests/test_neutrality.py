"""Exchange the parties' names in a report and the reading exchanges with them; nothing else changes."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from told_case import MarkingStep
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.reader import read
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

TEXT = """\
Bolivia and Paraguay have agreed to extend their truce by thirty days, the mediators said on Tuesday.
Bolivia accepted an offer to free 40 prisoners, while Paraguay rejected a demand to withdraw its troops from the hills.
Bolivia accused Paraguay of shelling a village on Monday. Paraguay denied the charge and said it had kept the truce.
A spokesman for Paraguay said that talks would resume in Lima on Friday. Bolivia “will be there”, its envoy said.
At least 12 people were killed in the clash, Bolivia said. Paraguay put the toll at nine.
"""
UNTAGGED = tuple(MarkingStep() if step.writes is Tags else step for step in DEFAULT_STEPS)
SIDES = re.compile(r"\b(?:Bolivia|Paraguay)\b")
OTHER = {"Bolivia": "Paraguay", "Paraguay": "Bolivia"}


def exchanged(text: str) -> str:
    return SIDES.sub(lambda m: OTHER[m.group()], text)


def rows(reading: Reading, *, swap: bool) -> Counter[str]:
    """What the rules state, without offsets: kind, values and words; with `swap` the names exchanged again.

    The steps run without the learned tagger: a network weighs names, so it cannot exchange exactly. The share of all
    that exchanges with it is measured on the corpus and held by the gate (bench/quality, "swap").
    """
    found: Counter[str] = Counter()
    for statement in reading.statements:
        content = statement.content
        values = {
            name: value
            for name, value in vars(content).items()
            if isinstance(value, str | int | float | bool) or value is None
        }
        words = [p.text for p in content.passages]
        row = f"{content.KIND} {sorted(values.items(), key=str)} {words}"
        found[exchanged(row) if swap else row] += 1
    return found


@pytest.fixture(scope="module")
def both_ways() -> tuple[Counter[str], Counter[str]]:
    published = date(2031, 4, 2)
    one = read(Report(TEXT, published=published), UNTAGGED)
    other = read(Report(exchanged(TEXT), published=published), UNTAGGED)
    return rows(one, swap=False), rows(other, swap=True)


def test_there_is_something_to_exchange(both_ways: tuple[Counter[str], Counter[str]]) -> None:
    kinds = {row.split()[0] for row in both_ways[0]}
    assert {"parties", "positions", "quotes", "times", "figures", "violations"} <= kinds


def test_the_reading_exchanges_with_the_names(both_ways: tuple[Counter[str], Counter[str]]) -> None:
    one, other = both_ways
    assert one - other == Counter()
    assert other - one == Counter()
