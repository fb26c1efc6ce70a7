"""Feasts and dates of the Islamic calendar. All sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest
from hijridate.locales import EnglishLocale

from trucewatch.reading.date_forms import find_forms
from trucewatch.reading.date_words import HIJRI_MONTHS
from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import TimeExpression
from trucewatch.vocabulary.report import Report

SUNDAY = date(2025, 3, 9)


def only(text: str, published: date | None = SUNDAY) -> TimeExpression:
    page = Page(Report(text=text, published=published))
    run_steps(page, (SentencesStep(), DatesStep()))
    [found] = page.get(Dates).expressions
    return found


@pytest.mark.parametrize(
    ("text", "surface", "value", "basis"),
    [
        ("The lull began on 10 Ramadan 1446.", "10 Ramadan 1446", "2025-03-10", "computed"),
        ("It is signed on the first of Muharram 1447 AH.", "first of Muharram 1447 AH", "2025-06-26", "computed"),
        ("The guns fell silent on Ramadan 27, 1445.", "Ramadan 27, 1445", "2024-04-06", "computed"),
        ("The Islamic New Year 1446 was calm.", "Islamic New Year 1446", "2024-07-07", "computed"),
        ("Both sides held fire at Eid al-Fitr 2024.", "Eid al-Fitr 2024", "2024-04-10", "computed"),
        ("They fought all through Ramadan 2025.", "Ramadan 2025", "2025-03-01/2025-03-29", "computed"),
        ("They fought all through Ramadan last year.", "Ramadan last year", "2024-03-11/2024-04-09", "computed"),
        ("Rajab 1445 was calm.", "Rajab 1445", "2024-01-13/2024-02-10", "computed"),
        ("They met on the 15th of Sha'ban.", "15th of Sha'ban", "2025-02-14", "inferred_context"),
    ],
)
def test_islamic_dates_are_resolved_and_unsure(text: str, surface: str, value: str, basis: str) -> None:
    found = only(text)
    assert (found.surface[0].text, found.value, found.date_basis) == (surface, value, basis)
    assert found.unsure
    assert found.note is not None
    assert "a day earlier or later" in found.note


def test_a_feast_without_its_year_stays_vague_and_its_note_names_the_nearest() -> None:
    found = only("The truce will hold until Eid al-Adha.")
    assert (found.type, found.value) == ("vague", None)
    assert found.note is not None
    assert "2025-06-06" in found.note
    assert only("The truce will hold until Eid al-Adha.", None).note is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was calm at Christmas 1997.", "1997-12-25"),
        ("It was calm over New Year.", "2025-01-01"),
        ("They met on Good Friday 1998.", "1998-04-10"),
        ("They will meet on Easter Monday.", "2025-04-21"),
        ("They met at Orthodox Easter 2022.", "2022-04-24"),
        ("The boy was found last Thanksgiving.", "2024-11-28"),
        ("Eid al-Fitr 2000 was calm.", None),  # twice in that year
        ("It was calm in Ramadan 1200.", None),  # before the calendar that is known
        ("They met at Passover.", None),
    ],
)
def test_other_feasts(text: str, value: str | None) -> None:
    assert only(text).value == value


def test_no_such_day() -> None:
    page = Page(Report(text="On 31 Ramadan 1446 nobody met.", published=SUNDAY))
    run_steps(page, (SentencesStep(), DatesStep()))
    assert page.get(Dates).expressions == ()


@pytest.mark.parametrize("text", ["They met at the Chinese New Year.", "A new year began.", "The Eid Agreement held."])
def test_other_years_and_names(text: str) -> None:
    page = Page(Report(text=text, published=SUNDAY))
    run_steps(page, (SentencesStep(), DatesStep()))
    assert page.get(Dates).expressions == ()


@pytest.mark.parametrize(("number", "name"), list(enumerate(EnglishLocale.month_names, start=1)))
def test_months_are_known_by_the_names_of_the_package_that_counts_them(number: int, name: str) -> None:
    assert HIJRI_MONTHS[name.lower()] == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lent began in silence.", ["Lent"]),
        ("They will meet by good\nfriday", ["good\nfriday"]),
        ("New Year’s Eve passed without a shot.", ["New Year’s Eve"]),
        ("A violent week; the talented envoy was silent.", []),
    ],
)
def test_feasts_are_looked_for_as_words_and_not_within_others(text: str, expected: list[str]) -> None:
    assert [text[f.start : f.end] for f in find_forms(text) if f.rule == "feast"] == expected
