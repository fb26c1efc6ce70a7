"""Whom "he", "she" and "it" mean at a cue, when nobody is named, and what a report shows of gender."""

from __future__ import annotations

import pytest
from speaker_case import named, read_actors, speakers

from trucewatch.reading.speaker_genders import find_genders


class TestPronouns:
    @pytest.mark.parametrize(
        ("text", "last"),
        [
            ("Anna Berg met Josef Kral on Friday. She said the border would open.", "Anna Berg"),
            ("In the view of Anna Berg, the border was open. It was late, she said.", "Anna Berg"),
            ("A ferryman, Josef Kral, was mending a boat. He said the river was high.", "Josef Kral"),
            ("For Mira Halim, that was all. Her brother left in May. She said the door was open.", "Mira Halim"),
            ("“Kral must go,” said Mira Halim. “Josef Kral is tired,” she added.", "Mira Halim"),
        ],
    )
    def test_who_stands_out(self, text: str, last: str) -> None:
        assert speakers(text)[-1] == last

    def test_a_cell_that_watches_is_nobody_who_is_she(self) -> None:
        text = (
            "Anna Berg said that the road was open. The Joint Liaison Cell had counted nine shots. {} said it was late."
        )
        assert speakers(text.format("She"))[-1] == "Anna Berg"
        assert speakers(text.format("It"))[-1] == "Joint Liaison Cell"

    def test_two_who_stand_equal_are_not_named(self) -> None:
        assert speakers("Josef Kral and Tomas Demir met on Friday. He said the road was open.") == [None]

    def test_gender_tells_them_apart(self) -> None:
        text = "Mr. Josef Kral and Mrs. Anna Berg met on Friday. {} said the road was open."
        assert speakers(text.format("He")) == ["Josef Kral"]
        assert speakers(text.format("She")) == ["Anna Berg"]

    def test_his_spokesman_is_not_he(self) -> None:
        assert speakers("Josef Kral fell ill. Through his spokesman he said the road was open.") == ["Josef Kral"]

    def test_it_may_be_a_report(self) -> None:
        text = (
            "The League fired first. The monitors’ third report was out on Monday. It said the shelling was a breach."
        )
        assert speakers(text) == ["monitors’ third report"]

    def test_a_close_call_is_unsure(self) -> None:
        far = named("Anna Berg spoke on Friday. She said the border would open.")[-1]
        assert far is not None
        assert not far.unsure
        text = "Anna Berg said the sea was calm. The road was open when Mira Halim sang. She said it was late."
        near = named(text)[-1]
        assert near is not None
        assert near.unsure

    @pytest.mark.parametrize(("one", "other"), [("Norway", "Sweden"), ("Sweden", "Norway")])
    def test_no_side_is_preferred(self, one: str, other: str) -> None:
        assert speakers(f"{one} attacked {other} in May. It said the ridge was free.") == [one]


class TestGenders:
    @pytest.mark.parametrize(
        ("text", "gender"),
        [
            ("Ms. Anna Berg spoke.", "she"),
            ("Spokeswoman Anna Berg spoke.", "she"),
            ("Anna Berg, a fisherman, spoke.", "he"),
            ("Anna Berg rose. She spoke.", "she"),
            ("Anna Berg rose. He spoke.", "he"),
        ],
    )
    def test_signs(self, text: str, gender: str) -> None:
        assert find_genders(*read_actors(text))["Anna Berg"] == gender

    def test_the_name_itself_tells_nothing(self) -> None:
        assert find_genders(*read_actors("Anna Berg rose. Josef Kral spoke.")) == {}

    def test_a_pronoun_behind_two_persons_tells_nothing(self) -> None:
        assert find_genders(*read_actors("Anna Berg saw Josef Kral. He spoke.")) == {}


def test_she_has_the_full_name_under_which_she_spoke() -> None:
    found = speakers(
        "“The bridge stays shut,” a spokeswoman for the Upland Front said. She said the time was needed for repairs."
    )
    assert found == ["spokeswoman for the Upland Front"] * 2


def test_he_is_never_a_resolution() -> None:
    found = speakers(
        "Foreign Minister Josef Kral said the road was open. "
        "The General Assembly’s Resolution 12 stated that aid must pass. "
        "He said the rest was up to the mission."
    )
    assert found[-1] == "Josef Kral"


def test_who_quotes_him_is_not_him() -> None:
    found = speakers(
        "Foreign Minister Josef Kral said the road was open. "
        "The army spokesman quoted him as saying that aid would pass."
    )
    assert found[-1] == "Josef Kral"
