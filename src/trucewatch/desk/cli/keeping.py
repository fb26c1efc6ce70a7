"""Commands that keep a record: record verify, backup, restore, upgrade, retention, erase-due."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import By, Json, RecordOption
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.desk.cli.tables import lines, plural, show, table
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import Due, Verified

_OF_PROCESS = Annotated[str, typer.Option("--process", metavar="NAME", help="The peace process.", show_default=False)]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    records = typer.Typer(no_args_is_help=True, help="Keep a record: verify it, back it up, say how long texts stay.")
    put(records, verify, "trucewatch record verify", "trucewatch record verify --chain 3fa9c1d2b0e4 --json")
    put(records, backup, "trucewatch record backup talks-monday.sqlite")
    put(
        records,
        restore,
        "trucewatch record restore talks-monday.sqlite --record talks.sqlite",
        "trucewatch record restore talks-monday.sqlite --replace",
    )
    put(records, upgrade, "trucewatch record upgrade")
    put(
        records,
        retention,
        "trucewatch record retention --process north --keep P2Y --why 'agreed with the outlets'",
        "trucewatch record retention",
    )
    put(records, erase_due, "trucewatch record erase-due", "trucewatch record erase-due --yes")
    app.add_typer(records, name="record")


def verify(
    record: RecordOption = None,
    chain: Annotated[
        str | None,
        typer.Option("--chain", metavar="HEX", help="A value of the chain that was noted before.", show_default=False),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check that nothing in the record was changed, lost or added beside it.

    Each trouble is one sentence, with table and key; the exit code is 1 if there is any. The
    value of the chain that is printed last covers everything added so far: noted elsewhere and
    given with --chain later, it shows that nothing of it was altered or cut off.
    """
    with api.open_record(Settings.read(record=record).record, read_only=True) as opened:
        found = api.verify_record(opened, chain)
    if as_json:
        print_json(found.to_json())
    else:
        _print_verified(found)
    if not found.is_sound:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes; nothing may be there yet.")],
    record: RecordOption = None,
) -> None:
    """Copy the record to a file while it is in use.

    A record on a PostgreSQL server is backed up with pg_dump, or copied with
    `trucewatch export statements`.
    """
    settings = Settings.read(record=record)
    end = api.back_up(settings.record, file)
    out().print(Text(f"Copied {settings.record} to {file}: {plural(end.number, 'append')}, chain {end.chain[:SHORT]}."))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup; it stays as it is.")],
    record: RecordOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of a record, which is kept beside.")
    ] = False,
) -> None:
    """Make a record of a backup, once the backup is found to be sound."""
    done = api.restore(file, Settings.read(record=record).record, replace=replace)
    console = out()
    kept = f" The record that stood there is now {done.kept}." if done.kept else ""
    console.print(Text(f"Restored {done.path}: {plural(done.end.number, 'append')}.{kept}"))
    if done.unerased:
        told = ", ".join(id_[:SHORT] for id_ in done.unerased)
        console.print(Text(f"The backup holds words that were erased since; erase them again in reports: {told}."))


def upgrade(record: RecordOption = None) -> None:
    """Bring a record to the form of this program; a copy in its old form is put beside it first."""
    settings = Settings.read(record=record)
    done = api.upgrade_record(settings.record)
    if done.before == done.after:
        told = f"{settings.record} has form {done.after} already; nothing was to be done."
    else:
        kept = f" A copy as it was: {done.backup}." if done.backup else ""
        told = f"{settings.record} was of form {done.before} and is of form {done.after} now.{kept}"
    out().print(Text(told))


def retention(
    process: Annotated[
        str | None, typer.Option("--process", metavar="NAME", help="The peace process.", show_default=False)
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(
            "--keep", metavar="P2Y", help="How long from the day a report was added; `always`: without end.",
            show_default=False,
        ),
    ] = None,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why.", show_default=False)] = "",
    record: RecordOption = None,
    by: By = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Say how long the texts of a process are kept; without options, list what was said.

    Nothing is erased by this: `trucewatch record erase-due` does that.
    """
    settings = Settings.read(record=record, author=by)
    if (process is None) != (keep is None):
        raise TrucewatchError("one of --process and --keep was given", expected="both, or none to list the rules")
    if process is not None:
        with api.open_record(settings.record) as opened:
            api.set_retention(opened, process, None if keep == "always" else keep, author=settings.author, reason=why)
    with api.open_record(settings.record, read_only=True) as opened:
        rules = api.retentions(opened)
    if as_json:
        print_json([_plain_rule(rule) for rule in rules])
        return
    for rule in rules:
        kept = f"for {rule.keep} from the day they were added" if rule.keep else "without end"
        why_ = f": {rule.reason}" if rule.reason else ""
        told = f"{rule.at:%Y-%m-%d}  {rule.process}: texts are kept {kept} ({rule.author}{why_})"
        out().print(Text(safe(told)), soft_wrap=True)
    if not rules:
        out().print(Text("Nothing was said: all texts are kept without end.", "dim"))


def erase_due(
    record: RecordOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Erase them; else they are only listed.")] = False,
    by: By = None,
    as_json: Json = False,
) -> None:
    """List the texts whose time is over by the rules of their processes; with --yes, erase them."""
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record, read_only=not yes) as opened:
        found = api.due(opened)
        done = api.erase_due(opened, found, author=settings.author) if yes else ()
    if as_json:
        print_json({"due": [_plain_due(one) for one in found], "erased": [e.report_id for e in done]})
    else:
        _print_due(found, erased=yes)
    if any(not e.is_wiped for e in done):
        raise TrucewatchError(
            "the words are erased, but another program kept the file in use, and its log may still hold them",
            advice="Close that program and give the command again.",
        )


def _print_verified(found: Verified) -> None:
    console = out()
    for trouble in found.troubles:
        console.print(Text(safe(f"- {trouble.sentence}")), soft_wrap=True)
    for erasure in found.erasures:
        told = f"Report {erasure.report_id[:SHORT]}: {erasure.told}."
        console.print(Text(safe(told), "dim"), soft_wrap=True)
    said = "Sound" if found.is_sound else plural(len(found.troubles), "trouble")
    console.print(
        Text(f"{said}: {plural(found.end.number, 'append')}, chain {found.end.chain or 'empty'}"), soft_wrap=True
    )


def _print_due(found: tuple[Due, ...], *, erased: bool) -> None:
    console = out()
    made = table(("due since", 2), ("report", 5), ("rule", 4))
    made.columns[-1].header = "id"
    for one in found:
        report = one.filed.report
        name = lines(report.outlet or "no outlet", report.title or report.name or "")
        made.add_row(
            lines(one.since.isoformat()),
            name,
            lines(f"{one.rule.process}: {one.rule.keep}", f"added {_day(one)}"),
            Text(report.id[:SHORT]),
        )
    if found:
        show(console, made)
    left = "Texts erased; backups and copies made before still hold them." if erased and found else ""
    todo = "" if erased or not found else "`trucewatch record erase-due --yes` erases these texts."
    console.print(Text(f"{plural(len(found), 'text')} due. {left or todo}".strip(), "dim"))


def _day(one: Due) -> date:
    return one.filed.added_at.date()


def _plain_due(one: Due) -> dict[str, object]:
    report = one.filed.report
    return {"report_id": report.id, "since": one.since.isoformat(), "process": one.rule.process, "keep": one.rule.keep}


def _plain_rule(rule: api.Retention) -> dict[str, object]:
    return {
        "process": rule.process, "keep": rule.keep, "by": rule.author, "at": rule.at.isoformat(), "reason": rule.reason,
    }  # fmt: skip
