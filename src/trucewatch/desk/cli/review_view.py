"""How the review is printed: what waits, coding rounds, agreement and differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from trucewatch import api
from trucewatch.desk.cli.screen import SHORT, safe, short
from trucewatch.desk.cli.tables import heading, lines, plural, show, table, voice_of, words
from trucewatch.desk.cli.why import marked

if TYPE_CHECKING:
    from trucewatch.api import ReviewItem, Round, RoundAgreement, RoundItem, Surroundings


def print_item(console: Console, item: ReviewItem) -> None:
    """One statement that waits, with its sentence, its fields and why it waits."""
    statement, row = item.statement, item.row
    console.print(Text.assemble((safe(row.text), "bold"), (f"  {statement.content.KIND}", "dim")))
    _print_sentence(console, item.shown)
    told = [
        f"{voice_of(row.speaker, row.outlet)}, {row.published or 'no date of publication'}",
        *item.why,
        *(finding.sentence for finding in item.findings),
        *_pending(item),
    ]
    for line in told:
        show(console, Text(safe(line), "dim"))
    show(console, Text(statement.id[:SHORT], "cyan"))


def print_items(console: Console, items: Sequence[ReviewItem]) -> None:
    """What waits as a table."""
    made = table(("statement", 5), ("why", 3))
    made.columns[-1].header = "id"
    for item in items:
        kind = Text(item.statement.content.KIND, "italic")
        made.add_row(
            lines(item.row.text, kind, words(item.row.words)),
            lines(*item.why, *_pending(item), item.row.outlet),
            short(item.statement.id),
        )
        made.add_section()
    show(console, made)


def print_round_items(console: Console, items: Sequence[RoundItem], *, only_first: bool = False) -> None:
    """What a coder has still to rule on; nothing of what anybody ruled."""
    for item in items[:1] if only_first else items:
        console.print(Text.assemble((safe(item.text), "bold"), (f"  {item.statement.content.KIND}", "dim")))
        _print_sentence(console, item.shown)
        outlet = item.report.outlet or item.report.name or "no outlet"
        show(console, Text(safe(f"{outlet}, report {item.report.id[:SHORT]}"), "dim"))
        show(console, Text(item.statement.id[:SHORT], "cyan"))
        console.print()
    console.print(Text(f"{plural(len(items), 'statement')} left to rule on.", style="dim"))


def print_round(console: Console, made: Round) -> None:
    """A round that was opened."""
    told = f"{plural(len(made.statements), 'statement')} of {plural(len(made.reports), 'report')}"
    console.print(Text(safe(f"Round {made.name}: {told}, to be ruled on by {', '.join(made.coders)}.")))
    console.print(Text(f"`trucewatch review next --round {safe(made.name)} --by NAME` shows the next.", style="dim"))


def print_agreement(console: Console, found: RoundAgreement) -> None:
    """How far the coders of a round agree, and what they differ on."""
    console.print(Text(safe(f"Round {found.round.name}: {', '.join(found.round.coders)}"), "bold"))
    for kind in found.kinds:
        alpha = "not defined" if kind.alpha is None else f"{kind.alpha:.3f}"
        show(console, Text(f"{kind.kind:<18}{kind.agreed:>5} of {kind.statements} agreed   alpha {alpha}"))
    if found.differences:
        heading(console, "To reconcile", f"{len(found.differences)}")
    for difference in found.differences:
        item = difference.item
        told = Text.assemble((item.statement.id[:SHORT], "cyan"), f"  {item.statement.content.KIND}: {safe(item.text)}")
        show(console, told)
        for coder, coding in difference.codings.items():
            show(console, Text(safe(f"{coder}: {api.coding_words(coding)}")), indent=4)
        if held := difference.reconciled:
            show(console, Text(safe(f"settled by {held.ruling.author}: {api.coding_words(held)}")), indent=4)


def _pending(item: ReviewItem) -> list[str]:
    """How to decide a ruling that waits to be carried over."""
    if item.pending is None:
        return []
    pending = item.pending
    old = pending.old.id[:SHORT]
    place = "was moved here" if pending.successors else "has nothing in its place"
    if pending.report.id != pending.old.report_id:
        place = f"of the older version {pending.old.report_id[:SHORT]} " + (
            "stands here" if pending.successors else place
        )
    return [f"statement {old} {place}; `review carry {old}` decides"]


def _print_sentence(console: Console, shown: Surroundings | None) -> None:
    if shown is not None:
        show(console, marked(shown, console))
