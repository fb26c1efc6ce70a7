"""CPU time of linking by the number of actors of reports, on made-up mentions.

    python -m bench.linking.speed [--most 1000000] [--profile]

Reports of several processes over years: each names some dozen actors, drawn by Zipf's law (few in most reports, many
in few), states and bodies, persons with and without full names, offices that change hands, unnamed sources. A mention
here is an actor of one report, however often the report names it. Prints CPU-seconds and microseconds an actor for each
number; making the reports is not counted.
"""

from __future__ import annotations

import argparse
import cProfile
import random
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from trucewatch.linking.actors import link_actors
from trucewatch.vocabulary.actors import ActorMention, ReportActor
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import MemoryView

_SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
_PER_REPORT = 12
_PROCESSES = 20
_SYLLABLES = "ba ce di fo gu ha ki la me no pu ra se ti vo wa xe yo zu sha tre mor lin gar vel dun".split()
_OFFICES = ("foreign minister", "defence minister", "prime minister", "president", "army chief", "chief negotiator")
_KINDS = ("person", "person", "person", "person", "state", "body", "party", "place")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--profile", action="store_true", help="where the time of the largest goes")
    options = parser.parse_args(arguments)
    link_actors(made_up(200))  # registers and word lists are loaded once
    measured: list[tuple[int, float]] = []
    for size in (size for size in _SIZES if size <= options.most):
        view = made_up(size)
        started = time.process_time()
        linked = link_actors(view)
        taken = time.process_time() - started
        measured.append((size, taken))
        found = f"{len(linked.actors)} after linking, {len(linked.queue)} queued"
        print(f"{size:9} actors {taken:8.2f} CPU-seconds {1e6 * taken / size:7.1f} us each; {found}", flush=True)
        if options.profile and size * 3 > options.most:
            cProfile.runctx("link_actors(view)", {"link_actors": link_actors, "view": view}, {}, sort="tottime")
    for (less, before), (more, after) in pairwise(measured):
        print(f"{less} to {more}: {more / less:.1f} times the actors, {after / before:.1f} times the time")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10:.0f} MB")
    return 0


def made_up(size: int, seed: int = 7) -> MemoryView:
    """Reports with so many actors in all; the same for the same size and seed."""
    draw = random.Random(seed)  # noqa: S311  made-up reports, no secret
    casts = [_cast(draw, number, max(40, int(size**0.6) // _PROCESSES)) for number in range(_PROCESSES)]
    reports: list[Report] = []
    actors: dict[str, tuple[ReportActor, ...]] = {}
    left = size
    while left > 0:
        number = draw.randrange(_PROCESSES)
        cast, weights = casts[number]
        day = date(2001, 1, 1) + timedelta(days=draw.randrange(6000))
        named = dict.fromkeys(draw.choices(range(len(cast)), cum_weights=weights, k=min(_PER_REPORT, left)))
        report = Report(f"report {len(reports)}", published=day, outlet="made up", process=f"process {number}")
        reports.append(report)
        told = [_told(draw, cast[n], place, day) for place, n in enumerate(named)]
        actors[report.id] = tuple(told)
        left -= len(told)
    return MemoryView(tuple(reports), (), all_actors=actors)


Cast = tuple[list[tuple[str, str, str, str]], list[float]]
"""Kind, name, side, office; and the running sums of their weights."""


def _cast(draw: random.Random, number: int, size: int) -> Cast:
    sides = [_word(draw, 3) + str(number) for _ in range(4)]
    cast = [("state", side, "", "") for side in sides]
    for _ in range(size):
        kind = draw.choice(_KINDS)
        name = " ".join(_word(draw, 3) for _ in range(2 if kind != "place" else 1))
        office = draw.choice(_OFFICES) if kind == "person" and draw.random() < 0.5 else ""
        cast.append((kind, name, draw.choice(sides), office))
    return cast, list(accumulate(1 / (rank + 1) for rank in range(len(cast))))


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choices(_SYLLABLES, k=syllables)).capitalize()


def _told(draw: random.Random, one: tuple[str, str, str, str], place: int, day: date) -> ReportActor:
    kind, name, side, office = one
    start, turn = 40 * place, draw.random()
    of = side if kind == "person" and turn < 0.8 else None
    if kind != "person":
        mention = ActorMention(passage=Passage(start, start + len(name), name), how="name")
        return ReportActor(name=name, type=kind, mentions=(mention,))  # type: ignore[arg-type]
    if turn < 0.1:
        mention = ActorMention(passage=Passage(start, start + 11, "an official"), how="nominal")
        return ReportActor(name="an official", type="person", person="unknown", sealed=True, mentions=(mention,))
    if office and turn < 0.2:
        mention = ActorMention(passage=Passage(start, start + len(office), office), how="title")
        return ReportActor(
            name=office, type="office", of=side, offices=(office,), person="public_office", mentions=(mention,)
        )
    shown = name.split()[-1] if turn < 0.35 else name
    mention = ActorMention(passage=Passage(start, start + len(shown), shown), how="name")
    held = (office,) if office and day.year % 4 else ()
    person = "public_office" if held else "unknown"
    return ReportActor(name=shown, type="person", of=of, offices=held, person=person, mentions=(mention,))  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
