"""Answers under the terms of an agreement in words, and as cells that open what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.tables import TableCell
from trucewatch.vocabulary.finding import Place

_YES, _NO = "yes", "no"


def told(t: Catalogue, value: object, names: Mapping[str, str] | None = None) -> str:
    """The value of an answer in words.

    Args:
        t: the texts.
        value: in plain types, as the answer has it; `{"either": [...]}` holds alternatives of which none is chosen.
        names: names of parties by their ids.
    """
    if value is None:
        return t("terms.value.nothing")
    if isinstance(value, bool):
        return t(f"terms.value.{_YES if value else _NO}")
    if isinstance(value, Mapping):
        if set(value) == {"either"}:
            return t("terms.either").join(told(t, one, names) for one in value["either"])
        held = (f"{(names or {}).get(str(k), str(k))}: {told(t, one, names)}" for k, one in value.items())
        return "; ".join(held) or t("terms.value.none")
    if isinstance(value, list | tuple):
        return ", ".join(told(t, one, names) for one in value) or t("terms.value.none")
    return _word(t, value, names or {})


def _word(t: Catalogue, value: object, names: Mapping[str, str]) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    if text in names:
        return names[text]
    if t.has(f"terms.value.{text}"):
        return t(f"terms.value.{text}")
    try:
        return t.day(date.fromisoformat(text)) if len(text) == len("2031-04-02") else text.replace("_", " ")
    except ValueError:
        return text.replace("_", " ")


@dataclass(frozen=True)
class Answers:
    """What is asked of one standing by the tables of a page.

    Attributes:
        t: the texts.
        asked: process and clocks, for addresses.
        stood: the standing.
        kept: the page's own parameters that stay in its addresses.
    """

    t: Catalogue
    asked: Asked
    stood: api.Standing
    kept: Mapping[str, str]

    @property
    def terms(self) -> api.Terms:
        """The terms, as of the day."""
        return self.stood.folded.terms

    @property
    def names(self) -> dict[str, str]:
        """Names of the parties by their ids."""
        return {party.id: party.name for party in self.terms.parties}

    def value(self, path: str) -> object:
        """The value of an answer; None where there is none."""
        answer = self.stood.folded.answers.get(path)
        return answer.value if answer else None

    def why(self, path: str) -> str:
        """The address at which the page says what an answer rests on."""
        return address("terms", self.asked, **{**self.kept, "why": path}) + "#why"

    def cell(self, path: str, text: str | None = None, note: str = "") -> TableCell:
        """An answer that leads to what it rests on, with its passages."""
        answer = self.stood.folded.answers[path]
        statements = [s for ground in answer.grounds for s in ground.statements]
        places = [p for ground in answer.grounds for p in places_of(ground)]
        words = told(self.t, answer.value, self.names) if text is None else text
        ids = tuple(dict.fromkeys(s.id for s in statements))
        return TableCell(words, ids, tuple(dict.fromkeys(places)), self.why(path), note)

    def sources(self, path: str) -> str:
        """How many sources stand behind an answer, those of a side apart; "" where nothing was said."""
        held = self.stood.corroboration(path)
        if not held.sources:
            return ""
        sides = sorted((self.names.get(side, side), n) for side, n in held.by_side.items())
        of_sides = (self.t("terms.sources.side", n=n, side=side) for side, n in sides)
        return ", ".join((self.t("terms.sources.independent", n=held.independent), *of_sides))

    def bearers(self, ids: Iterable[str]) -> str:
        """Parties by name, in alphabetical order."""
        return ", ".join(sorted((self.names.get(id_, id_) for id_ in ids), key=str.casefold))


def places_of(ground: api.Ground) -> list[Place]:
    """The passages of a ground."""
    return [
        Place(statement.report_id, passage)
        for statement in ground.statements
        for passage in ground.passages or statement.content.passages
    ]
