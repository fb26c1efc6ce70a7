"""Stances and proposals, on sentences of our own from many places; sides are exchanged to see readings follow."""

from __future__ import annotations

from datetime import date

import pytest

from told_case import LISTS
from trucewatch.reading.page import Page
from trucewatch.reading.positions import Positions
from trucewatch.reading.proposals import Proposals
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report


def page_of(text: str) -> Page:
    page = Page(Report(text, published=date(2031, 4, 2)))
    run_steps(page, LISTS)
    return page


def stances(text: str) -> list[tuple[str, str]]:
    return [(p.actor, p.stance) for p in page_of(text).get(Positions).positions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru accepted the mediators' proposal on Monday.", [("Peru", "accept")]),
        ("Peru has agreed to the extension, but Chile has rejected it.", [("Peru", "accept"), ("Chile", "reject")]),
        ("The draft was turned down by Nepal.", [("Nepal", "reject")]),
        ("Nepal refused to sign the accord.", [("Nepal", "reject")]),
        ("Nepal did not accept the offer.", [("Nepal", "reject")]),
        ("The African Union ratified the plan at a summit.", [("African Union", "adopt")]),
        ("Kenya, Ghana and Togo gave their backing to the plan.",
         [("Kenya", "endorse"), ("Ghana", "endorse"), ("Togo", "endorse")]),
        ("Ghana welcomed the truce.", [("Ghana", "welcome")]),
        ("Togo's president, Anna Berg, and Ghanaian Prime Minister Tomas Lund rejected the plan.",
         [("Togo", "reject"), ("Ghana", "reject")]),
        ("Ghana's president, Anna Berg, and Togolese Prime Minister Tomas Lund rejected the plan.",
         [("Ghana", "reject"), ("Togo", "reject")]),
        ("A truce proposed by Togo and accepted by Ghana was published.", [("Ghana", "accept")]),
        ("Mali's president, Ana Duarte, and Chad's president, Tomas Belo, rejected the plan.",
         [("Mali", "reject"), ("Chad", "reject")]),
        ("Chad's president, Ana Duarte, and Mali's president, Tomas Belo, rejected the plan.",
         [("Chad", "reject"), ("Mali", "reject")]),
        ("Togo's envoy, a lawyer and former judge, rejected the plan.", [("Togo", "reject")]),
        ("Ghana condemned the draft as a diktat.", [("Ghana", "criticise")]),
        ("Togo is ready to resume the talks if the siege ends.", [("Togo", "conditional")]),
        ("Togo is ready to resume the talks.", [("Togo", "accept")]),
        ("Togo has not allowed the negotiations to begin.", [("Togo", "reject")]),
        ("Togo said it needed time to study the draft.", [("Togo", "undecided")]),
        ("No answer had come from Togo.", [("Togo", "undecided")]),
        ("Chile called the offer a positive step.", [("Chile", "welcome")]),
        ("Chile branded the draft unacceptable.", [("Chile", "reject")]),
    ],
)  # fmt: skip
def test_stances(text: str, expected: list[tuple[str, str]]) -> None:
    assert stances(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The envoy urged Peru to accept the proposal.",
        "Peru might accept the proposal.",
        "It is unclear whether Peru accepts the proposal.",
        "Peru accepted three boats from a shipyard.",
        "Would Peru accept the proposal?",
        "Both had hoped that Peru would be persuaded to back the plan.",
    ],
)
def test_what_is_asked_or_imagined_is_no_position(text: str) -> None:
    assert stances(text) == []


@pytest.mark.parametrize(("one", "other"), [("Bolivia", "Paraguay"), ("Paraguay", "Bolivia")])
def test_exchanging_the_sides_exchanges_the_positions(one: str, other: str) -> None:
    text = f"{one} has agreed to the plan, while {other} has rejected it."
    assert stances(text) == [(one, "accept"), (other, "reject")]


def test_each_agent_of_a_passive_holds_it() -> None:
    text = "The accord was signed by envoys of Peru and Chile as well as by the president of Ghana."
    assert stances(text) == [("Peru", "accept"), ("Chile", "accept"), ("Ghana", "accept")]


def test_envoys_from_two_states_are_these_states() -> None:
    text = "Foreign ministers from Peru and Chile signed the accord."
    assert stances(text) == [("Peru", "accept"), ("Chile", "accept")]


def test_two_officials_of_one_state_may_differ() -> None:
    text = (
        "Chilean Foreign Minister Ana Soto rejected the plan. "
        "Chilean envoy Luis Pardo called the plan an encouraging first step."
    )
    found = page_of(text).get(Positions).positions
    assert [(p.actor, p.speaker, p.stance) for p in found] == [
        ("Chile", "Ana Soto", "reject"),
        ("Chile", "Luis Pardo", "welcome"),
    ]


def test_a_date_in_the_clause_is_the_date_of_the_position() -> None:
    positions = page_of("Peru rejected the plan on March 28, 2031.").get(Positions).positions
    assert [p.date for p in positions] == ["2031-03-28"]


def test_a_proposal_its_proposer_and_its_other_names() -> None:
    text = (
        "Nepal proposed a plan to extend the truce by sixty days. Peru accepted the plan. "
        "Chile called the Nepalese plan a trick."
    )
    proposals = page_of(text).get(Proposals).proposals
    assert len(proposals) == 1
    assert proposals[0].proposer == "Nepal"
    assert "extend the truce by sixty days" in (proposals[0].terms or "")
    assert "Nepalese plan" in proposals[0].aliases


def test_two_rival_proposals_stay_two() -> None:
    text = "Kenya presented a draft for new elections. Ghana rejected it and unveiled its own roadmap for a transition."
    assert len(page_of(text).get(Proposals).proposals) == 2


def test_a_position_names_the_proposal_it_is_about() -> None:
    text = "Nepal put forward a plan to reopen the road. Peru has accepted it."
    page = page_of(text)
    label = page.get(Proposals).proposals[0].label
    assert [p.proposal for p in page.get(Positions).positions] == [label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nepal refused to hand over its heavy guns.", [("Nepal", "reject")]),
        ("Nepal declined to comment.", []),
        ("Nepal has not commented.", [("Nepal", "undecided")]),
        ("Nepal did not rule out an extension.", [("Nepal", "undecided")]),
        ("Ghana took note with satisfaction of the ceasefire.", [("Ghana", "welcome")]),
        ("Ghana reaffirmed its attachment to the accord.", [("Ghana", "endorse")]),
        ("Ghana accepted the proposal, subject to a vote.", [("Ghana", "conditional")]),
        ("Ghana will pull back only once the road is open.", [("Ghana", "conditional")]),
        ("Ghana condemned the shelling of the market.", []),
        ("Ghana rejected the accusation.", []),
        ("Ghana cannot accept the draft.", [("Ghana", "reject")]),
        ("Ghana said it could live with the draft.", [("Ghana", "accept")]),
        ("Ghana agreed on Monday.", [("Ghana", "accept")]),
        ("Ghana’s parliament approved the accord.", [("Ghana", "adopt")]),
        ("Ghana has no objection to the draft.", [("Ghana", "accept")]),
        ("Togo put forward a draft, and Ghana backed it.", [("Ghana", "endorse")]),
        ("Ghana backed it.", []),
        ("Ghana welcomed three hundred guests.", []),
    ],
)
def test_stances_told_in_a_roundabout_way(text: str, expected: list[tuple[str, str]]) -> None:
    assert stances(text) == expected


def test_a_judgement_of_the_deal_is_the_stance_of_whoever_says_so() -> None:
    text = "Chilean Foreign Minister Ana Soto spoke on Monday. The deal, she said, was a betrayal."
    assert stances(text) == [("Chile", "criticise")]


def test_a_place_in_common_does_not_make_two_plans_one() -> None:
    text = "Kenya’s Darfur plan met doubt. The Darfur Renewal Plan of the African Union was better received."
    assert len(page_of(text).get(Proposals).proposals) == 2


def test_any_plan_is_no_plan_yet() -> None:
    assert page_of("Kenya will reject any plan that leaves the valley out.").get(Proposals).proposals == ()


def test_than_agreed_is_nobodys_stance() -> None:
    assert stances("Kenya and Ghana signed the truce. Lorries averaged 38 a day, two fewer than agreed.") == [
        ("Kenya", "accept"),
        ("Ghana", "accept"),
    ]


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Nepal ignored a truce proposed by Togo and accepted by Ghana.", "truce"),
        ("The plan, drafted by Togo and rejected by Ghana, lapsed.", "plan"),
    ],
)
def test_a_second_participle_is_about_the_noun_of_the_first(text: str, matter: str) -> None:
    found = next(p for p in page_of(text).get(Positions).positions if p.actor == "Ghana")
    assert matter in (found.proposal or "")
