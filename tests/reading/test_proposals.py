"""Plans and offers: their labels, proposers, terms, other names with the ground for each, and what they counter."""

from __future__ import annotations

from datetime import date

import pytest

from told_case import LISTS
from trucewatch.reading.page import Page
from trucewatch.reading.proposals import Proposals
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Proposal
from trucewatch.vocabulary.report import Report


def proposals(text: str) -> tuple[Proposal, ...]:
    page = Page(Report(text, published=date(2031, 4, 2)))
    run_steps(page, LISTS)
    return page.get(Proposals).proposals


@pytest.mark.parametrize(
    ("text", "proposer", "terms"),
    [
        ("Nepal offered to reopen the road to Lhasa.", "Nepal", "reopen the road to Lhasa"),
        ("Nepal proposed that both armies withdraw from the pass.", "Nepal", "both armies withdraw from the pass"),
        ("Peru suggested extending the truce for a month.", "Peru", "extending the truce for a month"),
    ],
)
def test_an_act_that_somebody_proposes_is_a_proposal(text: str, proposer: str, terms: str) -> None:
    assert [(p.proposer, p.terms) for p in proposals(text)] == [(proposer, terms)]


def test_a_thing_that_somebody_proposes_is_a_proposal() -> None:
    found = proposals("Peru proposed a second exchange of prisoners.")
    assert [(p.label, p.proposer) for p in found] == [("second exchange of prisoners", "Peru")]


@pytest.mark.parametrize(
    "text",
    [
        "Witnesses suggested that the raids had ceased.",
        "The kiosk offered tea and cakes to the delegates.",
        "Peru offered condolences to the families.",
        "Chile has left an offer that nobody saw unanswered.",
    ],
)
def test_what_is_no_plan_is_none(text: str) -> None:
    assert proposals(text) == ()


def test_the_label_says_what_a_bare_offer_is_for() -> None:
    found = proposals("Kenya renewed its offer of talks on the border.")
    assert found[0].label.endswith("offer of talks on the border")


def test_every_alias_has_its_ground() -> None:
    text = (
        "Nepal unveiled a plan to extend the truce. Peru accepted the plan. "
        "Chile called the Nepalese plan a trick. The plan will be put to a vote."
    )
    (plan,) = proposals(text)
    assert dict(zip(plan.aliases, plan.alias_grounds, strict=True))["Nepalese plan"] == "shared_name"
    assert len(plan.evidence) == 4


def test_a_counter_offer_counters_the_plan_of_the_other_side() -> None:
    text = "Kenya presented a draft for new elections. Ghana answered with a counter-proposal for a transition."
    draft, counter = proposals(text)
    assert counter.against == draft.label


@pytest.mark.parametrize(("one", "other"), [("Bolivia", "Paraguay"), ("Paraguay", "Bolivia")])
def test_exchanging_the_sides_exchanges_the_proposers(one: str, other: str) -> None:
    text = f"{one} offered to free the captives. {other} proposed a truce of ten days."
    assert [p.proposer for p in proposals(text)] == [one, other]
