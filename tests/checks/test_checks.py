"""Each check with what it must find and where it must stay silent."""

from __future__ import annotations

from typing import Any

import pytest

from trucewatch.checks.all_checks import ALL_CHECKS, run_checks
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.kinds import Agreement, Figure, Instrument, Phase, Position, Proposal
from trucewatch.vocabulary.report import Report
from view_case import Case, passage

CHECKS = {check.code: check for check in ALL_CHECKS}


def found(code: str, case: Case) -> list[Finding]:
    """What one check finds, and that every passage of it is verbatim and no sentence blames."""
    view = case.view()
    findings = list(CHECKS[code](view))
    for finding in findings:
        assert finding.code == code
        assert finding.places
        assert finding.statements
        for place in finding.places:
            assert place.passage is not None
            assert place.passage.is_verbatim_in(view.report(place.report_id).text)
        for word in ("wrong", "false", "violat", "blame", "lied", "error"):
            assert word not in finding.sentence.lower()
    return findings


# duration-against-dates


def period_case(start: str | None, duration: str | None, expiry: str | None, **more: Any) -> Case:
    case = Case()
    case.report("2031-03-07", "Gazette", "The accord's first phase has its dates.")
    case.say(Agreement, "first phase", kind="accord", start=start, duration=duration, expiry=expiry, **more)
    return case


def test_a_last_day_beyond_either_counting_is_found_in_one_report() -> None:
    (finding,) = found("duration-against-dates", period_case("2031-03-10", "P45D", "2031-04-30", expiry_of="phase 1"))
    assert finding.severity == "error_in_source"
    assert "45 days from 10 March 2031 end on 23 April 2031 (first day counted) or 24 April 2031" in finding.sentence
    assert "the stated last day is 30 April 2031, 6 days later" in finding.sentence
    assert finding.repairs[:2] == ("the last day is 23 April 2031", "the length is 52 days")


def test_an_early_last_day_is_found() -> None:
    (finding,) = found("duration-against-dates", period_case("2031-03-10", "P45D", "2031-04-20"))
    assert "3 days earlier" in finding.sentence


def test_a_fit_without_the_first_day_is_a_tension_that_names_the_counting() -> None:
    (finding,) = found("duration-against-dates", period_case("2031-03-10", "P45D", "2031-04-24"))
    assert finding.severity == "tension"
    assert "fits only when counting begins on the day after" in finding.sentence


@pytest.mark.parametrize(
    ("start", "duration", "expiry", "more"),
    [
        ("2031-03-10", "P45D", "2031-04-23", {}),  # the first day counted
        ("2031-03-10", "P6M", "2031-09-10", {}),  # months end on the day of the same number by custom
        ("2031-03-10", "P6M", "2031-09-09", {}),
        ("2031-03", "P45D", "2031-06-23", {}),  # no day to count from
        ("2031-03-10", None, "2031-06-23", {}),
        ("2031-03-10", "P45D", "2031-05-30", {"computed": True}),  # nobody stated it
        ("2031-03-10", "P45D", "2031-12-30", {"expiry_of": "phase 2"}),  # the start is not phase two's
    ],
)
def test_periods_that_fit_are_silent(start: str, duration: str | None, expiry: str, more: dict[str, Any]) -> None:
    assert found("duration-against-dates", period_case(start, duration, expiry, **more)) == []


def test_start_and_length_of_one_report_are_held_against_another_reports_last_day() -> None:
    case = period_case("2031-03-10", "P45D", None)
    case.report("2031-03-09", "Wire", "The truce ends on 10 May.")
    case.say(Agreement, "ends on 10 May", kind="truce", expiry="2031-05-10")
    (finding,) = found("duration-against-dates", case)
    assert finding.severity == "tension"
    assert {p.report_id for p in finding.places} == {r.id for r in case.reports}


# resolution-year


def cite(*citations: str) -> Case:
    case = Case()
    case.report("2031-03-07", "Gazette", "Cited: " + "; ".join(citations) + ".")
    for citation in citations:
        case.say(Instrument, citation, citation=citation)
    return case


def test_a_number_of_another_year_is_found_with_its_basis_and_repairs() -> None:
    (finding,) = found("resolution-year", cite("S/RES/1701 (2007)"))
    assert finding.sentence.startswith("The report prints 1701 (2007); the register has 1701 in 2006.")
    assert "Basis: listed" in finding.sentence
    assert finding.severity == "error_in_source"
    assert finding.repairs[0] == "1701 (2006)"
    assert all(r.endswith("(2007)") for r in finding.repairs[1:])
    assert len(finding.repairs) > 1


def test_repairs_prefer_what_is_cited_then_what_looks_alike() -> None:
    (finding,) = found("resolution-year", cite("S/RES/2720 (2024)"))
    assert finding.repairs[:2] == ("2720 (2023)", "2728 (2024)")
    (again,) = found("resolution-year", cite("S/RES/2720 (2024)", "S/RES/2724 (2024)"))
    assert again.repairs[:2] == ("2720 (2023)", "2724 (2024)")


def test_one_citation_twice_in_a_report_is_one_finding() -> None:
    case = cite("S/RES/1701 (2007)")
    case.say(Instrument, "Cited", citation="S/RES/1701 (2007)")
    (finding,) = found("resolution-year", case)
    assert len(finding.places) == len(finding.statements) == 2


def test_near_a_reckoned_boundary_the_wording_is_careful() -> None:
    (finding,) = found("resolution-year", cite("S/RES/2397 (2018)"))
    assert finding.severity == "tension"
    assert "the year beside it is possible" in finding.sentence


@pytest.mark.parametrize(
    "citation",
    [
        "S/RES/1701 (2006)",
        "S/RES/242 (1967)",
        "A/RES/79/232 (2024)",  # not Security Council 232
        "S/RES/2720",
        "S/RES/9999 (2071)",
        "UN Charter, Article 2(5)",
    ],
)
def test_citations_that_fit_or_are_of_other_bodies_are_silent(citation: str) -> None:
    assert found("resolution-year", cite(citation)) == []


# parts-larger-than-whole


def parts(text: str, whole: tuple[str, int], *held: tuple[str, int, str], qualifier: str = "exact") -> Case:
    case = Case()
    case.report("2031-03-07", "Gazette", text)
    case.say(Figure, whole[0], what="released", number=whole[1], qualifier=qualifier, measure="detainees")
    for words, number, measure in held:
        case.say(Figure, words, what="released", number=number, measure=measure, subset_of=whole[1])
    return case


def test_a_part_above_its_whole_is_found() -> None:
    case = parts("Karsa freed 80 detainees, including 92 women.", ("80 detainees", 80), ("92 women", 92, "women"))
    (finding,) = found("parts-larger-than-whole", case)
    assert finding.sentence == "The report gives 92 women as a part of 80, which is fewer."
    assert [p.passage.text for p in finding.places if p.passage] == ["80 detainees", "92 women"]
    assert finding.severity == "error_in_source"


def test_parts_listed_together_that_add_up_to_more_are_a_tension() -> None:
    case = parts(
        "Of 45 detainees freed, among them 30 women and 22 children, none spoke.",
        ("45 detainees", 45), ("30 women", 30, "women"), ("22 children", 22, "children"),
    )  # fmt: skip
    (finding,) = found("parts-larger-than-whole", case)
    assert finding.severity == "tension"
    assert "add up to 52" in finding.sentence


@pytest.mark.parametrize(
    ("text", "whole", "held", "qualifier"),
    [
        ("80 detainees, including 30 women.", ("80", 80), [("30 women", 30, "women")], "exact"),
        ("80 detainees, including 80 women.", ("80", 80), [("80 women", 80, "women")], "exact"),
        ("more than 80 detainees, including 92 women.", ("80", 80), [("92 women", 92, "women")], "more than"),
        ("about 80 detainees, including 85 women.", ("80", 80), [("85 women", 85, "women")], "about"),
        # two ways of dividing: they overlap
        (
            "80 dead, including 50 women and 60 civilians.",
            ("80", 80),
            [("50 women", 50, "women"), ("60 civilians", 60, "civilians")],
            "exact",
        ),
        # two sentences, no list
        (
            "80 detainees, including 50 women. A year ago it held 60 children.",
            ("80", 80),
            [("50 women", 50, "women"), ("60 children", 60, "children")],
            "exact",
        ),
        # nothing marks them as parts
        ("80 detainees; 50 women met 60 men.", ("80", 80), [("50 women", 50, "women"), ("60 men", 60, "men")], "exact"),
    ],
)
def test_parts_that_fit_or_may_overlap_are_silent(
    text: str, whole: tuple[str, int], held: list[tuple[str, int, str]], qualifier: str
) -> None:
    assert found("parts-larger-than-whole", parts(text, whole, *held, qualifier=qualifier)) == []


# figures-differ


def figure(case: Case, day: str, outlet: str, number: int, **more: Any) -> None:
    case.report(day, outlet, f"On {day} it was {number} lorries in the north.")
    values = {"what": "other", "measure": "lorries", "number": number, **more}
    case.say(Figure, f"{number} lorries", **values)


def test_two_outlets_with_two_numbers_are_listed_side_by_side() -> None:
    case = Case()
    figure(case, "2031-03-07", "Gazette", 8500, attributed_to="the Front")
    figure(case, "2031-03-08", "Wire", 12600, attributed_to="the ministry")
    (finding,) = found("figures-differ", case)
    assert "8,500 lorries by the Front, in Gazette" in finding.sentence
    assert "12,600 lorries by the ministry, in Wire" in finding.sentence
    assert len({p.report_id for p in finding.places}) == 2


def test_two_claimants_of_one_report_count_too() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "The Front counts 8,500 lorries, the ministry 12,600 lorries.")
    for words, number, who in (("8,500 lorries", 8500, "the Front"), ("12,600 lorries", 12600, "the ministry")):
        case.say(Figure, words, what="other", measure="lorries", number=number, attributed_to=who)
    assert len(found("figures-differ", case)) == 1


@pytest.mark.parametrize(
    ("first", "second", "second_day"),
    [
        ({"number": 2000, "qualifier": "nearly"}, {"number": 1900, "qualifier": "about"}, "2031-03-08"),
        ({"number": 80, "qualifier": "more than"}, {"number": 95}, "2031-03-08"),
        ({"number": 80}, {"number": 95}, "2031-03-19"),  # another moment
        ({"number": 80}, {"number": 95, "status": "proposed"}, "2031-03-08"),
        ({"number": 80, "scope": "the north"}, {"number": 95, "scope": "the south"}, "2031-03-08"),
        ({"number": 80, "measure": "fuel lorries"}, {"number": 95}, "2031-03-08"),
        ({"number": 80, "what": "killed"}, {"number": 95, "what": "killed"}, "2031-03-08"),  # no scope: two events?
        ({"number": 80}, {"number": 30, "subset_of": 80}, "2031-03-08"),
    ],
)
def test_numbers_that_may_both_hold_are_silent(first: dict[str, Any], second: dict[str, Any], second_day: str) -> None:
    case = Case()
    figure(case, "2031-03-07", "Gazette", **first)
    figure(case, second_day, "Wire", **second)
    assert found("figures-differ", case) == []


def test_tolls_of_one_scope_are_compared() -> None:
    case = Case()
    figure(case, "2031-03-07", "Gazette", 12, what="killed", measure="miners", scope="the Sarn bridge fire")
    figure(case, "2031-03-08", "Wire", 19, what="killed", measure="miners", scope="Sarn bridge fire")
    assert len(found("figures-differ", case)) == 1


# accepted-and-rejected, speakers-differ


def positions(*held: tuple[str, str, str, str | None]) -> Case:
    case = Case()
    for number, (day, actor, stance, speaker) in enumerate(held):
        case.report(day, f"Outlet {number}", f"{actor} and the ferry plan: {stance}.")
        case.say(Proposal, "the ferry plan", label="ferry plan")
        case.say(Position, stance, actor=actor, stance=stance, proposal="the ferry plan", speaker=speaker)
    return case


def test_acceptance_and_rejection_within_three_days() -> None:
    case = positions(("2031-04-01", "Karsa", "accept", None), ("2031-04-03", "Karsa", "reject", None))
    (finding,) = found("accepted-and-rejected", case)
    assert "accept on 1 April 2031" in finding.sentence
    assert "reject on 3 April 2031" in finding.sentence
    assert len(finding.places) == 2


@pytest.mark.parametrize(
    "held",
    [
        [("2031-04-01", "Karsa", "accept", None), ("2031-04-09", "Karsa", "reject", None)],
        [("2031-04-01", "Karsa", "accept", None), ("2031-04-02", "the Front", "reject", None)],
        [("2031-04-01", "Karsa", "accept", None), ("2031-04-02", "Karsa", "welcome", None)],
        [("2031-04-01", "Karsa", "welcome", None), ("2031-04-02", "Karsa", "reject", None)],
    ],
)
def test_changes_and_other_actors_are_silent(held: list[tuple[str, str, str, str | None]]) -> None:
    assert found("accepted-and-rejected", positions(*held)) == []


def test_two_speakers_of_one_actor() -> None:
    case = positions(
        ("2031-04-01", "Norvale", "welcome", "envoy Tamm"), ("2031-04-02", "Norvale", "criticise", "J. Orde")
    )
    (finding,) = found("speakers-differ", case)
    assert "envoy Tamm" in finding.sentence
    assert "J. Orde" in finding.sentence


@pytest.mark.parametrize(
    "held",
    [
        [("2031-04-01", "Norvale", "welcome", "Tamm"), ("2031-04-02", "Norvale", "criticise", "Tamm")],
        [("2031-04-01", "Norvale", "welcome", "Tamm"), ("2031-04-02", "Norvale", "endorse", "Orde")],
        [("2031-04-01", "Norvale", "welcome", "Tamm"), ("2031-05-02", "Norvale", "criticise", "Orde")],
        [("2031-04-01", "Norvale", "accept", "Tamm"), ("2031-04-02", "Norvale", "reject", "Orde")],
    ],
)
def test_speakers_who_agree_or_change_are_silent(held: list[tuple[str, str, str, str | None]]) -> None:
    assert found("speakers-differ", positions(*held)) == []


def test_exchanging_the_actors_exchanges_the_finding() -> None:
    held = [("2031-04-01", "{}", "accept", None), ("2031-04-03", "{}", "reject", None)]
    sentences = []
    for name in ("Karsa", "the Front"):
        case = positions(*((day, name, stance, speaker) for day, _, stance, speaker in held))
        sentences.append(found("accepted-and-rejected", case)[0].sentence.replace(name, "X"))
    assert sentences[0] == sentences[1]


# completed-versus-expired, in-force-versus-expired


def states(*held: tuple[str, str | None, dict[int, str]], **more: Any) -> Case:
    case = Case()
    for number, (day, status, phases) in enumerate(held):
        words = "; ".join([status or "a truce", *phases.values()])
        report: Report = case.report(day, f"Outlet {number}", f"Of the truce on {day}: {words}.")
        case.say(
            Agreement, "Of the truce", kind="truce", status=status,
            phases=tuple(Phase(ordinal=n, status=s, evidence=(passage(report, s),)) for n, s in phases.items()), **more,
        )  # fmt: skip
    return case


def test_completed_and_expired_are_two_different_things() -> None:
    (finding,) = found("completed-versus-expired", states(("2031-05-01", None, {1: "completed; formally expired"})))
    assert "speaks of duties done, the second of a date passed" in finding.sentence
    case = states(("2031-05-01", None, {1: "already completed"}), ("2031-05-04", None, {1: "lapsed on Sunday"}))
    (across,) = found("completed-versus-expired", case)
    assert len(across.places) == 2


@pytest.mark.parametrize(
    "phases",
    [{1: "completed"}, {1: "expired"}, {1: "completed", 2: "expired"}, {1: "not completed; it has expired"}],
)
def test_one_state_a_phase_is_silent(phases: dict[int, str]) -> None:
    assert found("completed-versus-expired", states(("2031-05-01", None, phases))) == []


def test_in_force_after_the_expiry_is_a_tension() -> None:
    case = states(("2031-05-01", "expired", {}), ("2031-05-06", "still in force", {}))
    (finding,) = found("in-force-versus-expired", case)
    assert "“still in force”" in finding.sentence
    assert "“expired”" in finding.sentence
    whole_and_phase = states(("2031-05-01", "is holding", {1: "officially expired", 2: "has yet to begin"}))
    assert len(found("in-force-versus-expired", whole_and_phase)) == 1


@pytest.mark.parametrize(
    "held",
    [
        [("2031-04-20", "in force", {}), ("2031-05-06", "expired", {})],
        [("2031-05-06", "was in force until it expired on 1 May", {})],
        [("2031-05-06", "took effect on 10 March", {1: "expired"})],
        [("2031-05-06", "in force", {1: "expired", 2: "began on 2 May"})],
        [("2031-05-01", "expired", {}), ("2031-05-03", "extended", {}), ("2031-05-06", "in force", {})],
    ],
)
def test_what_came_first_or_was_extended_is_silent(held: list[tuple[str, str | None, dict[int, str]]]) -> None:
    assert found("in-force-versus-expired", states(*held)) == []


# all of them


def test_the_list_of_checks_is_pinned() -> None:
    assert [(check.code, check.severity) for check in ALL_CHECKS] == [
        ("duration-against-dates", "error_in_source"),
        ("resolution-year", "error_in_source"),
        ("parts-larger-than-whole", "error_in_source"),
        ("figures-differ", "tension"),
        ("accepted-and-rejected", "tension"),
        ("speakers-differ", "tension"),
        ("completed-versus-expired", "tension"),
        ("in-force-versus-expired", "tension"),
    ]


def test_findings_come_in_one_order_whatever_the_order_of_adding() -> None:
    case = cite("S/RES/1701 (2007)", "S/RES/242 (1968)")
    case.report("2031-03-01", "Wire", "Cited: S/RES/1325 (2001).")
    case.say(Instrument, "S/RES/1325 (2001)", citation="S/RES/1325 (2001)")
    case.say(Agreement, "Cited", kind="truce", start="2031-03-10", duration="P45D", expiry="2031-04-30")
    first, second = run_checks(case.view()), run_checks(case.view(backwards=True))
    assert first == second
    assert [f.code for f in first] == ["duration-against-dates"] + ["resolution-year"] * 3
    assert "1325" in first[1].sentence


def test_a_plugged_in_check_comes_after_and_alone_where_asked() -> None:
    case = cite("S/RES/1701 (2007)")
    assert run_checks(case.view(), [CHECKS["figures-differ"]]) == ()


def test_nothing_is_found_in_nothing() -> None:
    assert run_checks(Case().view()) == ()
