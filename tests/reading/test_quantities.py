"""Numbers that count something, and numbers that do not."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.reading.dates import DatesStep
from trucewatch.reading.number_forms import value_of
from trucewatch.reading.page import Page
from trucewatch.reading.quantities import Quantities, QuantitiesStep
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report


def read(text: str) -> Quantities:
    page = Page(Report(text, published=date(2020, 6, 1)))
    run_steps(page, [SentencesStep(), DatesStep(), QuantitiesStep()])
    return page.get(Quantities)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-one", 21),
        ("a dozen", 12),
        ("two hundred and five", 205),
        ("half a million", 500_000),
        ("2.4 million", 2_400_000),
        ("14,700", 14_700),
        ("one hundred twenty thousand", 120_000),
        ("1.5m", 1_500_000),
        ("elephants", None),
    ],
)
def test_numbers_in_words_and_digits_have_their_value(words: str, value: float | None) -> None:
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("text", "number", "qualifier"),
    [
        ("Upwards of 300 fishermen crossed the strait.", 300, "more than"),
        ("No fewer than 55 villages were burned.", 55, "at least"),
        ("The league will send up to 1,500 monitors.", 1500, "up to"),
        ("The valley has fewer than 90 nurses.", 90, "fewer than"),
        ("Close to two hundred huts burned.", 200, "nearly"),
        ("An estimated 40 trucks waited.", 40, "about"),
        ("Some 40 trucks waited.", 40, "about"),
        ("They counted 100 or so rifles.", 100, "about"),
        ("They counted 60 rifles.", 60, "exact"),
        ("Scores of farmers marched.", None, "vague"),
        ("Several hundred porters marched.", None, "vague"),
        ("Tens of thousands of marchers filled the square.", None, "vague"),
    ],
)
def test_qualifiers_are_read_with_the_number(text: str, number: int | None, qualifier: str) -> None:
    (found,) = read(text).quantities
    assert (found.number, found.qualifier) == (number, qualifier)


def test_a_particle_of_the_verb_is_no_qualifier() -> None:
    (found,) = read("The guerrillas handed over 12 rifles to the bishop.").quantities
    assert (found.number, found.qualifier, found.noun) == (12, "exact", "rifles")


@pytest.mark.parametrize(
    "text",
    [
        "A quarrel over three wells held up the talks.",
        "The row over 40 seats goes on.",
        "They clashed over two bridges.",
        "The two ministries are divided over six posts.",
    ],
)
def test_what_is_quarrelled_over_is_not_more_than_its_number(text: str) -> None:
    assert read(text).quantities[-1].qualifier == "exact"


@pytest.mark.parametrize(
    ("text", "number"),
    [("Over 40 families left.", 40), ("The floods displaced over 900 families.", 900), ("A crew of 9 was freed.", 9),
     ("A family of five was killed.", 5), ("A commission of 15 met.", 15)],
)  # fmt: skip
def test_over_a_number_and_so_many_of_a_group_still_count(text: str, number: int) -> None:
    (found,) = read(text).quantities
    assert found.number == number


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Between 3,000 and 4,000 soldiers are in the province.", (3000, 4000)),
        ("It would take 20 to 30 engineers.", (20, 30)),
        ("About 50-60 gunmen came.", (50, 60)),
        ("Relief for 2 to 3 million people is needed.", (2_000_000, 3_000_000)),
    ],
)
def test_ranges_have_two_ends(text: str, ends: tuple[int, int]) -> None:
    (found,) = read(text).quantities
    assert (found.number, found.number_to) == ends


def test_two_numbers_joined_by_and_are_not_a_range() -> None:
    assert [q.number for q in read("The blast killed two and 30 were hurt.").quantities] == [2, 30]


@pytest.mark.parametrize(
    "text",
    [
        "The truce of 42 days began on 19 January 2011.",
        "Under resolution 1701 and Article 7 of the accord the border stays open.",
        "The M40 howitzers and 122mm rockets were withdrawn with the T-72 tanks.",
        "Ana Duarte, 34, runs the clinic.",
        "A mine killed a goatherd of 16 on the hill.",
        "The shells hit a widow of 71 and a fisherman of 30.",
        "A girl of nine was hurt.",
        "Her son of 12, who was asleep, lived.",
        "In 1998 the war ended.",
        "The council met at 9:30 a.m. for the second time.",
        "No one spoke of it.",
    ],
)
def test_dates_citations_sizes_and_ages_count_nothing(text: str) -> None:
    assert read(text).quantities == ()


def test_units_and_nouns_are_told_apart() -> None:
    aid, share = read("The bloc sent 500 tonnes of flour to 70 percent of the districts.").quantities
    assert (aid.number, aid.unit, aid.noun) == (500, "tonnes", "flour")
    assert (share.number, share.unit, share.noun) == (70, "%", "districts")


def test_nouns_joined_directly_share_the_qualifier() -> None:
    soldiers, police = read("It may keep no more than 900 soldiers and 150 police there.").quantities
    assert (soldiers.qualifier, police.qualifier) == ("up to", "up to")


def test_places_are_exact_and_looked_up_by_their_number() -> None:
    text = "Chad took in more than 800 herders. Niger took in 90 of the wounded."
    found = read(text)
    first, second = found.quantities
    assert text[first.start : first.end] == "more than 800"
    assert first.head is not None
    assert text[first.head :].startswith("herders")
    assert found.within(text.index("Niger"), len(text)) == (second,)
    assert second.quantity.number == 90
