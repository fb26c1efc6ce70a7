"""Exchange the parties' names in a report and the reading exchanges with them; nothing else changes.

The same over the registers: names of states drawn from them are read alike; no word list knows a state, group, body or
person; codes of states, sectors and events stand with events and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import pytest

from bench.quality import register_swap
from told_case import MarkingStep
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.reader import read
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.registers.bodies import body_forms
from trucewatch.registers.groups import group_forms
from trucewatch.registers.register_actors import register_actors
from trucewatch.registers.states import ambiguous_forms, state_forms, states
from trucewatch.registers.territories import territory_forms
from trucewatch.vocabulary.events import QUADS
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report

TEXT = """\
Bolivia and Paraguay have agreed to extend their truce by thirty days, the mediators said on Tuesday.
Bolivia accepted an offer to free 40 prisoners, while Paraguay rejected a demand to withdraw its troops from the hills.
Bolivia accused Paraguay of shelling a village on Monday. Paraguay denied the charge and said it had kept the truce.
A spokesman for Paraguay said that talks would resume in Lima on Friday. Bolivia “will be there”, its envoy said.
At least 12 people were killed in the clash, Bolivia said. Paraguay put the toll at nine.
"""
UNTAGGED = tuple(MarkingStep() if step.writes is Tags else step for step in DEFAULT_STEPS)
SIDES = re.compile(r"\b(?:Bolivia|Paraguay)\b")
OTHER = {"Bolivia": "Paraguay", "Paraguay": "Bolivia"}


def exchanged(text: str) -> str:
    return SIDES.sub(lambda m: OTHER[m.group()], text)


def rows(reading: Reading, *, swap: bool) -> Counter[str]:
    """What the rules state, without offsets: kind, values and words; with `swap` the names exchanged again.

    The steps run without the learned tagger: a network weighs names, so it cannot exchange exactly. The share of all
    that exchanges with it is measured on the corpus and held by the gate (bench/quality, "swap").
    """
    found: Counter[str] = Counter()
    for statement in reading.statements:
        content = statement.content
        values = {
            name: value
            for name, value in vars(content).items()
            if isinstance(value, str | int | float | bool) or value is None
        }
        words = [p.text for p in content.passages]
        row = f"{content.KIND} {sorted(values.items(), key=str)} {words}"
        found[exchanged(row) if swap else row] += 1
    return found


@pytest.fixture(scope="module")
def both_ways() -> tuple[Counter[str], Counter[str]]:
    published = date(2031, 4, 2)
    one = read(Report(TEXT, published=published), UNTAGGED)
    other = read(Report(exchanged(TEXT), published=published), UNTAGGED)
    return rows(one, swap=False), rows(other, swap=True)


def test_there_is_something_to_exchange(both_ways: tuple[Counter[str], Counter[str]]) -> None:
    kinds = {row.split()[0] for row in both_ways[0]}
    assert {"parties", "positions", "quotes", "times", "figures", "violations"} <= kinds


def test_the_reading_exchanges_with_the_names(both_ways: tuple[Counter[str], Counter[str]]) -> None:
    one, other = both_ways
    assert one - other == Counter()
    assert other - one == Counter()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kenya", "Peru"),
        ("Burkina Faso", "Mongolia"),
        ("South Korea", "Norway"),
        ("Philippines", "Saudi Arabia"),
    ],
)
def test_states_of_the_register_are_read_alike(one: str, two: str) -> None:
    """A fixed few, by the rules alone; the share over a drawn sample is for bench.quality.register_swap to tell."""
    named = {each.name: each for each in register_swap.named_states()}
    reader = register_swap.reader_of(register_swap.untagged_steps())
    pair = register_swap.read_pair(register_swap.STATES_TEXT, named[one], named[two], reader)
    assert {"parties", "positions", "quotes", "figures", "actors"} <= {row.split()[0] for row in pair.straight}
    assert pair.straight - pair.exchanged == Counter()
    assert pair.exchanged - pair.straight == Counter()


def test_the_swap_over_registers_sees_a_difference() -> None:
    named = register_swap.named_states()
    one, two = named[0], named[1]

    def partial(text: str) -> Mapping[str, object]:
        first = text.index(one.name) < text.index(two.name)
        return {"parties": [{"name": one.name}, {"name": two.name}] if first else [{"name": one.name}]}

    pair = register_swap.read_pair(register_swap.STATES_TEXT, one, two, partial)
    same, all_ = pair.share
    assert (same, all_) == (2, 3)
    assert 0 < register_swap.measure([pair]).unchanged < 1


LISTS = sorted(each.name for each in files("trucewatch.reading.lexicons").iterdir() if each.name.endswith(".txt"))
ALLOWED = {
    "who": "the pronoun",
    "car": "in `car bomb`: the vehicle",
    "rome": "in the names of treaties, by the city where they were signed",
    "hague": "likewise",
    "vienna": "likewise",
    "ottawa": "likewise",
    "helsinki": "likewise",
    "washington": "likewise",
    "state department": "a ministry by whose name nobody can tell that it is one; gives a sector, never a side",
    "knesset": "a parliament by whose name nobody can tell that it is one; gives a sector, never a side",
    "duma": "likewise",
    "bundestag": "likewise",
    "vatican": "likewise, for a seat of religion",
}
"""Names in word lists, each with the reason why it is there."""
NAMING_LISTS = {"treaties.txt"}
"""Lists whose entries are names, of treaties; all others are words in lower case."""
MOST_WORDS = 6


@cache
def register_words() -> frozenset[str]:
    """Every form of a state, territory, body or group, in lower case."""
    registers = (state_forms(), ambiguous_forms(), territory_forms(), body_forms(), group_forms())
    return frozenset(form.casefold() for forms in registers for form in forms)


def entries_of(name: str) -> Iterator[str]:
    """The entries of a word list without their values; kinds of events before an entry are none of its words."""
    for line in files("trucewatch.reading.lexicons").joinpath(name).read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].partition("\t")[0].strip()
        if entry:
            yield " ".join(word for word in entry.split() if word not in QUADS)


def names_in(entry: str) -> set[str]:
    """The forms of registers within an entry."""
    words = entry.casefold().split()
    parts = (" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, min(len(words), a + MOST_WORDS) + 1))
    return {part for part in parts if part in register_words()}


@pytest.mark.parametrize("name", LISTS)
def test_no_word_list_of_the_reading_names_a_side(name: str) -> None:
    entries = list(entries_of(name))
    assert entries
    assert {(entry, form) for entry in entries for form in names_in(entry) if form not in ALLOWED} == set()
    if name not in NAMING_LISTS:
        # A name of whomever begins with a capital letter.
        assert [entry for entry in entries if entry != entry.lower()] == []


def test_no_word_list_of_linking_names_a_side() -> None:
    lines = files("trucewatch.linking").joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.partition(": ")[2].split()}
    assert len(words) > 100
    assert words & (register_words() - set(ALLOWED)) == set()
    assert [word for word in words if word != word.lower()] == []


def test_the_test_of_word_lists_can_fail() -> None:
    assert names_in("kenyan soldier") == {"kenyan"}
    assert names_in("african union troops") == {"african union"}
    assert names_in("tamil tigers") == {"tamil tigers"}


def strings_in(value: object) -> Iterator[str]:
    """All words of a JSON value, its keys left out."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings_in(each)
    elif isinstance(value, str):
        yield from re.findall(r"[A-Za-z0-9]+", value)


def test_codes_stand_with_events_and_nowhere_else() -> None:
    named = {each.name: each for each in register_swap.named_states()}
    text = register_swap.told(register_swap.STATES_TEXT, named["Kenya"], named["Peru"])
    reading = read(Report(text, published=date(2031, 4, 2))).to_json()
    codes = {state.alpha3 for state in states()} | {"KE", "PE", "UNO", "IGO", "NGO", "EUR", "GOV", "MIL", "REB"}
    codes |= set(QUADS)
    assert codes & set(strings_in(text)) == set()
    events = reading.pop("events")
    assert {"KEN", "PER"} <= set(strings_in(events))
    assert codes & set(strings_in(reading)) == set()
    assert "Kenya" in json.dumps(reading)


def test_known_actors_show_no_codes_of_states() -> None:
    codes = {state.alpha3 for state in states()}
    for actor in register_actors().values():
        if not actor.id.startswith(("body:", "group:")):
            assert codes & set(strings_in(actor.id)) == set(), actor.id
        assert all(codes & set(strings_in(side)) == set() for side in actor.of), actor.id
    # What news itself prints for a state ("USA", "UAE") is a name.
    printed = {form for state in states() for form in (state.name, *state.aliases)}
    shown = {
        word for actor in register_actors().values() if actor.type == "state" for word in (actor.name, *actor.aliases)
    }
    assert {word for word in shown if word in codes} <= printed
