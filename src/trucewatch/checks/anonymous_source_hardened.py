"""What a source who is not named says, told later as a fact or as a named person's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.checks.report_words import report_and_day
from trucewatch.checks.told_again import Claim, TellingsAgain, told_roots
from trucewatch.checks.unnamed_sources import is_some_role, is_unnamed, sentences_of_unnamed
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

_DAYS = 90
_SAID_THAT = re.compile(
    r"\b(?:said|says|told [^,.]{2,40}? that|added|claimed|confided|disclosed|revealed|according to [^,]{3,80},|"
    r"learn(?:ed|t) from [^,]{3,60}? that|believe)"
    r"(?: that)?\s+(?=[^\W\d_])"
)
_CONDITION = re.compile(
    r",\s+(?:asking|speaking|talking|who|on condition|declining|insisting|on the condition)\b[^,]*\.?$"
)
_NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+ [A-Z][a-z]+|\b(?:Mr|Mrs|Ms|Dr)\b|^[A-Z][a-z]+$")
_FEWEST = 3  # words of a claim below which it is too short to be known again
_AHEAD = re.compile(r"\b(?:would|will|shall|plan(?:s|ned)? to|going to|intend\w* to)\b")
_RELATIVE = re.compile(r",\s+(?:which|who|whose)\s+[^,]{3,80},")
_SAID_BEHIND = re.compile(r"(?:,[”\"’']?|[”\"’'],?)\s+(?:said|says|according to|told|confided)\b(?! that)")


class AnonymousSourceHardened:
    """What only an unnamed source says in one report, and a later passage has as a fact or from a named source.

    Silent where the later passage keeps it open or gives it to an unnamed source again, and where somebody confirms it
    in between.
    """

    code = "anonymous-source-hardened"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        claims = [claim for report in material.reports for claim in _claims(material, report)]
        if not claims:
            return
        tellings = TellingsAgain(material, claims)
        told: set[tuple[str, int]] = set()
        for claim in sorted(claims, key=lambda c: (c.day, c.report.id, c.passage)):
            for report, sentence in tellings.later(claim, _DAYS):
                if is_unnamed(sentence.text) or _has_come(claim, sentence) or (report.id, sentence.start) in told:
                    continue
                named = _named_source(tellings, claim, report, sentence)
                if named is None and (sentence.text[0] in '“"' or not tellings.is_plain(claim, report, sentence)):
                    continue
                if report.id == claim.report.id and named is not None:
                    continue
                told.add((report.id, sentence.start))
                yield self._finding(claim, report, sentence, named)
                break

    def _finding(self, claim: Claim, report: Report, sentence: Passage, named: Statement[Quote] | None) -> Finding:
        where = "the same report" if report.id == claim.report.id else report_and_day(report)
        how = f"gives it to {named.content.speaker}" if named else "tells it as a fact"
        told = (
            f"“{claim.passage.text}”, an unnamed source says in {report_and_day(claim.report)}; {where} {how}: "
            f"“{sentence.text}”."
        )
        repairs = (
            "the later passage rests on the unnamed source alone",
            "the later passage has a source of its own"
            if named is None
            else f"{named.content.speaker} says it as well",
            "the two are of different matters",
        )
        places = (Place(claim.report.id, claim.passage), Place(report.id, sentence))
        ids = tuple(i for i in (claim.statement, named.id if named else None) if i)
        return Finding(self.code, self.severity, told, places, repairs, ids)


def _has_come(claim: Claim, sentence: Passage) -> bool:
    """Is what the source sees ahead told as past? What comes as announced is no longer the source's word."""
    return _AHEAD.search(claim.passage.text) is not None and _AHEAD.search(sentence.text) is None


def _named_source(tellings: TellingsAgain, claim: Claim, report: Report, sentence: Passage) -> Statement[Quote] | None:
    """The quotation in a sentence by which a speaker with a name says the same."""
    for statement in tellings.quotes_at(report, sentence):
        speaker = statement.content.speaker or ""
        is_named = any(word[:1].isupper() for word in speaker.split()) and not statement.content.sealed
        words = " ".join(p.text for p in statement.content.content)
        if is_named and tellings.tells(claim, words) and not is_unnamed(speaker):
            return statement
    return None


def _claims(material: Material, report: Report) -> Iterator[Claim]:
    text = report.text
    numbers = set(sentences_of_unnamed(text))
    numbers |= {
        number_at(text, s.start)
        for s in material.by_report(Quote)[report.id]
        if s.content.content and (s.content.sealed or _is_some_role(s.content.mention or ""))
    }
    for number in sorted(numbers):
        sentence = sentences_of(text)[number]
        held = _said_in(material, report, sentence)
        if held is None:
            continue
        passage, statement = held
        roots = told_roots(_RELATIVE.sub("", passage.text))
        if len(roots) >= 3:
            yield Claim(report, passage, roots, "an unnamed source", statement)


def _is_some_role(mention: str) -> bool:
    return is_some_role(mention) and not _NAME.search(mention)


def _said_in(material: Material, report: Report, sentence: Passage) -> tuple[Passage, str | None] | None:
    """What the unnamed source of a sentence says, with the id of its quotation; None where that is not clear."""
    for statement in material.by_report(Quote)[report.id]:
        content = statement.content
        mention = content.mention or ""
        without_name = content.sealed or is_unnamed(mention) or not _NAME.search(mention)
        inside = [p for p in content.content if p.overlaps(sentence)]
        if inside and without_name and len(inside[0].text.split()) > _FEWEST:
            return inside[0], statement.id
    if not is_unnamed(sentence.text):
        return None
    behind = _SAID_BEHIND.search(sentence.text)
    if behind is not None and not is_unnamed(sentence.text[: behind.start()]):
        is_long = len(sentence.text[: behind.start()].split()) > _FEWEST
        return (Passage.of(report.text, sentence.start, sentence.start + behind.start()), None) if is_long else None
    if (m := _SAID_THAT.search(sentence.text)) is not None:
        condition = _CONDITION.search(sentence.text, m.end())
        end = condition.start() if condition else len(sentence.text.rstrip(".!"))
        if end > m.end():
            return Passage.of(report.text, sentence.start + m.end(), sentence.start + end), None
    return None
