from __future__ import annotations

from datetime import date

import pytest

from trucewatch.agreements.load import terms_from
from trucewatch.agreements.write import write
from trucewatch.errors import RecordError
from trucewatch.standing.draft import Draft, draft_terms
from trucewatch.vocabulary.agreement import Phase
from trucewatch.vocabulary.kinds import Agreement, Obligation, Party, Quantity
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
