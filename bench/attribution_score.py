"""Scores what the reader attributes on PolNeAR (news; trained on train, reported on dev).

    python -m bench.attribution_score [--part dev|train] [--layer attributions|quotes] [--sample N] [--data DIR]

The layer `attributions` holds everything attributed, plans and thoughts included, as PolNeAR has it; `quotes` is what a
reading records. The scorer that lies beside the data is run. Without the data it says so and ends.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.attribution_links import Linked
from trucewatch.reading.encoder.layer import EncoderStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import Speakers, SpeakersStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"
Layer = Literal["attributions", "quotes"]
Row = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Read, score and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--layer", choices=("attributions", "quotes"), default="attributions")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="every n-th text so that about N are read")
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with data/attribution and scorers")
    args = parser.parse_args(argv)
    gold, scorer_path = paths(args.data, args.part)
    if not gold.exists() or not scorer_path.exists():
        print(f"SKIPPED attribution: {gold} or {scorer_path} is not there; nothing was measured")
        return 0
    texts = list(read_rows(gold))
    if args.sample:
        texts = texts[:: max(1, len(texts) // args.sample)]
    found = score(texts, args.layer, scorer_path, boot=1000)
    load_scorer(scorer_path).show(found, f"polnear {args.part}, {args.layer}")
    return 0


def paths(shared: Path, part: str) -> tuple[Path, Path]:
    """Where the annotated texts and their scorer lie."""
    return (
        shared / "data" / "attribution" / f"polnear_{part}.jsonl.gz",
        shared / "scorers" / "score_attribution.py",
    )


def score(texts: Sequence[Row], layer: Layer, scorer_path: Path, boot: int = 0) -> Row:
    """The figures of the scorer for what the reader attributes in some annotated texts."""
    predicted = [predict(str(row["id"]), str(row["text"]), layer) for row in texts]
    found: Row = load_scorer(scorer_path).score(list(texts), predicted, False, boot)
    return found


def load_scorer(path: Path) -> Any:
    """The scorer's module."""
    spec = importlib.util.spec_from_file_location("score_attribution", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(name: str, text: str, layer: Layer = "attributions") -> Row:
    """The attributions of one text in the scorer's form."""
    page = Page(Report(text=text))
    run_steps(page, [EncoderStep(), SentencesStep(), ActorsStep(), AttributionsStep(), SpeakersStep()])
    speakers = page.get(Speakers)
    found = [_spans(quote) for quote in speakers.quotes]
    if layer == "attributions":
        found += [_extents(each) for each in speakers.further]
    return {"id": name, "attributions": found}


def _extents(linked: Linked) -> Row:
    return {
        "source": [list(extent) for extent in linked.source],
        "cue": [list(extent) for extent in linked.cue],
        "content": [list(extent) for extent in linked.content],
    }


def _spans(quote: Quote) -> Row:
    def pairs(passages: tuple[Passage, ...]) -> list[list[int]]:
        return [[p.start, p.end] for p in passages]

    return {"source": pairs(quote.source), "cue": pairs(quote.cue_at), "content": pairs(quote.content)}


def read_rows(path: Path) -> Iterator[Row]:
    """The annotated texts of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


if __name__ == "__main__":
    sys.exit(main())
