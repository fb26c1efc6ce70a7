"""Scores the dates step on TimeML news (TimeBank, AQUAINT) in TIMEX3 terms.

    python bench/time_score.py [--data ARCHIVE] [--scorer FILE] [--out DIR] [--fold tune|check|both]

The texts have no open licence, so they stay outside the project: without the archive it says so and stops (exit 0).
Documents fall into a part to tune on (folds 1 to 4 of folds.json) and a part to check on (fold 0). Texts that our own
set of real news holds are in neither: they are not read here.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"
DATA = SHARED / "data" / "time" / "timebank_aquaint.tar.gz"
SCORER = SHARED / "scorers" / "score_time.py"
SETS = ("timebank", "aquaint")
FOLDS = ("tune", "check", "both")
PINNED = Path(__file__).with_name("folds.json")


@dataclass(frozen=True)
class Scorer:
    """The functions of the scorer's file that are used here."""

    load_gold: Callable[[str], dict[str, dict[str, Any]]]
    score: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]
    line: Callable[[dict[str, Any]], str]


def load_scorer(path: Path) -> Scorer:
    """The scorer from its file."""
    spec = importlib.util.spec_from_file_location("score_time", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Scorer(module.load_gold, module.score, module.fmt)


def folds_of(name: str) -> dict[str, tuple[str, ...]]:
    """Part -> the documents of a set that belong to it."""
    pinned: dict[str, list[str]] = json.loads(PINNED.read_text("utf-8"))[name]
    tune = tuple(doc for number in "1234" for doc in pinned[number])
    return {"tune": tune, "check": tuple(pinned["0"]), "both": (*tune, *pinned["0"])}


def predict(text: str, created: str) -> list[dict[str, object]]:
    """The TIMEX3 expressions of a text published on a day ("1998-02-27T11:25" counts as that day)."""
    published = date.fromisoformat(created[:10]) if len(created) >= len("1998-02-27") else None
    page = Page(Report(text=text, published=published))
    run_steps(page, (SentencesStep(), DatesStep()))
    return list(page.get(Dates).timex3)


def run(folder: Path, out: Path, scorer: Scorer, folds: tuple[str, ...]) -> None:
    """Predict the parts of every set, write the predictions as JSON and print the scores."""
    for name in SETS:
        parts = folds_of(name)
        loaded = scorer.load_gold(str(folder / name))
        gold = {doc: loaded[doc] for doc in sorted({doc for fold in folds for doc in parts[fold]})}
        begin = time.perf_counter()
        predicted = {doc: predict(row["text"], row["dct"]) for doc, row in gold.items()}
        seconds = time.perf_counter() - begin
        target = out / f"{name}.json"
        target.write_text(json.dumps(predicted, ensure_ascii=False), "utf-8")
        print(f"{name}: {len(gold)} documents, {seconds / max(len(gold), 1):.3f} s each, predictions in {target}")
        for fold in folds:
            part = {doc: gold[doc] for doc in parts[fold]}
            print(f"  {fold:5} {len(part):3} documents | {scorer.line(scorer.score(part, predicted))}")


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Score the dates step on TimeBank and AQUAINT.")
    parser.add_argument("--data", type=Path, default=DATA, help="archive with the folders timebank and aquaint")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--out", type=Path, default=None, help="folder for the predictions (default: a temporary one)")
    parser.add_argument("--fold", choices=FOLDS, default=None, help="one part only (default: every part)")
    options = parser.parse_args(arguments)
    for path in (options.data, options.scorer):
        if not path.exists():
            print(f"SKIPPED: {path} is not there; dates were not scored.", file=sys.stderr)
            return 0
    folds = (options.fold,) if options.fold else FOLDS
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(options.data) as archive:
            archive.extractall(scratch, filter="data")
        out = options.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        run(Path(scratch), out, load_scorer(options.scorer), folds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
