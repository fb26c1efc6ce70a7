from __future__ import annotations

from datetime import date

from promised_case import Promised
from trucewatch.agreements.cases import Expectation
from trucewatch.standing.expectations import check_expectations


def test_what_is_not_as_expected_is_a_finding_with_its_passages() -> None:
    promised = Promised()
    done = promised.duty("free", "done", "2031-04-05", number=4, words="Four of them went.")
    day = date(2031, 4, 5)
    states = {"free.performance": "full", "free.force": "in_force", "free.colour": "red", "quiet.alleged": 1}
    wanted = Expectation(day, day, states, "the minutes", 7)
    first, second, third = check_expectations(promised.terms, promised.view(), [wanted])
    assert first.sentence == (
        "On 2031-04-05, as known on 2031-04-05, free.performance was expected to be full, and is partial "
        "(the minutes; line 7 of the expectations)."
    )
    assert (first.statements, [p.report_id for p in first.places]) == ((done.id,), [done.report_id])
    assert first.places[0].passage is not None
    assert first.places[0].passage.text == "Four of them went."
    assert "is no answer" in second.sentence
    assert (second.statements, second.places, third.statements) == ((), (), ())
    assert {(f.code, f.severity) for f in (first, second, third)} == {("expectation", "tension")}


def test_an_expectation_is_asked_by_its_own_days() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", number=4, date="2031-04-03")
    known = Expectation(date(2031, 4, 3), date(2031, 4, 5), {"free.performance": "partial"}, "told later", 1)
    unknown = Expectation(date(2031, 4, 3), date(2031, 4, 4), {"free.performance": "none"}, "not yet told", 2)
    earlier = Expectation(date(2031, 4, 2), date(2031, 4, 5), {"free.performance": "none"}, "not yet done", 3)
    assert check_expectations(promised.terms, promised.view(), [known, unknown, earlier]) == ()
