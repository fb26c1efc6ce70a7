"""Makes the weights of the gate before the reading (trucewatch.reports.relevance), the same each time.

    python -m training.relevance [--out FILE] [--check]

A logistic regression on the distinct words of windows, with numpy alone. A word counts where it is written small in
most places and is no function word and no number: names and days weigh nothing. Texts: corpus train, partial, ordinary
news, and our own short ones in corpus/gate (bench.relevance_texts). The threshold comes from cross-validation over the
processes of train: nothing of dev, test or the real reports.
--check makes them and compares with the file that ships.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import relevance_texts as texts
from bench.relevance_texts import Text
from trucewatch.reports import relevance
from trucewatch.reports.relevance import (
    WEIGHTS_FILE,
    WORDS_FILE,
    Lexicon,
    Weights,
    best_window,
    parsed_words,
    windows,
    words_of,
)

PACKAGE = Path(relevance.__file__).parent
FOLDS = 5
LEAST_TEXTS = 8
"""A word must occur in so many texts."""
LEAST_SMALL = 0.7
"""And be written small in so large a share of the places inside sentences."""
LEAST_WEIGHT = 0.05
RIDGE, FREE_RIDGE = 1.0, 0.1
STEPS = 1200
SHARES = {"relevant": 0.25, "wire": 0.2, "near": 0.05, "news": 0.25, "ordinary": 0.25}
"""What the kinds of texts weigh together: few are ours and ordinary, or relevant and in the style of agencies, and both
keep a manner of writing from telling anything."""
RELEVANT = frozenset({"relevant", "wire", "near"})
NEAR_WORDS = 5
"""Of a text that is near alone the windows with so many words of the lexicon are learnt from."""
UNDER_REAL_TEST = frozenset({"aquaint", "polnear_train/nyt_2016-05-09_american-admiral-rattles-beijing"})
"""Near texts on what real reports of the test split are about: not learnt from."""
KEPT_WHOLE, KEPT_HEADS = 0.995, 0.98
"""Of texts of processes not learnt from, so many must be kept; and so many of their first words alone, some of which
set a scene and tell nothing yet."""
HEAD_WORDS = 100
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Sample:
    """A text to learn from: its words in windows."""

    text: Text
    kind: str
    windows: tuple[frozenset[str], ...]

    @property
    def fold(self) -> int:
        """Which fifth it is in, by its group (relevant ones) or its name."""
        by = self.text.group if self.kind == "relevant" else self.text.name
        return int(hashlib.sha256(f"fold {by}".encode()).hexdigest(), 16) % FOLDS


def samples() -> list[Sample]:
    """Every text to learn from that is at hand."""
    kinds = {
        "relevant": texts.corpus_texts("train"),
        "wire": [*texts.gate_texts("relevant_train"), *texts.labelled_news("relevant")],
        "near": [text for text in texts.labelled_news("near") if not {text.name, text.group} & UNDER_REAL_TEST],
        "news": texts.news(held_out=False),
        "ordinary": texts.gate_texts("ordinary_train"),
    }
    return [sample for kind, these in kinds.items() for text in these if (sample := _sample(kind, text)).windows]


def _sample(kind: str, text: Text) -> Sample:
    parts = [frozenset(window) for window in windows(words_of(text.text))]
    if kind == "near":
        lexicon = _lexicon()
        parts = [each for each in parts if len(each & (lexicon.near | lexicon.sure)) >= NEAR_WORDS]
    return Sample(text, kind, tuple(parts))


def vocabulary(learnt: Sequence[Sample]) -> dict[str, int]:
    """Words that may weigh something, each with its column."""
    lexicon = _lexicon()
    held: Counter[str] = Counter()
    places: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for sample in learnt:
        held.update(frozenset().union(*sample.windows))
        for word in re.findall(r"(?<=[a-z,;] )[A-Za-z]+(?:-[A-Za-z]+)*", sample.text.text):
            places[word.lower()] += 1
            small[word.lower()] += word.islower()
    chosen = (
        word
        for word, number in held.items()
        if number >= LEAST_TEXTS
        and len(word) > 2
        and word not in lexicon.common
        and small[word] > LEAST_SMALL * places[word]
    )
    return {word: column for column, word in enumerate(sorted({*chosen, *lexicon.sure, *lexicon.near}))}


def fit(learnt: Sequence[Sample]) -> tuple[dict[str, float], float]:
    """Weights of words, and the intercept.

    Words of the lexicon share a weight of their kind, which is nearly free, beside each one's own, which the ridge
    holds down: so a rare one weighs as its kind does, and words of a manner of writing weigh little.
    """
    words = vocabulary(learnt)
    lexicon = _lexicon()
    kinds = [words.keys() & lexicon.near, words.keys() & lexicon.sure]
    rows = [(sample.kind, sorted(window & words.keys())) for sample in learnt for window in sample.windows]
    rows = [(kind, held) for kind, held in rows if held]
    lengths = np.array([len(held) for _, held in rows])
    seen = Seen(
        np.array([words[word] for _, held in rows for word in held]),
        np.repeat(np.arange(len(rows)), lengths),
        np.repeat(1 / np.sqrt(lengths), lengths),
        np.array([[len(kind.intersection(held)) / math.sqrt(len(held)) for kind in kinds] + [1.0] for _, held in rows]),
    )
    of_kind = Counter(kind for kind, _ in rows)
    share: Floats = np.array([SHARES[kind] / of_kind[kind] for kind, _ in rows])
    answers: Floats = np.array([float(kind in RELEVANT) for kind, _ in rows])
    at = descend(seen, answers, share * len(rows) / share.sum(), len(words))
    near, sure, intercept = (float(each) for each in at[len(words) :])
    shared = {word: weight for kind, weight in zip(kinds, (near, sure), strict=True) for word in kind}
    return {word: float(at[column]) + shared.get(word, 0.0) for word, column in words.items()}, intercept


@dataclass(frozen=True)
class Seen:
    """Rows as sparse columns, and beside them a few full ones that a ridge hardly holds down.

    Attributes:
        columns, row, values: (entries,) of the sparse part.
        free: (rows, full columns).
    """

    columns: Ints
    row: Ints
    values: Floats
    free: Floats


def descend(seen: Seen, answers: Floats, share: Floats, width: int) -> Floats:
    """The least of logistic loss and ridge, by Nesterov's steps from zero: (width + full columns,)."""
    at = previous = np.zeros(width + seen.free.shape[1])
    longest = 1 + (seen.free**2).sum(axis=1)  # squared length of a row: the sparse part has length one
    held = np.append(np.full(width, RIDGE), np.full(seen.free.shape[1], FREE_RIDGE))
    pace = 1 / (0.25 * float((share * longest).sum()) + RIDGE)
    for step in range(STEPS):
        ahead = at + step / (step + 3) * (at - previous)
        sums = np.bincount(seen.row, weights=seen.values * ahead[seen.columns], minlength=len(answers))
        off = share * (1 / (1 + np.exp(-sums - seen.free @ ahead[width:])) - answers)
        slope = np.bincount(seen.columns, weights=seen.values * off[seen.row], minlength=width)
        previous, at = at, ahead - pace * (np.append(slope, seen.free.T @ off) + held * ahead)
    return at


def left_out(all_samples: Sequence[Sample]) -> list[tuple[Sample, float, float]]:
    """Every text with the log odds, of the whole and of its first words, by a model that has not seen its fold."""
    scored = []
    for fold in range(FOLDS):
        words, intercept = fit([sample for sample in all_samples if sample.fold != fold])
        weights = Weights(words, intercept, 0.0)
        for sample in all_samples:
            if sample.fold == fold:
                tokens = words_of(sample.text.text)
                whole, head = (best_window(weights, each)[0] for each in (tokens, tokens[:HEAD_WORDS]))
                scored.append((sample, whole, head))
    return scored


def threshold(scored: Sequence[tuple[Sample, float, float]]) -> float:
    """The highest score, in hundredths, that keeps the shares asked for: of each kind, and of the first words."""
    kinds = [[(whole, head) for sample, whole, head in scored if sample.kind == kind] for kind in ("relevant", "wire")]
    highest = min(_lowest([whole for whole, _ in these], KEPT_WHOLE) for these in kinds)
    heads = [head for these in kinds for _, head in these]
    return math.floor(100 * _score(min(highest, _lowest(heads, KEPT_HEADS)))) / 100


def _lowest(logits: Sequence[float], kept: float) -> float:
    return sorted(logits)[math.floor((1 - kept) * len(logits))]


def made(all_samples: Sequence[Sample]) -> tuple[dict[str, object], str]:
    """What the file of weights holds, and a line on what cross-validation found."""
    scored = left_out(all_samples)
    least = threshold(scored)
    words, intercept = fit(all_samples)
    kept = {word: round(weight, 2) for word, weight in words.items() if abs(weight) >= LEAST_WEIGHT}
    passed = {
        kind: np.mean([_score(whole) < least for sample, whole, _ in scored if sample.kind == kind]) for kind in SHARES
    }
    told = ", ".join(f"{kind} {100 * share:.1f} %" for kind, share in passed.items())
    counts = Counter(sample.kind for sample in all_samples)
    content: dict[str, object] = {
        "made_by": "training.relevance",
        "texts": dict(sorted(counts.items())),
        "threshold": least,
        "intercept": round(intercept, 3),
        "words": dict(sorted(kept.items())),
    }
    return content, f"{len(kept)} words, threshold {least}; below it, by models that had not seen them: {told}"


def as_json(content: Mapping[str, object]) -> str:
    """The file's text: one word a line, so that a change can be read."""
    return json.dumps(content, indent=0, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the weights; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=PACKAGE / WEIGHTS_FILE)
    parser.add_argument("--check", action="store_true", help="compare with the file, write nothing")
    options = parser.parse_args(arguments)
    learnt = samples()
    if not any(sample.kind == "news" for sample in learnt):
        sys.stderr.write("No ordinary news is at hand (TimeBank, AQUAINT, PolNeAR): nothing can be learnt.\n")
        return 2
    content, told = made(learnt)
    sys.stdout.write(f"{told}\n")
    if options.check:
        same = options.out.read_text("utf-8") == as_json(content)
        sys.stdout.write(f"{'the same as' if same else 'not the same as'} {options.out}\n")
        return int(not same)
    options.out.write_text(as_json(content), "utf-8")
    return 0


def _lexicon() -> Lexicon:
    return parsed_words((PACKAGE / WORDS_FILE).read_bytes())


def _score(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


if __name__ == "__main__":
    sys.exit(main())
