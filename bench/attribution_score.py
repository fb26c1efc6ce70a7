"""Scores the step `speakers` on PolNeAR (attribution in news; tuned on train, reported on dev).

    python bench/attribution_score.py [--part dev|train] [--sample N] [--out FILE.jsonl] [--data DIR]

Writes one JSON line a text, {"id", "attributions": [{"source", "cue", "content"}]} with [start, end] spans, and runs
the scorer that lies beside the data. Without the data it says so and ends; nothing is scored then.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import Speakers, SpeakersStep
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main(argv: Sequence[str] | None = None) -> int:
    """Predict, write and score; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="every n-th text so that about N are read")
    parser.add_argument("--out", type=Path, help="where the predictions go (default: a folder that is deleted)")
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with data/attribution and scorers")
    args = parser.parse_args(argv)
    gold = args.data / "data" / "attribution" / f"polnear_{args.part}.jsonl.gz"
    scorer = args.data / "scorers" / "score_attribution.py"
    if not gold.exists() or not scorer.exists():
        print(f"SKIPPED attribution: {gold} or {scorer} is not there; nothing was measured")
        return 0
    texts = list(_read(gold))
    if args.sample:
        texts = texts[:: max(1, len(texts) // args.sample)]
    with tempfile.TemporaryDirectory() as folder:
        plain_gold = Path(folder) / "gold.jsonl"
        predictions = args.out or Path(folder) / "predictions.jsonl"
        _write(plain_gold, texts)
        _write(predictions, (predict(str(row["id"]), str(row["text"])) for row in texts))
        command = [sys.executable, str(scorer), str(plain_gold), str(predictions), "--name", f"polnear {args.part}"]
        return subprocess.run(command, check=False).returncode  # noqa: S603  our own scorer, our own files


def predict(name: str, text: str) -> dict[str, object]:
    """The attributions of one text in the scorer's form."""
    page = Page(Report(text=text))
    run_steps(page, [SentencesStep(), ActorsStep(), SpeakersStep()])
    return {"id": name, "attributions": [_spans(quote) for quote in page.get(Speakers).quotes]}


def _spans(quote: Quote) -> dict[str, list[list[int]]]:
    def pairs(passages: tuple[Passage, ...]) -> list[list[int]]:
        return [[p.start, p.end] for p in passages]

    return {"source": pairs(quote.source), "cue": pairs(quote.cue_at), "content": pairs(quote.content)}


def _read(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _write(path: Path, rows: Iterator[dict[str, object]] | Sequence[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
