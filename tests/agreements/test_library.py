"""What the library holds: eight agreements, sourced, with what is unsure of them, and cases that reach every path."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from trucewatch.agreements.cases import FINDINGS, PATHS, Case
from trucewatch.agreements.library import case_paths, cases, slugs, terms_path
from trucewatch.agreements.load import load_terms
from trucewatch.agreements.terms import Terms
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.kinds import Position

REAL = ("gaza-2025-01", "lebanon-2024-11", "pretoria-2022-11", "yemen-2022-04")
SLUGS = slugs()
TERMS = {slug: load_terms(terms_path(slug)) for slug in SLUGS}
CASES = {slug: cases(slug) for slug in SLUGS}


def every_case() -> list[Case]:
    return [case for held in CASES.values() for case in held]


def states() -> list[tuple[str, str, object]]:
    return [(s, p, v) for s in SLUGS for c in CASES[s] for e in c.expectations for p, v in e.states.items()]


def section(terms: Terms, path: str) -> str:
    part = path.rpartition(".")[0]
    if part in ("agreement", "figures"):
        return part
    held = {"phases": terms.phases, "obligations": terms.obligations, "powers": terms.powers}
    return next(name for name, parts in held.items() if any(each.id == part for each in parts))  # type: ignore[attr-defined]


def parts_of(value: object) -> list[object]:
    """A part of the terms with all parts inside it."""
    if isinstance(value, tuple):
        return [part for each in value for part in parts_of(each)]
    if is_dataclass(value):
        return [value, *(part for each in fields(value) for part in parts_of(getattr(value, each.name)))]
    return []


def test_the_library_has_the_four_agreements_and_four_of_other_shapes() -> None:
    assert set(REAL) < set(SLUGS)
    assert len(SLUGS) == 8
    assert all(TERMS[slug].id == slug for slug in SLUGS)


def test_there_are_enough_dated_expectations() -> None:
    count = Counter({slug: sum(len(case.expectations) for case in CASES[slug]) for slug in SLUGS})
    assert count.total() >= 130
    assert min(count.values()) >= 15


def test_at_most_a_tenth_of_the_obligations_are_other_without_a_subtype() -> None:
    duties = [duty for terms in TERMS.values() for duty in terms.obligations]
    plain = [duty.id for duty in duties if duty.action == "other" and not duty.subtype]
    assert 0 < len(plain) * 10 <= len(duties)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_term_is_sourced_and_every_source_is_used(slug: str) -> None:
    terms = TERMS[slug]
    declared = {source.key for source in terms.sources}
    used = {key for part in parts_of(terms) for key in getattr(part, "sources", ()) if isinstance(key, str)}
    told = " ".join(str(value) for part in parts_of(terms) for value in vars(part).values() if isinstance(value, str))
    assert used <= declared
    assert declared - used <= set(re.findall(r"\bS\d+\b", told + " ".join(terms.notes)))
    listed = (terms.obligations, terms.phases, terms.powers, terms.exchanges, terms.mechanisms, terms.amendments)
    unsourced = [e.id for held in listed for e in held if not e.sources and "from memory" not in (e.doubt or "")]
    assert unsourced == []


@pytest.mark.parametrize(
    ("slug", "path", "doubts"),
    [
        ("gaza-2025-01", "phase-3", ["memory"]),
        ("gaza-2025-01", "terms-of-phase-2", ["memory"]),
        ("gaza-2025-01", "talks-on-phase-2", ["one page alone"]),
        ("gaza-2025-01", "philadelphi-exit", ["count of day one"]),
        ("gaza-2025-01", "us", ["pages differ"]),
        ("lebanon-2024-11", "withdraw", ["pages differ", "one summary alone"]),
        ("lebanon-2024-11", "monitoring-body", ["pages differ"]),
        ("pretoria-2022-11", "commanders-channel", ["memory"]),
        ("pretoria-2022-11", "overall-disarmament", ["time to agree on a timetable", "first day of the count"]),
        ("pretoria-2022-11", "heavy-arms", ["no page shows"]),
        ("pretoria-2022-11", "orientation", ["one summary has disarmament begin"]),
        ("yemen-2022-04", "fuel-ships", ["same terms"]),
    ],
)
def test_what_is_unsure_stays_so(slug: str, path: str, doubts: list[str]) -> None:
    part = next(part for part in parts_of(TERMS[slug]) if getattr(part, "id", None) == path)
    told = " | ".join(str(getattr(each, "doubt", "")) for each in parts_of(part))
    assert [words for words in doubts if words not in told] == []


def test_the_zone_of_yemen_is_from_memory() -> None:
    (entry,) = TERMS["yemen-2022-04"].entry.actual
    assert entry.doubt is not None
    assert "memory" in entry.doubt


def test_alternatives_of_pages_are_kept() -> None:
    due = {duty.id: len(duty.due) for terms in TERMS.values() for duty in terms.obligations}
    assert (due["talks-on-phase-2"], due["philadelphi-exit"], due["withdraw"], due["heavy-arms"]) == (2, 2, 4, 4)
    assert (due["interim-administration"], due["overall-disarmament"]) == (2, 2)


def test_the_gaza_terms_have_no_power_to_suspend() -> None:
    assert [power.act for power in TERMS["gaza-2025-01"].powers] == ["extend"]


def test_every_path_of_the_closed_list_is_expected_somewhere() -> None:
    used = {(section(TERMS[slug], path), path.rpartition(".")[2]) for slug, path, _ in states() if path != FINDINGS}
    wanted = {(kind, what) for kind, held in PATHS.items() for what in held if kind != "figures"}
    assert wanted - used == set()
    assert any(path == FINDINGS and value for _, path, value in states())
    assert {path for _, path, _ in states() if path.startswith("figures.")} >= {"figures.held", "figures.killed"}


def test_every_word_of_the_closed_lists_is_expected_somewhere() -> None:
    used: dict[tuple[str, str], set[str]] = {}
    for slug, path, value in states():
        if path != FINDINGS:
            words = re.findall(r'"([a-z_]+)"', json.dumps(value))
            used.setdefault((section(TERMS[slug], path), path.rpartition(".")[2]), set()).update(words)
    lists = {(kind, what): set(words) for kind, held in PATHS.items() for what, words in held.items() if words}
    del lists["phases", "claimed"]  # the states of phases are the reading's list; three of them are enough here
    assert {key: words - used[key] for key, words in lists.items() if words - used[key]} == {}
    assert used["phases", "claimed"] == {"expired", "completed", "suspended", "in_force"}


def test_cases_ask_by_hour_before_they_know_and_for_alternatives() -> None:
    asked = [each for case in every_case() for each in case.expectations]
    assert sum("T" in each.as_of.isoformat() for each in asked) >= 20
    assert sum(each.known_on < _day(each.as_of.isoformat()) for each in asked) >= 4
    assert sum(each.known_on > _day(each.as_of.isoformat()) for each in asked) >= 6
    assert sum('"either"' in json.dumps(value) for _, _, value in states()) >= 30


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def test_positions_withdrawn_and_refused_are_among_the_statements() -> None:
    held = [s.content for case in every_case() for s in case.view.of(Position)]
    assert {each.stance_detail for each in held} >= {"withdrew_acceptance", "no_answer"}
    assert {each.stance for each in held} >= {"accept", "reject", "undecided"}


def test_statements_of_real_agreements_name_their_facts() -> None:
    for slug in REAL:
        for path in case_paths(slug):
            if path.stem == "07-one-report-of-march":  # it stands for a report of its own, not for the notes
                continue
            said = re.findall(r"says:.*?(?=\n  - |\nexpect:)", path.read_text("utf-8"), re.DOTALL)
            assert [each[:60] for each in said if "source: " not in each] == [], path


def test_both_parties_of_a_bilateral_agreement_bear_like_duties() -> None:
    for slug, left, right in (("vell-orsk-2033", "vell", "orsk"), ("dorrin-pause-2032", "garrison", "council")):
        held = TERMS[slug].obligations
        mirrored = Counter((o.action, o.subtype, o.duty) for o in held if o.bearers == (left,))
        other = Counter((o.action, o.subtype, o.duty) for o in held if o.bearers == (right,))
        assert (
            mirrored["cease_hostilities", None, "prohibition"] == other["cease_hostilities", None, "prohibition"] == 1
        )


def test_an_unknown_agreement_is_told_with_what_there_is() -> None:
    with pytest.raises(TrucewatchError, match="did you mean `yemen-2022-04`"):
        terms_path("yemen-2022")


def test_paths_lead_to_files() -> None:
    assert all(isinstance(path, Path) and path.is_file() for slug in SLUGS for path in case_paths(slug))
