"""The form of an annotation: what stands in the YAML beside a report.

Names and closed lists are those of one reading (trucewatch.vocabulary.kinds). Shorter here: `at` for the passages that
carry a record, quantities as words ("nearly 2000"), and no offsets: passages are written by their words (places.py).
Beside the records of a reading stand every attribution, named actor, and event.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from trucewatch.vocabulary.kinds import (
    Action,
    DateBasis,
    FigureStatus,
    FigureWhat,
    ObligationState,
    PartyRole,
    PositionBasis,
    Qualifier,
    QuoteType,
    Stance,
    TalksMode,
    TalksStatus,
    TimeType,
    ViolationStatus,
)

Manner = Literal[
    "wire lead", "agency story", "ministry release", "UN briefing", "party communique", "local newspaper", "live blog",
    "monitoring report", "NGO sitrep", "radio transcript", "agreement text",
]  # fmt: skip
ActorType = Literal["person", "office", "state", "body", "armed_group", "organisation", "place"]
Subtype = Literal[
    "return_remains", "protect_civilians", "return_displaced", "start_talks", "governance", "fund", "legal_process",
    "no_displacement", "reopen_crossing", "separate_forces", "withdraw_heavy_weapons", "canton", "demine",
    "buffer_zone", "no_overflight", "no_reinforcement", "open_road_or_flight", "fuel_imports", "restore_services",
    "medical_evacuation", "exchange_lists", "detainee_visits", "amnesty", "election",
    "cease_support_to_armed_groups",
]  # fmt: skip
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["actual", "historical", "future", "hypothetical", "negated"]

_ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-W[0-9]{2}|-(SP|SU|FA|WI|Q[1-4]|H[12]))?")
_ISO_MOMENT = re.compile(
    _ISO_DATE.pattern + r"(T([0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?|MO|AF|EV|NI|DT))?|[0-9]{2,3}"
)
_ISO_LENGTH = re.compile(
    r"P(?=.)([0-9.]+Y)?([0-9.]+M)?([0-9.]+W)?([0-9.]+D)?(T(?=.)([0-9.]+H)?([0-9.]+M)?([0-9.]+S)?)?"
)
_QUANTITY = re.compile(r"((?P<qualifier>[a-z][a-z ]*) )?(?P<number>[0-9]+(\.[0-9]+)?)")


def _moment(value: str) -> str:
    """A date, moment or interval of two in ISO 8601 (weeks, seasons and parts of the day as in TIMEX3)."""
    if not all(_ISO_MOMENT.fullmatch(part) for part in value.split("/")):
        raise ValueError(
            f"{value!r} is no ISO 8601 date, as 2025-03-09, 2025-03, 2025-W10, 2025-03-09T16:00 or two with a slash"
        )
    return value


def _length(value: str) -> str:
    if not _ISO_LENGTH.fullmatch(value):
        raise ValueError(f"{value!r} is no ISO 8601 duration, as P42D, P2M, PT6H")
    return value


def _value(value: str) -> str:
    return value if _ISO_LENGTH.fullmatch(value) else _moment(value)


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _quantity(value: object) -> object:
    """Number and qualifier of "nearly 2000", 300 or "vague"."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return {"number": value}
    if isinstance(value, str):
        words = _QUANTITY.fullmatch(value)
        if value == "vague":
            return {"number": None, "qualifier": "vague"}
        if words:
            number = float(words["number"])
            return {
                "number": int(number) if number.is_integer() else number,
                "qualifier": words["qualifier"] or "exact",
            }
    return value


Words: TypeAlias = Annotated[str, Field(min_length=1)]
"""A passage by its words."""
Passages: TypeAlias = Annotated[list[Words], BeforeValidator(_listed), Field(min_length=1)]
Moment: TypeAlias = Annotated[str, AfterValidator(_moment)]
Length: TypeAlias = Annotated[str, AfterValidator(_length)]


class Part(BaseModel):
    """What every part has: nothing but its own fields; a year may stand as a number."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class Record(Part):
    """What every record has: passages, and how sure the annotator is."""

    at: Passages
    unsure: bool = False
    note: str | None = None


class Party(Record):
    """Who takes part in the agreement or the talks."""

    name: str
    role: PartyRole
    aliases: list[str] = []


class Phase(Part):
    """One phase of an agreement; `status` in the text's words."""

    ordinal: int
    status: str | None = None


class Agreement(Record):
    """The agreement the report is mainly about, or another (`other_agreements`)."""

    kind: str
    start: Moment | None = None
    duration: Length | None = None
    expiry: Moment | None = None
    computed: bool = False
    counting: Literal["inclusive", "exclusive"] | None = None
    expiry_of: str | None = None
    signed: Moment | None = None
    announced: Moment | None = None
    phases: list[Phase] = []
    mediators: list[str] = []
    parties: list[str] = []
    proposer: str | None = None
    status: str | None = None


class Proposal(Record):
    """A plan or offer not (yet) agreed."""

    label: str
    aliases: list[str] = []
    proposer: str | None = None
    against: str | None = None
    terms: str | None = None


class Quantity(Part):
    """How many."""

    number: int | float | None
    qualifier: Qualifier = "exact"


class Obligation(Record):
    """Who must do what."""

    bearer: str | None = None
    action: Action
    subtype: Subtype | None = None
    object: str | None = None
    quantity: Annotated[Quantity | None, BeforeValidator(_quantity)] = None
    date: Moment | None = None
    deadline: Moment | None = None
    condition: str | None = None
    duration: Length | None = None
    state: ObligationState
    demanded_by: str | None = None
    proposed_by: str | None = None


class Position(Record):
    """A stated stance of an actor."""

    actor: str
    speaker: str | None = None
    proposal: str
    stance: Stance
    basis: PositionBasis | None = None
    date: Moment | None = None


class Quote(Part):
    """What is attributed to somebody. `mention` and `cue` are looked for nearest to the content.

    `type` and `quoted` follow from the quotation marks of the text; they are written only where that would be wrong.
    """

    speaker: str | None
    mention: Words | None = None
    cue: Passages | None = None
    content: Passages
    type: QuoteType | None = None
    quoted: Annotated[list[Words] | None, BeforeValidator(lambda v: v if v is None else _listed(v))] = None
    via: str | None = None
    unsure: bool = False
    note: str | None = None


class Attribution(Part):
    """An attribution in PolNeAR's wider sense that is no quote of a reading (thought, intention, nested)."""

    source: Words | None = None
    cue: Passages | None = None
    content: Passages


class Time(Record):
    """A calendar expression or length of time."""

    type: TimeType
    value: Annotated[str, AfterValidator(_value)] | None = None
    qualifier: str | None = None
    basis: DateBasis | None = None


class OtherTime(Part):
    """A time expression outside `times` (now, recently, soon)."""

    at: Passages


class Figure(Record):
    """A count of people or a like fact."""

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


class Instrument(Record):
    """A legal instrument as cited."""

    citation: str
    cited_by: str | None = None


class Talks(Record):
    """A meeting, round, delegation, summit, signing or call."""

    venue: str | None = None
    date: Moment | None = None
    participants: list[str] = []
    mediators: list[str] = []
    mode: TalksMode | None = None
    status: TalksStatus


class Violation(Record):
    """A breach alleged, denied or stated."""

    alleged_by: str | None = None
    against: str | None = None
    what: str
    date: Moment | None = None
    status: ViolationStatus


class Event(Part):
    """A PLOVER event by its trigger."""

    at: Passages
    type: EventType
    mode: str | None = None
    status: EventStatus = "actual"
    actor: Annotated[list[str], BeforeValidator(_listed)] = []
    recipient: Annotated[list[str], BeforeValidator(_listed)] = []


class Actor(Part):
    """A named actor with everything it is called in this report.

    Attributes:
        forms: its names as printed; every place of a form is meant unless a number picks one.
        also: descriptions that stand for it ("the group", "the envoy"), in the same way.
        demonym, capital: names of its people or things, and of its seat, as printed; they count as forms and are
            exchanged with the other side's in a swap.
        stands_for: the actor it speaks or acts for.
    """

    name: str
    type: ActorType
    forms: Annotated[list[Words], BeforeValidator(_listed)] = []
    also: Annotated[list[Words], BeforeValidator(_listed)] = []
    demonym: Annotated[list[Words], BeforeValidator(_listed)] = []
    capital: Annotated[list[Words], BeforeValidator(_listed)] = []
    stands_for: str | None = None


class Meta(Part):
    """What is known of the report.

    Attributes:
        only: the kinds it is annotated for, beside its actors; empty where it is annotated whole.
    """

    title: str | None = None
    outlet: str | None = None
    published: Moment
    manner: Manner
    process: str
    world: Literal["real", "invented"]
    hand: str
    plan: str | None = None
    facts: list[str] = []
    only: list[str] = []
    note: str | None = None


class SealedMeta(Part):
    """What is known of a text we may annotate but not copy: where it is from, its digest and length."""

    source: Literal["polnear_train", "polnear_dev", "timebank", "aquaint"]
    document: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    chars: int
    published: Moment
    process: str
    world: Literal["real"] = "real"
    note: str | None = None


class Annotation(Part):
    """The whole file."""

    meta: Meta | SealedMeta
    exchange: list[str] = []
    marks: list[Words] = []
    actors: list[Actor] = []
    parties: list[Party] = []
    agreement: Agreement | None = None
    other_agreements: list[Agreement] = []
    proposals: list[Proposal] = []
    obligations: list[Obligation] = []
    positions: list[Position] = []
    quotes: list[Quote] = []
    attributions: list[Attribution] = []
    times: list[Time] = []
    other_timex: list[OtherTime] = []
    figures: list[Figure] = []
    instruments: list[Instrument] = []
    talks: list[Talks] = []
    violations: list[Violation] = []
    events: list[Event] = []
