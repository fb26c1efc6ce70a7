"""The terms of an agreement: parties, phases, obligations, powers, mechanisms; frozen, and free of input and output.

What sources disagree on is kept as alternatives: a field in the plural holds every reading of it, each with its
sources, in the order of the file, and none is chosen. Ids are unique in one agreement (parties, phases, obligations,
exchanges, powers and mechanisms together): they are how a path ("phase-1.lasts") names a part of the terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from trucewatch.vocabulary.kinds import Action, DutyBasis, DutyKind, Quantity

Counting = Literal["inclusive", "exclusive"]
"""Inclusive: the day of the anchor is day one, so that P42D from 19 January ends on 1 March; exclusive: on 2 March."""

TermsRole = Literal[
    "party", "non_signatory", "mediator", "facilitator", "convener", "host", "guarantor", "backer", "witness",
    "observer", "monitor", "implementing_body", "joint_commission_member", "endorser", "donor", "beneficiary",
]  # fmt: skip
PowerAct = Literal["extend", "suspend", "resume", "terminate"]
Consent = Literal["each", "holder", "any"]
"""Who must agree before a power takes effect: each of those named in `consent`, the holder alone, any one of them."""

ENTRY = "entry_into_force"
SIGNATURE = "signature"


@dataclass(frozen=True)
class Source:
    """Where a term is printed: a key of the file's list of sources, with what it is and where."""

    key: str
    what: str
    reference: str | None = None


@dataclass(frozen=True)
class When:
    """A time that the terms fix, or tie to something else.

    Attributes:
        at: a day, or an hour with its zone; None where it hangs on an anchor.
        anchor: "entry_into_force", "signature", "PHASE.start", "PHASE.end" (its last day), "OBLIGATION.done" (the day
            on which it is reported done), "OBLIGATION.due"; None where `at` is given.
        offset: ISO 8601 duration from the anchor ("P7D", "PT24H"); "P0D": at the anchor.
        counting: whether the anchor's day counts as day one of an offset in days, weeks or months.
        words: the condition in words where nothing dates it ("when phase one is fulfilled"); such a time is unknown
            until a statement or a person dates it.
        sources: keys of the sources that print it so.
        doubt: what is unsure of it ("from memory", "one page alone"), None where nothing is.
    """

    at: date | datetime | None = None
    anchor: str | None = None
    offset: str = "P0D"
    counting: Counting = "inclusive"
    words: str | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class Length:
    """How long something lasts: ISO 8601 duration, how its days are counted, and who prints it so."""

    lasts: str
    counting: Counting = "inclusive"
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class TermsParty:
    """Who has a part in the agreement.

    Attributes:
        id: its short name in the file.
        name: as the source or the user has it; `aliases` are further names that statements may use.
        roles: in this agreement; one actor may have several.
        bound: does it bear duties under the agreement?
        through: the party through whom it is bound, where it did not sign itself.
    """

    id: str
    name: str
    roles: tuple[TermsRole, ...]
    aliases: tuple[str, ...] = ()
    bound: bool = True
    through: str | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class Entry:
    """The four dates of an agreement, each as every source has it, to the hour where given."""

    signed: tuple[When, ...] = ()
    announced: tuple[When, ...] = ()
    scheduled: tuple[When, ...] = ()
    actual: tuple[When, ...] = ()


@dataclass(frozen=True)
class TermsPhase:
    """One phase, or the only period of an agreement without phases.

    Attributes:
        starts: when it begins: a day, the entry into force, the end of another phase, or words.
        lengths: how long it lasts; () where the terms set no end.
        continues_while: what keeps its measures going past its last day, in words (a flag, never a date).
    """

    id: str
    ordinal: int | None
    title: str | None = None
    starts: tuple[When, ...] = ()
    lengths: tuple[Length, ...] = ()
    continues_while: str | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class Owed:
    """How much of what is owed.

    Attributes:
        quantity: number and qualifier; the number None where the terms leave it open.
        unit: what is counted ("captives", "trucks", "ships").
        category: living, dead, women, civilians ...; kept apart and never added up.
        per: for a recurring duty, the ISO 8601 period in which so many are owed ("P1D", "P1W").
    """

    quantity: Quantity
    unit: str
    category: str | None = None
    per: str | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class TermsObligation:
    """Who must do what under the agreement.

    Attributes:
        bearers, to: ids of parties; `to` is empty where the duty is owed to none in particular.
        duty: act, continuous, prohibition, recurring, procedural.
        action, subtype: the vocabulary's.
        object: in our own words.
        phase: the phase it belongs to; None: the whole agreement.
        owed: quantities, by category and by source where these differ.
        starts: from when it is in force; (): with its phase.
        due: by when it must be done; each an alternative reading. () : no date is set.
        until: when it ends by the terms themselves; (): nothing in the terms ends it.
        condition: on what it hangs, in words; `after` are ids of obligations that come first.
        in_exchange_for: ids of the obligations given in return.
        reciprocal: is each bearer held only as long as the other keeps it? None where the terms do not say.
        clause: article or paragraph.
        match: words of which one must stand in a statement's object or place, where action and bearer are shared with
            another obligation; () where they tell it apart.
    """

    id: str
    bearers: tuple[str, ...]
    duty: DutyKind
    action: Action
    object: str
    subtype: str | None = None
    to: tuple[str, ...] = ()
    phase: str | None = None
    basis: DutyBasis = "agreement"
    place: str | None = None
    owed: tuple[Owed, ...] = ()
    starts: tuple[When, ...] = ()
    due: tuple[When, ...] = ()
    until: tuple[When, ...] = ()
    condition: str | None = None
    after: tuple[str, ...] = ()
    in_exchange_for: tuple[str, ...] = ()
    reciprocal: bool | None = None
    clause: str | None = None
    match: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class Exchange:
    """What is given for what: `get_per_give` of one obligation for each one of the other, for one category or batch.

    A ratio is a term, never a score: nothing is computed from it but what is owed.
    """

    id: str
    give: str
    get: str
    get_per_give: float | None = None
    category: str | None = None
    batch: tuple[When, ...] = ()
    list_agreed: bool | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class Power:
    """Who may extend, suspend, resume or terminate what, and whose consent it takes.

    Attributes:
        act: what may be done.
        of: id of a phase or an obligation, or "agreement".
        holders: ids of parties that may begin it.
        consent: ids of parties whose acceptance is needed; `rule` says how many of them.
        lasts: for an extension, how long at a time; None: as agreed.
        times: how often at most; None: no bound.
        notice: ISO 8601 duration that must pass before it takes effect.
        condition: in words.
    """

    id: str
    act: PowerAct
    of: str
    holders: tuple[str, ...]
    consent: tuple[str, ...] = ()
    rule: Consent = "each"
    lasts: str | None = None
    times: int | None = None
    notice: str | None = None
    condition: str | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class Mechanism:
    """A body that watches, decides or settles.

    Attributes:
        finds: may it find that a clause was broken? Only then is such a finding of its shown as one.
        complaint_within: ISO 8601 duration; `reports_every` likewise.
    """

    id: str
    name: str
    members: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    chair: tuple[str, ...] = ()
    decision_rule: str | None = None
    competence: str | None = None
    finds: bool = False
    seat: str | None = None
    complaint_within: str | None = None
    reports_every: str | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class Act:
    """Something that the terms permit or prohibit, in our own words, with the clause."""

    words: str
    clause: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """A text that belongs to the agreement: a list, a map, a letter."""

    title: str
    on: date | None = None
    reference: str | None = None
    published: bool | None = None


@dataclass(frozen=True)
class Change:
    """One change of an amendment: a path into the terms and the new value, as the file would write it."""

    path: str
    value: str


@dataclass(frozen=True)
class Amendment:
    """A dated version of the terms: what changed from when, and where that is printed."""

    id: str
    on: date
    changes: tuple[Change, ...]
    reference: str | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(frozen=True)
class Terms:
    """Everything that one agreement lays down, as one file tells it.

    Attributes:
        id: short name of the agreement ("gaza-2025-01"), also its folder in the library.
        title: as it is commonly called.
        on: the day of the version that the file tells (signature or announcement); amendments come on top.
        zone: IANA name of the zone in which days and hours without a zone are meant.
        area: where it applies, in words.
        disputes: how a dispute is settled, in words.
        notes: what a reader of the file should know.
    """

    id: str
    title: str
    on: date
    zone: str
    parties: tuple[TermsParty, ...]
    entry: Entry
    phases: tuple[TermsPhase, ...] = ()
    obligations: tuple[TermsObligation, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    powers: tuple[Power, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    area: str | None = None
    permitted: tuple[Act, ...] = ()
    prohibited: tuple[Act, ...] = ()
    disputes: str | None = None
    annexes: tuple[Annex, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    reference: str | None = None
