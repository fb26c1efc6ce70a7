"""What is answered on the agreement and its phases, and what of the statements is told of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from promised_case import WIRE, Promised
from trucewatch.standing.agreement_told import Related, Stance, agreement_told
from trucewatch.vocabulary.agreement import Phase, PhaseClaim
from trucewatch.vocabulary.kinds import Agreement, OtherAgreement, Position


def test_a_phase_by_the_calendar_counts_its_first_day_as_day_one() -> None:
    promised = Promised()
    days = ("2031-03-31", "2031-04-01", "2031-04-30", "2031-05-01")
    assert promised.of("phase-1.calendar", *days) == ["not_begun", "in_force", "in_force", "expired"]
    assert promised.of("phase-1.day", *days) == ["no answer", 1, 30, "no answer"]
    assert promised.of("phase-1.last_day", *days) == ["2031-04-30"] * 4


def test_the_day_is_that_of_the_zone_of_the_terms() -> None:
    found = Promised().at("2031-04-01T21:30+00:00")
    assert found["phase-1.day"] == 2
    assert Promised().at("2031-04-30T21:00+00:00")["phase-1.calendar"] == "expired"
    assert Promised().at("2031-03-31T20:59+00:00")["agreement.force"] == "created"
    assert Promised().at("2031-03-31T21:00+00:00")["agreement.force"] == "in_force"


def test_a_phase_that_hangs_on_words_is_unknown_from_the_day_it_could_begin() -> None:
    promised = Promised()
    days = ("2031-04-30", "2031-05-01", "2031-08-01")
    assert promised.of("phase-2.calendar", *days) == ["not_begun", "unknown", "unknown"]
    assert "phase-2.last_day" not in promised.at("2031-05-01")
    promised.phase("2031-05-09", 2, "in_force")
    assert promised.at("2031-05-10")["phase-2.calendar"] == "unknown"  # no day is told
    promised.phase("2031-05-09", 2, "in_force", date="2031-05-08")
    promised.phase("2031-05-09", 2, "in_force", date="2031-05-06")
    promised.phase("2031-05-09", 2, "planned", date="2031-05-03")
    found = promised.at("2031-05-09")
    assert (found["phase-2.calendar"], found["phase-2.day"], found["phase-2.last_day"]) == ("in_force", 4, "2031-05-15")
    assert promised.at("2031-05-16")["phase-2.calendar"] == "expired"


def test_readings_of_a_phase_are_told_side_by_side() -> None:
    promised = Promised({"phase-1.starts": "[2031-04-01, 2031-04-03]", "phase-1.lasts": "P30D"})
    found = promised.at("2031-04-05")
    assert found["phase-1.day"] == {"either": [5, 3]}
    assert found["phase-1.last_day"] == {"either": ["2031-04-30", "2031-05-02"]}
    assert promised.at("2031-04-02")["phase-1.calendar"] == {"either": ["in_force", "not_begun"]}
    assert promised.at("2031-05-01")["phase-1.calendar"] == {"either": ["expired", "in_force"]}
    endless = Promised({"phase-1.lasts": "null", "phase-2.starts": "2031-05-01"}).at("2031-09-01")
    assert (endless["phase-1.calendar"], endless["agreement.force"]) == ("in_force", "in_force")
    assert "phase-1.last_day" not in endless


def test_readings_of_the_entry_are_told_side_by_side() -> None:
    promised = Promised({"entry.actual": "[2031-04-01, 2031-04-03]", "phase-1.starts": "2031-04-01"})
    assert promised.of("agreement.force", "2031-03-31", "2031-04-02", "2031-04-03") == [
        "created", {"either": ["in_force", "created"]}, "in_force",
    ]  # fmt: skip


def test_what_speakers_claim_stands_beside_the_calendar() -> None:
    promised = Promised()
    promised.phase("2031-04-10", 1, "completed")
    promised.phase("2031-04-12", 1, "expired", date="2031-04-11")
    promised.phase("2031-04-14", 1, "completed", by="Northern Council")
    promised.phase("2031-04-15", None, "collapsed")
    promised.phase("2031-04-15", 7, "completed")
    days = ("2031-04-09", "2031-04-10", "2031-04-12", "2031-04-15")
    assert promised.of("phase-1.claimed", *days) == [[], ["completed"], *[["completed", "expired"]] * 2]
    assert promised.of("agreement.claimed", *days) == [[], [], [], ["collapsed"]]
    found = promised.at("2031-04-15")
    assert (found["phase-1.calendar"], found["agreement.force"], found["phase-2.claimed"]) == (
        "in_force",
        "in_force",
        [],
    )
    grounds = promised.standing("2031-04-15").answers["phase-1.claimed"].grounds
    assert [g.words for g in grounds] == [f"{WIRE}: completed", f"{WIRE}: expired", "Northern Council: completed"]


def test_states_that_are_claimed_come_in_the_order_of_the_alphabet() -> None:
    promised = Promised()
    states = ["suspended", "expired", "completed", "delayed", "in_force", "extended", "disputed"]
    for state in states:
        promised.phase("2031-04-10", 1, state)
    assert promised.at("2031-04-10")["phase-1.claimed"] == sorted(states)


def test_a_state_is_read_from_words_and_said_by_who_claims_it() -> None:
    promised = Promised()
    claims = (PhaseClaim(status="suspended", words="it paused", by="Southern League", date="2031-04-03"),)
    statement = promised.say(
        Agreement, "2031-04-05", kind="truce", status="holding",
        phases=(Phase(ordinal=1, status="suspended, ended", claims=claims), Phase(ordinal=2, status="yet to begin")),
    )  # fmt: skip
    told = agreement_told(promised.terms, promised.view()).claims
    assert {(c.of, c.state, c.voice, c.by, c.day, c.dated) for c in told} == {
        ("agreement", "in_force", WIRE, frozenset(), date(2031, 4, 5), False),
        ("phase-1", "suspended", "Southern League", frozenset({"south"}), date(2031, 4, 3), True),
        ("phase-1", "expired", WIRE, frozenset(), date(2031, 4, 5), False),
        ("phase-2", "not_begun", WIRE, frozenset(), date(2031, 4, 5), False),
    }
    assert told[0].day == date(2031, 4, 3)
    assert {c.statement for c in told} == {statement}


def related(promised: Promised) -> Related:
    (found,) = agreement_told(promised.terms, promised.view()).relations
    return found


@pytest.mark.parametrize("cls", [Agreement, OtherAgreement])
def test_relations_are_of_the_main_agreement_or_of_another(cls: type[Agreement]) -> None:
    promised = Promised()
    promised.say(cls, "2031-04-05", kind="truce", relation="extends", expiry="2031-06-01", by="Northern Council")
    found = related(promised)
    assert (found.of, found.relation, found.expiry, found.day) == (
        "agreement", "extends", date(2031, 6, 1), date(2031, 4, 5),
    )  # fmt: skip
    assert (found.voice, found.by, found.replaces_these) == ("Northern Council", frozenset({"north"}), False)


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"signed": "2031-04-03", "announced": "2031-04-02"}, date(2031, 4, 3)),
        ({"announced": "2031-04-02"}, date(2031, 4, 2)),
        ({"announced": "2031-04"}, date(2031, 4, 5)),
    ],
)
def test_a_relation_is_of_the_day_it_was_signed_else_announced_else_reported(values: Any, day: date) -> None:
    promised = Promised()
    promised.relation("2031-04-05", "extends", **values)
    assert related(promised).day == day


def test_an_agreement_that_is_nothing_to_another_tells_no_relation() -> None:
    promised = Promised()
    promised.say(Agreement, "2031-04-05", kind="truce")
    assert agreement_told(promised.terms, promised.view()).relations == ()


def stances(promised: Promised) -> tuple[Stance, ...]:
    return agreement_told(promised.terms, promised.view()).stances


@pytest.mark.parametrize(
    ("stance", "favourable"),
    [
        ("accept", True), ("endorse", True), ("adopt", True), ("welcome", True), ("reject", False),
        ("criticise", False), ("conditional", None), ("undecided", None),
    ],
)  # fmt: skip
def test_a_stance_is_for_against_or_neither(stance: str, favourable: bool | None) -> None:
    promised = Promised()
    promised.stance("2031-04-05", "the Northern Council and the Southern League", stance)
    (found,) = stances(promised)
    assert (found.parties, found.favourable, found.withdrew) == (frozenset({"north", "south"}), favourable, False)


@pytest.mark.parametrize(
    ("values", "about", "of"),
    [
        ({"proposal": "renewal of phase one"}, "extension", {"phase-1"}),
        ({"proposal": "renewal of the two-phase truce"}, "extension", {"agreement", "phase-1", "phase-2"}),
        ({"proposal": "a longer truce"}, "extension", {"agreement", "phase-1", "phase-2"}),
        ({"proposal": "a pause in fire"}, "suspension", {"agreement", "phase-1", "phase-2"}),
        ({"proposal": "the plan"}, "agreement", {"agreement", "phase-1", "phase-2"}),
        ({"proposal": None, "proposal_mention": "the extension"}, "extension", {"agreement", "phase-1", "phase-2"}),
    ],
)
def test_what_a_stance_is_about_is_told_by_its_words(values: Any, about: str, of: set[str]) -> None:
    promised = Promised()
    promised.stance("2031-04-05", "Northern Council", "accept", **values)
    (found,) = stances(promised)
    assert (found.about, set(found.of)) == (about, of)


def test_a_stance_of_nobody_in_the_terms_is_none_and_one_with_a_day_is_of_that_day() -> None:
    promised = Promised()
    promised.stance("2031-04-05", "Hill Radio", "accept")
    promised.say(Position, "2031-04-06", actor="Southern League", stance="accept", date="2031-04-04", proposal="it")
    (found,) = stances(promised)
    assert (found.day, found.published) == (date(2031, 4, 4), date(2031, 4, 6))


def test_the_grounds_of_force_are_the_entry_and_what_was_done_to_it() -> None:
    promised = Promised()
    promised.stance("2031-04-05", "Northern Council", "reject", proposal="it", stance_detail="withdrew_acceptance")
    promised.relation("2031-04-06", "replaces", relation_to="Truce of Marrow")
    grounds = promised.standing("2031-04-06").answers["agreement.force"].grounds
    assert [(g.kind, g.words) for g in grounds] == [
        ("clause", "entry, in the terms"),
        ("calendar", "entry into force: 2031-04-01; asked about 2031-04-06"),
        ("said", "power quit used"),
        ("said", "replaced by another agreement"),
    ]
    assert [len(g.statements) for g in grounds] == [0, 0, 1, 1]
    phase = promised.standing("2031-04-06").answers["phase-1.calendar"].grounds
    assert [(g.kind, g.path, g.words) for g in phase] == [
        ("clause", "phase-1", "phase-1, in the terms"),
        ("calendar", None, "phase-1 begins: 2031-04-01; asked about 2031-04-06"),
        ("calendar", None, "phase-1 ends: 2031-04-30; asked about 2031-04-06"),
    ]
