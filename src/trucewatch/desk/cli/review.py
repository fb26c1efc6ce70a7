"""Commands on what was read: review next, list, accept, correct, withdraw, carry; and coding rounds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.options import Json, OfProcess, RecordOption
from trucewatch.desk.cli.review_view import print_agreement, print_item, print_items, print_round, print_round_items
from trucewatch.desk.cli.screen import SHORT, out, print_json, put, safe
from trucewatch.desk.cli.tables import plural
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.api import Decided, Record

Id = Annotated[str, typer.Argument(metavar="ID", help="A statement: its id, or the first digits (6 or more).")]
Author = Annotated[
    str | None,
    typer.Option(
        "--by", "--author", metavar="NAME", show_default=False,
        help="Who does this. [dim]Else TRUCEWATCH_AUTHOR, else your login name.[/dim]",
    ),
]  # fmt: skip
InRound = Annotated[
    str | None, typer.Option("--round", metavar="NAME", help="Inside this coding round.", show_default=False)
]
OfRound = Annotated[str, typer.Option("--round", metavar="NAME", help="The coding round.")]
Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="Only this kind of statements.", show_default=False),
]
RuledBy = Annotated[
    str | None,
    typer.Option("--ruled-by", metavar="NAME", help="Only what this person ruled on.", show_default=False),
]
Carried = Annotated[bool, typer.Option("--carried", help="Only rulings that wait to be carried over.")]
Reason = Annotated[str, typer.Option("--why", metavar="REASON", help="Why; kept with the ruling.")]
Remark = Annotated[str, typer.Option("--why", metavar="REASON", help="Why; kept with the ruling.", show_default=False)]
Reconcile = Annotated[bool, typer.Option("--reconcile", help="Settle what the coders of the round differ on.")]
Fields = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME=VALUE...", help="Fields of the statement; NAME= takes a value away.", show_default=False
    ),
]
Passages = Annotated[
    list[str] | None,
    typer.Option(
        "--passage", metavar="TEXT[#N]", show_default=False,
        help="The words of the report that carry it, the N-th place of several; may be repeated.",
    ),
]  # fmt: skip
FieldsFile = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE.json", help="Fields by name, and passages, as JSON.", show_default=False),
]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    group = typer.Typer(
        no_args_is_help=True, help="Look at what was read, and accept, correct or withdraw it; code twice, and compare."
    )
    put(group, next_, "trucewatch review next --process north", "trucewatch review next --round spring --by Noor")
    put(group, list_, "trucewatch review list --kind obligations", "trucewatch review list --carried --json")
    put(group, accept, "trucewatch review accept 3fa9c1d2b0e4", "trucewatch review accept 3fa9c1 --round spring")
    put(
        group,
        correct,
        "trucewatch review correct 3fa9c1d2b0e4 number=41 --why 'misread'",
        "trucewatch review correct 3fa9c1d2b0e4 --passage '41 dead#2' --why 'the second count is meant'",
    )
    put(group, withdraw, "trucewatch review withdraw 3fa9c1d2b0e4 --why 'said of another valley'")
    put(
        group,
        carry,
        "trucewatch review carry 3fa9c1d2b0e4",
        "trucewatch review carry 3fa9c1d2b0e4 --refuse --why 'another count'",
    )
    put(group, open_, "trucewatch review open spring 5b1e09cc7a3d 88d0a2e7c415 --coder Noor --coder Ade")
    put(
        group,
        agreement,
        "trucewatch review agreement --round spring",
        "trucewatch review agreement --round spring --json",
    )
    put(group, close, "trucewatch review close --round spring --why 'all differences settled'")
    app.add_typer(group, name="review")


def next_(  # noqa: PLR0913 - one parameter an option
    *,
    process: OfProcess = None,
    kind: Kind = None,
    ruled_by: RuledBy = None,
    carried: Carried = False,
    round_: InRound = None,
    record: RecordOption = None,
    by: Author = None,
    as_json: Json = False,
) -> None:
    """Show the statement that most needs a look, with its sentence and why.

    First comes what has the most against it: a low confidence, people or reports that disagree, a ruling
    that a newer reading or version left behind. What you ruled on is not shown again. In a coding round it is the
    next statement in the order of the text, and nothing of what others ruled.
    """
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record, read_only=True) as opened:
        if round_ is not None:
            asked = api.round_queue(opened, round_, settings.author)
            if as_json:
                print_json([item.to_json() for item in asked[:1]])
            else:
                print_round_items(out(), asked, only_first=True)
            return
        wanted = api.ReviewFilter(process, kind, ruled_by, carried)
        waiting = api.review_queue(opened, settings.author, wanted)
    if as_json:
        print_json([item.to_json() for item in waiting[:1]])
        return
    console = out()
    if waiting:
        print_item(console, waiting[0])
        console.print()
    console.print(Text(f"{plural(len(waiting), 'statement')} to look at.", style="dim"))


def list_(  # noqa: PLR0913 - one parameter an option
    *,
    process: OfProcess = None,
    kind: Kind = None,
    ruled_by: RuledBy = None,
    carried: Carried = False,
    round_: InRound = None,
    whole: Annotated[bool, typer.Option("--all", help="Also what nothing speaks against.")] = False,
    record: RecordOption = None,
    by: Author = None,
    as_json: Json = False,
) -> None:
    """List what waits for you, the most pressing first; JSON holds all of it."""
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record, read_only=True) as opened:
        if round_ is not None:
            asked = api.round_queue(opened, round_, settings.author)
            if as_json:
                print_json([item.to_json() for item in asked])
            else:
                print_round_items(out(), asked)
            return
        waiting = api.review_queue(opened, settings.author, api.ReviewFilter(process, kind, ruled_by, carried))
    if as_json:
        print_json([item.to_json() for item in waiting])
        return
    console = out()
    shown = [item for item in waiting if whole or item.why]
    if shown:
        print_items(console, shown)
    more = (
        f"; {len(waiting) - len(shown)} more that nothing speaks against (--all)" if len(shown) < len(waiting) else ""
    )
    console.print(Text(f"{plural(len(shown), 'statement')} to look at{more}.", style="dim"))


def accept(  # noqa: PLR0913 - one parameter an option
    *,
    id_: Id,
    why: Remark = "",
    round_: InRound = None,
    reconcile: Reconcile = False,
    record: RecordOption = None,
    by: Author = None,
    as_json: Json = False,
) -> None:
    """Accept a statement: the report states it so."""
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record) as opened:
        done = api.accept_statement(opened, id_, _act(settings, why, round_, reconcile))
    _print(done, as_json)


def correct(  # noqa: PLR0913 - one parameter an option
    *,
    id_: Id,
    fields: Fields = None,
    why: Reason,
    passages: Passages = None,
    file: FieldsFile = None,
    round_: InRound = None,
    reconcile: Reconcile = False,
    record: RecordOption = None,
    by: Author = None,
    as_json: Json = False,
) -> None:
    """Correct fields of a statement, or the words that carry it; what it was stays in the record.

    A value is text, a number, true or false, or one of a closed list; a list is parted by semicolons.
    A passage is words of the report, exactly.
    """
    settings = Settings.read(record=record, author=by)
    given = api.GivenFields.of(fields or (), passages or (), file)
    with api.open_record(settings.record) as opened:
        done = api.correct_statement(opened, id_, given, _act(settings, why, round_, reconcile))
    _print(done, as_json)


def withdraw(  # noqa: PLR0913 - one parameter an option
    *,
    id_: Id,
    why: Reason,
    round_: InRound = None,
    reconcile: Reconcile = False,
    record: RecordOption = None,
    by: Author = None,
    as_json: Json = False,
) -> None:
    """Withdraw a statement: the report does not state it. It stays in the record and is no longer shown."""
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record) as opened:
        done = api.withdraw_statement(opened, id_, _act(settings, why, round_, reconcile))
    _print(done, as_json)


def carry(
    *,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The old statement, on which the ruling is.")],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="ID", help="Which of several statements in its place.", show_default=False),
    ] = None,
    refuse: Annotated[bool, typer.Option("--refuse", help="Do not carry it over.")] = False,
    why: Remark = "",
    record: RecordOption = None,
    by: Author = None,
) -> None:
    """Carry a ruling over to what a newer reading, or version of the report, has in its statement's place.

    Where nothing stands in its place, what was accepted or corrected is kept as your own statement.
    With --refuse it is not carried over.
    """
    settings = Settings.read(record=record, author=by)
    act = api.Act(settings.author, why)
    with api.open_record(settings.record) as opened:
        done = api.carry_ruling(opened, id_, act, verdict="refuse" if refuse else "accept", successor=to)
    told = "is not carried over" if refuse else "is carried over" if done.successors else "is kept as your statement"
    out().print(Text(f"The ruling to {done.ruling.verdict} {done.old.id[:SHORT]} {told}."))


def open_(  # noqa: PLR0913 - one parameter an option
    *,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call the round.")],
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT...", help="Ids of reports.", show_default=False)
    ] = None,
    coders: Annotated[list[str], typer.Option("--coder", metavar="NAME", help="Who rules; two or more.")],
    process: OfProcess = None,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="What it is for.", show_default=False)] = "",
    record: RecordOption = None,
    by: Author = None,
) -> None:
    """Open a coding round: two or more people rule on the same reports, blind to each other.

    What is ruled in it counts for nothing until it is closed. With --process it is about all reports of
    that process.
    """
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record) as opened:
        ids = [*(reports or ()), *_of_process(opened, process)]
        made = api.open_round(opened, name, coders, ids, (settings.author, why))
    print_round(out(), made)


def agreement(round_: OfRound, record: RecordOption = None, as_json: Json = False) -> None:
    """How far the coders of a round agree, by kind of statement, and what they differ on.

    The measure is Krippendorff's alpha for nominal values: 1 is agreement throughout, 0 what chance would
    give. It is told once all have finished.
    """
    with api.open_record(Settings.read(record=record).record, read_only=True) as opened:
        found = api.agreement(opened, round_)
    if as_json:
        print_json(found.to_json())
    else:
        print_agreement(out(), found)


def close(
    *,
    round_: OfRound,
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Why.", show_default=False)] = "",
    abandon: Annotated[bool, typer.Option("--abandon", help="Let none of its rulings count.")] = False,
    record: RecordOption = None,
    by: Author = None,
) -> None:
    """Close a coding round: what its coders agree on, and what was reconciled, counts from now on."""
    settings = Settings.read(record=record, author=by)
    with api.open_record(settings.record) as opened:
        done = api.close_round(opened, round_, settings.author, why, abandoned=abandon)
    told = "abandoned; none of its rulings count" if abandon else "closed; its rulings count from now on"
    out().print(Text(f"Round {safe(done.name)} is {told}."))


def _act(settings: Settings, why: str, round_: str | None, reconcile: bool) -> api.Act:
    if reconcile and round_ is None:
        raise TrucewatchError("--reconcile was given without --round", expected="the round whose differences to settle")
    return api.Act(settings.author, why, round_, reconcile)


def _of_process(record: Record, process: str | None) -> list[str]:
    if process is None:
        return []
    return [report.id for report in api.open_view(record, process=process).reports()]


def _print(done: Decided, as_json: bool) -> None:
    if as_json:
        print_json(done.to_json())
        return
    verdict = done.ruling.verdict if done.ruling else "add"
    told = {"accept": "Accepted", "correct": "Corrected", "withdraw": "Withdrawn", "add": "Added"}[verdict]
    now = done.replacement or done.statement
    known = "" if done.is_new else " (the record had this already)"
    out().print(Text(f"{told} {now.id[:SHORT]}  {now.content.KIND}: {safe(done.text)}{known}"))
