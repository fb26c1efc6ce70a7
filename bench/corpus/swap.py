"""Exchanging the parties of a report, text and annotation together, in memory only.

Two uses: the two sides of one report change places (the neutrality figure: what is read of the one must be read of the
other), and both take other names from a fixed, varied list (training: a reader must not learn who is who).

Names go by kind: full name for full name, abbreviation for abbreviation, demonym for demonym, capital for capital.
Where the other side has no such form its name stands in (a capital that is only a place, as in "in Jakarta", stays).
The article is carried over as the new name wants it ("the Free Aceh Movement", "Indonesia"). Offsets follow through
every change of length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.corpus.annotation import Actor, Annotation
from bench.corpus.places import split_number
from trucewatch.registers.states import states

LISTED_STATES = (
    "ARG", "BGD", "BOL", "BWA", "CHL", "DNK", "ECU", "FIN", "GHA", "HUN", "IDN", "JOR", "KEN", "LAO", "MDG", "MNG",
    "MYS", "NZL", "PRT", "SEN", "THA", "TUN", "URY", "VNM",
)  # fmt: skip
"""States whose names stand in for a side that is a state: every continent, no two at war with each other."""

LISTED_MOVEMENTS = (
    ("Northern Reform Movement", "NRM"), ("Coastal People's Front", "CPF"), ("United Valley Council", "UVC"),
    ("Democratic Plains Alliance", "DPA"), ("Harvest Party", "HP"), ("Lakeshore Liberation Army", "LLA"),
    ("Association of Free Districts", "AFD"), ("Eastern Charter Movement", "ECM"), ("Patriotic River Union", "PRU"),
    ("Committee of the South", "CoS"), ("National Renewal Front", "NRF"), ("Highland Workers' League", "HWL"),
)  # fmt: skip
"""Invented names that stand in for a side that is no state."""


@dataclass(frozen=True)
class Side:
    """What one side is called in one report, each list by falling weight."""

    kind: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Renamed:
    """A text under other names, and how to follow an offset into it.

    Attributes:
        text: the new text.
        edits: (start, end, new start, new end) of every changed place, in order.
        words: old form to new form.
    """

    text: str
    edits: tuple[tuple[int, int, int, int], ...]
    words: Mapping[str, str]

    def start(self, offset: int) -> int:
        """Where a passage that began at `offset` begins now."""
        return self._moved(offset, at_end=False)

    def end(self, offset: int) -> int:
        """Where a passage that ended before `offset` ends now."""
        return self._moved(offset, at_end=True)

    def _moved(self, offset: int, *, at_end: bool) -> int:
        number = bisect_right([edit[0] for edit in self.edits], offset - at_end) - 1
        if number < 0:
            return offset
        start, end, new_start, new_end = self.edits[number]
        if offset >= end:
            return offset - end + new_end
        if at_end:
            return new_end
        return new_start if offset == start else min(new_start + offset - start, new_end)

    def value(self, value: object) -> object:
        """A reading, or part of one, under the new names and with its passages where they are now."""
        if isinstance(value, Mapping):
            if {"start", "end", "text"} <= value.keys():
                start, end = self.start(value["start"]), self.end(value["end"])
                rest = {k: self.value(v) for k, v in value.items() if k not in ("start", "end", "text")}
                return {"start": start, "end": end, "text": self.text[start:end], **rest}
            return {key: self.value(each) for key, each in value.items()}
        if isinstance(value, str) and self.words:
            return _pattern(self.words).sub(lambda m: (m["article"] or "") + self.words[m["form"]], value)
        return [self.value(each) for each in value] if isinstance(value, list | tuple) else value


def sides(annotation: Annotation) -> tuple[Side, Side] | None:
    """The two sides a report's annotation says may be exchanged; None where it names none."""
    actors = {actor.name: actor for actor in annotation.actors}
    if len(annotation.exchange) < 2:
        return None
    one, other = (_side(actors[name]) for name in annotation.exchange[:2])
    return (one, other) if one.names and other.names else None


def principals(annotation: Annotation) -> tuple[Side, Side] | None:
    """As `sides`; where nothing is said of an exchange, the first two that are annotated as parties to the conflict."""
    if annotation.exchange:
        return sides(annotation)
    names = [party.name for party in annotation.parties if party.role == "party"]
    known = {actor.name: actor for actor in annotation.actors}
    found = [side for name in names if name in known and (side := _side(known[name])).names]
    return (found[0], found[1]) if len(found) > 1 else None


def exchanged(text: str, one: Side, other: Side) -> Renamed:
    """The text with two sides in each other's place."""
    stay = [c for old, new in ((one, other), (other, one)) if not new.capitals for c in old.capitals]
    return rename(text, {**_onto(one, other), **_onto(other, one)}, stay)


def listed(text: str, one: Side, other: Side, number: int) -> Renamed:
    """The text with both sides under names from the list; `number` picks them, the same each time."""
    first, second = _listed(one, number), _listed(other, number + 7)
    if first.names == second.names:
        second = _listed(other, number + 8)
    stay = [c for old, new in ((one, first), (other, second)) if not new.capitals for c in old.capitals]
    return rename(text, {**_onto(one, first), **_onto(other, second)}, stay)


def rename(text: str, words: Mapping[str, str], capitals: Sequence[str] = ()) -> Renamed:
    """Every whole form in a text at once under its new name.

    Args:
        text: any text.
        words: old form to new form.
        capitals: forms among them that stay where they are only a place ("talks in Jakarta").
    """
    articled = {new: _takes_article(new, text) for new in words.values()}
    edits: list[tuple[int, int, int, int]] = []
    pieces: list[str] = []
    last = length = 0
    for found in _pattern(words).finditer(text) if words else ():
        if _is_place(found, capitals):
            continue
        for start, end, new in _replacements(found, words[found["form"]], articled):
            pieces += [text[last:start], new]
            length += start - last
            edits.append((start, end, length, length + len(new)))
            length += len(new)
            last = end
    return Renamed("".join([*pieces, text[last:]]), tuple(edits), dict(words))


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?P<article>\b[Tt]he )?(?<!\w)(?P<form>{forms})(?!\w)")


def _replacements(found: re.Match[str], new: str, articled: Mapping[str, bool]) -> Iterator[tuple[int, int, str]]:
    """What stands in for a form: the new name, with the article it takes where it is no modifier of a noun."""
    start, end = found.span("form")
    wants, alone = articled[new], _stands_alone(found)
    if found["article"] and not wants and alone:
        yield *found.span("article"), ""
    elif not found["article"] and wants and alone:
        new = f"The {new}" if _at_start(found) else f"the {new}"
    yield start, end, new


def _is_place(found: re.Match[str], capitals: Sequence[str]) -> bool:
    return found["form"] in capitals and bool(_PLACE_BEFORE.search(found.string[: found.start()]))


def _stands_alone(found: re.Match[str]) -> bool:
    """Is the form a whole noun phrase, not the modifier of a noun behind it?"""
    return re.match(r"[\s]+[a-z]", found.string[found.end() :]) is None or bool(
        _VERB_BEHIND.match(found.string, found.end())
    )


def _at_start(found: re.Match[str]) -> bool:
    before = found.string[: found.start()].rstrip(" ")
    return not before or before[-1] in '\n.“"(-—–:/'


_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|to|near|outside|around|into|toward|towards|of)\s$")
_VERB_BEHIND = re.compile(
    r"\s+(?:and|or|is|are|was|were|has|have|had|will|would|said|says|to|of|in|on|at|by|for|with|from|did|does|may|must"
    r"|shall|should|agreed|accused|rejected|accepted|denied|called|signed|that|which|who|against|after|before|over|under)\b"
)


def _takes_article(form: str, text: str) -> bool:
    """Does the name go with "the"? As the text has it where the name occurs, else: movements of several words do."""
    alone = len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", text))
    if alone:
        return 2 * len(re.findall(rf"\b[Tt]he {re.escape(form)}(?!\w)", text)) > alone
    return any(form == name for name, _ in LISTED_MOVEMENTS)


def _side(actor: Actor) -> Side:
    forms = [split_number(form)[0] for form in actor.forms]
    short = tuple(form for form in forms if _is_abbreviation(form))
    names = tuple(form for form in forms if form not in short)
    bare = tuple(dict.fromkeys(split_number(form)[0] for form in actor.demonym))
    capitals = tuple(dict.fromkeys(split_number(form)[0] for form in actor.capital))
    return Side(actor.type, tuple(dict.fromkeys(names)) or short, tuple(dict.fromkeys(short)), bare, capitals)


def _is_abbreviation(form: str) -> bool:
    return " " not in form and sum(letter.isupper() for letter in form) > 1 and len(form) <= 7


def _onto(old: Side, new: Side) -> dict[str, str]:
    words = dict(_paired(old.names, new.names))
    words |= dict(_paired(old.abbreviations, new.abbreviations or new.names[-1:]))
    words |= dict(_paired(old.demonyms, new.demonyms or new.abbreviations or new.names[-1:]))
    return words | dict(_paired(old.capitals, new.capitals or new.names[-1:]))


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, form in enumerate(old):
        yield form, new[min(number, len(new) - 1)]


def _listed(side: Side, number: int) -> Side:
    if side.kind == "state":
        code = LISTED_STATES[number % len(LISTED_STATES)]
        state = next(state for state in states() if state.alpha3 == code)
        return Side("state", (state.name,), (), state.adjectives[:1], state.capitals[:1])
    name, short = LISTED_MOVEMENTS[number % len(LISTED_MOVEMENTS)]
    return Side(side.kind, (name,), (short,), (), ())
