"""One shard is read from where earlier attempts left it, and sealed."""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trucewatch.errors import ReportError, TrucewatchError
from trucewatch.reports.details import Refusal
from trucewatch.reports.intake import identified
from trucewatch.runs.hands import Judge, Ready
from trucewatch.runs.items import Item, items_in
from trucewatch.runs.journal import Attempt, Before, ends_of, look_back, read_seal, write_seal
from trucewatch.runs.plan import Plan, Shard
from trucewatch.runs.reading_form import reading_text
from trucewatch.runs.rejects import Rejects
from trucewatch.vocabulary.report import Report

OUTCOMES = ("read", "rejected", "refused", "failed")
"""Read; turned away by the gate; no report at all; a report at which the reader failed."""

_SHOWN = 100  # troubles that a seal names; the journal has all
_SYNC = 5.0  # seconds between two writings to the disk; what a power failure takes is read again

OnItem = Callable[[str], None]


class ShardReader:
    """Reads shards of one run, one after the other, with a reader that is loaded already.

    Args:
        root: the run's folder.
        plan: its plan.
        ready: what reads.
        judge: the gate before it, if any.
    """

    def __init__(self, root: Path, plan: Plan, ready: Ready, judge: Judge | None) -> None:
        self._root = root
        self._plan = plan
        self._ready = ready
        self._judge = judge
        self._attempt: Attempt | None = None

    def read(self, shard: Shard, on_item: OnItem | None = None) -> dict[str, Any]:
        """Read what is left of a shard, and seal it.

        Args:
            shard: the shard.
            on_item: told what came of each report.

        Returns:
            The seal.
        """
        sealed = read_seal(self._root, shard.number)
        if sealed is not None:
            return sealed
        before = look_back(self._root, shard.number)
        with Attempt(self._root, shard.number) as attempt:
            self._attempt = attempt
            _ShardAtWork(self, shard, before, attempt, on_item or (lambda _outcome: None)).read()
            attempt.put_down()
            attempt.sync()
            used = before.used | {attempt.path.name: attempt.used}
        self._attempt = None
        return write_seal(self._root, shard.number, used, sums_of(self._root, shard.number, used))

    def stop(self) -> None:
        """Leave what is in hand without blame, and write nothing any more: the process is about to end."""
        if self._attempt is not None:
            self._attempt.put_down(for_good=True)

    def read_report(self, report: Report) -> dict[str, Any] | str:
        """What came of a report: a row for the journal, or the text of one."""
        plan = self._plan
        if self._judge is not None:
            judged = self._judge(report.text, report.title)
            if not judged.kept:
                return {"as": "rejected", "id": report.id, "score": judged.score, "ground": judged.ground}
        reading = self._ready.read(identified(report))
        if isinstance(reading, Refusal):
            return {"as": "failed", "id": report.id, "why": str(reading.error)}
        published = reading.report.published
        head = {"as": "read", "id": report.id, "published": published.isoformat() if published else None}
        try:
            return f'{json.dumps(head)[:-1]},"reading":{reading_text(reading, plan.steps, plan.models)}}}'
        except TrucewatchError as error:
            return {"as": "failed", "id": report.id, "why": str(error)}

    @property
    def plan(self) -> Plan:
        """The plan of the run."""
        return self._plan


class _ShardAtWork:
    """One attempt at one shard."""

    def __init__(self, reader: ShardReader, shard: Shard, before: Before, attempt: Attempt, on_item: OnItem) -> None:
        self._reader = reader
        self._shard = shard
        self._ended = before.ended
        self._deaths = before.deaths
        self._attempt = attempt
        self._on_item = on_item
        self._piece = 0
        self._begun = (0.0, 0.0)
        self._synced = time.monotonic()
        self._wind: Callable[[], None] = lambda: None

    def read(self) -> None:
        plan = self._reader.plan
        for at, piece in enumerate(self._shard.pieces):
            self._piece = at
            wanted = self._wanted_of_whole if piece.form == "whole" else self._wanted
            with _clock(plan.seconds) as self._wind:
                for item in items_in(piece, plan.columns, wanted):
                    self._take(item)

    def _wanted(self, number: int, name: str) -> bool:
        """Is a line, page or row to be taken in hand? What was read is not read again, nor what ended many workers."""
        key = f"{self._piece}:{number}"
        return key not in self._ended and self._wanted_of_whole(number, name)

    def _wanted_of_whole(self, number: int, name: str) -> bool:
        key = f"{self._piece}:{number}"
        if self._deaths[key] >= self._reader.plan.attempts:
            self._give_up(key, name)
            return False
        self._attempt.begin(key)
        self._wind()
        self._begun = (time.perf_counter(), time.process_time())
        return True

    def _give_up(self, key: str, name: str) -> None:
        if key in self._ended:
            return
        times = self._deaths[key]
        limit = f"{self._reader.plan.seconds:g} seconds"
        error = ReportError(
            f"{name} was given up: {times} workers ended while it was in hand",
            expected=f"a report that is read within {limit} and the memory of a worker",
            advice="Read it alone to see what is wrong with it: trucewatch read FILE",
        )
        self._write(key, name, {"as": "failed", "id": None, "why": str(error)})

    def _take(self, item: Item) -> None:
        key = f"{self._piece}:{'!' if item.of_file else ''}{item.number}"
        if key in self._ended:
            return
        if isinstance(item.found, ReportError):
            self._write(key, item.name, {"as": "refused", "id": None, "why": str(item.found)})
        else:
            self._write(key, item.name, self._reader.read_report(item.found))

    def _write(self, key: str, name: str, row: dict[str, Any] | str) -> None:
        wall, cpu = self._begun
        head = {
            "ended": key,
            "name": name,
            "seconds": round(time.perf_counter() - wall, 4) if wall else 0.0,
            "cpu": round(time.process_time() - cpu, 4) if wall else 0.0,
        }
        text = row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)
        self._attempt.end(f"{json.dumps(head, ensure_ascii=False)[:-1]},{text[1:]}")
        self._ended.add(key)
        self._begun = (0.0, 0.0)
        if time.monotonic() - self._synced > _SYNC:
            self._attempt.sync()
            self._synced = time.monotonic()
        self._on_item("read" if isinstance(row, str) else row["as"])


@contextmanager
def _clock(seconds: float) -> Iterator[Callable[[], None]]:
    """End the process when a report takes longer, even where it hangs outside Python; yields what winds the clock."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:

        def wind() -> None:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)

        wind()
        try:
            yield wind
        finally:
            faulthandler.cancel_dump_traceback_later()


def sums_of(root: Path, shard: int, used: dict[str, int]) -> dict[str, Any]:
    """What the ends of a shard come to: counts, costs, rejects with their sample, and troubles by name."""
    counts: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    costs = {"seconds": 0.0, "cpu": 0.0}
    rejects = Rejects()
    troubles: list[dict[str, str]] = []
    statements = 0
    for _path, line in ends_of(root, shard, used):
        row = line.row
        outcome = row["as"]
        counts[outcome] += 1
        for name in costs:
            costs[name] += row[name]
        if outcome == "read":
            statements += len(row["reading"]["statements"])
        elif outcome == "rejected":
            rejects.add(row["id"], row["name"], row["score"], row["ground"])
        elif len(troubles) < _SHOWN:
            troubles.append({"as": outcome, "name": row["name"], "why": row["why"]})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    rounded = {name: round(value, 4) for name, value in costs.items()}
    costs_told = {"statements": statements, **rounded, "peak": peak}
    return {**counts, **costs_told, "rejects": rejects.to_json(), "troubles": troubles}
