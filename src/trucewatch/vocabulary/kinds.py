"""What a report can state: one frozen class a kind, with the names and closed lists of one reading.

The field names are the names of the JSON of a reading and do not change. Dates are ISO 8601 strings, kept as
precise as the report has them ("2025-06" stays a month); `vocabulary.dates` turns them into days.
Beside a resolved name (actor, bearer, speaker ...) stands the mention it was resolved from: the mention takes part
in a statement's identity, the resolved name does not (decisions/0001).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from trucewatch.vocabulary.agreement import (
    Agreement,
    AgreementRelation,
    OtherAgreement,
    Phase,
    PhaseClaim,
    PhaseState,
)
from trucewatch.vocabulary.content import REVIEW, Content, Kind, plain, plain_fields
from trucewatch.vocabulary.passage import Passage

__all__ = [
    "CONTENT_CLASSES", "KIND_ORDER", "REVIEW", "Action", "Agreement", "AgreementRelation", "AliasGround", "Content",
    "DateBasis", "DutyBasis", "DutyKind", "Figure", "FigureStatus", "FigureWhat", "Instrument", "InvitationAnswer",
    "InvitationReply", "Kind", "Obligation", "ObligationState", "OtherAgreement", "Party", "PartyRole", "Phase",
    "PhaseClaim", "PhaseState", "Position", "PositionBasis", "Proposal", "Qualifier", "Quantity", "Quote", "QuoteType",
    "Stance", "StanceDetail", "Talks", "TalksDetail", "TalksMode", "TalksStatus", "TalksTrack", "TimeExpression",
    "TimeType", "Timex", "TimexType", "Violation", "ViolationNature", "ViolationStatus", "content_class", "plain",
    "plain_fields",
]  # fmt: skip

PartyRole = Literal["party", "mediator", "guarantor", "observer", "other"]
Action = Literal[
    "withdraw", "release", "exchange", "cease_hostilities", "allow_aid", "disarm", "deploy_monitors",
    "lift_blockade", "reconstruct", "other",
]  # fmt: skip
DutyKind = Literal["act", "continuous", "prohibition", "recurring", "procedural"]
DutyBasis = Literal[
    "agreement", "side_letter", "unilateral_gesture", "resolution", "court_order", "humanitarian law", "demand",
]  # fmt: skip
ObligationState = Literal["pending", "done", "breached", "suspended", "demanded", "proposed"]
Stance = Literal["accept", "endorse", "adopt", "reject", "conditional", "welcome", "criticise", "undecided"]
PositionBasis = Literal["declared", "conduct", "characterised"]
AliasGround = Literal["same_words", "shared_name", "last_named"]
StanceDetail = Literal[
    "accept_in_principle", "accept_with_reservations", "seeks_amendment", "no_answer", "denies_receiving",
    "withdrew_acceptance",
]  # fmt: skip
QuoteType = Literal["direct", "indirect", "mixed"]
TimeType = Literal["date", "time", "duration", "interval", "vague"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
DateBasis = Literal["stated", "resolved_weekday", "offset_from", "computed", "inferred_context"]
FigureWhat = Literal["killed", "wounded", "displaced", "released", "held", "troops", "other"]
Qualifier = Literal["exact", "more than", "at least", "up to", "fewer than", "nearly", "about", "vague"]
FigureStatus = Literal["reported", "proposed", "demanded"]
TalksMode = Literal["direct", "indirect", "mediator-only"]
TalksStatus = Literal["planned", "held", "postponed", "under way"]
TalksDetail = Literal[
    "invited", "declined", "announced", "under_way", "adjourned", "held", "postponed", "called_off", "broken_off",
]  # fmt: skip
TalksTrack = Literal["1", "1.5", "2", "technical", "proximity"]
InvitationReply = Literal["accepted", "declined", "undecided", "no_answer"]
ViolationStatus = Literal["alleged", "denied", "confirmed"]
ViolationNature = Literal["breach", "incident"]


@dataclass(frozen=True, kw_only=True)
class Party(Content):
    """Who takes part in the agreement or the talks, and as what."""

    KIND: ClassVar[Kind] = "parties"
    SUBJECT: ClassVar[str | None] = "name"
    RESOLVED: ClassVar[tuple[str, ...]] = ("aliases",)

    name: str
    role: PartyRole
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Proposal(Content):
    """A plan or offer that is not (yet) agreed.

    Attributes:
        aliases: its other names in the report.
        alias_grounds: for each alias, why it is taken for a name of this proposal.
        against: the plan that it counters.
    """

    KIND: ClassVar[Kind] = "proposals"
    SUBJECT: ClassVar[str | None] = "label"
    RESOLVED: ClassVar[tuple[str, ...]] = ("proposer", "aliases", "alias_grounds", "against")

    label: str
    aliases: tuple[str, ...] = ()
    alias_grounds: tuple[AliasGround, ...] = ()
    proposer: str | None = None
    against: str | None = None
    terms: str | None = None


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """How many, as printed; number None where vague ("hundreds")."""

    number: int | float | None
    qualifier: Qualifier = "exact"


@dataclass(frozen=True, kw_only=True)
class Obligation(Content):
    """Who must do what.

    Attributes:
        bearer: None where the report does not state it.
        counterparty: the side towards which the duty stands, where the words beside the act name it.
        duty: act, continuous, prohibition, recurring or procedural.
        basis: what it rests on, where the sentence tells it.
        performs: of what is done, the passage of the duty in the same report that it performs.
    """

    KIND: ClassVar[Kind] = "obligations"
    SUBJECT: ClassVar[str | None] = "bearer_mention"
    RESOLVED: ClassVar[tuple[str, ...]] = (
        "bearer", "demanded_by", "proposed_by", "counterparty", "duty", "basis", "place", "performs",
    )  # fmt: skip

    bearer: str | None
    action: Action
    subtype: str | None = None
    object: str | None = None
    quantity: Quantity | None = None
    date: str | None = None
    deadline: str | None = None
    condition: str | None = None
    duration: str | None = None
    state: ObligationState
    demanded_by: str | None = None
    proposed_by: str | None = None
    bearer_mention: str | None = None
    counterparty: str | None = None
    duty: DutyKind | None = None
    basis: DutyBasis | None = None
    place: str | None = None
    performs: Passage | None = None


@dataclass(frozen=True, kw_only=True)
class Position(Content):
    """A stated stance of an actor on a proposal, plan, agreement or invitation.

    Attributes:
        stance_detail: a finer sort of the stance, where the report has words for it.
        basis: what the holder declares, what it did, or how the report sees it.
        condition: on what a conditional stance hangs, in the report's words.
    """

    KIND: ClassVar[Kind] = "positions"
    SUBJECT: ClassVar[str | None] = "actor_mention"
    RESOLVED: ClassVar[tuple[str, ...]] = ("actor", "speaker", "proposal", "stance_detail", "condition")

    actor: str
    speaker: str | None = None
    proposal: str | None = None
    stance: Stance
    stance_detail: StanceDetail | None = None
    basis: PositionBasis | None = None
    condition: str | None = None
    date: str | None = None
    actor_mention: str | None = None
    proposal_mention: str | None = None


@dataclass(frozen=True, kw_only=True)
class Quote(Content):
    """Words or thoughts attributed to somebody.

    Attributes:
        speaker: the fullest name the report gives, else office or body.
        mention: the words at the cue; `source` is their place.
        cue: the verb or phrase of saying; `cue_at` its place.
        content: what is attributed; several passages where the cue breaks it.
        quoted: inside mixed quotations, the parts between marks.
        speaker_chain: who passes it on, outermost last ("in a statement carried by ...").
    """

    KIND: ClassVar[Kind] = "quotes"
    SPANS: ClassVar[str] = "content"
    SUBJECT: ClassVar[str | None] = "mention"
    RESOLVED: ClassVar[tuple[str, ...]] = ("speaker", "speaker_chain")

    speaker: str | None
    mention: str | None
    cue: str | None
    type: QuoteType
    content: tuple[Passage, ...]
    quoted: tuple[Passage, ...] = ()
    source: tuple[Passage, ...] = ()
    cue_at: tuple[Passage, ...] = ()
    speaker_chain: tuple[str, ...] = ()
    sealed: bool = False


@dataclass(frozen=True, kw_only=True)
class Timex:
    """The same expression in TIMEX3 terms (TimeML 1.2.1): type, value, mod."""

    type: TimexType
    value: str
    mod: str | None = None


@dataclass(frozen=True, kw_only=True)
class TimeExpression(Content):
    """A calendar expression or a length of time; value ISO 8601, None where it cannot be resolved."""

    KIND: ClassVar[Kind] = "times"
    SPANS: ClassVar[str] = "surface"
    RESOLVED: ClassVar[tuple[str, ...]] = ("value", "timex", "date_basis")

    type: TimeType
    value: str | None
    surface: tuple[Passage, ...]
    qualifier: str | None = None
    timex: Timex | None = None
    date_basis: DateBasis | None = None


@dataclass(frozen=True, kw_only=True)
class Figure(Content):
    """A count of people or a like fact, with who claims it and what it covers.

    Attributes:
        as_of: the day up to which it counts, where the words beside it tell ("as of Tuesday", "so far").
        as_of_basis: how that day was found; `as_of_at` are the words that tell it.
    """

    KIND: ClassVar[Kind] = "figures"
    SUBJECT: ClassVar[str | None] = "measure"
    RESOLVED: ClassVar[tuple[str, ...]] = ("attributed_to", "as_of", "as_of_basis", "as_of_at")

    what: FigureWhat
    measure: str | None = None
    unit: str | None = None
    number: int | float | None
    number_to: int | float | None = None
    qualifier: Qualifier = "exact"
    attributed_to: str | None = None
    scope: str | None = None
    status: FigureStatus = "reported"
    subset_of: int | float | None = None
    as_of: str | None = None
    as_of_basis: DateBasis | None = None
    as_of_at: Passage | None = None


@dataclass(frozen=True, kw_only=True)
class Instrument(Content):
    """A legal instrument as cited, year as printed.

    Attributes:
        cited_for: the words that tell what it is cited for: what it says, or what is measured against it.
    """

    KIND: ClassVar[Kind] = "instruments"
    SUBJECT: ClassVar[str | None] = "citation"
    RESOLVED: ClassVar[tuple[str, ...]] = ("cited_by", "cited_for")

    citation: str
    cited_by: str | None = None
    cited_for: Passage | None = None


@dataclass(frozen=True, kw_only=True)
class InvitationAnswer:
    """What one of those invited to talks said to it; `evidence` are the words that tell it."""

    actor: str
    answer: InvitationReply
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Talks(Content):
    """A meeting, round, delegation, summit, signing or call.

    Attributes:
        detail: finer than the status: invited and declined are planned; adjourned, called and broken off postponed or
            held.
        track: between whom, only as the words tell: 1 (states and parties), 1.5, 2, technical, proximity.
        invited_by: who called them or asked the others in; `answers` is what those asked said.
    """

    KIND: ClassVar[Kind] = "talks"
    SUBJECT: ClassVar[str | None] = "venue"
    RESOLVED: ClassVar[tuple[str, ...]] = (
        "participants", "mediators", "detail", "track", "invited_by", "answers",
    )  # fmt: skip

    venue: str | None
    date: str | None
    participants: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    mode: TalksMode | None = None
    status: TalksStatus
    detail: TalksDetail | None = None
    track: TalksTrack | None = None
    invited_by: str | None = None
    answers: tuple[InvitationAnswer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Violation(Content):
    """A breach alleged, denied, or stated, of the agreement or of the law invoked.

    Attributes:
        nature: "incident" where something is logged or told and nobody says that a clause was broken.
        answers: the deed in the words of the charge that this one denies or turns round.
    """

    KIND: ClassVar[Kind] = "violations"
    SUBJECT: ClassVar[str | None] = "what"
    RESOLVED: ClassVar[tuple[str, ...]] = ("alleged_by", "against", "nature", "answers")

    alleged_by: str | None
    against: str | None
    what: str
    date: str | None = None
    status: ViolationStatus
    nature: ViolationNature = "breach"
    answers: str | None = None


CONTENT_CLASSES: tuple[type[Content], ...] = (
    Party, Agreement, OtherAgreement, Proposal, Obligation, Position, Quote, TimeExpression, Figure, Instrument,
    Talks, Violation,
)  # fmt: skip
"""In the order of the JSON of a reading; also the order in which statements of one day are listed."""

KIND_ORDER: dict[Kind, int] = {cls.KIND: number for number, cls in enumerate(CONTENT_CLASSES)}


def content_class(kind: str) -> type[Content]:
    """The class of a kind's contents; `kind` is one of `Kind`."""
    return next(cls for cls in CONTENT_CLASSES if kind == cls.KIND)
