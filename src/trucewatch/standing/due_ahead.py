"""What falls due under the terms in the days to come, and what is overdue, in the order of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from trucewatch.standing.under_terms import TermsStanding


@dataclass(frozen=True)
class DueItem:
    """Something that the terms date.

    Attributes:
        day: when it falls due, begins or ends.
        path: the obligation or phase.
        sort: due, begins or ends.
        words: what it is, in the words of the terms.
        state: of a due duty what the standing answers ("overdue", "not_due" ...); None for phases.
        last_reported: when it was last reported on, None where nothing was.
        reports_since: by how many reports since it was not.
    """

    day: date
    path: str
    sort: str
    words: str
    state: object = None
    last_reported: object = None
    reports_since: object = None


def due_ahead(standing: TermsStanding, days: int) -> tuple[DueItem, ...]:
    """Duties that are overdue or fall due within so many days, and phases that begin or end within them.

    Alternatives of the terms give one item each. Duties done in full, lapsed or ended are left out.
    """
    table, today = standing.table, standing.day
    clock = table.clock
    last = today + timedelta(days=days)
    found: list[DueItem] = []
    for phase in standing.terms.phases:
        for span in clock.spans(phase.id):
            for sort, point in (("begins", span.start), ("ends", span.last)):
                if point is not None and today <= clock.day(point) <= last:
                    found.append(DueItem(clock.day(point), phase.id, sort, phase.title or phase.id))
    for duty in standing.terms.obligations:
        states = standing.answers[f"{duty.id}.due"].value
        open_ = [s for s in (states["either"] if isinstance(states, dict) else [states]) if s in _OPEN]
        if not open_ or standing.answers[f"{duty.id}.force"].value in _ENDED:
            continue
        known = (standing.answers.get(f"{duty.id}.{facet}") for facet in ("last_reported", "reports_since"))
        told = [answer.value if answer else None for answer in known]
        dues = sorted({edge.day for edge in table.of(duty).dues if edge is not None and edge.day <= last})
        found += [DueItem(day, duty.id, "due", duty.object, states, *told) for day in dues]
    return tuple(sorted(found, key=lambda i: (i.day, i.path, i.sort)))


_OPEN = ("not_due", "due_today", "overdue")
_ENDED = ("lapsed", "terminated", "superseded")
