"""Which actors, proposals and agreements are one: pairs that wait for a person, and what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from trucewatch import api
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.judgement import Judgement, LinkedKind
from trucewatch.vocabulary.view import View

SHORT = 16
"""Digits of the id of an actor or statement that stand in addresses."""

_SORTS = ("thing", "person", "proposal", "agreement")  # the first ground says what they are; these say nothing more


@dataclass(frozen=True)
class SideShown:
    """One of a pair.

    Attributes:
        id: id of the actor of a report, or of a statement.
        name: what the report calls it, and `told`, what else it says of it.
        listed: under which name it is listed now, and in how many reports.
        place: its passage.
    """

    id: str
    name: str
    told: str
    listed: str
    place: Place


@dataclass(frozen=True)
class PairShown:
    """A pair that waits.

    Attributes:
        anchor: where it stands on the page.
        kind: actor, proposal or agreement.
        left, right: the two.
        grounds: what speaks for and against their being one, in words.
        score: how likely it is, 0 to 1.
        together: all labels that would be one if every such pair were right.
        alike: how many pairs of the same two names wait, this one among them.
        seal: tells these pairs from others: a form sends it to answer all of them at once.
    """

    anchor: str
    kind: LinkedKind
    left: SideShown
    right: SideShown
    grounds: str
    score: float
    together: tuple[str, ...]
    alike: int = 1
    seal: str = ""


@dataclass(frozen=True)
class DecisionShown:
    """What a person decided on a pair: ids, names, the verdict and in which words, and whether it is applied."""

    kind: LinkedKind
    left: str
    right: str
    verdict: str
    told: str
    refused: str


@dataclass(frozen=True)
class Linking:
    """Links the actors, proposals or agreements of a view, with the user's own file of actors; for `Desk.fold`."""

    kind: LinkedKind
    file: Path | None

    def __call__(self, view: View) -> Linked:
        known = api.load_known_actors(self.file) if self.file is not None else None
        return Linked(view, api.linked(view, self.kind, known), known)


@dataclass
class Linked:
    """What is one in a view.

    Attributes:
        view: the view.
        groups: its actors, proposals or agreements.
        known: the user's own file of actors, None where there is none.
    """

    view: View
    groups: api.LinkedActors | api.LinkedStatements
    known: api.KnownActors | None

    @property
    def actors(self) -> api.LinkedActors:
        """The groups, which are actors."""
        if not isinstance(self.groups, api.LinkedActors):
            raise TypeError("these are no actors")
        return self.groups

    @cached_property
    def rows(self) -> tuple[api.ActorRow, ...]:
        """The actors, in the order of the alphabet."""
        return api.actor_rows(self.view, self.actors, self.known)

    @cached_property
    def waiting(self) -> tuple[api.Waiting, ...]:
        """The pairs that wait, the likeliest first."""
        return api.review(self.view, self.groups)

    def name(self, id_: str) -> str:
        """How the group is listed that one of its members is in; the first digits of what no report in view tells."""
        found = self.groups.of(id_)
        if found is None:
            return id_[:SHORT]
        return found.name if isinstance(found, api.LinkedActor) else found.label


def pairs_shown(t: Catalogue, waiting: tuple[api.Waiting, ...]) -> tuple[PairShown, ...]:
    """The pairs that wait as they are shown, each with how many others are of the same two names."""
    held = alike(waiting)
    return tuple(pair_shown(t, one, held[names_of(one)]) for one in waiting)


def alike(waiting: Iterable[api.Waiting]) -> dict[tuple[str, ...], list[api.Waiting]]:
    """The pairs by their two names, whatever the case of these."""
    held: dict[tuple[str, ...], list[api.Waiting]] = {}
    for one in waiting:
        held.setdefault(names_of(one), []).append(one)
    return held


def seal_of(pairs: Iterable[api.Waiting]) -> str:
    """What tells some pairs from others, as a form sends it."""
    ids = sorted(" ".join(sorted((one.candidate.left, one.candidate.right))) for one in pairs)
    return sha256("\n".join(ids).encode()).hexdigest()[:SHORT]


def names_of(waiting: api.Waiting) -> tuple[str, ...]:
    """The two names of a pair, as pairs of the same ones are told by them."""
    return tuple(sorted((waiting.left.name.casefold(), waiting.right.name.casefold())))


def pair_shown(t: Catalogue, waiting: api.Waiting, same: Collection[api.Waiting] = ()) -> PairShown:
    """A pair as it is shown, with those of the same two names that can be answered with it."""
    one = waiting.candidate
    return PairShown(
        f"p-{one.left[:SHORT]}-{one.right[:SHORT]}",
        one.kind,
        _side(t, waiting.left),
        _side(t, waiting.right),
        ground_words(t, one.grounds),
        one.score,
        waiting.together,
        len(same) or 1,
        seal_of(same) if len(same) > 1 else "",
    )


def ground_words(t: Catalogue, grounds: Iterable[str]) -> str:
    """What speaks for and against two being one, in words."""
    told = (ground for ground in grounds if ground not in _SORTS)
    own = (f"actors.grounds.{ground}" for ground in told)
    return ", ".join(t(key) if t.has(key) else t.code(key.rpartition(".")[2]) for key in own) or t("actors.no_ground")


def _side(t: Catalogue, side: api.Side) -> SideShown:
    listed = t("actors.listed", name=side.listed_as, n=side.reports)
    return SideShown(side.id, side.name, "; ".join(side.told), listed, Place(side.report.id, side.shown.passage))


def pairs_table(t: Catalogue, pairs: Iterable[PairShown]) -> Table:
    """The same pairs as a table."""
    keys = ("left", "right", "for_and_against", "score")
    rows = tuple(
        TableRow((_side_cell(one.left), _side_cell(one.right), plain(one.grounds), plain(f"{one.score:.2f}")))
        for one in pairs
    )
    columns = tuple(Column(key, t(f"actors.{key}"), "number" if key == "score" else "text") for key in keys)
    return Table("waiting", t("actors.waiting"), columns, rows, t("actors.waiting_remark"), t("actors.waiting_empty"))


def _side_cell(side: SideShown) -> TableCell:
    return TableCell(side.name, places=(side.place,), note="; ".join(filter(None, (side.told, side.listed))))


def decision_shown(t: Catalogue, linked: Linked, judgement: Judgement) -> DecisionShown:
    """A decision as it is shown."""
    left, right = (linked.name(id_) for id_ in (judgement.left, judgement.right))
    told = t(
        f"actors.decided.{judgement.verdict}",
        left=left,
        right=right,
        who=judgement.author,
        day=t.day(judgement.at.date()),
        reason=judgement.reason or t("actors.no_reason"),
    )
    refused = next((one.reason for one in linked.groups.refused if one.judgement == judgement), "")
    return DecisionShown(judgement.kind, judgement.left, judgement.right, judgement.verdict, told, refused)
