"""Who is told to stand where on which plan: positions with the plan that their words mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from trucewatch.checks.material import Material
from trucewatch.checks.plan_names import plan_names
from trucewatch.checks.report_sentences import sentence_at
from trucewatch.registers.states import find_state
from trucewatch.standing.cell import long_date
from trucewatch.standing.names import Names, name_key
from trucewatch.standing.positions import position_day
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.kinds import Position, TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.statement import Statement

YES = frozenset({"accept", "endorse", "adopt"})
FOR = YES | {"welcome"}
NO = frozenset({"reject"})
AGAINST = NO | {"criticise"}
FAR = 10**6
_ONE_TIME = 14  # days that a report without further dates may look back on
_LONGEST = 240  # characters of a sentence that is shown whole
_BESIDE = 30  # characters on either side of a passage that belong to what it tells
_MANY = re.compile(
    r"(?:the |both |all |two )*(?:sides|parties|capitals|countries|governments|groups|mediators|ministers"
    r"|officials|others"
    r"|people|both)",
    re.IGNORECASE,
)
_MADE_UP = re.compile(r"\(.*\)")
_OFFICE = r"(?:envoy|spokes\w+|minister|negotiator|adviser|aide|ambassador|delegate|representative|secretary)"
_OWNER = re.compile(rf"\b(?P<owner>[A-Z][\w-]+)[’']s? (?:[\w-]+ ){{0,4}}{_OFFICE}\b")
_CLAUSE_END = re.compile(r"[;:]|, (?:but|while|which|who|whose)\b")
_NAME = r"(?:the )?((?:[A-Z][\w’'-]*)(?: [A-Z][\w’'-]*){0,3})"
_WHOSE = re.compile(r"whose (.+)")
_BEFORE_WHOSE = re.compile(rf"{_NAME},? $")
_BODY_OF = re.compile(rf" of {_NAME}")
_CHANGE = re.compile(
    r"\b(?:initially|at first|earlier|previous(?:ly)?|originally|formerly|eventually|finally|revers\w+|chang\w+"
    r"|no longer|withdr\w+|reconsider\w*|relent\w*|after all|in the end"
    r"|(?:first|later|then|once|since) (?:been )?(?:accept|reject|agree|refus|turn|back|endors|welcom|oppos)\w*)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?<!has )(?<!have )\bsigned (?:it|the)\b")  # an act of a day; without one it may lie far back
_PARTLY = re.compile(
    r"\b(?:parts?|clauses?|articles?|paragraphs?|provisions?|elements?|point \w+|\w+ point|demand|call|idea of|"
    r"in principle|amendments?|changes?|version)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ToldStance:
    """One position with what it is about.

    Attributes:
        statement: the position.
        side: who holds it, as named; of a person in an office, whom the report says the office is of.
        plan: what tells one plan from others: process or report, and the words of its name.
        speaker: who says so for the side; None: the report.
        day: the day it speaks for, by its own date or the publication.
        dated: the report itself gives the day.
        sentence: the sentence that it stands in.
    """

    statement: Statement[Position]
    side: str
    plan: tuple[str, frozenset[str]]
    speaker: str | None
    day: date | None
    dated: bool
    sentence: Passage

    @property
    def stance(self) -> str:
        """One of the closed list of stances."""
        return self.statement.content.stance

    @property
    def passage(self) -> Passage:
        """The words of it."""
        return self.statement.content.evidence[0]

    @property
    def place(self) -> Place:
        """Where it stands: its sentence, of a very long one its own words."""
        whole = len(self.sentence.text) <= _LONGEST
        return Place(self.statement.report_id, self.sentence if whole else self.passage)

    @property
    def around(self) -> str:
        """Its words with those right beside them in the sentence."""
        start = max(0, self.passage.start - self.sentence.start - _BESIDE)
        return self.sentence.text[start : self.passage.end - self.sentence.start + _BESIDE]

    @property
    def told(self) -> str:
        """Its words, who says so and when, for a sentence."""
        by = f", by {self.speaker}" if self.speaker else ""
        words = self.place.passage.text if self.place.passage else ""
        return f"“{words.rstrip('.')}”{by}{f', {long_date(self.day)}' if self.day else ''}"


def divided_sides(material: Material) -> Mapping[tuple[str, tuple[str, frozenset[str]]], list[ToldStance]]:
    """Stances by side and plan, of the sides that are told to be for and against something."""
    held: defaultdict[tuple[str, str], list[tuple[Statement[Position], str]]] = defaultdict(list)
    names = Names(material.view)
    for report_id, positions in material.by_report(Position).items():
        sided = [
            (p, _side_of(material, p))
            for p in positions
            if p.content.evidence and p.content.stance in FOR | AGAINST and not _stands_for_many(p.content)
        ]
        fullest = _fullest({side for _, side in sided})
        for position, side in sided:
            key = names.key(report_id, fullest[side])
            held[material.voices.process(report_id), key].append((position, side))
    grouped: defaultdict[tuple[str, tuple[str, frozenset[str]]], list[ToldStance]] = defaultdict(list)
    for (_, key), statements in sorted(held.items()):
        stances = {s.content.stance for s, _ in statements}
        if stances & FOR and stances & AGAINST:
            for statement, side in statements:
                if told := _told(material, statement, side):
                    grouped[key, told.plan].append(told)
    return grouped


def _fullest(sides: set[str]) -> dict[str, str]:
    """For each name of a side in a report the one fuller name that ends in the same words, else itself."""
    fullest = {}
    for side in sides:
        fuller = [s for s in sides if s != side and s.endswith((f" {side}", f" {side.removeprefix('the ')}"))]
        fullest[side] = fuller[0] if len(fuller) == 1 else side
    return fullest


def days_apart(one: ToldStance, other: ToldStance) -> int:
    """Days between two stances, very many where a day is not known.

    Within one report a stance without a day of its own is of the time that the report tells of, up to two weeks back.
    """
    if one.statement.report_id == other.statement.report_id and not (one.dated and other.dated):
        dated = next((s.day for s in (one, other) if s.dated), None)
        published = one.statement.published
        days = abs((published - dated).days) if dated and published else 0
        return days if days > _ONE_TIME else 0
    return abs((one.day - other.day).days) if one.day and other.day else FAR


def tells_of_a_change(one: ToldStance, other: ToldStance) -> bool:
    """Do the sentences tell of a change of mind, or of a part of the plan only?"""
    if one.sentence == other.sentence and one.statement.report_id == other.statement.report_id:
        return True
    if any(_SIGNED.search(s.passage.text) and not s.dated for s in (one, other)):
        return True
    return any(_CHANGE.search(s.around) or _PARTLY.search(s.around) for s in (one, other))


def opposed(held: list[ToldStance]) -> Iterator[tuple[ToldStance, ToldStance]]:
    """Pairs of stances, one for and one against, nearest in time first, then the plainest, then the newest."""
    pairs = product([s for s in held if s.stance in FOR], [s for s in held if s.stance in AGAINST])

    def rank(pair: tuple[ToldStance, ToldStance]) -> tuple[int, bool, bool, int, str]:
        newest = max((s.day or date.min).toordinal() for s in pair)
        return (
            days_apart(*pair),
            pair[0].stance not in YES,
            pair[1].stance not in NO,
            -newest,
            pair[0].statement.id + pair[1].statement.id,
        )

    yield from sorted(pairs, key=rank)


def same_speaker(one: ToldStance, other: ToldStance) -> bool:
    """Do no two named persons speak for the side? A name may be given in full at one place and in part at the other."""
    a, b = content_words(one.speaker), content_words(other.speaker)
    if not a or not b or a <= b or b <= a:
        return True
    side = content_words(one.side) | content_words(other.side)
    return a <= side or b <= side


def _told(material: Material, statement: Statement[Position], side: str) -> ToldStance | None:
    content = statement.content
    text = material.view.report(statement.report_id).text
    plan = plan_names(text).meant(content.evidence, content.proposal_mention or content.proposal)
    if plan is None:
        return None
    sentence = sentence_at(text, content.evidence[0].start)
    day = day_of(content.date) or _day_beside(material, statement.report_id, content.evidence[0], sentence)
    return ToldStance(
        statement,
        side,
        (material.voices.process(statement.report_id) if plan else statement.report_id, plan),
        content.speaker or material.voices.speaker(statement.report_id, content.evidence),
        day or position_day(statement),
        day is not None,
        sentence,
    )


def _day_beside(material: Material, report_id: str, words: Passage, sentence: Passage) -> date | None:
    """The one day that stands with a stance in its clause; None where there is none, or several."""
    text = material.view.report(report_id).text
    clause = _CLAUSE_END.split(text[words.end : sentence.end])[0]
    end = words.end + len(clause)
    start = words.start - len(_CLAUSE_END.split(text[sentence.start : words.start])[-1])
    times = (t.content for t in material.by_report(TimeExpression)[report_id] if start <= t.start < end)
    days = {day_of(t.value) for t in times if t.type == "date"}
    return days.pop() if len(days) == 1 else None


def _stands_for_many(content: Position) -> bool:
    """A holder that is read out of a plural ("the parties (A)"), or that is no name ("both sides")."""
    return bool(_MADE_UP.search(content.actor_mention or "")) or _MANY.fullmatch(content.actor) is not None


def _side_of(material: Material, statement: Statement[Position]) -> str:
    """The holder, or whom the words at its mention say it is of: "Orsa's envoy X", "the council of Y"."""
    content = statement.content
    mention = content.actor_mention or ""
    text = material.view.report(statement.report_id).text
    passage = content.evidence[0]
    at = text.find(mention, passage.start, passage.end) if mention else -1
    if at >= 0 and (whose := _WHOSE.match(mention)) is not None:
        before = _BEFORE_WHOSE.search(text[max(0, at - 80) : at])
        return f"{before[1]} {whose[1]}" if before else content.actor
    if at >= 0 and len(content_words(mention)) == 1 and (of := _BODY_OF.match(text, at + len(mention))) is not None:
        return f"{mention} of {of[1]}"
    m = _OWNER.search(mention)
    if m is None or name_key(m["owner"]) == name_key(content.actor):
        return content.actor
    owner = m["owner"]
    office = re.search(
        rf"(?<!\w)([\w.]+) (?:President|Prime Minister|Chancellor|King|Emir) (?:[\w-]+ )?{owner}\b", text
    )
    return office[1] if office and find_state(office[1]) else owner
