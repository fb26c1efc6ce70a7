"""A stance that is dated before the plan was made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trucewatch.checks.material import Material
from trucewatch.checks.plan_names import plan_names
from trucewatch.checks.plans_made import dated_too_early
from trucewatch.checks.report_sentences import sentence_at, words_in, words_of
from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Position, TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

_DATED = frozenset(
    "laid put presented unveiled tabled submitted floated published circulated announced made proposed issued launched "
    "handed offered drew drawn".split()
)
_MADE = re.compile(
    r"\b(?:laid|put (?:forward|on the table|to)|presented|unveiled|tabled|submitted|floated|published|circulated"
    r"|announced"
    r"|made public|made|proposed|issued|launched|handed (?:over|out|to|both|the)|offered|drew up|drawn up)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:again|re-?submitted|revis\w+|amended|updated|formally|officially|in advance|ahead of|leak\w*"
    r"|before it|even before"
    r"|earlier (?:draft|version)|not|never|will|would|is to|was to|were to|had been expected|expected|idea"
    r"|in principle)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:agree|accept|reject|refus|sign|adopt|endors|welcom|back|turned down|thr[eo]w)\w*", re.IGNORECASE
)
_PASSIVE = re.compile(r",? (?:which |that )?(?:was|were|had been|has been) (?:\w+ ){0,2}|, (?:\w+ly |first )?")
_EVERYWHERE = frozenset(
    "deal accord pact agreement truce ceasefire peace extension".split()
)  # name no plan by themselves
_OF_OTHER = re.compile(r" (?:an? |the |its |their |his )?[a-z]+ (?:on|about|to|in) ?")  # "made remarks on the plan"
_SPAN = 70  # characters between the plan's name, the word that tells of its making, and the day
_BESIDE = 30  # characters on either side that belong to what is told
_MOST = 60  # days: a stance still older is of an earlier round
_Plan = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class _Told:
    """A day that the words of one report give for something."""

    report_id: str
    passage: Passage
    day: date
    statement: str


class StanceBeforeProposal:
    """A stance on a plan, dated by its report to a day before the day on which the plan is said to have been made.

    Silent where the plan is said to have been leaked, revised or put forward again, and where either day is not told.
    """

    code = "stance-before-proposal"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        stances = [told for position in material.of(Position) if (told := _stance_told(material, position))]
        made = _plans_made(material, stances)
        known = set[str]()
        for plan, stance in stances:
            first = made.get(plan)
            if first is None or (first.passage.overlaps(stance.passage) and first.report_id == stance.report_id):
                continue
            if 0 < (first.day - stance.day).days <= _MOST:
                known |= {first.report_id, stance.report_id}
                yield self._finding(first, stance)
        for report in material.reports:
            if report.id not in known and (pair := dated_too_early(material, report)) is not None:
                yield self._finding(*(_Told(report.id, told.sentence, told.day, "") for told in pair))

    def _finding(self, made: _Told, stance: _Told) -> Finding:
        days = (made.day - stance.day).days
        return Finding(
            self.code,
            self.severity,
            f"A stance is dated {long_date(stance.day)} (“{stance.passage.text.rstrip('.')}”), {days} "
            f"{'day' if days == 1 else 'days'} before the plan is said to have been made on {long_date(made.day)} "
            f"(“{made.passage.text.rstrip('.')}”).",
            (Place(stance.report_id, stance.passage), Place(made.report_id, made.passage)),
            (
                "one of the two days is another",
                "the plan was known before it was put forward",
                "the stance is on an earlier plan",
            ),
            tuple(s for s in (stance.statement, made.statement) if s),
        )


def _plans_made(material: Material, stances: list[tuple[_Plan, _Told]]) -> dict[_Plan, _Told]:
    """By plan, the first day on which it is said to have been made, of the plans that the stances are on."""
    found: defaultdict[_Plan, list[_Told]] = defaultdict(list)
    own = {told.report_id for _, told in stances}
    words = frozenset(word for (_, plan), _ in stances for word in plan) - _EVERYWHERE
    for report in material.reports:
        held = words_of(report.text) if stances else frozenset()
        if held.isdisjoint(_DATED) or (report.id not in own and held.isdisjoint(words)):
            continue
        text, names = report.text, plan_names(report.text)
        for named in names.named:
            near = text[max(0, named.passage.start - _SPAN) : named.passage.end + _SPAN]
            key = names.at(named) if not words_in(near).isdisjoint(_DATED) and _MADE.search(near) else None
            sentence = sentence_at(text, named.passage.start) if key is not None else None
            told = _day_made(material, report, named.passage, sentence) if sentence else None
            if key is not None and told is not None:
                found[report.process or "" if key else report.id, key].append(told)
    return {plan: min(told, key=lambda t: (t.day, t.report_id, t.passage)) for plan, told in found.items()}


def _day_made(material: Material, report: Report, plan: Passage, sentence: Passage) -> _Told | None:
    """The day on which a sentence says that the plan named in it was made."""
    text = report.text
    for verb in _MADE.finditer(text, sentence.start, sentence.end):
        beside = text[max(sentence.start, verb.start() - _BESIDE) : verb.end() + _BESIDE]
        if _AGAIN.search(beside) or not _is_made(text, plan, verb):
            continue
        for time, day in _days(material.by_report(TimeExpression)[report.id]):
            if sentence.covers(time.content.surface[0]) and abs(time.start - verb.start()) <= _SPAN:
                return _Told(report.id, sentence, day, time.id)
    return None


def _is_made(text: str, plan: Passage, verb: re.Match[str]) -> bool:
    """Does the verb of making take the plan: "put forward the plan", "the plan, presented"?"""
    first, last = sorted(((plan.start, plan.end), verb.span()))
    between = text[first[1] : last[0]]
    if len(between) > _SPAN or _TAKEN.search(between) or ";" in between:
        return False
    if verb[0].lower() == "made" and _OF_OTHER.fullmatch(between):
        return False
    return plan.start > verb.start() or _PASSIVE.fullmatch(between) is not None


def _stance_told(material: Material, position: Statement[Position]) -> tuple[_Plan, _Told] | None:
    """A stance with its plan, where the sentence itself gives its day."""
    content = position.content
    day = day_of(content.date)
    if day is None or not content.evidence:
        return None
    text = material.view.report(position.report_id).text
    sentence = sentence_at(text, content.evidence[0].start)
    words = content.evidence[0]
    if _AGAIN.search(text[max(sentence.start, words.start - _BESIDE) : min(sentence.end, words.end + _BESIDE)]):
        return None
    inside = [t for t, d in _days(material.by_report(TimeExpression)[position.report_id]) if d == day]
    if not any(sentence.covers(p) for t in inside for p in t.content.surface):
        return None
    plan = plan_names(text).meant(content.evidence, content.proposal_mention or content.proposal)
    if plan is None:
        return None
    report = material.view.report(position.report_id)
    where = report.process or "" if plan else report.id
    return (where, plan), _Told(position.report_id, sentence, day, position.id)


def _days(times: list[Statement[TimeExpression]]) -> Iterator[tuple[Statement[TimeExpression], date]]:
    """The expressions that give one day."""
    for time in times:
        day = day_of(time.content.value)
        if day is not None and time.content.type == "date" and time.content.surface:
            yield time, day
