from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from datetime import date, timedelta

import pytest

from promised_case import Promised
from trucewatch.agreements.library import cases, slugs, terms_path
from trucewatch.agreements.load import load_terms
from trucewatch.agreements.paths import version_on
from trucewatch.agreements.terms import Terms
from trucewatch.standing.replay import LEFT_OUT, Change, replay
from trucewatch.standing.under_terms import Told, answers, fold, told_under

OF_ALL = ("findings", "agreement.alleged")


def replayed(promised: Promised, first: str, last: str) -> list[Change]:
    told = told_under(promised.terms, promised.view())
    return list(replay(promised.terms, told, date.fromisoformat(first), date.fromisoformat(last)))


def test_the_first_day_tells_all_and_the_others_what_changed() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-08", number=10, date="2031-04-07")
    found = replayed(promised, "2031-04-06", "2031-04-12")
    first = [c for c in found if c.day == date(2031, 4, 6)]
    folded = answers(fold(promised.terms, told_under(promised.terms, promised.view()), first[0].day, first[0].day))
    kept = {p: v for p, v in folded.items() if p.rpartition(".")[2] not in LEFT_OUT and p not in OF_ALL}
    assert {c.path: c.after for c in first} == kept
    assert all(c.before is None for c in first)
    later = [(c.day.day, c.path, c.before, c.after) for c in found if c.day > first[0].day]
    assert later == [
        (8, "free.performance", "none", "full"),
        (8, "free.progress", 0, 3),
        (8, "free.due", "not_due", "met"),
        (8, "give-back.force", "created", "in_force"),
    ]


def test_days_of_the_calendar_are_changes_without_a_report() -> None:
    promised = Promised({"phase-2.starts": "phase-1.end"})
    found = [(c.day.isoformat(), c.path, c.after) for c in replayed(promised, "2031-04-01", "2031-05-11")]
    changed = [c for c in found if c[0] != "2031-04-01"]
    assert changed == [
        ("2031-04-10", "free.due", "due_today"),
        ("2031-04-11", "free.due", "overdue"),
        ("2031-04-16", "meet.due", "due_today"),
        ("2031-04-17", "meet.due", "overdue"),
        ("2031-04-30", "leave.due", "due_today"),
        ("2031-05-01", "phase-1.calendar", "expired"),
        ("2031-05-01", "phase-2.calendar", "in_force"),
        *(("2031-05-01", f"{power}.state", "closed") for power in ("renew", "pause", "go-on")),
        ("2031-05-01", "leave.due", "overdue"),
        ("2031-05-01", "trucks.force", "lapsed"),
        ("2031-05-01", "light.force", "lapsed"),
        ("2031-05-01", "quiet.force", "lapsed"),
        ("2031-05-11", "agreement.force", "lapsed"),
        ("2031-05-11", "phase-2.calendar", "expired"),
        ("2031-05-11", "quit.state", "closed"),
        ("2031-05-11", "free.force", "lapsed"),
        ("2031-05-11", "give-back.force", "lapsed"),
        ("2031-05-11", "leave.force", "lapsed"),
        ("2031-05-11", "meet.force", "lapsed"),
    ]


@pytest.mark.parametrize("slug", slugs())
def test_a_replay_of_the_library_is_the_fold_of_each_day(slug: str) -> None:
    whole = load_terms(terms_path(slug))
    for case in cases(slug):
        days = {r.published for r in case.view.reports() if r.published} | {e.known_on for e in case.expectations}
        terms = version_on(whole, max(days))
        told = told_under(terms, case.view)
        for day, known in days_told(terms, told, {d + timedelta(days=n) for d in days for n in (-1, 0, 1)}):
            folded = answers(fold(terms, told, day, day))
            assert known == {path: folded[path] for path in known}, (case.name, day)


def days_told(terms: Terms, told: Told, days: Set[date]) -> Iterator[tuple[date, dict[str, object]]]:
    """What a replay tells of some days, all that is known by each."""
    changes: defaultdict[date, list[Change]] = defaultdict(list)
    for change in replay(terms, told, min(days), max(days)):
        changes[change.day].append(change)
    known: dict[str, object] = {}
    day = min(days)
    while day <= max(days):
        known |= {c.path: c.after for c in changes[day]}
        if day in days:
            yield day, known
        day += timedelta(days=1)


def test_a_day_tells_only_what_was_known_and_had_come_by_then() -> None:
    promised = Promised()
    promised.stance("2031-04-09", "Northern Council", "accept", date="2031-04-03")
    promised.phase("2031-04-05", 1, "completed", date="2031-04-07")
    changes = replayed(promised, "2031-04-02", "2031-04-09")
    assert [(c.day.day, c.after) for c in changes if c.path == "renew.consents"] == [(2, []), (9, ["north"])]
    assert [(c.day.day, c.after) for c in changes if c.path == "phase-1.claimed"] == [(2, []), (7, ["completed"])]


def test_what_is_told_late_of_an_earlier_day_takes_its_place() -> None:
    promised = Promised()
    promised.duty("free", "done", "2031-04-05", number=4, date="2031-04-05")
    promised.duty("free", "suspended", "2031-04-08", date="2031-04-03")
    changes = replayed(promised, "2031-04-04", "2031-04-09")
    assert [(c.day.day, c.after) for c in changes if c.path == "free.performance"] == [(4, "none"), (5, "partial")]
