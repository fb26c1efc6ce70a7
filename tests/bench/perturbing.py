"""Copies of a reading that differ from it at random: what scorers are compared on.

Values are swapped within a kind, rewritten in forms that scoring rules treat alike or apart, or replaced by ones that
fit no field; passages move, grow, double and leave the text; records go, come twice and change their order.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from bench.scoring.entries import Record, passages_field
from bench.scoring.kinds import KINDS

_VALUES: tuple[object, ...] = (
    None, "", 0, 12, "2,000", 40.0, "vague", "party", "mediator", "release", "allow aid", "done", "pending", "endorse",
    "criticise", "undecided", "direct", "P2W", "PT336H", "P42D", "P1.2.3D", "2023-05-03", "2023-05-03T10:00+02:00",
    "2023-05-03T08:00Z", "2023-05-03T08:00", "2023-05-03/P14D", "May 2023", "S/RES/2719 (2023)", "UNSCR 2719",
    "UN Security Council Resolution no. 2719 of 2023", "General Assembly resolution 377 (1950)", "A/RES/79/81",
    "Fourth Geneva Convention of 12 August 1949", "Geneva Convention (Geneva), art. 2(5)", "the United States' envoy",
    "U.S.", "American", "Both sides", "South Sudan", "Sudanese", "Mali, Chad & the US", "Norland and Chad",
    "Chad, Norland", "Organization of Islamic Cooperation", "OIC", "Saudi Arabia", "Türkiye", "the_x", "and", "&",
)  # fmt: skip
_LISTS: tuple[object, ...] = (None, [], "Norland", ["Norland", "Chad"], ["Mali and Chad", None])
_QUANTITIES: tuple[object, ...] = (None, 38, {"number": "40", "qualifier": "exact"}, {"number": 38.0}, {"number": None})
_MOVES = (0, 3, -5, 40, -300, 900)
_GROWTH = (0, 0, -4, 15, 150)
_RATES = (0.05, 0.2, 0.5)


def perturbed(reading: Record, length: int, rnd: Random) -> dict[str, Any]:
    """A copy of `reading`, of a text with `length` characters; how much differs varies from copy to copy."""
    changed: dict[str, Any] = copy.deepcopy(dict(reading))
    rate = rnd.choice(_RATES)
    for kind in KINDS:
        given = changed.get(kind)
        records = given if isinstance(given, list) else [given] if given else []
        kept = [record for record in records if rnd.random() > rate]
        kept += [record for record in kept if rnd.random() < rate / 3]
        versions = [_version(record, records, (passages_field(kind), length, rate), rnd) for record in kept]
        rnd.shuffle(versions)
        changed[kind] = versions if isinstance(given, list) else next(iter(versions), None)
    return changed


def _version(record: Record, records: Sequence[Record], how: tuple[str, int, float], rnd: Random) -> dict[str, object]:
    passages, length, rate = how
    version = dict(record)
    for field in [name for name in record if rnd.random() < rate]:
        if field == passages:
            version[field] = _moved(version[field], length, rnd)
        elif rnd.random() < 0.3:
            version[field] = rnd.choice(records).get(field)
        else:
            version[field] = _rewritten(version[field], rnd)
    if rnd.random() < rate / 4:
        version["unsure"] = not version.get("unsure")
    return version


def _moved(passages: object, length: int, rnd: Random) -> object:
    moved: list[object] = []
    for passage in passages if isinstance(passages, list) else []:
        if isinstance(passage, Mapping):
            start = passage["start"] + rnd.choice(_MOVES)
            end = start + passage["end"] - passage["start"] + rnd.choice(_GROWTH)
            moved.append({**passage, "start": start, "end": end})
    void: list[object] = [{"start": True, "end": 4}, {"start": 5, "end": 5}, {"start": 0, "end": length + 1}, "x"]
    return rnd.choice((None, [], void, moved * 2, moved[:1])) if rnd.random() < 0.15 else moved


def _rewritten(value: object, rnd: Random) -> object:
    """The same in other words, or something else."""
    if isinstance(value, list):
        return rnd.choice(_LISTS)
    if isinstance(value, dict):
        return rnd.choice(_QUANTITIES)
    if not isinstance(value, str) or not value.strip() or rnd.random() < 0.4:
        return rnd.choice(_VALUES)
    words = value.split()
    return rnd.choice((
        value.upper(), f"the {value}’s", value.replace(" ", "_"), words[0], words[-1], " ".join(reversed(words)),
        "".join(word[0] for word in words), f"{value} and Norway", f"Southern {value}", value.replace("a", "á"),
    ))  # fmt: skip
