from __future__ import annotations

from datetime import UTC, date, datetime

from promised_case import TERMS, WIRE, Promised
from trucewatch.standing.grounds import Answer, Ground, calendar, clause, said


def test_a_clause_is_told_with_its_number_its_doubt_and_its_sources() -> None:
    ground = clause("free", TERMS)
    assert (ground.kind, ground.path, ground.sources) == ("clause", "free", ("S1", "S2"))
    assert ground.words == "free, in the terms, clause 2.1 (from memory)"
    assert clause("leave", TERMS).words == "leave, in the terms"
    assert (clause("phase-1", TERMS).path, clause("phase-1", TERMS).sources) == ("phase-1", ("S1",))
    assert clause("renew", TERMS).words == "renew, in the terms"
    assert clause("entry", TERMS) == Ground("clause", "entry, in the terms", "entry")


def test_the_calendar_tells_every_reading() -> None:
    day = date(2031, 4, 5)
    assert calendar("due", (day,), day).words == "due: 2031-04-05; asked about 2031-04-05"
    both = (day, None, datetime(2031, 4, 6, 12, tzinfo=UTC))
    assert calendar("due", both, day).words == "due: 2031-04-05 or 2031-04-06T12:00+00:00; asked about 2031-04-05"
    assert calendar("due", (None,), day).words == "due: not dated; asked about 2031-04-05"
    assert calendar("due", (), day).words == "due: no date set; asked about 2031-04-05"
    assert calendar("due", (), day).kind == "calendar"


def test_an_answer_is_its_value_whatever_its_grounds() -> None:
    assert Answer(1).grounds == ()
    with_ground = Answer(1, lambda: (said("so", ()),))
    assert with_ground.grounds == (Ground("said", "so"),)
    assert with_ground == Answer(1)


def test_the_grounds_of_a_duty_are_its_clause_its_days_and_what_was_said() -> None:
    promised = Promised()
    done = promised.duty("free", "done", "2031-04-05", number=4)
    denied = promised.duty("free", "breached", "2031-04-06")
    answers = promised.standing("2031-04-06").answers
    told = [("said", f"{WIRE}: done", (done,)), ("said", f"{WIRE}: alleged", (denied,))]

    def grounds(path: str) -> list[tuple[str, str, tuple[object, ...]]]:
        return [(g.kind, g.words, g.statements) for g in answers[path].grounds]

    assert grounds("free.performance") == grounds("free.delivered") == told
    assert grounds("free.alleged") == told[1:]
    assert grounds("free.denied") == [("silence", "nothing was reported of it", ())]
    due = [
        ("clause", "free, in the terms, clause 2.1 (from memory)", ()),
        ("calendar", "free due: 2031-04-10; asked about 2031-04-06", ()),
    ]
    assert grounds("free.due") == grounds("free.days_late") == due + told
    begins = ("calendar", "free begins: 2031-04-01; asked about 2031-04-06", ())
    assert grounds("free.force") == [due[0], begins]
    ends = ("calendar", "quiet ends by the terms: 2031-04-30; asked about 2031-04-06", ())
    assert grounds("quiet.force")[2:] == [ends]
    assert grounds("quiet.performance") == [("silence", "nothing was reported of it", ())]


def test_a_power_that_was_used_is_a_ground_of_force() -> None:
    promised = Promised()
    halt = promised.duty("light", "suspended", "2031-04-05")
    leave = promised.stance(
        "2031-04-06", "Southern League", "reject", proposal="it", stance_detail="withdrew_acceptance"
    )
    grounds = promised.standing("2031-04-06").answers["light.force"].grounds
    assert [(g.words, g.path, g.statements) for g in grounds if g.kind == "power"] == [
        ("power quit used", "quit", (leave,)), ("power pause used", "pause", (halt,)),
    ]  # fmt: skip
