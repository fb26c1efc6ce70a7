"""Names that are one though they are printed in different ways, by what the report itself shows.

"Kingdom of Ruritania" and "Ruritania", an adjective and the place it is of, a capital and its state, initials and the
long name. Registers know these of real states; here they are learned for every other name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from trucewatch.reading.actor_names import Name, NameHow
from trucewatch.reading.actor_states import (
    acts_as_government,
    ends_as_adjective,
    is_adjective_of,
    stands_as_adjective,
)
from trucewatch.reading.actor_types import LOCATIVE

_KINDS = "Republic|Kingdom|Emirate|Sultanate|Principality|Grand Duchy|Duchy"
_OF = re.compile(rf"(?:[A-Z][\w’']+ )?(?P<kind>{_KINDS}|State) of (?:the )?(?P<rest>[A-Z].*)")
_BEFORE = re.compile(rf"(?P<rest>[A-Z].*) (?P<kind>{_KINDS})")
_PLACED = frozenset({"state", "place", "party"})
_LEFT_OUT = frozenset("of and for the in de la del para et".split())
_LEAST_INITIALS = 2


def initials_told(names: Iterable[Name], known: Iterable[str]) -> dict[str, str]:
    """Initials that fit one long name of the report and no other: "LLF" -> "Lowland Liberation Front"."""
    forms = dict.fromkeys(n.form for n in names if n.type in {"party", "body", "place", "state"})
    found: dict[str, str] = {}
    long_names: dict[str, list[str]] = {}
    for form in forms:
        parts = [w for w in re.split(r"[\s-]+", form) if w and w.casefold() not in _LEFT_OUT]
        if len(parts) > _LEAST_INITIALS - 1 and all(w[0].isupper() for w in parts):
            long_names.setdefault("".join(w[0] for w in parts), []).append(form)
    for form in forms:
        fitting = long_names.get(form.replace(".", ""), [])
        if form not in known and len(fitting) == 1 and fitting[0] != form:
            found[form] = fitting[0]
    return found


def unified(doc: Doc, names: Sequence[Name]) -> tuple[Name, ...]:
    """The same names, each under the form of whom it names."""
    named = _long_states(_adjectives(doc, names))
    return tuple(_seats(doc, _capitals(doc, named)))


def _adjectives(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """An adjective of a place, state or party of the report means it: "Ruritanian" without a register."""
    places: dict[str, list[Name]] = {}
    for name in names:
        if name.type in _PLACED and name.how == "name" and " " not in name.form:
            places.setdefault(name.form, []).append(name)
    meant: dict[str, Name] = {}
    for form, each in places.items():
        if not ends_as_adjective(form):
            continue
        if not all(stands_as_adjective(doc, (n.first, n.last), form) for n in each):
            continue
        bases = (base for other, (base, *_) in places.items() if other != form and is_adjective_of(form, other))
        base = max(bases, key=lambda n: (n.type == "state", len(n.form)), default=None)
        if base is not None and base.form not in meant:
            is_state = "state" in {base.type, each[0].type}
            meant[form] = meant[base.form] = replace(base, type="state", is_movement=False) if is_state else base
    return [_as(n, meant.get(n.form), "name" if n.form == meant.get(n.form, n).form else "demonym") for n in names]


def _long_states(names: Sequence[Name]) -> list[Name]:
    """As "Kingdom of Ruritania" and "Ruritanian Republic" are "Ruritania", which then is a state, and "the Kingdom"."""
    forms = {n.form.casefold(): n for n in names if n.type in _PLACED and n.how == "name"}
    meant: dict[str, Name] = {}
    for name in forms.values():
        told = _OF.fullmatch(name.form) or _BEFORE.fullmatch(name.form)
        if told is None:
            continue
        short = forms.get(told["rest"].casefold()) or next(
            (n for key, n in forms.items() if " " not in key and is_adjective_of(told["rest"], n.form)), name
        )
        meant[name.form] = meant[short.form] = replace(short, type="state", is_movement=False)
        meant.setdefault(told["kind"], meant[name.form])
    return [_as(name, meant.get(name.form), "name") for name in names]


def _as(name: Name, other: Name | None, how: NameHow) -> Name:
    """The name as one of another, at its own place."""
    if other is None or name.type not in _PLACED | {"body"}:
        return name
    how = how if name.how == "name" else name.how
    return replace(name, form=other.form, type=other.type, is_movement=other.is_movement, how=how)


def _capitals(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """A capital that the report ties to its state is the state where it acts, and else a place."""
    of = dict(_told_capitals(doc, names))
    for name in names:
        owner = of.get(name.form)
        if owner is None or name.type not in {"place", "party", "person"}:
            yield name
            continue
        head = doc[name.first : name.last].root
        acts = head.dep_ in {"nsubj", "nsubjpass", "poss"} or (head.dep_ == "pobj" and head.head.lower_ not in LOCATIVE)
        told = name.first and doc[name.first - 1].lower_ in {"capital", ","}
        if acts and not told:
            yield replace(name, form=owner.form, type=owner.type, how="capital", is_movement=False)
        else:
            yield replace(name, type="place", is_movement=False)


def _seats(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
    """A town under whose name somebody acts is there the seat of whoever rules from it ("Ansel denies this")."""
    for name in names:
        acts = name.type == "place" and name.how == "name" and name.last - name.first == 1
        if acts and acts_as_government(doc[name.first]):
            yield replace(name, how="seat")
        else:
            yield name


def _told_capitals(doc: Doc, names: Sequence[Name]) -> Iterator[tuple[str, Name]]:
    """Such as "Ruritania's capital, Karsa", "the Ruritanian capital Karsa" and "Karsa, the capital of Ruritania"."""
    at: Mapping[int, Name] = {i: name for name in names for i in range(name.first, name.last)}
    for name in names:
        if name.type not in {"place", "party", "person"} or name.how != "name":
            continue
        first = name.first - (name.first > 0 and doc[name.first - 1].text == ",")
        if first > 1 and doc[first - 1].lower_ == "capital":
            before = first - 2 - (doc[first - 2].lower_ in {"'s", "’s"})
            owner = at.get(before)
            if owner is not None and owner.type in _PLACED and owner.form != name.form:
                yield name.form, owner
        behind = [t.lower_ for t in doc[name.last : name.last + 4]]
        if behind == [",", "the", "capital", "of"]:
            owner = at.get(name.last + 4) or at.get(name.last + 5)
            if owner is not None and owner.type in _PLACED and owner.form != name.form:
                yield name.form, owner
