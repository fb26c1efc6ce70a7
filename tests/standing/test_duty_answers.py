"""What is answered on a duty: force, performance, due, accounts and claims."""

from __future__ import annotations

from typing import Any

import pytest

from promised_case import WIRE, Promised

KINDS = "[{number: 6, unit: captives, category: women}, {number: 4, unit: captives, category: old men}]"


# Performance and progress


@pytest.mark.parametrize(
    ("told", "performance", "progress"),
    [
        ([], "none", 0),
        ([("pending", None)], "none", 0),
        ([("done", 4)], "partial", 1),
        ([("done", 5)], "partial", 2),
        ([("done", 9)], "partial", 2),
        ([("done", 10)], "full", 3),
        ([("done", 6), ("done", 4)], "full", 3),
        ([("done", None)], "partial", 1),
        ([("suspended", None)], "halted", 0),
        ([("done", 4), ("suspended", None)], "halted", 1),
        ([("done", 7), ("suspended", None)], "halted", 2),
        ([("done", 4), ("suspended", None), ("pending", None)], "halted", 1),
        ([("done", 4), ("suspended", None), ("done", 3)], "partial", 2),
        ([("done", 10), ("suspended", None)], "full", 3),
        ([("done", 10), ("pending", None)], "full", 3),
        ([("done", 4), ("breached", None)], "partial", 1),
    ],
)
def test_an_act_is_performed_as_reported(told: list[tuple[str, int | None]], performance: str, progress: int) -> None:
    promised = Promised()
    for number, (state, many) in enumerate(told, start=2):
        promised.duty("free", state, f"2031-04-0{number}", number=many, date=f"2031-04-0{number}")
    found = promised.at("2031-04-09")
    assert (found["free.performance"], found["free.progress"]) == (performance, progress)


def test_what_owes_no_number_is_done_when_it_is_said_to_be() -> None:
    promised = Promised()
    promised.duty("leave", "done", "2031-04-05")
    assert promised.of("leave.performance", "2031-04-03", "2031-04-05") == ["none", "full"]
    assert "leave.owed" not in promised.at("2031-04-05")


@pytest.mark.parametrize("words", ["The last captives went.", "All captives went.", "It was completed."])
def test_words_may_say_that_all_of_it_was_done(words: str) -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", number=3, words=words)
    found = promised.at("2031-04-05")
    assert (found["free.performance"], found["free.delivered"]) == ("full", {WIRE: 3})


@pytest.mark.parametrize(("words", "performance"), [("Some went.", "partial"), ("The last of them went.", "full")])
def test_what_owes_a_number_that_the_terms_leave_open(words: str, performance: str) -> None:
    promised = Promised({"free.owed": "{qualifier: vague, unit: captives}"})
    promised.duty("free", "done", "2031-04-05", number=3, words=words)
    found = promised.at("2031-04-05")
    assert found["free.performance"] == performance
    assert found["free.progress"] == {"partial": 1, "full": 3}[performance]
    assert found["free.delivered"] == {WIRE: 3}
    assert "free.remaining" not in found
    assert "free.owed" not in found


def test_no_two_voices_make_a_whole_together() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", number=6, by="North Radio")
    promised.duty("free", "done", "2031-04-06", number=4, by="Hill Radio")
    found = promised.at("2031-04-06")
    assert (found["free.performance"], found["free.progress"]) == ("partial", 2)
    assert found["free.delivered"] == {"Hill Radio": 4, "North Radio": 6}
    assert found["free.remaining"] == {"Hill Radio": 6, "North Radio": 4}
    promised.duty("free", "done", "2031-04-08", number=11, by="Hill Radio")
    found = promised.at("2031-04-08")
    assert (found["free.performance"], found["free.remaining"]) == ("full", {"Hill Radio": 0, "North Radio": 4})


def test_categories_are_kept_apart() -> None:
    promised = Promised({"free.owed": KINDS})
    promised.duty("free", "done", "2031-04-05", number=6, object="captives: women")
    found = promised.at("2031-04-05")
    assert found["free.owed"] == {"women": 6, "old men": 4}
    assert found["free.delivered"] == {WIRE: {"women": 6}}
    assert found["free.remaining"] == {WIRE: {"women": 0}}
    assert (found["free.performance"], found["free.progress"]) == ("partial", 2)
    promised.duty("free", "done", "2031-04-06", number=3, object="captives: old men")
    assert promised.at("2031-04-06")["free.performance"] == "partial"
    promised.duty("free", "done", "2031-04-07", number=9, object="captives")
    found = promised.at("2031-04-07")
    assert found["free.delivered"] == {WIRE: {"women": 6, "old men": 3, "in all": 9}}
    assert found["free.remaining"] == {WIRE: {"women": 0, "old men": 1}}
    promised.duty("free", "done", "2031-04-08", number=4, object="captives: old men")
    assert promised.at("2031-04-08")["free.performance"] == "full"


def test_one_category_is_told_as_a_total() -> None:
    promised = Promised({"free.owed": "{number: 6, unit: captives, category: women}"})
    promised.duty("free", "done", "2031-04-05", number=2, object="captives: women")
    promised.duty("free", "done", "2031-04-06", number=1, object="captives")
    found = promised.at("2031-04-06")
    assert (found["free.owed"], found["free.delivered"], found["free.remaining"]) == (6, {WIRE: 3}, {WIRE: 3})


def test_readings_of_what_is_owed_are_told_side_by_side() -> None:
    promised = Promised({"free.owed": "[{number: 6, unit: captives}, {number: 10, unit: captives}]"})
    promised.duty("free", "done", "2031-04-12", number=6, date="2031-04-12")
    found = promised.at("2031-04-12")
    assert found["free.owed"] == {"either": [6, 10]}
    assert found["free.remaining"] == {WIRE: {"either": [0, 4]}}
    assert found["free.performance"] == {"either": ["late", "partial"]}
    assert found["free.progress"] == {"either": [3, 2]}
    assert found["free.due"] == {"either": ["met_late", "overdue"]}
    assert found["free.days_late"] == 2
    assert found["free.force"] == "in_force"


def test_alternatives_in_alternatives_are_told_flat() -> None:
    promised = Promised(
        {
            "free.owed": "[{number: 6, unit: captives}, {number: 10, unit: captives}]",
            "free.due": "[2031-04-10, 2031-04-20]",
        }
    )
    promised.duty("free", "done", "2031-04-12", number=6, date="2031-04-12")
    assert promised.at("2031-04-12")["free.due"] == {"either": ["met_late", "met", "overdue", "not_due"]}


# What is owed again and again


def test_a_recurring_duty_is_measured_by_what_is_owed_so_far() -> None:
    promised = Promised()
    promised.duty("trucks", "done", "2031-04-02", number=10, date="2031-04-02")
    assert promised.of("trucks.owed", "2031-03-31", "2031-04-01", "2031-04-02", "2031-04-30", "2031-05-20") == [
        0, 5, 10, 150, 150,
    ]  # fmt: skip
    days = ("2031-04-01", "2031-04-02", "2031-04-03", "2031-04-05")
    assert promised.of("trucks.performance", *days) == ["none", "full", "partial", "partial"]
    assert promised.of("trucks.progress", *days) == [0, 3, 2, 1]
    assert promised.of("trucks.remaining", *days) == [{}, {WIRE: 0}, {WIRE: 5}, {WIRE: 15}]
    promised.duty("trucks", "suspended", "2031-04-04", date="2031-04-04")
    assert promised.of("trucks.performance", "2031-04-03", "2031-04-04") == ["partial", "halted"]
    assert promised.of("trucks.progress", "2031-04-04") == [2]


def test_what_ends_owes_no_more() -> None:
    promised = Promised({"trucks.until": "2031-04-10"})
    assert promised.of("trucks.owed", "2031-04-10", "2031-04-15") == [50, 50]
    assert promised.of("trucks.force", "2031-04-10", "2031-04-11") == ["in_force", "lapsed"]


def test_what_goes_on_can_stop_and_is_then_not_kept_all_the_time() -> None:
    promised = Promised()
    for day, state in ((2, "done"), (4, "suspended"), (6, "done")):
        promised.duty("light", state, f"2031-04-0{day}", date=f"2031-04-0{day}")
    days = ("2031-04-01", "2031-04-02", "2031-04-04", "2031-04-06")
    assert promised.of("light.performance", *days) == ["none", "full", "halted", "partial"]
    assert promised.of("light.progress", *days) == [0, 3, 2, 1]


def test_a_prohibition_is_never_performed() -> None:
    promised = Promised()
    promised.duty("quiet", "done", "2031-04-03", number=3)
    promised.duty("quiet", "suspended", "2031-04-04")
    found = promised.at("2031-04-04")
    assert (found["quiet.performance"], found["quiet.progress"], found["quiet.due"]) == ("none", 0, "no_date")
    assert found["findings"] == 0


def test_an_event_without_a_row_is_a_finding() -> None:
    promised = Promised()
    promised.duty("leave", "done", "2031-04-03")
    promised.duty("leave", "suspended", "2031-04-05")
    assert promised.of("findings", "2031-04-03", "2031-04-05") == [0, 1]
    assert promised.at("2031-04-05")["leave.performance"] == "full"


# Due


@pytest.mark.parametrize(
    ("as_of", "due", "days"),
    [
        ("2031-04-09", "not_due", 0),
        ("2031-04-10", "due_today", 0),
        ("2031-04-10T23:59+03:00", "due_today", 0),
        ("2031-04-11T00:00+03:00", "overdue", 1),
        ("2031-04-11", "overdue", 1),
        ("2031-04-30", "overdue", 20),
        ("2031-05-15", "overdue", 35),
    ],
)
def test_a_passed_due_day_is_overdue_and_moves_no_force(as_of: str, due: str, days: int) -> None:
    found = Promised().at(as_of)
    assert (found["free.due"], found["free.days_late"]) == (due, days)
    assert (found["free.force"], found["free.performance"]) == ("in_force", "none")


@pytest.mark.parametrize(
    ("told", "performance", "due", "days"),
    [
        ({"published": "2031-04-12", "date": "2031-04-09"}, "full", "met", 0),
        ({"published": "2031-04-12", "date": "2031-04-10"}, "full", "met", 0),
        ({"published": "2031-04-12", "date": "2031-04-11"}, "late", "met_late", 1),
        ({"published": "2031-04-10"}, "full", "met", 0),
        (
            {"published": "2031-04-11"},
            {"either": ["full", "late"]},
            {"either": ["met", "met_late"]},
            {"either": [0, 1]},
        ),
        ({"published": None}, "full", "met", 0),
    ],
)
def test_done_in_full_is_met_or_met_late(told: dict[str, Any], performance: object, due: object, days: object) -> None:
    promised = Promised()
    promised.duty("free", "done", number=10, **told)
    found = promised.at("2031-04-20")
    assert (found["free.performance"], found["free.due"], found["free.days_late"]) == (performance, due, days)


HOURS = {"free.due": "2031-04-10T18:00+03:00"}


@pytest.mark.parametrize(
    ("as_of", "due", "days"),
    [
        ("2031-04-09", "not_due", 0),
        ("2031-04-10T17:59+03:00", "due_today", 0),
        ("2031-04-10T18:00+03:00", "overdue", 0),
        ("2031-04-10", "overdue", 0),
        ("2031-04-12", "overdue", 2),
    ],
)
def test_an_hour_that_is_due(as_of: str, due: str, days: int) -> None:
    found = Promised(HOURS).at(as_of)
    assert (found["free.due"], found["free.days_late"]) == (due, days)


@pytest.mark.parametrize(
    ("date", "due", "days"),
    [
        ("2031-04-10", "met", 0),
        ("2031-04-10T18:00", "met", 0),
        ("2031-04-10T18:01", "met_late", 0),
        ("2031-04-11", "met_late", 1),
        ("2031-04-11T01:00", "met_late", 1),
    ],
)
def test_done_on_the_day_of_an_hour_that_was_due(date: str, due: str, days: int) -> None:
    promised = Promised(HOURS)
    promised.duty("free", "done", "2031-04-12", number=10, date=date)
    found = promised.at("2031-04-12")
    assert (found["free.due"], found["free.days_late"]) == (due, days)
    assert found["free.performance"] == {"met": "full", "met_late": "late"}[due]


def test_only_the_first_report_that_it_was_done_in_full_dates_it() -> None:
    promised = Promised()
    promised.duty("leave", "done", "2031-04-20", date="2031-04-20")
    promised.duty("leave", "done", "2031-05-08", date="2031-05-08")
    assert promised.at("2031-05-09")["leave.due"] == "met"


def test_alternative_due_days_and_due_days_that_nothing_dates() -> None:
    promised = Promised({"free.due": "[2031-04-10, 2031-04-20]", "leave.due": "{words: when the rain ends}"})
    found = promised.at("2031-04-15")
    assert found["free.due"] == {"either": ["overdue", "not_due"]}
    assert found["free.days_late"] == {"either": [5, 0]}
    assert (found["leave.due"], found["leave.days_late"]) == ("no_date", 0)


def test_a_due_day_that_hangs_on_a_deed() -> None:
    promised = Promised({"leave.due": "{after: free.done, offset: P5D, counting: exclusive}"})
    promised.duty("free", "done", "2031-04-08", number=10, date="2031-04-07")
    assert promised.of("leave.due", "2031-04-06", "2031-04-08", "2031-04-12", "2031-04-13") == [
        "no_date", "not_due", "due_today", "overdue",
    ]  # fmt: skip


# Contested


@pytest.mark.parametrize(
    ("first", "second", "contested"),
    [
        (("done", 5, "A"), ("pending", 6, "B"), True),
        (("done", 5, "A"), ("pending", 5, "B"), True),
        (("done", 5, "A"), ("pending", 4, "B"), False),
        (("done", 5, "A"), ("pending", 6, "A"), False),
        (("done", 5, "A"), ("breached", 6, "B"), True),
        (("done", 5, "A"), ("suspended", 6, "B"), True),
        (("done", 5, "A"), ("done", 6, "B"), False),
        (("pending", 4, "A"), ("pending", 6, "B"), False),
    ],
)
def test_voices_that_disagree_contest_a_duty(
    first: tuple[str, int, str], second: tuple[str, int, str], contested: bool
) -> None:
    promised = Promised()
    for state, day, voice in (first, second):
        # What is still to be done speaks for the day of its report.
        own = None if state == "pending" else f"2031-04-0{day}"
        promised.duty("leave", state, f"2031-04-0{day}", date=own, by=voice)
    assert promised.at("2031-04-09")["leave.contested"] is contested


def test_a_halt_contests_only_what_was_done_in_full() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-04", number=4, by="A")
    promised.duty("free", "suspended", "2031-04-06", by="B")
    assert promised.at("2031-04-06")["free.contested"] is False
    promised.duty("free", "pending", "2031-04-07", by="C")
    assert promised.at("2031-04-07")["free.contested"] is True


def test_what_was_said_of_earlier_days_is_settled_by_a_later_word_and_a_voice_may_change_its_mind() -> None:
    promised = Promised()
    promised.duty("leave", "done", "2031-04-04", by="A")
    promised.duty("leave", "pending", "2031-04-05", by="B")
    promised.duty("leave", "done", "2031-04-06", by="C")
    assert promised.of("leave.contested", "2031-04-05", "2031-04-06") == [True, False]
    promised.duty("leave", "pending", "2031-04-07", by="A")
    promised.duty("leave", "pending", "2031-04-08", by="C")
    assert promised.of("leave.contested", "2031-04-07", "2031-04-08") == [True, False]


def test_a_denial_of_a_breach_does_not_say_that_it_was_done() -> None:
    promised = Promised()
    promised.duty("quiet", "done", "2031-04-04", by="A")
    promised.charge("2031-04-05", "Northern Council", "shelling", status="denied", by="A")
    promised.charge("2031-04-06", "Northern Council", "shelling", by="B")
    found = promised.at("2031-04-06")
    assert found["quiet.contested"] is True
    assert (found["quiet.alleged"], found["quiet.denied"]) == (1, 1)


# Claims


def test_claims_are_counted_as_claims() -> None:
    promised = Promised()
    promised.charge("2031-04-05", "Northern Council", "shelling", by="Southern League")
    promised.charge("2031-04-06", "Northern Council", "shelling", status="denied")
    promised.charge("2031-04-07", "Northern Council", "shelling", status="confirmed", alleged_by="Joint Panel")
    promised.duty("quiet", "breached", "2031-04-08")
    found = promised.at("2031-04-08")
    assert [found[f"quiet.{sort}"] for sort in ("alleged", "denied", "found")] == [2, 1, 1]
    assert (found["quiet.performance"], found["quiet.force"], found["findings"]) == ("none", "in_force", 0)


@pytest.mark.parametrize(("day", "count"), [("2031-03-31", 0), ("2031-04-01", 1), ("2031-04-30", 1), ("2031-05-01", 0)])
def test_a_claim_for_a_day_on_which_the_duty_did_not_hold_is_a_finding(day: str, count: int) -> None:
    promised = Promised()
    promised.charge("2031-05-02", "Northern Council", "shelling", date=day)
    found = promised.at("2031-05-02")
    assert (found["quiet.alleged"], found["findings"]) == (count, 1 - count)


def test_a_claim_counts_where_any_reading_has_the_duty_in_force_and_where_its_day_is_unknown() -> None:
    promised = Promised({"phase-1.lasts": "[P30D, P40D]"})
    promised.charge("2031-05-05", "Northern Council", "shelling", date="2031-05-05")
    assert promised.at("2031-05-05")["quiet.alleged"] == 1
    promised.charge(None, "Northern Council", "shelling")
    assert promised.at("2031-05-05")["quiet.alleged"] == 2


def test_no_duty_holds_after_the_last_day_of_the_agreement() -> None:
    promised = Promised({"phase-2.starts": "phase-1.end"})
    promised.duty("leave", "breached", "2031-05-12", date="2031-05-10")
    promised.duty("leave", "breached", "2031-05-12", date="2031-05-11")
    found = promised.at("2031-05-12")
    assert (found["leave.alleged"], found["findings"], found["leave.force"]) == (1, 1, "lapsed")


# Reports


def test_the_last_report_and_the_reports_since() -> None:
    promised = Promised()
    promised.duty("leave", "pending", "2031-04-05")
    promised.duty("leave", "done", "2031-04-03")
    for day in ("2031-04-05", "2031-04-06", "2031-04-08"):
        promised.duty("free", "pending", day)
    found = promised.at("2031-04-07")
    assert (found["leave.last_reported"], found["leave.reports_since"]) == ("2031-04-05", 1)
    assert promised.at("2031-04-08")["leave.reports_since"] == 2
    assert "quiet.last_reported" not in found
