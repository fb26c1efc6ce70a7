"""What stays at the desk when tables leave it: taken out here, once, before any file is made of them.

`internal` withholds nothing. `partner` and `public` withhold report text beyond a quotation, the names of private
persons (pseudonyms stand in their place), sealed sources, what belongs to the desk (notes, people, file names), and the
ids of the record, which somebody who has the report could use to find a name again. `public` also withholds exact
coordinates and the offsets of passages. What was withheld is counted by kind and never shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from trucewatch.exports.coordinates import Ground
from trucewatch.exports.keyed import ExportKey
from trucewatch.exports.material import Material
from trucewatch.exports.private_names import PrivateNames, Scrubbed
from trucewatch.exports.quoting import Quotation
from trucewatch.exports.tables import Column, Row, Table, Tables, Value, carried
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.passage import Passage

Audience = Literal["internal", "partner", "public"]
AUDIENCES: tuple[Audience, ...] = ("internal", "partner", "public")
KINDS: Mapping[str, str] = {
    "private names": "persons whose names are replaced by pseudonyms",
    "names of nobody known": "values that name somebody who is no actor of the report",
    "sealed sources": "actors that do not want to be named, or that nothing ties to a name",
    "passages with a private name": "passages left out since they name a private person",
    "passages with a sealed source": "passages left out since they tell of a source that is not named",
    "report text": "passages cut or left out: the reports' rights let only quotations leave",
    "coordinates": "values and passages with exact coordinates",
    "addresses": "web addresses with a private name in them",
    "offsets": "places of passages in the reports' texts",
    "words of the desk": "notes, people of the desk, file names and author lines",
    "ids": "ids of the record, replaced by ids made with a key that stays at the desk",
}
"""The kinds of what is withheld, and what each counts."""


@dataclass(frozen=True)
class Withheld:
    """What was withheld, and never what it was.

    Attributes:
        audience: whom the tables are for.
        counts: by kind, each of `KINDS` that was met.
    """

    audience: Audience = "internal"
    counts: Mapping[str, int] | None = None

    def to_json(self) -> dict[str, object]:
        """As the file `withheld.json` has it."""
        counts = self.counts or {}
        rows = [{"kind": kind, "what": what, "count": counts[kind]} for kind, what in KINDS.items() if kind in counts]
        return {"for": self.audience, "withheld": rows}

    def table(self) -> Table:
        """The same as a table."""
        columns = (
            Column("kind", "the kind of what is withheld"),
            Column("what", "what is counted"),
            Column("count", "how many", "whole"),
        )
        counts = self.counts or {}
        rows = tuple(Row((kind, what, counts[kind])) for kind, what in KINDS.items() if kind in counts)
        return Table("withheld", "What is withheld from these tables, by kind.", columns, rows)


def release(
    tables: Tables, material: Material, audience: Audience, key: ExportKey | None = None
) -> tuple[Tables, Withheld]:
    """The tables as they may leave for an audience.

    Args:
        tables: of the material, with nothing withheld.
        material: the view they were made of.
        audience: whom they are for.
        key: makes ids and pseudonyms; None: a fresh one.

    Returns:
        The tables with the same columns, and what was withheld. For `internal` the tables as they are.
    """
    if audience == "internal":
        return tables, Withheld()
    releasing = _Releasing(material, audience, key or ExportKey.fresh())
    releasing.decide(place for table in tables for row in table.rows for place in row.places)
    released = tuple(releasing.table(table) for table in tables if table.name != "notes")
    releasing.counts["words of the desk"] += sum(len(t.rows) for t in tables if t.name == "notes")
    counts = {kind: number for kind, number in releasing.counts.items() if number}
    process = None if tables.process is None else releasing.words(tables.process)
    return replace(tables, tables=released, process=process), Withheld(audience, counts)


class _Releasing:
    """One release on its way."""

    def __init__(self, material: Material, audience: Audience, key: ExportKey) -> None:
        self.counts: Counter[str] = Counter()
        self._names, self._key = PrivateNames(material, key), key
        self._reports = material.view.reports()
        self._quotation = Quotation({r.id: r for r in self._reports}, material.rights)
        self._ground = Ground(self._reports if audience == "public" else ())
        self._is_public = audience == "public"
        self._decided: dict[Place, Place | None] = {}
        self._ids: set[str] = set()
        self.counts["private names"] = len(self._names.persons)
        self.counts["sealed sources"] = len(self._names.sealed)

    def words(self, text: str) -> str:
        """Words of the desk's own as they may leave."""
        reports = tuple(r.id for r in self._reports)
        return self._placeless(self._names.scrub(text, reports), reports)

    def decide(self, places: Iterable[Place]) -> None:
        """Decide what of each passage may leave, the shortest first: so most rows keep the words they stand on."""
        for place in sorted({*places}, key=_length):
            self._place(place)

    def table(self, table: Table) -> Table:
        """One table as it may leave; its order tells nothing of what was withheld."""
        rows = [self._row(table, row) for row in table.rows if not self._is_sealed(table, row)]
        rows.sort(key=lambda row: _order(table, row))
        return replace(table, rows=tuple(rows))

    def _is_sealed(self, table: Table, row: Row) -> bool:
        return table.name == "actors" and row.values[0] in self._names.sealed

    def _row(self, table: Table, row: Row) -> Row:
        places = tuple(left for place in row.places if (left := self._place(place)) is not None)
        is_person = table.name == "actors" and row.values[0] in self._names.persons
        words, start, end = carried(places)
        passages: dict[str, Value] = {"words": words, "start_offset": start, "end_offset": end}
        values = tuple(
            passages[column.key]
            if column.key in passages and column.holds in ("passage", "offset")
            else self._value(column, value, row)
            for column, value in zip(table.columns, row.values, strict=True)
        )
        if is_person:  # an entry of the user's file has an id that is made of the name
            values = tuple(None if c.key == "code" else v for c, v in zip(table.columns, values, strict=True))
        if self._is_public:
            hidden = {n for n, column in enumerate(table.columns) if column.holds == "offset"}
            self.counts["offsets"] += sum(values[n] is not None for n in hidden)
            values = tuple(None if n in hidden else value for n, value in enumerate(values))
        placed = tuple(Place(self._id(p.report_id), self._unplaced(p.passage)) for p in places)
        return Row(values, placed, tuple(self._id(report) for report in row.reports))

    def _unplaced(self, passage: Passage | None) -> Passage | None:
        """A passage without its offsets, where these stay: it then begins at 0, as a text of its own."""
        if passage is None or not self._is_public:
            return passage
        return Passage(0, len(passage.text), passage.text)

    def _place(self, place: Place) -> Place | None:
        """What of a place may leave: the same in every table it stands in."""
        if place not in self._decided:
            self._decided[place] = self._decide(place)
        return self._decided[place]

    def _decide(self, place: Place) -> Place | None:
        if place.passage is None:
            return place
        why = self._names.why(place.report_id, place.passage)
        if why is not None:
            self.counts[f"passages with a {why}"] += 1
            return None
        if self._is_public and self._ground.holds(place.report_id, place.passage):
            self.counts["coordinates"] += 1
            return None
        quoted = self._quotation.quoted(place.report_id, place.passage)
        self.counts["report text"] += quoted != place.passage
        return Place(place.report_id, quoted) if quoted is not None else None

    def _value(self, column: Column, value: Value, row: Row) -> Value:
        if self._is_public and isinstance(value, float) and self._ground.is_part(value, row.reports):
            self.counts["coordinates"] += 1
            return None
        if value is None or value == () or column.holds in ("open", "offset"):
            return value
        if isinstance(value, tuple):
            parts = (self._text(column, part, row.reports) for part in value)
            return tuple(part for part in parts if part is not None)
        return self._text(column, str(value), row.reports)

    def _text(self, column: Column, text: str, reports: tuple[str, ...]) -> str | None:
        match column.holds:
            case "desk":
                self.counts["words of the desk"] += 1
                return None
            case "id":
                return self._id(text)
            case "address":
                done = self._names.address(text, reports)
                self.counts["addresses"] += done.why is not None
                return done.text or None
            case "name":
                done = self._names.name(text, reports)
                self.counts["names of nobody known"] += done.text == "name withheld"
                return self._placeless(done, reports)
            case _:
                return self._placeless(self._names.scrub(text, reports), reports)

    def _placeless(self, done: Scrubbed, reports: tuple[str, ...]) -> str:
        if not self._is_public:
            return done.text
        left = self._ground.left_of(done.text, reports)
        self.counts["coordinates"] += left != done.text
        return left

    def _id(self, id_: str) -> str:
        self._ids.add(id_)
        self.counts["ids"] = len(self._ids)
        return self._key.id(id_)


def _length(place: Place) -> tuple[int, str, int]:
    passage = place.passage
    return (len(passage.text), place.report_id, passage.start) if passage is not None else (0, place.report_id, 0)


def _order(table: Table, row: Row) -> tuple[str, ...]:
    """By day, where a table has one, then by the ids that are left; never by an offset or a name."""
    day = next((n for n, c in enumerate(table.columns) if c.key in ("published", "first", "first_reported")), None)
    told = "" if day is None else str(row.values[day] or "9999")
    return told, *(str(value) for value, column in zip(row.values, table.columns, strict=True) if column.holds == "id")
