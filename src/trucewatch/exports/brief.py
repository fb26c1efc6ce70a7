"""A brief: dated sections of plain sentences, each with the passages or the search it rests on.

The type refuses what has no source: a sentence is made of clauses, and every clause carries at least one note. Writers
(Markdown, HTML, DOCX, PDF) take a brief as it is and add nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from trucewatch.errors import TrucewatchError
from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.passage import Passage

SHORT = 12
"""Hex digits of an id that are shown; commands take them for the whole."""


@dataclass(frozen=True)
class Cited:
    """A passage of a report that a clause rests on.

    Attributes:
        outlet: who published the report, or how it is known.
        published: its day of publication, None where unknown.
        passage: the words with their place, `report.text[start:end] == passage.text`; None: the report as a whole, or
            words that were withheld.
        report_id: the report's id (in a brief that leaves the desk what stands in its place).
        unsure: the reading itself is marked as open to another reading.
        placed: the passage's place may be told; False in what leaves for the public, where offsets are those of the
            passage by itself.
        withheld: why the words are not there, or not all of them; "" where they are.
    """

    outlet: str
    published: date | None
    passage: Passage | None
    report_id: str
    unsure: bool = field(default=False, compare=False)
    placed: bool = True
    withheld: str = ""

    @property
    def when(self) -> str:
        """The day of publication in words."""
        return long_date(self.published) if self.published else "no date of publication"


@dataclass(frozen=True)
class Searched:
    """What was looked through, for a clause on what is not there or on the reports themselves.

    Attributes:
        reports: how many reports.
        first, last: days of publication of the oldest and the newest, None where none is dated.
        newest: how the newest report is named, "" where there is none.
    """

    reports: int
    first: date | None
    last: date | None
    newest: str = ""

    @property
    def text(self) -> str:
        """The search in words."""
        if not self.reports:
            return "searched: no report"
        count = "1 report" if self.reports == 1 else f"{self.reports:,} reports"
        if self.first is None or self.last is None:
            return f"searched: {count}, without a date of publication"
        if self.first == self.last:
            days = f"published on {long_date(self.last)}"
        else:
            days = f"published from {long_date(self.first)} to {long_date(self.last)}"
        return f"searched: {count}, {days}; the last: {self.newest}, {long_date(self.last)}"


Note = Cited | Searched


@dataclass(frozen=True)
class Clause:
    """Words with what they rest on.

    Attributes:
        text: plain words, with the punctuation that leads on to the next clause.
        notes: at least one.

    Raises:
        TrucewatchError: no words, or no note.
    """

    text: str
    notes: tuple[Note, ...]

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise TrucewatchError("a clause of a brief came without words", expected="plain words")
        if not self.notes:
            raise TrucewatchError(
                f"the clause “{self.text[:80]}” came without a source",
                expected="a passage of a report, or what was searched",
            )


@dataclass(frozen=True)
class Sentence:
    """One sentence.

    Attributes:
        clauses: in order; read one after another, with a blank between, they are the sentence.

    Raises:
        TrucewatchError: it has no clause.
    """

    clauses: tuple[Clause, ...]

    def __post_init__(self) -> None:
        if not self.clauses:
            raise TrucewatchError("a sentence of a brief came without a clause", expected="one clause or more")

    @property
    def text(self) -> str:
        """The words alone."""
        return " ".join(clause.text for clause in self.clauses)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What it rests on, each once."""
        return tuple(dict.fromkeys(note for clause in self.clauses for note in clause.notes))


@dataclass(frozen=True)
class Section:
    """A section.

    Attributes:
        name: short name, such as "positions"; titles may change, names do not.
        title: its heading.
        sentences: what matters most first.
        left_out: how many more sentences there were.
        see: where those are.
    """

    name: str
    title: str
    sentences: tuple[Sentence, ...]
    left_out: int = 0
    see: str = ""

    @property
    def rest(self) -> str:
        """A line on what was left out, "" where nothing was."""
        if not self.left_out:
            return ""
        return f"{self.left_out} further {'sentence' if self.left_out == 1 else 'sentences'}: see {self.see}."


@dataclass(frozen=True)
class Brief:
    """A brief, or a sheet of the same build.

    Attributes:
        title: heading.
        process: the process it is about, "" for reports filed under none.
        as_of: the day in the world; None where no report is dated.
        known_on: only what had been published by then is in it; None: everything in the record.
        since: what "changed" is counted from, in words.
        sections: in order.
        remarks: lines at the foot on how it is to be read.
    """

    title: str
    process: str
    as_of: date | None
    known_on: date | None
    since: str
    sections: tuple[Section, ...]
    remarks: tuple[str, ...] = field(default=())

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The footnotes in the order of their first mark, each once; its number is its place counted from 1."""
        return tuple(dict.fromkeys(note for sentence in self.sentences() for note in sentence.notes))

    @cached_property
    def _numbers(self) -> dict[Note, int]:
        return {note: number for number, note in enumerate(self.notes, 1)}

    @property
    def heading(self) -> tuple[str, ...]:
        """The lines under the title: process, clocks, and what changes are counted from."""
        asked = long_date(self.as_of) if self.as_of else "no day, for no report is dated"
        known = f"published by {long_date(self.known_on)}" if self.known_on else "in the record"
        lines = (f"Process: {self.process or 'reports filed under none'}", f"As of {asked}. Known: what was {known}.")
        return (*lines, self.since) if self.since else lines

    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in order."""
        for section in self.sections:
            yield from section.sentences

    def numbers(self, clause: Clause) -> tuple[int, ...]:
        """The numbers of a clause's footnotes, each once, in order."""
        return tuple(sorted({self._numbers[note] for note in clause.notes}))
