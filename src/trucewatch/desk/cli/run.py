"""Commands for archives: run start, run resume, run status, run merge."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import By, Columns, Json, Meta, Outlet, Pipeline, Process, declared
from trucewatch.desk.cli.screen import err, out, print_json, put, safe
from trucewatch.desk.cli.tables import plural, show
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import Account, Force, Merged, RunProgress

_SHOWN = 10  # troubles that are listed; report.json has more, the journal all

Archive = Annotated[
    list[str],
    typer.Argument(
        metavar="ARCHIVE...",
        help="Files and folders: WARC, Parquet, JSON Lines and all that add reads. "
        "Addresses such as s3://bucket/news as well, with the extra remote.",
        show_default=False,
    ),
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The run's folder.", show_default=False)]
Address = Annotated[
    str | None,
    typer.Option(
        "--address", metavar="ADDRESS", show_default=False,
        help="A Ray cluster: auto, or HOST:PORT. [dim]Else Ray is started on this machine.[/dim]",
    ),
]  # fmt: skip
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", show_default=False,
        help="How many processes read. [dim]Else one for each processor.[/dim]",
    ),
]  # fmt: skip


class Engine(StrEnum):
    """Who hands out the work."""

    LOCAL = "local"
    RAY = "ray"


class Form(StrEnum):
    """What merged files are written in."""

    JSONL = "jsonl"
    PARQUET = "parquet"


EngineOption = Annotated[
    Engine, typer.Option("--engine", help="Processes on this machine, or Ray on one machine or many (the extra ray).")
]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    runs = typer.Typer(no_args_is_help=True, help="Read a whole archive unattended, on one machine or many.")
    put(
        runs,
        start,
        "trucewatch run start news/ --out runs/news --workers 4",
        "trucewatch run start crawl.warc.gz --out runs/crawl --engine ray --address auto",
    )
    put(runs, resume, "trucewatch run resume runs/news")
    put(runs, status, "trucewatch run status runs/news")
    put(runs, merge, "trucewatch run merge runs/news", "trucewatch run merge runs/news --record talks.sqlite")
    app.add_typer(runs, name="run")


def start(  # noqa: PLR0913 - one parameter an option
    *,
    archive: Archive,
    folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder for the run.")],
    engine: EngineOption = Engine.LOCAL,
    address: Address = None,
    workers: Workers = None,
    prefilter: Annotated[
        bool,
        typer.Option(
            "--prefilter/--no-prefilter",
            help="Turn away reports about other things before they are read; they are counted, with a sample.",
        ),
    ] = True,
    form: Annotated[Form, typer.Option("--format", help="What merged files are written in.")] = Form.JSONL,
    process: Process = None,
    outlet: Outlet = None,
    meta: Meta = None,
    columns: Columns = None,
    pipeline: Pipeline = None,
    as_json: Json = False,
) -> None:
    """Read an archive into a folder; nothing of it goes into a record until it is merged.

    A report that cannot be read ends nothing: it is named in the folder's report.json. A run that is stopped, or whose
    machine fails, goes on where it was with run resume.
    """
    settings = Settings.read(pipeline=pipeline)
    options = api.RunOptions(declared(None, outlet, None, process, meta, columns), form.value, settings.pipeline)
    force = _force(engine, workers, address)
    with _bar("Reading") as told:
        done = api.start_run(archive, folder, options, prefilter=prefilter, force=force, on_progress=told)
    _tell(done, folder, as_json=as_json)


def resume(
    *,
    folder: Folder,
    engine: EngineOption = Engine.LOCAL,
    address: Address = None,
    workers: Workers = None,
    as_json: Json = False,
) -> None:
    """Go on with a run that was stopped or killed; nothing that was read is read again.

    Another engine or another number of workers changes nothing in what comes out.
    """
    with _bar("Reading") as told:
        done = api.resume_run(folder, force=_force(engine, workers, address), on_progress=told)
    _tell(done, folder, as_json=as_json)


def status(folder: Folder, as_json: Json = False) -> None:
    """Say how far a run is, what it cost, and what could not be read; it may be at work."""
    _tell(api.run_status(folder), folder, as_json=as_json)


def merge(
    *,
    folder: Folder,
    record: Annotated[
        str | None,
        typer.Option(
            "--record", metavar="PLACE", show_default=False,
            help="Add what was read to this record. [dim]Else files by day are written into DIR/merged.[/dim]",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", metavar="N", min=1, show_default=False,
            help="How many processes write files. [dim]Else one, and for many reports one for each processor.[/dim]",
        ),
    ] = None,
    by: By = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Bring together what a complete run read, each report once: as files by day of publication, or in a record.

    Done again it changes nothing.
    """
    if record is None:
        with _counted("Merging") as told:
            done = api.merge_run(folder, workers=workers, on_reading=told)
        _tell_merged(done, f"{plural(len(done.files), 'file')} in {folder / 'merged'}", as_json=as_json)
        return
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record) as opened, _counted("Adding") as told:
        done = api.merge_run(folder, opened, author=settings.author, on_reading=told)
    where = f"{done.added} added to {api.record_name(settings.record)}, {done.known} known already"
    _tell_merged(done, where, as_json=as_json)


def _force(engine: Engine, workers: int | None, address: str | None) -> Force:
    return api.Force(engine.value, workers, address)


def _tell(done: Account, folder: Path, *, as_json: bool) -> None:
    if as_json:
        print_json(done.to_json())
        return
    console, row = out(), done.to_json()
    state = "complete" if done.is_complete else f"{done.sealed} of {plural(done.shards, 'shard')} read to the end"
    counts = f"{done.outcomes['read']:,} reports read with {done.statements:,} statements"
    others = [
        f"{done.outcomes['rejected']:,} turned away by the prefilter",
        f"{done.outcomes['refused']:,} no report",
        f"{done.outcomes['failed']:,} failed",
    ]
    show(console, Text(f"{state[:1].upper()}{state[1:]}: {counts}; {', '.join(others)}."))
    if row["reports_per_second"] and row["cpu_seconds_per_report"]:
        lost = sum(session["lost"] for session in done.sessions)
        told = (
            f"{row['wall_seconds']:,.0f} s by the clock, {row['reports_per_second']:.2f} reports a second; "
            f"{row['cpu_seconds_per_report']:.3f} processor seconds a report; {plural(lost, 'worker')} lost."
        )
        show(console, Text(told))
    listed = [(one["name"], one["why"]) for one in done.troubles] + list(done.left_out)
    for name, why in listed[:_SHOWN]:
        show(err(), Text(safe(f"- {why if name in why else f'{name}: {why}'}")))
    if len(listed) > _SHOWN:
        show(err(), Text(f"  and more: see {folder / 'report.json'}"))
    ahead = f"trucewatch run merge {folder}" if done.is_complete else f"trucewatch run resume {folder}"
    show(console, Text(f"Next: {ahead}", style="dim"))


def _tell_merged(done: Merged, where: str, *, as_json: bool) -> None:
    if as_json:
        row = {
            "readings": done.readings,
            "repeated": done.repeated,
            "files": list(done.files),
            "added": done.added,
            "known": done.known,
            "left_out": [{"name": name, "why": why} for name, why in done.kept],
        }
        print_json(row)
        return
    repeated = f", {done.repeated} came in again and count once" if done.repeated else ""
    show(out(), Text(safe(f"{plural(done.readings, 'report')} merged{repeated}: {where}.")))
    for name, why in done.kept:
        show(err(), Text(safe(f"- {name}: {why}")))


@contextmanager
def _bar(what: str) -> Iterator[Callable[[RunProgress], None] | None]:
    """A bar over the shards of a run, on standard error and only on a terminal."""
    with _counted(what) as told:
        if told is None:
            yield None
            return
        count = told

        def on(now: RunProgress) -> None:
            read, lost = sum(now.outcomes.values()), f", {now.lost} lost" if now.lost else ""
            count(now.sealed, now.shards, f"shards, {read:,} reports by {plural(now.workers, 'worker')}{lost}")

        yield on


@contextmanager
def _counted(what: str) -> Iterator[Callable[..., None] | None]:
    console = err()
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415 - only where a bar is shown

    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[now]}"),
        TimeElapsedColumn(),
    )  # fmt: skip
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, now="")
        last = 0.0

        def told(done: int, all_: int, now: str = "") -> None:
            nonlocal last
            if done == all_ or time.monotonic() - last > 0.2:
                last = time.monotonic()
                bar.update(task, completed=done, total=all_, now=now)

        yield told
