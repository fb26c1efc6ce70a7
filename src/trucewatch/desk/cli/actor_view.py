"""How linked actors are printed: the list, one actor with all that is told of it, and pairs to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.screen import SHORT, err, safe, short
from trucewatch.desk.cli.tables import heading, lines, plural, show, table
from trucewatch.desk.cli.why import marked
from trucewatch.vocabulary.judgement import Judgement

if TYPE_CHECKING:
    from trucewatch.api import (
        ActorDetails,
        ActorRow,
        GroupDetails,
        GroupRow,
        LinkedActor,
        LinkedStatement,
        MemberRow,
        Outcome,
        Refused,
        Told,
        Waiting,
    )

_DAYS_SHOWN = 3  # days on which an office is told; of more the first, the last and how many
_NAMES_SHOWN = 6  # other names of an actor in the list; `actors show` has all


def print_actors(console: Console, rows: Sequence[ActorRow]) -> None:
    """Linked actors as a table, in the order given."""
    made = _list(("actor", 5), ("what it is", 4), ("stands for", 3), ("reports", 1))
    for row in rows:
        others = _also([n.name for n in row.actor.other_names])
        name = Text(safe(row.actor.name), "bold")
        made.add_row(
            lines(name, others), what_it_is(row), lines(*row.stands_for), f"{row.reports:,}", short(row.actor.id)
        )
    show(console, made)


def what_it_is(row: ActorRow) -> Text:
    """Type and class of an actor; that one is tied to nobody stands with it."""
    if row.unnamed:
        return lines("unnamed source", Text("sealed: tied to nobody", "italic"))
    persons = " or ".join(p.replace("_", " ") for p in row.persons)
    what = f"{row.actor.type}, {persons}" if persons else row.actor.type
    return lines(what, Text("tied to nobody", "italic") if row.actor.sealed else "")


def print_actor(console: Console, details: ActorDetails) -> None:
    """One actor: its names in each report, offices and roles, why it is one, statements, sentences."""
    row = details.row
    what = what_it_is(row).plain.replace("\n", ", ")
    console.print(Text.assemble((safe(row.actor.name), "bold"), ("  " + what, "dim")))
    head = [("id", row.actor.id)]
    if row.stands_for:
        head.append(("stands for", "; ".join(row.stands_for)))
    if row.actor.other_names:
        head.append(
            ("also", "; ".join(f"{n.name} ({plural(len(n.reports), 'report')})" for n in row.actor.other_names))
        )
    counted = [f"{kind.replace('_', ' ')}: {len(ids)}" for kind, ids in details.statements.items()]
    head.append(("statements", ", ".join(counted) or "none names it"))
    show(console, _grid(head))
    heading(console, "In the reports")
    show(console, _members(console, details.members))
    for sort, title in (("office", "Offices, as told"), ("role", "Roles, as told")):
        told = [t for t in details.told if t.sort == sort]
        if told:
            heading(console, title, "on the days of these reports, or for the time that your own file gives")
            show(console, _told(told))
    names = {m.id: f"{m.actor.name} ({m.id[:SHORT]})" for m in details.members}
    _print_grounds(console, details, names)


def print_groups(console: Console, rows: Sequence[GroupRow], kind: str) -> None:
    """Linked proposals or agreements as a table, in the order given."""
    made = _list((kind, 12), ("reports", 1))
    for row in rows:
        also = _also([label.label for label in row.group.other_labels])
        made.add_row(lines(Text(safe(row.group.label), "bold"), also), f"{row.reports:,}", short(row.group.id))
    show(console, made)


def print_group(console: Console, details: GroupDetails, kind: str) -> None:
    """One proposal or agreement: its labels and statements in each report, and why they are one."""
    group = details.row.group
    console.print(Text.assemble((safe(group.label), "bold"), ("  " + kind, "dim")))
    also = "; ".join(f"{other.label} ({plural(len(other.reports), 'report')})" for other in group.other_labels)
    show(console, _grid([("id", group.id), *([("also", also)] if also else [])]))
    heading(console, "In the reports")
    made = table(("as the report has it", 6), ("report", 3))
    made.columns[-1].header = "id there"
    for row, shown in zip(details.members, details.shown, strict=True):
        where = lines(row.outlet, _day(row.report.published))
        made.add_row(lines(Text(safe(row.text), "bold"), marked(shown, console)), where, short(row.statement.id))
        made.add_section()
    show(console, made)
    _print_grounds(console, details, {r.statement.id: f"{r.text} ({r.statement.id[:SHORT]})" for r in details.members})


def _print_grounds(console: Console, details: ActorDetails | GroupDetails, names: Mapping[str, str]) -> None:
    """Why the members are one, from whom they are kept apart, and with whom they may be one."""

    def told(pair: Iterable[str]) -> str:
        return " and ".join(names.get(id_, id_[:SHORT]) for id_ in pair)

    if details.links:
        heading(console, "Why it is one")
        for link in details.links:
            why = _decided(link.judgement) if link.judgement else f"{_grounds(link.grounds)}; score {link.score:.2f}"
            show(console, Text(safe(f"{told((link.left, link.right))}: {why}")))
    apart = [j for j in details.judgements if j.verdict == "different"]
    if apart:
        heading(console, "Kept apart")
        for judgement in apart:
            show(console, Text(safe(f"{told(judgement.pair)}: {_decided(judgement)}")))
    if details.candidates:
        heading(console, "May be one", "`trucewatch actors review` shows the sentences")
        for one in details.candidates:
            show(console, Text(safe(f"{told((one.left, one.right))}: {_grounds(one.grounds)}; score {one.score:.2f}")))


def print_waiting(console: Console, waiting: Waiting) -> None:
    """A pair to decide: both in their sentences, and the grounds."""
    score = f"score {waiting.candidate.score:.2f}"
    console.print(Text.assemble(("May be one: ", "bold"), _grounds(waiting.candidate.grounds), ("  " + score, "dim")))
    made = Table.grid(padding=(0, 2))
    made.add_column(style="cyan", no_wrap=True, width=SHORT)
    made.add_column(overflow="fold")
    for side in (waiting.left, waiting.right):
        where = f"{side.outlet}, {_day(side.report.published)}"
        named = Text.assemble((safe(side.name), "bold"), ("  " + safe("; ".join((*side.told, where))), "dim"))
        listed = f"listed as {side.listed_as}, in {plural(side.reports, 'report')}"
        made.add_row(side.id[:SHORT], lines(named, marked(side.shown, console), Text(safe(listed), "dim")))
    if waiting.together:
        made.add_row("", Text(safe("all that may be one with these: " + "; ".join(waiting.together)), "dim"))
    show(console, made)
    console.print()


def print_outcome(console: Console, done: Outcome) -> None:
    """What was decided, and the actors that it is about as they are now."""
    pair = f"{done.judgement.left[:SHORT]} and {done.judgement.right[:SHORT]}"
    verdict = {"same": "one", "different": "two", "withdrawn": "undecided again"}[done.judgement.verdict]
    console.print(Text(f"{pair}: {verdict}, by {safe(done.judgement.author)}."))
    for one in {a.id: a for a in (done.left, done.right) if a is not None}.values():
        _print_now(console, one)
    if done.refused is not None:
        err().print(Text(safe(f"Kept, but not applied: {done.refused}.")), soft_wrap=True)


def _print_now(console: Console, one: LinkedActor | LinkedStatement) -> None:
    """An actor, proposal or agreement in a few lines, as it is after a decision."""
    ids = tuple(m if isinstance(m, str) else m.id for m in one.members)
    name = one.name if isinstance(one, api.LinkedActor) else one.label
    console.print(Text.assemble((safe(name), "bold"), f"  {plural(len(ids), 'member')}"))
    names = {m.id: f"{m.name}, {_day(m.published)}" for m in one.members if not isinstance(m, str)}
    for id_ in ids:
        show(console, Text.assemble((id_[:SHORT], "cyan"), "  ", safe(names.get(id_, ""))))


def print_refused(refused: Iterable[Refused]) -> None:
    """Decisions that are not applied, on standard error."""
    for one in refused:
        pair = " and ".join(i[:SHORT] for i in one.judgement.pair)
        told = f"Not applied: {one.judgement.verdict}, {pair}, by {one.judgement.author} ({one.reason})."
        err().print(Text(safe(told)), soft_wrap=True)


def _list(*columns: tuple[str, int]) -> Table:
    """A table whose last two columns are a number of reports and an id."""
    made = table(*columns)
    made.columns[-1].header = "id"
    reports = made.columns[-2]
    reports.ratio, reports.width, reports.justify = None, len("reports"), "right"
    return made


def _members(console: Console, members: Sequence[MemberRow]) -> Table:
    made = table(("as the report has it", 6), ("report", 3))
    made.columns[-1].header = "id there"
    for member in members:
        made.add_row(
            lines(_named(member), marked(member.shown, console)),
            lines(member.outlet, _day(member.report.published), plural(len(member.actor.mentions), "mention")),
            short(member.id),
        )
        made.add_section()
    return made


def _named(member: MemberRow) -> Text:
    """An actor as its report names it: name, other names, offices, and for whom it speaks."""
    actor = member.actor
    told = [*(f"also {a}" for a in actor.aliases), *actor.offices, *([f"of {actor.of}"] if actor.of else [])]
    return Text.assemble((safe(actor.name), "bold"), ("  " + safe("; ".join(told)) if told else "", "dim"))


def _also(names: Sequence[str]) -> Text:
    if not names:
        return Text()
    more = f" … {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    return Text(safe("also " + "; ".join(names[:_NAMES_SHOWN]) + more), "dim")


def _told(told: Iterable[Told]) -> Table:
    made = Table.grid(padding=(0, 2))
    made.add_column(style="dim")
    made.add_column(overflow="fold")
    for one in told:
        linking = "in" if one.sort == "role" else "of"
        what = f"{one.what}, {linking} {one.of}" if one.of else one.what
        made.add_row(_days(one), Text(safe(f"{what} (according to {'; '.join(one.according_to)})")))
    return made


def _days(told: Told) -> str:
    """The days on which reports tell it, or the time that the user's own file gives."""
    if told.since or told.until:
        return " ".join(f"{word} {at}" for word, at in (("from", told.since), ("to", told.until)) if at)
    days = [day.isoformat() for day in told.days]
    if len(days) > _DAYS_SHOWN:
        return f"{days[0]} … {days[-1]} ({len(days)} days)"
    return ", ".join(days) or "no date"


def _decided(judgement: Judgement) -> str:
    verdict = {"same": "one", "different": "two", "withdrawn": "undecided"}[judgement.verdict]
    return f"{verdict}, by {judgement.author}, {judgement.at:%Y-%m-%d}: {judgement.reason or 'no reason given'}"


def _grounds(grounds: Iterable[str]) -> str:
    return ", ".join(g.replace("_", " ") for g in grounds) or "no ground told"


def _day(published: date | None) -> str:
    return published.isoformat() if published else "no date"


def _grid(rows: Iterable[tuple[str, str]]) -> Table:
    made = Table.grid(padding=(0, 2))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    for name, value in rows:
        made.add_row(name, Text(safe(value)))
    return made
