"""Exports: what a record holds, in the forms of other programs, with what may not leave taken out first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import trucewatch
from trucewatch.api.views import open_view
from trucewatch.errors import TrucewatchError
from trucewatch.exports.all_tables import tables_of
from trucewatch.exports.crosswalk_tables import crosswalk_of
from trucewatch.exports.csv_files import write_csv
from trucewatch.exports.formats import FORMATS, Form, Format
from trucewatch.exports.ftm_file import write_ftm
from trucewatch.exports.ics_file import write_ics
from trucewatch.exports.jsonld_file import write_jsonld
from trucewatch.exports.keyed import key_file, key_of
from trucewatch.exports.material import Material, material_of
from trucewatch.exports.parquet_files import write_parquet
from trucewatch.exports.placing import ABOUT, PROGRAM, WITHHELD, beside, placed, write_json
from trucewatch.exports.plover_file import write_plover
from trucewatch.exports.tables import Tables
from trucewatch.exports.withholding import AUDIENCES, Audience, Withheld, release
from trucewatch.exports.xlsx_file import write_xlsx
from trucewatch.record.statement_files import ExportOptions, export_statements
from trucewatch.record.writer import Record
from trucewatch.registers.known_actors import KnownActors

__all__ = [
    "AUDIENCES",
    "FORMATS",
    "Audience",
    "ExportChoice",
    "Form",
    "Format",
    "Leaving",
    "Withheld",
    "export",
    "tables",
]


@dataclass(frozen=True)
class ExportChoice:
    """What is exported, and for whom.

    Attributes:
        audience: internal withholds nothing; partner and public withhold what must not leave (see `withholding`).
        as_of: the day in the world that is asked about; None: no bound.
        known_on: only what had been published by this day; None: everything.
        process: only reports filed under it; None: all.
        known: the user's own file of actors with the registers; whom it names counts as known to the public, unless it
            calls them private. None: the registers alone.
        key: file of the key for ids and pseudonyms; made where there is none. None: beside the record, or, for a record
            that is no file, a key that is kept nowhere.
        force: an earlier export at the same place is replaced; nothing else ever is.
    """

    audience: Audience = "internal"
    as_of: date | None = None
    known_on: date | None = None
    process: str | None = None
    known: KnownActors | None = None
    key: Path | None = None
    force: bool = False


@dataclass(frozen=True)
class Leaving:
    """What was exported.

    Attributes:
        form: its form.
        place: where it stands.
        rows: how many rows, entries or records, by table or file.
        withheld: what was withheld, by kind.
        key: file of the key that ids and pseudonyms were made with; None where none was used or it was kept nowhere.
        left_out: how many matters a calendar leaves out, since their day is known by the year alone.
    """

    form: Form
    place: Path
    rows: Mapping[str, int]
    withheld: Withheld = field(default_factory=Withheld)
    key: Path | None = None
    left_out: int = 0


def export(record: Record, form: Form, out: Path, choice: ExportChoice | None = None) -> Leaving:
    """Write what a record holds to a place, whole or not at all.

    Args:
        record: an open record.
        form: one of `FORMATS`.
        out: the new folder or file.
        choice: what, and for whom.

    Raises:
        RecordError: the record has no report under the process, or one of its rows is damaged.
        TrucewatchError: something stands at the place, a library is not installed, or the form cannot leave for the
            audience.
    """
    chosen = choice or ExportChoice()
    found = next((one for one in FORMATS if one.form == form), None)
    if found is None:
        raise TrucewatchError(f"there is no form {form!r}", expected=f"one of {', '.join(f.form for f in FORMATS)}")
    if form == "jsonl":
        return _statement_files(record, out, chosen)
    with placed(out, force=chosen.force, is_folder=found.is_folder) as folder:
        # The place first: where nothing can be written, no key is made.
        key = _key_file(record, chosen)
        material = _material(record, chosen)
        given, withheld = _released(material, chosen, key)
        if form == "xlsx" and chosen.audience != "internal":
            given = replace(given, tables=(*given.tables, withheld.table()))
        rows, left_out = _write(record, found, given, folder / out.name if not found.is_folder else folder, material)
        if found.is_folder:
            _tell(folder, found, given, withheld)
        elif chosen.audience != "internal" and form != "xlsx":
            write_json(folder / beside(out).name, withheld.to_json())
    return Leaving(form, out, rows, withheld, key, left_out)


def tables(record: Record, choice: ExportChoice | None = None) -> tuple[Tables, Withheld]:
    """The tables that every form is made of, as they may leave, and what was withheld from them."""
    chosen = choice or ExportChoice()
    return _released(_material(record, chosen), chosen, _key_file(record, chosen))


def _material(record: Record, choice: ExportChoice) -> Material:
    view = open_view(record, as_of=choice.as_of, known_on=choice.known_on, process=choice.process)
    return material_of(record, view, choice.known)


def _key_file(record: Record, choice: ExportChoice) -> Path | None:
    return None if choice.audience == "internal" else key_file(record.path, choice.key)


def _released(material: Material, choice: ExportChoice, key: Path | None) -> tuple[Tables, Withheld]:
    return release(tables_of(material), material, choice.audience, key_of(key))


def _write(record: Record, form: Format, given: Tables, place: Path, material: Material) -> tuple[dict[str, int], int]:
    """Write one form; gives its rows by table, and how many matters a calendar leaves out."""
    rows, left_out = {table.name: len(table.rows) for table in given}, 0
    match form.form:
        case "csv":
            write_csv(given, place)
        case "xlsx":
            write_xlsx(given, place)
        case "parquet":
            write_parquet(given, place)
        case "ics":
            left_out = write_ics(given, place, record.now())
            rows = {"entries": len(given["calendar"].rows) - left_out}
        case "plover":
            rows = {"events": write_plover(given, place, None if _is_released(given) else material)}
        case "ftm":
            rows = {"entities": write_ftm(given, place)}
        case "jsonld":
            write_jsonld(given, place)
        case "crosswalk":
            crossed = crosswalk_of(given)
            write_csv(crossed, place)
            rows = {table.name: len(table.rows) for table in crossed}
        case "jsonl":
            raise TrucewatchError("statement files are written by `export_statements`")
    return rows, left_out


def _is_released(given: Tables) -> bool:
    """Notes leave the desk in no release."""
    return "notes" not in given


def _tell(folder: Path, form: Format, given: Tables, withheld: Withheld) -> None:
    """What a folder says of itself, by which an earlier export is known."""
    if withheld.audience != "internal":
        write_json(folder / WITHHELD, withheld.to_json())
    files = sorted(file.name for file in folder.iterdir())
    about = {
        "program": PROGRAM,
        "version": trucewatch.__version__,
        "form": form.form,
        "for": withheld.audience,
        "as_of": given.as_of.isoformat() if given.as_of else None,
        "known_on": given.known_on.isoformat() if given.known_on else None,
        "process": given.process,
        "files": files,
    }
    write_json(folder / ABOUT, about)


def _statement_files(record: Record, out: Path, choice: ExportChoice) -> Leaving:
    """Statement files are a copy of the record, or of one process of it; nothing can be withheld from a copy."""
    if choice.audience != "internal":
        raise TrucewatchError(
            f"statement files cannot leave for a {choice.audience}: they are a copy of the record, with all its names",
            expected="--for internal",
            advice="For others export csv, xlsx, parquet, ics, plover, ftm, jsonld or crosswalk.",
        )
    if choice.as_of is not None or choice.known_on is not None:
        raise TrucewatchError(
            "statement files have no clocks: they hold all that was recorded",
            advice="Leave --as-of and --known-on out, or export another form.",
        )
    done = export_statements(record, out, ExportOptions(choice.process))
    return Leaving("jsonl", out, {entry.name.removesuffix(".jsonl"): entry.rows for entry in done.manifest.files})
