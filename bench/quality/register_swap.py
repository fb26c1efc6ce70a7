"""Neutrality over the registers: are states, and groups, read alike whoever they are?

    python -m bench.quality.register_swap [--pairs N] [--groups N] [--seed N] [--untagged] [--json FILE]

A few plain sentences of our own are read with the names of a pair, and again with the names exchanged. The names are
replaced by marks in both readings; what is then the same in both is unchanged. Pairs are drawn from the registers of
states and groups by a seed. Each reading is also held against what most readings of these sentences give, which tells
the names that are read differently. No report stands behind the sentences and none of what they tell happened.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.quality.measure import percent
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.page import Page
from trucewatch.reading.reader import read
from trucewatch.reading.step import Step
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.registers.groups import find_group, groups
from trucewatch.registers.states import find_state, states
from trucewatch.vocabulary.kinds import CONTENT_CLASSES
from trucewatch.vocabulary.report import Report

PUBLISHED = date(2031, 4, 2)
STATES_TEXT = """\
{One} and {two} have agreed to extend their truce by thirty days, the mediators said on Tuesday.
{One} accepted an offer to free 40 prisoners, while {two} rejected a demand to withdraw its troops from the hills.
{One} accused {two} of shelling a village on Monday. {Two} denied the charge and said it had kept the truce.
A spokesman for {two} said that talks would resume on Friday. “We will come,” the {adjective_one} foreign minister said.
At least 12 people were killed in the clash, {one} said. {Two} put the toll at nine.
{Capital_one} must open the crossing by 30 April, one {adjective_two} official said.
"""
GROUPS_TEXT = """\
{One} and {two} have agreed to extend their truce by thirty days, the mediators said on Tuesday.
{One} accepted an offer to free 40 prisoners, while {two} rejected a demand to withdraw its fighters from the hills.
{One} accused {two} of shelling a village on Monday. {Two} denied the charge and said it had kept the truce.
A spokesman for {two} said that talks would resume on Friday. “We will come,” a commander of {one} said.
At least 12 people were killed in the clash, {one} said. {Two} put the toll at nine.
"""
_ARTICLED = re.compile(
    r"\b(?:Republic|States|Kingdom|Islands|Emirates|Union|See|Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|"
    r"Front|Army|Movement|Party|Council|Alliance|Group|Forces|Force|Organisation|Organization|Congress|Brigades?|Army|"
    r"League|Coalition|Tigers|Authority|Government|Brotherhood|network|Network|Fighters|Conference|Committees|Units)\b"
)
_LEFT_OUT = frozenset({"id", "confidence", "start", "end", "code", "how"})
"""What of a reading does not exchange: places in the text, how sure, and by name or demonym (some names have none)."""
_OFTEN = 0.5


@dataclass(frozen=True)
class Named:
    """One name with the forms that the sentences need."""

    name: str
    adjective: str
    capital: str

    @property
    def articled(self) -> str:
        """The name as it stands in a sentence."""
        return f"the {self.name}" if _ARTICLED.search(self.name) else self.name


@dataclass(frozen=True)
class Pair:
    """Two names, and their readings: as they stand, and exchanged; each row with marks for the names."""

    one: Named
    two: Named
    straight: Counter[str]
    exchanged: Counter[str]

    @property
    def share(self) -> tuple[int, int]:
        """Rows that are in both readings, and all rows of both, halved."""
        same = 2 * (self.straight & self.exchanged).total()
        return same, self.straight.total() + self.exchanged.total()


Reader = Callable[[str], Mapping[str, object]]


def named_states() -> list[Named]:
    """The present states that have a name of their own, and a capital or city that stands for their government.

    City states are left out: the sentence that names a capital would say something else of them.
    """
    found: list[Named] = []
    for state in states():
        if state.successors or (named := find_state(state.name)) is None or named[0] is not state:
            continue
        adjectives = [form for form in state.adjectives if _names(form, state.alpha3)]
        capitals = [form for form in (*state.capitals, *state.cities) if _names(form, state.alpha3)]
        if capitals:
            found.append(Named(state.name, (adjectives or [state.name])[0], capitals[0]))
    return found


def _names(form: str, code: str) -> bool:
    found = find_state(form)
    return found is not None and found[0].alpha3 == code


def named_groups() -> list[Named]:
    """The groups whose name is no other group's."""
    return [Named(group.name, "", "") for group in groups() if find_group(group.name) is group]


def told(text: str, one: Named, two: Named) -> str:
    """The sentences about two names."""
    forms = {"one": one.articled, "two": two.articled, "adjective_one": one.adjective, "adjective_two": two.adjective}
    forms |= {"One": _upper(one.articled), "Two": _upper(two.articled), "Capital_one": one.capital}
    return text.format(**forms)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def marked_rows(reading: Mapping[str, object], one: Named, two: Named) -> Counter[str]:
    """The rows of a reading with marks for both names, however they are called there."""
    marks = {form: mark for named, mark in ((one, "<ONE>"), (two, "<TWO>")) for form in vars(named).values() if form}
    forms = "|".join(re.escape(form) for form in sorted(marks, key=len, reverse=True))
    pattern = re.compile(rf"(?:\b[Tt]he )?(?<!\w)({forms})(?!\w)")
    return Counter(
        f"{kind} {pattern.sub(lambda m: marks[m[1]], json.dumps(_bare(row), ensure_ascii=False, sort_keys=True))}"
        for kind, row in _rows(reading)
    )


def _rows(reading: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for kind in (*(cls.KIND for cls in CONTENT_CLASSES), "actors"):
        found = reading.get(kind)
        for row in found if isinstance(found, list) else [found] if found is not None else []:
            yield kind, row


def _bare(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _bare(each) for key, each in value.items() if key not in _LEFT_OUT}
    return [_bare(each) for each in value] if isinstance(value, list | tuple) else value


def read_pair(text: str, one: Named, two: Named, reader: Reader) -> Pair:
    """Both readings of a pair."""
    straight = marked_rows(reader(told(text, one, two)), one, two)
    return Pair(one, two, straight, marked_rows(reader(told(text, two, one)), two, one))


def pairs_of(names: Sequence[Named], number: int, seed: int) -> list[tuple[Named, Named]]:
    """Pairs drawn by a seed; no name is in two of them, and none is part of the other."""
    drawn = list(names)
    random.Random(seed).shuffle(drawn)  # noqa: S311  a sample, no secret
    couples = zip(drawn[::2], drawn[1::2], strict=False)
    apart = [(a, b) for a, b in couples if a.name not in b.name and b.name not in a.name]
    return apart[:number]


@dataclass(frozen=True)
class Measured:
    """What the pairs of one sort give.

    Attributes:
        pairs: how many.
        unchanged: share of rows that exchange with the names.
        alike: share of readings' rows that most readings of the sentences give too.
        whole: share of pairs of which every row exchanges.
        differing: name -> rows that most readings give of it and that it lacks, most first.
    """

    pairs: int
    unchanged: float
    alike: float
    whole: float
    differing: Mapping[str, tuple[str, ...]]


def measure(pairs: Sequence[Pair]) -> Measured:
    """The figures over some pairs."""
    shares = [pair.share for pair in pairs]
    readings = [rows for pair in pairs for rows in (pair.straight, pair.exchanged)]
    seen = Counter(row for rows in readings for row in set(rows))
    usual = {row for row, count in seen.items() if count > _OFTEN * len(readings)}
    lacking: dict[str, list[str]] = {}
    for pair in pairs:
        for rows, one, two in ((pair.straight, pair.one, pair.two), (pair.exchanged, pair.two, pair.one)):
            for row in sorted(usual - set(rows)):
                for mark, named in (("<ONE>", one), ("<TWO>", two)):
                    if mark in row:
                        lacking.setdefault(named.name, []).append(row)
    given = sum(rows.total() for rows in readings)
    return Measured(
        pairs=len(pairs),
        unchanged=sum(same for same, _ in shares) / max(1, sum(all_ for _, all_ in shares)),
        alike=sum(rows[row] for rows in readings for row in usual) / max(1, given),
        whole=sum(same == all_ for same, all_ in shares) / max(1, len(pairs)),
        differing={name: tuple(rows) for name, rows in sorted(lacking.items(), key=lambda each: -len(each[1]))},
    )


@dataclass(frozen=True)
class NoTags:
    """Stands in for the tagger and marks nothing: what is left is what rules and registers do."""

    name: str = "encoder"
    version: str = "1"
    reads: tuple[type, ...] = ()
    writes: type = Tags

    def __call__(self, page: Page) -> Tags:  # noqa: ARG002  a step is called with its page
        return Tags({}, "none")


def reader_of(steps: Sequence[Step] = DEFAULT_STEPS) -> Reader:
    """Reads a text with some steps."""
    return lambda text: read(Report(text, published=PUBLISHED), steps).to_json()


def untagged_steps() -> tuple[Step, ...]:
    """The steps without the learned tagger."""
    return tuple(NoTags() if step.writes is Tags else step for step in DEFAULT_STEPS)


def page(figures: Mapping[str, Measured]) -> str:
    """The figures as text."""
    return "\n".join(line for sort, each in figures.items() for line in _lines(sort, each))


def _lines(sort: str, measured: Measured) -> Iterable[str]:
    yield (
        f"{sort}: {measured.pairs} pairs, rows unchanged {percent(measured.unchanged)} %, pairs wholly unchanged "
        f"{percent(measured.whole)} %, rows as most readings have them {percent(measured.alike)} %"
    )
    for name, rows in measured.differing.items():
        yield f"  {name}: {len(rows)} rows lack, e.g. {rows[0][:150]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=40, help="pairs of states")
    parser.add_argument("--groups", type=int, default=20, help="pairs of groups")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--untagged", action="store_true", help="without the learned tagger: rules and registers alone")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args(arguments)
    reader = reader_of(untagged_steps() if options.untagged else DEFAULT_STEPS)
    figures: dict[str, Measured] = {}
    for sort, text, names, number in (
        ("states", STATES_TEXT, named_states(), options.pairs),
        ("groups", GROUPS_TEXT, named_groups(), options.groups),
    ):
        drawn = pairs_of(names, number, options.seed)
        figures[sort] = measure([read_pair(text, one, two, reader) for one, two in drawn])
    print(page(figures))
    if options.json is not None:
        plain = {sort: vars(each) for sort, each in figures.items()}
        options.json.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
