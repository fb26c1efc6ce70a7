"""The checks, in the order in which they run and are listed. A golden file in the tests pins it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trucewatch.agreements.terms import Terms
from trucewatch.checks.accepted_and_rejected import AcceptedAndRejected
from trucewatch.checks.account_does_not_balance import AccountDoesNotBalance
from trucewatch.checks.anonymous_source_hardened import AnonymousSourceHardened
from trucewatch.checks.bearers_mixed import BearersMixed
from trucewatch.checks.begun_before_trigger import BegunBeforeTrigger
from trucewatch.checks.charter_article import CharterArticle
from trucewatch.checks.check import Check
from trucewatch.checks.circular_sourcing import CircularSourcing
from trucewatch.checks.completed_versus_expired import CompletedVersusExpired
from trucewatch.checks.complies_and_breaches import CompliesAndBreaches
from trucewatch.checks.counting_named import CountingNamed
from trucewatch.checks.cumulative_figure_falls import CumulativeFigureFalls
from trucewatch.checks.deadline_passed_in_silence import DeadlinePassedInSilence
from trucewatch.checks.duration_against_dates import DurationAgainstDates
from trucewatch.checks.extension_without_base import ExtensionWithoutBase
from trucewatch.checks.figure_changed_between_versions import FigureChangedBetweenVersions
from trucewatch.checks.figures_differ import FiguresDiffer
from trucewatch.checks.gone_quiet import GoneQuiet
from trucewatch.checks.headline_against_body import HeadlineAgainstBody
from trucewatch.checks.implied_rest import ImpliedRest
from trucewatch.checks.in_force_versus_expired import InForceVersusExpired
from trucewatch.checks.listed_phase import ListedPhase
from trucewatch.checks.material import Material
from trucewatch.checks.one_event_two_sources import OneEventTwoSources
from trucewatch.checks.one_plan_many_names import OnePlanManyNames
from trucewatch.checks.order_of_events import OrderOfEvents
from trucewatch.checks.parts_larger_than_whole import PartsLargerThanWhole
from trucewatch.checks.percentage import PercentageAgainstNumbers
from trucewatch.checks.proposed_as_reported import ProposedAsReported
from trucewatch.checks.quotation_changed import QuotationChanged
from trucewatch.checks.resolution_year import ResolutionYear
from trucewatch.checks.scopes_mixed import ScopesMixed
from trucewatch.checks.several_anchors import SeveralAnchors
from trucewatch.checks.speaker_lost import SpeakerLost
from trucewatch.checks.speakers_differ import SpeakersDiffer
from trucewatch.checks.stance_before_proposal import StanceBeforeProposal
from trucewatch.checks.stances_of_degrees import StancesOfDegrees
from trucewatch.checks.subsets_of_whole import SubsetsOfWhole
from trucewatch.checks.summary_against_words import SummaryAgainstWords
from trucewatch.checks.symbol_malformed import SymbolMalformed
from trucewatch.checks.talks_open_and_refused import TalksOpenAndRefused
from trucewatch.checks.total_against_sum import TotalAgainstSum
from trucewatch.checks.undated_anchor import UndatedAnchor
from trucewatch.checks.weekday_against_date import WeekdayAgainstDate
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.view import View, whatever_the_day

ALL_CHECKS: tuple[Check, ...] = (
    DurationAgainstDates(),
    CountingNamed(),
    WeekdayAgainstDate(),
    OrderOfEvents(),
    UndatedAnchor(),
    SeveralAnchors(),
    ExtensionWithoutBase(),
    DeadlinePassedInSilence(),
    GoneQuiet(),
    ResolutionYear(),
    SymbolMalformed(),
    CharterArticle(),
    PartsLargerThanWhole(),
    TotalAgainstSum(),
    SubsetsOfWhole(),
    ImpliedRest(),
    ScopesMixed(),
    PercentageAgainstNumbers(),
    AccountDoesNotBalance(),
    CumulativeFigureFalls(),
    ProposedAsReported(),
    FiguresDiffer(),
    AcceptedAndRejected(),
    SpeakersDiffer(),
    SummaryAgainstWords(),
    StanceBeforeProposal(),
    TalksOpenAndRefused(),
    StancesOfDegrees(),
    OnePlanManyNames(),
    CompletedVersusExpired(),
    InForceVersusExpired(),
    CompliesAndBreaches(),
    BegunBeforeTrigger(),
    BearersMixed(),
    ListedPhase(),
    OneEventTwoSources(),
    SpeakerLost(),
    CircularSourcing(),
    AnonymousSourceHardened(),
    QuotationChanged(),
    HeadlineAgainstBody(),
    FigureChangedBetweenVersions(),
)


def run_checks(view: View, checks: Sequence[Check] = ALL_CHECKS, terms: tuple[Terms, ...] = ()) -> tuple[Finding, ...]:
    """Everything the checks find in a view.

    Args:
        view: reports and statements, as known on its `known_on`.
        checks: which checks, in order; a plug-in's come after the default ones.
        terms: the agreements whose terms are known.

    Returns:
        Each finding once, by check, then by publication and place of its first passage, then by id; the same for the
        same view, whatever the order in which its reports were added.
    """
    order = {check.code: number for number, check in reversed(list(enumerate(checks)))}
    material = Material(view, terms)
    kept = whatever_the_day(view, _nothing, ("findings", terms))
    found = dict.fromkeys(finding for check in checks for finding in _found(check, material, kept))
    published = {r.id: r.published for r in (*material.reports, *(v.report for v in view.earlier_versions()))}

    def key(finding: Finding) -> tuple[int, date, str, int, str]:
        if not finding.places:
            return order.get(finding.code, len(order)), date.max, "", 0, finding.id
        first = finding.places[0]
        start = first.passage.start if first.passage else 0
        day = published[first.report_id] or date.max
        return order.get(finding.code, len(order)), day, first.report_id, start, finding.id

    return tuple(sorted(found, key=key))


def _found(check: Check, material: Material, kept: dict[Check, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """What one check finds; what it finds without a look at the day asked about is kept for every other day."""
    if check in kept:
        return kept[check]
    with material.watched() as asked_day:
        found = tuple(check(material))
        if not asked_day():
            kept[check] = found
    return found


def _nothing(_: View) -> dict[Check, tuple[Finding, ...]]:
    return {}
