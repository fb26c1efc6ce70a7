"""What is common to all output: consoles, ids, words of others made safe, JSON, messages, progress."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from trucewatch.api import Progress

SHORT = 12
"""Hex digits of an id that are shown; any command takes them for the whole."""

# A report may hold anything, also what would steer a terminal or turn its line around.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WIDEST = 120


def out() -> Console:
    """The console of standard output; lines beyond 120 columns are hard to read, so it takes no more."""
    console = Console(highlight=False, emoji=False, markup=False)
    console.width = min(console.width, _WIDEST)
    return console


def err() -> Console:
    """The console of standard error."""
    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def examples(*lines: str) -> str:
    """An epilog that lists examples, one a line."""
    return "\n\n".join(["[bold]Examples[/bold]", *(f"  [cyan]{line}[/cyan]" for line in lines)])


def put(app: typer.Typer, command: Callable[..., None], *lines: str) -> None:
    """Put a command into the command line, under its function's name, with its docstring as help and examples."""
    paragraphs = inspect.cleandoc(command.__doc__ or "").split("\n\n")
    told = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    app.command(command.__name__.rstrip("_").replace("_", "-"), help=told, epilog=examples(*lines))(command)


def safe(words: str) -> str:
    """Somebody else's words on one line, without characters that steer the terminal."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", " ".join(words.split()))


def short(ids: tuple[str, ...] | str) -> Text:
    """Ids as they are shown, one a line; of many the first two and how many more."""
    held = (ids,) if isinstance(ids, str) else ids
    shown = [i[:SHORT] for i in (held if len(held) <= 3 else held[:2])]
    more = [f"… {len(held) - 2} more"] if len(held) > 3 else []
    return Text("\n".join(shown + more), style="cyan", no_wrap=True)


def say_error(message: str) -> None:
    """One message on standard error; one that lists several things keeps its lines."""
    told = "\n  ".join(safe(line) for line in message.splitlines())
    err().print(Text.assemble(("Error: ", "bold"), told), soft_wrap=True)


def say_refused(refusals: list[tuple[str, str]]) -> None:
    """What was left out and why, on standard error."""
    if refusals:
        console = err()
        console.print(Text(f"Left out: {len(refusals)}", style="bold"))
        for name, sentence in refusals:
            told = sentence if name in sentence else f"{name}: {sentence}"
            console.print(Text(f"  - {safe(told)}"), soft_wrap=True)


def print_json(value: object, *, compact: bool = False) -> None:
    """JSON on standard output: UTF-8 as it stands, escapes where the output could not hold it."""
    text = _json(value, compact, ascii_only=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = _json(value, compact, ascii_only=True)
    sys.stdout.write(text + "\n")


def _json(value: object, compact: bool, *, ascii_only: bool) -> str:
    if compact:
        return json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":"))
    return json.dumps(value, ensure_ascii=ascii_only, indent=2)


@contextmanager
def progress(what: str, *, wanted: bool = True) -> Iterator[Callable[[Progress], None] | None]:
    """A bar over the files of a long call, on standard error and only on a terminal.

    Yields:
        What to call before each report; None where no bar is shown.
    """
    console = err()
    if not (wanted and console.is_terminal):
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

        def told(step: Progress) -> None:
            now = safe(f"report {step.reports + 1}" if step.files == 1 else step.name.rpartition("/")[2])
            bar.update(task, completed=step.file, total=step.files, now=now[:40])

        yield told
