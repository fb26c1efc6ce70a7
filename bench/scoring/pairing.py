"""Pairs the records of one kind in one text and counts what was found and what was right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.scoring.counts import Counts, Levels
from bench.scoring.entries import AGREEMENT_SLOTS, Entry, Record
from bench.scoring.kinds import Comparison, Kind
from bench.scoring.matching import Fit, best_pairs
from bench.scoring.names import Names
from bench.scoring.places import shared_words
from bench.scoring.values import iso


@dataclass(frozen=True)
class ScoredPair:
    """A gold record and the predicted one that was paired with it; main field -> do they agree on it?"""

    gold: Record
    predicted: Record
    agrees: Mapping[str, bool]

    @property
    def right(self) -> bool:
        return all(self.agrees.values())


@dataclass(frozen=True)
class KindScore:
    """What one text gave for one kind.

    Attributes:
        levels: the counts. Of the agreement, `right` counts filled slots and not records.
        pairs: what was found.
        misses: gold records without a partner.
        spurious: predicted records with a valid passage and without a partner.
        unsupported: predicted records without a valid passage: counted as predictions, never paired.
        dropped: predicted records left out of all counts with the unsure gold record they were paired with.
        slots: for the agreement, the counts of each slot.
    """

    levels: Levels
    pairs: tuple[ScoredPair, ...] = ()
    misses: tuple[Record, ...] = ()
    spurious: tuple[Record, ...] = ()
    unsupported: tuple[Record, ...] = ()
    dropped: int = 0
    slots: Mapping[str, Counts] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """What a comparison goes by.

    Attributes:
        kind: when records may be paired and when they are right.
        names: compares names as the text uses them.
        by_slots: `right` counts the filled slots of the agreement.
        skip_unsure: unsure gold records take part in the pairing and are then left out with their partners.
    """

    kind: Kind
    names: Names
    by_slots: bool = False
    skip_unsure: bool = False


def pair_up(gold: Sequence[Entry], predicted: Sequence[Entry], rules: Rules) -> KindScore:
    """Pair the records of one kind one to one, the best pairing first, and count."""
    agreements = _allowed(gold, predicted, rules)
    fits = {at: _fit(gold[at[0]], predicted[at[1]], agrees) for at, agrees in agreements.items()}
    chosen = best_pairs(fits, len(gold), len(predicted))
    skipped = {row for row, entry in enumerate(gold) if rules.skip_unsure and not entry.sure}
    taken_rows, taken_columns = ({at[side] for at in chosen} for side in (0, 1))
    kept = [
        ScoredPair(gold[row].record, predicted[column].record, agreements[row, column])
        for row, column in chosen
        if row not in skipped
    ]
    left = [entry for column, entry in enumerate(predicted) if column not in taken_columns]
    misses = tuple(entry.record for row, entry in enumerate(gold) if row not in taken_rows and row not in skipped)
    dropped = len(chosen) - len(kept)
    found = Counts(len(kept), len(gold) - len(skipped), len(predicted) - dropped)
    right = Counts(sum(pair.right for pair in kept), found.gold, found.pred)
    slots: dict[str, Counts] = {}
    if rules.by_slots:
        slots = {slot: _slot(slot, kept, misses, left) for slot in AGREEMENT_SLOTS}
        right = sum(slots.values(), Counts())
    return KindScore(
        levels=Levels(found, right),
        pairs=tuple(kept),
        misses=misses,
        spurious=tuple(entry.record for entry in left if entry.supported),
        unsupported=tuple(entry.record for entry in left if not entry.supported),
        dropped=dropped,
        slots=slots,
    )


def _allowed(gold: Sequence[Entry], predicted: Sequence[Entry], rules: Rules) -> dict[tuple[int, int], dict[str, bool]]:
    """(row, column) of every pair that may be made -> which of its main fields agree."""
    allowed: dict[tuple[int, int], dict[str, bool]] = {}
    for row, entry in enumerate(gold):
        for column, other in enumerate(predicted):
            pair = Comparison(entry, other, rules.names)
            if entry.supported and other.supported and rules.kind.found(pair):
                allowed[row, column] = rules.kind.agreement(pair)
    return allowed


def _fit(gold: Entry, predicted: Entry, agrees: Mapping[str, bool]) -> Fit:
    likeness = (
        sum(agrees.values()) / len(agrees)
        + gold.place.overlap(predicted.place)
        + shared_words(gold.label, predicted.label)
    )
    return Fit(right=all(agrees.values()), likeness=round(1000 * likeness), sure=gold.sure)


def _slot(slot: str, pairs: Sequence[ScoredPair], misses: Sequence[Record], left: Sequence[Entry]) -> Counts:
    """A wrong or extra value costs precision, a wrong or missing one recall; null counts nothing."""

    def filled(record: Record) -> bool:
        return iso(record.get(slot)) is not None

    return Counts(
        tp=sum(pair.agrees[slot] and filled(pair.gold) for pair in pairs),
        gold=sum(map(filled, misses)) + sum(filled(pair.gold) for pair in pairs),
        pred=sum(filled(entry.record) for entry in left) + sum(filled(pair.predicted) for pair in pairs),
    )
