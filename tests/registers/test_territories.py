"""The register of contested and autonomous places."""

from __future__ import annotations

import pytest

from trucewatch.registers.states import state_forms, state_of_code
from trucewatch.registers.territories import find_territory, territories, territory_forms


def test_names_are_unique_and_every_row_says_what_is_held_or_claimed() -> None:
    names = [place.name for place in territories()]
    assert len(set(names)) == len(names)
    for place in territories():
        assert place.sovereign == "" or state_of_code(place.sovereign) is not None, place.name
        assert place.note or place.sovereign, place.name


def test_only_kosovo_is_both_a_state_and_a_territory() -> None:
    assert set(state_forms()) & set(territory_forms()) == {"Kosovo"}


@pytest.mark.parametrize(
    ("form", "name", "how"),
    [
        ("Abkhazia", "Abkhazia", "name"),
        ("the Golan Heights", "Golan Heights", "name"),
        ("Artsakh", "Nagorno-Karabakh", "name"),
        ("Nagorno-Karabakh’s", "Nagorno-Karabakh", "name"),
        ("Turkish Cypriots", "Northern Cyprus", "demonym"),
        ("Acehnese", "Aceh", "demonym"),
        ("Tigrayan", "Tigray", "demonym"),
        ("GAZA", "Gaza Strip", "name"),
        ("the West Bank", "West Bank", "name"),
    ],
)
def test_find_territory(form: str, name: str, how: str) -> None:
    found = find_territory(form)
    assert found is not None
    assert (found[0].name, found[1]) == (name, how)


@pytest.mark.parametrize("place", ["Kashmir", "Western Sahara", "Abyei", "Kosovo", "Falkland Islands"])
def test_no_sovereign_is_named_where_that_is_the_dispute(place: str) -> None:
    found = find_territory(place)
    assert found is not None
    assert found[0].sovereign == ""


def test_words_are_no_territories() -> None:
    assert find_territory("gaza strip") is None
    assert find_territory("Colombia") is None
