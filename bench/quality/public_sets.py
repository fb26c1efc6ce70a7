"""The public sets: attribution (PolNeAR dev), time (TimeBank, AQUAINT), events (PLOVER's gold standard records).

Their folds are pinned in folds.json. Fold 0 is what a model or rule is checked on; folds 1 to 4 are for training and
tuning. Texts that are in our own set of real news are in no fold: nothing is ever trained on them.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import attribution_score, time_score
from bench.corpus.files import CORPUS
from bench.corpus.sealed import SHARED, sealed_entries
from bench.quality.measure import Reader, percent
from bench.scoring.events import score_sentences
from trucewatch.vocabulary.report import Report

FOLDS = Path(__file__).parents[1] / "folds.json"
NUMBER = 5
TIME_SETS = ("timebank", "aquaint")


def folds() -> dict[str, dict[str, list[str]]]:
    """Set -> fold ("0" to "4", "held") -> names of its texts."""
    loaded: dict[str, dict[str, list[str]]] = json.loads(FOLDS.read_text("utf-8"))
    return loaded


def attribution(layer: attribution_score.Layer, shared: Path = SHARED) -> dict[str, Any] | None:
    """Full attributions on PolNeAR dev, without the texts of our real set; None where it is not at hand.

    Args:
        layer: "attributions", everything attributed as PolNeAR has it, or "quotes", what a reading records.
        shared: folder with the data and their scorers.
    """
    path, scorer = attribution_score.paths(shared, "dev")
    if not path.exists() or not scorer.exists():
        return None
    held = set(folds()["polnear"]["held"])
    found = attribution_score.score(
        [row for row in attribution_score.read_rows(path) if row["id"] not in held], layer, scorer
    )
    full = found["full"]
    return {
        "p": round(full["P"], 1), "r": round(full["R"], 1), "f1": round(full["F1"], 1), "gold": full["gold"],
        "recall": {kind: round(each["R"], 1) for kind, each in found["by_type_recall_full"].items()},
    }  # fmt: skip


def times(shared: Path = SHARED) -> dict[str, Any] | None:
    """TIMEX3 on both sets: fold 0, the folds tuned on, and all of them; None where data or scorer is not at hand."""
    archive, scorer_path = shared / "data" / "time" / "timebank_aquaint.tar.gz", shared / "scorers" / "score_time.py"
    if not archive.exists() or not scorer_path.exists():
        return None
    scorer = time_score.load_scorer(scorer_path)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        with tarfile.open(archive) as tar:
            tar.extractall(scratch, filter="data")
        for name in TIME_SETS:
            gold = scorer.load_gold(str(Path(scratch) / name))
            pinned = folds()[name]
            predicted = {doc: time_score.predict(row["text"], row["dct"]) for doc, row in gold.items()}
            tuned = [d for n in "1234" for d in pinned[n]]
            for fold, docs in (("fold 0", pinned["0"]), ("folds 1-4", tuned), ("all folds", [*pinned["0"], *tuned])):
                part = {doc: gold[doc] for doc in docs}
                score = scorer.score(part, predicted)
                found[f"{name} {fold}"] = {"documents": len(part), "line": scorer.line(score)}
    return found


def events(reader: Reader, shared: Path = SHARED) -> dict[str, Any] | None:
    """PLOVER types on the gold standard records, fold 0 and all; None where they are not at hand."""
    path = shared / "data" / "events" / "plover_gsr.jsonl"
    if not path.exists():
        return None
    rows = _records(path)
    predicted = {row["id"]: reader(Report(text=row["text"]))["events"] for row in rows}
    found = {}
    for name, wanted in (("fold 0", set(folds()["gsr"]["0"])), ("all", {row["id"] for row in rows})):
        score = score_sentences([row for row in rows if row["id"] in wanted], predicted)
        found[name] = {
            "sentences": score.sentences,
            "accuracy": percent(score.accuracy),
            "macro_f1": percent(score.macro_f1),
            "source_f1": percent(score.source.measure.f1),
            "target_f1": percent(score.target.measure.f1),
        }
    return found


def pinned(shared: Path = SHARED, corpus: Path = CORPUS) -> dict[str, dict[str, list[str]]]:
    """The folds as they are made: by a hash of the text's name (events: type by type, so that each fold has all)."""
    held = defaultdict(set)
    for entry in sealed_entries(corpus, shared):
        held[entry.meta.source.partition("_")[0]].add(entry.meta.document)
    made: dict[str, dict[str, list[str]]] = {"polnear": {"held": sorted(held["polnear"])}}
    with tarfile.open(shared / "data" / "time" / "timebank_aquaint.tar.gz") as tar:
        names = [member.name.removesuffix(".tml").split("/") for member in tar if member.name.endswith(".tml")]
    for name in TIME_SETS:
        docs = sorted(doc for folder, doc in names if folder == name)
        made[name] = _hashed(docs, held[name])
    made["gsr"] = _by_type(shared / "data" / "events" / "plover_gsr.jsonl")
    return made


def _hashed(docs: Sequence[str], held: set[str]) -> dict[str, list[str]]:
    folds: dict[str, list[str]] = {str(n): [] for n in range(NUMBER)}
    for doc in docs:
        if doc not in held:
            folds[str(_hash(doc) % NUMBER)].append(doc)
    return {**folds, "held": sorted(held)}


def _by_type(path: Path) -> dict[str, list[str]]:
    of_type = defaultdict(list)
    for row in _records(path):
        of_type[row["event_plover2"]].append(row["id"])
    folds: dict[str, list[str]] = {str(n): [] for n in range(NUMBER)}
    for ids in of_type.values():
        for place, name in enumerate(sorted(ids, key=_hash)):
            folds[str(place % NUMBER)].append(name)
    return {fold: sorted(ids) for fold, ids in folds.items()}


def _records(path: Path) -> list[dict[str, Any]]:
    """The gold standard records, named by their row: two of them share an id."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [{**row, "id": f"row-{row['row']}"} for row in rows]


def _hash(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


if __name__ == "__main__":  # python -m bench.quality.public_sets: writes folds.json, once
    if FOLDS.exists():
        sys.exit(f"{FOLDS} is there; folds are pinned and not made anew")
    FOLDS.write_text(json.dumps(pinned(), indent=1) + "\n", "utf-8")
