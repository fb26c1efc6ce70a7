"""Two reports of two outlets of which each gives the other outlet as its source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trucewatch.checks.claim_words import claim_roots, numbers_told
from trucewatch.checks.material import Material
from trucewatch.checks.report_sentences import number_at, sentences_of
from trucewatch.checks.report_words import report_and_day
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

_NEAR = 10  # days between two reports of one matter
_SHARED = 3  # words of the matter, numbers among them, that two credits must share
_SHARE = 0.6  # of a short credit's words, how many are enough
_KINDS = frozenset("agency radio television station broadcaster newspaper paper wire daily".split())
_CREDIT = re.compile(
    r"\b(?:according to|report(?:s|ed|ing)?|cit(?:es|ed|ing)|quot(?:es|ed|ing)|writes|wrote|written|sa(?:ys|id)|"
    r"has it|"
    r"had it|learn(?:ed|t)|told|carried|first|credit\w*|source|pick(?:ed)? up|pass(?:ed)? (?:it )?on|broadcast|"
    r"published|ran|heard|ha(?:ve|d) (?:this|it|that|the news) from|read in|as|so)\b",
    re.IGNORECASE,
)
_CONTRADICTED = re.compile(
    r"\b(?:den(?:y|ies|ied)|wrongly|unlike|contrary|dispute[sd]?|correct(?:ed|ion))\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|a)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class _Credit:
    """A sentence of a report that gives another outlet of the view as its source; `matter` are its words."""

    report: Report
    outlet: str
    sentence: Passage
    matter: frozenset[str]

    @property
    def day(self) -> date:
        """The day of publication."""
        return self.report.published or date.min


class CircularSourcing:
    """Two reports, ten days apart at most, that each credit the other's outlet with one matter.

    Silent where the credits are of different matters, where a report credits its own outlet, and where it names the
    other only to contradict it.
    """

    code = "circular-sourcing"
    severity: Severity = "tension"

    def __call__(self, material: Material) -> Iterator[Finding]:
        by_pair: dict[tuple[str, str], list[_Credit]] = defaultdict(list)
        for credit in _credits(material):
            by_pair[(credit.report.outlet or "").casefold(), credit.outlet].append(credit)
        told: set[frozenset[str]] = set()
        for (outlet, other), credits_ in sorted(by_pair.items()):
            for one in credits_ if outlet < other else ():
                near = [
                    back
                    for back in by_pair.get((other, outlet), ())
                    if abs((one.day - back.day).days) <= _NEAR and _of_one_matter(one, back)
                ]
                for back in sorted(near, key=lambda c: (abs((one.day - c.day).days), c.report.id))[:1]:
                    pair = frozenset((one.report.id, back.report.id))
                    if pair not in told:
                        told.add(pair)
                        yield self._finding(*sorted((one, back), key=lambda c: (c.day, c.report.id)))

    def _finding(self, one: _Credit, other: _Credit) -> Finding:
        sentence = (
            f"Two reports give each other as the source: {report_and_day(one.report)} credits {other.report.outlet} "
            f"(“{one.sentence.text}”), {report_and_day(other.report)} credits {one.report.outlet} "
            f"(“{other.sentence.text}”)."
        )
        repairs = (
            "both go back to one source that neither names",
            "one of them had it first, the other credits a later report",
        )
        return Finding(
            self.code, self.severity, sentence, tuple(Place(c.report.id, c.sentence) for c in (one, other)), repairs
        )


def _of_one_matter(one: _Credit, other: _Credit) -> bool:
    shared = len(one.matter & other.matter)
    is_short = shared == _SHARED - 1 and shared >= _SHARE * min(len(one.matter), len(other.matter))
    return one.report.process == other.report.process and (shared >= _SHARED or is_short)


def _credits(material: Material) -> Iterator[_Credit]:
    forms = _forms({r.outlet for r in material.reports if r.outlet})
    if len(set(forms.values())) < 2:
        return
    named = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")(?!\w)")
    for report in material.reports:
        own = (report.outlet or "").casefold()
        if not own or report.published is None:
            continue
        for m in named.finditer(report.text) if any(form in report.text for form in forms) else ():
            outlet = forms[m[0]]
            sentence = sentences_of(report.text)[number_at(report.text, m.start())]
            is_credit = (
                _CREDIT.search(sentence.text) or sentence.text.rstrip(".").endswith(")")
            ) and not _CONTRADICTED.search(sentence.text)
            if outlet != own and is_credit and not _in_brackets(report.text, m):
                yield _Credit(report, outlet, sentence, _matter(report.text, sentence, forms))


def _forms(outlets: set[str]) -> dict[str, str]:
    """Every form in which a text may name an outlet -> the outlet; a last word alone only where it is of one outlet."""
    forms: dict[str, str] = {}
    last: dict[str, set[str]] = defaultdict(set)
    for outlet in sorted(outlets):
        plain = _ARTICLE.sub("", outlet)
        forms[plain] = outlet.casefold()
        initials = "".join(word[0] for word in plain.split() if word[0].isupper())
        if len(initials) > 2:
            forms.setdefault(initials, outlet.casefold())
        if len(plain.split()) > 1:
            first, *rest = plain.split()
            last["the " + rest[-1]].add(outlet.casefold())
            for kind in (" ".join(rest), " ".join(rest).lower()):
                forms.setdefault(f"{kind} of {first}", outlet.casefold())
                forms.setdefault(f"{kind} of the {first}", outlet.casefold())
            if rest[-1].lower() in _KINDS:
                last["the " + rest[-1].lower()].add(outlet.casefold())
    for form, held in last.items():
        if len(held) == 1:
            forms[form] = forms["The" + form[3:]] = next(iter(held))
    return forms


def _in_brackets(text: str, m: re.Match[str]) -> bool:
    """Does it stand in a dateline's or a by-line's brackets?"""
    is_inside = text[m.start() - 1 : m.start()] in ("(", "[") and text[m.end() : m.end() + 1] in (")", "]")
    sentence = sentences_of(text)[number_at(text, m.start())]
    ends_it = sentence.end - m.end() <= 2 and len(text[sentence.start : m.start()].split()) > _SHARED
    return is_inside and not ends_it


def _matter(text: str, sentence: Passage, forms: dict[str, str]) -> frozenset[str]:
    """What is credited: the words of the sentence and, where it says "so" or "it", of the one before."""
    held = [sentence]
    if re.search(r"\b(?:so|it|this|that)\b", sentence.text) and len(claim_roots(sentence.text)) < 2 * _SHARED:
        before = number_at(text, sentence.start) - 1
        held = [*sentences_of(text)[max(0, before) : before + 1], sentence]
    names = frozenset(root for form in forms for root in claim_roots(form))
    told = frozenset(root for s in held for root in claim_roots(s.text))
    return (told - names) | frozenset(f"#{n}" for s in held for n in numbers_told(s.text))
