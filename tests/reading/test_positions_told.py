"""Stances that the learned tagger marks, joined with those that words and syntax find; the marks are made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pytest

from trucewatch.reading.encoder.layer import EncoderStep, Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.page import Page
from trucewatch.reading.positions import Positions
from trucewatch.reading.step import run_steps
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.vocabulary.kinds import Position
from trucewatch.vocabulary.report import Report

_MARK = re.compile(r"\{(?P<head>[a-z]+)(?:\.(?P<kind>[a-z]+))?(?P<sure>\d\d)? (?P<words>[^}]*)\}")


@dataclass(frozen=True)
class _MadeUp:
    """Gives the marks of a test in place of a model's."""

    tags: Tags
    name: str = "encoder"
    version: str = "1"
    reads: tuple[type, ...] = ()
    writes: type = Tags

    def __call__(self, page: Page) -> Tags:
        return self.tags


def positions(marked: str) -> tuple[Position, ...]:
    """Positions of "Peru {position.reject90 buried} the plan": marks with type and how sure, in percent."""
    text, at = "", 0
    spans: dict[str, list[Span]] = {"position": [], "holder": []}
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        start = len(text)
        text += m["words"]
        at = m.end()
        spans[m["head"]].append(Span(start, len(text), m["kind"] or "", int(m["sure"] or 90) / 100))
    text += marked[at:]
    tags = Tags({head: tuple(found) for head, found in spans.items()}, "made up")
    page = Page(Report(text, published=date(2031, 4, 2)))
    run_steps(page, [_MadeUp(tags) if isinstance(step, EncoderStep) else step for step in DEFAULT_STEPS])
    return page.get(Positions).positions


def stances(marked: str) -> list[tuple[str, str]]:
    return [(p.actor, p.stance) for p in positions(marked)]


def test_words_that_no_list_has_are_read_by_their_mark() -> None:
    assert stances("{holder Peru} {position.reject buried} the mediators' plan on Monday.") == [("Peru", "reject")]


def test_what_the_tagger_is_not_sure_of_in_unlisted_words_is_left_out() -> None:
    assert stances("{holder Peru} {position.reject25 buried} the mediators' plan on Monday.") == []


def test_a_listed_word_needs_less() -> None:
    assert stances("{holder Peru} {position.endorse60 backed} the caravan of the miners.") == [("Peru", "endorse")]


@pytest.mark.parametrize("mark", ["accepted", "{position.accept05 accepted}"])
def test_what_only_lists_find_is_dropped_where_the_tagger_thinks_it_unlikely(mark: str) -> None:
    assert stances(f"Peru {mark} the mediators' proposal on Monday.") == []


def test_what_both_find_is_told_once() -> None:
    assert stances("{holder Peru} {position.accept accepted} the mediators' proposal.") == [("Peru", "accept")]


def test_a_sure_tagger_says_which_stance_it_is() -> None:
    assert stances("{holder Peru} {position.conditional99 accepted} the proposal.") == [("Peru", "conditional")]
    assert stances("{holder Peru} {position.conditional40 accepted} the proposal.") == [("Peru", "accept")]


def test_a_mark_on_other_words_does_not_rename_a_listed_stance() -> None:
    text = "Peru {position.criticise99 voiced} regret and {position.endorse50 reiterated} its support for the plan."
    assert ("Peru", "endorse") in stances(text)


def test_what_may_be_done_to_somebody_is_no_stance_of_his_unless_the_tagger_is_sure() -> None:
    text = "{holder Peru} would be {position.undecided%s shortlisted} for the summit."
    assert stances(text % "80") == []
    assert stances(text % "97") == [("Peru", "undecided")]


def test_without_a_marked_holder_the_subject_holds_it() -> None:
    assert stances("Peru {position.reject buried} the mediators' plan.") == [("Peru", "reject")]


def test_each_of_two_marked_holders_in_a_list_holds_it() -> None:
    text = "{holder Peru} and {holder Chile} {position.welcome warmed} to the mediators' plan."
    assert stances(text) == [("Peru", "welcome"), ("Chile", "welcome")]


@pytest.mark.parametrize(("one", "other"), [("Bolivia", "Paraguay"), ("Paraguay", "Bolivia")])
def test_exchanging_the_sides_exchanges_the_positions(one: str, other: str) -> None:
    text = (
        f"{{holder {one}}} {{position.welcome warmed}} to the plan, "
        f"while {{holder {other}}} {{position.reject buried}} it."
    )
    assert stances(text) == [(one, "welcome"), (other, "reject")]


def test_a_stance_nobody_holds_is_none() -> None:
    assert stances("It {position.reject rained} all day in the hills.") == []


@pytest.mark.parametrize(
    ("marked", "mention"),
    [
        ("The Peruvian side {position.undecided90 said} nothing.", None),
        ("Peru would {position.undecided90 answer} in Oslo on Friday.", None),
        ("Peru {position.reject90 rejected} Oslo as the venue.", "Oslo"),
        ("Peru {position.accept90 accepted} the plan in Oslo.", "plan in Oslo"),
    ],
)
def test_a_town_beside_or_nothing_is_no_matter_of_a_stand(marked: str, mention: str | None) -> None:
    (found,) = positions(marked)
    assert found.proposal_mention == mention
