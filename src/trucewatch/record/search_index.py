"""Asking the index of a record's texts: which reports hold what is searched for.

The index (`search` fills it) only proposes reports, and knows nothing of those that came since; what counts is
`search_query.holding`, so that both databases, and a record that was never searched, answer alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, inspect, text

from trucewatch.record.search_query import Term, holding, query_of
from trucewatch.vocabulary.report import Report


def reports_holding(connection: Connection, reports: Mapping[str, Report], query: str) -> set[str]:
    """The ids of the reports with a paragraph that holds what is searched for.

    Args:
        connection: in a transaction.
        reports: by id.
        query: see `search_query`.

    Raises:
        RecordError: the query names no word.
    """
    terms = query_of(query)
    proposed = proposed_by_index(connection, terms, reports)
    return {id_ for id_ in proposed if any(holding(terms, reports[id_].text))}


def proposed_by_index(connection: Connection, terms: Sequence[Term], reports: Mapping[str, Report]) -> set[str]:
    """The reports that may hold the words: by the index where it knows all of them, else every one."""
    known = indexed(connection)
    if not known:
        return set(reports)
    wanted = [term for term in terms if not term.is_unwanted]
    if connection.dialect.name == "postgresql":
        asked = "SELECT DISTINCT report_id FROM search_entry WHERE words @@ CAST(:query AS tsquery)"
        query = " & ".join(map(_postgres_term, wanted))
    else:
        asked = "SELECT DISTINCT report_id FROM search_entry WHERE search_entry MATCH :query"
        query = " AND ".join(map(_sqlite_term, wanted))
    found = set(connection.execute(text(asked), {"query": query}).scalars())
    return {id_ for id_ in reports if id_ in found or id_ not in known}


def has_index(connection: Connection) -> bool:
    """Was the record ever searched?"""
    return inspect(connection).has_table("search_report")


def indexed(connection: Connection) -> set[str]:
    """The reports that the index holds."""
    if not has_index(connection):
        return set()
    return set(connection.execute(text("SELECT report_id FROM search_report")).scalars())


def _sqlite_term(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.is_begun else "")


def _postgres_term(term: Term) -> str:
    parts = [f"'{word}'" for word in term.words]
    if term.is_begun:
        parts[-1] += ":*"
    return f"({' <-> '.join(parts)})"
