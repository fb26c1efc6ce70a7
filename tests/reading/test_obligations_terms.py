"""Terms in lists, truces in force, second sides and demands, on sentences of our own from varied processes."""

from __future__ import annotations

import pytest

from obligation_case import facts, read


@pytest.mark.parametrize(
    ("clause", "state"),
    [
        ("The ceasefire between Chad and Niger took effect on Monday.", "pending"),
        ("The truce between Chad and Niger is to last until July.", "pending"),
        ("The truce between Chad and Niger was largely respected on Tuesday.", "done"),
    ],
)
def test_a_truce_in_force_binds_both_sides(clause: str, state: str) -> None:
    text = f"Chad and Niger signed a truce on 28 April 2019.\n{clause}"
    assert ("Chad and Niger", "cease_hostilities", state) in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "An earlier truce between Chad and Niger took effect in 2011.",
        "The truce between Chad and Niger has not taken effect.",
        "Chad wants to know when the truce with Niger takes effect.",
    ],
)
def test_a_truce_that_is_not_in_force_binds_nobody(text: str) -> None:
    assert not [o for o in read(text) if o.action == "cease_hostilities"]


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("WE CALL ON", "demanded"),
        ("The sides agreed:", "pending"),
        ("The proposal:", "proposed"),
    ],
)
def test_lines_of_a_list_stand_as_the_line_above_says(line: str, state: str) -> None:
    text = f"{line}\n- Chad to lift the siege of the port;\n- release of all prisoners.\n"
    found = {(o.action, o.state) for o in read(text)}
    assert ("lift_blockade", state) in found


def test_a_line_with_a_dash_below_a_sentence_is_no_term() -> None:
    text = "The day was quiet.\n- Release of the album is near.\n"
    assert facts(text) == set()


def test_a_second_side_with_an_infinitive_of_its_own() -> None:
    found = facts("Peru promised to free the prisoners and Bolivia to withdraw its troops.")
    assert ("Peru", "release", "pending") in found
    assert ("Bolivia", "withdraw", "pending") in found


def test_infinitives_joined_by_commas_are_one_list() -> None:
    text = "Chad undertook to withdraw its tanks, to free all prisoners, and not to attack the convoys."
    assert {("Chad", "withdraw", "pending"), ("Chad", "release", "pending")} <= facts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togo, having let 40 prisoners go, waited.", ("Togo", "release", "done")),
        ("Chad demanded that all its prisoners be set free.", (None, "release", "demanded")),
        ("Niger's militias should have been disarmed by June.", ("Niger", "disarm", "pending")),
        ("Norway told Chad to leave without conditions.", ("Chad", "withdraw", "demanded")),
        ("Sudan asked that the prisoners be exchanged.", (None, "exchange", "demanded")),
    ],
)
def test_more_ways_to_say_it(text: str, expected: tuple[str | None, str, str]) -> None:
    assert expected in facts(text)


def test_others_are_those_spoken_of_before() -> None:
    text = "Eighteen soldiers remain in custody; two others were handed back on Monday."
    assert [(o.action, o.state) for o in read(text)] == [("release", "done")]


def test_what_a_party_had_promised_is_pending_although_it_is_asked_for() -> None:
    text = "Chad and Niger signed a truce on 28 April 2019.\nNorway urged Chad to free the prisoners{}."
    promised = [o for o in read(text.format(", as it had promised")) if o.action == "release"]
    asked = [o for o in read(text.format("")) if o.action == "release"]
    assert [(o.state, o.demanded_by) for o in promised] == [("pending", "Norway")]
    assert [(o.state, o.demanded_by) for o in asked] == [("demanded", "Norway")]


def test_terms_of_a_deal_that_has_run_out_were_carried_out() -> None:
    text = "A truce between Chad and Niger, in force from 1 March 2019, expired on 12 April 2019.\n{}"
    told = read(text.format("The deal allowed for the release of 38 prisoners."))
    assert [o.state for o in told if o.action == "release"] == ["done"]


@pytest.mark.parametrize(
    "text",
    [
        "A conference in Lima is to follow.",
        "The minister vowed to resume the war.",
        "The guard stopped in order to be seen.",
    ],
)
def test_no_duty(text: str) -> None:
    assert facts(text) == set()


def test_days_counted_from_a_day_that_is_told() -> None:
    text = "Chad agreed to free the prisoners within 30 days of 3 May 2019."
    assert [o.deadline for o in read(text) if o.action == "release"] == ["2019-06-02"]
    assert [o.deadline for o in read("Chad agreed to free the prisoners within 30 days.")] == [None]


def test_the_government_is_that_of_the_state_told_of_most() -> None:
    text = "Peru met the rebels in Lima. Peru has 30 of them in jail. The government agreed to free the rebels."
    assert {bearer for bearer, action, _ in facts(text) if action == "release"} == {"Peru"}


@pytest.mark.parametrize(
    "clause", ["on condition that Niger withdraws from the valley", "provided that Niger withdraws from the valley"]
)
def test_what_a_promise_hangs_on_is_demanded(clause: str) -> None:
    assert ("Niger", "withdraw", "demanded") in facts(f"Chad will attend the fair {clause}.")


def test_terms_that_a_paper_provides_are_no_condition() -> None:
    found = facts("The accord provided that Niger withdraws from the valley.")
    assert ("Niger", "withdraw", "demanded") not in found
