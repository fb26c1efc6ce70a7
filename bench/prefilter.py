"""The gate before the reading: what it keeps of relevant texts, what it passes over of ordinary ones, and how fast.

    python -m bench.prefilter [--reports 200000] [--seed 0]

Recall is over texts that nothing was learnt from: corpus dev and test as they are and under other names, the real
reports, those with planted inconsistencies, the sequences; and over relevant passages put into ordinary news. Ordinary
news is the fifth that is held out. The archive for the rate is made of both, 700 words a report, one in three relevant;
its making is not timed. Rates are by CPU-seconds of the one process, peaks are of its resident memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from bench import relevance_texts as texts
from bench.relevance_texts import Text
from trucewatch.reports.relevance import judge, version

WORDS = 700
PIECE = 70
"""Words of a report and of a piece that reports are put together from."""
DIGEST_ITEM = 100
RELEVANT_SHARE = 1 / 3
_AT_ONCE = 1_000
Pieces = dict[str, list[str]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200_000, help="of the archive that the rate is measured on")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    print(version())
    relevant = relevant_sets()
    news = texts.news(held_out=True)
    ordinary = {"news held out": news, "own, ordinary": texts.gate_texts("ordinary_check")}
    relevant[f"digest, {DIGEST_ITEM} words of test"] = digests(relevant["corpus test"], news)
    print("\nrelevant                       texts   kept    share")
    for name, these in relevant.items():
        print(row(name, these, kept=True))
    print("\nordinary                       texts   passed  share")
    for group in sorted({each.group for each in news}):
        print(row(f"  of {group}", [each for each in news if each.group == group], kept=False))
    for name, these in ordinary.items():
        print(row(name, these, kept=False))
    drawn = archive(
        pieces([*relevant["corpus test"], *relevant["corpus test, other names"]]),
        pieces(news or ordinary["own, ordinary"]),
        options.reports,
        options.seed,
    )
    print(f"\n{rate(drawn)}")


def relevant_sets() -> dict[str, list[Text]]:
    """The sets that recall is measured on; a set whose texts are not at hand is empty."""
    sets: dict[str, list[Text]] = {}
    for split in ("dev", "test"):
        sets[f"corpus {split}"] = texts.corpus_texts(split)
        sets[f"corpus {split}, other names"] = [
            text for number in range(3) for text in texts.swapped_texts(split, number)
        ]
    return sets | {
        "real": texts.real_texts(),
        "planted, single reports": texts.planted_texts(),
        "sequences": texts.sequence_texts(),
    }


def digests(relevant: Sequence[Text], ordinary: Sequence[Text]) -> list[Text]:
    """The middle words of each relevant text in the midst of an ordinary one."""
    made = []
    for number, text in enumerate(relevant if ordinary else ()):
        words = text.text.split()
        middle = max(len(words) - DIGEST_ITEM, 0) // 2
        around = ordinary[number % len(ordinary)].text.split()[: WORDS - DIGEST_ITEM]
        half = len(around) // 2
        item = words[middle : middle + DIGEST_ITEM]
        made.append(Text(text.name, text.group, " ".join([*around[:half], *item, *around[half:]])))
    return made


def row(name: str, these: Sequence[Text], *, kept: bool) -> str:
    """A line of a table; what no text is at hand for says so."""
    if not these:
        return f"{name:30} not at hand"
    judged = [judge(text.text) for text in these]
    number = sum(each.kept == kept for each in judged)
    grounds = Counter(each.ground for each in judged if not each.kept)
    told = "".join(f"  {ground}: {count}" for ground, count in sorted(grounds.items()))
    return f"{name:30} {len(these):5} {number:6}  {100 * number / len(these):5.1f} %{told}"


def pieces(these: Sequence[Text]) -> Pieces:
    """Pieces of texts by their groups."""
    made: Pieces = {}
    for text in these:
        words = text.text.split()
        for at in range(0, len(words) - PIECE + 1, PIECE):
            made.setdefault(text.group, []).append(" ".join(words[at : at + PIECE]))
    return made


def archive(relevant: Pieces, ordinary: Pieces, number: int, seed: int) -> Iterator[tuple[bool, str]]:
    """So many reports, each with whether it is relevant, put together from pieces of one group."""
    draw = random.Random(seed)  # noqa: S311  no secret: the same archive each time
    sides = {True: relevant, False: ordinary}
    names = {about: sorted(side) for about, side in sides.items()}
    sizes = {about: [len(side[name]) for name in names[about]] for about, side in sides.items()}
    for _ in range(number):
        about = draw.random() < RELEVANT_SHARE
        (name,) = draw.choices(names[about], sizes[about])
        yield about, "\n".join(draw.choices(sides[about][name], k=WORDS // PIECE))


def rate(drawn: Iterator[tuple[bool, str]]) -> str:
    """Judge an archive, thousand by thousand; what came of it and how fast."""
    count: Counter[tuple[bool, bool]] = Counter()
    seconds, words, first = 0.0, 0, 0.0
    while batch := [each for _, each in zip(range(_AT_ONCE), drawn, strict=False)]:
        started = time.process_time()
        judged = [judge(text) for _, text in batch]
        seconds += time.process_time() - started
        words += sum(len(text.split()) for _, text in batch)
        for (relevant, _), relevance in zip(batch, judged, strict=True):
            count[relevant, relevance.kept] += 1
        first = first or peak()
    total = sum(count.values())
    about, other = (count[each, True] + count[each, False] for each in (True, False))
    return (
        f"{total} reports, {words / total:.0f} words each: {total / seconds:.0f} a CPU-second, "
        f"{1e6 * seconds / total:.0f} µs each\n"
        f"kept {count[True, True]} of {about} relevant, passed over {count[False, False]} of {other} ordinary\n"
        f"peak memory {first:.0f} MB after the first {_AT_ONCE}, {peak():.0f} MB at the end"
    )


def peak() -> float:
    """The most memory that the process ever held, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 2**20 if sys.platform == "darwin" else held / 2**10


if __name__ == "__main__":
    main()
