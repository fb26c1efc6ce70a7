"""Is a record sound? The chain of appends, every row, every reference and the guard; each trouble in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.errors import RecordError
from trucewatch.record.verify_chain import Trouble, chain_troubles
from trucewatch.record.verify_guard import guard_troubles, reference_troubles
from trucewatch.record.verify_rows import row_troubles
from trucewatch.record.writer import Record


def verify(record: Record, chain: str | None = None) -> Iterator[Trouble]:
    """Everything that is not as it should be in a record; nothing of a sound one.

    Rows are read a few at a time, in one transaction: other programs may go on adding meanwhile.

    Args:
        record: an open record.
        chain: a value of its chain, or its first digits, that somebody noted elsewhere; the chain must have had it.

    Raises:
        RecordError: the record cannot be read to the end.
    """
    is_damaged = False
    try:
        with record.looking() as connection:
            for trouble in guard_troubles(connection):
                is_damaged = is_damaged or not trouble.table
                yield trouble
            yield from chain_troubles(connection, chain)
            yield from reference_troubles(connection)
            yield from row_troubles(connection)
    except RecordError:
        if not is_damaged:  # else that was told, and the rest cannot be read
            raise
