"""Every word that the desk shows, by key: `t("board.title")`, `t("board.lead.reports", n=3)`.

A page has its file in `texts/en`, whose keys begin with the file's name. No word stands in a template or in JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

_FORMS = {"one", "other"}
LANGUAGE = "en"
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_CODE = re.compile("`((?:trucewatch |--)[a-z -]+)`")
_ISOLATE, _END = "\u2068", "\u2069"


class Catalogue:
    """The texts of one language."""

    def __init__(self, texts: Mapping[str, str | Mapping[str, str]]) -> None:
        self._texts = texts
        self._days: dict[date, str] = {}  # in words; a page says some of them hundreds of times

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key, its {places} filled in; KeyError where there is none.

        Args:
            key: page and name, "board.title".
            values: what stands in its places; `n` chooses between the forms for one and for other numbers.
        """
        text = self._texts[key]
        if not isinstance(text, str):
            text = text["one" if values.get("n") == 1 else "other"]
        shown = {name: f"{value:,}" if isinstance(value, int) else isolated(value) for name, value in values.items()}
        return text.format(**shown) if shown else text

    def has(self, key: str) -> bool:
        """Is there a text of that key?"""
        return key in self._texts

    def code(self, code: str) -> str:
        """A code of the vocabulary in words: its own text under `codes`, else the code with blanks."""
        key = f"codes.{code}"
        return self(key) if self.has(key) else code.replace("_", " ")

    def day(self, day: date | None) -> str:
        """A day in words: "1 March 2031"; "" for None."""
        if day is None:
            return ""
        if day not in self._days:
            self._days[day] = self("desk.day", d=str(day.day), month=self(f"desk.month.{day.month}"), y=str(day.year))
        return self._days[day]

    def voice(self, speaker: str | None, outlet: str) -> str:
        """Who says so: a speaker in a report, or the report itself."""
        return self("desk.within", speaker=speaker, outlet=outlet) if speaker else self("desk.itself", outlet=outlet)

    def all_keys(self) -> tuple[str, ...]:
        """All keys, in order."""
        return tuple(sorted(self._texts))


def isolated(value: object) -> object:
    """What fills a place, kept apart where it is written from right to left: else it draws its neighbours along."""
    return f"{_ISOLATE}{value}{_END}" if isinstance(value, str) and _FROM_RIGHT.search(value) else value


@dataclass(frozen=True)
class Run:
    """A part of a text: plain words, or what is typed on the command line."""

    text: str
    is_code: bool


def runs(text: str) -> tuple[Run, ...]:
    """A text in its parts; between backticks stands what is typed on the command line, and nothing else is code."""
    parts = _CODE.split(text)
    return tuple(Run(part, bool(n % 2)) for n, part in enumerate(parts) if part)


def direction(text: str) -> str:
    """The direction of a line, for `dir`: that of our language where a name was put into our words, else its own."""
    return "ltr" if _ISOLATE in text else "auto"


@cache
def load_catalogue(language: str = LANGUAGE) -> Catalogue:
    """The texts of a language, from all its files."""
    found: dict[str, str | Mapping[str, str]] = {}
    for file in files("trucewatch.desk.web").joinpath("texts", language).iterdir():
        if file.name.endswith(".yaml"):
            _put(found, file.name.removesuffix(".yaml"), yaml.safe_load(file.read_text(encoding="utf-8")) or {})
    return Catalogue(found)


def _put(found: dict[str, str | Mapping[str, str]], key: str, value: object) -> None:
    if isinstance(value, Mapping) and set(value) != _FORMS:
        for name, inner in value.items():
            _put(found, f"{key}.{name}", inner)
    else:
        found[key] = value if isinstance(value, Mapping) else str(value)
