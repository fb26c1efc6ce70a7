"""Keeping coders blind to each other: who rules on a report in an open round does nothing on it for all to see.

A ruling or a statement of one coder outside the round would show the others what that coder thinks.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from trucewatch.errors import RecordError
from trucewatch.record.schema import CODER, CODING_CLOSE, CODING_READING, CODING_ROUND, READING


def refuse_coder(connection: Connection, author: str, report_id: str) -> None:
    """Refuse what somebody does on a report, for all to see, who rules on it in an open coding round.

    Raises:
        RecordError: naming the round.
    """
    query = (
        select(CODING_ROUND.c.name)
        .join(CODER, CODER.c.round_id == CODING_ROUND.c.id)
        .join(CODING_READING, CODING_READING.c.round_id == CODING_ROUND.c.id)
        .join(READING, READING.c.id == CODING_READING.c.reading_id)
        .where(CODER.c.author == author, READING.c.report_id == report_id)
        .where(CODING_ROUND.c.id.not_in(select(CODING_CLOSE.c.round_id)))
        .order_by(CODING_ROUND.c.id)
    )
    name = connection.execute(query.limit(1)).scalar()
    if name is not None:
        raise RecordError(
            f"{author} codes report {report_id[:12]} in the round {name!r}, which is open, and its other coders would "
            "see this",
            expected=f"rulings inside the round (--round {name}); statements of your own once it is closed",
            advice=f"`trucewatch review close --round {name}` closes it.",
        )
