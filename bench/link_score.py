"""Scores the linker of attributions on PolNeAR train: fitted on every second article, reported on the others.

    python -m bench.link_score [--damaged] [--model FOLDER] [--every N] [--fit]

Without options the annotated spans go in, without their ties, and full attributions come out. `--damaged` drops, tears,
trims and invents spans first, `--model` takes the spans of a tagger. `--fit` measures anew what each sign is worth, on
the fitting half alone, and writes the table of weights. Without the data it says so and ends.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from bench.quality.measure import percent
from bench.quality.public_sets import folds
from bench.scoring.attributions import score_attributions
from bench.scoring.counts import Counts
from trucewatch.reading import attribution_links
from trucewatch.reading.attribution_link_signs import (
    Extent,
    Item,
    Layout,
    Unit,
    content_signs,
    no_content_signs,
    no_source_signs,
    source_signs,
)
from trucewatch.reading.attribution_links import ROLES, link, nearest, units_near
from trucewatch.reading.encoder.windows import Span

SHARED = Path(__file__).resolve().parents[2] / "shared"
_SEED = 7
_LEAST_SEEN = 40  # a sign seen less often is left out of the table
_HELD_BACK = 1.0  # strength of the pull to nought (ridge)

Row = dict[str, Any]
Found = dict[str, list[Span]]


def main(argv: Sequence[str] | None = None) -> int:
    """Fit or score; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--damaged", action="store_true", help="damage the annotated spans first")
    parser.add_argument("--model", type=Path, help="folder of a tagger whose spans are tied")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every n-th article only")
    parser.add_argument("--fit", action="store_true", help="write the table of weights")
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "attribution", help="folder of the set")
    args = parser.parse_args(argv)
    path = args.data / "polnear_train.jsonl.gz"
    if not path.exists():
        print(f"SKIPPED linking: {path} is not there; nothing was measured")
        return 0
    fitting, reported = halves(path)
    if args.fit:
        write_weights(fit(fitting[:: args.every]))
    part = reported[:: args.every]
    started = time.process_time()
    counts = score(part, _spans_from(args.model, damaged=args.damaged))
    name = "spans of the model" if args.model else "damaged spans" if args.damaged else "annotated spans"
    measure = counts.measure
    print(
        f"{name}, {len(part)} articles: full attributions P {percent(measure.precision)} "
        f"R {percent(measure.recall)} F1 {percent(measure.f1)}; {time.process_time() - started:.1f} s"
    )
    return 0


def halves(path: Path) -> tuple[list[Row], list[Row]]:
    """The articles for fitting and those for reporting, without the texts of our own real set."""
    held = set(folds()["polnear"]["held"])
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["id"] not in held]
    return rows[1::2], rows[::2]


def score(rows: Iterable[Row], spans: Callable[[Row], Found]) -> Counts:
    """Full attributions of the linker over some articles."""
    total = Counts()
    for row in rows:
        linked = link(row["text"], spans(row))
        predicted = [{"source": list(a.source), "cue": list(a.cue), "content": list(a.content)} for a in linked]
        total += score_attributions(row["attributions"], predicted, row["text"])
    return total


def annotated(row: Row) -> Found:
    """The annotated spans of an article, each once, without their ties."""
    return {
        name: [Span(*extent) for extent in sorted({tuple(s) for a in row["attributions"] for s in a[name]})]
        for name in ROLES
    }


def damaged(row: Row) -> Found:
    """Annotated spans as a tagger might have found them; the same ones for the same article each time."""
    return {name: [span for span, _ in spans] for name, spans in _damaged_with_origin(row).items()}


def _spans_from(model: Path | None, *, damaged: bool) -> Callable[[Row], Found]:
    if model is not None:
        from trucewatch.reading.encoder.tagger import Tagger  # noqa: PLC0415  only here is onnxruntime needed

        tagger = Tagger.load(model)
        return lambda row: {name: list(tagger(row["text"]).spans[name]) for name in ROLES}
    return globals()["damaged"] if damaged else annotated


def _damaged_with_origin(row: Row, seed: int = _SEED) -> dict[str, list[tuple[Span, Extent | None]]]:
    """Damaged spans, each with the annotated one that it comes from, None for an invented one."""
    dice = random.Random(f"{seed} {row['id']}")  # noqa: S311  damage, no secret
    text = row["text"]
    found: dict[str, list[tuple[Span, Extent | None]]] = {}
    lost = {"source": 0.15, "cue": 0.2, "content": 0.08}
    for name, spans in annotated(row).items():
        kept: list[tuple[Span, Extent | None]] = []
        for span in spans:
            whole = (span.start, span.end)
            if dice.random() < lost[name]:
                continue
            start, end = _trimmed(text, whole, dice) if dice.random() < 0.15 else whole
            middle = text.find(" ", (start + end) // 2, end)
            if name == "content" and middle > 0 and dice.random() < 0.08:
                behind = text.find(" ", middle + 1, end)
                kept += [(Span(start, middle), whole), (Span((behind if behind > 0 else middle) + 1, end), whole)]
            else:
                kept.append((Span(start, end), whole))
        kept += [(span, None) for span in _invented(row, name, max(1, len(spans) // 7), dice)]
        found[name] = sorted(kept, key=lambda k: (k[0], k[1] or (-1, -1)))
    return found


def _trimmed(text: str, extent: Extent, dice: random.Random) -> Extent:
    """An extent without its first or its last word or two, where it has more."""
    start, end = extent
    words = text[start:end].split(" ")
    if len(words) < 4:
        return extent
    cut = len(" ".join(words[: dice.choice((1, 2))])) + 1
    return (start + cut, end) if dice.random() < 0.5 else (start, end - cut)


def _invented(row: Row, name: str, number: int, dice: random.Random) -> Iterator[Span]:
    """Stretches of words that nobody annotated."""
    text, taken = row["text"], [s for spans in annotated(row).values() for s in spans]
    words = {"source": 2, "cue": 1, "content": 9}[name]
    for _ in range(number):
        start = text.find(" ", dice.randrange(max(1, len(text) - 200))) + 1
        end = start + len(" ".join(text[start : start + 120].split(" ")[:words]).rstrip(" .,"))
        if start < end and "\n" not in text[start:end] and not any(s.start < end and start < s.end for s in taken):
            taken.append(Span(start, end))
            yield Span(start, end)


@dataclass
class Choices:
    """Choices among candidates, each candidate a list of signs, to weigh the signs by."""

    numbers: dict[str, int] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    candidates: list[list[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, candidates: Sequence[Iterable[str]], right: Sequence[bool]) -> None:
        """One choice; left out where none of its candidates is right, or all are."""
        if any(right) and not all(right):
            lists = [list(signs) for signs in candidates]
            for signs in lists:
                self.seen.update(signs)
            self.candidates += lists
            self.right += right
            self.sizes.append(len(lists))

    def weights(self) -> dict[str, float]:
        """The weights under which the right candidates are likeliest (conditional logistic regression)."""
        optimize = importlib.import_module("scipy.optimize")  # slow to import, and only fitting needs it
        sparse = importlib.import_module("scipy.sparse")

        numbers = {s: n for n, s in enumerate(sorted(s for s, c in self.seen.items() if c >= _LEAST_SEEN))}
        places = [(r, numbers[s]) for r, signs in enumerate(self.candidates) for s in signs if s in numbers]
        rows, columns = zip(*places, strict=True)
        shape = (len(self.candidates), len(numbers))
        signs = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape)
        starts = np.concatenate(([0], np.cumsum(self.sizes)[:-1]))
        group = np.repeat(np.arange(len(self.sizes)), self.sizes)
        right = np.asarray(self.right, float)

        def loss(weights: Any) -> tuple[float, Any]:
            worth = signs @ weights
            chance = np.exp(worth - np.maximum.reduceat(worth, starts)[group])
            total, good = np.add.reduceat(chance, starts), np.add.reduceat(chance * right, starts)
            slope = chance / total[group] - chance * right / good[group]
            value = float(np.log(total).sum() - np.log(good).sum() + _HELD_BACK / 2 * weights @ weights)
            return value, signs.T @ slope + _HELD_BACK * weights

        best = optimize.minimize(loss, np.zeros(len(numbers)), jac=True, method="L-BFGS-B")
        return {sign: float(best.x[number]) for sign, number in numbers.items()}


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Weights of all signs, from annotated spans and from damaged ones in equal parts."""
    sources, contents = Choices(), Choices()
    for row in rows:
        whole = {name: [(s, (s.start, s.end)) for s in spans] for name, spans in annotated(row).items()}
        for spans in (whole, _damaged_with_origin(row), _damaged_with_origin(row, _SEED + 1)):
            _collect(row, spans, sources, contents)
    return {**sources.weights(), **contents.weights()}


def _collect(
    row: Row, spans: Mapping[str, Sequence[tuple[Span, Extent | None]]], sources: Choices, contents: Choices
) -> None:
    origin = {Item(ROLES[name], s.start, s.end): whole for name, part in spans.items() for s, whole in part}
    members: dict[tuple[str, Extent], set[int]] = {}
    for number, attribution in enumerate(row["attributions"]):
        for name, role in ROLES.items():
            for extent in attribution[name]:
                members.setdefault((role, tuple(extent)), set()).add(number)

    def of(item: Item | None) -> set[int]:
        whole = origin[item] if item is not None else None
        return members.get((item.role, whole), set()) if item is not None and whole is not None else set()

    layout = Layout(row["text"], list(origin))
    units: list[Unit] = []
    every = layout.of("S")
    starts = [s.start for s in every]
    for cue in layout.of("C"):
        near = nearest(every, starts, cue.start)
        right = [bool(of(cue) & of(s)) for s in near]
        none = bool(of(cue)) and not any(row["attributions"][n]["source"] for n in of(cue))
        signs = [source_signs(layout, cue, s) for s in near]
        sources.add([*signs, no_source_signs(layout, cue, near)], [*right, none])
        units.append(Unit(cue, next((s for s, good in zip(near, right, strict=True) if good), None)))
    taken = {unit.source for unit in units}
    units += [Unit(None, s) for s in every if s not in taken]
    units.sort(key=lambda u: (u.anchor.start, u.anchor.end))
    for content in layout.of("K"):
        around = units_near(units, content)
        right = [bool(of(content) & of(u.anchor)) for u in around]
        candidates = [content_signs(layout, u, content) for u in around]
        contents.add([*candidates, no_content_signs(layout, content, around)], [*right, not any(right)])


def write_weights(weights: Mapping[str, float]) -> None:
    """Write the table that the linker reads; signs that are worth next to nothing are left out."""
    kept = {sign: round(weight, 2) for sign, weight in sorted(weights.items()) if abs(weight) >= 0.08}
    head = "# What each sign is worth; made by python -m bench.link_score --fit. Do not edit.\n"
    path = Path(str(resources.files(attribution_links.__package__))) / "attribution_link_weights.txt"
    path.write_text(head + "".join(f"{sign}\t{weight}\n" for sign, weight in kept.items()), "utf-8")
    attribution_links.link_weights.cache_clear()
    print(f"{len(kept)} of {len(weights)} weights written to {path.name}")


if __name__ == "__main__":
    sys.exit(main())
