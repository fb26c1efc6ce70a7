"""Laws of the standing under terms, for terms and statements of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from promised_case import DUTIES, MARROW, Promised, with_values
from trucewatch.agreements.load import terms_from
from trucewatch.agreements.paths import get
from trucewatch.agreements.terms import Terms
from trucewatch.standing.clock import Clock
from trucewatch.standing.moments import moved
from trucewatch.standing.replay import LEFT_OUT, replay
from trucewatch.standing.under_terms import answers, fold, standing_under, told_under
from trucewatch.standing.whatif import Question, what_if
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.view import MemoryView

LAW = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # to make a case shorter takes minutes
)
START = date(2031, 3, 29)
DAYS = st.integers(0, 45).map(lambda n: START + timedelta(days=n))
VALUES: tuple[Mapping[str, str], ...] = (
    {},
    {"phase-2.starts": "phase-1.end"},
    {"phase-1.lasts": "[P10D, P30D]", "phase-2.starts": "phase-1.end"},
    {"phase-1.lasts": "P20D", "renew.lasts": "P5D", "renew.times": "null", "phase-2.starts": "phase-1.end"},
    {
        "free.owed": "[{number: 6, unit: captives}, {number: 10, unit: captives}]",
        "free.due": "[2031-04-10, phase-1.end]",
    },
    {"leave.due": "{after: free.done, offset: P5D}", "light.starts": "free.done", "light.until": "2031-04-20"},
    {"pause.of": "agreement", "go-on.of": "agreement", "pause.notice": "P2D", "pause.holders": "[north, south]"},
    {"entry.actual": "2031-04-05T18:00+03:00", "phase-1.lasts": "PT72H", "free.due": "2031-04-08T06:00+03:00"},
    {"trucks.owed": "[{number: 5, unit: trucks, per: P1D}, {number: 30, unit: trucks, per: P1W}]"},
)
MADE = tuple(with_values(values) if values else Promised().terms for values in VALUES)
WHO = st.sampled_from(["Northern Council", "Southern League", "The Envoy", "Hill Radio"])
BY = st.none() | WHO


@st.composite
def said(draw: st.DrawFn) -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Some statements, as calls of `Promised`."""
    found = []
    for _ in range(draw(st.integers(1, 9))):
        day = draw(DAYS)
        published = (day + timedelta(days=draw(st.sampled_from([0, 0, 1, 7])))).isoformat()
        own = draw(st.sampled_from([None, day.isoformat(), day.isoformat(), f"{day}T12:00"]))
        values: dict[str, Any] = {"by": draw(BY), "outlet": draw(st.sampled_from(["Coast Wire", "Hill Post"]))}
        sort = draw(st.sampled_from(["duty", "duty", "duty", "charge", "stance", "relation", "phase", "figure"]))
        if sort == "duty":
            state = draw(st.sampled_from(["done", "done", "pending", "suspended", "breached"]))
            number = draw(st.sampled_from([None, 3, 5, 10]))
            args: tuple[Any, ...] = (draw(st.sampled_from(sorted(DUTIES))), state, published)
            values |= {"number": number, "date": own}
        elif sort == "charge":
            args = (published, draw(WHO), draw(st.sampled_from(["shelling", "breaking the truce", "slander"])))
            values |= {"date": own, "status": draw(st.sampled_from(["alleged", "denied", "confirmed"]))}
        elif sort == "stance":
            proposal = draw(st.sampled_from(["an extension", "the truce", "a pause"]))
            detail = draw(st.sampled_from([None, "withdrew_acceptance"])) if proposal == "the truce" else None
            args = (published, draw(WHO), draw(st.sampled_from(["accept", "reject", "undecided"])))
            values |= {"proposal": proposal, "stance_detail": detail}
        elif sort == "relation":
            args = (published, draw(st.sampled_from(["extends", "resumes", "replaces"])))
            values |= {"relation_to": draw(st.sampled_from([None, "Truce of Marrow"]))}
        elif sort == "phase":
            args = (published, draw(st.sampled_from([1, 2, None])), draw(st.sampled_from(["in_force", "suspended"])))
            values |= {"date": day.isoformat()} if args[1] else {}
        else:
            args = (Figure, published)
            values |= {"what": "held", "number": draw(st.integers(1, 9))}
        found.append(("say" if sort == "figure" else sort, args, values))
    return found


def made(terms: Terms, calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]]) -> Promised:
    promised = Promised(terms)
    for name, args, values in calls:
        getattr(promised, name)(*args, **values)
    return promised


@LAW
@given(st.sampled_from(MADE), said(), DAYS, DAYS)
def test_what_is_published_later_changes_nothing_known_earlier(
    terms: Terms, calls: list[Any], as_of: date, known: date
) -> None:
    view = made(terms, calls).view()
    kept = {r.id for r in view.reports() if r.published and r.published <= known}
    earlier = MemoryView(
        tuple(r for r in view.reports() if r.id in kept), tuple(s for s in view.statements() if s.report_id in kept)
    )
    assert answers(standing_under(terms, view, as_of, known)) == answers(standing_under(terms, earlier, as_of, known))
    assert answers(standing_under(terms, earlier, as_of)) == answers(standing_under(terms, view, as_of, known))


@LAW
@given(st.sampled_from(MADE), said(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(terms: Terms, calls: list[Any], as_of: date, random: Any) -> None:
    view = made(terms, calls).view()
    reports, statements = list(view.reports()), list(view.statements())
    random.shuffle(reports)
    random.shuffle(statements)
    mixed = MemoryView(tuple(reports), tuple(statements))
    first, second = standing_under(terms, view, as_of), standing_under(terms, mixed, as_of)
    assert answers(first) == answers(second)
    assert first.unplaced == second.unplaced
    assert [a.grounds for a in first.answers.values()] == [a.grounds for a in second.answers.values()]


SAME = ("phase-1.lasts", "free.due", "free.owed", "renew.holders", "light.until", "entry.actual", "phase-2.starts")


@LAW
@given(st.sampled_from(MADE), said(), DAYS, st.none() | st.sampled_from(SAME))
def test_what_if_without_a_change_is_what_is(terms: Terms, calls: list[Any], as_of: date, path: str | None) -> None:
    changes = {path: get(terms, path)} if path else {}
    asked = what_if(terms, made(terms, calls).view(), Question(changes), as_of, as_of)
    assert asked.moved == ()
    assert answers(asked.now) == answers(asked.then)


EXCHANGED = (("Northern Council", "Southern League"), ("north", "south"), ("Northerners", "Southerners"))


def exchanged(value: Any) -> Any:
    """A value with the two parties in each other's place."""
    if isinstance(value, str):
        for left, right in EXCHANGED:
            value = value.replace(left, "\0").replace(right, left).replace("\0", right)
        return value
    if isinstance(value, dict):
        return {exchanged(k): exchanged(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(exchanged(v) for v in value)
    if isinstance(value, list):
        return [exchanged(v) for v in value]
    return value


def ordered(value: object) -> object:
    """Lists of ids are in the order of the ids, which an exchange changes."""
    return sorted(value) if isinstance(value, list) else value


@LAW
@given(st.integers(0, len(VALUES) - 1), said(), DAYS)
def test_exchanging_two_parties_exchanges_the_standings(number: int, calls: list[Any], as_of: date) -> None:
    other = terms_from(exchanged(MARROW), "marrow exchanged")
    if VALUES[number]:
        other = with_values(exchanged(dict(VALUES[number])), other)
    turned = [(name, exchanged(args), exchanged(values)) for name, args, values in calls]
    for (name, args, _), (_, _, values) in zip(calls, turned, strict=True):
        if name == "duty":  # what the truce asks of one it asks of the other
            values["bearer"] = exchanged(DUTIES[args[0]]["bearer"])
    first, second = made(MADE[number], calls).at(as_of.isoformat()), made(other, turned).at(as_of.isoformat())
    assert {p: ordered(exchanged(v)) for p, v in first.items()} == {p: ordered(v) for p, v in second.items()}


LENGTHS = st.builds(lambda n, unit: f"P{n}{unit}", st.integers(1, 60), st.sampled_from("DWM"))


@LAW
@given(DAYS, LENGTHS)
def test_inclusive_and_exclusive_counting_differ_by_one_day(start: date, length: str) -> None:
    zone = Clock(MADE[0]).zone
    first, second = (moved(start, length, counting, zone) for counting in ("inclusive", "exclusive"))
    assert isinstance(first, date)
    assert second == first + timedelta(days=1)


@LAW
@given(LENGTHS, DAYS)
def test_last_days_and_due_days_differ_by_one_day_between_the_two_ways_of_counting(length: str, as_of: date) -> None:
    one, other = (
        Promised(
            {
                "phase-1.lasts": f"{{lasts: {length}, counting: {counting}}}",
                "meet.due": f"{{after: entry_into_force, offset: {length}, counting: {counting}}}",
            }
        )
        for counting in ("inclusive", "exclusive")
    )
    later = as_of + timedelta(days=1)
    first, second = one.at(as_of.isoformat()), other.at(later.isoformat())
    last = date.fromisoformat(str(first["phase-1.last_day"]))
    assert second["phase-1.last_day"] == (last + timedelta(days=1)).isoformat()
    assert (first["meet.due"], first["meet.days_late"]) == (second["meet.due"], second["meet.days_late"])
    assert one.at(last.isoformat())["phase-1.day"] == (last - date(2031, 4, 1)).days + 1
    assert other.at((last + timedelta(days=1)).isoformat())["phase-1.calendar"] == "in_force"
    assert one.at((last + timedelta(days=1)).isoformat())["phase-1.calendar"] == "expired"


@settings(LAW, max_examples=15)
@given(st.sampled_from(MADE), said())
def test_a_replay_agrees_with_the_fold_of_each_day(terms: Terms, calls: list[Any]) -> None:
    told = told_under(terms, made(terms, calls).view())
    changes = list(replay(terms, told, START, START + timedelta(days=50)))
    known: dict[str, object] = {}
    for number in range(51):
        day = START + timedelta(days=number)
        known |= {c.path: c.after for c in changes if c.day == day}
        folded = answers(fold(terms, told, day, day))
        left = {"findings", "agreement.alleged"}
        kept = {p: v for p, v in folded.items() if p.rpartition(".")[2] not in LEFT_OUT and p not in left}
        assert known == {p: v for p, v in kept.items() if not p.startswith("figures.")}, day
    assert all(c.before != c.after for c in changes)
