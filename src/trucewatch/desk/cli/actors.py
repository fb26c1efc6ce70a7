"""Commands on who is who across reports: actors list, show, merge, split, review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.actor_view import (
    print_actor,
    print_actors,
    print_group,
    print_groups,
    print_outcome,
    print_refused,
    print_waiting,
)
from trucewatch.desk.cli.options import Actors, AsOf, By, Json, KnownOn, OfProcess, RecordOption, day
from trucewatch.desk.cli.screen import out, print_json, put
from trucewatch.desk.cli.tables import plural
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings
from trucewatch.vocabulary.judgement import Judged, LinkedKind

if TYPE_CHECKING:
    from trucewatch.api import KnownActors, LinkedActors, LinkedStatements, Outcome, Record, RecordView


class Linked(StrEnum):
    """What is linked across reports."""

    ACTOR = "actor"
    PROPOSAL = "proposal"
    AGREEMENT = "agreement"

    @property
    def kind(self) -> LinkedKind:
        """The same word for the record."""
        kinds: dict[str, LinkedKind] = {kind: kind for kind in get_args(LinkedKind)}
        return kinds[self.value]


One = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="An actor: its id, or the first digits (6 or more), or those of one of its members."
    ),
]
Left = Annotated[str, typer.Argument(metavar="A", help="One of the two: its id, or the first digits (6 or more).")]
Right = Annotated[str, typer.Argument(metavar="B", help="The other, likewise.")]
Why = Annotated[str, typer.Option("--why", metavar="REASON", help="Why; kept with the decision.")]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="Take such a decision on these two back instead.")]
Of = Annotated[Linked, typer.Option("--kind", metavar="KIND", help=f"What is meant: one of {', '.join(Linked)}.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands into the command line."""
    group = typer.Typer(
        no_args_is_help=True,
        help="See and decide who is who across the reports of a record, and which proposals and agreements are one.",
    )
    put(group, list_, "trucewatch actors list", "trucewatch actors list --process north --actors actors.yaml --json")
    put(group, show_, "trucewatch actors show 3fa9c1d2b0e4", "trucewatch actors show 3fa9c1 --json")
    put(
        group,
        merge,
        "trucewatch actors merge 3fa9c1d2b0e4 88d0a2e7c415 --why 'both speak as head of the delegation'",
        "trucewatch actors merge 3fa9c1d2b0e4 88d0a2e7c415 --withdraw --why 'they spoke on one day in two towns'",
    )
    put(group, split, "trucewatch actors split 3fa9c1d2b0e4 5b1e09cc7a3d --why 'two brothers of one name'")
    put(group, review, "trucewatch actors review", "trucewatch actors review --next", "trucewatch actors review --json")
    app.add_typer(group, name="actors")


@dataclass(frozen=True)
class _Asked:
    """A view with what is linked in it, as the options of a call ask for it."""

    view: RecordView
    linked: LinkedActors | LinkedStatements
    known: KnownActors | None


def _asked(kind: Linked, settings: Settings, *cut: str | None) -> _Asked:
    """What is linked in a record; `cut` are the values of --as-of, --known-on and --process."""
    as_of, known_on, process = cut
    days = day(as_of, "--as-of"), day(known_on, "--known-on")
    known = _known(settings)
    with api.open_record(settings.record, read_only=True) as opened:
        view = api.open_view(opened, as_of=days[0], known_on=days[1], process=process)
    return _Asked(view, api.linked(view, kind.kind, known), known)


def _known(settings: Settings) -> KnownActors | None:
    return api.load_known_actors(settings.actors) if settings.actors is not None else None


def list_(  # noqa: PLR0913 - one parameter an option
    *,
    kind: Of = Linked.ACTOR,
    whole: Annotated[
        bool, typer.Option("--all", help="With what names nobody by itself, such as “both sides”.")
    ] = False,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    process: OfProcess = None,
    record: RecordOption = None,
    actors: Actors = None,
    as_json: Json = False,
) -> None:
    """List the actors of a record, each once, however many names reports have for it.

    They stand in alphabetical order. An actor is shown as the reports or your own file call it.
    Private and unknown persons are marked; a source that wants to stay unnamed is tied to nobody.
    JSON holds all.
    """
    asked = _asked(kind, Settings.read(record=record, actors=actors), as_of, known_on, process)
    console, left_out = out(), ""
    if isinstance(asked.linked, api.LinkedActors):
        rows = api.actor_rows(asked.view, asked.linked, asked.known)
        if as_json:
            print_json([row.to_json() for row in rows])
            return
        shown = rows if whole else tuple(row for row in rows if row.names_somebody)
        left_out = f"; {len(rows) - len(shown)} that name nobody by themselves left out (--all)" * (shown != rows)
        if shown:
            print_actors(console, shown)
        number = len(shown)
    else:
        groups = api.group_rows(asked.view, asked.linked)
        if as_json:
            print_json([row.to_json() for row in groups])
            return
        if groups:
            print_groups(console, groups, kind)
        number = len(groups)
    more = "" if kind is Linked.ACTOR else f" --kind {kind}"
    waiting = f"{plural(len(asked.linked.queue), 'pair')} to decide (`trucewatch actors review{more}`)"
    told = f"{plural(number, kind)}, in alphabetical order{left_out}; {waiting}. "
    console.print(Text(told + f"`trucewatch actors show ID{more}` shows one.", style="dim"))
    print_refused(asked.linked.refused)


def show_(  # noqa: PLR0913 - one parameter an option
    *,
    id_: One,
    kind: Of = Linked.ACTOR,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    process: OfProcess = None,
    record: RecordOption = None,
    actors: Actors = None,
    as_json: Json = False,
) -> None:
    """Show one actor: its names in each report, its offices and roles over time, and why they are one.

    Every report's own actor stands there with its id; `actors split` and `actors merge` take these too.
    """
    asked = _asked(kind, Settings.read(record=record, actors=actors), as_of, known_on, process)
    if isinstance(asked.linked, api.LinkedActors):
        details = api.actor_details(asked.view, asked.linked, api.find_actor(asked.linked, id_), asked.known)
        if as_json:
            print_json(details.to_json())
        else:
            print_actor(out(), details)
        return
    group = api.group_details(asked.view, asked.linked, api.find_group(asked.linked, id_), kind.kind)
    if as_json:
        print_json(group.to_json())
    else:
        print_group(out(), group, kind)


def merge(  # noqa: PLR0913 - one parameter an option
    *,
    left: Left,
    right: Right,
    why: Why,
    kind: Of = Linked.ACTOR,
    withdraw: Withdraw = False,
    record: RecordOption = None,
    actors: Actors = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Decide that two actors are one.

    The decision is kept with its author, time and reason, and holds until a later one on the same
    two. It changes no statement.
    """
    settings = Settings.read(record=record, author=by, actors=actors)
    _print(_decide(_Decision("same", kind.kind, (left, right), why, withdraw), settings), as_json)


def split(  # noqa: PLR0913 - one parameter an option
    *,
    left: Left,
    right: Right,
    why: Why,
    kind: Of = Linked.ACTOR,
    withdraw: Withdraw = False,
    record: RecordOption = None,
    actors: Actors = None,
    by: By = None,
    as_json: Json = False,
) -> None:
    """Decide that two actors are not one, and print what becomes of them.

    To take somebody out of an actor, give the ids of two of its members, which `actors show`
    lists. The other members go with the one that more speaks for.
    """
    settings = Settings.read(record=record, author=by, actors=actors)
    _print(_decide(_Decision("different", kind.kind, (left, right), why, withdraw), settings), as_json)


def review(  # noqa: PLR0913 - one parameter an option
    *,
    next_: Annotated[bool, typer.Option("--next", help="Only the likeliest pair.")] = False,
    kind: Of = Linked.ACTOR,
    as_of: AsOf = None,
    known_on: KnownOn = None,
    process: OfProcess = None,
    record: RecordOption = None,
    actors: Actors = None,
    as_json: Json = False,
) -> None:
    """List pairs that may be one, the likeliest first, with the grounds and the sentences.

    Decide with `actors merge A B` (one) or `actors split A B` (two); that pair is not asked again.
    """
    asked = _asked(kind, Settings.read(record=record, actors=actors), as_of, known_on, process)
    waiting = api.review(asked.view, asked.linked)
    shown = waiting[:1] if next_ else waiting
    if as_json:
        print_json([one.to_json() for one in shown])
        return
    console = out()
    for one in shown:
        print_waiting(console, one)
    told = f"{plural(len(waiting), 'pair')} to decide, the likeliest first."
    more = "" if kind is Linked.ACTOR else f" --kind {kind}"
    console.print(Text(told + f" `trucewatch actors merge A B{more}` or `split A B{more}` decides.", style="dim"))
    print_refused(asked.linked.refused)


@dataclass(frozen=True)
class _Decision:
    """What `merge` or `split` is to decide on two, or to take back."""

    verdict: Judged
    kind: LinkedKind
    pair: tuple[str, str]
    why: str
    withdraw: bool


def _decide(wanted: _Decision, settings: Settings) -> Outcome:
    known = _known(settings)
    with api.open_record(settings.record) as opened:
        if wanted.withdraw:
            _check_decided(opened, wanted)
        act = api.withdraw if wanted.withdraw else api.merge if wanted.verdict == "same" else api.split
        judgement = act(opened, *wanted.pair, author=settings.author, reason=wanted.why, kind=wanted.kind)
        return api.outcome(api.linked(api.open_view(opened), wanted.kind, known), judgement)


def _check_decided(record: Record, wanted: _Decision) -> None:
    """Refuse to take back the contrary: whoever withdraws a merge does not want to withdraw a split."""
    decided = api.decided_on(record, *wanted.pair, wanted.kind)
    if decided is not None and decided.verdict != wanted.verdict:
        other = "split" if wanted.verdict == "same" else "merge"
        raise TrucewatchError(
            f"of {' and '.join(wanted.pair)} it was decided that they are {'two' if other == 'split' else 'one'}",
            advice=f"`trucewatch actors {other} A B --withdraw` takes that back.",
        )


def _print(done: Outcome, as_json: bool) -> None:
    if as_json:
        print_json(done.to_json())
    else:
        print_outcome(out(), done)
