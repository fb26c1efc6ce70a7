"""Writes the tables of corpus/DATASHEET.md anew.

    python -m bench.corpus.datasheet [--check]

--check changes nothing and fails where a table is stale; the table of spread is left out of that where PolNeAR's column
cannot be made.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.corpus import consistency, spread
from bench.corpus.annotation import Meta
from bench.corpus.check import COUNTED, counts
from bench.corpus.files import CORPUS, SPLITS, entries, partial_entries, real_splits, splits
from bench.corpus.sealed import SHARED, sealed_entries
from bench.corpus.sentences import read_sentences, sentence_files

SHEET = CORPUS / "DATASHEET.md"
IN_PART = "train, in part"


def counts_table() -> str:
    """Reports and records by split, and reports by manner; the real set where its texts are at hand."""
    columns: dict[str, Counter[str]] = {split: Counter() for split in (*SPLITS, IN_PART)}
    manners: Counter[str] = Counter()
    for entry in entries():
        checked = entry.checked()
        meta = checked.annotation.meta if checked.annotation else None
        assert isinstance(meta, Meta)
        manners[meta.manner] += 1
        columns[splits()[entry.process]] += counts(checked) + Counter(reports=1, words=len(entry.text.split()))
    for entry in partial_entries():
        columns[IN_PART] += counts(entry.checked()) + Counter(reports=1, words=len(entry.text.split()))
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    rows = ("reports", "words", *COUNTED)
    lines += [f"| {row} | " + " | ".join(str(column[row]) for column in columns.values()) + " |" for row in rows]
    real = Counter(real_splits()[entry.process] for entry in sealed_entries())
    lines += ["", "By manner: " + ", ".join(f"{manner} {number}" for manner, number in manners.most_common()) + "."]
    lines += ["", f"Real news: {real['real_dev']} texts dev, {real['real_test']} test."]
    sentences = Counter(sentence.type for path in sentence_files() for sentence in read_sentences(path))
    told = ", ".join(f"{name} {number}" for name, number in sorted(sentences.items()))
    lines += ["", f"Single sentences, {sentences.total()}: {told}."]
    return "\n".join(lines)


def filled(text: str, blocks: dict[str, str]) -> str:
    """The page with the given blocks between their marks."""
    for name, block in blocks.items():
        before, mark, rest = text.partition(f"<!-- {name} -->\n")
        text = before + mark + block + "\n<!-- end -->" + rest.partition("<!-- end -->")[2]
    return text


def main(arguments: Sequence[str]) -> int:
    """Write or check; returns the exit status."""
    blocks = {"counts": counts_table(), "consistency": consistency.table()}
    if Path(SHARED / "data" / "attribution" / "polnear_train.jsonl.gz").exists():
        blocks["spread"] = spread.table()
    before = SHEET.read_text("utf-8")
    after = filled(before, blocks)
    if "--check" in arguments:
        if after != before:
            print(f"{SHEET.name} is stale: run python -m bench.corpus.datasheet", file=sys.stderr)
        return int(after != before)
    SHEET.write_text(after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
