"""Whose agreement it is, on sentences of our own."""

from __future__ import annotations

import pytest

from agreement_case import main_of


@pytest.mark.parametrize(
    "text",
    [
        "The truce between {0} and {1}, brokered by Oman, took effect on Monday.",
        "{0} and {1} signed the truce on Monday in Muscat; Oman brokered the truce.",
        "The truce, signed by {0} and {1} on Monday, was brokered by Oman.",
    ],
)
@pytest.mark.parametrize("sides", [("Peru", "Chile"), ("Chile", "Peru")])
def test_sides_and_mediator(text: str, sides: tuple[str, str]) -> None:
    found = main_of(text.format(*sides))
    assert set(found.parties) == set(sides)
    assert found.mediators == ("Oman",)


def test_guarantors() -> None:
    text = "The truce between Peru and Chile, guaranteed by Spain and Norway, took effect on Monday."
    assert set(main_of(text).guarantors) == {"Spain", "Norway"}


def test_who_only_welcomes_it_is_no_side() -> None:
    text = "The truce between Peru and Chile took effect on Monday. Spain welcomed the truce."
    assert set(main_of(text).parties) == {"Peru", "Chile"}
