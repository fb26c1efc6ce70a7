"""The commands `export csv`, `export xlsx` ...: a record in the forms of other programs."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import Actors, AsOf, Json, KnownOn, OfProcess, RecordOption, day
from trucewatch.desk.cli.screen import err, out, print_json, put
from trucewatch.desk.cli.tables import plural, show
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import Format, Leaving


class For(StrEnum):
    """Whom an export is for."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PUBLIC = "public"


Out = Annotated[Path, typer.Option("--out", metavar="PATH", help="The new folder or file.", show_default=False)]
Force = Annotated[bool, typer.Option("--force", help="Replace an earlier export at the same place.")]
Key = Annotated[
    Path | None,
    typer.Option(
        "--key", metavar="FILE", show_default=False,
        help="Key of ids and pseudonyms, made where there is none. [dim]Else a file beside the record.[/dim]",
    ),
]  # fmt: skip
Audience = Annotated[
    For, typer.Option("--for", help="Whom it is for; partner and public withhold names, sources and more.")
]


def add_to(exports: typer.Typer) -> None:
    """Put these commands beside `export statements`."""
    for form in api.FORMATS:
        command = _command(form)
        put(exports, command, *_examples(form))


def _command(form: Format) -> Callable[..., None]:
    def export(  # noqa: PLR0913 - one parameter an option
        *,
        place: Out,
        process: OfProcess = None,
        as_of: AsOf = None,
        known_on: KnownOn = None,
        audience: Audience = For.INTERNAL,
        actors: Actors = None,
        key: Key = None,
        force: Force = False,
        record: RecordOption = None,
        as_json: Json = False,
    ) -> None:
        settings = Settings.read(record=record, actors=actors)
        choice = api.ExportChoice(
            audience=audience.value,
            as_of=day(as_of, "--as-of"),
            known_on=day(known_on, "--known-on"),
            process=process,
            known=api.load_known_actors(settings.actors) if settings.actors is not None else None,
            key=key,
            force=force,
        )
        with api.open_record(settings.record, read_only=True) as opened:
            done = api.export(opened, form.form, place, choice)
        if as_json:
            print_json(_plain(done))
        else:
            _print(done)

    export.__name__ = form.form
    export.__doc__ = _told(form)
    return export


def _told(form: Format) -> str:
    if form.form == "jsonl":
        return f"{form.about}\n\nThe same as `export statements`, for your own desk: nothing is withheld from a copy."
    kept = "folder" if form.is_folder else "file"
    return (
        f"{form.about}\n\nFor a partner or the public, report text beyond a quotation, names of private persons, "
        "sealed sources and the desk's own notes stay here; for the public exact coordinates and offsets as well. What "
        f"kind was withheld is counted beside the export.\n\nThe {kept} is written whole or not at all."
    )


def _examples(form: Format) -> tuple[str, ...]:
    place = "shared" if form.is_folder else f"north{form.suffix}"
    plain = f"trucewatch export {form.form} --out {place} --process north"
    return (
        (plain,)
        if form.form == "jsonl"
        else (plain, f"trucewatch export {form.form} --out {place} --for public --force")
    )


def _print(done: Leaving) -> None:
    told = ", ".join(f"{number} {name}" for name, number in done.rows.items() if number)
    out().print(Text(f"Wrote {done.place} ({told or 'nothing to tell'})."), soft_wrap=True)
    console = err()
    if done.left_out:
        show(console, Text(f"- {plural(done.left_out, 'matter')} known by the year alone stayed out of the calendar."))
    for kind, number in (done.withheld.counts or {}).items():
        show(console, Text(f"- Withheld: {kind} ({number})."))
    if done.withheld.audience != "internal":
        kept = f"the key is in {done.key}: keep it at the desk" if done.key else "no key was kept (see --key)"
        show(console, Text(f"- Ids and pseudonyms are this desk's own; {kept}."))


def _plain(done: Leaving) -> dict[str, object]:
    return {
        "form": done.form,
        "place": str(done.place),
        "rows": dict(done.rows),
        **done.withheld.to_json(),
        "key": str(done.key) if done.key else None,
        "left_out": done.left_out,
    }
