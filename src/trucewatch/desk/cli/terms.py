"""Commands on the terms of agreements: terms check, show, diff, schema."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import TERMS_TOLD, Json, TermsName, day
from trucewatch.desk.cli.screen import out, print_json, put
from trucewatch.desk.cli.standing import draft
from trucewatch.desk.cli.tables import plural
from trucewatch.desk.cli.terms_view import print_differences, print_terms, print_terms_findings

Left = Annotated[str, typer.Argument(metavar="A", help=TERMS_TOLD, show_default=False)]
Right = Annotated[str, typer.Argument(metavar="B", help="What it is compared with, likewise.", show_default=False)]
VersionOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", show_default=False,
        help="With the amendments dated up to this day. [dim]Else none of them.[/dim]",
    ),
]  # fmt: skip


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    group = typer.Typer(no_args_is_help=True, help="Check, show and compare the terms of agreements, which are YAML.")
    put(group, check, "trucewatch terms check truce.yaml", "trucewatch terms check gaza-2025-01 --json")
    put(group, show_, "trucewatch terms show gaza-2025-01", "trucewatch terms show truce.yaml --as-of 2031-06-02")
    put(group, diff, "trucewatch terms diff draft.yaml truce.yaml", "trucewatch terms diff a.yaml b.yaml --json")
    put(group, draft, "trucewatch terms draft --process north --zone Africa/Nairobi > truce.yaml")
    put(group, schema, "trucewatch terms schema > terms.schema.json")
    app.add_typer(group, name="terms")


def check(name: TermsName, as_json: Json = False) -> None:
    """Read a terms file, and list what the terms lack or leave open.

    Mistakes in the file are told all at once, each with its line. What is lacking is no mistake: an
    agreement may leave out what it likes.
    """
    found = api.find_terms(name)
    findings = api.check_terms(found.terms)
    if as_json:
        print_json([{**one.to_json(), "line": found.line_of(one.path)} for one in findings])
        return
    console = out()
    if findings:
        print_terms_findings(console, findings, found.line_of)
    told = f"{found.terms.title}: the file can be read. {plural(len(findings), 'finding')}. A finding blames nobody."
    console.print(Text(told, style="dim"))


def show_(name: TermsName, as_of: VersionOf = None, as_json: Json = False) -> None:
    """Show the terms of an agreement: parties, phases, who must do what by when, powers, mechanisms.

    What sources disagree on stands side by side. JSON is the terms file itself, every list written
    as a list.
    """
    found = api.find_terms(name)
    version = day(as_of, "--as-of")
    if as_json:
        print_json(found.terms_json(version))
    else:
        print_terms(out(), found.terms, version)


def diff(left: Left, right: Right, as_json: Json = False) -> None:
    """List what differs between two terms, path by path.

    The paths are those of an amendment in a terms file.
    """
    before, after = api.find_terms(left), api.find_terms(right)
    found = api.diff_terms(before.terms, after.terms)
    if as_json:
        print_json([one.to_json() for one in found])
        return
    console = out()
    if found:
        print_differences(console, found)
    console.print(Text(f"{plural(len(found), 'difference')}.", style="dim"))


def schema() -> None:
    """Print the JSON Schema of a terms file, for an editor that checks while you write."""
    print_json(api.terms_schema())
