"""Charter chapters and the Geneva treaties."""

from __future__ import annotations

import datetime
import itertools

import pytest

from trucewatch.registers.law import (
    chapter_of,
    chapters,
    charter_article_exists,
    charter_chapter,
    treaties,
    treaty,
)


def test_articles_run_from_1_to_111_without_a_gap() -> None:
    assert (chapters()[0].first_article, chapters()[-1].last_article) == (1, 111)
    assert len(chapters()) == 19
    for before, after in itertools.pairwise(chapters()):
        assert after.first_article == before.last_article + 1


@pytest.mark.parametrize(
    ("article", "chapter"), [(2, "I"), (25, "V"), (33, "VI"), (39, "VII"), (51, "VII"), (99, "XV")]
)
def test_chapter_of(article: int, chapter: str) -> None:
    assert charter_article_exists(article)
    found = chapter_of(article)
    assert found is not None
    assert found.number == chapter
    assert charter_chapter(chapter) is found


@pytest.mark.parametrize("article", [0, -1, 112, 515])
def test_articles_that_are_not(article: int) -> None:
    assert not charter_article_exists(article)
    assert chapter_of(article) is None


def test_chapters_by_numeral() -> None:
    found = charter_chapter("vii")
    assert found is not None
    assert (found.first_article, found.last_article) == (39, 51)
    assert charter_chapter("XX") is None


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("GC_IV", "GC_IV"),
        ("the Fourth Geneva Convention", "GC_IV"),
        ("FOURTH GENEVA CONVENTION", "GC_IV"),
        ("Geneva Convention III", "GC_III"),
        ("Geneva Convention (I)", "GC_I"),
        ("Additional Protocol II", "AP_II"),
        ("First Additional Protocol", "AP_I"),
    ],
)
def test_treaty(form: str, code: str) -> None:
    found = treaty(form)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("form", ["Geneva Conventions", "Fifth Geneva Convention", "GC", ""])
def test_no_treaty(form: str) -> None:
    assert treaty(form) is None


def test_treaty_facts() -> None:
    assert len({each.code for each in treaties()}) == len(treaties()) == 7
    fourth, second = treaty("GC_IV"), treaty("AP_II")
    assert fourth is not None
    assert second is not None
    assert (fourth.date, fourth.last_article) == (datetime.date(1949, 8, 12), 159)
    assert (second.date, second.last_article) == (datetime.date(1977, 6, 8), 28)
    forms = [form for each in treaties() for form in (each.name, *each.aliases)]
    assert len(set(forms)) == len(forms)
