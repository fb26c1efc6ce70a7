from __future__ import annotations

from datetime import date

import pytest

from trucewatch.standing.obligations import obligations_as_of
from trucewatch.vocabulary.kinds import Obligation, Quantity, Quote
from view_case import Case


def withdrawal() -> Case:
    case = Case()
    case.report("2031-03-07", "Gazette", "The army will withdraw its guns from the Mereth valley by 20 March.")
    case.say(
        Obligation, "withdraw its guns", bearer="the army", action="withdraw", object="guns from the Mereth valley",
        deadline="2031-03-20", state="pending",
    )  # fmt: skip
    case.report("2031-03-22", "Courier", "Nothing new was reported.")
    case.report("2031-03-25", "Wire", "The army withdrew the guns from the valley on 19 March.")
    case.say(
        Obligation, "withdrew the guns", bearer="Army", action="withdraw", object="the guns from the valley",
        date="2031-03-19", state="done",
    )  # fmt: skip
    return case


def test_one_duty_in_two_reports_is_one_row_with_three_columns() -> None:
    (row,) = obligations_as_of(withdrawal().view(), date(2031, 3, 26))
    assert [s.value for s in row.force] == ["pending"]
    assert [(s.value, s.text) for s in row.performance] == [
        ("pending", "none reported"),
        ("done", "reported done in full"),
    ]
    assert row.claims == ()
    assert row.last_reported == date(2031, 3, 25)
    assert row.reports_since == 0
    assert [c.text for c in row.calendar] == ["due 6 days ago; reported done"]


def test_the_event_counts_from_its_own_date_and_not_before() -> None:
    case = withdrawal()
    (before,) = obligations_as_of(case.view(), date(2031, 3, 18))
    assert [s.value for s in before.history] == ["pending"]
    assert [s.value for s in before.later] == ["done"]
    (after,) = obligations_as_of(case.view(), date(2031, 3, 19))
    assert [s.value for s in after.history] == ["pending", "done"]


def test_a_passed_deadline_is_not_reported_done_and_no_verdict() -> None:
    case = withdrawal()
    (row,) = obligations_as_of(case.view(known_on="2031-03-22"), date(2031, 3, 22))
    assert [c.text for c in row.calendar] == ["due 2 days ago; not reported done"]
    assert row.last_reported == date(2031, 3, 7)
    assert row.reports_since == 1


def test_reports_of_another_process_do_not_count_as_silence() -> None:
    case = withdrawal()
    case.report("2031-03-21", "Islands Daily", "The islands are calm.", process="islands")
    (row,) = obligations_as_of(case.view(known_on="2031-03-22"), date(2031, 3, 22))
    assert row.reports_since == 1


def test_bearers_and_objects_keep_duties_apart() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "The army and the Front free detainees; the Front also lifts its roadblocks.")
    for bearer, action, thing in (
        ("the army", "release", "detainees"),
        ("the Front", "release", "detainees"),
        ("the Front", "other", "roadblocks on the Tamsen road"),
        ("the Front", "other", "flags on public buildings"),
    ):
        case.say(
            Obligation,
            "free detainees",
            bearer=bearer,
            bearer_mention=bearer,
            action=action,
            object=thing,
            state="pending",
        )
    assert len(obligations_as_of(case.view(), None)) == 4


def test_two_rounds_are_two_duties() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "A first round of detainees goes home on 24 March, a second on 14 April.")
    for thing, day in (("first round of detainees", "2031-03-24"), ("second round of detainees", "2031-04-14")):
        case.say(Obligation, "detainees", bearer="Karsa", action="release", object=thing, deadline=day, state="pending")
    case.report("2031-03-25", "Wire", "The first round of detainees was completed.")
    case.say(Obligation, "first round", bearer="Karsa", action="release", object="the first round", state="done")
    rows = obligations_as_of(case.view(), date(2031, 3, 26))
    assert [[s.value for s in r.history] for r in rows] == [["pending", "done"], ["pending"]]


def test_the_latest_of_each_source_is_kept_and_sources_stay_side_by_side() -> None:
    case = Case()
    aid = {"bearer": "Karsa", "action": "allow_aid", "object": "aid lorries"}
    case.report("2031-03-07", "Gazette", "Aid lorries cross, the ministry said.")
    case.say(Quote, "Aid lorries cross", speaker="ministry", mention="the ministry", cue="said", type="indirect")
    case.say(Obligation, "Aid lorries cross", **aid, state="done")
    case.report("2031-03-09", "Gazette", "Karsa halted aid lorries.")
    case.say(Obligation, "halted aid lorries", **aid, state="suspended")
    case.report("2031-03-10", "Wire", "The Front said Karsa broke its word on aid lorries.")
    case.say(Obligation, "broke its word on aid lorries", **aid, state="breached")
    (row,) = obligations_as_of(case.view(), date(2031, 3, 11))
    assert [(s.value, s.voice) for s in row.performance] == [
        ("done", "ministry, in Gazette"),
        ("suspended", "Gazette (the report itself)"),
    ]
    assert row.performance[1].text == "reported halted"
    assert [s.value for s in row.claims] == ["breached"]


def test_a_demand_gives_no_force() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "The Front demands an amnesty for 40 members.")
    case.say(
        Obligation, "an amnesty", bearer=None, action="other", subtype="amnesty", object="amnesty for members",
        quantity=Quantity(number=40), state="demanded", demanded_by="the Front",
    )  # fmt: skip
    (row,) = obligations_as_of(case.view(), None)
    assert [s.text for s in row.force] == ["no force stated; demanded by the Front"]
    assert row.performance == ()
    assert [q.text for q in row.quantities] == ["40"]
    assert row.bearer is None


@pytest.mark.parametrize(
    ("asking", "words"),
    [
        ({}, "stated as in force or created"),
        ({"demanded_by": "the Front"}, "stated as in force or created; demanded by the Front"),
        ({"proposed_by": "the mediators"}, "stated as in force or created; proposed by the mediators"),
    ],
)
def test_who_asks_for_a_duty_is_not_told_to_have_created_it(asking: dict[str, str], words: str) -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "The ministry is to reopen the ferry, as the Front demands.")
    case.say(
        Obligation, "is to reopen the ferry", bearer="the ministry", action="other", object="ferry", state="pending",
        **asking,
    )  # fmt: skip
    (row,) = obligations_as_of(case.view(), None)
    assert [s.text for s in row.force] == [words]
    assert [s.text for s in row.performance] == ["none reported"]


@pytest.mark.parametrize(
    ("first", "second", "rows"),
    [
        ({"deadline": "2031-03-20"}, {"deadline": "2031-03-30"}, 2),
        ({"deadline": "2031-03-20"}, {"deadline": "2031-03-20"}, 1),
        ({"deadline": "2031-03-20"}, {"date": "2031-03-30"}, 2),
        ({"deadline": "2031-03-20"}, {}, 1),
        ({"quantity": Quantity(number=3)}, {"quantity": Quantity(number=4)}, 2),
        ({"quantity": Quantity(number=3)}, {"quantity": Quantity(number=3)}, 1),
        ({"quantity": Quantity(number=3)}, {}, 1),
    ],
)
def test_two_deadlines_or_numbers_of_one_report_are_two_duties_of_two_reports_one(
    first: dict[str, object], second: dict[str, object], rows: int
) -> None:
    for reports in (1, 2):
        case = Case()
        for number, values in enumerate((first, second)):
            if number < reports:
                outlet = ("Gazette", "Courier")[number]
                case.report("2031-03-01", outlet, "Karsa must release captives. Karsa must release them.")
            words = ("Karsa must release captives", "Karsa must release them")[number]
            case.say(Obligation, words, bearer="Karsa", action="release", object="captives", state="pending", **values)
        assert len(obligations_as_of(case.view(), None)) == (rows if reports == 1 else 1)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(number=1200), "1,200"),
        (Quantity(number=1200, qualifier="about"), "about 1,200"),
        (Quantity(number=None, qualifier="vague"), "a number not told"),
    ],
)
def test_quantities_conditions_and_dates_are_told_in_words(quantity: Quantity, words: str) -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "Karsa must free captives.")
    case.say(Obligation, "Karsa must free captives", bearer="Karsa", action="release", subtype=None, object=None,
             state="pending", quantity=quantity, condition="if the road is open", date="2031-03-08",
             deadline="2031-03-10")  # fmt: skip
    (row,) = obligations_as_of(case.view(), date(2031, 3, 10))
    assert [s.text for s in row.quantities] == [words]
    assert [s.text for s in row.conditions] == ["if the road is open"]
    assert [(s.text, s.value) for s in row.due] == [
        ("by 10 March 2031", "2031-03-10"), ("from 8 March 2031", "2031-03-08"),
    ]  # fmt: skip
    assert row.object.text == "release"
    assert [c.text for c in row.calendar] == ["due today"]
    (undated,) = obligations_as_of(case.view(), None)
    assert (undated.calendar, undated.due) == ((), row.due)


def test_without_an_object_the_deed_is_told_with_spaces_and_the_day_of_an_event_is_no_due_day() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "Karsa let aid in on 5 March.")
    case.say(Obligation, "let aid in", bearer=None, action="allow_aid", state="done", date="2031-03-05")
    (row,) = obligations_as_of(case.view(), date(2031, 3, 6))
    assert (row.object.text, row.bearer, row.due, row.calendar) == ("allow aid", None, (), ())
    assert [s.value for s in row.history] == ["done"]
    assert row.last_reported is None  # the report came a day later
