"""Reads the plain values of a terms file into its classes by the form, and keeps every mistake with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from datetime import date, datetime, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from trucewatch.agreements.form_paths import Ids, anchors_in, named, paths_in
from trucewatch.agreements.form_shapes import (
    DAY_PATTERN,
    DURATION_PATTERN,
    HOUR_PATTERN,
    ID_PATTERN,
    NUMBER_PATTERN,
    VERSION,
    Anchor,
    Changes,
    Day,
    Duration,
    Field,
    Flag,
    Id,
    Number,
    OneOf,
    Record,
    Ref,
    Section,
    Several,
    Shape,
    Version,
    Words,
    Zone,
)
from trucewatch.agreements.terms import Change, Exchange, TermsParty, When
from trucewatch.agreements.write import plain_value, text_of
from trucewatch.registers.yaml_file import Place, nearest

BAD = object()
"""What a value becomes that has a mistake."""

_DAY, _HOUR, _DURATION, _NUMBER, _ID = (
    re.compile(each, re.ASCII) for each in (DAY_PATTERN, HOUR_PATTERN, DURATION_PATTERN, NUMBER_PATTERN, ID_PATTERN)
)
_LONGEST_SHOWN = 80  # characters of a wrong value that a message repeats
_LIKE_A_DAY = re.compile(r"\d{4}-\d")


@dataclass(frozen=True)
class PlacedMistake:
    """One mistake with its place in the values.

    Attributes:
        found, expected, advice: as in a `FileMistake`.
    """

    place: Place
    found: str
    expected: str
    advice: str = ""


class Reading:
    """Reads values of one file.

    Attributes:
        mistakes: what was wrong so far.
        links: the ids and anchors met, with their places.
    """

    def __init__(self, ids: Ids, zone: str, later: Ids | None = None) -> None:
        """Read against what the file has.

        Args:
            ids: the ids of its sections.
            zone: the zone of its days and hours.
            later: its ids with those that amendments add.
        """
        self.mistakes: list[PlacedMistake] = []
        self.links: list[tuple[Place, str]] = []
        self._ids = ids
        self._zone = zone
        self._later = later or ids
        self._words: dict[Shape, dict[str, None]] = {}  # the words that a shape with a closed list takes

    def read(self, shape: Shape, value: object, place: Place) -> object:
        """What a plain value becomes; `BAD` where it has a mistake, which is kept."""
        if isinstance(shape, Several):
            return self._several(shape, value, place)
        if isinstance(shape, Section):
            return self._section(shape, value, place)
        if isinstance(shape, Record):
            return self._record(shape, value, place)
        if isinstance(shape, Changes):
            return self._changes(value, place)
        return self._scalar(shape, value, place)

    def _wrong(self, place: Place, value: object, expected: str, known: Iterable[str] = ()) -> object:
        advice = nearest(value, known) if isinstance(value, str) else ""
        self.mistakes.append(PlacedMistake(place, f"`{_key(place)}: {_shown(value)}`", expected, advice))
        return BAD

    def _several(self, shape: Several, value: object, place: Place) -> object:
        listed = value if isinstance(value, list) else [value]
        items = [self.read(shape.of, each, (*place, number)) for number, each in enumerate(listed)]
        return BAD if any(each is BAD for each in items) else tuple(items)

    def _section(self, shape: Section, value: object, place: Place) -> object:
        if not isinstance(value, dict):
            return self._wrong(place, value, "ids with what each stands for")
        items = []
        for id_, each in value.items():
            inner = (*place, id_)
            if not _ID.fullmatch(id_):
                expected = "an id of letters, digits, `-` and `_`"
                self.mistakes.append(PlacedMistake(inner, f"the id `{id_}`", expected))
            items.append(self.read(shape.of, {} if each is None else each, inner))
        return BAD if any(each is BAD for each in items) else tuple(items)

    def _record(self, shape: Record, value: object, place: Place) -> object:
        if not isinstance(value, dict):
            short = _short_key(shape, value)
            if short is None:
                return self._wrong(place, value, "the keys " + ", ".join(each.key for each in shape.fields))
            value = {short: value}
        keys = [each.key for each in shape.fields]
        before = len(self.mistakes)
        for key in value:
            if key not in keys:
                expected = "one of " + ", ".join(keys)
                self.mistakes.append(PlacedMistake((*place, key), f"the key `{key}`", expected, nearest(key, keys)))
        made = {field.attribute: self._field(shape, field, value, place) for field in shape.fields}
        made.pop("terms", None)  # the version of the form is no part of what the file tells
        if len(self.mistakes) > before:
            return BAD
        if place and isinstance(place[-1], str) and _has_id(shape):
            made["key" if place[0] == "sources" else "id"] = place[-1]
        for attribute, nested, parts in shape.nested:
            made[attribute] = nested(**{key: made.pop(key) for key in parts})
        result = shape.made(**made)
        for key, found, expected in _odd(result):
            self.mistakes.append(PlacedMistake((*place, key), found, expected))
        return result if len(self.mistakes) == before else BAD

    def _field(self, shape: Record, field: Field, value: Mapping[str, object], place: Place) -> object:
        given = value.get(field.key)
        if given is not None:
            return self.read(field.shape, given, (*place, field.key))
        default = shape.default(field)
        if default is MISSING:
            around = place or ("terms",)
            where = f" in `{_key(place)}`" if place else ""
            expected = f"`{field.key}` with {_told(field.shape)}"
            self.mistakes.append(PlacedMistake(around, f"no `{field.key}`{where}", expected))
            return BAD
        return default

    def _changes(self, value: object, place: Place) -> object:
        if not isinstance(value, dict):
            return self._wrong(place, value, "paths with their new values")
        made = []
        for path, each in value.items():
            inner, found = (*place, path), named(path, self._later)
            if found is None or found.place[0] == "amendments":
                known = [each for each in paths_in(self._later) if not each.startswith("amendments.")]
                expected = "a path such as phase-1.lasts, entry.actual, or obligations.new-duty for one more"
                self.mistakes.append(PlacedMistake(inner, f"the path `{path}`", expected, nearest(path, known)))
            elif each is None:
                made.append(Change(path, "null"))
            else:
                reading = Reading(self._later, self._zone)
                read = reading.read(found.shape, each, found.place)
                self.mistakes += [PlacedMistake(inner, one.found, one.expected, one.advice) for one in reading.mistakes]
                if read is not BAD:
                    made.append(Change(path, text_of(plain_value(found.shape, read))))
        return tuple(made)

    def _scalar(self, shape: Shape, value: object, place: Place) -> object:
        if isinstance(shape, Number) and isinstance(value, int | float) and not isinstance(value, bool):
            value = f"{value:.9f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        if isinstance(shape, Flag):
            return value if isinstance(value, bool) else self._wrong(place, value, "true or false")
        if isinstance(shape, Version):
            return VERSION if str(value) == str(VERSION) else self._wrong(place, value, f"{VERSION}")
        if not isinstance(value, str) or not value.strip():
            return self._wrong(place, value, _told(shape))
        return self._word(shape, value.strip(), place)

    def _word(self, shape: Shape, value: str, place: Place) -> object:
        if isinstance(shape, Words):
            return value
        if isinstance(shape, Number):
            if not _NUMBER.fullmatch(value) or (shape.whole and "." in value) or float(value) < shape.least:
                return self._wrong(place, value, _told(shape))
            return float(value) if "." in value else int(value)
        if isinstance(shape, Day):
            return self._day(shape, value, place)
        if isinstance(shape, Zone):
            is_known = _is_zone(value)
            return value if is_known else self._wrong(place, value, _told(shape), sorted(available_timezones()))
        if isinstance(shape, Id | Duration):
            pattern = _ID if isinstance(shape, Id) else _DURATION
            return value if pattern.fullmatch(value) else self._wrong(place, value, _told(shape))
        if shape not in self._words:
            self._words[shape] = dict.fromkeys(self._known(shape))
        known = self._words[shape]
        if value not in known:
            return self._wrong(place, value, _told(shape, known), known)
        if isinstance(shape, Anchor | Ref):
            self.links.append((place, value))
        return value

    def _known(self, shape: Shape) -> Iterator[str]:
        """The words that a shape with a closed list takes."""
        if isinstance(shape, OneOf):
            yield from shape.words
        elif isinstance(shape, Anchor):
            yield from anchors_in(self._ids)
        elif isinstance(shape, Ref):
            for section in shape.sections:
                yield from self._ids[section]
            yield from shape.also

    def _day(self, shape: Day, value: str, place: Place) -> object:
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
            if shape.hours and _HOUR.fullmatch(value):
                found = datetime.fromisoformat(value)
                return found if found.tzinfo is not None else self._hour_in_zone(found, place)
        except ValueError:
            return self._wrong(place, value, f"{_told(shape)}, of the calendar")
        return self._wrong(place, value, _told(shape))

    def _hour_in_zone(self, hour: datetime, place: Place) -> object:
        """An hour without a zone, in that of the file, with the offset it then had."""
        if not _is_zone(self._zone):
            return BAD  # the zone has its own mistake
        zone = ZoneInfo(self._zone)
        offsets = {hour.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
        if len(offsets) > 1:
            expected = "an hour with its offset (+03:00), for the clocks there skip it or have it twice"
            return self._wrong(place, hour.isoformat(timespec="minutes"), expected)
        offset = offsets.pop()
        return BAD if offset is None else hour.replace(tzinfo=timezone(offset))


def _told(shape: Shape, known: Iterable[str] = ()) -> str:
    """What may stand behind a key, in words."""
    listed = tuple(known)
    if isinstance(shape, Several):
        return _told(shape.of)
    if isinstance(shape, OneOf):
        return "one of " + ", ".join(shape.words)
    if isinstance(shape, Ref):
        sections = " or ".join(shape.sections)
        return f"one of {', '.join(listed)}" if 0 < len(listed) <= 12 else f"an id from {sections}"
    if isinstance(shape, Day):
        hour = ", or an hour as 2031-04-02T19:00+03:00" if shape.hours else ""
        return f"a day as 2031-04-02{hour}"
    if isinstance(shape, Number):
        return f"a {'whole ' if shape.whole else ''}number from {shape.least} on, such as 33"
    return _TOLD.get(type(shape), "keys and values")


_TOLD: Mapping[type, str] = {
    Words: "words",
    Id: "an id of letters, digits, `-` and `_`",
    Flag: "true or false",
    Version: f"{VERSION}",
    Duration: "an ISO 8601 duration as P42D, P2M or PT24H",
    Zone: "an IANA zone as Africa/Nairobi",
    Anchor: (
        "a day, entry_into_force, signature, a phase with .start or .end (phase-1.end), "
        "or an obligation with .done or .due"
    ),
    Changes: "paths with their new values",
}


def _short_key(shape: Record, value: object) -> str | None:
    """The key for which a value that is no mapping stands; None where it can stand for none."""
    if not shape.short or isinstance(value, list) or value is None:
        return None
    if len(shape.short) == 1:
        return shape.short[0]
    return shape.short[0] if _LIKE_A_DAY.match(str(value)) and "." not in str(value) else shape.short[1]


def _has_id(shape: Record) -> bool:
    annotations = shape.made.__annotations__
    return ("id" in annotations and shape.field("id") is None) or "key" in annotations


def _odd(made: object) -> Iterator[tuple[str, str, str]]:
    """What about one part of the terms does not fit together: the key, what was found, what was expected."""
    if isinstance(made, When):
        if made.at is not None and made.anchor is not None:
            yield "after", "both `at` and `after`", "one of them; readings that differ are a list"
        elif made.at is None and made.anchor is None and made.words is None:
            yield "at", "a time that says nothing", "`at`, `after` or `words`"
        elif made.at is not None and made.offset != "P0D":
            yield "offset", "an `offset` from a day", "`offset` with `after` or `words`"
    elif isinstance(made, TermsParty) and made.through == made.id:
        yield "through", f"`through: {made.id}`, itself", "another party"
    elif isinstance(made, Exchange) and made.give == made.get:
        yield "get", f"`get: {made.get}`, which is given too", "another obligation"


@lru_cache(maxsize=64)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _key(place: Place) -> str:
    return next((each for each in reversed(place) if isinstance(each, str)), "terms")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    words = " ".join(value.split()) if isinstance(value, str) else "nothing" if value is None else text_of(value)
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]} …"
