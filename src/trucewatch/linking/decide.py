"""Which nodes become one: people's judgements first, then sure candidates, best first; the rest waits for review.

The answer depends on the nodes, the judgements and the candidates alone, never on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trucewatch.linking.score import Model, Score, load_model
from trucewatch.vocabulary.judgement import Judged, Judgement, LinkedKind

_SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes that may be one, by their numbers, with the grounds for and against it."""

    left: int
    right: int
    grounds: tuple[str, ...]

    @classmethod
    def of(cls, one: int, other: int, grounds: Iterable[str]) -> Pair:
        """The pair of two nodes, whichever is named first."""
        return cls(min(one, other), max(one, other), tuple(grounds))


@dataclass(frozen=True)
class Link:
    """Why two members are taken as one.

    Attributes:
        left: id of one.
        right: id of the other.
        grounds: what speaks for and against it, by name; ("judgement",) where somebody decided.
        score: how likely it is, 0 to 1.
        judgement: the decision, where somebody made one.
    """

    left: str
    right: str
    grounds: tuple[str, ...]
    score: float
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Candidate:
    """Two that may be one, for somebody to decide: a `Judgement` on `left` and `right` answers it."""

    kind: LinkedKind
    left: str
    right: str
    score: float
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """A judgement that is not applied, and why: contradicted by newer ones, or on a sealed actor."""

    judgement: Judgement
    reason: str


def in_force(judgements: Iterable[Judgement], kind: LinkedKind) -> list[Judgement]:
    """The newest judgement of each pair that is not withdrawn, newest first; of one moment the most careful."""
    newest: dict[tuple[str, str], Judgement] = {}
    for judgement in sorted(judgements, key=_age):
        if judgement.kind == kind and judgement.left != judgement.right:
            newest[judgement.pair] = judgement
    return sorted((j for j in newest.values() if j.verdict != "withdrawn"), key=_age, reverse=True)


def _age(judgement: Judgement) -> tuple[object, ...]:
    return judgement.at, judgement.pair, _WEIGHT[judgement.verdict], judgement.author, judgement.reason


_WEIGHT: dict[Judged, int] = {"withdrawn": 0, "same": 1, "different": 2}
"""Of judgements taken at one moment the most careful one counts: what is kept apart can be joined later."""


class Decision:
    """The nodes, parted into groups as candidates are taken.

    Attributes:
        ids: the nodes, in the order in which they stand; the first of a group names it.
        refused: judgements that could not be applied.
    """

    def __init__(
        self,
        kind: LinkedKind,
        ids: Sequence[str],
        judgements: Iterable[Judgement] = (),
        *,
        sealed: Collection[str] = (),
        model: Model | None = None,
    ) -> None:
        """Bind what people judged.

        Args:
            kind: of what kind the nodes are.
            ids: their ids, in order.
            judgements: of any kind and age.
            sealed: ids that no judgement can bind.
            model: the weights of the grounds; None: those that are measured.
        """
        self.kind: LinkedKind = kind
        self.ids = ids
        self.refused: list[Refused] = []
        self._model = model or load_model()
        self._parent = list(range(len(ids)))
        self._foes: defaultdict[int, set[int]] = defaultdict(set)
        self._marks: dict[tuple[int, str], set[str]] = {}
        self._sorts: set[str] = set()
        self._links: list[tuple[Pair, Score, Judgement | None]] = []
        self._open: list[tuple[Pair, Score, tuple[str, ...]]] = []
        self._times_apart: defaultdict[int, int] = defaultdict(int)
        self._judge(in_force(judgements, kind), frozenset(sealed))

    def _judge(self, judgements: list[Judgement], sealed: frozenset[str]) -> None:
        told = {id_ for j in judgements for id_ in j.pair}
        number = {id_: n for n, id_ in enumerate(self.ids) if id_ in told} if told else {}
        for judgement in judgements:
            if not sealed.isdisjoint(judgement.pair):
                self.refused.append(Refused(judgement, _SEALED))
                continue
            for id_ in judgement.pair:  # what the view does not show can still tie two that it does
                if id_ not in number:
                    number[id_] = len(self._parent)
                    self._parent.append(number[id_])
            left, right = sorted(number[id_] for id_ in judgement.pair)
            if judgement.verdict == "same":
                if not self._unite(left, right):
                    self.refused.append(Refused(judgement, "contradicted by a newer judgement"))
                else:
                    self._links.append((Pair(left, right, ("judgement",)), Score(1.0, sure=True), judgement))
            elif self.root(left) == self.root(right):
                self.refused.append(Refused(judgement, "contradicted by a newer judgement"))
            else:
                self._part(left, right)

    def _part(self, left: int, right: int) -> None:
        one, other = self.root(left), self.root(right)
        self._foes[one].add(other)
        self._foes[other].add(one)
        self._times_apart[left] += 1
        self._times_apart[right] += 1

    def root(self, node: int) -> int:
        """The first node of the group that a node is in."""
        parent = self._parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def times_apart(self, node: int) -> int:
        """From how many others somebody judged a node different."""
        return self._times_apart.get(node, 0)

    def mark(self, node: int, sort: str, value: str) -> None:
        """Say what a group may have one of only, e.g. its code: groups with different marks of a sort never unite.

        A sort that begins with "not " is the other way round: groups that share a mark never unite.
        """
        self._sorts.add(sort)
        self._marks.setdefault((self.root(node), sort), set()).add(value)

    def may_unite(self, left: int, right: int, sorts: Sequence[str] = ()) -> bool:
        """May two groups become one, as judged and marked?"""
        one, other = self.root(left), self.root(right)
        if one == other or other in self._foes.get(one, ()):
            return one == other
        for sort in sorts:
            mine, theirs = self._marks.get((one, sort)), self._marks.get((other, sort))
            if mine and theirs and mine.isdisjoint(theirs) != sort.startswith("not "):
                return False
        return True

    def unite(self, left: int, right: int, sorts: Sequence[str] = ()) -> bool:
        """Make two groups one where they may be; were they two, and are they one now?"""
        return self.root(left) != self.root(right) and self.may_unite(left, right, sorts) and self._unite(left, right)

    def _unite(self, left: int, right: int) -> bool:
        one, other = sorted((self.root(left), self.root(right)))
        if one == other:
            return True
        if other in self._foes.get(one, ()):
            return False
        self._parent[other] = one
        for foe in self._foes.pop(other, ()):
            self._foes[foe].discard(other)
            self._foes[foe].add(one)
            self._foes[one].add(foe)
        for sort in self._sorts:
            theirs = self._marks.pop((other, sort), None)
            if theirs:
                small, large = sorted((self._marks.get((one, sort), set()), theirs), key=len)
                large |= small
                self._marks[one, sort] = large
        return True

    def take(self, pairs: Iterable[Pair], sorts: tuple[str, ...] = ()) -> None:
        """Unite the sure ones of some candidates, best first; the others wait for review.

        Args:
            pairs: the candidates.
            sorts: sorts of marks that hold groups apart here.
        """
        scores: dict[tuple[str, ...], Score] = {}
        scored: list[tuple[float, int, int, Pair, Score]] = []
        for pair in pairs:
            score = scores.get(pair.grounds)
            if score is None:
                score = scores[pair.grounds] = self._model.score(pair.grounds)
            scored.append((-score.value, pair.left, pair.right, pair, score))
        scored.sort(key=lambda each: each[:3])
        for _, left, right, pair, score in scored:
            if self.root(left) == self.root(right):
                continue
            if score.sure and self.may_unite(left, right, sorts):
                self._unite(left, right)
                self._links.append((pair, score, None))
            elif score.value >= self._model.review:
                self._open.append((pair, score, sorts))

    def weighed(self) -> Iterator[tuple[Pair, Score]]:
        """Every candidate that was taken or waits for review, for whoever measures the grounds."""
        yield from ((pair, score) for pair, score, judgement in self._links if judgement is None)
        yield from ((pair, score) for pair, score, _ in self._open)

    def groups(self) -> Iterator[list[int]]:
        """Every group, by its first node; nodes that only judgements know are left out."""
        found: dict[int, list[int]] = {}
        for node in range(len(self.ids)):
            found.setdefault(self.root(node), []).append(node)
        yield from found.values()

    def links(self) -> Mapping[int, list[Link]]:
        """Why each group is one, by its first node."""
        found: defaultdict[int, list[Link]] = defaultdict(list)
        for pair, score, judgement in self._links:
            left, right = judgement.pair if judgement else (self.ids[pair.left], self.ids[pair.right])
            found[self.root(pair.left)].append(Link(left, right, pair.grounds, score.value, judgement))
        return found

    def queue(self) -> tuple[Candidate, ...]:
        """What waits for review, best first: one candidate a pair of groups, none that is decided."""
        best: dict[tuple[int, int], Candidate] = {}
        for pair, score, sorts in sorted(self._open, key=lambda each: (-each[1].value, each[0].left, each[0].right)):
            one, other = sorted((self.root(pair.left), self.root(pair.right)))
            if one == other or (one, other) in best or not self.may_unite(one, other, sorts):
                continue
            ids = (self.ids[pair.left], self.ids[pair.right])
            best[one, other] = Candidate(self.kind, *ids, score.value, pair.grounds)
        return tuple(best.values())


def star(nodes: Iterable[int], decision: Decision, grounds: tuple[str, ...]) -> Iterator[Pair]:
    """Candidates that tie many alike nodes to one of them, so that their number does not grow with their pairs.

    The one is the first that nobody judged different from another; who is judged different from most comes last, so
    that a single mention that somebody took out leaves the others together. Who may not join it is tried with the
    next of those that may not either.
    """
    heads: list[int] = []
    for node in sorted(nodes, key=lambda n: (decision.times_apart(n), n)):
        fitting = next((head for head in heads if decision.may_unite(head, node)), None)
        if fitting is None:
            heads.append(node)
        else:
            yield Pair.of(fitting, node, grounds)
