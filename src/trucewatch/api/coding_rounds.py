"""Coding rounds: what a coder has still to rule on, and how far the coders agree."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.api.krippendorff import nominal_alpha
from trucewatch.errors import RecordError
from trucewatch.record.coding import Coding, Round, find_round
from trucewatch.record.writer import Record
from trucewatch.standing.describe import describe
from trucewatch.vocabulary.kinds import CONTENT_CLASSES
from trucewatch.vocabulary.reading import row_of
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.surroundings import Surroundings, sentence_around


@dataclass(frozen=True)
class RoundItem:
    """A statement that a coder has to rule on: as the reader gave it, without what anybody ruled.

    Attributes:
        statement: the statement.
        report: its report.
        text: what is stated, in one line.
        shown: its first passage in its sentence; None where it has none.
    """

    statement: AnyStatement
    report: Report
    text: str
    shown: Surroundings | None

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            **row_of(self.statement),
            "kind_of_statement": self.statement.content.KIND,
            "text": self.text,
            "report_id": self.report.id,
            "shown": self.shown.to_json() if self.shown else None,
        }


@dataclass(frozen=True)
class KindAgreement:
    """How far coders agree on the statements of one kind.

    Attributes:
        kind: the kind; "all" for all of them.
        statements: how many two or more ruled on.
        agreed: on how many all said the same.
        alpha: Krippendorff's alpha, nominal; None where it is not defined (see `nominal_alpha`).
    """

    kind: str
    statements: int
    agreed: int
    alpha: float | None

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {"kind": self.kind, "statements": self.statements, "agreed": self.agreed, "alpha": self.alpha}


@dataclass(frozen=True)
class Difference:
    """A statement on which coders differ.

    Attributes:
        item: the statement.
        codings: what each ruled, by coder.
        reconciled: what settles it; None: nothing yet.
    """

    item: RoundItem
    codings: dict[str, Coding]
    reconciled: Coding | None

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            **self.item.to_json(),
            "rulings": {coder: _plain(coding) for coder, coding in self.codings.items()},
            "reconciled": _plain(self.reconciled) if self.reconciled else None,
        }


@dataclass(frozen=True)
class RoundAgreement:
    """How far the coders of a round agree.

    What is compared is what a statement comes to: two who correct it to different things do not agree.

    Attributes:
        round: the round.
        kinds: by kind, in the order of a reading; the last is over all.
        differences: what is to be reconciled, report by report, in the order of the text.
    """

    round: Round
    kinds: tuple[KindAgreement, ...]
    differences: tuple[Difference, ...]

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        end = self.round.end
        return {
            "round": self.round.name,
            "coders": list(self.round.coders),
            "reports": list(self.round.reports),
            "closed": end.at.isoformat() if end else None,
            "agreement": [k.to_json() for k in self.kinds],
            "differences": [d.to_json() for d in self.differences],
        }


def round_queue(record: Record, name: str, author: str) -> tuple[RoundItem, ...]:
    """What one coder of a round has still to rule on, report by report, in the order of the text.

    Nothing of what others ruled takes part, neither in the round nor outside it.

    Raises:
        UnknownIdError: no such round.
        RecordError: that person does not rule in it, or it is closed.
    """
    held = find_round(record, name)
    if author not in held.coders:
        raise RecordError(f"{author} does not rule in the round {name!r}", expected=f"one of {', '.join(held.coders)}")
    if held.end is not None:
        raise RecordError(f"the round {name!r} was closed on {held.end.at:%Y-%m-%d}", advice="Open another one.")
    return tuple(_item(held, s) for s in held.left(author))


def agreement(record: Record, name: str) -> RoundAgreement:
    """How far the coders of a round agree, by kind, and what they differ on.

    Raises:
        UnknownIdError: no such round.
        RecordError: somebody has not finished: until then nothing is shown of what anybody ruled.
    """
    held = find_round(record, name)
    if held.end is None and not held.is_complete:
        left = ", ".join(f"{coder}: {len(ids)}" for coder in held.coders if (ids := held.left(coder)))
        raise RecordError(
            f"the round {name!r} is not finished; left to rule on: {left}",
            expected="all rulings of all coders",
            advice="Until then nobody is shown what another ruled.",
        )
    kinds = [cls.KIND for cls in CONTENT_CLASSES]
    by_kind = [_agreed(held, kind, [s for s in held.statements.values() if kind == s.content.KIND]) for kind in kinds]
    every = _agreed(held, "all", list(held.statements.values()))
    differences = tuple(Difference(_item(held, s), held.of(s.id), held.reconciled.get(s.id)) for s in held.differing)
    return RoundAgreement(held, (*(k for k in by_kind if k.statements), every), differences)


def coding_words(coding: Coding) -> str:
    """What a coding says, in one line."""
    told = f"{coding.ruling.verdict}"
    if coding.replacement is not None:
        told += f" to “{describe(coding.replacement.content)}”"
    return f"{told}: {coding.ruling.reason}" if coding.ruling.reason else told


def _agreed(held: Round, kind: str, statements: list[AnyStatement]) -> KindAgreement:
    units = [[c.outcome for c in held.of(s.id).values()] for s in statements]
    paired = [unit for unit in units if len(unit) > 1]
    return KindAgreement(kind, len(paired), sum(len(set(unit)) == 1 for unit in paired), nominal_alpha(paired))


def _item(held: Round, statement: AnyStatement) -> RoundItem:
    report, passages = held.reports[statement.report_id], statement.content.passages
    shown = sentence_around(report.text, passages[0]) if passages else None
    return RoundItem(statement, report, describe(statement.content), shown)


def _plain(coding: Coding) -> dict[str, object]:
    return {
        "verdict": coding.ruling.verdict,
        "author": coding.ruling.author,
        "at": coding.ruling.at.isoformat(),
        "reason": coding.ruling.reason,
        "replacement": row_of(coding.replacement) if coding.replacement else None,
    }
