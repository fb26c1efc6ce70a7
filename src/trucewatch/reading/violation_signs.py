"""Words and forms that tell of charges, denials and records of breaches, and the charge before it is a record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trucewatch.vocabulary.kinds import ViolationStatus

ACCUSING = {"accuse": ("of",), "blame": ("for",), "fault": ("for",), "denounce": ("for",),
             "condemn": ("for",), "criticise": ("for",), "criticize": ("for",)}  # fmt: skip
CONDEMNING = frozenset("condemn denounce decry deplore".split())
TRADING = frozenset("trade exchange swap".split())
TRADED = frozenset("accusation charge blame recrimination allegation".split())
MONITORS = re.compile(
    r"\b(?:monitor|observer|inspector|verifier|monitoring|observation|verification)s?\b", re.IGNORECASE
)
SPEAKING = frozenset("complain speak talk warn tell protest".split())
RECORDING = frozenset("record verify confirm document register log observe note count report find".split())
CHARGES = frozenset("accusation allegation charge claim report involvement responsibility violation wrongdoing".split())
DENYING = frozenset("deny reject refute dismiss dispute".split())
BREACHED = re.compile(
    r"\b(?:cease-?fires?|truces?|agreements?|accords?|deals?|pacts?|laws?|resolutions?|armistice|terms|obligations?|"
    r"commitments?|rights|charter|convention|sovereignty|airspace|memorandum|cessation)\b", re.IGNORECASE)  # fmt: skip
NONE = re.compile(
    r"\bno\b[^.;,]{0,40}$|\bnot? (?:a single|any|one)\b[^.;,]{0,40}$|\bwithout (?:any )?$|\bfree of\b[^.;,]{0,20}$",
    re.IGNORECASE,
)
STOPPING = frozenset("suspend halt block cut stop bar prevent obstruct restrict withhold delay impede".split())
AID = re.compile(
    r"\b(?:aid|relief|humanitarian|entry|access|convoys?|supplies|food|fuel|medicine|electricity|trucks?)\b",
    re.IGNORECASE,
)
TRUCE = re.compile(r"\b(?:cease-?fire|truce|armistice|cessation of hostilities|accord|pact)\b", re.IGNORECASE)
EACH_OTHER = re.compile(r"\b(?:each other|one another|the other(?: side)?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Charge:
    """A breach told of, before it becomes a record.

    Attributes:
        start: offset of its evidence.
        end: end of the evidence.
        what: extent of the words that tell the deed.
        by: who alleges it; None where a verifier or the report itself tells it.
        against: whose deed it is said to be.
        status: alleged, denied or confirmed.
        unsure: a careful reader could disagree.
    """

    start: int
    end: int
    what: tuple[int, int]
    by: str | None
    against: str | None
    status: ViolationStatus
    unsure: bool = False


def same_charge(charge: Charge, known: Charge) -> bool:
    """Another sign of a charge that is there: its words overlap and it blames the same side, or none."""
    overlap = charge.start < known.end and known.start < charge.end
    return overlap and (charge.against in {None, known.against} or known.status == "denied" or known.by is None)
