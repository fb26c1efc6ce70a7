from __future__ import annotations

from datetime import date

from trucewatch.standing.positions import ProposalStanding, positions_as_of
from trucewatch.vocabulary.kinds import Party, Position, Proposal
from view_case import Case


def stances(proposal: ProposalStanding) -> dict[str, list[str | None]]:
    return {p.actor: [s.value for s in p.latest] for p in proposal.positions}


def test_an_offer_accepted_by_one_and_rejected_by_another() -> None:
    case = Case()
    case.report(
        "2031-04-21",
        "Gazette",
        "The Concord offered a longer first phase. The Front accepted the offer; Karsa declined.",
    )
    case.say(Proposal, "a longer first phase", label="longer first phase", aliases=("the offer",), proposer="Concord")
    case.say(Position, "accepted the offer", actor="the Front", proposal="the offer", stance="accept")
    case.say(Position, "declined", actor="Karsa", proposal="longer first phase", stance="reject")
    (proposal,) = positions_as_of(case.view(), None)
    assert stances(proposal) == {"the Front": ["accept"], "Karsa": ["reject"]}
    assert proposal.label.text == "longer first phase"
    assert proposal.proposers == ("Concord",)


def test_the_latest_counts_as_of_the_day_and_the_history_stays() -> None:
    case = Case()
    for day, stance in (("2031-04-01", "reject"), ("2031-04-10", "conditional"), ("2031-04-20", "accept")):
        case.report(day, "Gazette", f"Karsa's word on the ferry plan: {stance}.")
        case.say(Position, stance, actor="Karsa", proposal="ferry plan", stance=stance)
    view = case.view()
    (then,) = positions_as_of(view, date(2031, 4, 12))
    (position,) = then.positions
    assert [s.value for s in position.latest] == ["conditional"]
    assert [s.value for s in position.history] == ["reject", "conditional"]
    assert [s.value for s in position.later] == ["accept"]
    (now,) = positions_as_of(view, None)
    assert stances(now) == {"Karsa": ["accept"]}


def test_two_speakers_of_one_actor_stay_side_by_side() -> None:
    case = Case()
    case.report("2031-04-01", "Gazette", "The envoy welcomed the plan. The spokesman said it fell short.")
    case.say(Proposal, "the plan", label="the plan")
    case.say(Position, "welcomed", actor="Norvale", speaker="the envoy", proposal="the plan", stance="welcome")
    case.say(Position, "fell short", actor="Norvale", speaker="the spokesman", proposal="it", stance="criticise")
    proposals = positions_as_of(case.view(), None)
    divided = [p for s in proposals for p in s.positions if p.divided]
    assert [[s.speaker for s in p.latest] for p in divided] == [["the envoy", "the spokesman"]]


def test_articles_generic_words_and_adjectives_of_states_do_not_part_labels() -> None:
    case = Case()
    for day, label in (
        ("2031-04-01", "the Egyptian plan"),
        ("2031-04-02", "Egypt's proposal"),
        ("2031-04-03", "an Omani plan"),
    ):
        case.report(day, "Gazette", f"Karsa accepted {label}.")
        case.say(Position, "accepted", actor="Karsa", proposal=label, stance="accept")
    found = positions_as_of(case.view(), None)
    assert [len(p.positions[0].history) for p in found] == [2, 1]


def test_a_label_without_words_of_its_own_stays_in_its_report() -> None:
    case = Case()
    for day in ("2031-04-01", "2031-05-01"):
        case.report(day, "Gazette", f"Karsa accepted the plan of {day}.")
        case.say(Position, "accepted", actor="Karsa", proposal="the plan", stance="accept")
    assert len(positions_as_of(case.view(), None)) == 2


def test_the_plan_is_the_only_proposal_of_its_report_and_of_two_neither() -> None:
    case = Case()
    case.report("2031-04-01", "Gazette", "There is a ferry plan. Karsa accepted the plan.")
    case.say(Proposal, "ferry plan", label="ferry plan")
    case.say(Position, "accepted", actor="Karsa", proposal="the plan", stance="accept")
    (only,) = positions_as_of(case.view(), None)
    assert (only.label.text, only.names, stances(only)) == (
        "ferry plan",
        ("ferry plan", "the plan"),
        {"Karsa": ["accept"]},
    )
    case.say(Proposal, "There is", label="bridge scheme")
    assert [(p.label.text, stances(p)) for p in positions_as_of(case.view(), None)] == [
        ("bridge scheme", {}), ("ferry plan", {}), ("the plan", {"Karsa": ["accept"]}),
    ]  # fmt: skip


def test_names_of_an_actor_meet_by_register_and_by_the_reports_own_aliases() -> None:
    case = Case()
    case.report(
        "2031-04-01", "Gazette", "The US accepted the ferry plan; the Upland Front (UF) rejected it. The UF ..."
    )
    case.say(Party, "Upland Front", name="Upland Front", role="party", aliases=("UF",))
    for actor, stance in (("US", "accept"), ("Upland Front", "reject"), ("the UF", "criticise")):
        case.say(
            Position, stance if stance == "accept" else "rejected", actor=actor, proposal="ferry plan", stance=stance
        )
    case.report("2031-04-02", "Wire", "The United States accepted the ferry plan.")
    case.say(Position, "accepted", actor="the United States", proposal="ferry plan", stance="accept")
    (proposal,) = positions_as_of(case.view(), None)
    assert sorted(len(p.history) for p in proposal.positions) == [2, 2]


def test_exchanging_the_parties_exchanges_the_positions() -> None:
    def record(one: str, other: str) -> dict[str, list[str | None]]:
        case = Case()
        case.report("2031-04-21", "Gazette", f"{one} accepted the ferry plan, {other} rejected it.")
        case.say(Position, "accepted", actor=one, proposal="ferry plan", stance="accept")
        case.say(Position, "rejected", actor=other, proposal="ferry plan", stance="reject")
        (proposal,) = positions_as_of(case.view(), None)
        return stances(proposal)

    assert record("Karsa", "the Front") == {"Karsa": ["accept"], "the Front": ["reject"]}
    assert record("the Front", "Karsa") == {"the Front": ["accept"], "Karsa": ["reject"]}
