from __future__ import annotations

import pytest

from promised_case import TERMS, Promised
from trucewatch.standing.corroboration import Corroboration, SourceCard, Sources
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.kinds import Quote, Violation
from trucewatch.vocabulary.statement import AnyStatement


def sources(promised: Promised, **values: object) -> Sources:
    return Sources(promised.terms, Voices(promised.view()), **values)  # type: ignore[arg-type]


def behind(promised: Promised, *bearers: str, **values: object) -> Corroboration:
    told = [s for s in promised.view().statements() if not isinstance(s.content, Quote)]
    return sources(promised, **values).behind(told, bearers)


def test_a_speaker_counts_once_however_many_carry_the_words() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", outlet="Hill Radio", by="A Clinic")
    promised.duty("free", "done", "2031-04-06", outlet="Coast Wire", by="a clinic")
    promised.duty("free", "done", "2031-04-07", outlet="Coast Wire")
    found = behind(promised)
    assert [s.name for s in found.sources] == ["A Clinic", "Coast Wire"]
    assert found.sources[0].outlets == ("Coast Wire", "Hill Radio")
    assert [len(s.statements) for s in found.sources] == [2, 1]
    assert (found.independent, found.by_side, found.words) == (2, {}, "2 independent")


def test_copies_and_credits_count_as_their_origin_and_one_statement_once() -> None:
    promised = Promised()
    first = promised.duty("free", "done", "2031-04-05", outlet="Hill Radio")
    second = promised.duty("free", "done", "2031-04-06", outlet="Coast Wire")
    origins = {first.report_id: "an agency", second.report_id: "an agency"}
    found = sources(promised, origins=origins).behind([first, second, first])
    assert [(s.name, s.outlets, len(s.statements)) for s in found.sources] == [
        ("an agency", ("Coast Wire", "Hill Radio"), 2)
    ]


def test_a_side_is_counted_apart_and_named_by_its_part_in_the_duty() -> None:
    promised = Promised()
    for voice in ("Northern Council", "the Northerners", "Southern League", "The Envoy", None):
        promised.duty("free", "done", "2031-04-05", by=voice)
    found = behind(promised, "north")
    assert [(s.name, s.card.side) for s in found.sources] == [
        ("Coast Wire", None), ("The Envoy", None), ("Northern Council", "north"), ("the Northerners", "north"),
        ("Southern League", "south"),
    ]  # fmt: skip
    assert found.words == "2 independent, 2 affiliated with the bearer, 1 affiliated with south"
    assert found.by_side == {"north": 2, "south": 1}


def test_one_camp_alone_reads_as_no_confirmation_and_nobody_as_no_source() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", by="Northern Council")
    assert behind(promised).words == "none independent, 1 affiliated with north"
    assert behind(Promised()).words == "no source"
    assert behind(Promised(), "north").independent == 0


@pytest.mark.parametrize(
    ("name", "card"),
    [
        ("Northern Council", SourceCard("party_affiliated", "north")),
        ("The Envoy", SourceCard()),
        ("Egypt", SourceCard("third_state")),
        ("United Nations", SourceCard("international_body")),
        ("Hill Radio", SourceCard()),
    ],
)
def test_terms_and_registers_tell_what_a_source_is(name: str, card: SourceCard) -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", by=name)
    (source,) = behind(promised).sources
    assert source.card == card


@pytest.mark.parametrize(
    ("role", "side"),
    [
        *((role, None) for role in ("facilitator", "convener", "host", "observer", "monitor", "witness")),
        *((role, "envoy") for role in ("party", "guarantor", "backer")),
    ],
)
def test_some_parts_in_an_agreement_take_no_side(role: str, side: str | None) -> None:
    promised = Promised({"envoy.roles": role})
    promised.duty("free", "done", "2031-04-05", by="The Envoy")
    (source,) = behind(promised).sources
    assert source.card.side == side


def test_what_nobody_knows_is_unknown_and_ungraded() -> None:
    assert SourceCard() == SourceCard("unknown", None, None, None)


def test_what_the_user_knows_comes_first() -> None:
    card = SourceCard("local", "south", "B", "2")
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", outlet="Hill Radio")
    found = behind(promised, "south", cards={"hill radio": card})
    assert found.sources[0].card == card
    (statement,) = promised.view().statements()
    assert found.to_json() == {
        "words": "none independent, 1 affiliated with the bearer", "independent": 0, "by_side": {"south": 1},
        "sources": [
            {"name": "Hill Radio", "class": "local", "side": "south", "reliability": "B", "credibility": "2",
             "outlets": ["Hill Radio"], "statements": [statement.id]},
        ],
    }  # fmt: skip


def test_a_charge_and_a_quotation_are_of_who_makes_them() -> None:
    promised = Promised()
    charge = promised.charge("2031-04-05", "Northern Council", "shelling", alleged_by="Southern League")
    assert isinstance(charge.content, Violation)
    promised.duty("free", "done", "2031-04-06", by="A Clinic")
    (quote,) = promised.view().of(Quote)
    told: list[AnyStatement] = [charge, quote]
    assert [s.name for s in sources(promised).behind(told).sources] == ["A Clinic", "Southern League"]


def test_only_parties_have_a_side() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-06", by="Joint Panel")
    (source,) = behind(promised).sources
    assert source.card.side is None
    assert {p.id for p in TERMS.parties} == {"north", "south", "envoy"}
