"""Obligations on sentences of our own, from invented and varied processes."""

from __future__ import annotations

import pytest

from obligation_case import facts, read
from trucewatch.vocabulary.kinds import Obligation


def one(text: str, action: str) -> Obligation:
    return next(o for o in read(text) if o.action == action)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad agreed to withdraw its troops from the northern strip.", ("Chad", "withdraw", "pending")),
        ("Peru promised to free 30 prisoners by 12 June 2019.", ("Peru", "release", "pending")),
        ("Kenya has yet to free 300 detainees.", ("Kenya", "release", "pending")),
        ("The accord commits Burundi to free all political prisoners.", ("Burundi", "release", "pending")),
        ("Under the accord, Georgia must pull back its forces.", ("Georgia", "withdraw", "pending")),
        ("Sudan is to open a corridor for relief convoys.", ("Sudan", "allow_aid", "pending")),
        ("Chad demanded that Sudan halt its shelling of the border towns.", ("Sudan", "cease_hostilities", "demanded")),
        ("Norway urged Nepal to let in food convoys.", ("Nepal", "allow_aid", "demanded")),
        ("Mali offered to release 20 soldiers.", ("Mali", "release", "proposed")),
        ("Libya lifted the blockade of the oil ports on Friday.", ("Libya", "lift_blockade", "done")),
        ("Chad handed over the bodies of 12 fighters on Sunday.", ("Chad", "release", "done")),
        ("Togo suspended the release of 600 prisoners.", ("Togo", "release", "suspended")),
        (
            "Nepal breached its commitment to withdraw from the valley, monitors said.",
            ("Nepal", "withdraw", "breached"),
        ),
        ("The agreement calls for the return of refugees.", (None, "other", "pending")),
        ("The plan envisages the deployment of peacekeepers.", (None, "deploy_monitors", "proposed")),
        ("Ghana promised to rebuild the burnt bridges.", ("Ghana", "reconstruct", "pending")),
    ],
)
def test_action_bearer_and_state(text: str, expected: tuple[str | None, str, str]) -> None:
    assert facts(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Chad refused to hand over its heavy weapons.",
        "Togo has not agreed to withdraw from the islands.",
        "Sudan withdrew its candidate from the race on Monday.",
        "The ministry released a statement on Tuesday.",
        "The delegations will meet again on Thursday.",
        "It is unclear when Mali will withdraw its troops.",
        "The official asked not to be named.",
        "Nepal said it hoped for peace.",
        "A shell killed two farmers near the river on Monday.",
        "The president vowed never to leave the valley.",
        "",
    ],
)
def test_no_duty_is_read_where_none_is_told(text: str) -> None:
    assert facts(text) == set()


def test_each_verb_of_a_list_is_a_record() -> None:
    text = "Chad undertook to disarm the militias, withdraw its artillery and release the prisoners it holds."
    assert facts(text) == {
        ("Chad", "disarm", "pending"),
        ("Chad", "withdraw", "pending"),
        ("Chad", "release", "pending"),
    }


def test_a_list_of_objects_is_one_record_but_two_counts_are_two() -> None:
    assert len(read("Peru promised to release all soldiers and policemen.")) == 1
    counted = read("Peru freed 12 soldiers and 30 policemen on Friday.")
    assert sorted(o.quantity.number or 0 for o in counted if o.quantity) == [12, 30]


def test_a_hidden_verb_at_the_end_of_a_list_counts() -> None:
    found = facts("The accord bound Chad to silence its guns, open roads for aid convoys and free prisoners of war.")
    assert ("Chad", "release", "pending") in found
    assert ("Chad", "cease_hostilities", "pending") in found


def test_an_exchange_gives_the_exchange_and_one_release_a_side() -> None:
    assert facts("Chad and Niger agreed to swap prisoners.") == {
        ("Chad and Niger", "exchange", "pending"),
        ("Chad", "release", "pending"),
        ("Niger", "release", "pending"),
    }


def test_captives_for_captives_is_an_exchange_with_both_counts() -> None:
    found = read("Under the deal, Chad will free 40 soldiers in exchange for 120 prisoners held by Niger.")
    releases = {o.bearer: o.quantity.number for o in found if o.action == "release" and o.quantity}
    assert releases == {"Chad": 40, "Niger": 120}
    assert [o.bearer for o in found if o.action == "exchange"] == ["Chad and Niger"]


def test_in_exchange_for_is_a_condition_and_no_act() -> None:
    found = read("Togo offered to free 10 prisoners in exchange for the lifting of the embargo.")
    assert {o.action for o in found} == {"release", "lift_blockade"}
    assert one(
        "Togo offered to free 10 prisoners in exchange for the lifting of the embargo.", "release"
    ).condition == ("in exchange for the lifting of the embargo")


def test_quantity_and_deadline() -> None:
    found = one("Peru promised to free about 30 prisoners by 12 June 2019.", "release")
    assert found.quantity is not None
    assert (found.quantity.number, found.quantity.qualifier) == (30, "about")
    assert (found.date, found.deadline) == (None, "2019-06-12")
    begun = one("Peru is to withdraw its troops on 3 June 2019.", "withdraw")
    assert (begun.date, begun.deadline) == ("2019-06-03", None)


def test_who_demands_and_who_proposes() -> None:
    assert one("Norway urged Nepal to let in food convoys.", "allow_aid").demanded_by == "Norway"
    assert one("Mali offered to release 20 soldiers.", "release").proposed_by == "Mali"
    said = one('"Chad must withdraw from the islands," Mali\'s foreign minister said on Monday.', "withdraw")
    assert said.state == "demanded"
    assert said.demanded_by is not None


def test_must_is_demanded_in_speech_and_pending_in_terms() -> None:
    assert facts('"Chad must release the prisoners," the envoy told reporters.') == {("Chad", "release", "demanded")}
    assert facts("Under the treaty Chad must release the prisoners.") == {("Chad", "release", "pending")}


def test_terms_run_on_through_a_paragraph_and_no_further() -> None:
    text = (
        "Under the accord, Chad will leave the islands. A joint council will redraw the map.\nThe rains will end soon."
    )
    assert [o.action for o in read(text)] == ["withdraw", "other"]


def test_passives_and_participles() -> None:
    assert facts("The prisoners were freed by Togo on Monday.") == {("Togo", "release", "done")}
    pulled = one("Niger's withdrawal of its artillery was completed on Monday.", "withdraw")
    assert (pulled.bearer, pulled.state, pulled.subtype) == ("Niger", "done", "withdraw_heavy_weapons")


def test_both_sides_are_the_two_named() -> None:
    text = "Chad and Niger signed an accord on Friday.\nThe two sides are to pull back their tanks."
    assert ("Chad and Niger", "withdraw", "pending") in facts(text)


def test_the_same_duty_told_twice_is_one_record_with_both_passages() -> None:
    text = "Chad promised to release 40 prisoners.\nThe 40 prisoners must be released, under the accord, by Chad."
    found = [o for o in read(text) if o.action == "release"]
    assert len(found) == 1
    assert len(found[0].evidence) == 2


def test_exchanging_the_parties_names_exchanges_the_reading() -> None:
    text = (
        "{a} and {b} signed an accord on Friday. Under the accord, {a} will free 40 soldiers and {b} will leave the "
        "islands. {b} demanded that {a} lift the siege of the port."
    )
    there = facts(text.format(a="Chad", b="Niger"))
    back = facts(text.format(a="Niger", b="Chad"))
    swap = {"Chad": "Niger", "Niger": "Chad"}
    assert there == {(swap.get(bearer or "", bearer), action, state) for bearer, action, state in back}
    assert ("Chad", "release", "pending") in there
    assert ("Chad", "lift_blockade", "demanded") in there


def test_without_publication_date_duties_are_still_read() -> None:
    assert [o.action for o in read("Peru promised to free 30 prisoners by Friday.", None)] == ["release"]
