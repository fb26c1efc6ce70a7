"""The part of a day stays with the times of a reading; everything that counts days has the day. Texts are our own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trucewatch.api.reader import read_report
from trucewatch.standing.board import board
from trucewatch.vocabulary.kinds import TimeExpression
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import MemoryView

PUBLISHED = date(2016, 5, 11)  # a Wednesday


def reading_of(text: str) -> dict[str, Any]:
    return read_report(Report(text, published=PUBLISHED, language="en")).to_json()


def dates_in(value: object, key: str = "") -> list[str]:
    """Every text of an object that stands in a field of a day."""
    if isinstance(value, dict):
        return [d for name, part in value.items() for d in dates_in(part, name)]
    if isinstance(value, list):
        return [d for part in value for d in dates_in(part, key)]
    days = {"date", "start", "signed", "announced", "expiry", "deadline"}
    return [value] if isinstance(value, str) and key in days else []


@pytest.mark.parametrize(
    ("text", "kind", "field", "day"),
    [
        ("The ceasefire between Chad and Libya took effect on Monday evening.", "agreement", "start", "2016-05-09"),
        ("Peru and Ecuador signed a peace treaty on the night of 4 May.", "agreement", "signed", "2016-05-04"),
        ("Chad agreed to withdraw its troops by Friday night.", "obligations", "deadline", "2016-05-13"),
        ("Chad and Libya held talks in Geneva on Monday evening.", "talks", "date", "2016-05-09"),
        ("Chad and Libya will hold talks in Geneva tomorrow morning.", "talks", "date", "2016-05-12"),
        ("Peru rejected the mediators' proposal on Monday night.", "positions", "date", "2016-05-09"),
        ("Chad accused Libya of shelling the town on Monday night.", "violations", "date", "2016-05-09"),
    ],
)
def test_what_counts_days_has_the_day(text: str, kind: str, field: str, day: str) -> None:
    told = reading_of(text)
    records = told[kind] if isinstance(told[kind], list) else [told[kind]]
    assert [r[field] for r in records if r[field]] == [day]
    assert all(d == d[:10] for d in dates_in({k: v for k, v in told.items() if k != "times"}))
    [time] = told["times"]
    assert time["type"] == "time"
    assert time["value"][:11] == f"{day}T"


def test_standing_and_checks_take_such_values() -> None:
    text = (
        "The truce between Chad and Libya took effect on Monday evening for ten days. "
        "The second phase of the truce begins on Friday night.\n\n"
        "Chad must free its prisoners by tomorrow morning. The two will hold talks in Geneva on Thursday afternoon."
    )
    reading = read_report(Report(text, published=PUBLISHED, language="en"))
    values = {s.content.value for s in reading.statements if isinstance(s.content, TimeExpression)}
    assert {"2016-05-09TEV", "2016-05-13TNI"} <= values
    shown = board(MemoryView((reading.report,), reading.statements), PUBLISHED)
    assert shown.agreements
