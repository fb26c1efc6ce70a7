"""Full-text search over the reports of a view, with the statements at each place found.

The index is a cache, so no revision of the record makes it: the first search makes the tables `search_entry` and
`search_report` and fills them; they may be emptied or dropped at any time. FTS5 and tsvector only propose reports; what
counts is `search_query.places_of`, so that both databases, and a record that may not be written, answer alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import Connection, inspect, text

from trucewatch.record.search_query import Piece, Term, pieces_of, places_of, query_of
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.vocabulary.content import Kind
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement

_BATCH = 500  # reports indexed in one transaction
_TABLES = {
    "sqlite": (
        "CREATE TABLE search_report (report_id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE search_entry USING fts5(words, report_id UNINDEXED, tokenize = 'unicode61')",
    ),
    "postgresql": (
        "CREATE TABLE search_report (report_id text PRIMARY KEY)",
        "CREATE TABLE search_entry (report_id text NOT NULL, words tsvector NOT NULL)",
        "CREATE INDEX ix_search_entry_words ON search_entry USING gin (words)",
        "CREATE INDEX ix_search_entry_report_id ON search_entry (report_id)",
    ),
}


@dataclass(frozen=True)
class Hit:
    """A paragraph that holds what was searched for.

    Attributes:
        report: the report.
        passage: the paragraph.
        places: where in the report's text the words stand, each (start, end), by start.
        statements: the statements with a passage that holds one of these places, by place, then id.
    """

    report: Report
    passage: Passage
    places: tuple[tuple[int, int], ...]
    statements: tuple[AnyStatement, ...]


def search(record: Record, view: RecordView, query: str, kind: Kind | None = None) -> tuple[Hit, ...]:
    """What the reports of a view say in these words: newest reports first, then by place.

    Args:
        record: the record of the view.
        view: which reports and statements.
        query: see `search_query`.
        kind: only places in statements of this kind.

    Raises:
        RecordError: the query names no word.
    """
    terms = query_of(query)
    reports = {report.id: report for report in view.reports()}
    if not record.is_read_only:
        _bring_up_to_date(record, reports)
    proposed = _proposed(record, terms, reports)
    at: dict[str, list[AnyStatement]] = {}
    for statement in view.statements():
        if statement.report_id in proposed and kind in {None, statement.content.KIND}:
            at.setdefault(statement.report_id, []).append(statement)
    found = (hit for id_ in proposed for hit in _hits(reports[id_], terms, at.get(id_, [])))
    kept = [hit for hit in found if kind is None or hit.statements]
    return tuple(sorted(kept, key=lambda h: (_back(h.report.published), h.report.id, h.passage.start)))


def forget(connection: Connection, report_ids: Iterable[str]) -> None:
    """Take reports out of the index; the next search puts in again what the record still holds of them."""
    if not _has_index(connection):
        return
    for id_ in report_ids:
        for table in ("search_entry", "search_report"):
            connection.execute(text(f"DELETE FROM {table} WHERE report_id = :id"), {"id": id_})  # noqa: S608


def _back(day: date | None) -> int:
    return -day.toordinal() if day is not None else 0


def _hits(report: Report, terms: Sequence[Term], statements: Sequence[AnyStatement]) -> Iterator[Hit]:
    for piece in pieces_of(report.text):
        places = places_of(terms, piece)
        if places:
            held = sorted((s for s in statements if _holds(s, places)), key=lambda s: (s.start, s.id))
            yield Hit(report, Passage.of(report.text, piece.start, piece.end), places, tuple(held))


def _holds(statement: AnyStatement, places: Sequence[tuple[int, int]]) -> bool:
    return any(p.start <= start and end <= p.end for p in statement.content.passages for start, end in places)


# -- the index ----------------------------------------------------------------------------------------------------


def _has_index(connection: Connection) -> bool:
    return inspect(connection).has_table("search_report")


def _indexed(connection: Connection) -> set[str]:
    """The reports that the index holds."""
    if not _has_index(connection):
        return set()
    return set(connection.execute(text("SELECT report_id FROM search_report")).scalars())


def _bring_up_to_date(record: Record, reports: dict[str, Report]) -> None:
    with record.looking() as connection:
        known = _indexed(connection)
    missing = iter([report for id_, report in reports.items() if id_ not in known])
    while batch := list(islice(missing, _BATCH)):
        with record.writing() as connection:
            if not _has_index(connection):
                for statement in _TABLES[connection.dialect.name]:
                    connection.execute(text(statement))
            forget(connection, [report.id for report in batch])  # another program may have been quicker
            for report in batch:
                _put(connection, report)


def _put(connection: Connection, report: Report) -> None:
    connection.execute(text("INSERT INTO search_report (report_id) VALUES (:id)"), {"id": report.id})
    rows = [{"id": report.id, "words": _as_index(connection, piece)} for piece in pieces_of(report.text)]
    words = "CAST(:words AS tsvector)" if connection.dialect.name == "postgresql" else ":words"
    if rows:
        connection.execute(text(f"INSERT INTO search_entry (report_id, words) VALUES (:id, {words})"), rows)  # noqa: S608


def _as_index(connection: Connection, piece: Piece) -> str:
    """The words of a piece as the database takes them: cut and folded by us, so that no parser of its own does it."""
    words = [word.plain for word in piece.words]
    if connection.dialect.name == "postgresql":
        return " ".join(f"'{word}':{place}" for place, word in enumerate(words, 1))
    return " ".join(words)


def _proposed(record: Record, terms: Sequence[Term], reports: dict[str, Report]) -> set[str]:
    """The reports that may hold the words: by the index where it knows all of them, else every one."""
    wanted = [term for term in terms if not term.is_unwanted]
    with record.looking() as connection:
        known = _indexed(connection)
        if not known:
            return set(reports)
        if connection.dialect.name == "postgresql":
            asked = "SELECT DISTINCT report_id FROM search_entry WHERE words @@ CAST(:query AS tsquery)"
            query = " & ".join(map(_postgres_term, wanted))
        else:
            asked = "SELECT DISTINCT report_id FROM search_entry WHERE search_entry MATCH :query"
            query = " AND ".join(map(_sqlite_term, wanted))
        found = set(connection.execute(text(asked), {"query": query}).scalars())
    return {id_ for id_ in reports if id_ in found or id_ not in known}


def _sqlite_term(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.is_begun else "")


def _postgres_term(term: Term) -> str:
    parts = [f"'{word}'" for word in term.words]
    if term.is_begun:
        parts[-1] += ":*"
    return f"({' <-> '.join(parts)})"
