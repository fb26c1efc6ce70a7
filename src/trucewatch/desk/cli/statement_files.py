"""The commands `export statements` and `import`: a record as files, and files into a record."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli import exporting
from trucewatch.desk.cli.options import Json, OfProcess, RecordOption
from trucewatch.desk.cli.screen import SHORT, err, out, print_json, put, safe
from trucewatch.desk.cli.tables import plural, show
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import Exported, Imported


class WithText(StrEnum):
    """Whose words go out."""

    RIGHTS = "rights"
    ALL = "all"
    NONE = "none"


PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file", metavar="FILE", show_default=False,
        help="The passphrase is the first line of this file. [dim]Else it is asked for.[/dim]",
    ),
]  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    exports = typer.Typer(no_args_is_help=True, help="Write what a record holds to files.")
    put(
        exports,
        statements,
        "trucewatch export statements shared/",
        "trucewatch export statements backup.sealed --with-text all --seal",
    )
    exporting.add_to(exports)
    app.add_typer(exports, name="export")
    put(
        app,
        import_,
        "trucewatch import shared/ --texts reports/",
        "trucewatch import backup.sealed --record new.sqlite",
    )


def statements(  # noqa: PLR0913 - one parameter an option
    *,
    place: Annotated[Path, typer.Argument(metavar="FOLDER", help="The new folder; with --seal the new file.")],
    process: OfProcess = None,
    with_text: Annotated[
        WithText,
        typer.Option("--with-text", help="Whose words go out: as the reports' rights allow, all, or none."),
    ] = WithText.RIGHTS,
    seal: Annotated[bool, typer.Option("--seal", help="Write one file, encrypted under a passphrase.")] = False,
    passphrase_file: PassphraseFile = None,
    open_rounds: Annotated[
        bool, typer.Option("--open-rounds", help="Also what was ruled in coding rounds that are not finished.")
    ] = False,
    record: RecordOption = None,
    as_json: Json = False,
) -> None:
    """Write all that a record holds to a folder of JSON Lines files, which `import` takes in again.

    The words of a report go out where its rights are own or licensed. Of others the offsets and
    digests go out, and whoever has the reports can put the words back with import --texts.
    What was ruled in a coding round stays here until all its coders have finished.
    """
    if passphrase_file and not seal:
        raise TrucewatchError("--passphrase-file was given without --seal", advice="Give both to seal the export.")
    passphrase = _passphrase(passphrase_file, is_new=True) if seal else None
    options = api.ExportOptions(process, with_text.value, passphrase, open_rounds)
    with api.open_record(Settings.read(record=record).record, read_only=True) as opened:
        done = api.export_statements(opened, place, options)
    if as_json:
        print_json(_plain_export(done))
        return
    _print_export(done)


def import_(
    *,
    place: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder or sealed file that export wrote.")],
    record: RecordOption = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts", metavar="PATH", help="Files or folders with the texts of reports whose words it lacks."
        ),
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """Take exported statements into a record, all or nothing; the record is made where it is new.

    What the record holds already is kept once. A new record answers every question as the one did
    that was exported.
    """
    settings = Settings.read(record=record)
    passphrase = _passphrase(passphrase_file, is_new=False) if api.is_sealed(place) else None
    find = api.texts_in(texts) if texts else None
    # The files first: where they are no copy, no record is made.
    with api.opened_files(place, passphrase) as files, api.open_record(settings.record) as opened:
        done = api.import_statements(opened, files, find)
    if as_json:
        print_json({"added": done.added, "held": done.held, "late": list(done.late), "erased": list(done.erased)})
        return
    _print_import(done, settings)


def _passphrase(file: Path | None, *, is_new: bool) -> str:
    if file is not None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise TrucewatchError(f"{file} is not UTF-8", expected="a text file with the passphrase") from error
        if not lines or not lines[0].strip():
            raise TrucewatchError(f"the first line of {file} is empty", expected="the passphrase")
        return lines[0]
    try:
        asked: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new, err=True)
    except typer.Abort as error:
        raise TrucewatchError(
            "no passphrase was given", advice="Type one, or name a file: --passphrase-file"
        ) from error
    return asked


def _print_export(done: Exported) -> None:
    manifest = done.manifest
    rows = {entry.name.removesuffix(".jsonl"): entry.rows for entry in manifest.files}
    console, told = out(), err()
    counted = f"{plural(rows['report'], 'report')} with {plural(rows['statement'], 'statement')}"
    console.print(Text(f"Wrote {counted} to {done.place}."), soft_wrap=True)
    if manifest.without_text:
        left = plural(len(manifest.without_text), "report")
        why = "as you asked" if manifest.texts == "none" else "their rights do not let them leave"
        show(told, Text(f"- The words of {left} stayed here ({why}); their offsets and digests went out."))
        show(told, Text("- For a backup of your own: --with-text all, best with --seal."))
    if done.beyond_rights:
        left = plural(len(done.beyond_rights), "report")
        warned = f"- It holds the words of {left} whose rights do not let them leave: keep it to yourself, as a backup."
        show(told, Text(warned, style="bold"))
    if done.blind:
        rounds = f"What was ruled in {plural(len(done.blind), 'coding round')} stayed here ({', '.join(done.blind)})"
        show(told, Text(f"- {safe(rounds)}: not all its coders have finished. For a backup: --open-rounds."))


def _print_import(done: Imported, settings: Settings) -> None:
    reports, found = done.added.get("report", 0), done.added.get("statement", 0)
    counted = f"Took in {plural(reports, 'report')} with {plural(found, 'statement')}"
    more = sum(done.added.values()) - reports - found
    held = sum(done.held.values())
    name = api.record_name(settings.record)
    rest = f", {plural(more, 'further row')}; {plural(held, 'row')} known already. Record: {name}"
    out().print(Text(counted + rest), soft_wrap=True)
    told = err()
    if done.late:
        gone_on = "this record has gone on with them; what came late is dated today, and the newest stays in force"
        show(told, Text(f"- {_some(done.late)}: {gone_on}."))
    if done.erased:
        left = "left out, since their words were erased in this record or in the other one, and not in both"
        show(told, Text(f"- {_some(done.erased)}: {left}."))


def _some(ids: tuple[str, ...]) -> str:
    return f"{plural(len(ids), 'report')} ({', '.join(id_[:SHORT] for id_ in ids[:3])}{' …' if len(ids) > 3 else ''})"


def _plain_export(done: Exported) -> dict[str, object]:
    return {
        "place": str(done.place),
        "form": done.manifest.form,
        "rows": {entry.name: entry.rows for entry in done.manifest.files},
        "without_text": list(done.manifest.without_text),
        "beyond_rights": list(done.beyond_rights),
        "blind": list(done.blind),
    }
