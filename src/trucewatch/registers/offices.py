"""Offices as news prints them: which nouns are offices, what level they have, what one is in charge of.

No row names a person, and nothing here says who holds an office: only reports and the user's own file do, each for its
dates. Two phrases mean one office where level, matter and rank agree ("minister of foreign affairs", "foreign
minister"); whose office it is stays the caller's affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, TypeVar, get_args

from trucewatch.errors import TrucewatchError
from trucewatch.registers.bodies import find_body
from trucewatch.registers.forms import plain_form
from trucewatch.registers.groups import group_forms
from trucewatch.registers.states import find_state
from trucewatch.registers.table import forms_in, rows_of
from trucewatch.registers.territories import find_territory

OfficeClass = Literal["public_office", "spokesperson"]
Holder = Literal["state", "territory", "body", "group"]
_Value = TypeVar("_Value")

_COLUMNS = ("forms", "level", "class", "of", "held", "name")
_CLASSES: Mapping[str, OfficeClass] = {each: each for each in get_args(OfficeClass)}
_HOLDERS: Mapping[str, Holder] = {each: each for each in get_args(Holder)}

_ABBREVIATED = {
    "fm": "foreign minister", "dfm": "deputy foreign minister", "dpm": "deputy prime minister",
    "dy pm": "deputy prime minister", "vp": "vice president", "sg": "secretary-general", "cinc": "commander-in-chief",
}  # fmt: skip
_FORMER = frozenset(
    "former ex onetime one-time then late ousted deposed sacked dismissed retired previous designate elect incoming "
    "outgoing future would-be".split()
)
_HELD_STILL = frozenset({"outgoing"})
_RANKS = frozenset("deputy vice assistant associate".split())
_NUMBERED = frozenset("first second third".split())
# Say how somebody holds an office or whose it is, never which one it is.
_WORDLESS = frozenset(
    "the a an its their his her acting interim caretaker special senior junior top chief lead principal veteran new "
    "current government rebel guerrilla militia separatist opposition local unnamed another one two several".split()
)
_PREPOSITIONS = frozenset("of for to in at on with under responsible".split())
_WHOLE = frozenset({"republic", "country", "nation", "government", "state council", "kingdom", "federation"})
_APART = re.compile(r"\s*(?:[/,;&+]|\band\b|\bor\b)\s*")
_HYPHENED = re.compile(r"\b(deputy|vice|ex|assistant)-(?=\w)|-(?=(?:elect|designate)\b)")


@dataclass(frozen=True)
class Office:
    """One office by its nouns.

    Attributes:
        forms: its nouns, lower case, singular first.
        level: what it is in a state ("head_of_state", "minister"), or the like of it in a body or group.
        person: the class of person it makes of whoever holds it.
        of: who can have it.
        held_by_one: one person holds it at a time for one side, for one matter where it has one.
        is_name: its nouns are family names too ("King").
    """

    forms: tuple[str, ...]
    level: str
    person: OfficeClass
    of: tuple[Holder, ...]
    held_by_one: bool
    is_name: bool = False


@dataclass(frozen=True, order=True)
class OfficeKey:
    """Which office some words mean: two that are equal mean the same one, of one side.

    Attributes:
        level: as in the register.
        matter: what it is in charge of ("foreign"), in the words printed where the register has none; "" for none.
        rank: "deputy", "vice", "first deputy" ..., "" for the office itself.
    """

    level: str
    matter: str = ""
    rank: str = ""


@dataclass(frozen=True)
class _Parsed:
    office: Office
    before: tuple[str, ...]
    after: tuple[str, ...]
    noun: str


@lru_cache(maxsize=1)
def offices() -> tuple[Office, ...]:
    """Every office of the register, in the table's order."""
    return tuple(
        Office(
            forms=forms_in(row["forms"]),
            level=row["level"],
            person=_one_of(_CLASSES, row["class"], row["level"]),
            of=tuple(_one_of(_HOLDERS, cell, row["level"]) for cell in forms_in(row["of"])),
            held_by_one=row["held"] == "one",
            is_name=row["name"] == "yes",
        )
        for row in rows_of("offices.csv", _COLUMNS)
    )


@lru_cache(maxsize=1)
def office_forms() -> Mapping[str, Office]:
    """Every noun that is an office -> the office; lower case, straight apostrophes."""
    listed: dict[str, Office] = {}
    for office in offices():
        for form in office.forms:
            if listed.setdefault(form, office) is not office:
                raise TrucewatchError(
                    f"the noun {form!r} is claimed by {listed[form].level} and {office.level} in offices.csv",
                    expected="one office a noun",
                )
    return MappingProxyType(listed)


@lru_cache(maxsize=1)
def matter_forms() -> Mapping[str, str]:
    """What an office can be in charge of: each form -> the matter ("external affairs" -> "foreign")."""
    return MappingProxyType(
        {
            form: row["matter"]
            for row in rows_of("office_matters.csv", ("matter", "forms"))
            for form in forms_in(row["forms"])
        }
    )


@lru_cache(maxsize=1)
def levels_held_by_one() -> frozenset[str]:
    """The levels that one person holds at a time, for one side and matter."""
    return frozenset(office.level for office in offices() if office.held_by_one)


@lru_cache(maxsize=1 << 14)
def office_class(phrase: str) -> OfficeClass | None:
    """The class of person that an office noun or phrase makes of its holder, held still or no more.

    "minister" and "former deputy foreign minister" are public offices, "spokeswoman" is a spokesperson; "farmer",
    "Anna King" and "President Anna Berg" (a person, no office) give None.
    """
    found: OfficeClass | None = None
    for part in _parts(" ".join(_without(_words(phrase), _FORMER - _HELD_STILL))):
        parsed = _parse(part.split())
        if parsed is None or (parsed.office.is_name and _is_full_name(phrase, parsed)):
            continue
        if parsed.office.person == "spokesperson":
            return "spokesperson"
        found = parsed.office.person
    return found


@lru_cache(maxsize=1 << 14)
def office_keys(office: str) -> tuple[OfficeKey, ...]:
    """Which offices some words mean: "deputy prime minister and foreign minister", "DPM/FM" give two.

    () where they mean no office of the register, or one that is held no more or not yet ("former president",
    "president-elect").
    """
    words = _words(office)
    if (_FORMER - _HELD_STILL) & set(words):
        return ()
    keys: dict[OfficeKey, None] = {}
    for part in _parts(" ".join(word for word in words if word not in _HELD_STILL)):
        parsed = _parse(part.split())
        if parsed is not None:
            keys.update(dict.fromkeys(_keys_of(parsed)))
    return tuple(keys)


def _words(phrase: str) -> list[str]:
    return _HYPHENED.sub(lambda m: f"{m[1] or ''} ", plain_form(phrase).lower()).split()


def _without(words: Sequence[str], dropped: frozenset[str]) -> list[str]:
    return [word for word in words if word not in dropped]


def _parts(words: str) -> Iterator[str]:
    """The offices in some words, one by one, each with what it is in charge of.

    "foreign and defence minister" gives "foreign minister" and "defence minister"; "minister of foreign affairs and
    trade" stays one.
    """
    waiting: list[str] = []
    last = ""
    for given in _APART.split(words):
        part = _ABBREVIATED.get(given, given)
        parsed = _parse(part.split())
        if parsed is not None:
            if last:
                yield last
            yield from (f"{each} {parsed.noun}" for each in waiting)
            waiting, last = [], part
        elif last:
            last = f"{last} and {part}"
        elif part:
            waiting.append(part)
    if last:
        yield last


def _parse(words: Sequence[str]) -> _Parsed | None:
    """The office that some words mean, with the words around its noun; None where they mean none."""
    found: tuple[int, int] | None = None
    at = 0
    while at < len(words):
        size = next((n for n in range(min(_longest(), len(words) - at), 0, -1) if _form(words[at : at + n])), 0)
        if size:
            found = (at, at + size)
        elif words[at] in _PREPOSITIONS and found is not None:
            break
        at += max(size, 1)
    if found is None:
        return None
    first, last = found
    if last < len(words) and words[last] not in _PREPOSITIONS:
        return None  # a name or another noun follows: "president anna berg", "leader killed"
    noun, before = " ".join(words[first:last]), tuple(words[:first])
    for word in before:
        longer = f"{word} {noun}"
        if longer in office_forms():  # "chief government negotiator"
            noun, before = longer, tuple(each for each in before if each != word)
            break
    return _Parsed(office_forms()[noun], before, tuple(words[last:]), noun)


def _form(words: Sequence[str]) -> bool:
    return " ".join(words) in office_forms()


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(form.split()) for form in office_forms())


def _keys_of(parsed: _Parsed) -> Iterator[OfficeKey]:
    ranks = [word for word in parsed.before if word in _RANKS]
    rank = " ".join(word for word in parsed.before if word in _RANKS or (ranks and word in _NUMBERED))
    before = _without_side([word for word in parsed.before if word not in _RANKS | _NUMBERED])
    after = list(parsed.after)
    level = parsed.office.level
    if after[:1] == ["to"]:
        yield OfficeKey(level, " ".join(after[1:]).removeprefix("the "), rank)  # "ambassador to France": to, not of
        return
    while after and after[0] in _PREPOSITIONS | {"the"}:
        after.pop(0)
    if level == "secretary" and after[:2] == ["state", "for"]:
        after = after[2:]  # a secretary of state for something is a secretary for it
    for matter in _matters(" ".join(after) or " ".join(before)):
        yield OfficeKey(level, matter, rank)


def _without_side(words: Sequence[str]) -> list[str]:
    """Words before an office without those that say whose it is: "kenyan foreign" is "foreign"."""
    kept = _without(words, _WORDLESS)
    size = next((n for n in range(len(kept), 0, -1) if _is_side(" ".join(kept[:n]))), 0)
    return kept[size:]


def _matters(words: str) -> tuple[str, ...]:
    """What some words say an office is in charge of; ("",) where they say whose it is, or nothing."""
    if not words or words in _WHOLE or _is_side(words):
        return ("",)
    known = matter_forms().get(words) or matter_forms().get(words.removesuffix(" affairs"))
    if known is not None:
        return (known,)
    if " and " in words:
        return tuple(dict.fromkeys(matter for part in words.split(" and ") for matter in _matters(part)))
    return (words.removeprefix("the "),)


@lru_cache(maxsize=1 << 12)
def _is_side(words: str) -> bool:
    """Do some words, in lower case, name a state, territory, body or group?"""
    if words in _lower_group_forms():
        return True
    printed = " ".join(word if word in {"of", "and", "the"} else word[:1].upper() + word[1:] for word in words.split())
    forms = (printed, words.upper())
    return any(find(form) is not None for form in forms for find in (find_state, find_territory, find_body))


@lru_cache(maxsize=1)
def _lower_group_forms() -> frozenset[str]:
    return frozenset(form.lower() for form in group_forms())


def _is_full_name(phrase: str, parsed: _Parsed) -> bool:
    """Is a phrase that ends in an office noun a person's name: "Anna King"?"""
    known = _RANKS | _NUMBERED | _WORDLESS | frozenset(matter_forms())
    printed = plain_form(phrase).split()
    names = [
        word for word in printed if word[:1].isupper() and word.lower() in parsed.before and word.lower() not in known
    ]
    return bool(names) and printed[-1][:1].isupper() and not all(_is_side(word.lower()) for word in names)


def _one_of(known: Mapping[str, _Value], cell: str, level: str) -> _Value:
    if cell not in known:
        raise TrucewatchError(f"the office {level} has {cell!r} in offices.csv", expected=", ".join(known))
    return known[cell]
