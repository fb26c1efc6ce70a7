"""Every dated expectation of the library's cases, one test each; and what a case file may hold."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from trucewatch.agreements.cases import Case, CaseFileError, Expectation, read_case
from trucewatch.agreements.library import cases, slugs, terms_path
from trucewatch.agreements.load import load_terms, terms_from
from trucewatch.agreements.terms import Terms
from trucewatch.standing.under_terms import answers, standing_under
from trucewatch.vocabulary.kinds import Agreement, Obligation, Quantity, Quote
from trucewatch.vocabulary.view import MemoryView

TERMS = """\
terms: 1
id: reed-2031
title: Truce of Reed
on: 2031-04-02
zone: Africa/Nairobi
sources: {S1: minutes}
parties:
  north: {name: Northern Council, roles: [party]}
  south: {name: Southern Army, roles: [party]}
entry: {actual: {at: 2031-04-02, sources: [S1]}}
phases:
  truce: {ordinal: 1, starts: entry_into_force, lasts: P30D}
obligations:
  free: {bearer: north, duty: act, action: release, object: captives, phase: truce}
"""
CASE = """\
case: one handover
statements:
  - {report: r, says: "Three captives came home on Friday.", published: 2031-04-05, outlet: Coast Wire,
     kind: obligations, bearer: Northern Council, action: release, object: captives, quantity: {number: 3},
     state: done, date: 2031-04-04}
  - {report: r, says: "The South spoke of a good day.", published: 2031-04-05, outlet: Coast Wire, by: Southern Army,
     kind: agreement, called: truce, phases: [{ordinal: 1, claims: [{status: in_force}]}]}
expect:
  - as_of: 2031-04-04
    known_on: 2031-04-05
    because: told the day after
    states: {free.performance: full, findings: 0}
  - as_of: 2031-04-05T02:00+03:00
    because: by the zone of the terms
    states: {truce.day: 4, truce.last_day: "2031-05-01", free.delivered: {Coast Wire: 3}}
"""


@cache
def all_cases() -> dict[str, tuple[Terms, tuple[Case, ...]]]:
    return {slug: (load_terms(terms_path(slug)), cases(slug)) for slug in slugs()}


def items() -> list[object]:
    return [
        pytest.param(terms, case, each, id=f"{slug} {case.name} {each.as_of.isoformat()} known {each.known_on}")
        for slug, (terms, held) in all_cases().items()
        for case in held
        for each in case.expectations
    ]


@pytest.mark.parametrize(("terms", "case", "expected"), items())
def test_standing_is_as_expected(terms: Terms, case: Case, expected: Expectation) -> None:
    standing = standing_under(terms, case.view, expected.as_of, expected.known_on)
    found = answers(standing)
    wrong = {
        path: {"expected": value, "found": found.get(path, "no answer")}
        for path, value in expected.states.items()
        if found.get(path, "no answer") != value
    }
    assert not wrong, f"{case.title} (line {expected.line}, {expected.because})"


@pytest.mark.parametrize("slug", slugs())
def test_standing_does_not_hang_on_the_order_of_statements(slug: str) -> None:
    terms, held = all_cases()[slug]
    for case in held:
        asked = case.expectations[-1]
        turned = MemoryView(case.view.all_reports[::-1], case.view.all_statements[::-1])
        found = [answers(standing_under(terms, view, asked.as_of, asked.known_on)) for view in (case.view, turned)]
        assert found[0] == found[1], case.name


def case_of(tmp_path: Path, text: str) -> Case:
    path = tmp_path / "01-handover.yaml"
    path.write_text(text, "utf-8")
    return read_case(path, terms_from(TERMS, "terms"))


def told(tmp_path: Path, old: str, new: str) -> list[tuple[int, str]]:
    """The mistakes of the case with one thing changed in it."""
    assert old in CASE
    with pytest.raises(CaseFileError) as error:
        case_of(tmp_path, CASE.replace(old, new))
    return [(each.line, each.found) for each in error.value.mistakes]


def test_a_case_gives_reports_with_statements_on_their_own_words(tmp_path: Path) -> None:
    case = case_of(tmp_path, CASE)
    (report,) = case.view.reports()
    assert (case.name, report.outlet, report.published, report.process) == (
        "01-handover", "Coast Wire", date(2031, 4, 5), "reed-2031"
    )  # fmt: skip
    assert report.text == "Three captives came home on Friday. The South spoke of a good day."
    for statement in case.view.statements():
        assert all(passage.is_verbatim_in(report.text) for passage in statement.content.passages)
    (duty,) = case.view.of(Obligation)
    assert duty.content.evidence[0].text == "Three captives came home on Friday."
    assert duty.content.quantity == Quantity(number=3)


def test_who_is_quoted_is_a_quotation_over_the_same_words(tmp_path: Path) -> None:
    case = case_of(tmp_path, CASE)
    (quote,), (agreement,) = case.view.of(Quote), case.view.of(Agreement)
    assert quote.content.speaker == "Southern Army"
    assert quote.content.content == agreement.content.evidence
    assert agreement.content.phases[0].claims[0].words == "The South spoke of a good day."


def test_expectations_keep_date_knowledge_and_values(tmp_path: Path) -> None:
    first, second = case_of(tmp_path, CASE).expectations
    assert (first.as_of, first.known_on) == (date(2031, 4, 4), date(2031, 4, 5))
    assert second.known_on == date(2031, 4, 5)
    assert second.states == {"truce.day": 4, "truce.last_day": "2031-05-01", "free.delivered": {"Coast Wire": 3}}


def test_an_hour_is_known_by_its_day_in_the_zone_of_the_terms(tmp_path: Path) -> None:
    case = case_of(tmp_path, CASE.replace("2031-04-05T02:00+03:00", "2031-04-04T23:00+00:00"))
    assert case.expectations[1].known_on == date(2031, 4, 5)


RULING = '{statement: 0, verdict: withdraw, author: B. Reader, at: "2031-04-06T09:00:00+00:00", reason: other captives}'
LATER = RULING.replace("withdraw", "accept").replace("04-06", "04-07")


@pytest.mark.parametrize(("rulings", "left"), [([RULING], 0), ([RULING, LATER], 1), ([LATER, RULING], 1)])
def test_the_last_ruling_on_a_statement_counts(tmp_path: Path, rulings: list[str], left: int) -> None:
    listed = "".join(f"  - {each}\n" for each in rulings)
    case = case_of(tmp_path, CASE.replace("expect:\n", f"rulings:\n{listed}expect:\n"))
    assert len(case.view.of(Obligation)) == left


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("free.performance", "fre.performance", 12, "the path `fre.performance`"),
        ("free.performance", "free.perform", 12, "the path `free.perform`"),
        ("free.performance: full", "free.performance: done", 12, "`free.performance: done`"),
        ("findings: 0", "truce.claimed: [over]", 12, "`truce.claimed: over`"),
        ("as_of: 2031-04-04\n", "as_of: 2031-04-31\n", 9, "`as_of: 2031-04-31`"),
        ("2031-04-05T02:00+03:00", "2031-04-05T02:00", 13, "`as_of: 2031-04-05T02:00`"),
        ("kind: obligations", "kind: obligation", 4, "`kind: obligation`"),
        ("bearer: Northern", "bearers: Northern", 4, "the key `bearers`"),
        ("action: release", "action: free", 4, "`action: free`"),
        ("state: done, ", "", 3, "no `state`"),
        ("by: Southern Army", "by: [a, b]", 6, "no `by`"),
        ("called: truce", "colled: truce", 7, "the key `colled`"),
        ("    because: told the day after\n", "", 9, "no `because`"),
        ("outlet: Coast Wire,\n", "outlet: Hill Radio,\n", 6, "report `r` with two outlets or days"),
        ("case: one handover\n", "", 1, "no `case`"),
        ("case: one", "cases: one", 1, "the key `cases`"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, found: str) -> None:
    assert (line, found) in told(tmp_path, old, new)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = CASE.replace("free.performance", "fre.performance").replace("action: release", "action: free")
    with pytest.raises(CaseFileError) as error:
        case_of(tmp_path, text)
    assert [each.line for each in error.value.mistakes] == [4, 12]


@pytest.mark.parametrize("text", ["", "- a\n", "case: x\n", "case: [\n", "case: x\nstatements: y\nexpect: z\n"])
def test_what_is_no_case_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(CaseFileError):
        case_of(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("statement: 0", "statement: 2", "`statement: 2`"),
        ("verdict: withdraw", "verdict: correct", "`verdict: correct`"),
        ("+00:00", "", "`at: 2031-04-06T09:00:00`"),
    ],
)
def test_a_wrong_ruling_is_told(tmp_path: Path, old: str, new: str, found: str) -> None:
    ruling = RULING.replace(old, new)
    assert found in [each for _, each in told(tmp_path, "expect:\n", f"rulings:\n  - {ruling}\nexpect:\n")]
