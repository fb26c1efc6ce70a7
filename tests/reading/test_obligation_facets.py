"""Kind, basis, counterparty and place of a duty, and the deed that performs it."""

from __future__ import annotations

import pytest

from obligation_case import STEPS
from told_case import marked
from trucewatch.reading.obligations import Obligations
from trucewatch.vocabulary.kinds import Obligation


def found(text: str) -> tuple[Obligation, ...]:
    return marked(text, {}, STEPS).get(Obligations).obligations


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chad agreed to withdraw its troops from the northern strip.", "act"),
        ("Chad and Mali agreed to cease fire on Monday.", "prohibition"),
        ("Sudan is to let in 40 food convoys a day.", "recurring"),
        ("Norway urged Nepal to let in food convoys every week.", "recurring"),
        ("Chad agreed to resume talks with Mali.", "procedural"),
    ],
)
def test_kind_of_duty(text: str, kind: str) -> None:
    assert {o.duty for o in found(text)} == {kind}


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Chad demanded that Sudan halt its shelling of the border towns.", "demand"),
        ("Chad agreed to withdraw its troops from the northern strip.", "agreement"),
        ("Under resolution 1701, Chad must pull back its forces.", "resolution"),
        ("The court ordered Chad to free 30 prisoners.", "court_order"),
        ("Mali offered to release 20 soldiers.", None),
    ],
)
def test_basis(text: str, basis: str | None) -> None:
    assert {o.basis for o in found(text)} == {basis}


def test_towards_whom_and_where_are_told_by_the_words_beside_the_act() -> None:
    (handed,) = found("Chad agreed to hand over 12 prisoners to Mali.")
    assert (handed.bearer, handed.counterparty) == ("Chad", "Mali")
    (left,) = found("Chad agreed to withdraw its troops from Timbuktu.")
    assert (left.counterparty, left.place) == (None, "Timbuktu")
    (bare,) = found("Chad agreed to withdraw its troops.")
    assert (bare.counterparty, bare.place) == (None, None)


def test_a_deed_names_the_duty_that_it_performs_where_that_is_clear() -> None:
    text = (
        "Chad promised to free 30 prisoners by June. Sudan is to lift the blockade. Chad freed 30 prisoners on Monday."
    )
    deed = next(o for o in found(text) if o.state == "done")
    assert deed.performs is not None
    assert "promised to free 30 prisoners" in deed.performs.text
    assert deed.performs.is_verbatim_in(text)
    assert all(o.performs is None for o in found(text) if o.state != "done")


def test_of_another_bearer_a_deed_performs_nothing() -> None:
    text = "Chad promised to free 30 prisoners by June. Sudan freed 30 prisoners on Monday."
    assert all(o.performs is None for o in found(text))
