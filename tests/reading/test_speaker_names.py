"""Which name a speaker gets: joint speakers, parts of a side, descriptions, documents. All sentences are our own."""

from __future__ import annotations

import pytest
from speaker_case import named, speakers


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Norway’s Foreign Ministry said the road was open.", "Norway’s Foreign Ministry"),
            ("The Ruritanian officials said the road was open.", "Ruritanian officials"),
            ("The Kremlin said the call was short.", "Kremlin"),
            ("Moscow said the call was short.", "Russia"),
            ("A widow standing beside the well said the road was shut.", "widow"),
            ("A driver who gave his name as Tomas said the road was shut.", "Tomas"),
            ("A nurse, who asked to be called only Mira, said the ward was full.", "Mira"),
            ("The same resolution said the road must be open.", "resolution"),
        ],
    )
    def test_as_the_report_prints_it(self, text: str, name: str) -> None:
        assert speakers(text) == [name]

    def test_one_person_with_two_offices(self) -> None:
        text = "Deputy Prime Minister and Foreign Minister Anna Berg said the list was ready."
        assert speakers(text) == ["Anna Berg"]

    def test_two_persons_are_not_one_with_two_titles(self) -> None:
        text = "President Anna Berg met General Josef Kral. Berg and General Josef Kral said the list was ready."
        assert speakers(text) == ["Anna Berg and Josef Kral"]

    def test_of_two_the_named_one_has_the_full_name(self) -> None:
        text = "Anna Berg flew home. Berg and a Swedish diplomat said the list was ready."
        assert speakers(text) == ["Anna Berg and Swedish diplomat"]

    def test_somebodys_office_is_not_the_person(self) -> None:
        assert speakers("Prime Minister Anna Berg’s office said the list was ready.")[0] != "Anna Berg"

    def test_who_is_the_person_told_of(self) -> None:
        text = "The call came from Mira Halim, a teacher, who warned that the well was dry."
        assert "Mira Halim" in speakers(text)


class TestDescriptions:
    def test_the_spokesman_is_the_last_told_of(self) -> None:
        text = "A spokesman for the Northern League, Josef Kral, said the truce held. The spokesman said it was calm."
        assert speakers(text) == ["Josef Kral", "Josef Kral"]

    def test_the_spokesman_is_not_the_one_named_later(self) -> None:
        text = "The spokesman said it was calm. The League’s spokesman, Josef Kral, said the truce held."
        assert speakers(text)[0] == "spokesman"

    def test_the_ministry_is_the_one_told_of(self) -> None:
        text = "Sweden’s Foreign Ministry said the list was ready. The ministry said it was long."
        assert speakers(text) == ["Sweden’s Foreign Ministry"] * 2

    def test_the_official_stays_unnamed(self) -> None:
        text = "A senior Swedish official said the list was ready. The official said it was long."
        assert speakers(text) == ["senior Swedish official"] * 2

    @pytest.mark.parametrize("state", ["Norwegian", "Swedish"])
    def test_an_office_of_one_may_be_named_later(self, state: str) -> None:
        text = (
            f"The {state} prime minister said the truce would hold. Later {state} Prime Minister Anna Berg flew home."
        )
        assert speakers(text) == ["Anna Berg"]

    def test_a_former_bearer_holds_no_office(self) -> None:
        text = "The prime minister said the truce would hold. Former Prime Minister Anna Berg was not there."
        assert speakers(text) == ["prime minister"]

    def test_whose_campaign(self) -> None:
        text = "Mira Halim said the count was late. Her office said the votes were safe."
        assert speakers(text) == ["Mira Halim", "Mira Halim’s office"]


class TestSealed:
    def test_an_anonymous_source_is_never_tied_to_a_name(self) -> None:
        text = (
            "An official, Josef Kral, said the map was old. “It is over,” said an official, who spoke on condition of "
            "anonymity. The official, who declined to be named, said the bridge was gone."
        )
        assert speakers(text)[1:] == ["official", "official"]
        assert all(one is not None and one.sealed for one in named(text)[1:])


class TestOwnWords:
    def test_both_sides_are_the_two_joined_before(self) -> None:
        text = "Norway and Sweden signed on Monday. Both sides said the line was quiet."
        assert speakers(text) == ["Norway and Sweden"]
        assert speakers("Both sides said the line was quiet.") == ["both sides"]

    def test_the_text_is_the_only_agreement_named(self) -> None:
        one = "The two armies signed the Karam Agreement on Monday. The text says that the guns leave."
        assert speakers(one) == ["Karam Agreement"]
        two = "The Karam Agreement replaced the Valden Accord. The text says that the guns leave."
        assert speakers(two) == ["text"]

    def test_the_same_resolution_is_the_last_named(self) -> None:
        text = "Resolution 812 (1993) set a date. The same resolution said that the guns must leave."
        assert speakers(text) == ["Resolution 812 (1993)"]

    def test_a_pair_that_does_not_stand_out_is_not_named(self) -> None:
        pairs = "Norway and Sweden met. Chad and Niger met. The rain fell. The river rose. The road was shut."
        assert speakers(f"{pairs} Both sides said the line was quiet.") == ["both sides"]

    def test_a_turn_is_its_guests(self) -> None:
        text = (
            "HOST: Josef Kral, welcome.\n\nKRAL: I said in May that the bridge was safe.\n\n"
            "HOST: You said that the road was safe too.\n\nKRAL: I did."
        )
        assert speakers(text) == ["Josef Kral", "Josef Kral"]

    def test_a_communique_speaks_for_its_head(self) -> None:
        text = (
            "UPLAND LEAGUE\n\nCommunique No. 4, from the camp\n\nTo all who live in the valley.\n\n"
            "The guns are cold. We said that they would be."
        )
        assert speakers(text) == ["Upland League"]
