"""Words and forms that tell of charges, denials and records of breaches, and the charge before it is a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from trucewatch.vocabulary.kinds import ViolationStatus

ACCUSING = {"accuse": ("of",), "blame": ("for",), "fault": ("for",), "denounce": ("for",),
             "condemn": ("for",), "criticise": ("for",), "criticize": ("for",)}  # fmt: skip
CONDEMNING = frozenset("condemn denounce decry deplore".split())
TRADING = frozenset("trade exchange swap".split())
TRADED = frozenset("accusation charge blame recrimination allegation".split())
MONITORS = re.compile(
    r"\b(?:monitor|observer|inspector|verifier|investigator|peace-?keeper|monitoring|observation|verification|"
    r"panel of experts|truce commission|watchdog|fact-finding|(?<!diplomatic )mission|secretariat)s?\b",
    re.IGNORECASE,
)
SPEAKING = frozenset("complain speak talk warn tell protest".split())
RECORDING = frozenset("record verify confirm document register log observe note count report find".split())
PERCEIVING = frozenset("see hear witness".split())  # only where nothing was: "no shooting was heard"
STRIKING = frozenset("shell bomb bombard shoot attack ambush raid strike hit target".split())
HINDERING = frozenset("block prevent obstruct restrict bar impede stop turn".split())
CHARGES = frozenset(
    "accusation allegation charge claim complaint finding report involvement violation wrongdoing responsibility "
    "blame".split()
)
DENYING = frozenset("deny reject refute dismiss dispute contest rebut repudiate disavow disclaim".split())
CALLING = frozenset("call describe denounce regard consider brand label term condemn see".split())
UNTRUE = frozenset(
    "nonsense lie fabrication fairy invention forgery propaganda absurd baseless false untrue groundless unfounded "
    "slander fiction fantasy myth hoax rubbish smear".split()
)
REBUTTING = re.compile(
    r"\b(?:without (?:any )?foundation|baseless|groundless|unfounded|fabricat\w+|nothing to do with|not true|untrue|"
    r"a lie|isn['’]t so|not (?:ours|us)\b|no truth|den(?:y|ied) (?:it|this|that)\b|false\b|had no part in|no part in)",
    re.IGNORECASE,
)
ANSWERING = frozenset(
    "countered counters insisted insists maintained maintains answered answers retorted retorts replied replies "
    "responded denied denies disputed disputes counter insist maintain answer reply".split()
)
KEEPING = frozenset(
    "honour honor comply implement fulfil fulfill keep deliver free release withdraw carry abide respect observe enact "
    "disarm dismantle return hand meet".split()
)
BARE = frozenset("this that it these those them".split())
BREACHED = re.compile(
    r"\b(?:cease-?fires?|truces?|agreements?|accords?|deals?|pacts?|laws?|resolutions?|armistice|terms|obligations?|"
    r"commitments?|rights|charter|convention|sovereignty|airspace|memorandum|cessation)\b", re.IGNORECASE)  # fmt: skip
NONE = re.compile(
    r"\bno\b[^.;,]{0,40}$|\bnot? (?:a single|any|one)\b[^.;,]{0,40}$|\bwithout (?:any )?$|\bfree of\b[^.;,]{0,20}$",
    re.IGNORECASE,
)
STOPPING = frozenset("suspend halt block cut stop bar prevent obstruct restrict withhold delay impede".split())
AID = re.compile(
    r"\b(?:aid|relief|humanitarian|entry|access|passage|convoys?|lorr(?:y|ies)|patrols?|supplies|food|fuel|medicine|electricity|trucks?)\b",
    re.IGNORECASE,
)
TRUCE = re.compile(r"\b(?:cease-?fire|truce|armistice|cessation of hostilities|accord|pact)\b", re.IGNORECASE)
EACH_OTHER = re.compile(r"\b(?:each other|one another|the other(?: side)?)\b", re.IGNORECASE)

_BOTH = re.compile(r"(?:both|two|each|either)(?: of the)? (?:sides?|part(?:y|ies)|camps?)|both", re.IGNORECASE)
_NAMELESS = re.compile(
    r"(?:the )?(?:troops|soldiers|men|gunmen|side|forces|fighters|rebels|other side)|(?:its|their) neighbou?r",
    re.IGNORECASE,
)


_CLAUSE = re.compile(
    r"\b(?:violat\w+|breach\w*|infring\w+|contraven\w+|contrary to|in defiance of|non-?compliance|broken?|broke|"
    r"in default|not honou?red|undertak\w+|promised|article|clause)\b",
    re.IGNORECASE,
)


def names_clause(words: str) -> bool:
    """Do some words say that an agreement or a law was broken, and not only that something happened?"""
    return _CLAUSE.search(words) is not None


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
        answers: extent of the charge that this one denies or turns round.
        needs: of a denial that does not say of what ("denied this"), how near before it the charge has to end for it
            to stand; 0 where it stands by itself.
    """

    start: int
    end: int
    what: tuple[int, int]
    by: str | None
    against: str | None
    status: ViolationStatus
    unsure: bool = False
    answers: tuple[int, int] | None = None
    needs: int = 0


def same_charge(charge: Charge, known: Charge) -> bool:
    """Another sign of a charge that is there: its words overlap and it blames the same side, or none."""
    overlap = charge.start < known.end and known.start < charge.end
    return overlap and (charge.against in {None, known.against} or known.status == "denied" or known.by is None)


class Sides(Protocol):
    """Tells whom an accuser stands for."""

    def side_named(self, name: str | None) -> str | None:
        """The side of a name."""


def between(charge: Charge, pair: tuple[str, ...], sides: Sides) -> Iterator[Charge]:
    """A charge in a report of two parties: mutual ones fall in two, and a party's bare charge is against the other.

    Args:
        charge: as told.
        pair: names of the report's two parties; empty where it has more or fewer.
        sides: tells whom the accuser stands for.
    """
    by, against = charge.by or "", charge.against or ""
    if not pair or charge.status != "alleged":
        yield charge
    elif _BOTH.fullmatch(by) and (_BOTH.fullmatch(against) or not against):
        yield replace(charge, by=pair[0], against=pair[1])
        yield replace(charge, by=pair[1], against=pair[0])
    elif (not against or _NAMELESS.fullmatch(against)) and (side := sides.side_named(charge.by)) in pair:
        yield replace(charge, against=pair[1 - pair.index(side)], unsure=True)
    else:
        yield charge
