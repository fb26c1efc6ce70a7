"""Powers of the terms: when they are used, what that does, and what does nothing without them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from promised_case import Promised

AGREED = ("Northern Council", "Southern League")


def agreed(promised: Promised, *days: str) -> Promised:
    for party, day in zip(AGREED, days, strict=False):
        promised.stance(day, party, "accept")
    return promised


# Extend


def test_an_extension_takes_effect_with_the_last_consent_it_needs() -> None:
    promised = agreed(Promised(), "2031-04-20", "2031-04-25")
    days = ("2031-04-19", "2031-04-20", "2031-04-25")
    assert promised.of("renew.consents", *days) == [[], ["north"], ["north", "south"]]
    assert promised.of("renew.state", *days) == ["open", "open", "spent"]
    assert promised.of("phase-1.last_day", *days) == ["2031-04-30", "2031-04-30", "2031-05-30"]
    assert promised.of("quiet.force", "2031-05-30", "2031-05-31") == ["in_force", "lapsed"]
    assert promised.of("leave.due", "2031-05-10", "2031-05-31") == ["not_due", "overdue"]


def test_a_refusal_keeps_it_from_taking_effect() -> None:
    promised = Promised()
    promised.stance("2031-04-20", AGREED[0], "accept")
    promised.stance("2031-04-21", AGREED[1], "reject")
    found = promised.at("2031-05-01")
    assert (found["renew.state"], found["renew.consents"], found["renew.refusals"]) == ("closed", ["north"], ["south"])
    assert (found["phase-1.last_day"], found["phase-1.calendar"]) == ("2031-04-30", "expired")


@pytest.mark.parametrize(
    ("later", "consents", "refusals"),
    [
        ("reject", [], ["north"]),
        ("criticise", [], ["north"]),
        ("undecided", ["north"], []),
        ("conditional", ["north"], []),
        ("adopt", ["north"], []),
    ],
)
def test_the_latest_answer_of_a_party_counts(later: str, consents: list[str], refusals: list[str]) -> None:
    promised = Promised()
    promised.stance("2031-04-10", AGREED[0], "accept")
    promised.stance("2031-04-12", AGREED[0], later)
    found = promised.at("2031-04-15")
    assert (found["renew.consents"], found["renew.refusals"]) == (consents, refusals)


def test_consent_taken_back_before_the_last_is_no_consent_and_yes_and_no_of_one_day_are_neither() -> None:
    promised = Promised()
    promised.stance("2031-04-10", AGREED[0], "accept")
    promised.stance("2031-04-12", AGREED[0], "reject")
    promised.stance("2031-04-14", AGREED[1], "accept")
    assert promised.at("2031-04-15")["renew.state"] == "open"
    promised.stance("2031-04-14", AGREED[1], "reject")
    found = promised.at("2031-04-15")
    assert (found["renew.consents"], found["renew.refusals"]) == ([], ["north"])


def test_consent_given_after_the_last_day_comes_too_late() -> None:
    found = agreed(Promised(), "2031-04-20", "2031-05-01").at("2031-05-02")
    assert (found["renew.state"], found["renew.consents"]) == ("closed", ["north", "south"])
    assert found["phase-1.last_day"] == "2031-04-30"
    on_the_last = agreed(Promised(), "2031-04-20", "2031-04-30")
    assert on_the_last.at("2031-05-02")["phase-1.last_day"] == "2031-05-30"


@pytest.mark.parametrize(
    ("proposal", "consents"),
    [
        ("an extension", ["north"]),
        ("renewal of the first phase", ["north"]),
        ("renewal of the second phase", []),
        ("an exchange", []),
        ("suspension of fire", []),
    ],
)
def test_only_words_of_a_longer_time_of_this_phase_are_about_it(proposal: str, consents: list[str]) -> None:
    promised = Promised()
    promised.stance("2031-04-10", AGREED[0], "accept", proposal=proposal)
    assert promised.at("2031-04-10")["renew.consents"] == consents


def test_words_of_the_sentence_help_only_where_the_proposal_has_no_name() -> None:
    promised = Promised()
    promised.stance("2031-04-10", AGREED[0], "accept", proposal=None, words="It agrees to extend the truce.")
    promised.stance("2031-04-10", AGREED[1], "accept", proposal="an exchange", words="It agrees, as to extend it.")
    assert promised.at("2031-04-10")["renew.consents"] == ["north"]


RULES: list[tuple[Mapping[str, str], list[tuple[str, str]], str]] = [
    ({"renew.rule": "any"}, [(AGREED[0], "accept")], "2031-05-30"),
    ({"renew.rule": "any"}, [(AGREED[0], "reject"), (AGREED[1], "accept")], "2031-05-30"),
    ({"renew.rule": "any"}, [("The Envoy", "accept")], "2031-04-30"),
    ({"renew.rule": "holder", "renew.holders": "north", "renew.consent": "null"}, [(AGREED[0], "adopt")], "2031-05-30"),
    ({"renew.rule": "holder", "renew.holders": "north", "renew.consent": "null"}, [(AGREED[1], "adopt")], "2031-04-30"),
    ({"renew.rule": "holder", "renew.holders": "north"}, [(AGREED[1], "accept")], "2031-04-30"),
    ({"renew.consent": "null"}, [(AGREED[0], "accept")], "2031-04-30"),
    ({"renew.consent": "null"}, [(AGREED[0], "accept"), (AGREED[1], "accept")], "2031-05-30"),
    ({"renew.consent": "north"}, [(AGREED[0], "accept")], "2031-05-30"),
]


@pytest.mark.parametrize(("values", "stances", "last"), RULES)
def test_the_rule_says_whose_consent_is_needed(
    values: Mapping[str, str], stances: list[tuple[str, str]], last: str
) -> None:
    promised = Promised(values)
    for actor, stance in stances:
        promised.stance("2031-04-20", actor, stance)
    assert promised.at("2031-04-21")["phase-1.last_day"] == last


@pytest.mark.parametrize(
    ("voices", "last"),
    [
        ((None,), "2031-04-30"),
        (("The Envoy",), "2031-05-30"),
        (("Northern Council",), "2031-04-30"),
        ((None, "Hill Radio"), "2031-05-30"),
        (("Hill Radio", "Hill Radio"), "2031-04-30"),
    ],
)
def test_word_of_an_extension_counts_from_a_mediator_or_from_two_voices(
    voices: tuple[str | None, ...], last: str
) -> None:
    promised = Promised()
    for voice in voices:
        promised.relation("2031-04-20", "extends", by=voice)
    found = promised.at("2031-04-20")
    assert found["phase-1.last_day"] == last
    assert found["renew.state"] == ("open" if last == "2031-04-30" else "spent")
    assert found["findings"] == 0


@pytest.mark.parametrize(
    ("role", "state"),
    [
        ("mediator", "spent"), ("facilitator", "spent"), ("convener", "spent"), ("host", "spent"),
        ("observer", "open"), ("guarantor", "open"),
    ],
)  # fmt: skip
def test_only_who_brings_the_parties_together_speaks_for_all(role: str, state: str) -> None:
    promised = Promised({"envoy.roles": role})
    promised.relation("2031-04-20", "extends", by="The Envoy")
    assert promised.at("2031-04-20")["renew.state"] == state


def test_a_holder_that_needs_nobody_may_say_it_alone() -> None:
    promised = Promised({"renew.rule": "holder", "renew.holders": "north"})
    promised.relation("2031-04-20", "extends", by="Northern Council")
    assert promised.at("2031-04-20")["phase-1.last_day"] == "2031-05-30"


def test_a_new_last_day_that_is_named_comes_before_the_length_of_the_terms() -> None:
    promised = Promised()
    promised.relation("2031-04-20", "extends", by="The Envoy", expiry="2031-05-07")
    assert promised.at("2031-04-20")["phase-1.last_day"] == "2031-05-07"
    earlier = Promised()
    earlier.relation("2031-04-20", "extends", by="The Envoy", expiry="2031-04-30")
    assert earlier.at("2031-04-20")["renew.state"] == "open"
    unnamed = Promised({"renew.lasts": "null"})
    unnamed.relation("2031-04-20", "extends", by="The Envoy")
    assert unnamed.at("2031-04-20")["renew.state"] == "open"


def test_what_is_said_of_another_phase_extends_none() -> None:
    promised = Promised()
    promised.relation("2031-04-20", "extends", by="The Envoy", expiry_of="phase 2")
    assert promised.at("2031-04-20")["renew.state"] == "open"
    promised.relation("2031-04-21", "extends", by="The Envoy", expiry_of="phase 1")
    assert promised.at("2031-04-21")["renew.state"] == "spent"


def test_an_extension_said_when_all_is_over_has_no_effect_and_is_a_finding() -> None:
    promised = Promised()
    promised.relation("2031-05-02", "extends", by="The Envoy", expiry="2031-06-01")
    found = promised.at("2031-05-02")
    assert (found["renew.state"], found["phase-1.last_day"], found["findings"]) == ("closed", "2031-04-30", 1)


def test_what_one_voice_says_on_the_last_day_is_not_too_late_and_on_the_next_it_is() -> None:
    for day, findings in (("2031-04-30", 0), ("2031-05-01", 1)):
        promised = Promised()
        promised.relation(day, "extends")  # one voice that speaks for nobody: no extension either way
        assert promised.at("2031-05-02")["findings"] == findings, day


@pytest.mark.parametrize(("day", "last"), [("2031-05-09", "2031-05-30"), ("2031-05-10", "2031-06-29")])
def test_consent_lengthens_once_more_from_the_middle_of_the_time_that_was_added(day: str, last: str) -> None:
    promised = agreed(Promised({"renew.times": "2"}), "2031-04-20", "2031-04-20")
    assert promised.at("2031-04-21")["phase-1.last_day"] == "2031-05-30"  # forty days on, of which twenty must pass
    assert agreed(promised, day, day).at("2031-05-11")["phase-1.last_day"] == last


def test_extensions_follow_one_another_each_said_once() -> None:
    promised = Promised({"renew.times": "2"})
    promised.relation("2031-04-20", "extends", by="The Envoy")
    promised.relation("2031-04-21", "extends", by="The Envoy", outlet="Hill Radio")
    found = promised.at("2031-04-25")
    assert (found["phase-1.last_day"], found["renew.state"]) == ("2031-05-30", "exercised")
    promised.relation("2031-05-20", "extends", by="The Envoy")
    found = promised.at("2031-05-20")
    assert (found["phase-1.last_day"], found["renew.state"]) == ("2031-06-29", "spent")
    promised.relation("2031-06-20", "extends", by="The Envoy")
    assert promised.at("2031-06-20")["phase-1.last_day"] == "2031-06-29"


def test_a_power_over_the_agreement_lengthens_its_last_phase() -> None:
    promised = Promised({"renew.of": "agreement", "phase-2.starts": "phase-1.end"})
    agreed(promised, "2031-04-20", "2031-04-21")
    found = promised.at("2031-04-22")
    assert (found["phase-1.last_day"], found["phase-2.last_day"]) == ("2031-04-30", "2031-06-09")


def test_every_reading_of_the_last_day_is_lengthened() -> None:
    promised = Promised({"phase-1.lasts": "[P30D, P40D]"})
    agreed(promised, "2031-05-05", "2031-05-05")
    assert promised.at("2031-05-05")["phase-1.last_day"] == {"either": ["2031-05-30", "2031-06-09"]}


# Suspend, resume


def test_a_holder_suspends_and_resumes_what_the_power_is_about() -> None:
    promised = Promised()
    promised.duty("light", "suspended", "2031-04-05", date="2031-04-05")
    promised.duty("light", "done", "2031-04-09", date="2031-04-09")
    days = ("2031-04-04", "2031-04-05", "2031-04-09")
    assert promised.of("pause.state", *days) == ["open", "exercised", "exercised"]
    assert promised.of("light.force", *days) == ["in_force", "suspended", "in_force"]
    assert promised.of("light.performance", *days) == ["none", "halted", "partial"]
    assert promised.at("2031-04-05")["quiet.force"] == "in_force"
    promised.duty("light", "suspended", "2031-04-12", date="2031-04-12")
    assert promised.at("2031-04-12")["light.force"] == "suspended"


def test_without_a_power_or_a_holder_a_halt_changes_no_force() -> None:
    promised = Promised({"pause.holders": "north"})
    promised.duty("light", "suspended", "2031-04-05", date="2031-04-05")
    promised.duty("trucks", "suspended", "2031-04-05", date="2031-04-05")
    found = promised.at("2031-04-06")
    assert (found["light.force"], found["trucks.force"], found["pause.state"]) == ("in_force", "in_force", "open")
    assert (found["light.performance"], found["trucks.performance"]) == ("halted", "halted")


def test_notice_must_run_before_force_changes() -> None:
    promised = Promised({"pause.notice": "P3D"})
    promised.duty("light", "suspended", "2031-04-05", date="2031-04-05")
    days = ("2031-04-05", "2031-04-07", "2031-04-08")
    assert promised.of("pause.state", *days) == ["exercised"] * 3
    assert promised.of("light.force", *days) == ["in_force", "in_force", "suspended"]


def test_a_suspension_that_needs_consent_waits_for_it() -> None:
    promised = Promised({"pause.consent": "north"})
    promised.duty("light", "suspended", "2031-04-05", date="2031-04-05")
    promised.phase("2031-04-06", 1, "suspended", by="Southern League")
    assert promised.at("2031-04-06")["light.force"] == "in_force"


WHOLE = {
    "pause.of": "agreement", "pause.holders": "[north, south]", "go-on.of": "agreement", "phases.phase-2": "null",
}  # fmt: skip


def test_a_suspension_of_the_agreement_carries_to_every_duty_in_force() -> None:
    promised = Promised(WHOLE)
    promised.phase("2031-04-05", 1, "suspended", by="Northern Council", date="2031-04-05")
    days = ("2031-04-04", "2031-04-05")
    for path in ("agreement.force", "free.force", "quiet.force", "meet.force"):
        assert promised.of(path, *days) == ["in_force", "suspended"], path
    assert promised.at("2031-04-05")["give-back.force"] == "created"
    promised.relation("2031-04-10", "resumes")
    found = promised.at("2031-04-10")
    assert (found["agreement.force"], found["free.force"], found["go-on.state"]) == (
        "in_force",
        "in_force",
        "exercised",
    )


@pytest.mark.parametrize(("who", "state"), [("Southern League", "exercised"), ("Hill Radio", "open")])
def test_a_claim_that_it_is_in_force_again_counts_from_a_holder(who: str, state: str) -> None:
    promised = Promised({**WHOLE, "pause.holders": "north"})
    promised.phase("2031-04-05", 1, "suspended", by="Northern Council")
    promised.phase("2031-04-08", 1, "in_force", by=who)
    found = promised.at("2031-04-08")
    assert found["go-on.state"] == state
    assert found["agreement.force"] == ("in_force" if state == "exercised" else "suspended")


def test_nothing_is_resumed_that_was_not_suspended_before() -> None:
    promised = Promised(WHOLE)
    promised.phase("2031-04-03", 1, "in_force", by="Southern League")
    promised.relation("2031-04-04", "resumes")
    assert promised.at("2031-04-04")["go-on.state"] == "open"
    promised.phase("2031-04-05", 1, "suspended", by="Northern Council")
    found = promised.at("2031-04-05")
    assert (found["go-on.state"], found["agreement.force"]) == ("open", "suspended")


def test_what_is_resumed_is_what_was_suspended() -> None:
    promised = Promised({"go-on.of": "agreement"})
    promised.duty("light", "suspended", "2031-04-05")
    promised.relation("2031-04-08", "resumes")
    found = promised.at("2031-04-08")
    assert (found["pause.state"], found["go-on.state"]) == ("exercised", "open")


def test_a_claim_on_one_of_several_phases_suspends_only_that() -> None:
    promised = Promised({"pause.of": "agreement"})
    promised.phase("2031-04-05", 1, "suspended", by="Southern League")
    assert promised.at("2031-04-05")["agreement.force"] == "in_force"
    promised.phase("2031-04-06", None, "suspended", by="Southern League")
    assert promised.at("2031-04-06")["agreement.force"] == "suspended"
    phase = Promised({"pause.of": "phase-1"})
    phase.duty("trucks", "suspended", "2031-04-05")
    found = phase.at("2031-04-05")
    assert (found["free.force"], found["meet.force"], found["agreement.force"]) == ("suspended", "in_force", "in_force")


def test_each_answer_on_a_power_tells_what_it_rests_on() -> None:
    promised = agreed(Promised(), "2031-04-20", "2031-04-21")
    answers = promised.standing("2031-04-22").answers
    grounds = answers["renew.state"].grounds
    assert [g.kind for g in grounds] == ["clause", "said", "said", "said"]
    assert [g.words for g in grounds[2:]] == ["position", "position"]
    assert (grounds[0].path, grounds[1].words) == ("renew", "used on 2031-04-21")
    told = [s.id for s in promised.view().statements()]
    assert {s.id for s in grounds[1].statements} == set(told)
    assert [s.id for g in answers["renew.consents"].grounds for s in g.statements] == told
