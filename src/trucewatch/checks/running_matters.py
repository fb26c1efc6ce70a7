"""Matters that a report tells of as going on and a later one takes up again: a withdrawal, an exchange, a clearance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trucewatch.checks.later_word import LaterWord, has_any, stems_of
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import sentences_of, sentences_with
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_MOST = 40  # later reports that are looked through
_LEAST = 4  # reports that must come after one for a silence to begin
_SHARED = 2  # words that two sentences on one matter share
_GOES_ON = re.compile(
    r"\b(?:beg[au]n|begins|start(?:s|ed)|under ?way|in progress|go(?:es)? on|went on|continu(?:es|ed|ing)|(?:is|are|was"
    r"|were) being|so far|by now|step by step|half ?way|gradual\w*|first (?:batch|group|company|convoy|column|train|day"
    r"|stage|witness|ship|part|hundred|dozen)|(?:another|\d+) more|to take until|(?:is|are) to (?:go|sit|meet|inspect"
    r"|run|be \w+ed)|proceed\w*|advanc\w+|daily|weekly|monthly|(?:a|each|every|per) (?:day|morning|evening"
    r"|night|week|fortnight|month|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))\b",
    re.IGNORECASE,
)
# a quick first look for these, in lower case
_SIGN = re.compile(
    r"beg[aiu]n|start(?:s|ed)|under ?way|in progress|goe?s? on|went on|continu|being|so far|by now|step by step"
    r"|half ?way|gradual|first|another|more|take until| to (?:go|sit|meet|inspect|run|be)|proceed|advanc"
    r"|daily|weekly|monthly|(?:a|each|every|per) (?:day|mor|eve|nig|wee|for|mon|tue|wed|thu|fri|sat|sun)"
)
_SIGN_BEGINS = (
    *(
        "beg",
        "start",
        "under",
        "in progress",
        "goe",
        "gos on",
        "go on",
        "went on",
        "continu",
        "being",
        "so far",
        "by now",
    ),
    *("step by step", "half", "gradual", "first", "another", "more", "take until", " to go", " to sit", " to meet"),
    *(" to inspect", " to run", " to be", "proceed", "advanc", "daily", "weekly", "monthly", "each ", "every ", "per "),
    *(f"a {time}" for time in "day mor eve nig wee for mon tue wed thu fri sat sun".split()),
)
# what is done over weeks, mostly because it was agreed
_LASTING = re.compile(
    r"\b(withdr|pull(?:ing|ed)?[ -]?(?:out|back)|redeploy|deploy|exchang|releas|return|repatriat|resettl|evacuat"
    r"|hand(?:s|ing|ed)?[ -]?(?:over|in)|clearance|clearing|cleared|demin|dismantl|remov|disarm|demobili|canton"
    r"|decommission|inspect|verif|patrol|lift|let through|airlift|convoy|deliver|bodies|remains|exhum|inquiry"
    r"|investigat|hearing|regist|census|rebuil|repair|reconstruct|reopening|destr(?:oy|uct)|count(?:ing)?\b|payment"
    r"|payout|compensat|screening|vaccinat|training|transfer|relocat|mapping|marking|fencing|searches|search for)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:daily|weekly|each|every)\b", re.IGNORECASE)
_OVER = re.compile(
    r"\b(?:ended|ends|(?:is|are|was|were) (?:now )?over|complet\w+|conclud\w+|finish\w+|closed|last|final\w*|done with"
    r"|no longer|stopped|halted|broke off|called off|cancelled|suspended|abandoned|fully|wound up"
    r"|all (?:\w+ ){1,4}(?:have|has|had|were|was|are))\b",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(r"\b(?:would|could|should|might|may|if|unless|not|never|demand\w*|urg\w+|call\w* (?:on|for))\b")
_PLAIN = re.compile(r"(?<![^\W_])[a-z]{3,}")
_TELLERS = stems_of(
    "monitors officials official spokesman spokeswoman ministry minister army government mission commission reporters"
    " agency according told announced president leader leaders people forces troops force side sides day under along"
    " agreement accord deal pact protocol truce ceasefire peace plan talks more another home far now still goes went"
    " about near through round today yesterday tuesday number least than some many most while where what agreed joint"
)


@dataclass(frozen=True)
class RunningMatter:
    """Something that goes on, told in two reports of one process at least.

    Attributes:
        first, last: the sentences that tell it first and last.
        report: the report of the first.
        last_report: the report of the last.
        since: the reports of the process after that one, oldest first; none has a word that the two sentences share.
    """

    first: Passage
    last: Passage
    report: Report
    last_report: Report
    since: tuple[Report, ...]


def running_matters(material: Material, later: LaterWord) -> Iterator[RunningMatter]:
    """Matters told as going on, each kind of deed once in a process, on which the last reports are silent."""
    seen: set[tuple[str, str]] = set()
    for report in material.reports:
        process = later.process(report.id)
        held = later.until(process) if process else []
        if len(held) > _LEAST and report.id not in {one.id for one in held[-_LEAST:]}:
            for sentence, deed in _told(report.text):
                if (process, deed) not in seen:
                    seen.add((process, deed))
                    if found := _followed(held, report, sentence):
                        yield found


@lru_cache(maxsize=4096)
def _told(text: str) -> tuple[tuple[Passage, str], ...]:
    """The sentences that tell of something going on, with the deed."""
    found: list[tuple[Passage, str]] = []
    for sentence in sentences_with(text, _SIGN, _SIGN_BEGINS):
        if not _GOES_ON.search(sentence.text) or _NOT_TOLD.search(sentence.text):
            continue
        if deed := _LASTING.search(sentence.text):
            found.append((sentence, deed[1].lower()))
        elif _EVERY.search(sentence.text):
            found.append((sentence, sentence.text))
    return tuple(found)


def _followed(held: list[Report], report: Report, sentence: Passage) -> RunningMatter | None:
    """The matter of a sentence with the last sentence on it; None where no other has it, or where it is over."""
    number = next(n for n, one in enumerate(held) if one.id == report.id)
    own = stems_of(" ".join(_PLAIN.findall(sentence.text))) - _TELLERS
    named = stems_of(sentence.text) - _TELLERS
    shared: frozenset[str] = frozenset()
    last: tuple[int, Passage] | None = None
    if len(own) < _SHARED or _OVER.search(sentence.text):
        return None
    for place in range(number + 1, min(len(held), number + _MOST)):
        for one in sentences_of(held[place].text):
            both = own & stems_of(one.text)
            if both and (len(both) >= _SHARED or len(named & stems_of(one.text)) >= _SHARED):
                if _OVER.search(one.text):
                    return None
                shared, last = shared | both, (place, one)
    if last is None or any(has_any(one.text, shared) for one in held[last[0] + 1 :]):
        return None
    return RunningMatter(sentence, last[1], report, held[last[0]], tuple(held[last[0] + 1 :]))
