"""The record that the desk has open, and what it has folded of it lately.

What is kept is memory, keyed by what it was made of: folds of a view by the view, which is another one as soon as one
of its reports, statements or judgements is; all that looks at more of the record (decisions, notes, visits) by the
number of the record's last append as well.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError
from trucewatch.desk.web.catalogue import Catalogue, load_catalogue
from trucewatch.desk.web.kept_pages import KeptPages
from trucewatch.desk.web.options import DeskOptions
from trucewatch.desk.web.turns import Turns
from trucewatch.vocabulary.view import View, whatever_the_day

FoldedT = TypeVar("FoldedT")

_PAGES = 64_000_000  # bytes: some hundred boards, lists and reports that people look at again and again
_KEPT = 48  # views whose folds are kept: somebody who moves through days comes back to the last ones


@dataclass
class _Kept:
    whole: api.RecordView
    view: View
    folds: dict[Callable[[View], Any], Any] = field(default_factory=dict)
    appends: int = -1
    made: dict[Callable[[View], Any], Any] = field(default_factory=dict)  # with more of the record than the view
    running: dict[Callable[[View], Any], Future[None]] = field(default_factory=dict)  # to be put into `folds`


class Desk:
    """One opening of the desk.

    Requests come in several threads and the record's views are read as they are asked: whoever asks holds `lock`. What
    is asked in one holding of it is of one moment of the record, unless something is written in it.

    Attributes:
        options: what it was opened with.
        t: the texts.
        record: open for writing.
        reader: reads reports that are added; loaded when the first comes.
        lock: held while the record or a view of it is asked or written.
        is_closing: does it end? Then nothing is begun any more that can wait.
    """

    def __init__(self, options: DeskOptions) -> None:
        self.options = options
        self.t: Catalogue = load_catalogue()
        self.record = api.open_record(options.settings.record, clock=options.clock)
        self.reader = api.LazyReader(options.settings.pipeline, options.reader)
        self.lock = Turns()
        self.is_closing = False
        self._kept: dict[Asked, _Kept] = {}
        self._pages = KeptPages(_PAGES)
        self._checking = ThreadPoolExecutor(1, thread_name_prefix="checks")
        self._folding = ThreadPoolExecutor(1, thread_name_prefix="folds")

    @property
    def author(self) -> str:
        """Who works at the desk."""
        return self.options.settings.author

    def close(self) -> None:
        """Let go of the record, as soon as what is being computed has ended."""
        self.is_closing = True
        for computing in (self._checking, self._folding):
            computing.shutdown(cancel_futures=True)
        with self.lock:
            self._kept.clear()
            self._pages.clear()
            self.record.close()

    def processes(self) -> tuple[str, ...]:
        """The processes that the record holds reports of, by name; "" for reports of none, last."""
        return self.fold_view(Asked(), _processes)

    def view(self, asked: Asked) -> View:
        """What is asked about, as it stood.

        Raises:
            AskedError: the record has no report of that process.
        """
        with self.lock:
            return self._held(asked).view

    def fold(self, asked: Asked, function: Callable[[View], FoldedT]) -> FoldedT:
        """A function of a view and of the rest of the record, computed once as long as nothing comes to the record.

        Args:
            asked: which view.
            function: one of a module: what it was given before is found again by it.
        """
        with self.lock:
            held, appends = self._held(asked), self._appends()
            if held.appends != appends:
                held.appends, held.made = appends, {}
            if function not in held.made:
                held.made[function] = function(held.view)
            found: FoldedT = held.made[function]
            return found

    def fold_view(self, asked: Asked, function: Callable[[View], FoldedT]) -> FoldedT:
        """A function of a view alone, computed once as long as the view stays; no note or dismissal changes one.

        Args:
            asked: which view.
            function: one of a module, which looks at nothing but the view.
        """
        with self.lock:
            held = self._held(asked)
            if function not in held.folds:
                held.folds[function] = function(held.view)
            found: FoldedT = held.folds[function]
            return found

    def page(self, asked: Asked, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """A page that was made of a view before, as long as nothing comes to the record.

        Args:
            asked: which view.
            key: all else that the page depends on.
            make: makes it.
        """
        with self.lock:
            return self._pages.page((asked, key), self._made_of(asked), make)

    def has_page(self, asked: Asked, key: Hashable) -> bool:
        """Was that page made before?"""
        with self.lock:
            return self._pages.has((asked, key), self._made_of(asked))

    def board(self, asked: Asked) -> api.Board:
        """How things stand."""
        return self.fold_view(asked, _board)

    def judged(self, asked: Asked) -> tuple[api.JudgedFinding, ...]:
        """What does not add up, with what people decided about it."""
        return self.fold(asked, _Judging(self, asked))

    def stands(self, asked: Asked, patience: float | None = None) -> bool:
        """Have computed how things stand, which may take long, while others are answered; call it without `lock`.

        Args:
            asked: which view.
            patience: seconds to wait for it, None: as long as it takes; it goes on nevertheless.

        Returns:
            Is it done?
        """
        return self._computed(self._folding, asked, _board, patience)

    def look_for_findings(self, asked: Asked, patience: float | None = None) -> bool:
        """Have found what does not add up, likewise."""
        if not self._computed(self._checking, asked, api.found_in, patience):
            return False
        with self.lock:
            whatever_the_day(self._held(asked).view, _signs, _signs).append(True)
        return True

    def _computed(
        self, where: ThreadPoolExecutor, asked: Asked, function: Callable[[View], Any], patience: float | None
    ) -> bool:
        """Have a function of a view computed for `fold_view`; whoever asks for the same waits for the same."""
        with self.lock:
            held = self._held(asked)
            if function in held.folds:
                return True
            if function not in held.running:
                held.running[function] = where.submit(self._compute, held, function)
            running = held.running[function]
        try:
            running.result(patience)
        except TimeoutError:
            return False
        return True

    def _compute(self, held: _Kept, function: Callable[[View], Any]) -> None:
        try:
            found = function(held.view)
            with self.lock:
                held.folds[function] = found
        finally:
            with self.lock:
                held.running.pop(function, None)

    def is_looked_through(self, asked: Asked) -> bool:
        """Was what does not add up found for any day? For another day little is left to do then."""
        return bool(whatever_the_day(self.view(asked), _signs, _signs))

    def days(self, asked: Asked) -> tuple[date, ...]:
        """The days on which something of a process was published, or which its reports date, in order; the slider's."""
        return self.fold_view(asked.at_any_time(), _days)

    def day_asked(self, asked: Asked) -> date | None:
        """The day a page is about: the one asked for, else the last day of publication that is known."""
        return asked.as_of or self.fold_view(replace(asked, as_of=None), _last_published)

    def filed(self, view: View) -> tuple[api.FiledReport, ...]:
        """The reports of a view as the record files them, for `fold`."""
        held = {report.id for report in view.reports()}
        return tuple(one for one in self.record.reports() if one.report.id in held)

    @contextmanager
    def writing(self) -> Iterator[api.Record]:
        """The record, for as long as something is written."""
        with self.lock.writing():
            yield self.record

    def _appends(self) -> int:
        return self.lock.once(api.appends, lambda: api.appends(self.record))

    def _made_of(self, asked: Asked) -> tuple[object, ...]:
        """All that a page depends on beside its address."""
        return self._held(asked).whole, self._appends(), self.options.clock().date()

    def _held(self, asked: Asked) -> _Kept:
        return self.lock.once(asked, lambda: self._look(asked))

    def _look(self, asked: Asked) -> _Kept:
        whole = api.open_view(
            self.record, as_of=asked.as_of, known_on=asked.known_on, process=self._named(asked.process)
        )
        kept = self._kept.pop(asked, None)
        if kept is None or kept.whole != whole:  # it equals the last one as long as nothing came to the record
            kept = _Kept(whole, self._of_no_process(whole) if asked.process == "" else whole)
        self._kept[asked] = kept
        for oldest in list(self._kept)[:-_KEPT]:
            del self._kept[oldest]
        return kept

    def _of_no_process(self, whole: api.RecordView) -> View:
        """The reports of a view that are filed under no process."""
        found = dict(api.parts_by_process(whole)).get("")
        return api.open_view(self.record, as_of=whole.as_of, known_on=date.min) if found is None else found

    def _named(self, process: str | None) -> str | None:
        """The process, None where it is not one by name.

        Raises:
            AskedError: the record has none of that name.
        """
        if process is None:
            return None
        names = self.processes()
        if process not in names:
            told = ", ".join(name or "(none)" for name in names)
            raise AskedError(
                f"the record has no report of a process {process!r}", expected=f"one of {told}" if told else ""
            )
        return process or None


@dataclass(frozen=True)
class _Judging:
    """What people decided about the findings of a view, for `Desk.fold`."""

    desk: Desk
    asked: Asked

    def __call__(self, view: View) -> tuple[api.JudgedFinding, ...]:
        found = self.desk.fold_view(self.asked, api.found_in)
        return api.judged_of(self.desk.record, view, found)


def _signs(_: View) -> list[bool]:
    """Holds a sign for each day that findings were looked for."""
    return []


def _processes(view: View) -> tuple[str, ...]:
    return tuple(sorted({r.process or "" for r in view.reports()}, key=lambda name: (not name, name.casefold())))


def _board(view: View) -> api.Board:
    return api.board(view, view.as_of)


def _last_published(view: View) -> date | None:
    return max((r.published for r in view.reports() if r.published), default=None)


def _days(view: View) -> tuple[date, ...]:
    published = {r.published for r in view.reports() if r.published}
    if not published:
        return ()
    first, last = min(published), max(published)
    # Reports also date what lies decades back: only what falls among the reports is a step.
    dated = {s.dating.interval.last for s in view.statements() if s.dating is not None}
    return tuple(sorted(published | {day for day in dated if first <= day <= last}))
