"""Which labels say the same: words that carry meaning, numbers of phases, and the lists that go with them."""

from __future__ import annotations

from importlib.resources import files

import pytest

from trucewatch.standing.matching import DEEDS
from trucewatch.standing.wording import (
    alike,
    content_words,
    label_key,
    last_word,
    ordinals_in,
    phase_ordinal,
    stem,
    word_list,
)

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
SHORT = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th")
CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


FORMS = [*enumerate(zip(ORDINALS, SHORT, CARDINALS, ROMAN, strict=True), start=1)]


@pytest.mark.parametrize(("number", "word"), FORMS)
def test_a_phase_is_told_by_its_number_in_any_form(number: int, word: tuple[str, str, str, str]) -> None:
    ordinal, short, cardinal, roman = word
    for text in (
        f"the {ordinal} phase of the truce", f"{ordinal.capitalize()}-stage talks", f"the {short} stage",
        f"phase {cardinal}", f"Stage {cardinal.upper()}", f"phase-{roman.upper()}", f"Phase {number} begins",
    ):  # fmt: skip
        assert phase_ordinal(text) == number, text
    assert ordinals_in(f"the {ordinal} round") == ordinals_in(f"{short} round") == {number}
    assert ordinals_in(f"{cardinal} rounds, volume {roman}") == frozenset()


@pytest.mark.parametrize(
    "text",
    [None, "", "the phase of calm", "phase 0", "phase 100", "a three-phase plan", "in 3 stages", "a two-stage deal",
     "two phases", "the next phase", "the north stage"],
)  # fmt: skip
def test_no_phase_is_told_by_how_many_there_are(text: str | None) -> None:
    assert phase_ordinal(text) is None


def test_of_two_phases_the_first_that_is_named_with_its_number_counts() -> None:
    assert phase_ordinal("stage of calm, then phase 99") == 99
    assert phase_ordinal("phase 2 follows phase 1") == 2
    assert phase_ordinal("after the first phase comes phase 3") == 3


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("prisoners of war", "prisoner"),
        ("the remaining captives in the north", "captive"),
        ("wounded guards", "guard"),
        ("of lorries", "lorry"),
        ("the", ""),
        (None, ""),
    ],
)
def test_what_is_counted_is_the_last_word_before_of_or_in(text: str | None, word: str) -> None:
    assert last_word(text) == word


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("lorries", "lorry"), ("ties", "tie"), ("dies", "die"), ("guards", "guard"), ("gas", "gas"), ("bus", "bus"),
        ("cross", "cross"), ("status", "status"), ("crisis", "crisis"), ("guns", "gun"), ("gun", "gun"),
    ],
)  # fmt: skip
def test_a_plural_reads_as_its_singular(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_words_are_compared_without_case_articles_possessives_and_points() -> None:
    assert content_words("The envoy's Ferry to the ISLANDS") == {"envoy", "ferry", "island"}
    assert content_words("the guards’ posts") == content_words("guard post")
    assert content_words("U.N. posts") == content_words("UN posts")
    assert content_words("a cease-fire line") == content_words("the ceasefire lines") == {"ceasefire", "line"}
    assert content_words(None) == content_words("of the") == frozenset()


def test_a_label_is_what_is_left_without_generic_words_and_states_are_codes() -> None:
    assert label_key("the Egyptian proposal") == label_key("Egypt's new plan") == {"egy"}
    assert label_key("the Saudi Arabia initiative (draft)") == {"sau"}
    assert label_key("South Africa, Egypt ferry plan") == {"zaf", "egy", "ferry"}
    assert label_key("the latest plan") == label_key(None) == frozenset()
    assert label_key("ferry plan") == {"ferry"}


@pytest.mark.parametrize(
    ("left", "right", "are"),
    [
        ("captives held in the hills", "the captives", True),
        ("guns on the ridge", "guns on the ridge and the pass", True),
        ("a b3 c4 d5 e6", "b3 c4 d5 x7 y8", True),  # three of the four words of the shorter
        ("b3 c4 d5 e6 f7", "b3 c4 d5 x7 y8", True),  # three of five
        ("b3 c4 d5 e6", "b3 c4 x7 y8", False),  # two of four
        ("ten guns", "mines", False),
        ("the first group of captives", "the second group of captives", False),
        ("the first group of captives", "the captives", True),
        ("the first group of captives", "the 1st group of captives", True),
        (None, "the", True),
        (None, "guns", False),
        ("guns", "", False),
    ],
)
def test_objects_read_alike_by_most_words_of_the_shorter(left: str | None, right: str | None, are: bool) -> None:
    assert alike(left, right) is are
    assert alike(right, left) is are


def test_every_word_of_the_lists_is_in_the_form_in_which_it_is_looked_up() -> None:
    lines = files("trucewatch.standing").joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        name, _, words = line.partition(": ")
        if line.startswith("#") or name == "little":
            continue
        for word in words.split():
            assert content_words(word) == {word}, (name, word)


def test_lists_go_by_their_names() -> None:
    assert {"the", "of"} <= word_list("little")
    assert not word_list("no such list")
    assert all(word_list(f"deed_{action}") for action in DEEDS)
    assert not word_list("# Word lists")
