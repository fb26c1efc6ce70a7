"""The force of a duty: with its phase, by its own start and end, after another duty."""

from __future__ import annotations

from promised_case import Promised


def test_a_duty_is_in_force_with_its_phase_and_an_act_stays_due_after_it() -> None:
    promised = Promised({"phase-2.starts": "{after: phase-1.end, offset: P11D, counting: exclusive}"})
    days = ("2031-03-31", "2031-04-01", "2031-04-30", "2031-05-01")
    acts, lasting = ["created", "in_force", "in_force", "in_force"], ["created", "in_force", "in_force", "lapsed"]
    assert promised.of("free.force", *days) == promised.of("leave.force", *days) == acts
    for id_ in ("trucks", "light", "quiet"):
        assert promised.of(f"{id_}.force", *days) == lasting
    assert promised.of("meet.force", "2031-03-31", "2031-04-01") == ["created", "in_force"]
    assert promised.of("meet.force", "2031-05-20", "2031-05-21") == ["in_force", "lapsed"]  # with the agreement


def test_what_comes_after_another_duty_waits_for_it() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-04", number=4, date="2031-04-04")
    promised.duty("free", "done", "2031-04-08", number=6, date="2031-04-07")
    days = ("2031-04-05", "2031-04-06", "2031-04-08")
    assert promised.of("give-back.force", *days) == ["created", "created", "in_force"]


def test_its_own_start_and_end_come_before_those_of_its_phase() -> None:
    promised = Promised(
        {
            "light.starts": "2031-03-20",
            "quiet.starts": "2031-04-05",
            "light.until": "2031-05-03",
            "free.until": "2031-04-20",
        }
    )
    days = ("2031-03-19", "2031-03-20", "2031-05-03", "2031-05-04")
    assert promised.of("light.force", *days) == ["created", "in_force", "in_force", "lapsed"]
    assert promised.of("quiet.force", "2031-04-04", "2031-04-05", "2031-05-01") == ["created", "in_force", "lapsed"]
    assert promised.of("free.force", "2031-04-20", "2031-04-21") == ["in_force", "lapsed"]


def test_alternative_ends_and_ends_in_words() -> None:
    promised = Promised({"quiet.until": "[2031-04-10, 2031-04-20]", "light.until": "{words: as long as it rains}"})
    assert promised.of("quiet.force", "2031-04-10", "2031-04-15", "2031-04-21") == [
        "in_force", {"either": ["lapsed", "in_force"]}, "lapsed",
    ]  # fmt: skip
    assert promised.at("2031-06-01")["light.force"] == "in_force"


def test_the_start_and_end_of_one_reading_stay_together() -> None:
    promised = Promised({"phase-1.starts": "[2031-04-01, 2031-05-10]", "phase-1.lasts": "P10D"})
    days = ("2031-04-05", "2031-04-15", "2031-05-12", "2031-05-20")
    assert promised.of("quiet.force", *days) == [
        {"either": ["in_force", "created"]}, {"either": ["lapsed", "created"]},
        {"either": ["lapsed", "in_force"]}, "lapsed",
    ]  # fmt: skip
    promised.charge("2031-04-15", "Northern Council", "shelling", date="2031-04-15")
    promised.charge("2031-05-12", "Northern Council", "shelling", date="2031-05-12")
    assert promised.of("quiet.alleged", "2031-04-16", "2031-05-12") == [0, 1]


def test_a_duty_of_the_whole_agreement_begins_with_it_and_one_that_nothing_dates_does_not() -> None:
    promised = Promised({"entry.actual": "null", "entry.scheduled": "null", "phase-1.starts": "2031-04-01"})
    found = promised.at("2031-04-05")
    assert (found["agreement.force"], found["meet.force"], found["free.force"]) == ("created",) * 3
