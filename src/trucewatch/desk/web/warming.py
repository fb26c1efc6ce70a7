"""What is most likely looked at first, computed as soon as the desk is open: the board of what was reported on last."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from datetime import date
from functools import partial
from itertools import chain
from threading import Thread

from trucewatch.desk.web.asking import Asked
from trucewatch.desk.web.opened import Desk
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.view import View

_PROCESSES = 3
"""Of how many processes the boards are computed; a record keeps no more views at hand."""

_PAUSE = 0.05
"""Seconds until it is looked again whether somebody waits."""


def warm(desk: Desk, templates: Callable[[], None]) -> Thread:
    """Begin to compute, in a thread of its own; whoever asks for a page comes first.

    Args:
        desk: the desk.
        templates: makes the templates ready.
    """

    def run() -> None:
        try:
            for step in chain((templates,), _steps(desk)):
                while desk.lock.is_wanted and not desk.is_closing:
                    time.sleep(_PAUSE)
                if desk.is_closing:
                    return
                step()
        except (TrucewatchError, CancelledError, RuntimeError):
            return  # whoever asks for it is told why; or the desk was closed meanwhile

    thread = Thread(target=run, name="warming", daemon=True)
    thread.start()
    return thread


def _steps(desk: Desk) -> Iterator[Callable[[], object]]:
    """The boards of the processes that were reported on last; of the only one what does not add up as well.

    That takes long: where there are several, whoever looks at another than was guessed would wait behind it.
    """
    asked = [Asked(process) for process in desk.fold_view(Asked(), _by_last_report)[:_PROCESSES]]
    for one in asked:
        yield partial(desk.stands, one)
        yield partial(desk.days, one)
    for one in asked if len(asked) == 1 else ():
        yield partial(desk.look_for_findings, one)


def _by_last_report(view: View) -> tuple[str, ...]:
    """The processes, by the day of their last report, the latest first; "" for reports of none."""
    last: dict[str, date] = {}
    for report in view.reports():
        name = report.process or ""
        last[name] = max(last.get(name, date.min), report.published or date.min)
    return tuple(sorted(last, key=lambda name: (last[name], name), reverse=True))
