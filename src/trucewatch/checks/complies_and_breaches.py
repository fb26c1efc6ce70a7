"""One side said to keep a duty, and told of doing what the duty forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from trucewatch.checks.kept_and_broken import kept_and_broken
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import process_of, reports_by_process, sentences_of, sentences_with
from trucewatch.checks.report_words import report_and_day
from trucewatch.checks.told_duties import opposed_duties
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import Agreement, Obligation, Violation
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_Kept = Literal["inside", "outside", "away", "through", "stopped", "pledge", "released", "open", "fire", "other"]
_DEEDS = {
    "laying": "laid", "holding": "held", "sending": "sent", "building": "built", "shooting": "shot", "taking": "took",
    "flying": "flew", "fly": "flew", "digging": "dug", "firing": "fired", "bringing": "brought",
}  # fmt: skip

_BOUND = re.compile(
    r"\b(?:as (?:it|they|he|she) (?:is|are|was|were|has|have|had)? ?(?:to\b|undert\w+|promised|agreed|pledged"
    r"|bound|obliged"
    r"|required|supposed)|as (?:agreed|promised|required|undertaken|pledged|stipulated|foreseen|bound)"
    r"|(?:in|into) (?:\w+ )?(?:keeping|line|accordance|compliance|conformity) with|under the (?:\w+ ){0,3}"
    r"(?:truce|ceasefire|agreement|accord|deal|pact))\b",
    re.IGNORECASE,
)
_THING = r"(?:all |both )?(?:of )?(?:its|their|the|his) (?P<what>[\w’' -]{3,40}?)"
_PATTERNS: dict[_Kept, re.Pattern[str]] = {
    "inside": re.compile(
        rf"\b(?:keep(?:s|ing)?|kept|hold(?:s|ing)?|held|stor(?:es|ed|ing)|leav(?:es|ing)|left) {_THING} "
        r"(?:in|inside|at|behind|within|under|on) (?:the |its |their )?(?P<where>[\w’' -]{3,40})",
        re.IGNORECASE,
    ),
    "outside": re.compile(
        r"\b(?:(?:keep(?:s|ing)?|kept|stay(?:s|ed|ing)?|remain(?:s|ed)?|is|are) (?:\w+ )?(?:out of|clear of"
        r"|away from|outside)"
        r"|(?:has|have) (?:fully |completely )?(?:left|withdrawn from|pulled out of|vacated))"
        r" (?:the |its |their )?(?P<where>[\w’' -]{3,40})",
        re.IGNORECASE,
    ),
    "away": re.compile(
        rf"\b(?:has|have) (?:\w+ly )?(?:withdrawn|removed|pulled|moved|taken|cleared) {_THING}(?: back"
        rf"| away)? (?:from|out of)"
        r" (?:the |its |their )?(?P<where>[\w’' -]{3,40})",
        re.IGNORECASE,
    ),
    "through": re.compile(
        r"\b(?:lets?|letting|allow(?:s|ed|ing)?|permit(?:s|ted|ting)?) (?:the |all )?(?P<where>[\w’' -]{3,40}?)"
        r" (?:through|into|across|to (?:pass|enter|cross))\b",
        re.IGNORECASE,
    ),
    "stopped": re.compile(
        r"\b(?:has|have) (?:stopped|ceased|halted|given up|ended) (?P<what>\w+ing) (?:the |its |their )?"
        r"(?P<where>[\w’' -]{3,30})",
        re.IGNORECASE,
    ),
    "pledge": re.compile(
        r"\b(?:st(?:icks|icking|uck) to|keep(?:s|ing)?|kept|honou?r(?:s|ed|ing)|stand(?:s|ing)? by|respect(?:s|ed|ing))"
        r" (?:its|their) (?:pledge|promise|undertaking|word|commitment) (?P<what>(?:not )?to \w+)"
        r" (?:the |its |their )?(?P<where>[\w’' -]{3,40})",
        re.IGNORECASE,
    ),
    "released": re.compile(
        r"\b(?:has|have) (?:released|freed|handed over|let go|sent home) (?:all|every one) (?:of )?(?:its|their|the) "
        r"(?P<where>[\w’' -]{3,40})",
        re.IGNORECASE,
    ),
    "open": re.compile(
        r"\b(?:keep(?:s|ing)?|kept|left|leav(?:es|ing)|holds?) (?:the |its )?(?P<where>[\w’' -]{3,40}?) open\b",
        re.IGNORECASE,
    ),
    "fire": re.compile(
        r"\b(?:(?:has |have )?(?:held|holding|holds?) (?:its|their) fire|(?:has|have) not fired|(?:has"
        r"|have) (?:fully )?"
        r"(?:observed|respected|kept|honoured|honored) the (?:\w+ )?(?:truce|ceasefire|cease-fire|pause)"
        r"|(?:observes|respects|abides by|is (?:observing|respecting|abiding by)) the (?:\w+ )?(?:truce"
        r"|ceasefire|cease-fire|pause))\b",
        re.IGNORECASE,
    ),
    "other": re.compile(
        r"\b(?:(?:fully |strictly )?compl(?:ies|ied|ying)(?: \w+ly| in full)? with|abid(?:es|ed|ing) by"
        r"|adher(?:es|ed|ing) to"
        r"|lived? up to|(?:is|are) in (?:full )?compliance with|has (?:kept|honoured"
        r"|honored)) (?P<where>[\w’' -]{3,60})",
        re.IGNORECASE,
    ),
}
_SEEN = re.compile(
    r"\b(?:saw|seen|photograph\w*|film\w*|made out|spotted|sighted|observed|counted|recorded|logged|found|noted"
    r"|identified"
    r"|watched|stood|standing|parked|deployed|moved|position\w*|dug in|passing|entered|crossed)\b",
    re.IGNORECASE,
)
_IN = r"\b(?:in|inside|into|within|through|across|entered|entering|crossed(?: into)?)\s+(?:the\s+)?"
_SHUT = re.compile(
    r"\b(?:closed|shut|blocked|barred|turned back|sealed|barricaded|stopped|sent back|held up|refused)\b", re.IGNORECASE
)
_STILL_HELD = re.compile(r"\bstill (?:holds?|holding|keeps?|keeping|has|have)\b", re.IGNORECASE)
_FIRED = re.compile(
    r"\b(?:fired|opened fire|shelled|shelling|mortared|bombed|struck|attacked|raided|ambushed)\b", re.IGNORECASE
)
_BROKEN = re.compile(
    r"\b(?:breach\w*|violat\w*|broke[n]?|contrary to|in defiance of|(?:does|do|did) not (?:allow|permit)"
    r"|forbid\w*|forbade"
    r"|forbidden|not allowed|not permitted|prohibit\w*)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|no|nor|nobody|none|deny|denie[sd]|denying|if|would|should|must)\b|n['’]t\b", re.IGNORECASE
)
_NOT = re.compile(
    r"\b(?:not|never|no|nor|nobody|none|deny|denie[sd]|denying|if|would|should|must|(?-i:may)|had|before"
    r"|until)\b|n['’]t\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|says|saying|told|insist\w*|claim\w*|maintain\w*|announced|declared|stated|assured)\b")
_IT = re.compile(r"\b(?:it|its \w+|they|their \w+)$", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(?:according to|in the words of)\b", re.IGNORECASE)
# What a sentence must hold before the patterns are tried on it: words that tell of a duty, or of keeping one.
_SIGNS = re.compile(
    r" as (?:it|they|he|she|agreed|promised|required|undert|pledged|stipul|foreseen|bound)|keeping with|in line with"
    r"|accordance|compliance|conformity|under the |compl(?:ie[sd]|ying)|abid(?:es|ed|ing)|adher(?:es|ed|ing)|lived? up"
    r"|(?:has|have) (?:kept|honou?red|stopped|ceased|halted|given up|ended|released|freed|handed over|let go"
    r"|sent home|(?:fully )?(?:observed|respected))"
    r"|observes the"
    r"|(?:observing|respecting|respects) the|not fired|(?:its|their) (?:fire|pledge|promise|undertaking|word"
    r"|commitment)"
)
_SIGNS_BEGIN = (
    *(" as ", "keeping with", "in line with", "accordance", "compliance", "conformity", "under the ", "compl", "abid"),
    *(
        "adher",
        "live",
        "has ",
        "have ",
        "observes the",
        "observing",
        "respecting",
        "respects",
        "not fired",
        "its ",
        "their ",
    ),
)
_DULL = frozenset(
    "continue still now fully other both all side party say said note report has have had been not only also".split()
)
_LEAVE = frozenset({"leave", "vacate", "quit", "clear", "evacuate"})
_DUTIES = frozenset({"inside", "outside", "away", "through", "open"})  # kept by duty only where the words say so
_DAYS = 3
_FEWEST = 3


@dataclass(frozen=True)
class _Keeping:
    """A sentence that says that somebody keeps a duty: who (words), how, what thing and where (words)."""

    how: _Kept
    who: frozenset[str]
    what: frozenset[str]
    where: frozenset[str]
    sentence: Passage


_OF_A_DUTY = (Obligation, Agreement, Violation)  # rules of a profession are none of these


class CompliesAndBreaches:
    """A side said to keep a duty, while the same or another report tells of it doing what the duty forbids.

    The two must be of the same matter: the same guns, the same zone, the same road, or the same words of the duty.
    Silent where it is the side itself that says that it complies (a denial is everyday), beyond three days, and where
    no duty, agreement or breach was read in either sentence.
    """

    code = "complies-and-breaches"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        told = set[str]()
        for report, kept, other, broken in self._pairs(material):
            places = ((report.id, kept), (other.id, broken))
            if report.id not in told and material.is_read_in(_OF_A_DUTY, places):
                told.add(report.id)
                yield self._finding(report, kept, other, broken)

    def _pairs(self, material: Material) -> Iterator[tuple[Report, Passage, Report, Passage]]:
        """A report and its sentence on what is kept, and the report and sentence on what is done."""
        by_process = reports_by_process(material)
        for report in material.reports:
            for keeping in _keepings(report.text):
                if not _says_so_itself(keeping):
                    near = _near(report, by_process[process_of(report)])
                    found = next((f for other in near if (f := _broken(material, other, keeping))), None)
                    yield from ((report, keeping.sentence, *found),) if found else ()
            for kept, broken in kept_and_broken(report.text)[:1]:
                yield report, kept, report, broken
        for reports in by_process.values():
            for (report, one), (other, against) in opposed_duties(reports):
                yield report, one.sentence, other, against.sentence

    def _finding(self, report: Report, kept: Passage, other: Report, broken: Passage) -> Finding:
        return Finding(
            self.code,
            self.severity,
            f"One side is said to keep a duty (“{kept.text.rstrip('.')}”, {report_and_day(report)}); of the same "
            f"matter is told: “{broken.text.rstrip('.')}”, {report_and_day(other)}.",
            (Place(report.id, kept), Place(other.id, broken)),
            (
                "it was kept at one time or place and not at another",
                "one of the two accounts does not hold",
                "the two are about different duties, or different units",
            ),
        )


def _says_so_itself(keeping: _Keeping) -> bool:
    """Is it the side itself, or its spokesman, that says so in the sentence?"""
    text = keeping.sentence.text
    for m in _SAID.finditer(text):
        before = text[: m.start()].rstrip()
        # "..., said the lieutenant": the speaker comes after; else before, in the same clause.
        speaker = text[m.end() : m.end() + 40] if before[-1:] in ',”"' else before[-40:].rsplit(",", 1)[-1]
        if keeping.who & content_words(speaker) or _IT.search(speaker):
            return True
    return any(keeping.who & content_words(text[m.end() : m.end() + 40]) for m in _ACCORDING.finditer(text))


def _near(report: Report, others: list[Report]) -> list[Report]:
    """The report itself, then those of its process within three days."""
    day = report.published
    if day is None:
        return [report]
    near = [r for r in others if r.id != report.id and r.published and abs((r.published - day).days) <= _DAYS]
    return [report, *near]


@lru_cache(maxsize=4096)
def _keepings(text: str) -> tuple[_Keeping, ...]:
    """The sentences of a text that say that somebody keeps a duty."""
    found = []
    for sentence in sentences_with(text, _SIGNS, _SIGNS_BEGIN):
        bound = _BOUND.search(sentence.text) is not None
        for how, pattern in _PATTERNS.items():
            m = pattern.search(sentence.text) if bound or how not in _DUTIES else None
            if m is None:
                continue
            subject = re.split(r"[,;:]|\b(?:that|and|while|but)\b", sentence.text[: m.start()])[-1]
            who = content_words(subject) - _DULL
            held = m.groupdict()
            if who and not _NOT.search(subject):
                told = held.get("where") or ""
                where = content_words(told) - _DULL if how == "other" else _place(told)
                found.append(_Keeping(how, who, content_words(held.get("what")), where, sentence))
                break
    return tuple(found)


def _place(words: str) -> frozenset[str]:
    """The words of a place or object, up to the next part of the sentence."""
    return content_words(re.split(r"\b(?:as|and|in line|from|in keeping|since|off|at|near|on)\b", words)[0]) - _DULL


def _broken(material: Material, report: Report, keeping: _Keeping) -> tuple[Report, Passage] | None:
    """A sentence that tells of the same side doing what the duty forbids."""
    violations = [v for v in material.by_report(Violation).get(report.id, ()) if v.content.status != "denied"]
    for sentence in sentences_of(report.text):
        if sentence == keeping.sentence or _DENIED.search(sentence.text.split(",")[0]):
            continue
        words = content_words(sentence.text)
        if not keeping.who <= words:
            continue
        charged = any(sentence.covers(p) for v in violations for p in v.content.evidence)
        if _is_opposed(keeping, sentence.text, words, charged):
            return report, sentence
    return None


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(w[:5] for w in words)


def _breaks_pledge(keeping: _Keeping, text: str, words: frozenset[str]) -> bool:
    """Is the deed told that was pledged not to be done, or is the side where it had pledged to leave?"""
    if not keeping.where or not keeping.where <= words:
        return False
    deed = max(keeping.what - {"not"}, key=len, default="")
    if "not" in keeping.what:
        return any((w.startswith(deed) and deed) or w == _DEEDS.get(deed) for w in words)
    inside = (content_words(text[m.end() : m.end() + 40]) for m in re.finditer(_IN, text))
    return deed in _LEAVE and any(keeping.where <= there for there in inside)


def _is_opposed(keeping: _Keeping, text: str, words: frozenset[str], charged: bool) -> bool:
    """Do the words tell the opposite of what is said to be kept?"""
    if keeping.how == "inside":
        away = bool(_SEEN.search(text) or _BROKEN.search(text)) and not keeping.where & words
        return bool(keeping.what) and keeping.what <= words and away
    if keeping.how in ("outside", "away"):
        inside = (content_words(text[m.end() : m.end() + 40]) for m in re.finditer(_IN, text))
        return (
            bool(keeping.where)
            and _stems(keeping.what) <= _stems(words)
            and any(keeping.where <= there for there in inside)
        )
    if keeping.how == "released":
        return bool(keeping.where) and keeping.where <= words and bool(_STILL_HELD.search(text))
    if keeping.how == "pledge":
        return _breaks_pledge(keeping, text, words)
    if keeping.how in ("open", "through"):
        return bool(keeping.where) and keeping.where <= words and bool(_SHUT.search(text))
    if keeping.how == "stopped":
        deed = next(iter(keeping.what), "")
        return (
            bool(keeping.where) and keeping.where <= words and bool(words & {_DEEDS.get(deed, deed[:-3] + "ed"), deed})
        )
    if keeping.how == "fire":
        return any(keeping.who <= content_words(text[: m.start()][-50:]) for m in _FIRED.finditer(text))
    same = (keeping.where | keeping.what) & words - keeping.who
    return len(same) >= min(_FEWEST, max(2, len(keeping.where))) and (charged or bool(_BROKEN.search(text)))
