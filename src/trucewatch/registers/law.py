"""The Charter's chapters and articles, and the Geneva Conventions with their protocols, to check citations by."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from trucewatch.registers.forms import in_capitals, look_up, straightened
from trucewatch.registers.table import forms_in, rows_of

_CHAPTER_COLUMNS = ("chapter", "title", "first_article", "last_article")
_TREATY_COLUMNS = ("code", "name", "subject", "date", "aliases", "last_article")


@dataclass(frozen=True)
class Chapter:
    """One chapter of the Charter of the United Nations.

    Attributes:
        number: Roman numeral, e.g. "VII".
        title: its title.
        first_article: number of its first article.
        last_article: number of its last article.
    """

    number: str
    title: str
    first_article: int
    last_article: int


@dataclass(frozen=True)
class Treaty:
    """One treaty of humanitarian law.

    Attributes:
        code: short code, e.g. "GC_IV".
        name: formal short name.
        subject: what it is about.
        date: day of adoption.
        aliases: other ways the name is written.
        last_article: number of its last article.
    """

    code: str
    name: str
    subject: str
    date: datetime.date
    aliases: tuple[str, ...]
    last_article: int


@lru_cache(maxsize=1)
def chapters() -> tuple[Chapter, ...]:
    """The chapters of the Charter in order."""
    return tuple(
        Chapter(row["chapter"], row["title"], int(row["first_article"]), int(row["last_article"]))
        for row in rows_of("charter_chapters.csv", _CHAPTER_COLUMNS)
    )


def charter_article_exists(article: int) -> bool:
    """Whether the Charter has an article of this number; paragraphs ("2 (5)") are the caller's to strip."""
    return chapter_of(article) is not None


def chapter_of(article: int) -> Chapter | None:
    """The chapter that holds this article of the Charter, or None where there is no such article."""
    return next((each for each in chapters() if each.first_article <= article <= each.last_article), None)


def charter_chapter(number: str) -> Chapter | None:
    """The chapter with this Roman numeral ("VII", "vii"), or None where there is none."""
    return next((each for each in chapters() if each.number == number.upper()), None)


@lru_cache(maxsize=1)
def treaties() -> tuple[Treaty, ...]:
    """Every treaty of the register, in the table's order."""
    return tuple(
        Treaty(
            code=row["code"],
            name=row["name"],
            subject=row["subject"],
            date=datetime.date.fromisoformat(row["date"]),
            aliases=forms_in(row["aliases"]),
            last_article=int(row["last_article"]),
        )
        for row in rows_of("treaties.csv", _TREATY_COLUMNS)
    )


@lru_cache(maxsize=1)
def treaty_forms() -> Mapping[str, Treaty]:
    """Every form that names one treaty -> the treaty. "Geneva Conventions" names four and is not among them."""
    return MappingProxyType({straightened(form): each for each in treaties() for form in (each.name, *each.aliases)})


def treaty(form: str) -> Treaty | None:
    """The treaty with this code ("GC_IV") or name ("the Fourth Geneva Convention"), or None."""
    by_code = next((each for each in treaties() if each.code == form), None)
    return by_code or look_up(form, treaty_forms(), in_capitals(treaty_forms()))
