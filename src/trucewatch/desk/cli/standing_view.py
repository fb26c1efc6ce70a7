"""How things stand under terms, on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from trucewatch.desk.cli.screen import safe
from trucewatch.desk.cli.tables import heading, lines, plural, show, table

if TYPE_CHECKING:
    from trucewatch.api import Branch, DueItem, Moved, Standing

_DUE = {
    "no_date": "no date set", "not_due": "not yet due", "due_today": "due today", "overdue": "due, not reported done",
    "met": "reported done in time", "met_late": "reported done late",
}  # fmt: skip
_PERFORMANCE = {
    "none": "none reported", "full": "reported full", "partial": "reported in part", "late": "reported late",
    "halted": "reported halted",
}  # fmt: skip
_WORDS = {**_DUE, **_PERFORMANCE}
_CLAIMS = ("alleged", "denied", "found")


def print_standing(console: Console, found: Standing) -> None:
    """Agreement, phases, obligations in three columns, powers, figures, what fits nothing."""
    folded = found.folded
    values = {path: answer.value for path, answer in folded.answers.items()}
    heading(
        console, safe(folded.terms.title), f"as of {folded.as_of.isoformat()}, force {told(values['agreement.force'])}"
    )
    claimed = values["agreement.claimed"]
    if claimed:
        show(console, Text(f"claimed of it: {told(claimed)}"))
    _phases(console, found, values)
    _obligations(console, found, values)
    _powers(console, found, values)
    figures = {path.partition(".")[2]: value for path, value in values.items() if path.startswith("figures.")}
    if figures:
        heading(console, "Figures", "each voice's latest; never added, never averaged")
        made = table(("what", 2), ("who: how many", 6))
        for what, value in figures.items():
            made.add_row(what, told(value))
        show(console, made)
    if folded.unplaced:
        remark = f"{len(folded.unplaced)} statements fit no obligation, or no row of the tables (--why findings)"
        console.print(Text(remark, style="dim"))
    console.print(Text("`--why PATH` opens what an answer rests on, such as --why agreement.force.", style="dim"))


def _phases(console: Console, found: Standing, values: dict[str, object]) -> None:
    if not found.folded.terms.phases:
        return
    heading(console, "Phases", "by the calendar, beside what is claimed")
    made = table(("phase", 2), ("calendar", 3), ("last day", 2), ("claimed", 3))
    for phase in found.folded.terms.phases:
        day = values.get(f"{phase.id}.day")
        calendar = told(values[f"{phase.id}.calendar"]) + (f", day {told(day)}" if day is not None else "")
        last = told(values.get(f"{phase.id}.last_day", "not known"))
        made.add_row(Text(phase.id, "cyan"), calendar, last, told(values[f"{phase.id}.claimed"]))
    show(console, made)


def _obligations(console: Console, found: Standing, values: dict[str, object]) -> None:
    heading(console, "Obligations", "force, performance as reported, claims")
    made = table(("obligation", 4), ("force", 2), ("performance", 4), ("claims", 2))
    for duty in found.folded.terms.obligations:
        own = {path.rpartition(".")[2]: v for path, v in values.items() if path.rpartition(".")[0] == duty.id}
        bearers = ", ".join(duty.bearers)
        claims = [f"{own[sort]} {sort}" for sort in _CLAIMS if own[sort]]
        made.add_row(
            lines(Text(duty.id, "cyan"), Text(safe(f"{bearers}: {duty.object}"))),
            told(own["force"]),
            lines(*_performed(own), Text(found.corroboration(f"{duty.id}.performance").words, "dim")),
            lines(*(claims or ["none"])),
        )
        made.add_section()
    show(console, made)


def _performed(own: dict[str, object]) -> list[str]:
    late = own["days_late"]
    days = plural(late, "day") if isinstance(late, int) else f"{told(late)} days"
    parts = [told(own["performance"]), told(own["due"]) + (f", {days}" if late else "")]
    if own.get("delivered"):
        owed = f" of {told(own['owed'])}" if "owed" in own else ""
        parts.append(f"delivered{owed}: {told(own['delivered'])}")
    if own["contested"]:
        parts.append("contested")
    if own.get("last_reported"):
        parts.append(f"last reported {own['last_reported']}, {own['reports_since']} reports since")
    return parts


def _powers(console: Console, found: Standing, values: dict[str, object]) -> None:
    if not found.folded.terms.powers:
        return
    heading(console, "Powers")
    made = table(("power", 3), ("state", 2), ("accepted by", 2), ("refused by", 2))
    for power in found.folded.terms.powers:
        state, consents, refusals = (told(values[f"{power.id}.{facet}"]) for facet in ("state", "consents", "refusals"))
        made.add_row(lines(Text(power.id, "cyan"), f"{power.act} {power.of}"), state, consents, refusals)
    show(console, made)


def print_branch(console: Console, branch: Branch) -> None:
    """An explanation as a tree."""
    tree = Tree(Text(safe(branch.words), "bold"))
    _grow(tree, branch.branches)
    console.print(tree)


def _grow(tree: Tree, branches: Iterable[Branch]) -> None:
    for branch in branches:
        style = {"passage": "italic", "statement": "cyan", "sources": "dim"}.get(branch.sort, "")
        _grow(tree.add(Text(safe(branch.words), style)), branch.branches)


def print_due(console: Console, items: Sequence[DueItem], today: date) -> None:
    """What is overdue, and what comes."""
    made = table(("day", 2), ("what", 5), ("state", 3), ("last reported", 3))
    for item in items:
        days = (item.day - today).days
        when = "today" if days == 0 else f"in {plural(days, 'day')}" if days > 0 else f"{plural(-days, 'day')} ago"
        known = f"{item.last_reported}, {item.reports_since} reports since" if item.last_reported else "never"
        made.add_row(
            lines(item.day.isoformat(), Text(when, "dim")),
            lines(Text(item.path, "cyan"), safe(item.words)),
            told(item.state) if item.state else item.sort,
            known if item.sort == "due" else "",
        )
    if items:
        show(console, made)
    else:
        console.print(Text("Nothing is overdue, and nothing falls due by then.", style="dim"))


def print_moved(console: Console, moved: Sequence[Moved]) -> None:
    """Answers that would be otherwise."""
    if not moved:
        return
    made = table(("answer", 3), ("as things stand", 3), ("would be", 3))
    for one in moved:
        made.add_row(Text(one.path, "cyan"), told(one.now), told(one.then))
    show(console, made)


def told(value: object) -> str:
    """The value of an answer in words."""
    if value is None:
        return "no answer"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if set(value) == {"either"}:
            return " or ".join(told(one) for one in value["either"])
        return "; ".join(f"{safe(str(k))}: {told(one)}" for k, one in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(told(one) for one in value) or "none"
    return _WORDS.get(str(value), safe(str(value)).replace("_", " "))
