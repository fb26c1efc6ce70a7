"""Scores PLOVER events. No reference scorer exists for them: the definition is ours.

In a report (`score_events`). Events have one of the 16 types of PLOVER's manual 2.0. A gold and a predicted event may
be paired when their types are equal and their triggers share a character or stand in the same sentence (found). The
pair is right when the status is equal too, the actors agree and the recipients agree:

- actors: the members of all names pair off, none left over; both empty agrees;
- recipients: one member in common is enough; both empty agrees.

Names are compared as everywhere (names.py). Pairs are one to one, the best pairing first, as for the other kinds. The
mode is not scored. As pairs have one type, the score of a report has the types for its kinds: its micro counts are
those of all events, its macro the mean over types. An event without a valid trigger is never paired.

In single sentences (`score_sentences`), as in PLOVER's gold standard records: every sentence has one gold type, and the
first event predicted for it is compared; with none predicted it counts as wrong and as no prediction of any type.
Accuracy is over sentences; macro F1 is the mean over the types that occur in gold or prediction. Sources and targets
are lists of actors. A gold and a predicted actor agree when both name a country and it is the same one, or when their
names match; they pair off one to one, and the counts of all sentences are summed. The country of a gold actor is its
code, or, where the code is neither a state's nor one of PLOVER's codes for what is no state, the one its text names; of
a predicted one, the first state in its name, or the state that a territory in it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bench.scoring.counts import Counts, mean
from bench.scoring.entries import Entry, Record, entries_of, listed
from bench.scoring.kinds import Comparison, Kind
from bench.scoring.matching import most_pairs
from bench.scoring.names import Names, members_of
from bench.scoring.pairing import Rules, pair_up
from bench.scoring.places import Layout
from bench.scoring.scorer import ReportScore
from bench.scoring.values import option
from trucewatch.registers.forms import straightened
from trucewatch.registers.states import state_forms, state_of_code
from trucewatch.registers.territories import territory_forms

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
_NO_STATE = frozenset(("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"))


@dataclass(frozen=True)
class SentenceScore:
    """What a set of sentences with one gold type each gave.

    Attributes:
        sentences: how many.
        types: type -> counts, for every type that occurs in gold or prediction.
        source: counts of the actors on the giving side.
        target: counts of those on the receiving side.
    """

    sentences: int
    types: Mapping[str, Counts]
    source: Counts
    target: Counts

    @property
    def accuracy(self) -> float:
        """Share of sentences whose first predicted event has the gold type."""
        return sum(counts.tp for counts in self.types.values()) / self.sentences if self.sentences else 0.0

    @property
    def macro_f1(self) -> float:
        """Mean F1 over the types that occur."""
        return mean(counts.measure for counts in self.types.values()).f1 or 0.0


def score_events(gold: Record, predicted: Record, text: str) -> ReportScore:
    """Score the events of one reading.

    Args:
        gold: the annotated reading; its `events`, and the aliases it gives its parties, are read.
        predicted: the reading to score; its `events` are read.
        text: the report; offsets of both count its characters.

    Returns:
        Counts and lists for each type, also for those that do not occur. A type outside the 16 stands under its name.
    """
    layout, names = Layout(text), Names.of_reading(gold)
    sides = [_by_type(entries_of("events", reading, layout)) for reading in (gold, predicted)]
    types = [*EVENT_TYPES, *sorted({name for side in sides for name in side} - set(EVENT_TYPES))]
    rules = Rules(_EVENT, names)
    return ReportScore({name: pair_up(sides[0].get(name, []), sides[1].get(name, []), rules) for name in types})


def score_sentences(rows: Iterable[Record], predicted: Mapping[str, Sequence[Record]]) -> SentenceScore:
    """Score the events of single sentences.

    Args:
        rows: gold records with "id", "event_plover2", and "source" and "target" as lists of {"text", "code"}.
        predicted: id -> events of that sentence, in their order, with "type", "actor" and "recipient".
    """
    sentences = 0
    types: dict[str, Counts] = {}
    source = target = Counts()
    for row in rows:
        sentences += 1
        events = predicted.get(str(row["id"]), ())
        first: Record = events[0] if events else {}
        kind, guess = _type(row["event_plover2"]), _type(first.get("type")) if events else None
        types[kind] = types.get(kind, Counts()) + Counts(tp=int(kind == guess), gold=1)
        if guess is not None:
            types[guess] = types.get(guess, Counts()) + Counts(pred=1)
        source += _actors(row.get("source"), first.get("actor"))
        target += _actors(row.get("target"), first.get("recipient"))
    return SentenceScore(sentences, types, source, target)


def country_of(name: str) -> str | None:
    """Alpha-3 code of the first state that `name` names, by any of its forms; None where there is none."""
    found = _country_pattern().search(straightened(name))
    return _country_forms()[found[0]] if found else None


def _by_type(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    sorted_out: dict[str, list[Entry]] = {}
    for entry in entries:
        sorted_out.setdefault(_type(entry.get("type")), []).append(entry)
    return sorted_out


def _type(value: object) -> str:
    return (option(value) or "untyped").upper()


def _members(value: object) -> list[str]:
    return [member for name in listed(value) if name for member in members_of(str(name))]


def _same_actors(pair: Comparison, field: str) -> bool:
    return pair.names.all_pair_off(_members(pair.gold.get(field)), _members(pair.predicted.get(field)))


def _common_recipient(pair: Comparison, field: str) -> bool:
    gold, predicted = _members(pair.gold.get(field)), _members(pair.predicted.get(field))
    if not gold or not predicted:
        return not gold and not predicted
    return any(pair.names.match(one, other) for one in gold for other in predicted)


_EVENT = Kind(
    # A shared character is in a shared sentence; the types are equal, as events are paired type by type.
    Comparison.near,
    {"status": Comparison.same, "actor": _same_actors, "recipient": _common_recipient},
)


def _actors(gold: object, predicted: object) -> Counts:
    """Counts of the actors on one side of one sentence."""
    wanted = [actor for actor in listed(gold) if isinstance(actor, Mapping)]
    given = _members(predicted)
    agreeing = most_pairs([[_same_actor(actor, name) for name in given] for actor in wanted])
    return Counts(agreeing, len(wanted), len(given))


def _same_actor(gold: Record, predicted: str) -> bool:
    code, text = str(gold.get("code") or ""), str(gold.get("text") or "")
    country = code if state_of_code(code) else None if code in _NO_STATE else country_of(text)
    return (country is not None and country == country_of(predicted)) or Names().match(text, predicted)


@lru_cache(maxsize=1)
def _country_forms() -> dict[str, str]:
    territories = {form: place.sovereign for form, (place, _) in territory_forms().items() if place.sovereign}
    return territories | {form: state.alpha3 for form, (state, _) in state_forms().items()}


@lru_cache(maxsize=1)
def _country_pattern() -> re.Pattern[str]:
    longest_first = sorted(_country_forms(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
