"""The rows to train on, from the sets at hand: PolNeAR, TimeBank and AQUAINT, and our own corpus.

    python -m training.rows --out rows.jsonl.gz [--swaps 6]

News texts of the public sets are only read: the file is for training and goes into no release. What is held back for
scoring (fold 0, PolNeAR dev, corpus dev) is never in the parts "train" and "tune"; corpus test and our real news are in
no part.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any, cast

from bench.corpus.files import CORPUS, Entry, part
from bench.corpus.marks import marked_words
from bench.corpus.sealed import SHARED
from bench.corpus.swap import exchanged, listed, principals
from bench.corpus.validate import Checked
from bench.quality.public_sets import TIME_SETS, folds
from training import diplomacy
from training.heads import ACTOR_TYPES, EVENT_TYPES, ROLES, TIME_TYPES, Offsets, Row, Spans, write_rows

SWAPS = 6
TUNE_EVERY = 10
TUNE_FOLD = "4"
TUNE_PROCESSES = frozenset({"lenta", "nepal-2006"})
"""One invented and one real process of corpus train."""
_TIMEX = {"date": "DATE", "time": "TIME", "duration": "DURATION", "interval": "DATE", "vague": "DATE"}
"""Our types of time in TimeML's; an interval is mostly two days joined ("3-5 May"), which TimeML marks as dates."""
_TAG = re.compile(r"<(/?)([A-Za-z0-9_]+)([^<>]*?)(/?)>", re.DOTALL)
_TYPE = re.compile(r'\btype\s*=\s*"([^"]*)"')


def all_rows(shared: Path = SHARED, corpus: Path = CORPUS, swaps: int = SWAPS) -> list[Row]:
    """Every row of every set that is at hand, in a fixed order.

    Args:
        shared: folder whose `data` holds the public sets; a set that is not there is left out.
        corpus: our own corpus.
        swaps: copies of each report of corpus train under other names.
    """
    return [
        *polnear(shared),
        *timeml(shared),
        *own(corpus, swaps),
        *partial(corpus, swaps),
        *diplomacy.sentences(corpus, shared),
    ]


def partial(corpus: Path = CORPUS, swaps: int = SWAPS) -> Iterator[Row]:
    """Reports that are annotated for diplomacy and actors, and for nothing else; each also under other names."""
    for entry, part_name in diplomacy.partial(corpus):
        checked = entry.checked()
        for copy, text, reading in _copies(entry, checked, swaps if part_name == "train" else 0):
            yield Row(entry.name, part_name, copy, text, _named(reading) | diplomacy.spans(text, reading))


def missing(shared: Path = SHARED) -> list[str]:
    """The files of public sets that are not at hand, each with what is lost by that."""
    attribution, time = shared / "data" / "attribution", shared / "data" / "time"
    lost = {
        attribution / "polnear_train.jsonl.gz": "PolNeAR train: most of what attributions are learnt from",
        attribution / "polnear_dev.jsonl.gz": "PolNeAR dev: only measured on",
        time / "timebank_aquaint.tar.gz": "TimeBank and AQUAINT: most of what times are learnt from",
    }
    return [f"{path} is not there ({what})" for path, what in lost.items() if not path.exists()]


def polnear(shared: Path = SHARED) -> Iterator[Row]:
    """PolNeAR train (every tenth article to tune on) and dev, without the texts of our set of real news."""
    held = set(folds()["polnear"]["held"])
    for name in ("train", "dev"):
        path = shared / "data" / "attribution" / f"polnear_{name}.jsonl.gz"
        if not path.exists():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            articles = [row for row in map(json.loads, lines) if row["id"] not in held]
        for number, row in enumerate(sorted(articles, key=lambda each: str(each["id"]))):
            tuned = name == "train" and number % TUNE_EVERY == 0
            yield polnear_row(row, "tune" if tuned else name)


def polnear_row(row: Mapping[str, Any], part_name: str) -> Row:
    """One article of PolNeAR."""
    attributions = [{role: [list(span) for span in each[role]] for role in ROLES} for each in row["attributions"]]
    return Row(f"polnear/{row['id']}", part_name, 0, row["text"], _roles(attributions), attributions)


def timeml(shared: Path = SHARED) -> Iterator[Row]:
    """TimeBank and AQUAINT: fold 0 to measure on, one fold to tune on, the others to train on."""
    path = shared / "data" / "time" / "timebank_aquaint.tar.gz"
    if not path.exists():
        return
    part_of: dict[tuple[str, str], str] = {}
    for name in TIME_SETS:
        for fold, docs in folds()[name].items():
            part_of |= {
                (name, doc): {"0": "dev", TUNE_FOLD: "tune"}.get(fold, "train") for doc in docs if fold != "held"
            }
    with tarfile.open(path) as tar:
        files = {}
        for member in tar:
            folder, _, doc = member.name.removesuffix(".tml").rpartition("/")
            opened = tar.extractfile(member)
            if opened is not None and (folder, doc) in part_of:
                files[folder, doc] = opened.read().decode("utf-8")
    for (folder, doc), raw in sorted(files.items()):
        yield timeml_row(raw, f"{folder}/{doc}", part_of[folder, doc])


def timeml_row(raw: str, name: str, part_name: str) -> Row:
    """One TimeML file; offsets count the text between its TEXT tags, tags taken out, as the scorer counts them."""
    found = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
    if found is None:
        raise ValueError(f"{name} has no <TEXT> ... </TEXT>. Expected a TimeML file.")
    body, pieces, length, last = found[1], [], 0, 0
    opened: list[tuple[int, str]] = []
    spans: Spans = []
    for tag in _TAG.finditer(body):
        pieces.append(unescape(body[last : tag.start()]))
        length += len(pieces[-1])
        last = tag.end()
        closing, kind, attributes, empty = tag.groups()
        if kind != "TIMEX3" or empty:
            continue
        if not closing:
            type_of = _TYPE.search(attributes)
            opened.append((length, type_of[1] if type_of else ""))
        elif opened:
            start, type_name = opened.pop()
            spans.append((start, length, type_name))
    text = "".join([*pieces, unescape(body[last:])])
    marked = [span for span in sorted(spans) if text[span[0] : span[1]].strip() and span[2] in TIME_TYPES]
    return Row(name, part_name, 0, text, {"time": marked})


def own(corpus: Path = CORPUS, swaps: int = SWAPS) -> Iterator[Row]:
    """Corpus train, each report also under other names, and corpus dev as it is."""
    for entry in part("train", corpus):
        tuned = entry.process in TUNE_PROCESSES
        yield from _reports(entry, "tune" if tuned else "train", 0 if tuned else swaps)
    for entry in part("dev", corpus):
        yield from _reports(entry, "dev", 0)


def _reports(entry: Entry, part_name: str, swaps: int) -> Iterator[Row]:
    for copy, text, reading in _copies(entry, entry.checked(), swaps):
        yield own_row(text, reading, f"corpus/{entry.name}", part_name, copy)


def _copies(entry: Entry, checked: Checked, swaps: int) -> Iterator[tuple[int, str, Mapping[str, Any]]]:
    """A report and its copies: number (0 for the report itself), text, reading.

    The first copy has its two sides in each other's place, the others have them under names from the lists.
    """
    text, reading = entry.text, checked.reading
    yield 0, text, reading
    both = principals(checked.annotation) if checked.annotation is not None else None
    if both is None:
        return
    first = int(hashlib.sha256(entry.name.encode()).hexdigest(), 16) % 1000
    for number in range(1, swaps + 1):
        # Steps of five are prime to the lengths of both lists (24 and 12), so that no copy has a name twice in turn.
        renamed = exchanged(text, *both) if number == 1 else listed(text, *both, first + 5 * number)
        yield number, renamed.text, cast("Mapping[str, Any]", renamed.value(reading))


def own_row(text: str, reading: Mapping[str, Any], name: str, part_name: str, copy: int = 0) -> Row:
    """One report of ours, from its compiled reading."""
    attributions: list[dict[str, Offsets]] = [
        {role: [[p["start"], p["end"]] for p in each[role]] for role in ROLES} for each in reading["attributions"]
    ]
    for each in attributions:
        each["content"] = [with_marks(text, start, end) for start, end in each["content"]]
    times: Spans = [(p["start"], p["end"], _TIMEX[t["type"]]) for t in reading["times"] for p in t["surface"]]
    # "now" and "recently" are dates in TimeML (PRESENT_REF, PAST_REF).
    times += [(p["start"], p["end"], "DATE") for t in reading["other_timex"] for p in t["surface"]]
    spans = _roles(attributions)
    spans["time"] = sorted(times)
    spans |= _named(reading) | diplomacy.spans(text, reading)
    # Of all that is attributed, what a reading takes for a quote: our corpus tells the two apart, PolNeAR does not.
    said = [with_marks(text, p["start"], p["end"]) for quote in reading["quotes"] for p in quote["content"]]
    spans["quote"] = sorted({(start, end, "") for start, end in said})
    return Row(name, part_name, copy, text, spans, attributions)


def _named(reading: Mapping[str, Any]) -> dict[str, Spans]:
    """Actors by name and events, which every report of ours has."""
    mentions = [(m["start"], m["end"], m["type"]) for m in reading["mentions"] if m["form"] == "name"]
    events = [(p["start"], p["end"], e["type"]) for e in reading["events"] for p in e["trigger"]]
    return {
        "actor": sorted(m for m in mentions if m[2] in ACTOR_TYPES),
        "event": sorted(e for e in events if e[2] in EVENT_TYPES),
    }


def with_marks(text: str, start: int, end: int) -> list[int]:
    """A content with the quotation marks around it: PolNeAR counts them in, our corpus leaves them out."""
    for pair in marked_words(text):
        if pair.start == start and start > 0:
            start -= 1
        if pair.end == end and end < len(text) and text[end] in '"”’':
            end += 1
    return [start, end]


def _roles(attributions: list[dict[str, Offsets]]) -> dict[str, Spans]:
    return {role: sorted({(s, e, "") for each in attributions for s, e in each[role]}) for role in ROLES}


def main() -> None:
    """Write all rows to one file, and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True, help="file to write; .gz compresses it")
    parser.add_argument("--swaps", type=int, default=SWAPS, help="copies of each report of ours under other names")
    options = parser.parse_args()
    for line in missing():
        sys.stdout.write(f"{line}\n")
    if missing():
        sys.stdout.write("Goes on without; our own corpus is always there.\n")
    rows = all_rows(swaps=options.swaps)
    write_rows(rows, options.out)
    for (name, part_name), number in sorted(Counter((row.set, row.part) for row in rows).items()):
        sys.stdout.write(f"{name:9} {part_name:5} {number:5} texts\n")
    sys.stdout.write(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
