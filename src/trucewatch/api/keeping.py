"""Keeping a record: is it sound, what was erased in it, and erasing what is no longer to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from trucewatch.record.chain import Link, last_link
from trucewatch.record.erasing import Erased, erase
from trucewatch.record.retention import Due, due
from trucewatch.record.tombstones import erasures
from trucewatch.record.verify_chain import Trouble
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record
from trucewatch.vocabulary.erasure import Erasure

MOST = 1000
"""Troubles that a verification lists; after these no more are looked for."""


@dataclass(frozen=True)
class Verified:
    """What a verification found.

    Attributes:
        troubles: what is not as it should be, at most `MOST`; none: the record is sound.
        end: the end of the chain of appends; noted elsewhere it shows later that nothing was changed or cut off.
        erasures: what was erased, oldest first; that is no trouble.
    """

    troubles: tuple[Trouble, ...]
    end: Link
    erasures: tuple[Erasure, ...]

    @property
    def is_sound(self) -> bool:
        """Was nothing found?"""
        return not self.troubles

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            "sound": self.is_sound,
            "troubles": [{"table": t.table, "key": t.key, "sentence": t.sentence} for t in self.troubles],
            "appends": self.end.number,
            "chain": self.end.chain,
            "erasures": [{"report_id": e.report_id, **e.to_json()} for e in self.erasures],
        }


def verify_record(record: Record, chain: str | None = None) -> Verified:
    """Check that a record is sound.

    Args:
        record: an open record.
        chain: a value of its chain, or its first digits, that was noted before.

    Raises:
        RecordError: it cannot be read to the end.
    """
    troubles = tuple(islice(verify(record, chain), MOST))
    with record.looking() as connection:
        return Verified(troubles, last_link(connection), erasures(connection))


def erase_due(
    record: Record, due_reports: Sequence[Due] | None = None, *, author: str, on: date | None = None
) -> tuple[Erased, ...]:
    """Erase the texts whose time is over by the rules of their processes.

    Args:
        record: a record open for writing.
        due_reports: which; None: all that are due.
        author: who erases.
        on: the day; None: today.
    """
    done = []
    for one in due(record, on) if due_reports is None else due_reports:
        rule = one.rule
        reason = f"kept for {rule.keep} by the rule of {rule.at:%Y-%m-%d} for {rule.process}"
        done.append(erase(record, one.filed.report.id, author=author, reason=reason))
    return tuple(done)
