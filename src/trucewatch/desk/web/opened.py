"""The record that the desk has open, and what it has folded of it lately."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from threading import RLock
from typing import Any, TypeVar

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError
from trucewatch.desk.web.catalogue import Catalogue, load_catalogue
from trucewatch.desk.web.options import DeskOptions
from trucewatch.vocabulary.view import View

FoldedT = TypeVar("FoldedT")

_PAGES = 64  # of a view: the boards, lists and reports that people look at again and again
_KEPT = 8  # views whose folds are kept: somebody who moves through days comes back to the last few


@dataclass
class _Kept:
    whole: api.RecordView
    view: View
    made: dict[Callable[[View], Any], Any] = field(default_factory=dict)
    pages: dict[Hashable, bytes] = field(default_factory=dict)


class Desk:
    """One opening of the desk.

    Requests come in several threads and the record's views are read as they are asked: whoever asks holds `lock`.

    Attributes:
        options: what it was opened with.
        t: the texts.
        record: open for writing.
        reader: reads reports that are added; loaded when the first comes.
        lock: held while the record or a view of it is asked or written.
    """

    def __init__(self, options: DeskOptions) -> None:
        self.options = options
        self.t: Catalogue = load_catalogue()
        self.record = api.open_record(options.settings.record, clock=options.clock)
        self.reader = api.LazyReader(options.settings.pipeline, options.reader)
        self.lock = RLock()
        self._kept: dict[Asked, _Kept] = {}

    @property
    def author(self) -> str:
        """Who works at the desk."""
        return self.options.settings.author

    def close(self) -> None:
        """Let go of the record."""
        with self.lock:
            self._kept.clear()
            self.record.close()

    def processes(self) -> tuple[str, ...]:
        """The processes that the record holds reports of, by name; "" for reports of none, last."""
        return self.fold(Asked(), _processes)

    def view(self, asked: Asked) -> View:
        """What is asked about, as it stood.

        Raises:
            AskedError: the record has no report of that process.
        """
        with self.lock:
            return self._held(asked).view

    def fold(self, asked: Asked, function: Callable[[View], FoldedT]) -> FoldedT:
        """A function of a view, computed once as long as nothing comes to the record.

        Args:
            asked: which view.
            function: one of a module: what it was given before is found again by it.
        """
        with self.lock:
            held = self._held(asked)
            if function not in held.made:
                held.made[function] = function(held.view)
            found: FoldedT = held.made[function]
            return found

    def page(self, asked: Asked, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """A page that was made of a view before, as long as nothing comes to the record.

        Args:
            asked: which view.
            key: all else that the page depends on.
            make: makes it.
        """
        with self.lock:
            held, key = self._held(asked), (key, self.options.clock().date())
            made = held.pages.pop(key, None)
            held.pages[key] = make() if made is None else made
            for oldest in list(held.pages)[:-_PAGES]:
                del held.pages[oldest]
            return held.pages[key]

    def has_page(self, asked: Asked, key: Hashable) -> bool:
        """Was that page made before?"""
        with self.lock:
            return (key, self.options.clock().date()) in self._held(asked).pages

    def board(self, asked: Asked) -> api.Board:
        """How things stand."""
        return self.fold(asked, _board)

    def judged(self, asked: Asked) -> tuple[api.JudgedFinding, ...]:
        """What does not add up, with what people decided about it."""
        return self.fold(asked, self._judged)

    def days(self, asked: Asked) -> tuple[date, ...]:
        """The days on which something of a process was published, or which its reports date, in order; the slider's."""
        return self.fold(asked.at_any_time(), _days)

    def day_asked(self, asked: Asked) -> date | None:
        """The day a page is about: the one asked for, else the last day of publication that is known."""
        return asked.as_of or self.fold(replace(asked, as_of=None), _last_published)

    def filed(self, view: View) -> tuple[api.FiledReport, ...]:
        """The reports of a view as the record files them, for `fold`."""
        held = {report.id for report in view.reports()}
        return tuple(one for one in self.record.reports() if one.report.id in held)

    @contextmanager
    def writing(self) -> Iterator[api.Record]:
        """The record, for as long as something is written."""
        with self.lock:
            yield self.record

    def _judged(self, view: View) -> tuple[api.JudgedFinding, ...]:
        return api.judged(self.record, view)

    def _held(self, asked: Asked) -> _Kept:
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
