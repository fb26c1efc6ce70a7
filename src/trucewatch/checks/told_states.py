"""Which state the words of a report give a phase or a truce, each with its place: "the pause lapsed on Sunday"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from trucewatch.checks.material import Material
from trucewatch.checks.plan_names import truce_names
from trucewatch.checks.report_sentences import process_of, sentence_at, words_of
from trucewatch.checks.report_words import report_and_day
from trucewatch.standing.wording import content_words, phase_ordinal
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

PHASE = "phase "
"""What the words that tell a phase from others begin with; those of a truce do not."""
ToldState = Literal["completed", "expired", "in_force", "extended"]

_NUMBER = "one|two|three|four|five|1|2|3|4|5|I|II|III|IV"
_PHASES = ("phase", "stage", "period")
_PHASE = re.compile(rf"\b(?:{'|'.join(_PHASES)})\b", re.IGNORECASE)
_PHASE_NUMBER = re.compile(rf" (?:{_NUMBER})\b", re.IGNORECASE)
_PHASE_NAME = re.compile(r"(?<![\w’'-])([\w’']+)[- ]$")
_NO_NAME = frozenset(
    "the this that a an next new each every any which same current short long early late no of in "
    "per whole entire reporting holiday test".split()
)
_COUNTS = frozenset("one two three four five six multi".split())
_STATES: dict[ToldState, re.Pattern[str]] = {
    "completed": re.compile(
        r"\b(?:(?:was|is|has been|had been|have been|were|now|already|duly|:) (?:(?!not|never|only|partly|nearly|almost"
        r"|half)\w+ )?(?:completed?|fulfilled|concluded|finished|accomplished|wrapped up|done\b(?! with| by| to))"
        r"|completed|(?:been |was )?(?:carried out|implemented|fulfilled|executed|honou?red|carried through|met"
        r"|observed)"
        r" (?:in full|to the (?:full|letter|last \w+)|in its entirety|completely|entirely)"
        r"|carried through|fully (?:implemented|carried out|executed|fulfilled|complied with)"
        r"|served its (?:full )?purpose"
        r"|(?:brought|come|came) to (?:a (?:close|successful \w+)|(?:successful )?completion)|(?:been"
        r"|was) seen through)\b",
        re.IGNORECASE,
    ),
    "expired": re.compile(
        r"\b(?:expired|lapsed|ran out|(?:has|had) run (?:out|down)|allowed to (?:run out|lapse|expire)|elapsed"
        r"|timed out"
        r"|ran its course|ended(?! (?:the|a|an|\w+ (?:years|months|weeks|days))\b)|came to an end|(?:has"
        r"|had) come to an end|fell by the wayside|broke down|collapsed"
        r"|(?:was|has been|had been) terminated|terminated|went out of force|died|(?:is|was|now|being)? ?over since"
        r"|(?:is|was|are) (?:now )?(?:over|dead|void|out of force)|(?:has|had) been (?:void|dead|over|out of force)"
        r"|no longer (?:in (?:force|effect|place)|holds|valid|exists|binding|binds|operative|applies|stands|observed"
        r"|being observed|alive)|ceased to (?:apply|exist|hold|bind|be (?:in force|valid|observed))"
        r"|had its last day)\b",
        re.IGNORECASE,
    ),
    "in_force": re.compile(
        r"\b(?:(?:is|are|remains?|stays?|continues to be)(?: \w+ly| still| very much)? (?:in force|in effect|in place"
        r"|valid|operative|binding|alive|intact|in being|standing|effective|in operation)"
        r"|still (?:holds|applies|in force|in effect|in place|stands|standing|alive|binds|binding|valid|observed|runs)"
        r"|(?:is|are) (?:still )?(?:holding|being (?:kept up|observed|respected|honou?red|kept))"
        r"|(?:continues to )?holds?"
        r"|(?:has|have) (?:still |so far )?held|runs (?:on )?until|applies until"
        r"|continues (?:in (?:force|effect)|to (?:apply|bind|stand|be (?:observed|honou?red|respected|in force)))"
        r"|(?:is|are)(?: now)? in (?:its|their) [\w-]+ (?:day|week|month)|has not (?:expired|lapsed|ended)"
        r"|continues(?=\s*$)|stands(?=\s*$))\b",
        re.IGNORECASE,
    ),
    "extended": re.compile(r"\b(?:extended|renewed|prolonged|new truce|fresh truce)\b", re.IGNORECASE),
}
_ANY = frozenset(
    "completed complete fulfilled concluded finished implemented expired lapsed ran run elapsed ended over end longer "
    "ceased extended renewed prolonged carried executed done accomplished wrapped purpose timed course void dead "
    "terminated died collapsed broke wayside out completion expiry fulfilment exists".split()
)
_OPEN_END = re.compile(
    r"\b(?:not|never|nor|yet|will|would|if|unless|once|when|whether|(?-i:may)|might|could|should|shall|must"
    r"|before|expected|due"
    r"|to be|partly|partially|half|nearly|almost|set to|fears?|hopes?|until|after|by the time|says? it)\b|n['’]t\b",
    re.IGNORECASE,
)
_HANGS = re.compile(
    r"\b(?:if|unless|once|when|whether|until|after|before|provided|as soon as|verif\w+|fears?|hopes?|not|deny|denied"
    r"|denies)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[.;:!?\n]|, (?!which|that|though|formally|officially)|\b(?:but|while|whereas|and (?:the|a|its|his))\b"
)
_ASIDE = re.compile(
    r", [^,.;:]{3,50}\b(?:said|says|told|reports?|reported|notes?|noted|announced|confirmed|writes|wrote|adds|added)\b"
    r"[^,.;:]{0,40},"
)
_LONG = 100  # characters of the stretch behind a name that are looked at, asides blanked
_BEFORE: dict[ToldState, re.Pattern[str]] = {
    "completed": re.compile(
        r"\b(?:completion|fulfilment|full implementation|successful (?:end|conclusion)) of (?:the )?$"
        r"|\b(?:have |has )?(?:completed|fulfilled|carried out|finished"
        r"|wrapped up) (?:all (?:\w+ ){0,2}of )?(?:the )?$",
        re.IGNORECASE,
    ),
    "expired": re.compile(
        r"\b(?:expiry|expiration|lapse|lapsing|end|ending|demise) of (?:the )?$|\blet (?:the )?$", re.IGNORECASE
    ),
}
_FACT = re.compile(
    r"\b(?:certif\w+|announced|confirmed|congratulat\w+|celebrat\w+|hailed|marked|declared|reported|left|since|is|was"
    r"|has|have|are)\b",
    re.IGNORECASE,
)
_CERTIFIED = re.compile(r"\bnot (?:renewed|prolonged|extended)\b")
_PART_OF = re.compile(r"\b(?:phase|stage|part|end|expiry|violations?)(?: \w+)? (?:of|to) $", re.IGNORECASE)
_OF_WHAT = re.compile(
    r" (?:(?:of|from|with|for) ((?:the |last |this )?[\w’-]+)|(?:(?:that|which) was |signed |agreed "
    r"|reached )((?:[\w’-]+ ?){1,4}))"
)
_CURRENT = re.compile(r"\bcurrent\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.;:,!?\n]")
_REACH = 70  # characters from the name of what is in a state to the words of the state


@dataclass(frozen=True)
class StateTold:
    """One state as the words have it.

    Attributes:
        of: what tells one phase or truce of the text from another.
        name: the words that name it.
        state: which state.
        words: the words of the state; `sentence` the sentence of both.
    """

    of: frozenset[str]
    name: str
    state: ToldState
    words: str
    sentence: Passage


@dataclass(frozen=True)
class StateOf:
    """One state with the report that tells it."""

    report: Report
    told: StateTold

    @property
    def place(self) -> Place:
        """The sentence of it."""
        return Place(self.report.id, self.told.sentence)

    @property
    def words(self) -> str:
        """The sentence in quotation marks, with the report and its day where there is one."""
        return f"“{self.told.sentence.text.rstrip('.')}”, {report_and_day(self.report)}"


def states_across(material: Material) -> dict[tuple[str, frozenset[str]], list[StateOf]]:
    """The states that reports tell of one phase or truce of a process, by process and what tells it from others."""
    held: dict[tuple[str, frozenset[str]], list[StateOf]] = {}
    for report in material.reports:
        for told in states_told(report.text):
            held.setdefault((process_of(report), told.of), []).append(StateOf(report, told))
    return held


def days_between(one: StateOf, other: StateOf) -> int:
    """Days between the publication of two reports; none within one report, very many where a day is not known."""
    if one.report.id == other.report.id:
        return 0
    first, second = one.report.published, other.report.published
    return abs((first - second).days) if first and second else 10**6


@lru_cache(maxsize=4096)
def states_told(text: str, *, running: bool = False) -> tuple[StateTold, ...]:
    """The states that the words of a text give phases and truces, in order.

    What is denied, ahead, conditional or only partly so is left out.

    Args:
        text: the text of a report.
        running: also look at a text that tells of nothing over, complete or prolonged.
    """
    if not running and words_of(text).isdisjoint(_ANY):
        return ()
    found = [*_of_phases(text), *_of_truces(text)]
    return tuple(sorted(found, key=lambda told: (told.sentence.start, told.state)))


@lru_cache(maxsize=4096)
def phases_named(text: str) -> tuple[tuple[Passage, str], ...]:
    """The phases that a text names, in order, each with its key: "the second stage", "phase two", "the port phase"."""
    found = []
    for m in () if words_of(text).isdisjoint(_PHASES) else _PHASE.finditer(text):
        number = _PHASE_NUMBER.match(text, m.end()) if m[0].lower() != "period" else None
        name = None if number else _PHASE_NAME.search(text[max(0, m.start() - 40) : m.start()])
        start = m.start() - len(name[0]) if name else m.start()
        end = number.end() if number else m.end()
        if (key := _phase_key(text[start:end], name[1].lower() if name else "")) is not None:
            found.append((Passage.of(text, start, end), key))
    return tuple(found)


def _phase_key(words: str, name: str) -> str | None:
    """What tells a phase from others: its number, else its name; None where it has neither ("this phase")."""
    if name in _COUNTS or name.isdigit():
        return None
    ordinal = phase_ordinal(words) or {"opening": 1, "initial": 1}.get(name)
    return f"{PHASE}{ordinal or name}" if ordinal is not None or (name and name not in _NO_NAME) else None


def _of_phases(text: str) -> Iterator[StateTold]:
    for passage, key in phases_named(text):
        yield from _after(text, passage.start, passage.end, frozenset({key}))


def _of_truces(text: str) -> Iterator[StateTold]:
    names = truce_names(text)
    for named in names.named:
        of = names.at(named)
        if (
            of
            and not _PHASE.match(text, min(len(text), named.passage.end + 1))
            and not _PART_OF.search(text[max(0, named.passage.start - 40) : named.passage.start])
        ):
            if _CURRENT.search(named.passage.text):
                sentence = sentence_at(text, named.passage.start)
                yield StateTold(of, named.passage.text, "in_force", named.passage.text, sentence)
            behind = _OF_WHAT.match(text, named.passage.end)
            of |= content_words(behind[1] or behind[2]) if behind else frozenset()
            yield from _after(text, named.passage.start, named.passage.end, of)


def _clause_before(text: str, start: int) -> str:
    """The words between the start of the clause and a place in it."""
    before = text[max(0, start - _REACH) : start]
    return _CLAUSE_END.split(before)[-1]


def _after(text: str, start: int, end: int, of: frozenset[str]) -> Iterator[StateTold]:
    """States told right behind a name, before its clause ends; else in the nouns before it ("completion of X")."""
    sentence = sentence_at(text, start)
    stretch = _ASIDE.sub(lambda m: " " * len(m[0]), text[end : end + _REACH + 60])
    broken = _BREAK.search(stretch, 1)
    stretch = stretch[: min(broken.start() if broken else len(stretch), _LONG)]
    told = sorted(
        (m.start(), n, state, m[0]) for n, (state, p) in enumerate(_STATES.items()) if (m := p.search(stretch))
    )
    clause = _clause_before(text, start)
    if told and not _OPEN_END.search(stretch[: told[0][0]]) and not _HANGS.search(clause):
        yield StateTold(of, text[start:end], told[0][2], told[0][3], sentence)
        return
    for state, pattern in _BEFORE.items():
        noun = pattern.search(text[max(sentence.start, start - _REACH) : start])
        is_told = noun is not None and _FACT.search(sentence.text) is not None
        if noun is not None and is_told and not _OPEN_END.search(_CERTIFIED.sub("", sentence.text)):
            yield StateTold(of, text[start:end], state, noun[0], sentence)
            return
