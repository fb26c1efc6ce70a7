"""What holds for all checks, and what cases in YAML cannot tell: order, repairs in order, neutrality."""

from __future__ import annotations

from trucewatch.checks.all_checks import ALL_CHECKS, run_checks
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.kinds import Agreement, Instrument, Position, Proposal
from view_case import Case

CHECKS = {check.code: check for check in ALL_CHECKS}


def found(code: str, case: Case) -> list[Finding]:
    """What one check finds."""
    return [finding for finding in run_checks(case.view(), [CHECKS[code]]) if finding.code == code]


def cite(*citations: str) -> Case:
    case = Case()
    case.report("2031-03-07", "Gazette", "Cited: " + "; ".join(citations) + ".")
    for citation in citations:
        case.say(Instrument, citation, citation=citation)
    return case


def test_repairs_prefer_what_is_cited_then_what_looks_alike() -> None:
    (finding,) = found("resolution-year", cite("S/RES/2720 (2024)"))
    assert finding.repairs[:2] == ("2720 (2023)", "2728 (2024)")
    (again,) = found("resolution-year", cite("S/RES/2720 (2024)", "S/RES/2724 (2024)"))
    assert again.repairs[:2] == ("2720 (2023)", "2724 (2024)")


def test_exchanging_the_actors_exchanges_the_finding() -> None:
    sentences = []
    for name in ("Karsa", "Oruvel"):
        case = Case()
        case.report("2031-04-02", "Gazette", f"{name} accepted the ferry plan. {name} rejected the ferry plan.")
        case.say(Proposal, "the ferry plan. ", label="ferry plan")
        for words, stance in ((f"{name} accepted the ferry plan", "accept"), (f"{name} rejected", "reject")):
            case.say(Position, words, actor=name, stance=stance, proposal="ferry plan")
        (finding,) = found("accepted-and-rejected", case)
        sentences.append(finding.sentence.replace(name, "X"))
    assert sentences[0] == sentences[1]


def test_every_code_is_of_one_check() -> None:
    assert len(CHECKS) == len(ALL_CHECKS)


def test_findings_come_in_one_order_whatever_the_order_of_adding() -> None:
    case = cite("S/RES/1701 (2007)", "S/RES/242 (1968)")
    case.report("2031-03-01", "Wire", "Cited: S/RES/1325 (2001).")
    case.say(Instrument, "S/RES/1325 (2001)", citation="S/RES/1325 (2001)")
    case.say(Agreement, "Cited", kind="truce", start="2031-03-10", duration="P45D", expiry="2031-04-30")
    first, second = run_checks(case.view()), run_checks(case.view(backwards=True))
    assert first == second
    assert [f.code for f in first] == ["duration-against-dates"] + ["resolution-year"] * 3
    assert "1325" in first[1].sentence


def test_a_check_alone_where_asked() -> None:
    case = cite("S/RES/1701 (2007)")
    assert run_checks(case.view(), [CHECKS["figures-differ"]]) == ()
    assert len(run_checks(case.view(), [CHECKS["resolution-year"]])) == 1


def test_nothing_is_found_in_nothing() -> None:
    assert run_checks(Case().view()) == ()
