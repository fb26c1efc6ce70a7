"""For every kind of record: when a gold and a predicted one speak of the same thing, and when they agree.

Found: the two may be paired. Right: all main fields agree too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.scoring.entries import Entry, listed
from bench.scoring.names import Names
from bench.scoring.values import citation, iso, number, option

_LEAST_QUOTE_OVERLAP = 0.5
# Stances that may be two readers' words for one position.
_FAMILIES = (
    ("accept", "endorse", "adopt", "welcome"),
    ("reject", "criticise"),
    ("conditional", "undecided"),
)
_FAMILY_OF = {stance: family[0] for family in _FAMILIES for stance in family}


@dataclass(frozen=True)
class Comparison:
    """A gold record and a predicted one."""

    gold: Entry
    predicted: Entry
    names: Names

    def values(self, field: str) -> tuple[object, object]:
        """A field of both. Who holds a position is told apart from who says so: see `_holders`."""
        if field == "actor":
            return self._holders()
        return self.gold.get(field), self.predicted.get(field)

    def same(self, field: str, form: Callable[[object], object] = option) -> bool:
        gold, predicted = self.values(field)
        return form(gold) == form(predicted)

    def near(self) -> bool:
        return self.gold.place.near(self.predicted.place)

    def overlap(self) -> float:
        return self.gold.place.overlap(self.predicted.place)

    def shares_name(self, field: str) -> bool:
        return self.names.share(*self.values(field))

    def shares_name_if_given(self, field: str) -> bool:
        """As `shares_name`; a side that gives no name fits any."""
        return not all(self.values(field)) or self.shares_name(field)

    def _holders(self) -> tuple[object, object]:
        """The actors; where they differ, the first actor or speaker of each side that do match."""
        actor, other_actor = self.gold.get("actor"), self.predicted.get("actor")
        if not self.names.share(actor, other_actor):
            speaker, other_speaker = self.gold.get("speaker"), self.predicted.get("speaker")
            for pair in ((actor, other_speaker), (speaker, other_actor), (speaker, other_speaker)):
                if all(pair) and self.names.share(*pair):
                    return pair
        return actor, other_actor


Agrees = Callable[[Comparison, str], bool]


@dataclass(frozen=True)
class Kind:
    """The rules of one kind: may two records be paired, and which fields must agree and how."""

    found: Callable[[Comparison], bool]
    fields: Mapping[str, Agrees]

    def agreement(self, pair: Comparison) -> dict[str, bool]:
        """Field -> do the two agree on it?"""
        return {field: agrees(pair, field) for field, agrees in self.fields.items()}


def in_form(form: Callable[[object], object]) -> Agrees:
    """Values are equal once brought to `form`."""
    return lambda pair, field: pair.same(field, form)


def all_names(pair: Comparison, field: str) -> bool:
    """All members of the two names pair off."""
    return pair.names.agree(*pair.values(field))


def _number_if_gold_has_one(pair: Comparison, field: str) -> bool:
    gold, predicted = map(number, pair.values(field))
    return gold is None or gold == predicted


def _same_party(pair: Comparison) -> bool:
    """The role is part of what is found: a mediator reported as a party is another statement."""
    if not pair.same("role"):
        return False
    gold, predicted = ([side.get("name"), *listed(side.get("aliases"))] for side in (pair.gold, pair.predicted))
    return any(pair.names.share(a, b) for a in gold for b in predicted if a and b)


def _same_talks(pair: Comparison) -> bool:
    """The venue matches, or half the participants of the longer list; or neither side gives any of these."""
    if not pair.gold.place.next_to(pair.predicted.place):
        return False
    venues = pair.values("venue")
    if all(venues) and pair.shares_name("venue"):
        return True
    gold, predicted = map(listed, pair.values("participants"))
    if gold or predicted:
        return 2 * pair.names.shared(gold, predicted) >= max(len(gold), len(predicted))
    return not any(venues)


def _family(stance: object) -> object:
    name = option(stance)
    # A stance outside the closed list stands for itself, as printed.
    return _FAMILY_OF.get(name, stance) if name is not None else None


_OPTION = in_form(option)
_ISO = in_form(iso)
_NUMBER = in_form(number)

KINDS: Mapping[str, Kind] = {
    "parties": Kind(_same_party, {"role": _OPTION}),
    "agreement": Kind(
        lambda pair: all(pair.values("kind")),
        {"start": _ISO, "duration": _ISO, "expiry": _ISO},
    ),
    "obligations": Kind(
        lambda pair: pair.near() and pair.same("action") and pair.shares_name_if_given("bearer"),
        {"action": _OPTION, "bearer": all_names, "state": _OPTION, "quantity": _number_if_gold_has_one},
    ),
    "positions": Kind(
        lambda pair: pair.near() and pair.same("stance", _family) and pair.shares_name("actor"),
        {"actor": all_names, "stance": _OPTION},
    ),
    "quotes": Kind(
        lambda pair: pair.overlap() >= _LEAST_QUOTE_OVERLAP,
        {"speaker": all_names, "type": _OPTION},
    ),
    "times": Kind(lambda pair: pair.overlap() > 0, {"value": _ISO}),
    "figures": Kind(
        lambda pair: pair.near() and pair.same("number", number),
        {"what": _OPTION, "number": _NUMBER, "qualifier": _OPTION},
    ),
    "instruments": Kind(
        lambda pair: pair.same("citation", lambda cited: citation(cited).instrument),
        {"citation": in_form(citation)},
    ),
    "talks": Kind(_same_talks, {"venue": all_names, "date": _ISO, "status": _OPTION}),
    "violations": Kind(
        lambda pair: pair.near() and pair.shares_name_if_given("against"),
        {"against": all_names, "status": _OPTION},
    ),
}
"""Kind -> its rules, in the order of the reports."""
