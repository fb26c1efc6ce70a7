"""How varied the corpus is, beside PolNeAR's news: sentence length, cues, kinds of quotation, openings.

    python -m bench.corpus.spread

One column a hand, one for the whole corpus, one for PolNeAR's training part where it is at hand (figures only; its
texts are not ours). Sentences are cut by the same plain rule everywhere, so that the columns compare.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus.annotation import Meta
from bench.corpus.files import CORPUS, entries
from bench.corpus.marks import Marked, marked_words
from bench.corpus.sealed import SHARED

_SENTENCE = re.compile(r"(?<=[.!?])[”\"’)]*\s+(?=[“\"‘(]?[A-Z0-9])|\n+")
_OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("quotation", re.compile(r"[“\"‘]")),
    ("dateline", re.compile(r"(?:[A-Z][A-Z'’.-]+[ ,]+)+.{0,50}?(?:[-–—]|\n)")),
    ("document head", re.compile(r"[A-Z][A-Z '’,.:/&()0-9-]{14,}(?:\n|$)|(?:\d+\.|Article|Ref|No\.|From:|Subject)")),
    ("stamp or number", re.compile(r"\d")),
    ("time", re.compile(r"(?:On|By|At|Since|After|When|In|Before|For|As|A day|A week|Days|Weeks|Hours|Two|Three)\b")),
    ("article and noun", re.compile(r"(?:The|A|An)\b")),
    ("headline or name", re.compile(r"[A-Z]")),
)


@dataclass
class Spread:
    """What was counted in some reports."""

    lengths: list[int] = field(default_factory=list)
    cues: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    openings: Counter[str] = field(default_factory=Counter)
    reports: int = 0

    def add(self, text: str, attributions: Iterable[Mapping[str, Sequence[tuple[int, int]]]]) -> None:
        """Count one report; attributions have spans under cue and content."""
        self.reports += 1
        self.lengths += [n for n in (len(part.split()) for part in _SENTENCE.split(text)) if n]
        self.openings[opening(text)] += 1
        marked = marked_words(text)
        for each in attributions:
            if each["cue"]:
                self.cues[" ".join(text[start:end] for start, end in each["cue"]).lower()] += 1
            if each["content"]:
                self.types[_type(each["content"], marked)] += 1

    def rows(self) -> list[str]:
        """The figures, in the order of ROWS."""
        quarters = statistics.quantiles(self.lengths, n=10)
        said = sum(n for cue, n in self.cues.items() if re.fullmatch(r"(?:\w+ )?(?:said|says|say|saying)", cue))
        cues, types = sum(self.cues.values()) or 1, sum(self.types.values()) or 1
        bits = -sum(n / cues * math.log2(n / cues) for n in self.cues.values())
        top = self.openings.most_common(1)[0]
        return [
            str(self.reports),
            f"{statistics.fmean(self.lengths):.1f}",
            f"{statistics.stdev(self.lengths):.1f}",
            f"{quarters[0]:.0f} / {quarters[-1]:.0f}",
            str(sum(self.cues.values())),
            f"{100 * said / cues:.0f} %",
            str(len(self.cues)),
            f"{bits:.1f}",
            " / ".join(f"{100 * self.types[kind] / types:.0f}" for kind in ("direct", "mixed", "indirect")),
            str(len(self.openings)),
            f"{top[0]}, {100 * top[1] / self.reports:.0f} %",
        ]


def _type(content: Sequence[tuple[int, int]], marked: Sequence[Marked]) -> str:
    """As PolNeAR's scorers have it, whose contents include the marks: direct from four fifths between marks on."""
    whole = sum(end - start for start, end in content)
    inside = sum(max(0, min(end, pair.end) - max(start, pair.start)) for start, end in content for pair in marked)
    return "direct" if inside >= 0.8 * whole else "mixed" if inside else "indirect"


ROWS = (
    "reports", "words a sentence, mean", "the same, standard deviation", "shortest tenth / longest tenth up to, from",
    "attributions with a cue", "cue is a form of say", "different cues", "spread of cues, bits",
    "direct / mixed / indirect, %", "kinds of opening", "commonest opening",
)  # fmt: skip


def opening(text: str) -> str:
    """How a report begins, by its first line."""
    first = text.lstrip()
    return next((name for name, pattern in _OPENINGS if pattern.match(first)), "other")


def corpus_spread(corpus: Path = CORPUS) -> dict[str, Spread]:
    """The spread of every hand, and of all ("corpus")."""
    found: dict[str, Spread] = {"corpus": Spread()}
    for entry in entries(corpus):
        checked = entry.checked()
        meta = checked.annotation.meta if checked.annotation else None
        assert isinstance(meta, Meta)
        spans = [
            {role: [(s["start"], s["end"]) for s in row[role]] for role in ("cue", "content")}
            for row in checked.reading["attributions"]
        ]
        for name in (meta.hand, "corpus"):
            found.setdefault(name, Spread()).add(entry.text, spans)
    return dict(sorted(found.items(), key=lambda item: (item[0] == "corpus", item[0])))


def polnear_spread(path: Path) -> Spread:
    """The spread of PolNeAR's training part."""
    spread = Spread()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            spread.add(row["text"], row["attributions"])
    return spread


def table() -> str:
    """A Markdown table of the figures."""
    columns = corpus_spread()
    data = SHARED / "data" / "attribution" / "polnear_train.jsonl.gz"
    if data.exists():
        columns["PolNeAR"] = polnear_spread(data)
    figures = {name: spread.rows() for name, spread in columns.items()}
    lines = ["| | " + " | ".join(figures) + " |", "|---" * (len(figures) + 1) + "|"]
    lines += [f"| {row} | " + " | ".join(f[i] for f in figures.values()) + " |" for i, row in enumerate(ROWS)]
    whole = columns["corpus"]
    lines += ["", "Commonest cues of the corpus: " + ", ".join(f"{c} {n}" for c, n in whole.cues.most_common(30)) + "."]
    lines += ["", "Openings of the corpus: " + ", ".join(f"{o} {n}" for o, n in whole.openings.most_common()) + "."]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
    sys.exit(0)
