"""The register of international bodies."""

from __future__ import annotations

from collections import Counter

import pytest

from trucewatch.errors import UnknownIdError
from trucewatch.registers.bodies import bodies, body_forms, find_body, members_of
from trucewatch.registers.states import state_forms


def test_codes_are_unique() -> None:
    assert [code for code, count in Counter(body.code for body in bodies()).items() if count > 1] == []


def test_no_form_claims_two_bodies_or_a_state() -> None:
    claims = Counter(form for body in bodies() for form in {body.name, *body.aliases})
    assert [form for form, count in claims.items() if count > 1] == []
    assert set(body_forms()) & set(state_forms()) == set()


@pytest.mark.parametrize(
    ("form", "code", "kind"),
    [
        ("the UN", "UN", "igo"),
        ("Security Council", "UNSC", "un_organ"),
        ("OCHA", "OCHA", "un_organ"),
        ("UNRWA’s", "UNRWA", "un_organ"),
        ("UNIFIL", "UNIFIL", "un_mission"),
        ("UNMEE", "UNMEE", "un_mission"),
        ("United Nations Mission in South Sudan", "UNMISS", "un_mission"),
        ("the African Union", "AU", "igo"),
        ("ECOMOG", "ECOMOG", "mission"),
        ("OSCE", "OSCE", "igo"),
        ("Minsk Group", "MINSK_GROUP", "contact_group"),
        ("the Contact Group", "CONTACT_GROUP", "contact_group"),
        ("Sri Lanka Monitoring Mission", "SLMM", "monitor"),
        ("Aceh Monitoring Mission", "AMM", "monitor"),
        ("Independent International Commission on Decommissioning", "IICD", "monitor"),
        ("ICJ", "ICJ", "court"),
        ("International Criminal Court", "ICC", "court"),
        ("Médecins Sans Frontières", "MSF", "ngo"),
        ("ARAB LEAGUE", "LAS", "igo"),
    ],
)
def test_find_body(form: str, code: str, kind: str) -> None:
    found = find_body(form)
    assert found is not None
    assert (found.code, found.kind) == (code, kind)


@pytest.mark.parametrize("form", ["who", "un", "Geneva Conventions", "Kenya", ""])
def test_words_are_no_bodies(form: str) -> None:
    assert find_body(form) is None


def test_the_oic_has_57_members_once_each() -> None:
    members = [state.alpha3 for state in members_of("OIC")]
    assert len(members) == 57
    assert len(set(members)) == 57
    assert {"IDN", "PSE", "SEN", "UZB"} <= set(members)
    assert "ISR" not in members
    assert "IND" not in members


def test_members_of_a_body_without_a_table_and_of_no_body() -> None:
    assert members_of("NATO") == ()
    with pytest.raises(UnknownIdError, match="NOSUCH"):
        members_of("NOSUCH")
