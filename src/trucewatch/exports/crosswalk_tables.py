"""Obligations beside the issue codes of PA-X and PAM, in their manner: a code is given only where we are sure of it.

The tables code what reports state, not the text of an agreement, and no row says that something was carried out. A code
whose meaning we could not verify stays empty, and so does the degree of implementation, which only a coder who has the
agreement and its whole course can give.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from trucewatch.exports.tables import Column, Row, Table, Tables, Value

_FOREIGN = re.compile(r"\bforeign\b", re.IGNORECASE)
_SHARED = (
    "process", "published", "outlet", "speaker", "bearer", "action", "subtype", "object", "quantity",
    "quantity_qualifier", "state", "date", "deadline", "words",
)  # fmt: skip


def crosswalk_of(tables: Tables) -> Tables:
    """The table `obligations` as one in PA-X's and one in PAM's manner, a row a stated obligation and code."""
    obligations = tables["obligations"]
    return replace(tables, tables=(_pax(obligations), _pam(obligations)))


def _pax(obligations: Table) -> Table:
    code = Column("pax_code", "issue code in the manner of PA-X; empty where none is sure")
    rows = [_row(told, row, found) for told, row in obligations.pairs() for found in pax_codes(told) or (None,)]
    about = "A stated obligation with a code in the manner of PA-X; an obligation with two codes has two rows."
    return Table("pax_style", about, (*_columns(obligations), code), tuple(rows))


def _pam(obligations: Table) -> Table:
    codes = (
        Column("pam_provision", "provision in the manner of PAM; empty where none is sure"),
        Column("pam_implementation", "degree, 0 to 3; always empty: it is for a coder to give", "whole"),
    )  # fmt: skip
    rows = [_row(told, row, pam_code(told), None) for told, row in obligations.pairs()]
    about = "A stated obligation with a provision in the manner of PAM."
    return Table("pam_style", about, (*_columns(obligations), *codes), tuple(rows))


def pax_codes(told: Mapping[str, Value]) -> tuple[str, ...]:
    """PA-X's issue codes of a row of `obligations`; () where none is sure."""
    pax, _ = _codes(told)
    if told["action"] == "withdraw" and not told["subtype"]:
        words = f"{told['object'] or ''} {told['words'] or ''}"
        return ("SsrFf",) if _FOREIGN.search(words) else pax  # only where the report says that they are foreign
    return pax


def pam_code(told: Mapping[str, Value]) -> str | None:
    """PAM's provision of a row of `obligations`; None where none is sure."""
    return _codes(told)[1]


def _codes(told: Mapping[str, Value]) -> tuple[tuple[str, ...], str | None]:
    """By the finer code where there is one: a duty to return remains is no exchange of prisoners."""
    action, subtype = str(told["action"]), str(told["subtype"] or "")
    return _table().get(("", subtype) if subtype else (action, ""), ((), None))


@lru_cache(maxsize=1)
def _table() -> Mapping[tuple[str, str], tuple[tuple[str, ...], str | None]]:
    text = (resources.files("trucewatch.exports") / "crosswalk.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(r["action"], r["subtype"]): (tuple(r["pax"].split()), r["pam"] or None) for r in rows}


def _columns(obligations: Table) -> tuple[Column, ...]:
    held = {column.key: column for column in obligations.columns}
    return held["id"], *(held[key] for key in _SHARED)


def _row(told: Mapping[str, Value], row: Row, *codes: Value) -> Row:
    return Row((told["id"], *(told[key] for key in _SHARED), *codes), row.places, row.reports)
