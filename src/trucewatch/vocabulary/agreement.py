"""What a report can state of an agreement: when it holds, what it is to earlier ones, what is said of its phases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from trucewatch.vocabulary.content import Content, Kind
from trucewatch.vocabulary.passage import Passage

PhaseState = Literal[
    "not_begun", "planned", "delayed", "in_force", "suspended", "expired", "extended", "superseded", "completed",
    "collapsed", "disputed", "observed_without_agreement",
]  # fmt: skip
AgreementRelation = Literal["extends", "amends", "replaces", "resumes"]


@dataclass(frozen=True, kw_only=True)
class PhaseClaim:
    """What is claimed of a phase; that its date passed and that its duties were done are different claims.

    Attributes:
        status: a state of the closed list.
        words: the words that say so.
        by: who says so; None: the report.
        date: the day or month that the words tie it to.
    """

    status: PhaseState
    words: str
    by: str | None = None
    date: str | None = None
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One phase of an agreement; `status` in the report's words, `claims` every state it is said to be in."""

    RESOLVED: ClassVar[tuple[str, ...]] = ("claims",)

    ordinal: int
    status: str | None = None
    claims: tuple[PhaseClaim, ...] = ()
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Agreement(Content):
    """The ceasefire or agreement that the report is mainly about.

    Attributes:
        start: day in force; `signed` and `announced` are kept apart from it.
        scheduled: when it is or was to enter into force, to the hour and zone where the report gives them; `start` is
            the same day unless the report tells of another, or that it did not begin.
        duration: ISO 8601, e.g. "P42D".
        expiry: last day, stated or (with `computed`) from start and duration under `counting`.
        expiry_of: what expires, where it is a phase ("phase 1").
        mediators: who mediated it; `guarantors`: who vouches that it is kept.
        relation: what it is to an earlier agreement; `relation_to` are the words that name that one.
    """

    KIND: ClassVar[Kind] = "agreement"
    SUBJECT: ClassVar[str | None] = "term_used"
    RESOLVED: ClassVar[tuple[str, ...]] = (
        "mediators", "guarantors", "parties", "proposer", "scheduled", "relation", "relation_to",
    )  # fmt: skip

    kind: str
    start: str | None = None
    duration: str | None = None
    expiry: str | None = None
    computed: bool = False
    counting: Literal["inclusive", "exclusive"] | None = None
    expiry_of: str | None = None
    signed: str | None = None
    announced: str | None = None
    scheduled: str | None = None
    phases: tuple[Phase, ...] = ()
    mediators: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    proposer: str | None = None
    status: str | None = None
    term_used: str | None = None
    relation: AgreementRelation | None = None
    relation_to: str | None = None


@dataclass(frozen=True, kw_only=True)
class OtherAgreement(Agreement):
    """An agreement the report mentions beside the main one."""

    KIND: ClassVar[Kind] = "other_agreements"
