"""Full-text search over the reports of a view, with the statements at each place found.

The index is a cache, so no revision of the record makes it: the first search makes the tables `search_entry` and
`search_report` and fills them; they may be emptied or dropped at any time. FTS5 and tsvector only propose reports; what
counts is `search_query.places_of`, so that both databases, and a record that may not be written, answer alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, text

from trucewatch.record.question import batches
from trucewatch.record.schema import REPORT
from trucewatch.record.search_index import has_index, indexed, reports_holding
from trucewatch.record.search_query import Piece, Term, pieces_of, places_of, query_of
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.vocabulary.content import Kind
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement

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
    with record.looking() as connection:
        holding = reports_holding(connection, reports, query)
    found: list[Hit] = []
    for report, statements in view.by_report(holding):
        asked = [s for s in statements if kind in {None, s.content.KIND}]
        found += (hit for hit in _hits(report, terms, asked) if kind is None or hit.statements)
    return tuple(sorted(found, key=lambda h: (_back(h.report.published), h.report.id, h.passage.start)))


def forget(connection: Connection, report_ids: Iterable[str]) -> None:
    """Take reports out of the index; the next search puts in again what the record still holds of them."""
    if not has_index(connection):
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


def _bring_up_to_date(record: Record, report_ids: Iterable[str]) -> None:
    with record.looking() as connection:
        known = indexed(connection)
    for batch in batches(id_ for id_ in report_ids if id_ not in known):
        with record.writing() as connection:
            if not has_index(connection):
                for statement in _TABLES[connection.dialect.name]:
                    connection.execute(text(statement))
            forget(connection, batch)  # another program may have been quicker
            texts = select(REPORT.c.id, REPORT.c.text).where(REPORT.c.id.in_(batch))
            for id_, words in connection.execute(texts).all():  # words may have been erased since the view was made
                _put(connection, id_, words)


def _put(connection: Connection, report_id: str, words: str) -> None:
    connection.execute(text("INSERT INTO search_report (report_id) VALUES (:id)"), {"id": report_id})
    rows = [{"id": report_id, "words": _as_index(connection, piece)} for piece in pieces_of(words)]
    as_words = "CAST(:words AS tsvector)" if connection.dialect.name == "postgresql" else ":words"
    if rows:
        connection.execute(text(f"INSERT INTO search_entry (report_id, words) VALUES (:id, {as_words})"), rows)  # noqa: S608


def _as_index(connection: Connection, piece: Piece) -> str:
    """The words of a piece as the database takes them: cut and folded by us, so that no parser of its own does it."""
    words = [word.plain for word in piece.words]
    if connection.dialect.name == "postgresql":
        return " ".join(f"'{word}':{place}" for place, word in enumerate(words, 1))
    return " ".join(words)
