"""Names brought to a form in which they can be compared."""

from __future__ import annotations

import pytest

from trucewatch.linking.names import (
    is_acronym,
    is_common,
    is_spelt_alike,
    likeness,
    person_words,
    plain,
    sound,
    stands_for,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Sharif", "al Sharif"),
        ("Al-Sharif", "el-Sharif"),
        ("Alsharif", "Al-Sharif"),
        ("Peopleʼs Front", "People's Front"),
        ("the United Front", "United Front"),
        ("Ibáñez", "Ibanez"),
        ("U.N.", "UN"),
        ("Arda's", "Arda"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_have_one_plain_form(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(("one", "other"), [("Arda", "Ardan"), ("North Front", "South Front"), ("Alba", "Alma")])
def test_two_names_have_two_plain_forms(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_titles_and_endings_are_no_part_of_a_persons_name() -> None:
    assert person_words("Dr. Elen Maro Jr.") == ("elen", "maro")
    assert person_words("General") == ("general",)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Elen Maro", "Elen Maro", "same_name"),
        ("Elen Ana Maro", "Elen Maro", "longer_name"),
        ("Juan Santos Ruiz", "Juan Santos", "longer_name"),
        ("E. Maro", "Elen Maro", "initials"),
        ("Maro Elen", "Elen Maro", "other_order"),
        ("Muhammad Qasim", "Mohamed Kasim", "like_spelling"),
        ("Elen Maro", "Ivo Maro", None),
        ("Elen Maro", "Elen Tark", None),
        ("E. Maro", "Ivo Maro", None),
    ],
)
def test_how_full_names_agree(one: str, other: str, how: str | None) -> None:
    assert likeness(person_words(one), person_words(other)) == how
    assert likeness(person_words(other), person_words(one)) == how


def test_short_words_are_not_alike_by_their_sound() -> None:
    assert sound("ali") != sound("eli")
    assert sound("muhammad") == sound("mohamed")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("muhammad", "mohamed", True),
        ("qasim", "kassem", True),
        ("hussein", "hussain", True),
        ("khalid", "halid", True),
        ("hassan", "hussein", False),
        ("mahmoud", "muhammad", False),
        ("maro", "moro", False),
    ],
)
def test_words_spelt_alike(one: str, other: str, *, alike: bool) -> None:
    assert is_spelt_alike(one, other) is alike
    assert is_spelt_alike(other, one) is alike


def test_acronyms() -> None:
    assert is_acronym("HPF")
    assert is_acronym("IPF-R")
    assert not is_acronym("Front")
    assert not is_acronym("H P F")
    assert stands_for("HPF", "Harbour People's Front")
    assert stands_for("FLO", "Front for the Liberation of Oskerry")
    assert not stands_for("HPF", "Hill Front")


def test_common_names_say_what_not_which() -> None:
    assert is_common("the Front")
    assert is_common("armed forces")
    assert not is_common("Harbour Front")
