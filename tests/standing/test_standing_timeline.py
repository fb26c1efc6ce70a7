"""The timeline: which dates of a statement stand on it, under which name, and which lie ahead."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.standing.timeline import timeline
from trucewatch.vocabulary.kinds import Agreement, Figure, Obligation, OtherAgreement, Position, Violation
from view_case import Case


def dated_case() -> Case:
    case = Case()
    case.report("2031-06-01", "Gazette", "All that is dated stands here.")
    words = "All that is dated"
    case.say(Agreement, words, kind="truce", announced="2031-06-02", signed="2031-06-03", start="2031-06-04",
             expiry="2031-07-03", computed=True)  # fmt: skip
    case.say(OtherAgreement, words, kind="pause", start="2031-06-05", expiry="2031-06-06")
    case.say(Obligation, words, bearer="Karsa", action="release", state="done", date="2031-06-07", deadline="2031-06")
    case.say(Position, words, actor="Karsa", stance="accept", date="2031-06-08")
    case.say(Violation, words, alleged_by="Oruvel", against=None, what="shelling", status="alleged", date="2031-06-09")
    case.say(Position, words, actor="Oruvel", stance="accept", date=None)
    case.say(Position, words, actor="Oruvel", stance="reject", date="P3D")
    case.say(Figure, words, what="killed", number=3)
    return case


def test_each_date_stands_under_its_own_name_by_its_end() -> None:
    lines = timeline(dated_case().view(), None)
    assert [(e.day, e.kind, e.computed) for e in lines] == [
        ("2031-06-02", "agreement: announced", False),
        ("2031-06-03", "agreement: signed", False),
        ("2031-06-04", "agreement: start", False),
        ("2031-06-05", "other_agreements: start", False),
        ("2031-06-06", "other_agreements: expiry", False),
        ("2031-06-07", "obligations", False),
        ("2031-06-08", "positions", False),
        ("2031-06-09", "violations", False),
        ("2031-06", "obligations: deadline", False),
        ("2031-07-03", "agreement: expiry", True),
    ]
    assert lines[0].process == "valley"
    assert lines[6].cell.text == "8 June 2031: Karsa: accept"


@pytest.mark.parametrize(
    ("as_of", "ahead"),
    [
        (date(2031, 6, 9), ["2031-07-03"]),  # June has begun
        (date(2031, 6, 8), ["2031-06-09", "2031-07-03"]),
        (date(2031, 5, 31), None),
        (date(2031, 7, 3), []),
        (None, []),
    ],
)
def test_what_begins_after_the_day_asked_about_lies_ahead(as_of: date | None, ahead: list[str] | None) -> None:
    lines = timeline(dated_case().view(), as_of)
    assert [e.day for e in lines if e.ahead] == (ahead if ahead is not None else [e.day for e in lines])
