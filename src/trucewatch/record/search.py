"""Full-text search over the reports of a view, with the statements at each place found.

The index is a cache, so no revision of the record makes it: the first search makes the tables `search_entry` and
`search_report` and fills them; they may be emptied or dropped at any time. FTS5 and tsvector only propose reports; what
counts is `search_query.holding`, so that both databases, and a record that may not be written, answer alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, text

from trucewatch.record.question import batches
from trucewatch.record.schema import REPORT
from trucewatch.record.search_index import has_index, indexed, proposed_by_index
from trucewatch.record.search_query import Holding, holding, query_of, words_by_piece
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.vocabulary.content import Content, Kind
from trucewatch.vocabulary.kinds import CONTENT_CLASSES
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

_CLASSES: dict[Kind, type[Content]] = {content_class.KIND: content_class for content_class in CONTENT_CLASSES}


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


class Sought:
    """What the reports of a view say in some words: newest reports first, then by place.

    Where it stands is known; the statements there are read of the hits that are asked for.
    """

    def __init__(self, view: RecordView, found: Sequence[tuple[Report, Holding]], kind: Kind | None) -> None:
        """Read no statement yet.

        Args:
            view: the reports.
            found: report and place of each hit, in their order.
            kind: only statements of this kind are listed.
        """
        self._view, self._kind = view, kind
        # Not the reports themselves: their words may be erased, and what was found there is then there no more.
        self._found = tuple((report.id, hash(report.text), place) for report, place in found)

    def __len__(self) -> int:
        """How many hits there are."""
        return len(self._found)

    def hits(self, first: int = 0, last: int | None = None) -> tuple[Hit, ...]:
        """The hits from one place on up to another, as in a slice."""
        asked = self._found[first:last]
        held = {report.id: (report, said) for report, said in self._view.by_report({id_ for id_, _, _ in asked})}
        return tuple(self._hit(*held[id_], place) for id_, text, place in asked if hash(held[id_][0].text) == text)

    def _hit(self, report: Report, statements: Sequence[AnyStatement], place: Holding) -> Hit:
        there = (s for s in statements if self._kind in {None, s.content.KIND} and _holds(s, place.places))
        held = tuple(sorted(there, key=lambda s: (s.start, s.id)))
        return Hit(report, Passage.of(report.text, place.start, place.end), place.places, held)


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
    return sought(record, view, query, kind).hits()


def sought(
    record: Record, view: RecordView, query: str, kind: Kind | None = None, within: Collection[str] | None = None
) -> Sought:
    """The same, counted; its hits are read as they are asked for.

    Args:
        record: the record of the view.
        view: which reports and statements.
        query: see `search_query`.
        kind: only places in statements of this kind.
        within: only these reports, by id; None: all of the view.

    Raises:
        RecordError: the query names no word.
    """
    terms = query_of(query)
    reports = {report.id: report for report in view.reports() if within is None or report.id in within}
    if not record.is_read_only:
        _bring_up_to_date(record, reports)
    with record.looking() as connection:
        proposed = proposed_by_index(connection, terms, reports)
    newest = sorted((reports[id_] for id_ in proposed), key=lambda r: (_back(r.published), r.id))
    found = [(report, place) for report in newest for place in holding(terms, report.text)]
    if kind is not None:
        said: dict[str, list[AnyStatement]] = {}
        for statement in view.of(_CLASSES[kind]):
            said.setdefault(statement.report_id, []).append(statement)
        found = [(r, one) for r, one in found if any(_holds(s, one.places) for s in said.get(r.id, ()))]
    return Sought(view, found, kind)


def forget(connection: Connection, report_ids: Iterable[str]) -> None:
    """Take reports out of the index; the next search puts in again what the record still holds of them."""
    if not has_index(connection):
        return
    for id_ in report_ids:
        for table in ("search_entry", "search_report"):
            connection.execute(text(f"DELETE FROM {table} WHERE report_id = :id"), {"id": id_})  # noqa: S608


def _back(day: date | None) -> int:
    return -day.toordinal() if day is not None else 0


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
    rows = [{"id": report_id, "words": _as_index(connection, piece)} for piece in words_by_piece(words)]
    as_words = "CAST(:words AS tsvector)" if connection.dialect.name == "postgresql" else ":words"
    if rows:
        connection.execute(text(f"INSERT INTO search_entry (report_id, words) VALUES (:id, {as_words})"), rows)  # noqa: S608


def _as_index(connection: Connection, words: Sequence[str]) -> str:
    """The words of a piece as the database takes them: cut and folded by us, so that no parser of its own does it."""
    if connection.dialect.name == "postgresql":
        return " ".join(f"'{word}':{place}" for place, word in enumerate(words, 1))
    return " ".join(words)
