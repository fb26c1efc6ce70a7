from __future__ import annotations

from promised_case import Promised
from trucewatch.standing.due_ahead import due_ahead


def items(promised: Promised, as_of: str, days: int) -> list[tuple[str, str, str]]:
    return [(i.day.isoformat(), i.path, i.sort) for i in due_ahead(promised.standing(as_of), days)]


def test_what_is_overdue_and_what_falls_due_comes_in_the_order_of_days() -> None:
    promised = Promised({"phase-2.starts": "phase-1.end"})
    assert items(promised, "2031-04-12", 4) == [("2031-04-10", "free", "due"), ("2031-04-16", "meet", "due")]
    assert items(promised, "2031-04-12", 3) == [("2031-04-10", "free", "due")]
    assert items(promised, "2031-04-29", 2) == [
        ("2031-04-10", "free", "due"), ("2031-04-16", "meet", "due"), ("2031-04-30", "leave", "due"),
        ("2031-04-30", "phase-1", "ends"), ("2031-05-01", "phase-2", "begins"),
    ]  # fmt: skip
    assert items(promised, "2031-04-01", 0) == [("2031-04-01", "phase-1", "begins")]
    assert items(promised, "2031-05-10", 0)[-1] == ("2031-05-10", "phase-2", "ends")


def test_what_is_done_or_has_ended_is_left_out() -> None:
    promised = Promised({"meet.until": "2031-04-20", "phase-2.starts": "phase-1.end"})
    promised.duty("free", "done", "2031-04-08", number=10)
    promised.duty("leave", "done", "2031-04-08")
    assert items(promised, "2031-04-25", 4) == []
    assert items(Promised({"phase-2.starts": "phase-1.end"}), "2031-05-12", 9) == []


def test_each_reading_of_a_due_day_is_an_item() -> None:
    promised = Promised({"free.due": "[2031-04-20, 2031-04-10, 2031-05-20]"})
    promised.duty("free", "pending", "2031-04-04")
    promised.duty("leave", "pending", "2031-04-06")
    free = [i for i in due_ahead(promised.standing("2031-04-12"), 10) if i.path == "free"]
    assert [i.day.day for i in free] == [10, 20]
    state = {"either": ["not_due", "overdue"]}
    assert [(i.state, i.last_reported, i.reports_since, i.words) for i in free] == [
        (state, "2031-04-04", 1, "captives")
    ] * 2
    (meet,) = (i for i in due_ahead(promised.standing("2031-04-12"), 10) if i.path == "meet")
    assert (meet.state, meet.last_reported, meet.reports_since) == ("not_due", None, None)


def test_phases_are_called_by_their_titles() -> None:
    promised = Promised({"phase-2.starts": "phase-1.end"})
    found = due_ahead(promised.standing("2031-04-30"), 1)
    assert [(i.words, i.state) for i in found if i.sort in ("begins", "ends")] == [
        ("phase-1", None),
        ("the second", None),
    ]
