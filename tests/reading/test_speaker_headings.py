"""Names in headlines set in capitals, and surnames that two persons share."""

from __future__ import annotations

from speaker_case import read_actors, speakers


def test_a_headline_does_not_lengthen_a_name() -> None:
    text = (
        "Anna Berg Backs Josef Kral In Valley Vote\n\nAnna Berg flew to the valley on Monday. Berg said she backed "
        "Josef Kral."
    )
    _, actors = read_actors(text)
    assert {a.name for a in actors.actors if a.type == "person"} == {"Anna Berg", "Josef Kral"}
    assert "Anna Berg" in speakers(text)


def test_a_name_is_kept_where_the_text_has_it() -> None:
    text = "Anna Maria Berg Meets The Valley Council\n\nAnna Maria Berg said the road was open."
    assert speakers(text)[-1] == "Anna Maria Berg"


def test_a_shared_surname_goes_by_title() -> None:
    text = "Mr. Josef Berg met his wife, Anna Berg, in Karam. {} Berg said the road was open."
    assert speakers(text.format("Mrs."))[-1] == "Anna Berg"
    assert speakers(text.format("Mr."))[-1] == "Josef Berg"


def test_a_shared_surname_goes_to_whoever_was_named_last() -> None:
    text = "Josef Berg left in May. Anna Berg stayed in Karam. Berg said the road was open."
    assert speakers(text)[-1] == "Anna Berg"
