"""The command `follow`: what is new in feeds is read into the record."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import By, Json, Outlet, Pipeline, Process, RecordOption, declared
from trucewatch.desk.cli.screen import err, out, print_json, put, safe
from trucewatch.desk.cli.tables import plural, show
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import Followed

_EVERY = re.compile(r"(\d{1,5})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LEAST = 60  # seconds between two rounds


def add_to(app: typer.Typer) -> None:
    """Put this command into the command line."""
    put(
        app,
        follow,
        "trucewatch follow https://news.example/feed.xml --process north --once",
        "trucewatch follow --list feeds.txt --every 30m",
    )


def follow(  # noqa: PLR0913 - one parameter an option
    *,
    feeds: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FEED]...", help="Addresses of RSS and Atom feeds.", show_default=False),
    ] = None,
    list_: Annotated[
        Path | None,
        typer.Option("--list", metavar="FILE", help="A file with an address a line.", show_default=False),
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Visit each feed once and end, as a scheduled job does.")
    ] = False,
    every: Annotated[
        str, typer.Option("--every", metavar="TIME", help="How long to wait between rounds: 15m, 2h, 1d.")
    ] = "30m",
    items_only: Annotated[
        bool, typer.Option("--items-only", help="Do not fetch the page behind an item that holds a teaser only.")
    ] = False,
    process: Process = None,
    outlet: Outlet = None,
    record: RecordOption = None,
    pipeline: Pipeline = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Read what is new in feeds into the record; only the addresses given, and pages behind their items, are fetched.

    Hosts are asked for changes alone, one request every two seconds or as their robots.txt asks. Each item is read
    once. Without --once it goes on until it is stopped (Ctrl-C), which loses nothing.
    """
    wait = _wait(every)
    addresses = [*(feeds or ()), *(api.read_feed_list(list_) if list_ else ())]
    if not addresses:
        raise TrucewatchError("no feed was named", expected="addresses of feeds, or --list FILE")
    settings = Settings.read(record=record, pipeline=pipeline, author=by)
    adding = api.AddOptions(declared(None, outlet, None, process, None), settings.pipeline, author=settings.author)
    options = api.FollowOptions(add=adding, pages=not items_only)
    failed = False
    with api.open_record(settings.record) as opened:
        while True:
            for done in api.follow(opened, addresses, options):
                failed = failed or done.visit.outcome == "failed"
                _tell(done, as_json=as_json)
            if once:
                break
            try:
                time.sleep(wait)
            except KeyboardInterrupt:
                return
    if failed:
        raise typer.Exit(2)


def _wait(every: str) -> int:
    found = _EVERY.fullmatch(every.strip().lower())
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    if seconds < _LEAST:
        raise TrucewatchError(f'--every "{every[:20]}" is no time to wait', expected="at least a minute: 15m, 2h, 1d")
    return seconds


def _tell(done: Followed, *, as_json: bool) -> None:
    visit = done.visit
    if as_json:
        row = {
            "feed": visit.address,
            "at": visit.at.isoformat(),
            "outcome": visit.outcome,
            "told": visit.told,
            "added": [report.id for report in done.added],
            "known": done.known,
            "before": done.before,
            "refused": [{"name": one.name, "reason": str(one.error)} for one in done.refused],
        }
        print_json(row, compact=True)
        return
    counted = f"{plural(len(done.added), 'report')} new, {done.known} known, {done.before} seen before"
    told = {"unchanged": "nothing has changed", "failed": "not reached"}.get(visit.outcome, counted)
    out().print(Text(f"{safe(visit.address)}: {told}."), soft_wrap=True)
    for sentence in ([visit.told] if visit.told else []) + [f"{one.name}: {one.error}" for one in done.refused]:
        show(err(), Text(safe(f"- {sentence}")))
