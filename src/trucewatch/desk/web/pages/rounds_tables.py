"""The tables of coding rounds: the rounds, what is left to each coder, agreement by kind, and differences."""

from __future__ import annotations

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow


def rounds_table(t: Catalogue, asked: Asked, held: tuple[api.Round, ...]) -> Table:
    """All rounds."""
    rows = tuple(
        TableRow(
            (
                TableCell(one.name, href=address("rounds", asked, round=one.name), note=one.reason),
                plain(", ".join(one.coders)),
                plain(str(len(one.reports))),
                plain(str(len(one.statements))),
                plain(_state(t, one), t("rounds.opened", who=one.author, day=t.day(one.at.date()))),
            )
        )
        for one in held
    )
    sorts = {"reports", "statements"}
    columns = _columns(t, sorts, "name", "coders", "reports", "statements", "state")
    return Table("rounds", t("rounds.caption"), columns, rows, t("rounds.remark"), t("rounds.empty"))


def left_table(t: Catalogue, one: api.Round) -> Table:
    """How much each coder has ruled on and has left; never what."""
    rows = []
    for coder in one.coders:
        left = len(one.left(coder))
        rows.append(TableRow((plain(coder), plain(str(len(one.statements) - left)), plain(str(left)))))
    columns = _columns(t, {"ruled", "left"}, "coder", "ruled", "left")
    return Table("progress", t("rounds.progress"), columns, tuple(rows))


def agreement_table(t: Catalogue, found: api.RoundAgreement) -> Table:
    """Krippendorff's alpha by kind, and over all."""
    rows = tuple(
        TableRow(
            (
                plain(t("rounds.all") if one.kind == "all" else t.code(one.kind)),
                plain(str(one.statements)),
                plain(str(one.agreed)),
                plain(t("rounds.undefined") if one.alpha is None else f"{one.alpha:.3f}"),
            )
        )
        for one in found.kinds
    )
    columns = _columns(t, {"statements", "agreed", "alpha"}, "kind", "statements", "agreed", "alpha")
    return Table("agreement", t("rounds.agreement"), columns, rows, t("rounds.agreement_remark"))


def differences_table(t: Catalogue, found: api.RoundAgreement) -> Table:
    """What each coder ruled where they differ, and what settles it."""
    rows = tuple(
        TableRow(
            (
                plain(one.item.text, f"{one.item.shown.passage.text}" if one.item.shown else ""),
                plain("; ".join(f"{coder}: {api.coding_words(coding)}" for coder, coding in one.codings.items())),
                plain(
                    f"{one.reconciled.ruling.author}: {api.coding_words(one.reconciled)}"
                    if one.reconciled
                    else t("rounds.unsettled")
                ),
            ),
            plain(t.code(one.item.statement.content.KIND)),
        )
        for one in found.differences
    )
    columns = _columns(t, set(), "what", "ruled_so", "settled")
    return Table("differences", t("rounds.differences"), columns, rows, empty=t("rounds.no_differences"))


def _state(t: Catalogue, one: api.Round) -> str:
    if one.end is not None:
        return t("rounds.states.abandoned" if one.end.abandoned else "rounds.states.closed")
    return t("rounds.states.finished" if one.is_complete else "rounds.states.open")


def _columns(t: Catalogue, numbers: set[str], *keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, t(f"rounds.column.{key}"), "number" if key in numbers else "text") for key in keys)
