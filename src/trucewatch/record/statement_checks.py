"""Does a row of a copy say what it may? Its id is the one of its content, what it names is there, its values exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table

from trucewatch.errors import RecordError
from trucewatch.record.rows import (
    RIGHTS,
    content_of,
    day,
    finding_of,
    is_erased,
    judgement_of,
    layers_of,
    made_by_of,
    ruling_of,
)
from trucewatch.record.schema import moment_text
from trucewatch.record.statement_form import (
    GROUPED,
    NUMBER,
    SHA256,
    Row,
    columns_of,
    is_numbered,
    is_referred_to,
    name_of,
    target_of,
    text_digest,
    way_to_report,
)
from trucewatch.vocabulary.kinds import CONTENT_CLASSES
from trucewatch.vocabulary.report import Report, digest
from trucewatch.vocabulary.statement import Statement

_KINDS = {cls.KIND for cls in CONTENT_CLASSES}
_ABOUT = {"note": ("target",), "judgement": ("left_id", "right_id")}
"""Columns that hold the id of a report, a statement or an actor, whichever it is."""
_IT = "it"  # what errors of `rows` are to call a row
_DAMAGE = re.compile(r"the record's row .*? is damaged \((.*)\)", re.DOTALL)


@dataclass
class Known:
    """What the rows read so far have told.

    Attributes:
        reports: table to what other rows call its rows, and the report of each.
        kinds: statement to its kind.
        last: numbered table to the group and number of its last row, None where that cannot be told.
        actors: actor to its line.
        told: the actors that readings tell of.
        erased: the reports that words were taken out of, and their last erasure.
    """

    reports: dict[str, dict[str | int, str | None]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    last: dict[str, tuple[Any, int] | None] = field(default_factory=dict)
    actors: dict[str, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    erased: dict[str, str] = field(default_factory=dict)

    def report_of(self, table: Table, row: Row) -> str | None:
        """The report that a row hangs on, None where none can be told."""
        if table.name == "report":
            return str(row["id"])
        way = way_to_report(table)
        target = target_of(way[0]) if way else None
        name = row[way[0].name] if way else None
        if target is None or name is None:
            return None
        return name if target.name == "report" else self.reports.get(target.name, {}).get(name)

    def reports_named(self, table: Table, row: Row) -> set[str | None]:
        """The reports that a row hangs on, by whatever way."""
        named: set[str | None] = {str(row["id"])} if table.name == "report" else set()
        for column in columns_of(table):
            target, name = target_of(column), row.get(column.name)
            if target is not None and name is not None:
                named.add(name if target.name == "report" else self.reports.get(target.name, {}).get(name))
        for about in _ABOUT.get(table.name, ()):
            named |= {self.reports.get(name, {}).get(row[about]) for name in ("report", "statement", "actor")}
        return named

    def left_over(self) -> Iterator[tuple[str, int, str]]:
        """What can be told at the end alone: files, lines and what is wrong there."""
        for id_, number in self.actors.items():
            if id_ not in self.told:
                yield "actor.jsonl", number, f"no reading tells of the actor {id_[:12]}"
        for id_, erasure in self.erased.items():
            if erasure not in self.reports.get("erasure", {}):
                yield "report.jsonl", 0, f"report {id_[:12]} names the erasure {erasure}, which is not there"


def check_row(table: Table, row: Row, number: int, known: Known) -> None:
    """Check a row and remember what later ones need of it; `row` holds the record's values, with names for numbers.

    Raises:
        RecordError: saying what is wrong.
    """
    _remember(table, row, known)
    for column in columns_of(table):
        target, name = target_of(column), row.get(column.name)
        if (
            table.name != "report"
            and target is not None
            and name is not None
            and name not in known.reports.get(target.name, {})
        ):
            raise RecordError(f"{column.name} names a {target.name} {_short(name)} that the copy does not hold")
        if (column.name == "at" or column.name.endswith("_at")) and name is not None:
            _check_moment(column.name, name)
    if check := _CHECKS.get(table.name):
        try:
            check(row, number, known)
        except RecordError as error:
            # The place is told already, and it is no row of a record yet.
            damage = _DAMAGE.fullmatch(error.found)
            raise RecordError(damage[1] if damage else error.found) from error


def _remember(table: Table, row: Row, known: Known) -> None:
    if is_numbered(table):
        group = row[GROUPED[table.name]] if table.name in GROUPED else ""
        before, last = known.last.get(table.name, ("", 0)) or (group, row[NUMBER] - 1)
        known.last[table.name] = (group, row[NUMBER])
        if group < before:
            raise RecordError(f"it stands behind a row of {_short(before)}, and the file is to be sorted")
        expected = last + 1 if group == before else 1
        if row[NUMBER] != expected:
            raise RecordError(f"it has the {NUMBER} {row[NUMBER]} where {expected} comes next")
    if not is_referred_to(table) and table.name != "actor":  # judgements and notes name those without a reference
        return
    name = name_of(table, row, row[NUMBER]) if is_numbered(table) else row[next(iter(table.primary_key)).name]
    names = known.reports.setdefault(table.name, {})
    is_known = name in names
    names[name] = known.report_of(table, row)
    if is_known:
        raise RecordError(f"the {table.name} {_short(name)} stands in the file twice")


def _short(name: object) -> str:
    return str(name)[:12]


def _check_moment(column: str, text: object) -> None:
    try:
        is_right = isinstance(text, str) and moment_text(datetime.fromisoformat(text)) == text
    except (ValueError, RecordError):
        is_right = False
    if not is_right:
        raise RecordError(f"{column} is {text!r}, no moment such as 2031-05-01T12:00:00.000000Z")


def _check_report(row: Row, number: int, known: Known) -> None:  # noqa: ARG001 - all checks are called alike
    if text_digest(row["text"]) != row[SHA256]:
        raise RecordError(f"its text does not have the digest {SHA256}")
    if row["erasure_id"] is not None:
        known.erased[row["id"]] = row["erasure_id"]
    elif Report(row["text"], outlet=row["outlet"], url=row["url"]).id != row["id"]:
        raise RecordError("its text, outlet or address is not the one its id was made of")


def _check_meta(row: Row, number: int, known: Known) -> None:  # noqa: ARG001
    day(row["published"], _IT)
    if row["rights"] not in RIGHTS:
        raise RecordError(f"the rights {row['rights']!r} do not exist; they are one of {', '.join(RIGHTS)}")


def _check_run(row: Row, number: int, known: Known) -> None:  # noqa: ARG001
    made_by_of(row, _IT)


def _check_reading(row: Row, number: int, known: Known) -> None:  # noqa: ARG001
    day(row["published"], _IT)
    for actor in layers_of(row["layers"], _IT).actors:
        if not actor.mentions:
            raise RecordError(f"the actor {actor.name!r} is mentioned nowhere")
        first = actor.mentions[0].passage
        known.told.add(
            digest(["actor", row["report_id"], first.start, first.end])
        )  # as vocabulary.actors.actor_id has it


def _check_statement(row: Row, number: int, known: Known) -> None:  # noqa: ARG001
    if row["kind"] not in _KINDS:
        raise RecordError(f"it is of a kind {row['kind']!r} that does not exist")
    known.kinds[row["id"]] = row["kind"]


def _check_content(statement_id: str, content: str, known: Known) -> None:
    _check_made(statement_id, statement_id, content, known)


def _check_made(statement_id: str, like: str, content: str, known: Known) -> None:
    """Does a content give a statement's id, in the report and of the kind of another (or the same)?"""
    if is_erased(content) or like not in known.kinds:  # what is wrong with the statement is told where it stands
        return
    made = content_of(known.kinds[like], content, _IT)
    if Statement(str(known.reports["statement"][like]), made).id != statement_id:
        raise RecordError(f"its content is not the one that the id {statement_id[:12]} was made of")


def _check_sighting(row: Row, number: int, known: Known) -> None:  # noqa: ARG001
    if known.reports["reading"][row["reading_id"]] != known.reports["statement"][row["statement_id"]]:
        raise RecordError("its reading and its statement are of two reports")
    _check_content(row["statement_id"], row["content"], known)


def _check_notice(row: Row, number: int, known: Known) -> None:  # noqa: ARG001
    finding_of(row["content"], _IT)


def _check_ruling(row: Row, number: int, known: Known) -> None:
    ruling_of({**row, "id": number})  # type: ignore[arg-type] # it reads a mapping
    if (row["verdict"] == "correct") != (row["replacement"] is not None):
        raise RecordError("a correction has a replacement, and nothing else has")
    if (row["replacement"] is None) != (row["replacement_id"] is None):
        raise RecordError("a replacement has its id and its content")
    if row["replacement_id"] is not None:
        _check_content(row["replacement_id"], row["replacement"], known)


def _check_coding(row: Row, number: int, known: Known) -> None:
    ruling_of({**row, "id": number})  # type: ignore[arg-type] # it reads a mapping
    if row["replacement"] is not None:  # no row of `statement` yet; of the kind of what it corrects
        _check_made(row["replacement_id"], row["statement_id"], row["replacement"], known)


def _check_person_statement(row: Row, number: int, known: Known) -> None:  # noqa: ARG001
    _check_content(row["statement_id"], row["content"], known)


def _check_judgement(row: Row, number: int, known: Known) -> None:  # noqa: ARG001
    judgement_of({**row, "id": _IT})  # type: ignore[arg-type] # it reads a mapping


def _check_actor(row: Row, number: int, known: Known) -> None:
    if row["report_id"] not in known.erased:  # what readings told of it may be erased
        known.actors[row["id"]] = number


_CHECKS: dict[str, Callable[[Row, int, Known], None]] = {
    "report": _check_report,
    "report_meta": _check_meta,
    "run": _check_run,
    "reading": _check_reading,
    "statement": _check_statement,
    "sighting": _check_sighting,
    "notice": _check_notice,
    "ruling": _check_ruling,
    "judgement": _check_judgement,
    "coding": _check_coding,
    "person_statement": _check_person_statement,
    "actor": _check_actor,
}
