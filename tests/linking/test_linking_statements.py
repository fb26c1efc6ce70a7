"""Proposals and agreements across reports."""

from __future__ import annotations

from typing import Any

import pytest

from linking_case import ARDA, BELM, LinkingCase, judged, person, thing
from trucewatch.linking.agreements import link_agreements
from trucewatch.linking.proposals import link_proposals
from trucewatch.linking.statements import LinkedStatements
from trucewatch.vocabulary.kinds import Agreement, Content, OtherAgreement, Proposal
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import AnyStatement, Statement

ENVOY = person("Ana Berg", "United Nations", "envoy")
UN = thing("United Nations", "body", "UN")


class StatementCase(LinkingCase):
    """Reports that name two states, an envoy and one proposal or agreement each."""

    def told(self, day: str, cls: type[Content], **values: Any) -> AnyStatement:
        words = str(values.get("label") or values.get("term_used") or values.get("kind"))
        report = self.report(day, ARDA, BELM, UN, ENVOY, text=f"{words} {len(self.reports)}")
        passages = (Passage(0, len(words), words),)
        self.statements.append(Statement(report.id, cls(evidence=passages, **values), report.published))
        return self.statements[-1]

    def beside(self, cls: type[Content], **values: Any) -> AnyStatement:
        """One more in the newest report."""
        report = self.reports[-1]
        place = Passage(0, 1, report.text[0])
        self.statements.append(Statement(report.id, cls(evidence=(place,), **values), report.published))
        return self.statements[-1]


def are_one(linked: LinkedStatements, *statements: AnyStatement) -> bool:
    found = [linked.of(s.id) for s in statements]
    assert None not in found
    return len({group.id for group in found if group is not None}) == 1


def test_one_label_is_one_proposal() -> None:
    case = StatementCase()
    one = case.told("2031-03-01", Proposal, label="three-zone plan")
    two = case.told("2031-03-05", Proposal, label="the three-zone proposal")
    linked = link_proposals(case.view())
    assert are_one(linked, one, two)
    assert linked.proposals[0].id == one.id
    assert [other.label for other in linked.proposals[0].other_labels] == ["the three-zone proposal"]


def test_a_sides_plan_is_one_by_its_name_and_its_peoples() -> None:
    case = StatementCase()
    one = case.told("2031-03-01", Proposal, label="Egypt's plan")
    two = case.told("2031-03-05", Proposal, label="the Egyptian proposal")
    egypt, egyptian = thing("Egypt"), thing("Egyptian", how="demonym")
    for report, who in ((case.reports[0], egypt), (case.reports[1], egyptian)):
        other = LinkingCase()
        made = other.report("2031-03-01", who)
        case.actors[report.id] += other.actors[made.id]
    assert are_one(link_proposals(case.view()), one, two)


def test_plans_of_two_sides_stay_two() -> None:
    case = StatementCase()
    one = case.told("2031-03-01", Proposal, label="Arda plan", proposer="Arda")
    two = case.told("2031-03-02", Proposal, label="Belm plan", proposer="Belm")
    three = case.told("2031-03-03", Proposal, label="the plan")
    linked = link_proposals(case.view())
    assert len({linked.of(s.id).id for s in (one, two, three)}) == 3  # type: ignore[union-attr]
    groups = [g.members for g in linked.candidate_groups]
    assert not [g for g in groups if one.id in g and two.id in g]


def test_one_plan_under_six_names_is_one_candidate_group_with_grounds() -> None:
    case = StatementCase()
    told = [
        case.told("2031-03-01", Proposal, label="three-zone plan", proposer="Ana Berg"),
        case.told("2031-03-06", Proposal, label="Berg plan", aliases=("UN plan",)),
        case.told("2031-03-11", Proposal, label="UN plan", aliases=("the shared-waters proposal",)),
        case.told("2031-03-16", Proposal, label="shared-waters proposal", aliases=("Geneva paper",)),
        case.told("2031-03-21", Proposal, label="Geneva paper", aliases=("the August text",)),
        case.told("2031-03-26", Proposal, label="August text", proposer="United Nations"),
    ]
    linked = link_proposals(case.view())
    group = next(g for g in linked.candidate_groups if told[0].id in g.members)
    assert set(group.members) == {s.id for s in told}
    assert len(group.labels) >= 6
    assert len(group.links) + len(group.candidates) == 5
    assert all(link.grounds[1:] for link in group.links)
    assert all(candidate.grounds[1:] for candidate in group.candidates)


def test_two_proposals_of_one_report_stay_two() -> None:
    case = StatementCase()
    one = case.told("2031-03-01", Proposal, label="harbour plan")
    two = case.beside(Proposal, label="the harbour plan")
    assert not are_one(link_proposals(case.view()), one, two)


def test_a_judgement_parts_what_one_label_ties() -> None:
    case = StatementCase()
    one = case.told("2031-03-01", Proposal, label="three-zone plan")
    two = case.told("2031-03-05", Proposal, label="three-zone plan")
    linked = link_proposals(case.view(), [judged(one.id, two.id, "different", kind="proposal")])
    assert not are_one(linked, one, two)
    assert not linked.candidate_groups


def test_a_judgement_ties_what_nothing_else_would() -> None:
    case = StatementCase()
    one = case.told("2031-03-01", Proposal, label="three-zone plan")
    two = case.told("2031-03-05", Proposal, label="harbour lease")
    linked = link_proposals(case.view(), [judged(two.id, one.id, "same", kind="proposal")])
    assert are_one(linked, one, two)
    assert linked.proposals[0].links[0].judgement is not None


def test_an_agreement_is_one_by_its_title() -> None:
    case = StatementCase()
    one = case.told("2031-03-01", Agreement, kind="accord", term_used="Halvorn Accord", signed="2031-02-28")
    two = case.told("2031-06-01", OtherAgreement, kind="agreement", term_used="the Halvorn agreement")
    linked = link_agreements(case.view())
    assert are_one(linked, one, two)
    assert linked.agreements[0].label == "Halvorn Accord"


@pytest.mark.parametrize(
    "values",
    [
        {"term_used": "ceasefire", "signed": "2031-05-30"},
        {"term_used": "Halvorn ceasefire", "signed": "2031-05-30"},
        {"term_used": "Geneva Protocol"},
        {"term_used": "extension of the ceasefire"},
    ],
)
def test_an_agreement_of_another_day_or_title_is_another(values: dict[str, str]) -> None:
    case = StatementCase()
    one = case.told("2031-03-01", Agreement, kind="ceasefire", term_used="Halvorn ceasefire", signed="2031-02-28")
    two = case.told("2031-06-01", Agreement, kind="ceasefire", **values)
    assert not are_one(link_agreements(case.view()), one, two)


def test_the_order_of_adding_plays_no_part() -> None:
    case = StatementCase()
    for number, label in enumerate(("Berg plan", "UN plan", "Berg plan", "the plan", "UN paper", "lease plan")):
        case.told(f"2031-03-0{1 + number // 2}", Proposal, label=label, proposer="Ana Berg" if number else None)
    assert link_proposals(case.view()) == link_proposals(case.view(backwards=True))
