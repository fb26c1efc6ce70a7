from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from promised_case import WIRE, Promised, with_values
from trucewatch.standing.duty_events import DutyEvent, duty_events
from trucewatch.vocabulary.kinds import Talks


def events(promised: Promised, id_: str) -> list[DutyEvent]:
    return list(duty_events(promised.terms, promised.view()).by_obligation[id_])


def only(promised: Promised, id_: str) -> DutyEvent:
    (event,) = events(promised, id_)
    return event


@pytest.mark.parametrize(
    ("state", "sort"), [("done", "done"), ("pending", "open"), ("suspended", "halted"), ("breached", "alleged")]
)
def test_a_state_is_an_event(state: str, sort: str) -> None:
    promised = Promised()
    statement = promised.duty("free", state, "2031-04-05", number=3, date="2031-04-04")
    event = only(promised, "free")
    assert (event.obligation, event.sort, event.number, event.statement) == ("free", sort, 3, statement)
    assert event.published == date(2031, 4, 5)
    own = state != "pending"  # its day is the one it is due
    assert (event.day, event.dated) == (date(2031, 4, 4) if own else date(2031, 4, 5), own)


@pytest.mark.parametrize("state", ["demanded", "proposed"])
def test_demands_and_proposals_are_no_events_and_are_missed_by_nobody(state: str) -> None:
    promised = Promised()
    promised.duty("free", state, "2031-04-05")
    found = duty_events(promised.terms, promised.view())
    assert not any(found.by_obligation.values())
    assert found.unplaced == ()
    assert set(found.by_obligation) == {o.id for o in promised.terms.obligations}


def test_what_fits_no_duty_or_several_is_kept_apart() -> None:
    promised = Promised({"free.match": "null", "give-back.bearer": "north", "give-back.match": "null"})
    none = promised.duty("leave", "done", "2031-04-05", bearer="Hill Radio")
    several = promised.duty("free", "done", "2031-04-06", object="people")
    charge = promised.charge("2031-04-07", "Hill Radio", "slander")
    found = duty_events(promised.terms, promised.view())
    assert set(found.unplaced) == {none, several, charge}
    assert not any(found.by_obligation.values())


@pytest.mark.parametrize(
    ("told", "day", "dated", "hour"),
    [
        ({"date": "2031-04-03"}, date(2031, 4, 3), True, None),
        ({"date": "2031-04"}, date(2031, 4, 30), True, None),
        ({"date": "2031-04-03/2031-04-04"}, date(2031, 4, 4), True, None),
        ({"date": "2031-04-03T10:00"}, date(2031, 4, 3), True, datetime(2031, 4, 3, 7, tzinfo=UTC)),
        ({}, date(2031, 4, 5), False, None),
        ({"date": "soon"}, date(2031, 4, 5), False, None),
    ],
)
def test_an_event_is_of_its_own_day_else_of_that_of_its_report(
    told: dict[str, Any], day: date, dated: bool, hour: datetime | None
) -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", **told)
    event = only(promised, "free")
    assert (event.day, event.dated, event.hour) == (day, dated, hour)


def test_what_is_open_has_no_hour_and_what_has_no_day_comes_first() -> None:
    promised = Promised()
    promised.duty("free", "pending", None, date="2031-04-03T10:00")
    promised.duty("free", "done", "2031-04-02", date="2031-04-02")
    first, second = events(promised, "free")
    assert (first.day, first.hour, first.published) == (None, None, None)
    assert second.day == date(2031, 4, 2)


def test_events_come_by_day_then_publication() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-09", date="2031-04-03")
    promised.duty("free", "done", "2031-04-08", date="2031-04-03")
    promised.duty("free", "done", "2031-04-07", date="2031-04-06")
    promised.duty("free", "done", "2031-04-04")
    told = [(e.day, e.published) for e in events(promised, "free")]
    assert [(d.day, p.day) for d, p in told if d and p] == [(3, 8), (3, 9), (4, 4), (6, 7)]


def test_the_speaker_is_the_voice_else_the_outlet() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05")
    promised.duty("free", "done", "2031-04-06", by="the Northerners")
    own, quoted = events(promised, "free")
    assert (own.voice, own.by) == (WIRE, frozenset())
    assert (quoted.voice, quoted.by) == ("the Northerners", frozenset({"north"}))


@pytest.mark.parametrize(
    ("told", "sort", "voice"),
    [
        ({}, "alleged", WIRE),
        ({"alleged_by": "Southern League"}, "alleged", "Southern League"),
        ({"status": "denied"}, "denied", WIRE),
        ({"status": "denied", "alleged_by": "Joint Panel"}, "denied", "Joint Panel"),
        ({"status": "confirmed"}, "alleged", WIRE),
        ({"status": "confirmed", "alleged_by": "Watch Group"}, "alleged", "Watch Group"),
        ({"status": "confirmed", "alleged_by": "Joint Panel"}, "found", "Joint Panel"),
        ({"status": "confirmed", "by": "the Commission of Three"}, "found", "the Commission of Three"),
    ],
)
def test_only_a_body_that_finds_makes_a_finding_of_a_claim(told: dict[str, Any], sort: str, voice: str) -> None:
    promised = Promised()
    promised.charge("2031-04-05", "Northern Council", "shelling", **told)
    event = only(promised, "quiet")
    assert (event.sort, event.voice) == (sort, voice)


def test_an_incident_is_no_event() -> None:
    promised = Promised()
    promised.charge("2031-04-05", "Northern Council", "shelling", nature="incident")
    found = duty_events(promised.terms, promised.view())
    assert not any(found.by_obligation.values())
    assert found.unplaced == ()


@pytest.mark.parametrize(
    ("status", "detail", "count"),
    [
        ("held", None, 1), ("under way", None, 1), ("held", "adjourned", 1), ("planned", None, 0),
        ("postponed", None, 0), ("held", "called_off", 0), ("held", "declined", 0), ("held", "postponed", 0),
    ],
)  # fmt: skip
def test_talks_that_were_held_are_done(status: str, detail: str | None, count: int) -> None:
    promised = Promised()
    promised.say(Talks, "2031-04-05", venue="talks in Ferrin", date="2031-04-04", status=status, detail=detail)
    found = duty_events(promised.terms, promised.view())
    assert [(e.sort, e.day) for e in found.by_obligation["meet"]] == [("done", date(2031, 4, 4))] * count
    assert found.unplaced == ()


def test_talks_about_nothing_in_the_terms_are_no_finding() -> None:
    promised = Promised()
    promised.say(Talks, "2031-04-05", venue="Hill House", date=None, status="held")
    assert duty_events(promised.terms, promised.view()).unplaced == ()


KINDS = "[{number: 6, unit: captives, category: women}, {number: 4, unit: captives, category: old men}]"


@pytest.mark.parametrize(
    ("object_", "words", "category"),
    [
        ("captives, all of them women", "They went.", "women"),
        ("captives who are old men", "They went.", "old men"),
        ("captives", "Three women among the captives went.", "women"),
        ("captives: women and old men", "Women went.", "women"),
        ("captives", "Women and old men went.", None),
        ("captives", "They went.", None),
    ],
)
def test_a_delivery_is_of_the_one_category_it_names(object_: str, words: str, category: str | None) -> None:
    promised = Promised(with_values({"free.owed": KINDS}))
    promised.duty("free", "done", "2031-04-05", number=2, object=object_, words=words)
    assert only(promised, "free").category == category


def test_a_category_is_told_only_where_the_terms_keep_several() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", words="Women went.")
    assert only(promised, "free").category is None


@pytest.mark.parametrize(
    ("words", "entire"),
    [
        ("The last captives went.", True),
        ("It is completed.", True),
        ("All captives went.", True),
        ("Some captives went.", False),
        ("Not all captives went.", False),
        ("Nearly all captives went.", False),
        ("Captives went last week.", False),
        ("Captives went last Friday.", False),
        ("Captives went at last.", False),
        ("Captives went last May, the last of them.", True),
    ],
)
def test_words_may_say_that_it_was_all_of_it(words: str, entire: bool) -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", words=words)
    assert only(promised, "free").entire is entire
