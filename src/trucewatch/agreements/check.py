"""What terms lack or leave open: the customary elements of a ceasefire that are absent, and parts that do not fit.

A finding blames nobody: an agreement may leave out what it likes. The customary elements are those that three coding
schemes look for in an agreement; each finding names the codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from trucewatch.agreements.terms import ENTRY, Terms, TermsPhase, When
from trucewatch.vocabulary.dates import last_day

_AID = {"fuel_imports", "medical_evacuation", "reopen_crossing", "open_road_or_flight", "restore_services"}
_HELD = {"return_remains", "exchange_lists", "detainee_visits"}
_AT_ONCE = ("P0D", "P1D")  # offsets from a phase's last day that leave no day between


@dataclass(frozen=True)
class TermsFinding:
    """Something that terms lack, leave open, or tell in two ways.

    Attributes:
        code: stable name ("no-area", "no-due" ...).
        severity: "gap": something is lacking; "tension": two parts do not fit.
        path: what it is about ("free-captives.due"), "" for the whole.
        sentence: in plain words.
        source: for a customary element, the codes of the schemes that look for it; else "".
    """

    code: str
    severity: Literal["gap", "tension"]
    path: str
    sentence: str
    source: str = ""

    def to_json(self) -> dict[str, str]:
        """As plain JSON types."""
        return dict(vars(self))


@dataclass(frozen=True)
class Customary:
    """One customary element of a ceasefire.

    Attributes:
        code: of the finding where it is absent.
        path: where a file would tell it.
        sentence: what is then said.
        source: codes in the manner of PA-X, ETH/PRIO and PAM.
        is_there: do the terms have it?
    """

    code: str
    path: str
    sentence: str
    source: str
    is_there: Callable[[Terms], bool]


def _has(actions: Iterable[str], subtypes: Iterable[str] = ()) -> Callable[[Terms], bool]:
    wanted, finer = set(actions), set(subtypes)
    return lambda terms: any(each.action in wanted or each.subtype in finer for each in terms.obligations)


def _is_to_the_hour(when: When) -> bool:
    return isinstance(when.at, datetime) or (when.at is None and "T" in when.offset)


CUSTOMARY = (
    Customary(
        "no-bound-party", "parties", "No party is bound by the terms.", "PA-X-style Part",
        lambda terms: any(each.bound for each in terms.parties),
    ),
    Customary(
        "no-entry", "entry", "The terms do not say when they enter into force.", "PA-X-style Dat; PAM time",
        lambda terms: bool(terms.entry.scheduled or terms.entry.actual),
    ),
    Customary(
        "no-hour-of-entry", "entry", "The entry into force is not fixed to the hour.", "PAM time",
        lambda terms: not (held := (*terms.entry.scheduled, *terms.entry.actual)) or any(map(_is_to_the_hour, held)),
    ),
    Customary(
        "no-end", "phases", "No duration and no end is set.", "PAM time",
        lambda terms: any(each.lengths for each in terms.phases) or any(each.until for each in terms.obligations),
    ),
    Customary(
        "no-area", "area", "The terms do not say where they apply.", "PA-X-style CeProv", lambda terms: bool(terms.area)
    ),
    Customary(
        "no-prohibited-acts", "prohibited", "No act is expressly prohibited.", "PA-X-style Ce, CeProv; PAM cease",
        lambda terms: bool(terms.prohibited) or any(each.duty == "prohibition" for each in terms.obligations),
    ),
    Customary(
        "no-permitted-acts", "permitted", "No act is expressly permitted.", "PA-X-style CeProv",
        lambda terms: bool(terms.permitted),
    ),
    Customary(
        "no-monitoring", "mechanisms", "No body is named that watches over the terms.",
        "ETH/PRIO implement; PA-X-style HrIiMon, ImPK; PAM verify",
        lambda terms: bool(terms.mechanisms)
        or any("monitor" in each.roles for each in terms.parties)
        or _has(["deploy_monitors"])(terms),
    ),
    Customary(
        "no-dispute-settlement", "disputes", "The terms do not say how a dispute is settled.", "PAM dispute",
        lambda terms: bool(terms.disputes),
    ),
    Customary(
        "no-humanitarian-access", "obligations", "No duty lets aid in or opens a way for people.",
        "PA-X-style DevHum, HrMob", _has(["allow_aid", "lift_blockade"], _AID),
    ),
    Customary(
        "no-protection-of-civilians", "obligations", "No duty protects civilians by name.",
        "PA-X-style ProtCiv; PAM humrts", _has([], ["protect_civilians", "no_displacement"]),
    ),
    Customary(
        "no-prisoners-or-missing", "obligations", "No duty concerns prisoners, captives or the missing.",
        "PA-X-style TjPrire, TjMis; PAM prisr", _has(["release", "exchange"], _HELD),
    ),
    Customary(
        "no-amendment-or-termination", "powers", "The terms do not say how they are extended, amended or ended.",
        "PAM roa", lambda terms: bool(terms.powers or terms.amendments),
    ),
    Customary(
        "no-signature-or-publication", "entry.signed", "Neither a signature nor a published text is known.",
        "ETH/PRIO written; PA-X-style Dat", lambda terms: bool(terms.entry.signed or terms.reference),
    ),
)  # fmt: skip
"""The customary elements, in the order in which their absence is told."""


def check(terms: Terms) -> tuple[TermsFinding, ...]:
    """What terms lack or leave open: customary elements first, then part by part in the order of the file."""
    absent = (
        TermsFinding(each.code, "gap", each.path, each.sentence, each.source)
        for each in CUSTOMARY
        if not each.is_there(terms)
    )
    return (*absent, *_phases(terms), *_obligations(terms), *_exchanges(terms), *_powers(terms))


def _obligations(terms: Terms) -> Iterator[TermsFinding]:
    for each in terms.obligations:
        if not each.bearers:
            yield TermsFinding("no-bearer", "gap", f"{each.id}.bearer", f"Nobody is named who must do {each.id}.")
        if not each.due and each.duty in ("act", "procedural"):
            sentence = f"No date is set by which {each.id} must be done."
            yield TermsFinding("no-due", "gap", f"{each.id}.due", sentence)
        if each.action == "other" and each.subtype is None:
            sentence = f"The action of {each.id} is `other`, and no subtype says which."
            yield TermsFinding("other-without-subtype", "gap", f"{each.id}.subtype", sentence)


def _exchanges(terms: Terms) -> Iterator[TermsFinding]:
    """Halves of an exchange of which one does not name the other."""
    named = {each.id: set(each.in_exchange_for) for each in terms.obligations}
    wanted = [(each, other) for other, held in named.items() for each in sorted(held)]
    for exchange in terms.exchanges:
        wanted += [(exchange.give, exchange.get), (exchange.get, exchange.give)]
    for one, other in dict.fromkeys(wanted):
        if other not in named.get(one, {other}):
            sentence = f"{other} is given for {one}, which does not name it under `in_exchange_for`."
            yield TermsFinding("half-exchange", "tension", f"{one}.in_exchange_for", sentence)


def _powers(terms: Terms) -> Iterator[TermsFinding]:
    bound = {each.id for each in terms.parties if each.bound}
    for each in terms.powers:
        others = [id_ for id_ in each.consent if id_ not in bound]
        if others:
            sentence = f"{each.id} takes the consent of {', '.join(others)}, not bound by the terms."
            yield TermsFinding("consent-of-others", "tension", f"{each.id}.consent", sentence)


def _phases(terms: Terms) -> Iterator[TermsFinding]:
    """Times between two phases in which none is in force."""
    numbered = sorted(terms.phases, key=lambda each: each.ordinal or 0)
    for before, after in pairwise(numbered):
        sentence = _between(terms, before, after)
        if sentence:
            yield TermsFinding("gap-between-phases", "gap", f"{after.id}.starts", sentence)
    for each in terms.phases:
        if not each.starts:
            yield TermsFinding("no-start", "gap", f"{each.id}.starts", f"The terms do not say when {each.id} begins.")


def _between(terms: Terms, before: TermsPhase, after: TermsPhase) -> str:
    """What lies between one phase and the next, in words; "" where some reading of the terms leaves nothing."""
    if before.ordinal and after.ordinal and after.ordinal > before.ordinal + 1:
        return f"After phase {before.ordinal} ({before.id}) comes phase {after.ordinal} ({after.id}), none between."
    if before.continues_while or not before.lengths:
        return ""
    told = [_gap(terms, before, after, start) for start in after.starts]
    return told[0] if told and all(told) else ""


def _gap(terms: Terms, before: TermsPhase, after: TermsPhase, start: When) -> str:
    if start.words:
        return f"{after.id} begins on a condition; from the end of {before.id} until then no phase is in force."
    if start.anchor == f"{before.id}.end" and start.offset not in _AT_ONCE:
        return f"{after.id} begins {start.offset} after the end of {before.id}; until then no phase is in force."
    pairs = [(last, first) for first in _days(terms, start) for last in _last_days(terms, before)]
    if pairs and all(first > last + timedelta(days=1) for last, first in pairs):
        last, first = pairs[0]
        return f"{before.id} ends on {last}, {after.id} begins on {first}; between them none is in force."
    return ""


def _days(terms: Terms, when: When) -> Iterator[date]:
    """The day of a time that is fixed, or that is the entry into force where that is fixed."""
    if when.at is not None:
        yield when.at.date() if isinstance(when.at, datetime) else when.at
    elif when.anchor == ENTRY and when.offset == "P0D":
        for each in terms.entry.actual or terms.entry.scheduled:
            if each.anchor is None:
                yield from _days(terms, each)


def _last_days(terms: Terms, phase: TermsPhase) -> Iterator[date]:
    for start in phase.starts:
        for first in _days(terms, start):
            for length in phase.lengths:
                last = last_day(first, length.lasts, inclusive=length.counting == "inclusive")
                if last is not None:
                    yield last
