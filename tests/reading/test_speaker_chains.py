"""Who passes words on: outlets within whose words others speak, and those that quote somebody."""

from __future__ import annotations

import pytest
from speaker_case import attributed, read_actors

from trucewatch.reading.attributions import Attribution, Extent, Source
from trucewatch.reading.speaker_chains import with_chains

TEXT = "State radio reported that the envoy had warned that the bridge would fall."
PLAIN = "The general believed that the envoy had warned that the bridge would fall."


def extent(text: str, words: str) -> Extent:
    start = text.index(words)
    return start, start + len(words)


def made(text: str, source: str, cue: str, content: str) -> Attribution:
    at = extent(text, source)
    return Attribution(
        (extent(text, content),), extent(text, cue), Source(at, at[1] - len(source.rsplit(maxsplit=1)[-1]))
    )


def carriers(text: str, a: Attribution) -> list[str]:
    return [text[slice(*c.extent)] for c in a.carriers]


def inner(text: str) -> Attribution:
    return made(text, "the envoy", "warned", "the bridge would fall")


def test_an_outlet_carries_what_is_said_within_its_words() -> None:
    outer = made(TEXT, "State radio", "reported", "the envoy had warned that the bridge would fall")
    first, second = with_chains([outer], [outer, inner(TEXT)], read_actors(TEXT)[0].doc)
    assert first == outer
    assert second.content == inner(TEXT).content
    assert carriers(TEXT, second) == ["State radio"]


def test_within_other_words_it_stays_theirs() -> None:
    outer = made(PLAIN, "The general", "believed", "the envoy had warned that the bridge would fall")
    assert with_chains([outer], [inner(PLAIN)], read_actors(PLAIN)[0].doc) == [outer]


def test_the_outlets_own_words_are_no_others() -> None:
    text = "State radio reported that it had warned that the bridge would fall."
    outer = made(text, "State radio", "reported", "it had warned that the bridge would fall")
    own = made(text, "it", "warned", "the bridge would fall")
    assert with_chains([outer], [own], read_actors(text)[0].doc) == [outer]


def test_whoever_carries_the_outlet_comes_last() -> None:
    text = TEXT[:-1] + ", two diplomats said."
    said = Source(extent(text, "two diplomats"), text.index("diplomats"))
    outer = made(text, "State radio", "reported", "the envoy had warned that the bridge would fall")
    outer = Attribution(outer.content, outer.cue, outer.source, carriers=(said,))
    chained = with_chains([outer], [inner(text)], read_actors(text)[0].doc)[-1]
    assert carriers(text, chained) == ["State radio", "two diplomats"]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg was quoted by the state agency as saying that the road was shut.",
        "The state agency quoted Anna Berg as saying that the road was shut.",
    ],
)
def test_quoted_as_saying(text: str) -> None:
    found = with_chains(attributed(text), [], read_actors(text)[0].doc)
    said = [a for a in found if a.cue is not None and text[slice(*a.cue)] == "saying"]
    assert [carriers(text, a) for a in said] in ([["the state agency"]], [["The state agency"]])


def test_who_only_says_carries_nothing() -> None:
    text = "Anna Berg said that the road was shut."
    found = attributed(text)
    assert with_chains(found, [], read_actors(text)[0].doc) == found
