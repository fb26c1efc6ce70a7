"""What is told beside a stance: basis, finer sort, condition; and holders without a name of their own."""

from __future__ import annotations

from datetime import date

import pytest

from told_case import LISTS
from trucewatch.reading.page import Page
from trucewatch.reading.positions import Positions
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Position
from trucewatch.vocabulary.report import Report


def positions(text: str) -> tuple[Position, ...]:
    page = Page(Report(text, published=date(2031, 4, 2)))
    run_steps(page, LISTS)
    return page.get(Positions).positions


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Peru rejected the draft.", "declared"),
        ("Peru signed the accord.", "conduct"),
        ("Peru scoffed at the draft.", "characterised"),
    ],
)
def test_declared_done_and_characterised_are_kept_apart(text: str, basis: str) -> None:
    assert [p.basis for p in positions(text)] == [basis]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Peru accepted the plan in principle.", "accept_in_principle"),
        ("Peru has not replied to the offer.", "no_answer"),
        ("Peru accepted the plan.", None),
    ],
)
def test_a_finer_sort_is_told_only_in_words(text: str, detail: str | None) -> None:
    assert [p.stance_detail for p in positions(text)] == [detail]


def test_a_conditional_stance_keeps_its_condition() -> None:
    found = positions("Ghana accepted the proposal on condition that the siege ends.")
    assert [(p.stance, p.condition) for p in found] == [("conditional", "on condition that the siege ends")]
    assert [p.condition for p in positions("Ghana accepted the proposal.")] == [None]


def test_holders_without_a_name_keep_their_description() -> None:
    assert [p.actor for p in positions("The settlers' council rejects the accord outright.")] == ["settlers' council"]


def test_nobody_holds_no_position() -> None:
    assert positions("Nobody has accepted the draft.") == ()
