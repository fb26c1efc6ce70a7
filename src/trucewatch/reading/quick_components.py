"""Two components of a spaCy pipeline, run quicker on one report and giving what the packaged ones give.

They took two thirds of the time of a parse. The attribute ruler tries each of its patterns on each token; all but a few
look at the word and its tag alone, so that what they say of a word is kept. The entity recogniser takes a step a token
in compiled code that asks each of its moves whether it is allowed, and after each answer whether it failed; what it
does outside an entity depends on one token only, so that this is worked out for all tokens at once, and the few steps
within entities after it.

A component of another shape than these are made for is left as it is. Tests hold both to the packaged components.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, LOWER, SENT_START, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.tokens._retokenize import set_token_attrs

Component = Callable[[Doc], Doc]
Floats = NDArray[np.float32]

_OWN = frozenset({"TAG", "LOWER"})
"""What a pattern of one token may ask for so that its answer is kept."""
_MOST_KEPT = 200_000  # words with a tag; a longer memory would serve names that come once
_FEATURES = 3  # tokens that a state of the entity recogniser looks at
_KNOWN_MOVES = frozenset("BILU")
_BLOCKED = "U-"  # only for tokens that were kept from being entities beforehand


@functools.cache
def quick(nlp: Language) -> tuple[Component, ...]:
    """The components of a pipeline in their order, quicker ones in the place of the packaged ones where they fit."""
    return tuple(_quicker(component) for _, component in nlp.pipeline)


def _quicker(component: Component) -> Component:
    if type(component) is AttributeRuler:
        return QuickRuler(component)
    if type(component) is EntityRecognizer and QuickEntities.fits(component):
        return QuickEntities(component)
    return component


class QuickRuler:
    """An attribute ruler that keeps what its patterns of one token say of a word with a tag."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        vocab = ruler.vocab
        self._alone, self._others = Matcher(vocab, validate=False), Matcher(vocab, validate=False)
        for number, pattern in enumerate(ruler.patterns):
            held: Any = pattern["patterns"]
            of_word = all(len(tokens) == 1 and _OWN.issuperset(tokens[0]) for tokens in held)
            (self._alone if of_word else self._others).add(str(number), held)
        self._kept: dict[tuple[int, int], tuple[int, ...]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set what the patterns say, in their order, on each token."""
        others: dict[int, list[int]] = {}
        for key, start, _ in self._others(doc, allow_missing=True):
            number = int(doc.vocab.strings[key])
            others.setdefault(start + self._ruler.indices[number], []).append(number)
        attributes = self._ruler.attrs
        words = doc.to_array([LOWER, TAG])
        for at, (word, tag) in enumerate(words.tolist()):
            numbers = self._kept.get((word, tag))
            if numbers is None:
                numbers = self._of_word(doc, at, (word, tag))
            for number in sorted({*numbers, *others[at]}) if at in others else numbers:
                set_token_attrs(doc[at], attributes[number])
        return doc

    def _of_word(self, doc: Doc, at: int, key: tuple[int, int]) -> tuple[int, ...]:
        alone = Doc(doc.vocab, words=[doc[at].text], tags=[doc[at].tag_] if key[1] else None)
        found = self._alone(alone, allow_missing=True)
        numbers = tuple(sorted({int(doc.vocab.strings[match]) for match, _, _ in found}))
        if len(self._kept) < _MOST_KEPT:
            self._kept[key] = numbers
        return numbers


@dataclass(frozen=True)
class _Weights:
    """The weights of the recogniser's upper layers, and which of its classes are which moves.

    Attributes:
        bias: of the hidden layer, [hidden, pieces].
        padding: what a missing token gives, [features, hidden, pieces].
        upper, upper_bias: hidden layer to moves, [moves, hidden] and [moves].
        begins, units: numbers of these moves.
        out: number of the move that leaves a token outside.
        within: label -> numbers of its In and its Last.
        labels: label of each move, "" for Out.
    """

    bias: Floats
    padding: Floats
    upper: Floats
    upper_bias: Floats
    begins: NDArray[np.intp]
    units: NDArray[np.intp]
    out: int
    within: dict[str, tuple[int, int]]
    labels: tuple[str, ...]


def _moves(recogniser: EntityRecognizer) -> list[str]:
    """The moves in the order of the upper layer's classes, the one that blocks a token among them."""
    return [recogniser.moves.get_class_name(number) for number in range(recogniser.moves.n_moves)]


class QuickEntities:
    """An entity recogniser that decides on all tokens at once."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        self._recogniser = recogniser
        model = recogniser.model
        self._to_vectors, self._lower = model.get_ref("tok2vec"), model.get_ref("lower")
        names = _moves(recogniser)
        moves, labels = zip(*(name.partition("-")[::2] for name in names), strict=True)
        kinds = np.asarray(moves)
        upper = model.get_ref("upper")
        self._weights = _Weights(
            bias=self._lower.get_param("b"),
            padding=self._lower.get_param("pad")[0],
            upper=upper.get_param("W"),
            upper_bias=upper.get_param("b"),
            begins=np.flatnonzero(kinds == "B"),
            units=np.flatnonzero((kinds == "U") & (np.asarray(labels) != "")),
            out=names.index("O"),
            within={label: (names.index(f"I-{label}"), names.index(f"L-{label}")) for label in set(labels) - {""}},
            labels=labels,
        )

    @staticmethod
    def fits(recogniser: EntityRecognizer) -> bool:
        """Is it one that looks at three tokens, over a hidden layer, without a beam and with nothing unlearnt?"""
        model = recogniser.model
        if (
            recogniser.cfg["beam_width"] > 1
            or not (model.has_ref("lower") and model.has_ref("upper"))
            or model.attrs.get("unseen_classes")
        ):
            return False
        lower, names = model.get_ref("lower"), _moves(recogniser)
        labels = {name.partition("-")[2] for name in names} - {""}
        whole = {f"{move}-{label}" for move in _KNOWN_MOVES for label in labels} | {"O"}
        shaped = lower.get_dim("nF") == _FEATURES and lower.get_dim("nP") > 1
        return shaped and set(names) - {_BLOCKED} == whole and len(set(names)) == len(names)

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a text that has none yet."""
        if not len(doc) or doc.ents:
            own: Doc = self._recogniser(doc)
            return own
        spans = [Span(doc, start, end, label=label) for start, end, label in self._found(doc)]
        doc.set_ents(spans, default="outside")
        return doc

    def _found(self, doc: Doc) -> list[tuple[int, int, str]]:
        held = self._weights
        # [tokens, features, hidden, pieces]; the layer puts what a missing token gives in front
        tokens: Floats = self._lower.predict(self._to_vectors.predict([doc]))[1:]
        space, starts = doc.to_array([IS_SPACE, SENT_START]).T
        goes_on = np.append(starts[1:] != 1, False)  # an entity does not cross the end of a sentence
        hidden = (tokens[:, 0] + (held.padding[1] + held.padding[2] + held.bias)).max(axis=-1)
        scores = hidden @ held.upper.T + held.upper_bias
        allowed = np.zeros(scores.shape, bool)
        allowed[:, held.out] = True
        allowed[:, held.units] = (space == 0)[:, None]
        allowed[:, held.begins] = ((space == 0) & goes_on)[:, None]
        best = np.where(allowed, scores, -np.inf).argmax(axis=1)
        found, begins, end = [], set(held.begins.tolist()), 0
        for start in np.flatnonzero(best != held.out).tolist():
            if start < end:  # within the entity before
                continue
            label = held.labels[best[start]]
            end = self._end(tokens, start, label, goes_on) if int(best[start]) in begins else start + 1
            found.append((start, end, label))
        return found

    def _end(self, tokens: Floats, start: int, label: str, goes_on: NDArray[np.bool_]) -> int:
        """Where an entity of several tokens ends that begins at a token."""
        held = self._weights
        inside, last = held.within[label]
        at = start + 1
        while goes_on[at]:
            state = (tokens[at, 0] + tokens[start, 1] + tokens[at - 1, 2] + held.bias).max(axis=-1)
            on, off = held.upper[[inside, last]] @ state + held.upper_bias[[inside, last]]
            if off > on or (off == on and last < inside):
                break
            at += 1
        return at + 1
