"""What in a terms file must hold between its parts: ids are told once, and no time hangs on itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trucewatch.agreements.form import ID_SECTIONS, terms_form
from trucewatch.agreements.form_paths import Ids
from trucewatch.agreements.form_shapes import (
    AGREEMENT,
)
from trucewatch.agreements.load_values import PlacedMistake
from trucewatch.agreements.terms import ENTRY, SIGNATURE
from trucewatch.registers.yaml_file import Place

_OTHER_WORDS = (AGREEMENT, ENTRY, SIGNATURE, "findings")  # they stand where an id may stand


def wrong_ids(ids: Ids) -> Iterator[PlacedMistake]:
    """Ids that another section has too, or that mean something else in a path."""
    taken = {*_OTHER_WORDS, *(field.key for field in terms_form().fields)}
    first: dict[str, str] = {}
    for section in ID_SECTIONS:
        for id_ in ids[section]:
            other = first.setdefault(id_, section)
            if other != section:
                found = f"the id `{id_}`, which stands in `{other}` too"
                yield PlacedMistake((section, id_), found, "ids that differ in all the file")
            if id_ in taken:
                found = f"the id `{id_}`, which means something else in a path"
                yield PlacedMistake((section, id_), found, "another id")


def circles(links: Iterable[tuple[Place, str]]) -> Iterator[PlacedMistake]:
    """Times that hang on themselves, and obligations that come after themselves: each circle once.

    Args:
        links: the anchors and ids met in a file, with their places.
    """
    ahead: dict[str, dict[str, Place]] = {}
    for place, word in links:
        for node, other in _edges(place, word):
            ahead.setdefault(node, {}).setdefault(other, place)
    for id_ in [node.removesuffix(".start") for node in ahead if node.endswith(".start")]:
        ahead.setdefault(f"{id_}.end", {})[f"{id_}.start"] = ()
    while circle := _circle(ahead):
        told = " -> ".join((*circle, circle[0])).replace("after ", "")
        places = [ahead[node][other] for node, other in zip(circle, (*circle[1:], circle[0]), strict=True)]
        place = next(each for each in places if each)
        yield PlacedMistake(place, f"a circle: {told}", "what does not hang on itself")
        for node in circle:
            del ahead[node]


def _edges(place: Place, word: str) -> Iterator[tuple[str, str]]:
    """What hangs on what by one link; what only ends there (a start of an obligation) can be in no circle."""
    section, *inner = place
    if section == "entry":
        yield (SIGNATURE if inner[0] == "signed" else ENTRY), word
    elif section == "phases" and inner[1] == "starts" and inner[-1] == "after":
        yield f"{inner[0]}.start", word
    elif section == "obligations" and inner[1] == "due" and inner[-1] == "after":
        yield f"{inner[0]}.due", word
    elif section == "obligations" and inner[1] == "after":
        yield f"after {inner[0]}", f"after {word}"


def _circle(ahead: Mapping[str, Iterable[str]]) -> list[str]:
    """One circle, from its first node on; [] where there is none. It walks without recursion: chains may be long."""
    done: set[str] = set()
    for first in ahead:
        walked = {} if first in done else {first: iter(ahead[first])}
        while walked:
            last = next(reversed(walked))
            node = next((each for each in walked[last] if each in ahead and each not in done), None)
            if node is None:
                done.add(last)
                del walked[last]
            elif node in walked:
                way = list(walked)
                return way[way.index(node) :]
            else:
                walked[node] = iter(ahead[node])
    return []
