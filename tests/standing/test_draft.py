from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from trucewatch.agreements.load import terms_from
from trucewatch.agreements.terms import TermsPhase
from trucewatch.agreements.write import write
from trucewatch.errors import RecordError
from trucewatch.standing.draft import Draft, draft_terms
from trucewatch.vocabulary.agreement import Phase
from trucewatch.vocabulary.kinds import Agreement, Obligation, Party, Quantity, Quote
from view_case import Case

FIRST = "The Northern Council and the Southern League signed a truce of 42 days on 2 April. Ambra mediated."
SECOND = "The truce of 60 days began on 3 April. The Council is to free 33 captives. It let 3 go. It must disarm."


def reported() -> Case:
    case = Case()
    case.report("2031-04-03", "Coast Wire", FIRST)
    phases = (Phase(ordinal=1), Phase(ordinal=2, status="yet to begin"))
    dates = {"signed": "2031-04-02", "start": "2031-04-03"}
    case.say(Agreement, "a truce of 42 days", kind="truce", duration="P42D", phases=phases, **dates)
    case.say(Party, "Northern Council", name="Northern Council", role="party", aliases=("the Council",))
    case.say(Party, "Southern League", name="Southern League", role="party")
    case.say(Party, "Ambra mediated", name="Ambra", role="mediator")
    case.report("2031-04-05", "Hill Radio", SECOND)
    case.say(Agreement, "The truce of 60 days", kind="truce", start="2031-04-03", duration="P60D")
    case.say(Party, "The Council", name="Northern Council", role="guarantor")
    values = {"bearer": "Northern Council", "action": "release", "object": "captives"}
    owed = Quantity(number=33)
    case.say(Obligation, "free 33 captives", **values, quantity=owed, state="pending", deadline="2031-04-20")
    case.say(Obligation, "let 3 go", **values, quantity=Quantity(number=3), state="done")
    case.say(Obligation, "must disarm", bearer="Northern Council", action="disarm", object="guns", state="demanded")
    return case


def drafted(case: Case | None = None) -> Draft:
    return draft_terms((case or reported()).view(), "Africa/Nairobi")


def test_a_draft_states_what_reports_state_and_no_more() -> None:
    terms = drafted().terms
    assert (terms.on, terms.zone) == (date(2031, 4, 2), "Africa/Nairobi")
    assert {(p.id, p.roles, p.bound) for p in terms.parties} == {
        ("northern-council", ("party", "guarantor"), True), ("southern-league", ("party",), True),
        ("ambra", ("mediator",), False),
    }  # fmt: skip
    assert [w.at for w in terms.entry.signed] == [date(2031, 4, 2)]
    assert [w.at for w in terms.entry.actual] == [date(2031, 4, 3)]
    assert [p.ordinal for p in terms.phases] == [1, 2]
    assert [w.anchor for w in terms.phases[0].starts] == ["entry_into_force"]
    assert drafted().comments["phase-1.starts"] == ["taken to begin with the agreement: no report dates it apart"]
    assert draft_terms(reported().view()).terms.zone == "UTC"
    assert terms.phases[1].starts == ()
    assert terms.phases[1].lengths == ()
    assert (terms.powers, terms.mechanisms, terms.exchanges) == ((), (), ())


def test_an_obligation_is_drafted_from_what_is_agreed_not_from_what_is_demanded_or_done() -> None:
    draft = drafted()
    owed, done = draft.terms.obligations
    for duty in (owed, done):
        assert (duty.bearers, duty.action, duty.object) == (("northern-council",), "release", "captives")
    assert [o.quantity.number for o in owed.owed] == [33]
    assert [w.at for w in owed.due] == [date(2031, 4, 20)]
    assert (done.owed, done.due) == ((), ())
    assert draft.comments[f"obligations.{owed.id}"] == ["R2: “free 33 captives”", "stated as pending"]
    assert draft.comments[f"obligations.{done.id}"] == ["R2: “let 3 go”", "stated as done", "reported delivered: 3"]


def test_each_line_tells_its_sources_and_doubts() -> None:
    draft = drafted()
    assert {s.what for s in draft.terms.sources} == {"Coast Wire, 2031-04-03", "Hill Radio, 2031-04-05"}
    keys = {s.key for s in draft.terms.sources}
    told = [*(p.sources for p in draft.terms.parties), *(o.sources for o in draft.terms.obligations)]
    assert all(sources and set(sources) <= keys for sources in told)
    assert "reports differ on its role: party, guarantor" in draft.comments["parties.northern-council"]
    assert "as given when this was drafted; reports do not tell it" in draft.comments["zone"]


def test_what_reports_disagree_on_becomes_alternatives() -> None:
    case = Case()
    for day, outlet, length in (("2031-04-03", "Coast Wire", "P42D"), ("2031-04-04", "Hill Radio", "P60D")):
        case.report(day, outlet, f"A truce of {length} began on 3 April.")
        case.say(Agreement, "A truce", kind="truce", start="2031-04-03", duration=length)
    (phase,) = drafted(case).terms.phases
    assert [length.lasts for length in phase.lengths] == ["P42D", "P60D"]
    assert phase.lengths[0].sources != phase.lengths[1].sources
    assert [w.at for w in phase.starts] == [date(2031, 4, 3)]


def test_a_draft_is_a_file_of_terms() -> None:
    draft = drafted()
    text = write(draft.terms, comments=draft.comments)
    assert terms_from(text, "draft") == draft.terms
    assert "Hill Radio" in text


def test_without_an_agreement_or_a_date_there_is_nothing_to_draft() -> None:
    case = Case()
    case.report("2031-04-03", "Coast Wire", "Rain fell.")
    with pytest.raises(RecordError, match="no report of this view states an agreement"):
        drafted(case)
    undated = Case()
    undated.report(None, "Coast Wire", "There is a truce.")
    undated.say(Agreement, "a truce", kind="truce")
    with pytest.raises(RecordError, match="carry no dates"):
        drafted(undated)


def test_without_a_day_of_its_own_the_terms_are_of_the_first_report() -> None:
    case = Case()
    case.report("2031-04-05", "Coast Wire", "There is a truce.")
    case.say(Agreement, "a truce", kind="truce", start="2031-04")
    draft = drafted(case)
    assert draft.terms.on == date(2031, 4, 5)
    assert draft.comments["on"] == ["the first report: none tells when it was signed, announced or began"]
    assert draft.terms.entry.actual == ()
    assert any(comment.startswith("not one day, so left out") for comment in draft.comments["entry.actual"])


def truce(words: str = "There is a truce.", **values: object) -> Case:
    case = Case()
    case.report("2031-04-05", "Coast Wire", words)
    case.say(Agreement, "a truce", kind="truce", **values)
    return case


def only_phase(case: Case) -> TermsPhase:
    (phase,) = drafted(case).terms.phases
    return phase


def test_an_agreement_without_named_phases_is_drafted_with_one() -> None:
    case = truce(start="2031-04-05", duration="P30D", expiry="2031-05-04", status="holding")
    phase, comments = only_phase(case), drafted(case).comments
    assert (phase.id, phase.ordinal, [n.lasts for n in phase.lengths]) == ("phase-1", 1, ["P30D"])
    assert (phase.sources, [n.sources for n in phase.lengths]) == (("R1",), [("R1",)])
    assert [(w.at, w.anchor) for w in phase.starts] == [(date(2031, 4, 5), None)]
    assert comments["phases.phase-1"] == [
        "R1: “a truce”",
        "its last day is stated as 4 May 2031 (Coast Wire (the report itself))",
        "“holding” (Coast Wire (the report itself))",
    ]
    assert comments["phase-1.lasts"] == ["R1: “a truce”", "counted with the first day; no report tells how"]


def test_a_phase_with_a_day_of_its_own_begins_on_it_and_a_later_one_never_with_the_agreement() -> None:
    case = truce(start="2031-04-05", phases=(Phase(ordinal=2), Phase(ordinal=3)))
    assert [(p.id, p.ordinal, p.starts) for p in drafted(case).terms.phases] == [("phase-2", 2, ()), ("phase-3", 3, ())]
    assert "phase-2.starts" not in drafted(case).comments


def test_who_says_so_is_told_beside_the_line() -> None:
    case = truce("Ina Mor said a truce began on 5 April.", start="2031-04-05")
    case.say(Quote, "a truce began on 5 April", speaker="Ina Mor", mention="Ina Mor", cue="said", type="indirect")
    assert drafted(case).comments["entry.actual"] == ["R1: “a truce”", "so says Ina Mor, in Coast Wire"]


def test_an_hour_with_its_zone_is_kept_and_one_without_is_its_day() -> None:
    assert [w.at for w in only_phase(truce(start="2031-04-05T06:00+03:00")).starts] == [
        datetime(2031, 4, 5, 6, tzinfo=timezone(timedelta(hours=3)))
    ]
    assert [w.at for w in only_phase(truce(start="2031-04-05T06:00")).starts] == [date(2031, 4, 5)]
    assert [w.at for w in only_phase(truce(start="2031-04-05TMO")).starts] == [date(2031, 4, 5)]


def test_the_day_of_the_version_is_that_of_the_signature_else_the_announcement_else_the_start() -> None:
    days = {"signed": "2031-04-03", "announced": "2031-04-02", "start": "2031-04-04"}
    for left in ("signed", "announced", "start"):
        assert drafted(truce(**days)).terms.on == date.fromisoformat(days.pop(left))
    terms = drafted(truce(signed="2031-04-03")).terms
    assert (terms.id, terms.title) == ("valley-2031-04", "truce")
    announced = drafted(truce(announced="2031-04-02"))
    assert [w.at for w in announced.terms.entry.announced] == [date(2031, 4, 2)]
    assert announced.comments["entry.announced"] == drafted(truce(signed="2031-04-03")).comments["entry.signed"]


def test_names_of_a_party_are_kept_and_those_of_its_speakers_and_common_words_are_not() -> None:
    case = truce("Egypt and Ina Mor of the group keep a truce; the Arab Republic of Egypt says so.")
    aliases = ("the Egypt", "Ina Mor", "the group", "Arab Republic of Egypt", "Egyptian")
    case.say(Party, "Egypt", name="Egypt", role="party", aliases=aliases)
    case.say(Party, "Ina Mor", name="Ina Mor", role="other")
    (party,) = drafted(case).terms.parties
    assert (party.id, party.name, party.roles, party.bound) == ("egypt", "Egypt", ("party",), True)
    assert party.aliases == ("Arab Republic of Egypt", "the Egypt")


def test_parties_of_reports_on_another_agreement_are_left_out() -> None:
    case = truce()
    case.report("2031-04-06", "Hill Radio", "Karsa is calm.")
    case.say(Party, "Karsa", name="Karsa", role="party")
    assert drafted(case).terms.parties == ()


def test_duties_without_a_bearer_among_the_parties_are_left_out_and_those_after_them_kept() -> None:
    case = truce("Karsa keeps a truce. Guns go. Mines go. Fuel comes in. Lorries come in.")
    case.say(Party, "Karsa", name="Karsa", role="party")
    pending = {"action": "withdraw", "state": "pending"}
    case.say(Obligation, "Guns go", bearer="Oruvel", object="guns", **pending)
    case.say(Obligation, "Mines go", bearer=None, object="mines", **pending)
    case.say(Obligation, "Fuel comes in", bearer="Karsa", action="allow_aid", object="fuel", state="pending",
             basis="unilateral_gesture")  # fmt: skip
    case.say(Obligation, "Lorries come in", bearer="Karsa", action="allow_aid", state="pending",
             quantity=Quantity(number=3), condition="by day", place="Orlen", deadline="2031-04")  # fmt: skip
    case.say(Obligation, "Guns go", bearer="Karsa", action="disarm", object="it", state="pending",
             quantity=Quantity(number=5))  # fmt: skip
    bare, duty = drafted(case).terms.obligations
    assert [(o.quantity.number, o.unit) for o in bare.owed] == [(5, "of it")]
    assert (duty.id, duty.object, duty.duty, duty.place) == ("allow-aid-allow-aid", "allow aid", "act", "Orlen")
    assert (duty.condition, duty.due, duty.sources) == ("by day", (), ("R1",))
    assert [(o.quantity.number, o.unit) for o in duty.owed] == [(3, "aid allow")]


def test_ids_are_short_and_each_its_own() -> None:
    case = truce("Karsa keeps a truce. 3 go. 4 go.")
    case.say(Party, "Karsa", name="Karsa", role="party")
    for words, number in (("3 go", 3), ("4 go", 4)):
        case.say(Obligation, words, bearer="Karsa", action="release", object="captives held in the northern hills",
                 state="pending", quantity=Quantity(number=number))  # fmt: skip
    first, second = (o.id for o in drafted(case).terms.obligations)
    assert (first, second) == ("release-captives-held-in-the-northern-hi", "release-captives-held-in-the-northern-hi-2")


def test_the_agreement_that_most_reports_are_of_is_drafted() -> None:
    case = Case()
    for day, start in (("2029-02-02", "2029-02-01"), ("2031-06-02", "2031-06-01"), ("2031-06-03", "2031-06-01")):
        case.report(day, "Coast Wire", f"A truce began, it was said on {day}.")
        case.say(Agreement, "A truce", kind="truce", start=start)
    assert drafted(case).terms.on == date(2031, 6, 1)


@pytest.mark.parametrize(
    ("basis", "drafted_too"),
    [(None, True), ("agreement", True), ("unilateral_gesture", False), ("resolution", False), ("demand", False)],
)
def test_only_what_rests_on_the_agreement_is_drafted(basis: str | None, drafted_too: bool) -> None:
    case = truce("Karsa keeps a truce. Guns go.")
    case.say(Party, "Karsa", name="Karsa", role="party")
    case.say(Obligation, "Guns go", bearer="Karsa", action="withdraw", object="guns", state="pending", basis=basis)
    assert bool(drafted(case).terms.obligations) is drafted_too


def test_what_keeps_a_draft_from_being_made_says_what_to_do() -> None:
    case = Case()
    case.report("2031-04-03", "Coast Wire", "Rain fell.")
    with pytest.raises(RecordError) as nothing:
        drafted(case)
    assert "Expected reports that tell of a ceasefire" in str(nothing.value)
    assert "`trucewatch show agreements`" in str(nothing.value)
    undated = Case()
    undated.report(None, "Coast Wire", "There is a truce.")
    undated.say(Agreement, "a truce", kind="truce")
    with pytest.raises(RecordError) as dateless:
        drafted(undated)
    assert "a day on which the agreement was signed, announced or reported" in str(dateless.value)
    assert "`trucewatch report set ID --published DAY`" in str(dateless.value)
