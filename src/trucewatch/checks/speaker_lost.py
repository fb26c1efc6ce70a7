"""A charge that one passage ascribes to a speaker and another tells as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trucewatch.checks.claim_words import claim_roots
from trucewatch.checks.headline_names import SIDES
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentence_at, sentences_of
from trucewatch.checks.report_words import report_and_day
from trucewatch.checks.told_again import Claim, TellingsAgain, claimed_in, told_roots
from trucewatch.checks.unnamed_sources import is_unnamed
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Figure, Quote, Violation
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

_DAYS = 45
_WITHOUT_SIDE = 5  # words by which a charge is known again that names no side
_DEPLORED = re.compile(r"\b(?:condemn|deplor|denounc|criticis|criticiz|regret|react)", re.IGNORECASE)
_DISPUTED_BY = 4  # words by which a disputed claim is known again
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ial)|reject(?:s|ed)|untrue|a lie|lies|disput(?:es|ed)|dismiss(?:es|ed)|contradict\w*|"
    r"did not|had not|has not|no such|invented|(?:says|said) (?:it|they|he|she) [^.]{2,40}? (?:no|none|not))"
)
_CHARGED = re.compile(
    r"^.*?\b(?:responsible for|accus\w+ .{2,60}? of|blam\w+ .{2,60}? for|charg\w+ that|alleg\w+ that|"
    r"[Aa]ccording to [^,]{3,60},)\s+"
)
_TOLLS = frozenset(("killed", "wounded", "displaced"))
_FATES = frozenset(r for w in ("killed dead wounded injured hurt displaced fell fled lost",) for r in claim_roots(w))
_TOLD_BY = 4  # words of a toll's sentence by which it is known again
_NEUTRAL = re.compile(
    r"\b(?:UN|U\.N\.|United Nations|WHO|World|hospital|health|doctors?|nurses?|monitors?|observers?|mission|cross|"
    r"crescent|courts?|police|committee|commission|office|agency|figures|witness\w*|residents?|villagers?|"
    r"relatives)\b",
    re.IGNORECASE,
)
_RUN_BY = re.compile(
    r"-(?:run|held|controlled|appointed)\b|\b(?:run|held|controlled) by\b|"
    r"\bwhich the [\w’'-]+ runs?\b"
)
_BY_WHOM = re.compile(r"^According to [^,]{3,80},(?: (?:which|who|whose) [^,]{3,60},)?\s")
_NO_SPEAKER = re.compile(
    r"\b(?:proposal|plan|draft|document|text|letter|study|agreement|accord|idea|"
    r"option)s?$",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:said|says|told|according to|account|by \w+['’]s? (?:own )?(?:account|count)|put|puts|own)\b"
)


class SpeakerLost:
    """What a named speaker charges a side with, told later without anybody who says so.

    Only of charges (violations that are alleged), for everything else news is told without its source every day.
    Silent where the later passage leaves it open, where somebody confirms it in between, where the later report is the
    speaker's own, and where that report ascribes the charge as well.
    """

    code = "speaker-lost"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        claims = list(_claims(material))
        if not claims:
            return
        tellings = TellingsAgain(material, claims)
        told: set[tuple[str, int]] = set()
        for claim in sorted(claims, key=lambda c: (c.day, c.report.id, c.passage)):
            again = list(tellings.later(claim, _DAYS))
            ascribed = {r.id for r, s in again if not tellings.is_plain(claim, r, s)} - {claim.report.id}
            for report, sentence in again:
                is_open = not tellings.is_plain(claim, report, sentence) or report.id in ascribed
                if is_open or (report.id, sentence.start) in told or tellings.speaks_itself(report, claim.speaker):
                    continue
                told.add((report.id, sentence.start))
                yield self._finding(claim, report, sentence)
                break

    def _finding(self, claim: Claim, report: Report, sentence: Passage) -> Finding:
        where = "the same report" if report.id == claim.report.id else report_and_day(report)
        told = (
            f"“{claim.passage.text}”, says {claim.speaker} in {report_and_day(claim.report)}; {where} tells it without "
            f"a source: “{sentence.text}”."
        )
        repairs = (
            f"“according to {claim.speaker}” belongs to the second passage",
            "the second passage rests on something that it does not name",
            "the two are of different matters",
        )
        places = (Place(claim.report.id, claim.passage), Place(report.id, sentence))
        return Finding(self.code, self.severity, told, places, repairs, (claim.statement,) if claim.statement else ())


def _claims(material: Material) -> Iterator[Claim]:
    yield from _charges(material)
    yield from _disputed(material)
    yield from _tolls(material)


def _charges(material: Material) -> Iterator[Claim]:
    for statement in material.of(Violation):
        content = statement.content
        report = material.view.report(statement.report_id)
        if content.status == "denied" or not content.alleged_by or not content.evidence:
            continue
        if is_unnamed(content.alleged_by):
            continue  # `AnonymousSourceHardened` tells of it
        passage = claimed_in(report.text, content.evidence)
        if content.status == "confirmed" and not _CHARGED.search(passage.text):
            continue
        against = told_roots(content.against or "") & told_roots(passage.text)
        deed = _quoted_roots(material, statement, passage) - against - claim_roots(content.alleged_by.lower())
        if against and deed:
            yield Claim(report, passage, against | deed, content.alleged_by, statement.id, (against, deed))
        elif deed and not _DEPLORED.search(sentence_at(report.text, passage.start).text):
            # Who is charged is not clear: more must be told again before it is the same charge.
            yield Claim(report, passage, deed, content.alleged_by, statement.id, (), _WITHOUT_SIDE)


def _disputed(material: Material) -> Iterator[Claim]:
    """What a named speaker says and the report has denied right behind it."""
    for statement in material.of(Quote):
        content = statement.content
        speaker = content.speaker or ""
        if (
            content.type != "indirect"
            or content.sealed
            or not speaker
            or _NO_SPEAKER.search(speaker)
            or is_unnamed(content.mention or "")
        ):
            continue
        text = material.view.report(statement.report_id).text
        behind = sentences_of(text)[number_at(text, statement.start) + 1 :][:1]
        if not behind or _DENIED.search(content.cue or ""):
            continue
        passage = claimed_in(text, content.content)
        if not _DENIED.search(behind[0].text) and not _answers(material, statement, passage, behind[0]):
            continue
        roots = told_roots(passage.text) - claim_roots(speaker.lower())
        yield Claim(material.view.report(statement.report_id), passage, roots, speaker, statement.id, (), _DISPUTED_BY)


def _answers(material: Material, statement: Statement[Quote], passage: Passage, behind: Passage) -> bool:
    """Has the report, right behind a claim, those of whom it is made say something of their own?"""
    of_whom = SIDES & claim_roots(passage.text.lower()) - claim_roots((statement.content.speaker or "").lower())
    return bool(of_whom) and any(
        claim_roots((s.content.speaker or "").lower()) & of_whom and behind.start <= s.start < behind.end
        for s in material.by_report(Quote)[statement.report_id]
    )


def _tolls(material: Material) -> Iterator[Claim]:
    """The dead and wounded that a party or an army counts, with all that its sentence says of them."""
    for statement in material.of(Figure):
        content = statement.content
        by = content.attributed_to or ""
        if content.what not in _TOLLS or content.number is None or not by:
            continue
        report = material.view.report(statement.report_id)
        sentence = sentence_at(report.text, statement.start)
        if _NEUTRAL.search(by) and not _RUN_BY.search(sentence.text):
            continue
        roots = told_roots(_SAYING.sub(" ", _BY_WHOM.sub("", sentence.text))) - claim_roots(by.lower())
        is_clear = content.status == "reported" and not is_unnamed(by) and len(roots) >= _TOLD_BY
        fates = roots & _FATES
        if is_clear and fates and f"#{content.number:g}" in roots:
            yield Claim(report, sentence, roots, by, statement.id, (fates,))


def _quoted_roots(material: Material, statement: Statement[Violation], passage: Passage) -> frozenset[str]:
    """The words of what is ascribed, where a quotation tells them apart from those of saying."""
    quotes = material.by_report(Quote)[statement.report_id]
    inside = [p for s in quotes for p in s.content.content if passage.covers(p)]
    return told_roots(" ".join(p.text for p in inside) if inside else _CHARGED.sub("", passage.text, count=1))
