"""Who bears a duty that is told of a side without its name, on sentences of our own."""

from __future__ import annotations

import pytest

from obligation_case import facts, read

BEGIN = "Chad and the Desert Liberation Front signed a truce. "
FRONT = "Desert Liberation Front"


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("The rebels agreed to free ten prisoners.", FRONT),
        ("The guerrillas will hand over their weapons.", FRONT),
        ("The rebel fighters agreed to leave the valley.", FRONT),
        ("The army agreed to withdraw from the valley.", "Chad"),
        ("Government forces agreed to withdraw from the valley.", "Chad"),
        ("All but 300 of the Front's fighters have handed in their rifles.", FRONT),
        ("The two agreed to free all prisoners.", f"Chad and {FRONT}"),
        ("Both capitals agreed to free all prisoners.", f"Chad and {FRONT}"),
    ],
)
def test_nouns_for_a_side(text: str, bearer: str) -> None:
    assert bearer in {found for found, _, _ in facts(BEGIN + text)}


@pytest.mark.parametrize(
    "text",
    [
        "Foreign soldiers agreed to withdraw from the valley.",
        "The Peruvian army agreed to withdraw from the valley.",
        "Rival guerrillas agreed to withdraw from the valley.",
    ],
)
def test_others_are_neither_side(text: str) -> None:
    assert not {found for found, action, _ in facts(BEGIN + text) if action == "withdraw"} & {"Chad", FRONT}


def test_what_one_side_demands_the_other_has_to_do() -> None:
    text = "Peru and Ecuador signed a truce. Peru demanded the release of all prisoners."
    assert ("Ecuador", "release", "demanded") in facts(text)


def test_exchanging_the_sides_exchanges_who_has_to_do_it() -> None:
    text = "Peru and Ecuador signed a truce. Ecuador demanded the release of all prisoners."
    assert ("Peru", "release", "demanded") in facts(text)


def test_what_a_third_state_demands_no_side_alone_has_to_do() -> None:
    text = "Peru and Ecuador signed a truce. Kenya demanded the release of all prisoners."
    assert not {b for b, action, _ in facts(text) if action == "release"} & {"Peru", "Ecuador", "Kenya"}


def test_whom_a_demand_names_has_to_do_it() -> None:
    text = "Peru and Ecuador signed a truce. Peru urged Kenya to release all prisoners."
    assert {b for b, action, _ in facts(text) if action == "release"} == {"Kenya"}


def test_they_are_the_several_named_last() -> None:
    text = "Peru and Ecuador signed a truce on Monday. They also agreed to free all prisoners."
    assert ("Peru and Ecuador", "release", "pending") in facts(text)


def test_they_are_not_those_before_another_subject() -> None:
    text = "Peru and Ecuador met on Monday. The rebels left on Friday. They also agreed to free all prisoners."
    assert "Peru and Ecuador" not in {b for b, action, _ in facts(text) if action == "release"}


def test_no_town_of_a_dateline_bears_a_duty() -> None:
    text = "PORT ANSEL, Chad, May 1 - The Desert Liberation Front freed ten captives on Monday."
    assert {o.bearer for o in read(text) if o.action == "release"} <= {FRONT, None}
