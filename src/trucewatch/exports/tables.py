"""The one notion of tables: what every kind of row holds, in which columns, and how sensitive each column is.

Comma-separated files, workbooks, Parquet files and data frames all show these tables; calendars and the forms of other
fields are made of them. So what is withheld is withheld once, in the tables (`withholding`), before any file is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from trucewatch.vocabulary.finding import Place

Value = str | int | float | bool | date | tuple[str, ...] | None
"""What a cell can hold; None where the report does not state it."""

ValueType = Literal["text", "number", "whole", "flag", "day", "list"]
"""text; number (int or float); whole number; yes or no; a calendar day; several texts in an order of their own."""

Holds = Literal["open", "id", "name", "words", "passage", "offset", "address", "desk"]
"""What a column can give away.

open: codes, days and counts; nothing that names anybody.
id: an id of the record; a digest over words of a report, which somebody who guesses the words could compute.
name: names or descriptions of actors, in a report's words.
words: a report's words, or words of ours that repeat some.
passage: the row's passages, verbatim; `offset`: their places. Both are read from `Row.places` and never given apart.
address: a web address.
desk: what belongs to the desk alone: file names, who wrote a note, who ruled.
"""


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        key: its name in files: lower case, words joined by underscores.
        about: what it holds, in one sentence.
        type: of its values.
        holds: what it can give away.
    """

    key: str
    about: str
    type: ValueType = "text"
    holds: Holds = "open"

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.key.replace("_", " ")


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        values: as many as the table has columns.
        places: the passages it came from, each with its report.
        reports: ids of the reports it speaks of, also where it has no passage of them.
    """

    values: tuple[Value, ...]
    places: tuple[Place, ...] = ()
    reports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """All rows of one kind.

    Attributes:
        name: its name in files.
        about: what a row is, in one sentence.
        columns: its columns; the first identifies the row.
        rows: in a stable order.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what does not fit: a slip in the program, found where it was made."""
        if len(set(self.keys)) < len(self.keys):
            raise ValueError(f"table {self.name}: two columns of one key")
        wrong = next((row for row in self.rows if len(row.values) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"table {self.name}: a row of {len(wrong.values)} values for {len(self.columns)} columns")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns."""
        return tuple(column.key for column in self.columns)

    def records(self) -> Iterator[dict[str, Value]]:
        """Its rows by the keys of the columns."""
        for row in self.rows:
            yield dict(zip(self.keys, row.values, strict=True))

    def pairs(self) -> Iterator[tuple[dict[str, Value], Row]]:
        """Its rows by the keys of the columns, each with the row itself."""
        return zip(self.records(), self.rows, strict=True)


@dataclass(frozen=True)
class Tables:
    """The tables of one view.

    Attributes:
        tables: in a fixed order; one without rows is there with its columns.
        as_of: the day in the world that is asked about.
        known_on: only what had been published by this day is in them; None: everything.
        process: only reports filed under it; None: all.
    """

    tables: tuple[Table, ...]
    as_of: date | None = None
    known_on: date | None = None
    process: str | None = None
    _by_name: dict[str, Table] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the tables ready to be asked for by name."""
        object.__setattr__(self, "_by_name", {table.name: table for table in self.tables})

    def __getitem__(self, name: str) -> Table:
        """One table by its name; KeyError where there is none."""
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        """Is there a table of this name?"""
        return name in self._by_name

    def __iter__(self) -> Iterator[Table]:
        """The tables in their order."""
        return iter(self.tables)


WORDS = Column("words", "the passages that carry it, verbatim, joined by an ellipsis", holds="passage")
START = Column("start_offset", "offset of its first character in the report's text", "whole", "offset")
END = Column("end_offset", "offset after the last character", "whole", "offset")
CARRIED = (WORDS, START, END)
"""The columns that tell a row's passages; `carried` gives their values."""


def carried(places: tuple[Place, ...]) -> tuple[Value, Value, Value]:
    """The values of `CARRIED` for a row's places: their words, and from where to where they reach in one report.

    Places in several reports have no offsets in common: these are None then.
    """
    passages = [place.passage for place in places if place.passage is not None]
    if not passages:
        return None, None, None
    words = " … ".join(dict.fromkeys(passage.text for passage in passages))
    if len({place.report_id for place in places}) > 1:
        return words, None, None
    return words, min(p.start for p in passages), max(p.end for p in passages)
