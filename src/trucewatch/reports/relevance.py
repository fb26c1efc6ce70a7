"""Is a text worth reading: does it tell of a ceasefire, of talks to end a conflict, or of how an agreement is kept?

A gate for archives in which most texts are about other things; it errs to keeping. First words are looked up: with none
of `relevance_words.txt` a text is passed over, with two unlike ones that are sure it is kept. For the rest a linear
model adds up weights of words, in windows, so that one relevant part keeps a long or mixed text. Names weigh nothing.
Weights and threshold are made by `training.relevance`.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import math
import string
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib import resources

from trucewatch.errors import ReportError

WORDS_FILE = "relevance_words.txt"
WEIGHTS_FILE = "relevance_weights.json"
BLOCK = 60
"""Words in a block; a window is two of them, and windows overlap by one."""
NO_WORD = "no word of the lexicon"
BELOW = "below the threshold"
TOO_LITTLE = "too few English words to judge by"
_FEWEST = 25  # words below which nothing is passed over: a heading, a stub
_SHORT = 120  # words below which the want of a lexicon word settles nothing: a teaser says little
_ENGLISH = 0.2  # of the words; plain English has 0.4 and more, its nearest neighbours under 0.1
_STEM = 5  # letters in which two sure words must differ: "truce" and "truces" are one
_SURE = 2
_TOLD = 3  # words that a ground names
_LETTERS = bytes(
    code + 32 if chr(code) in string.ascii_uppercase else code if chr(code) in string.ascii_lowercase + "-" else 32
    for code in range(256)
)


@dataclass(frozen=True)
class Relevance:
    """What the gate says of one text.

    Attributes:
        score: 0 to 1, how likely the text is about a ceasefire, a peace process, or an armed conflict and its settling.
        kept: read it.
        ground: why, as a fragment of a sentence.
    """

    score: float
    kept: bool
    ground: str


@dataclass(frozen=True)
class Phrase:
    """An entry of several words."""

    entry: str
    kind: str
    words: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """The words of `relevance_words.txt`.

    Attributes:
        sure, near, common: single words of each kind.
        phrases: entries of several words, by the longest word in them.
    """

    sure: AbstractSet[str]
    near: AbstractSet[str]
    common: AbstractSet[str]
    phrases: dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True)
class Weights:
    """The linear model.

    Attributes:
        words: weight of each word it knows.
        intercept: added to the sum of a window.
        threshold: scores (0 to 1) below it are passed over.
    """

    words: dict[str, float]
    intercept: float
    threshold: float


def judge(text: str, headline: str | None = None) -> Relevance:
    """Whether a text is to be read.

    Args:
        text: the report's text, of any length and language; what is not English is kept, for others to say so.
        headline: its headline, where it is not part of the text.

    Returns:
        The same for the same text and `version()`, always.
    """
    lexicon, weights = _lexicon(), _weights()
    tokens = words_of(f"{headline}\n{text}" if headline else text)
    if len(tokens) < _FEWEST or _share(tokens, lexicon.common) < _ENGLISH:
        return Relevance(1.0, kept=True, ground=TOO_LITTLE)
    sure, near = found(lexicon, tokens)
    if not sure and not near and len(tokens) >= _SHORT:
        return Relevance(0.0, kept=False, ground=NO_WORD)
    logit, best = best_window(weights, tokens)
    score = round(_logistic(logit), 4)
    if len({word[:_STEM] for word in sure}) >= _SURE:
        return Relevance(score, kept=True, ground=", ".join(sorted(sure)[:_TOLD]))
    if score < weights.threshold:
        return Relevance(score, kept=False, ground=BELOW)
    heaviest = sorted(best & weights.words.keys(), key=lambda word: (-weights.words[word], word))
    return Relevance(score, kept=True, ground=", ".join(heaviest[:_TOLD]))


def version() -> str:
    """Name and digest of the gate: it changes with the words, the weights and the threshold."""
    return f"relevance 1@{_digest()[:12]}"


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, hyphens inside them kept; what is no ASCII letter parts words."""
    # A table over bytes takes a fifth of the time that a regular expression does, most of what the gate cost.
    plain = text.encode("ascii", "replace").translate(_LETTERS).decode("ascii")
    return plain.replace("- ", " ").replace(" -", " ").split()


def found(lexicon: Lexicon, tokens: Sequence[str]) -> tuple[set[str], set[str]]:
    """The sure and the near entries that words in their order hold."""
    distinct = set(tokens)
    sure, near = set(lexicon.sure & distinct), set(lexicon.near & distinct)
    leads = lexicon.phrases.keys() & distinct
    joined = f" {' '.join(tokens)} " if leads else ""
    for word in leads:
        for phrase in lexicon.phrases[word]:
            if phrase.words <= distinct and f" {phrase.entry} " in joined:
                (sure if phrase.kind == "sure" else near).add(phrase.entry)
    return sure, near


def windows(tokens: Sequence[str]) -> Iterator[set[str]]:
    """The distinct words of each window; one at least, the last shorter than others only where it is the first."""
    blocks = [set(tokens[at : at + BLOCK]) for at in range(0, max(len(tokens) - BLOCK // 2, 1), BLOCK)]
    blocks[-1].update(tokens[len(blocks) * BLOCK :])
    if len(blocks) == 1:
        yield blocks[0]
    for one, other in itertools.pairwise(blocks):
        yield one | other


def best_window(weights: Weights, tokens: Sequence[str]) -> tuple[float, set[str]]:
    """The highest log odds of any window, and the words of that window."""
    known = weights.words
    best: tuple[float, set[str]] = (-math.inf, set())
    for window in windows(tokens):
        values = [known[word] for word in window if word in known]
        logit = weights.intercept + math.fsum(values) / math.sqrt(len(values) or 1)
        if logit > best[0]:
            best = (logit, window)
    return best


def parsed_words(data: bytes) -> Lexicon:
    """The lexicon out of the bytes of its file."""
    rows = [line.split("\t") for line in data.decode("utf-8").splitlines() if line and not line.startswith("#")]
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for entry, kind in rows:
        if " " in entry:
            words = entry.split()
            lead = max(words, key=len)
            phrases[lead] = (*phrases.get(lead, ()), Phrase(entry, kind, frozenset(words)))
    single = {
        kind: frozenset(entry for entry, of in rows if of == kind and " " not in entry)
        for kind in ("sure", "near", "common")
    }
    return Lexicon(
        single["sure"],
        single["near"],
        single["common"],
        phrases,
    )


def _share(tokens: Sequence[str], common: AbstractSet[str]) -> float:
    """How many of the first words are common ones: a part of the text tells its language."""
    return sum(map(common.__contains__, tokens[:400])) / len(tokens[:400])


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-max(min(logit, 30.0), -30.0)))


def _file(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()


@functools.cache
def _lexicon() -> Lexicon:
    return parsed_words(_file(WORDS_FILE))


@functools.cache
def _weights() -> Weights:
    try:
        made = json.loads(_file(WEIGHTS_FILE))
        return Weights(dict(made["words"]), float(made["intercept"]), float(made["threshold"]))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ReportError(
            f"the weights of the gate, {WEIGHTS_FILE}, cannot be used: {problem}",
            expected="the file that comes with the package",
            advice="Install the package again, or make the file with `python -m training.relevance`.",
        ) from problem


@functools.cache
def _digest() -> str:
    return hashlib.sha256(_file(WORDS_FILE) + b"\0" + _file(WEIGHTS_FILE)).hexdigest()
