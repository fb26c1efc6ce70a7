"""The register of international bodies."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from trucewatch.errors import UnknownIdError
from trucewatch.registers.bodies import bodies, body_forms, find_body, members_of, memberships
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


@pytest.mark.parametrize(
    ("code", "day", "inside", "outside"),
    [
        ("NATO", date(2023, 4, 4), {"FIN", "TUR"}, {"SWE"}),
        ("NATO", date(2023, 4, 3), {"TUR"}, {"FIN", "SWE"}),
        ("EU", date(2020, 1, 30), {"GBR", "HRV"}, set()),
        ("EU", date(2020, 1, 31), {"HRV"}, {"GBR"}),
        ("EU", date(1994, 1, 1), {"GBR"}, {"SWE"}),
        ("ECOWAS", date(2025, 1, 29), {"GHA"}, {"MLI", "NER", "BFA", "MRT"}),
        ("AU", date(2018, 1, 1), {"MAR", "SSD"}, set()),
        ("AU", date(2011, 3, 1), {"KEN"}, {"SSD", "MAR"}),
        ("SADC", date(2006, 1, 1), {"MDG"}, {"SYC"}),
        ("SADC", date(2009, 1, 1), {"SYC"}, set()),
        ("P5", date(1990, 1, 1), {"SUN"}, {"RUS"}),
        ("OIC", date(2020, 1, 1), set(), {"SEN"}),
    ],
)
def test_members_on_a_day_are_those_that_surely_were(code: str, day: date, inside: set[str], outside: set[str]) -> None:
    members = {state.alpha3 for state in members_of(code, day)}
    assert inside <= members
    assert not outside & members


@pytest.mark.parametrize(
    ("code", "number"),
    [("P5", 5), ("LAS", 22), ("AU", 54), ("ECOWAS", 12), ("SADC", 16), ("ASEAN", 11), ("GCC", 6), ("EU", 27),
     ("NATO", 32), ("OSCE", 57), ("SCO", 10), ("EAC", 8), ("BRICS", 10)],
)  # fmt: skip
def test_how_many_members_a_body_has_now(code: str, number: int) -> None:
    assert len({state.alpha3 for state in members_of(code)}) == len(members_of(code)) == number


def test_no_state_is_in_a_body_twice_at_a_time() -> None:
    for code, listed in memberships().items():
        for one in listed:
            again = [other for other in listed if other.state is one.state and other is not one]
            assert all(other.left is not None or one.left is not None for other in again), code
            assert one.joined is None or one.left is None or one.joined[1] < one.left[0], code


def test_members_of_a_body_without_rows_and_of_no_body() -> None:
    assert members_of("WFP") == ()
    with pytest.raises(UnknownIdError, match="NOSUCH"):
        members_of("NOSUCH")
