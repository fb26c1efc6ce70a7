"""A phase said to have begun though what it waits for is said not to have happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, process_of, reports_by_process, sentences_of, words_of
from trucewatch.checks.report_words import report_and_day
from trucewatch.checks.told_conditions import Awaited, begun_too_early
from trucewatch.checks.told_states import PHASE, phases_named
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_PHASES = frozenset({"phase", "stage", "period"})
_BEGINNING = (
    r"(?:begin|start|open|follow|commence|come into (?:force|effect)|take effect|enter into force|be (?:opened"
    r"|started|launched))"
)
_TRIGGER = re.compile(
    rf"\b{_BEGINNING}(?:s|ed)?\b[^.;:]{{0,25}}?\b(?:once|when|as soon as|after|until|unless"
    rf"|before|with)\b(?P<what>[^.;:]{{8,160}})"
    rf"|\b(?:waits? (?:for|on|until)|depends? on|hangs? on|is tied to|conditional on"
    rf"|subject to)\b(?P<else>[^.;:]{{8,160}})",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^(?:Only )?(?:once|when|as soon as|after|until)\b(?P<what>[^.;:]{8,120}?)(?:,| (?:can|(?-i:may)|will|shall"
    r"|is to)\b)",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"\b(?:(?:has|have) (?:\w+ )?(?:begun|started|opened|commenced|taken effect|been (?:under ?way|in force|opened"
    r"|launched|running))"
    r"|began|begun|started|opened|commenced|took effect|(?:is|are|was) (?:now |already )?(?:under ?way|in force"
    r"|running)"
    r"|got (?:under ?way|going)|went ahead|kicked off|(?:now )?in its \w+ (?:day|week|month)|was (?:opened"
    r"|launched))\b",
    re.IGNORECASE,
)
_NOT_BEGUN = re.compile(
    r"\b(?:not|never|yet|will|would|could|can|(?-i:may)|might|should|must|once|if|when|until|unless|before|due"
    r"|to be|expected|set to"
    r"|is to|was to|only)\b|n['’]t\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"\b(?:(?:has|have|is|are|remains?) (?:still |as )?(?:yet to|not)|(?:has|have) (?:still"
    r"|yet) (?:not )?(?:to )?|(?:has|have)n['’]t"
    r"|still (?:un\w+|(?:\w+ )?(?:in|on|at) the|holds?|held|standing|armed|inside|occupied|blocked|missing"
    r"|outstanding|waits?|has|have|not|out)|not yet|put \w+ (?:\w+ )?off|(?:been "
    r"|was )?put off"
    r"|postponed|(?:is|are|remains?) (?:still )?(?:missing|outstanding|unpaid|unsigned|unfinished|incomplete"
    r"|in place|closed)"
    r"|no \w+ (?:has|have) (?:yet )?been|refus(?:es|ed|ing) to|declin(?:es|ed) to)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r",|\band\b(?= (?:the|a) (?:second|third|next))")
_STARTS = re.compile(rf"\b(?:can|(?-i:may)|will|shall|is to)\b[^.;:]{{0,60}}\b{_BEGINNING}\b", re.IGNORECASE)
_REACH = 60
_STEM = 5  # letters of a longer word that tell it; of a shorter one, four
_SHORT = 3  # words of a condition so short that one of them, if long, is enough
_DAYS = 14
_REPAIRS = (
    "it began although what it waits for is not done",
    "what it waits for has been done since, or was waived",
    "another phase, or only a part of it, has begun",
)
_DULL = frozenset("both last side party all day first second third have has had been not no yet only than then".split())


@dataclass(frozen=True)
class _Trigger:
    """What a phase waits for: the phase's key, the content words of the condition, the sentence (None: the terms)."""

    phase: str
    what: frozenset[str]
    words: str
    report: Report | None
    sentence: Passage | None


class BegunBeforeTrigger:
    """A phase that is said to have begun, while what it waits for is said not to have happened.

    What it waits for is told by a report of the process or by the terms of the agreement. Silent where the phase is
    only planned, where nothing is said to be undone, and where the two stand more than two weeks apart.
    """

    code = "begun-before-trigger"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        triggers, known = _triggers(material), set[str]()
        for process, reports in reports_by_process(material).items() if triggers else ():
            told = set[str]()
            for report in reports:
                for sentence, phase in _begun(report.text):
                    held = triggers.get((process, phase), ()) if phase not in told else ()
                    pairs = ((t, undone) for t in held if (undone := _undone(reports, report, t)) is not None)
                    for trigger, undone in islice(pairs, 1):
                        told.add(phase)
                        known |= {report.id, undone[0].id}
                        yield self._finding(trigger, (report, sentence), undone)

        for report in material.reports:
            for awaited in begun_too_early(report.text)[:1] if report.id not in known else ():
                yield self._in_words(report, awaited)

    def _in_words(self, report: Report, awaited: Awaited) -> Finding:
        told = (awaited.condition, awaited.begun, awaited.undone)
        condition, begun, undone = (f"“{sentence.text.rstrip('.')}”" for sentence in told)
        return Finding(
            self.code,
            self.severity,
            f"Something is said to wait ({condition}) and to have begun: {begun}; what it waits for is said to be "
            f"undone: {undone}.",
            tuple(dict.fromkeys(Place(report.id, sentence) for sentence in told)),
            _REPAIRS,
        )

    def _finding(self, trigger: _Trigger, begun: tuple[Report, Passage], undone: tuple[Report, Passage]) -> Finding:
        where = report_and_day(trigger.report) if trigger.report else "the terms"
        told = [f"“{sentence.text.rstrip('.')}” ({report_and_day(report)})" for report, sentence in (begun, undone)]
        places = [Place(report.id, sentence) for report, sentence in (begun, undone)]
        if trigger.report and trigger.sentence:
            places.insert(0, Place(trigger.report.id, trigger.sentence))
        name = trigger.phase.removeprefix(PHASE)
        return Finding(
            self.code,
            self.severity,
            f"Phase {name} is said to wait for something (“{trigger.words}”, {where}) and to have begun: {told[0]}; "
            f"what it waits for is said to be undone: {told[1]}.",
            tuple(dict.fromkeys(places)),
            _REPAIRS,
        )


def _triggers(material: Material) -> dict[tuple[str, str], list[_Trigger]]:
    """What phases wait for, by process and phase."""
    found: dict[tuple[str, str], list[_Trigger]] = {}
    for report in material.reports:
        for phase, words, sentence in _waits(report.text):
            if len(what := _matter(words)) >= 2:
                found.setdefault((process_of(report), phase), []).append(_Trigger(phase, what, words, report, sentence))
    processes = {process_of(report) for report in material.reports} if material.terms else set()
    for stage in (p for terms in material.terms for p in terms.phases if p.ordinal):
        for when in stage.starts:
            if when.words and len(what := _matter(when.words)) >= 2:
                for process in sorted(processes):
                    trigger = _Trigger(f"{PHASE}{stage.ordinal}", what, when.words, None, None)
                    found.setdefault((process, trigger.phase), []).append(trigger)
    return found


@lru_cache(maxsize=4096)
def _waits(text: str) -> tuple[tuple[str, str, Passage], ...]:
    """Phase, what it waits for, and sentence; "it" is the phase of the sentence before."""
    if words_of(text).isdisjoint(_PHASES):
        return ()
    found, last = list[tuple[str, str, Passage]](), None
    for sentence, keys in _phases_by_sentence(text):
        here = keys[0][1] if keys else last if sentence.text.startswith("It ") else None
        if here is not None and (m := _wait(sentence.text)) is not None:
            words = _CUT.split(m.groupdict().get("else") or m["what"])[0].strip()
            found.append((here, words, sentence))
        last = keys[-1][1] if keys else None
    return tuple(found)


def _wait(words: str) -> re.Match[str] | None:
    return _TRIGGER.search(words) or (_FIRST.match(words) if _STARTS.search(words) else None)


def _phases_by_sentence(text: str) -> Iterator[tuple[Passage, list[tuple[Passage, str]]]]:
    """The sentences that name phases with those they name, each followed by the next sentence where it names none."""
    sentences = sentences_of(text)
    held: dict[int, list[tuple[Passage, str]]] = {}
    for passage, key in phases_named(text):
        held.setdefault(number_at(text, passage.start), []).append((passage, key))
    for number in sorted({*held, *(n + 1 for n in held if n + 1 < len(sentences))}):
        yield sentences[number], held.get(number, [])


def _begun(text: str) -> Iterator[tuple[Passage, str]]:
    """Sentences that say that a phase has begun."""
    if words_of(text).isdisjoint(_PHASES):
        return
    for sentence, phases in _phases_by_sentence(text):
        for passage, key in phases:
            behind = re.split(r"[.;:]", text[passage.end : min(sentence.end, passage.end + _REACH)])[0]
            before = re.split(r"[,;:]", text[max(sentence.start, passage.start - 25) : passage.start])[-1]
            m = _BEGUN.search(behind)
            if m is not None and not _NOT_BEGUN.search(behind[: m.end()]) and not _NOT_BEGUN.search(before):
                yield sentence, key


def _undone(reports: list[Report], begun: Report, trigger: _Trigger) -> tuple[Report, Passage] | None:
    """A sentence of the same weeks that says that the matter of the trigger is not done."""
    for report in reports:
        if not _near(report, begun):
            continue
        for sentence in sentences_of(report.text):
            if sentence == trigger.sentence or not _UNDONE.search(sentence.text):
                continue
            shared = _matter(sentence.text) & trigger.what
            if len(shared) >= 2 or (len(trigger.what) <= _SHORT and any(len(w) == _STEM for w in shared)):
                return report, sentence
    return None


def _near(report: Report, begun: Report) -> bool:
    if report.id == begun.id:
        return True
    return bool(report.published and begun.published and 0 <= (report.published - begun.published).days <= _DAYS)


def _matter(words: str) -> frozenset[str]:
    """The words of a condition that carry meaning, roughly as stems, so that "handed" meets "hand"."""
    held = (w.removeprefix("un") if len(w) > _STEM + 1 else w for w in content_words(words) if w not in _DULL)
    return frozenset(w[:_STEM] if len(w) > _STEM else w[:4] for w in held if len(w) > 2)
