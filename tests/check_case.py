"""Cases of checks in YAML: a few reports of our own making, what a reading gives of them, and what must be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from trucewatch.agreements.load import terms_from
from trucewatch.agreements.terms import Terms
from trucewatch.vocabulary.kinds import Content, content_class
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import EarlierVersion, MemoryView, Outline

CASES = Path(__file__).parent / "checks" / "cases"
_REPORT = {
    "id",
    "published",
    "outlet",
    "url",
    "title",
    "process",
    "text",
    "statements",
    "headline",
    "segments",
    "replaces",
}
_CASE = {"case", "reports", "as_of", "known_on", "terms", "finds", "silent"}
_ONE, _MANY = {"as_of_at", "cited_for", "performs"}, {"quoted", "source", "cue_at"}


@dataclass(frozen=True)
class CheckCase:
    """One case.

    Attributes:
        name: what it shows.
        view: its reports and statements.
        terms: the agreements whose terms are known.
        ids: ids of its reports by the name that they have in the case.
        finds: what must be found; () where the check must stay silent.
    """

    name: str
    view: MemoryView
    terms: tuple[Terms, ...]
    ids: Mapping[str, str]
    finds: tuple[Mapping[str, Any], ...]


def cases_of(code: str) -> tuple[CheckCase, ...]:
    """The cases of one check; a key that no case has, and words that are not in the text, are errors."""
    path = CASES / f"{code}.yaml"
    return tuple(_case(given) for given in yaml.safe_load(path.read_text(encoding="utf-8")) or ())


def _case(given: Mapping[str, Any]) -> CheckCase:
    assert set(given) <= _CASE, f"keys that no case has: {set(given) - _CASE}"
    assert bool(given.get("finds")) != bool(given.get("silent")), f"{given['case']}: finds something, or silent: true"
    reports: dict[str, Report] = {}
    statements: dict[str, list[AnyStatement]] = {}
    outlines: dict[str, Outline] = {}
    replaces: dict[str, str] = {}
    for number, one in enumerate(given["reports"], 1):
        assert set(one) <= _REPORT, f"keys that no report has: {set(one) - _REPORT}"
        name = str(one.get("id", number))
        report = Report(
            one["text"], published=one.get("published"), outlet=one.get("outlet"), process=one.get("process", "valley"),
            url=one.get("url"), title=one.get("title"),
        )  # fmt: skip
        reports[name] = report
        statements[name] = [_statement(report, each) for each in one.get("statements", ())]
        headline = one.get("headline")
        outlines[report.id] = Outline(
            _passage(report, headline) if headline else None,
            tuple(_passage(report, words) for words in one.get("segments", ())),
        )
        if "replaces" in one:
            replaces[str(one["replaces"])] = name
    earlier = tuple(
        EarlierVersion(reports[old], tuple(statements[old]), reports[new].id) for old, new in replaces.items()
    )
    shown = [name for name in reports if name not in replaces]
    view = MemoryView(
        tuple(reports[name] for name in shown), tuple(s for name in shown for s in statements[name]),
        given.get("as_of"), given.get("known_on"), all_outlines=outlines, all_earlier=earlier,
    )  # fmt: skip
    terms = (terms_from(given["terms"], given["case"]),) if given.get("terms") else ()
    ids = {name: report.id for name, report in reports.items()}
    return CheckCase(given["case"], view, terms, ids, tuple(given.get("finds") or ()))


def _statement(report: Report, given: Mapping[str, Any]) -> AnyStatement:
    cls = content_class(given["kind"])
    words = given["words"] if isinstance(given["words"], list) else [given["words"]]
    passages = tuple(_passage(report, each) for each in words)
    values = {key: _plain(value) for key, value in given.items() if key not in ("kind", "words")}
    known = {each.name for each in fields(cls)}
    assert set(values) <= known, f"{cls.__name__} has no {set(values) - known}"
    if "kind" in known:
        values["kind"] = "truce"  # what sort of agreement it is; the key of that name tells the kind of statement
    for key in _ONE & set(values):
        values[key] = _passage(report, values[key])
    for key in _MANY & set(values):
        values[key] = tuple(_passage(report, each) for each in values[key])
    for phase in values.get("phases", ()):
        phase["evidence"] = passages
        for claim in phase.get("claims", ()):
            claim["evidence"] = (_passage(report, claim["words"]),)
    for each in fields(cls):
        if each.name not in values and each.name != "confidence" and "None" in str(each.type):
            values[each.name] = None
    content = _adapter(given["kind"]).validate_python({**values, cls.SPANS: passages})
    return Statement(report.id, content, report.published)


def _plain(value: Any) -> Any:
    """Dates that YAML makes of words are words again."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _passage(report: Report, words: str) -> Passage:
    assert report.text.count(words) == 1, f"{words!r} stands {report.text.count(words)} times in {report.text!r}"
    start = report.text.index(words)
    return Passage.of(report.text, start, start + len(words))


@lru_cache
def _adapter(kind: str) -> TypeAdapter[Content]:
    return TypeAdapter(content_class(kind))
