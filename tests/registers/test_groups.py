"""The register of armed groups, movements and coalitions."""

from __future__ import annotations

from collections import Counter

import pytest

from trucewatch.registers.bodies import body_forms
from trucewatch.registers.groups import find_group, group_forms, group_forms_in_text, groups
from trucewatch.registers.states import ambiguous_forms, state_forms
from trucewatch.registers.territories import territory_forms

JUDGING = {
    "terrorist", "terrorists", "terror", "regime", "bandits", "criminal", "freedom fighters", "martyrs of", "occupiers",
    "so-called", "extremist", "extremists", "radical", "proxy", "puppet", "illegal", "legitimate", "brutal",
}  # fmt: skip


def test_there_are_many_and_their_codes_are_unique() -> None:
    assert len(groups()) >= 250
    assert [code for code, count in Counter(group.code for group in groups()).items() if count > 1] == []


def test_every_group_is_of_somewhere_and_its_years_run_forward() -> None:
    for group in groups():
        assert group.of, group.code
        assert group.since is None or 1900 < group.since <= 2026, group.code
        assert group.since is None or group.until is None or group.since <= group.until, group.code


def test_no_row_repeats_a_form() -> None:
    for group in groups():
        assert len({group.name, *group.aliases}) == 1 + len(group.aliases), group.code


def test_no_form_is_one_of_a_state_a_territory_or_a_body() -> None:
    others = {*state_forms(), *ambiguous_forms(), *territory_forms(), *body_forms()}
    assert set(group_forms()) & others == set()


def test_two_groups_of_one_form_can_be_told_apart_by_where_they_are_from() -> None:
    shared = {form: found for form, found in group_forms().items() if len(found) > 1}
    assert {"NLF", "SLA", "NRF"} <= set(shared)
    for form, found in shared.items():
        places = [place for group in found for place in set(group.of)]
        assert len(places) == len(set(places)), form


def test_notes_take_no_side() -> None:
    said = {group.code: f" {group.note} ".casefold() for group in groups()}
    assert {code: word for code, note in said.items() for word in JUDGING if f" {word} " in note} == {}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("the FARC", "FARC"),
        ("Tamil Tigers’", "LTTE"),
        ("POLISARIO FRONT", "POLISARIO"),
        ("Séléka", "SELEKA"),
        ("Sinn Féin’s", "SINN_FEIN"),
        ("Kurdistan Workers’ Party", "PKK"),
        ("Sudan People's Liberation Movement-in-Opposition", "SPLM_IO"),
    ],
)
def test_find_group(form: str, code: str) -> None:
    found = find_group(form)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("form", "of", "code"),
    [
        ("SLA", None, None),
        ("SLA", "Sudan", "SLM"),
        ("SLA", "Darfuri", "SLM"),
        ("SLA", "Lebanese", "SLA_LBN"),
        ("SLA", "Kenya", None),
        ("National Liberation Army", "Colombian", "ELN_COL"),
        ("National Liberation Army", "somewhere", None),
        ("ELN", "Kenya", "ELN_COL"),
        ("fact", None, None),
    ],
)
def test_an_acronym_of_several_needs_a_place(form: str, of: str | None, code: str | None) -> None:
    found = find_group(form, of=of)
    assert (found.code if found is not None else None) == code


def test_forms_for_running_text_name_one_group_and_nothing_else() -> None:
    safe = group_forms_in_text()
    assert {"LTTE", "Free Aceh Movement", "M23"} <= set(safe)
    assert {"SLA", "NLF", "Amal", "3R"} & set(safe) == set()
    assert all(group_forms()[form] == (group,) for form, group in safe.items())
