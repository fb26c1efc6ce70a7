"""The views that a record was asked for last, so that what was read is not read again.

Asked again, a record gives the view that it has, as long as nothing came to the record; what tells is one look at the
greatest keys of its tables, so that another program's rows and erasures are seen as well. Once something came, a new
view is made, and takes over what the old one has read of reports that stayed as they were; after an erasure it reads
everything anew. Likewise a question not asked before takes over from the view that has most of what it asks for, and
where both have the same reports, such as on days between two publications, they share what was read and made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection

from trucewatch.record.concerning import concerning
from trucewatch.record.question import Question
from trucewatch.record.scope import Ends, Looking, Scope
from trucewatch.record.search_index import reports_holding
from trucewatch.record.shown import Shown
from trucewatch.record.view import RecordView

_KEPT = 4
"""How many are kept: a board, the day before, and two more. One of a large record takes much memory."""


class KeptViews:
    """Views of one record that is open."""

    def __init__(self, looking: Looking, let_go: Callable[[], None]) -> None:
        """Begin with none.

        Args:
            looking: opens a transaction that sees one state of the record.
            let_go: closes the connections that were used for it.
        """
        self._record = looking
        self._let_go = let_go
        self._is_closed = False
        self._kept: dict[Question, Shown] = {}
        self._ends: Ends | None = None

    def view(self, question: Question) -> RecordView:
        """The record as it stood.

        Raises:
            RecordError: a row is damaged, a time without zone, or a text that names no word.
        """
        with self._looking() as connection:
            ends = Ends.of(connection)
        if self._ends is not None and self._ends.erasure != ends.erasure:
            self._kept.clear()  # they hold what was erased
        self._ends = ends
        return RecordView(question, self._shown(replace(question, as_of=None)))  # no statement depends on that day

    def close(self) -> None:
        """Keep none from now on; whoever has a view may ask it for more nevertheless."""
        self._is_closed = True
        self._kept.clear()

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        try:
            with self._record() as connection:
                yield connection
        finally:
            if self._is_closed:
                self._let_go()

    def _shown(self, question: Question) -> Shown:
        kept = self._kept.pop(question, None)
        shown = kept if kept is not None and kept.scope.ends == self._ends else self._load(question, kept)
        self._kept[question] = shown  # the last one asked for stands last
        for oldest in list(self._kept)[:-_KEPT]:
            self._kept.pop(oldest, None)
        return shown

    def _load(self, question: Question, outdated: Shown | None) -> Shown:
        if question.text is not None:
            whole = self._shown(replace(question, text=None))
            with self._looking() as connection:
                held = reports_holding(connection, whole.reports, question.text)
            return Shown(self._looking, whole.scope.part(held), outdated or whole)
        if question.parties:
            whole = self._shown(replace(question, parties=()))
            return Shown(self._looking, whole.scope.part(concerning(whole, question.parties)), outdated or whole)
        earlier = outdated or self._nearest(question)
        with self._looking() as connection:
            scope = Scope.load(connection, question, earlier.scope if earlier is not None else None)
        same = next((shown for shown in self._kept.values() if shown.scope == scope), None)
        return same or Shown(self._looking, scope, earlier)

    def _nearest(self, question: Question) -> Shown | None:
        """The view that has most of what is asked for; it is kept as one just asked for, since the next may need it."""

        def nearness(kept: Question) -> tuple[bool, bool, bool]:
            known = kept.known_on is None or (question.known_on is not None and question.known_on <= kept.known_on)
            return kept.process == question.process, not (kept.parties or kept.text), known

        if not self._kept:
            return None
        nearest = max(reversed(self._kept), key=nearness)  # of equals the one asked for last
        self._kept[nearest] = self._kept.pop(nearest)
        return self._kept[nearest]
