"""The register of states: its table is sound and its forms mean what news means by them."""

from __future__ import annotations

from collections import Counter

import pytest

from trucewatch.registers.states import ambiguous_forms, find_state, state_forms, state_of_code, states

PAST = {"CSK", "DDR", "SCG", "SUN", "YUG", "ZAR"}


def test_codes_are_unique_and_well_formed() -> None:
    assert [code for code, count in Counter(state.alpha3 for state in states()).items() if count > 1] == []
    assert all(len(state.alpha3) == 3 and state.alpha3.isupper() for state in states())
    present = [state.alpha2 for state in states() if not state.successors]
    assert len(set(present)) == len(present)


def test_there_are_193_members_and_five_beside_them_and_six_past_states() -> None:
    past = {state.alpha3 for state in states() if state.successors}
    beside = {"PSE", "KOS", "TWN", "VAT", "HKG"}
    codes = {state.alpha3 for state in states()}
    assert past == PAST
    assert beside <= codes
    assert len(codes - past - beside) == 193


def test_successors_are_states_of_the_register() -> None:
    codes = {state.alpha3 for state in states()} - PAST
    assert {code for state in states() for code in state.successors} <= codes


def test_no_form_claims_two_states_unless_listed_as_ambiguous() -> None:
    claims: dict[str, set[str]] = {}
    for state in states():
        for form in (
            state.name,
            *state.aliases,
            *state.adjectives,
            *state.people,
            *state.capitals,
            *state.cities,
            *state.seats,
        ):
            claims.setdefault(form, set()).add(state.alpha3)
    shared = {form for form, codes in claims.items() if len(codes) > 1}
    assert shared <= set(ambiguous_forms())
    assert "Congolese" in shared


def test_no_row_repeats_a_form() -> None:
    for state in states():
        forms = (
            state.name,
            *state.aliases,
            *state.adjectives,
            *state.people,
            *state.capitals,
            *state.cities,
            *state.seats,
        )
        assert len(set(forms)) == len(forms), state.alpha3


def test_ambiguous_forms_stand_under_their_default_or_nowhere() -> None:
    for form, doubt in ambiguous_forms().items():
        if doubt.default:
            assert doubt.default in doubt.readings
            assert state_forms()[form][0].alpha3 == doubt.default
        else:
            assert form not in state_forms()
        assert all(state_of_code(code) is not None for code in doubt.readings)


@pytest.mark.parametrize(
    ("form", "code", "how"),
    [
        ("United States", "USA", "name"),
        ("US", "USA", "name"),
        ("the U.S.", "USA", "name"),
        ("Britain", "GBR", "name"),
        ("Burma", "MMR", "name"),
        ("DR Congo", "COD", "name"),
        ("Republic of Congo", "COG", "name"),
        ("Zaire", "ZAR", "name"),
        ("Timor-Leste", "TLS", "name"),
        ("Türkiye", "TUR", "name"),
        ("Côte d’Ivoire", "CIV", "name"),
        ("the Philippines’", "PHL", "name"),
        ("Eritrean", "ERI", "demonym"),
        ("Ethiopian", "ETH", "demonym"),
        ("Palestinian", "PSE", "demonym"),
        ("Israeli", "ISR", "demonym"),
        ("South Sudanese", "SSD", "demonym"),
        ("Nigerien", "NER", "demonym"),
        ("Israelis", "ISR", "people"),
        ("Palestinians", "PSE", "people"),
        ("Britons", "GBR", "people"),
        ("Asmara", "ERI", "capital"),
        ("Addis Ababa's", "ETH", "capital"),
        ("Kyiv", "UKR", "capital"),
        ("Moscow", "RUS", "capital"),
        ("the White House", "USA", "seat"),
        ("the Kremlin", "RUS", "seat"),
        ("Malacañang", "PHL", "seat"),
        ("Quai d’Orsay", "FRA", "seat"),
    ],
)
def test_find_state(form: str, code: str, how: str) -> None:
    found = find_state(form)
    assert found is not None
    assert (found[0].alpha3, found[1]) == (code, how)


@pytest.mark.parametrize(
    "form", ["us", "Us", "turkey", "chad", "car", "Korea", "Jerusalem", "Brussels", "Serbs", "", "the"]
)
def test_words_and_doubtful_forms_find_no_state(form: str) -> None:
    assert find_state(form) is None


@pytest.mark.parametrize(
    ("form", "code"), [("COLOMBIA", "COL"), ("SRI LANKA'S", "LKA"), ("THE PHILIPPINES", "PHL"), ("MALI", "MLI")]
)
def test_headlines_in_capitals_are_read(form: str, code: str) -> None:
    found = find_state(form)
    assert found is not None
    assert found[0].alpha3 == code


def test_present_state_answers_for_a_shared_two_letter_code() -> None:
    found = state_of_code("ye")
    assert found is not None
    assert found.name == "Yemen"
    assert state_of_code("QQ") is None


def test_every_present_state_is_found_by_its_own_name() -> None:
    for state in states():
        found = find_state(state.name)
        assert found is not None, state.name
        assert found == (state, "name")


def test_every_present_state_has_an_adjective_and_a_capital_or_a_reason_for_none() -> None:
    of_its_name = {"VAT", "HKG", "NZL"}  # the name serves as the adjective
    present = [state for state in states() if not state.successors]
    assert {state.alpha3 for state in present if not state.adjectives} == of_its_name
    city_states = {"VAT", "HKG", "SGP", "MCO", "STP"}  # the capital has the name of the state
    disputed = {"ISR", "PSE"}  # what their capital is, is itself disputed
    assert {state.alpha3 for state in present if not state.capitals} == city_states | disputed


def test_cities_that_stand_for_a_government_are_read_as_capitals_are() -> None:
    for form, code in (("Ramallah", "PSE"), ("Tel Aviv", "ISR"), ("Abidjan", "CIV"), ("Kampala", "UGA")):
        found = find_state(form)
        assert found is not None
        assert (found[0].alpha3, found[1]) == (code, "capital")
