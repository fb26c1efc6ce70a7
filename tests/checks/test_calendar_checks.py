"""The checks of the calendar, whatever the order in which reports come in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from check_case import CheckCase, cases_of
from trucewatch.checks.all_checks import ALL_CHECKS
from trucewatch.checks.material import Material

CODES = (
    "duration-against-dates", "counting-named", "weekday-against-date", "order-of-events", "undated-anchor",
    "several-anchors", "extension-without-base", "deadline-passed-in-silence", "gone-quiet",
)  # fmt: skip
CHECKS = {check.code: check for check in ALL_CHECKS}


@pytest.mark.parametrize(
    ("code", "case"),
    [(c, case) for c in CODES for case in cases_of(c) if len(case.view.all_reports) > 1 and case.finds],
)
def test_findings_are_the_same_in_any_order_of_adding(code: str, case: CheckCase) -> None:
    view = case.view
    turned = replace(view, all_reports=view.all_reports[::-1], all_statements=view.all_statements[::-1])
    found, again = (sorted(f.id for f in CHECKS[code](Material(v, case.terms))) for v in (view, turned))
    assert found
    assert found == again
