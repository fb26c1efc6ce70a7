"""Every check against its cases: what it must find, and where it must stay silent."""

from __future__ import annotations

import pytest

from check_case import CASES, CheckCase, cases_of
from trucewatch.checks.all_checks import ALL_CHECKS, run_checks
from trucewatch.vocabulary.finding import Finding

CODES = tuple(check.code for check in ALL_CHECKS)
HELD = [(code, case) for code in CODES if (CASES / f"{code}.yaml").exists() for case in cases_of(code)]
_BLAMING = ("wrong", "false", "violat", "blame", "lied", "lying", "mistaken", "guilty", "fault")


@pytest.mark.parametrize("code", CODES)
def test_each_check_has_three_cases_of_either_sort(code: str) -> None:
    cases = cases_of(code)
    assert sum(bool(case.finds) for case in cases) >= 3
    assert sum(not case.finds for case in cases) >= 3
    assert len({case.name for case in cases}) == len(cases)


def test_no_case_is_of_a_check_that_does_not_exist() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == set(CODES)


@pytest.mark.parametrize(("code", "case"), HELD, ids=[f"{code}: {case.name}" for code, case in HELD])
def test_a_check_finds_what_its_cases_say_and_nothing_else(code: str, case: CheckCase) -> None:
    found = [finding for finding in run_checks(case.view, terms=case.terms) if finding.code == code]
    for finding in found:
        _is_well_made(finding, case)
    assert len(found) == len(case.finds), [finding.sentence for finding in found]
    for expected in case.finds:
        assert any(_fits(finding, expected) for finding in found), (expected, [f.to_json() for f in found])


def _fits(finding: Finding, expected: object) -> bool:
    assert isinstance(expected, dict)
    assert set(expected) <= {"words", "severity", "says", "repairs"}
    words = {place.passage.text for place in finding.places if place.passage}
    return (
        all(any(each in held for held in words) for each in expected.get("words", ()))
        and expected.get("severity", finding.severity) == finding.severity
        and expected.get("says", "") in finding.sentence
        and all(any(each in repair for repair in finding.repairs) for each in expected.get("repairs", ()))
    )


def _is_well_made(finding: Finding, case: CheckCase) -> None:
    texts = {r.id: r.text for r in (*case.view.reports(), *(v.report for v in case.view.earlier_versions()))}
    assert finding.places
    for place in finding.places:
        assert place.passage is None or place.passage.is_verbatim_in(texts[place.report_id])
    assert finding.repairs
    assert finding.sentence.endswith((".", ".”", "?"))
    assert not any(word in finding.sentence.lower() for word in _BLAMING)
    known = {s.id for s in (*case.view.statements(), *(s for v in case.view.earlier_versions() for s in v.statements))}
    assert set(finding.statements) <= known
