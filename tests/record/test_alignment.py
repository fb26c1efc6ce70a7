"""Two versions of a text side by side: where words of the older one stand in the newer one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.record.alignment import Alignment
from trucewatch.vocabulary.passage import Passage

OLD = "Monitors counted 14 dead in Velu. Two ferries burned.\nThe council met at noon; 14 dead were named."


def words(text: str, found: str, nth: int = 0) -> Passage:
    start = -1
    for _ in range(nth + 1):
        start = text.index(found, start + 1)
    return Passage.of(text, start, start + len(found))


@pytest.mark.parametrize(
    ("new", "old_words", "nth", "places", "same"),
    [
        (OLD, "14 dead", 0, [(17, 24)], True),
        (OLD.replace("14", "15", 1), "14 dead", 0, [(17, 24)], False),  # another number at the same place
        (OLD.replace("14", "15", 1), "14 dead", 1, [(79, 86)], True),  # and the other count is not taken for it
        (f"Corrected. {OLD}", "14 dead", 1, [(90, 97)], True),
        (OLD.replace(" Two ferries burned.", ""), "Two ferries burned", 0, [], False),
        (OLD.replace("Two ferries", "A small ferry and a tug"), "Two ferries", 0, [(34, 57)], False),
        (
            OLD.replace("ferries burned", "ferries, it is said, burned"),
            "ferries burned",
            0,
            [(38, 45), (59, 65)],
            False,
        ),
        (OLD.replace("counted 14 dead", "counted\n 14  dead"), "14 dead", 0, [(18, 26)], True),
        ("", "14 dead", 0, [], False),
    ],
)
def test_where_words_stand_in_the_newer_version(
    new: str, old_words: str, nth: int, places: list[tuple[int, int]], same: bool
) -> None:
    alignment = Alignment(OLD, new)
    passage = words(OLD, old_words, nth)
    found = alignment.places(passage)
    assert [(p.start, p.end) for p in found] == places
    assert all(p.is_verbatim_in(new) for p in found)
    assert alignment.same_words(passage) == (found[0] if same else None)


def test_a_passage_that_ends_inside_a_word_keeps_its_ends() -> None:
    new = OLD.replace("Two ferries", "Three ferries")
    passage = Passage(OLD.index("cil met"), OLD.index("cil met") + 7, "cil met")
    found = Alignment(OLD, new).same_words(passage)
    assert found == Passage(new.index("cil met"), new.index("cil met") + 7, "cil met")


_TEXTS = st.lists(st.sampled_from(["14", "dead", "in", "Velu", ".", "\n"]), max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(old=_TEXTS, new=_TEXTS, place=st.tuples(st.integers(0, 30), st.integers(1, 20)))
def test_whatever_is_found_stands_in_the_newer_version(old: str, new: str, place: tuple[int, int]) -> None:
    part = old[place[0] : place[0] + place[1]]
    if not part.strip():
        return
    passage = Passage.of(old, place[0], min(place[0] + place[1], len(old)))
    alignment = Alignment(old, new)
    assert all(found.is_verbatim_in(new) for found in alignment.places(passage))
    same = alignment.same_words(passage)
    assert same is None or (same.is_verbatim_in(new) and same.text.split() == passage.text.split())
    assert Alignment(old, old).same_words(passage) == passage
