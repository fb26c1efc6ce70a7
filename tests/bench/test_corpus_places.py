"""Words to offsets."""

from __future__ import annotations

import pytest

from bench.corpus.places import NoSuchPlace, find, find_all, nearest

TEXT = "The envoy said no. The rebels said yes; the envoys said nothing, and the envoy left on Monday."


def test_words_that_occur_once() -> None:
    place = find(TEXT, "The rebels")
    assert (place.start, place.end, place.text) == (19, 29, "The rebels")


def test_words_are_matched_whole() -> None:
    assert [place.start for place in find_all(TEXT, "envoy")] == [4, 73]


def test_several_places_need_a_number() -> None:
    with pytest.raises(NoSuchPlace, match=r"occurs 3 times.*said #2"):
        find(TEXT, "said")
    assert find(TEXT, "said #3").start == TEXT.rindex("said")


def test_a_number_too_high() -> None:
    with pytest.raises(NoSuchPlace, match="no #4"):
        find(TEXT, "said #4")


def test_from_first_words_to_last() -> None:
    assert find(TEXT, "The rebels ... nothing").text == "The rebels said yes; the envoys said nothing"


def test_words_with_dots_of_their_own() -> None:
    assert find("He said: well ... maybe.", "well ... maybe").text == "well ... maybe"


def test_words_that_are_not_there_show_how_the_text_goes_on() -> None:
    with pytest.raises(NoSuchPlace, match="goes on 'The rebels said yes"):
        find(TEXT, "The rebels said no")


def test_offsets() -> None:
    assert find(TEXT, "@4-9").text == "envoy"
    with pytest.raises(NoSuchPlace, match="outside"):
        find(TEXT, "@90-500")


def test_nearest_is_outside_the_content() -> None:
    content = [find(TEXT, "yes")]
    assert nearest(TEXT, "said", content).start == TEXT.index("said yes")
    assert nearest("she said that she knew", "she", [find("she said that she knew", "she knew")]).start == 0
