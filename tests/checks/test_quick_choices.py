"""The quick choices of places and sentences: they leave out nothing that the pattern itself finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from bench.corpus.files import part
from trucewatch.checks import (
    account_does_not_balance,
    complies_and_breaches,
    cumulative_figure_falls,
    implied_rest,
    parts_larger_than_whole,
    percentage,
    plan_names,
    proposed_as_reported,
    running_counts,
    running_matters,
    scope_words,
    scopes_mixed,
    subsets_of_whole,
)
from trucewatch.checks.material import Material
from trucewatch.checks.number_sentences import numbered, sentences_with
from trucewatch.checks.report_sentences import matches_at, places_holding
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.view import MemoryView

_NEAR_NUMBERS = {
    "account": (account_does_not_balance._SIGN, 40, account_does_not_balance._SIGN_HOLDS),
    "cumulative": (cumulative_figure_falls._SIGN, 120, cumulative_figure_falls._SIGN_HOLDS),
    "living": (implied_rest._NAMED, 40, implied_rest._NAMED_HOLDS),
    "wide": (scope_words.WIDE, 150, scope_words.WIDE_HOLDS),
    "parts": (parts_larger_than_whole._SIGN, 40, parts_larger_than_whole._SIGN_HOLDS),
    "bodies": (parts_larger_than_whole._BODY, 40, tuple(parts_larger_than_whole._BODIES)),
    "percentage": (percentage._SIGN, 80, percentage._SIGN_HOLDS),
    "proposed": (proposed_as_reported._PROPOSED, 40, proposed_as_reported._PROPOSED_HOLDS),
    "running": (running_counts._SIGN, 120, running_counts._SIGN_HOLDS),
    "scopes": (scopes_mixed._WIDE, 60, scopes_mixed._WIDE_HOLDS),
    "rest": (subsets_of_whole._REST, 4, subsets_of_whole._REST_HOLDS),
    "pair": (subsets_of_whole._PAIR, 40, subsets_of_whole._PAIR_HOLDS),
    "opening": (parts_larger_than_whole._OF_OPENS, 40, ()),
    "of those": (parts_larger_than_whole._OF_THOSE, 40, ()),
}
_BEGUN = {
    "plans": (plan_names._PLANS, plan_names._BEGINNINGS),
    "matters": (plan_names._MATTERS, plan_names._BEGINNINGS),
    "truces": (plan_names._TRUCES, plan_names._BEGINNINGS),
    "running matters": (running_matters._SIGN, running_matters._SIGN_BEGINS),
    "keepings": (complies_and_breaches._SIGNS, complies_and_breaches._SIGNS_BEGIN),
}


@cache
def _texts() -> tuple[str, ...]:
    """Texts of the corpus, one that is longer in lower case than as printed, and one of what they do not hold."""
    longer = "İzmir freed 40 men. Of the 40 men, 12 women were left."
    freed = "The camp let 118 people go. Of them 90 of those freed went home."
    return (*(entry.text for entry in part("train")), longer, freed)


def _one_by_one(text: str, sign: re.Pattern[str], within: int) -> Iterator[Passage]:
    """What the quick choice stands for: the pattern is searched near the numbers of every sentence."""
    for sentence, numbers in numbered(text):
        first = max(sentence.start, numbers[0] - within - 40)
        last = min(sentence.end, numbers[-1] + within + 40)
        found = sign.finditer(text, first, last)
        if any(m.start() - within <= at <= m.end() + within for m in found for at in numbers):
            yield sentence


@pytest.mark.parametrize("name", _NEAR_NUMBERS)
def test_no_sentence_near_a_number_is_passed_over(name: str) -> None:
    sign, within, holding = _NEAR_NUMBERS[name]
    chosen = [tuple(sentences_with(text, sign, within, holding)) for text in _texts()]
    assert chosen == [tuple(_one_by_one(text, sign, within)) for text in _texts()]
    assert any(chosen)


def test_stretches_that_no_match_holds_hide_it() -> None:
    text = "The convoy brought 30 sacks. Of the 30 sacks, 4 were wet."
    assert tuple(sentences_with(text, re.compile(r"\bwet\b"), holding=("dry",))) == ()
    assert [s.text for s in sentences_with(text, re.compile(r"\bwet\b"), holding=("wet",))] == [
        "Of the 30 sacks, 4 were wet."
    ]


@pytest.mark.parametrize("name", _BEGUN)
def test_matches_at_known_beginnings_are_all_matches(name: str) -> None:
    sought, beginnings = _BEGUN[name]
    lowered = [text.lower() for text in _texts()]
    found = [[m.span() for m in matches_at(t, sought, places_holding(t, beginnings))] for t in lowered]
    assert found == [[m.span() for m in sought.finditer(t)] for t in lowered]
    assert any(found)


def test_matches_at_places_never_overlap() -> None:
    assert [m[0] for m in matches_at("aaaa", re.compile("aa"), (0, 1, 2, 3))] == ["aa", "aa"]


def test_what_is_made_of_a_report_is_made_once() -> None:
    material, made = Material(MemoryView((), ())), list[str]()

    def make() -> str:
        made.append("days")
        return "made"

    for key in ("a", "a", "b"):
        assert material.made_once(("days", key), make) == "made"
    assert made == ["days", "days"]
