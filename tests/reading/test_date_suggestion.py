"""A day of publication suggested by the text. All texts are our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from trucewatch.reading.date_suggestion import suggest_published, with_suggestion
from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.reports.notices import notices
from trucewatch.vocabulary.report import Report

BODY = "The two delegations met again, for the third time since 1 May 2024, and parted without a word."


@pytest.mark.parametrize(
    ("text", "day", "ground", "kind"),
    [
        (f"Pause agreed\n\nPublished 3 June 2024\n\n{BODY}", date(2024, 6, 3), "Published 3 June 2024", "label"),
        (
            f"Pause agreed\nPosted on June 3, 2024 by the desk\n{BODY}",
            date(2024, 6, 3),
            "Posted on June 3, 2024",
            "label",
        ),
        (
            f"Pause agreed\nUpdated: 4 June 2024\nPublished: 3 June 2024\n{BODY}",
            date(2024, 6, 3),
            "Published: 3 June 2024",
            "label",
        ),
        (f"{BODY}\n\nLast updated 4 June 2024", date(2024, 6, 4), "Last updated 4 June 2024", "label"),
        (
            f"Pause agreed\n\nGENEVA, June 3, 2024 (Wire) -- {BODY}",
            date(2024, 6, 3),
            "GENEVA, June 3, 2024",
            "dateline",
        ),
        (
            f"PORT MORESBY, Papua New Guinea, 9 October 1997 - {BODY}",
            date(1997, 10, 9),
            "PORT MORESBY, Papua New Guinea, 9 October 1997",
            "dateline",
        ),
        (f"Pause agreed\nMonday, 3 June 2024 | 14:05 GMT\n\n{BODY}", date(2024, 6, 3), "Monday, 3 June 2024", "head"),
        (f"Pause agreed\n2024-06-03\n\n{BODY}", date(2024, 6, 3), "2024-06-03", "head"),
        (f"Pause agreed\n13/04/2024\n\n{BODY}", date(2024, 4, 13), "13/04/2024", "head"),
    ],
)
def test_what_suggests_a_day(text: str, day: date, ground: str, kind: str) -> None:
    found = suggest_published(text)
    assert found is not None
    assert (found.date, found.ground.text, found.kind) == (day, ground, kind)
    assert found.ground.is_verbatim_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        f"GENEVA, June 3 - {BODY}",  # no year
        f"Pause agreed\n03/04/2024\n\n{BODY}",  # two readings
        f"Pause agreed\nTuesday, 3 June 2024\n\n{BODY}",  # a Monday
        f"Pause agreed\n31 April 2024\n\n{BODY}",
        f"Pause agreed\nPublished 3 June 2024\nPublished 5 June 2024\n\n{BODY}",
        f"In Geneva on June 3, 2024 - a day of rain - the sides met. {BODY}",
        f"Pause agreed\n\n{BODY}\n" + "They talked.\n" * 200 + "3 June 2024\n" + "They talked.\n" * 60,
    ],
)
def test_what_suggests_none(text: str) -> None:
    assert suggest_published(text) is None


def test_the_finding_of_a_missing_date_names_the_day_suggested_and_its_ground() -> None:
    text = f"Pause agreed\n\nPublished 3 June 2024\n\n{BODY}"
    [missing] = [f for f in notices(Report(text=text, language="en")) if f.code == "publication-date-missing"]
    told = with_suggestion(missing, Report(text=text))
    assert told.sentence.endswith('The text suggests 2024-06-03 ("Published 3 June 2024"); nothing was read with it.')
    assert told.repairs == ("published 2024-06-03",)
    [place] = told.places
    assert place.passage is not None
    assert place.passage.is_verbatim_in(text)
    assert with_suggestion(missing, Report(text=BODY)) == missing
    assert with_suggestion(missing, Report(text=text, published=date(2024, 6, 4))) == missing
    assert with_suggestion(replace(missing, code="other"), Report(text=text)).repairs == ()


def test_a_suggestion_is_never_used_to_read_with() -> None:
    text = f"Pause agreed\n\nPublished 3 June 2024\n\nThe envoys met on Friday. {BODY}"
    page = Page(Report(text=text))
    run_steps(page, (SentencesStep(), DatesStep()))
    assert [e.value for e in page.get(Dates).expressions if e.surface[0].text == "Friday"] == [None]
