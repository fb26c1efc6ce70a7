"""Checks the whole corpus and counts what is in it.

    python -m bench.corpus.check [FILE.yaml ...]

Without files: every report of corpus/, with counts by kind, process, manner, hand and split. With files: only those,
and each mistake with its line. Exit status 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from bench.corpus.annotation import Meta
from bench.corpus.files import CORPUS, SPLITS, Entry, entries, partial_entries, second_path, splits
from bench.corpus.sentences import check_sentences, read_sentences, sentence_files
from bench.corpus.sequences import SEQUENCES, checked_sequence, sequence_entries, sequence_mistakes
from bench.corpus.validate import Checked, Mistake, check_file

COUNTED = (
    "parties", "agreement", "other_agreements", "proposals", "obligations", "positions", "quotes", "times", "figures",
    "instruments", "talks", "violations", "events", "attributions", "mentions",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Check and count; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--brief", action="store_true", help="no counts")
    options = parser.parse_args(arguments)
    if options.files:
        return _some(options.files)
    found = entries(options.corpus)
    checked = {entry: entry.checked() for entry in found}
    partial = {entry: entry.checked() for entry in partial_entries(options.corpus)}
    mistakes = [mistake for each in (*checked.values(), *partial.values()) for mistake in each.mistakes]
    mistakes += _whole(options.corpus, found, checked)
    mistakes += [mistake for path in sentence_files(options.corpus) for mistake in check_sentences(path)]
    sequences = [(entry, checked_sequence(entry)) for entry in sequence_entries(options.corpus)]
    mistakes += sequence_mistakes(sequences)
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    if mistakes:
        print(f"{len(mistakes)} mistakes in the corpus", file=sys.stderr)
        return 1
    if options.brief:
        beside = f"{len(partial)} annotated in part, {len(sequences)} in sequences"
        print(f"{len(checked)} annotated reports, {beside}: all sound")
    else:
        _print_counts(options.corpus, checked)
        _print_partial(options.corpus, partial.values())
        _print_sequences([(entry.process, counts(each)) for entry, each in sequences])
    return 0


def _some(files: Sequence[Path]) -> int:
    status = 0
    for path in files:
        stem = path.stem.removesuffix(".second")
        text_path = path.with_name(f"{stem}.txt")
        if not text_path.exists():
            print(f"{path}:1: no report {text_path.name} beside it", file=sys.stderr)
            status = 1
            continue
        if path.parent.parent.name == "sequences":
            checked = checked_sequence(Entry(f"sequences/{path.parent.name}/{stem}", text_path, path, path.parent.name))
        else:
            checked = check_file(path, text_path.read_bytes().decode("utf-8"), f"{path.parent.name}/{stem}")
        for mistake in checked.mistakes:
            print(mistake, file=sys.stderr)
        if checked.mistakes:
            status = 1
        else:
            print(f"{path}: {_line(checked)}")
    return status


def _whole(corpus: Path, found: list[Entry], checked: dict[Entry, Checked]) -> list[Mistake]:
    """What only the corpus as a whole can have wrong."""
    mistakes = []
    of = splits(corpus)
    for entry in found:
        annotation = checked[entry].annotation
        if entry.process not in of:
            mistakes.append(Mistake(entry.yaml_path, 1, f"process {entry.process!r} is in no split of splits.yaml"))
        if annotation and annotation.meta.process != entry.process:
            mistakes.append(Mistake(entry.yaml_path, 1, f"meta.process is not the folder's name {entry.process!r}"))
        second = second_path(entry)
        if second.exists():
            mistakes += check_file(second, entry.text, entry.name).mistakes
    processes = {entry.process for entry in found}
    for process in sorted({p.parent.name for p in corpus.glob("*/*.yaml")} - processes - {"real"}):
        mistakes.append(Mistake(corpus / process, 1, "annotations without a report"))
    return mistakes


def _line(checked: Checked) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in counts(checked).items() if number)


def counts(checked: Checked) -> Counter[str]:
    """How many records of each kind a file has."""
    found: Counter[str] = Counter()
    for kind in COUNTED:
        value = checked.reading[kind]
        found[kind] = len(value) if isinstance(value, list) else int(value is not None)
    return found


def _print_counts(corpus: Path, checked: dict[Entry, Checked]) -> None:
    of = splits(corpus)
    total: Counter[str] = Counter()
    by_split = {split: Counter[str]() for split in SPLITS}
    tables = {"process": Counter[str](), "manner": Counter[str](), "hand": Counter[str](), "split": Counter[str]()}
    for entry, each in checked.items():
        found = counts(each)
        total += found
        by_split[of[entry.process]] += found
        meta = each.annotation.meta if each.annotation else None
        assert isinstance(meta, Meta)
        for tally, value in zip(
            tables.values(), (entry.process, meta.manner, meta.hand, of[entry.process]), strict=True
        ):
            tally[value] += 1
    print(f"{len(checked)} reports, {len(tables['process'])} processes: all sound")
    print(f"{'kind':18}{'all':>7}" + "".join(f"{split:>7}" for split in SPLITS))
    for kind in COUNTED:
        print(f"{kind:18}{total[kind]:7}" + "".join(f"{by_split[split][kind]:7}" for split in SPLITS))
    for name, tally in tables.items():
        print(f"reports by {name}: " + ", ".join(f"{value} {number}" for value, number in sorted(tally.items())))


def _print_partial(corpus: Path, partial: Collection[Checked]) -> None:
    total = sum((counts(each) for each in partial), Counter[str]())
    print(f"{len(partial)} reports annotated in part, to train on: all sound")
    print(", ".join(f"{total[kind]} {kind}" for kind in COUNTED if total[kind]))
    sentences = sum(1 for path in sentence_files(corpus) for _ in read_sentences(path))
    print(f"{sentences} single sentences with one event each")


def _print_sequences(found: Collection[tuple[str, Counter[str]]]) -> None:
    for process, use in SEQUENCES.items():
        total = sum((each for name, each in found if name == process), Counter[str]())
        number = sum(name == process for name, _ in found)
        if number:
            print(
                f"sequence {process} ({use}): {number} reports, "
                + ", ".join(f"{total[k]} {k}" for k in COUNTED if total[k])
            )


if __name__ == "__main__":
    sys.exit(main())
