from __future__ import annotations

import json
from datetime import date

from trucewatch.standing.board import board
from trucewatch.standing.cell import date_words
from trucewatch.standing.figures import bounds, excludes, figures_as_of
from trucewatch.standing.talks import talks_as_of
from trucewatch.vocabulary.kinds import Agreement, Figure, Obligation, Talks
from view_case import Case


def small_record() -> Case:
    case = Case()
    case.report(
        "2031-03-07",
        "Gazette",
        "The accord begins on 10 March for 45 days. Guns go by 20 March. Talks: 27 March, Ansel.",
    )
    case.say(
        Agreement, "begins on 10 March", kind="accord", term_used="Ansel Accord", start="2031-03-10", duration="P45D"
    )
    case.say(
        Obligation, "Guns go by 20 March", bearer="Karsa", action="withdraw", object="guns", deadline="2031-03-20",
        state="pending",
    )  # fmt: skip
    case.say(Talks, "Talks: 27 March", venue="Port Ansel", date="2031-03-27", status="planned")
    case.report("2031-03-18", "Wire", "About 25 lorries crossed daily, the Commission said.")
    case.say(Figure, "About 25 lorries", what="other", measure="lorries", number=25, qualifier="about")
    case.report(None, "Leaflet", "A round was held.")
    case.say(Talks, "A round was held", venue=None, date=None, status="held")
    return case


def test_the_board_takes_the_last_publication_as_its_day() -> None:
    stood = board(small_record().view())
    assert stood.as_of == date(2031, 3, 18)
    assert (stood.sources.reports, stood.sources.undated, stood.sources.last) == (3, 1, date(2031, 3, 18))
    assert stood.sources.outlets == (("Gazette", 1), ("Leaflet", 1), ("Wire", 1))


def test_what_is_ahead_in_72_hours_and_14_days() -> None:
    stood = board(small_record().view(), date(2031, 3, 18))
    assert [(u.within, u.what, u.day) for u in stood.upcoming] == [
        ("72 hours", "obligation", date(2031, 3, 20)),
        ("14 days", "talks", date(2031, 3, 27)),
    ]
    later = board(small_record().view(), date(2031, 4, 20))
    assert [(u.within, u.what, u.day) for u in later.upcoming] == [("72 hours", "computed expiry", date(2031, 4, 23))]


def test_what_was_reported_done_is_no_longer_ahead() -> None:
    case = small_record()
    case.report("2031-03-17", "Courier", "The guns are gone.")
    case.say(Obligation, "guns are gone", bearer="Karsa", action="withdraw", object="guns", state="done")
    stood = board(case.view(), date(2031, 3, 18))
    assert [u.what for u in stood.upcoming] == ["talks"]


def test_every_cell_opens_its_sentence() -> None:
    case = small_record()
    texts = {r.id: r.text for r in case.reports}
    cells: list[dict[str, object]] = []

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if set(value) == {"text", "statements", "places"}:
                cells.append(value)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(json.loads(json.dumps(board(case.view()).to_json())))
    assert len(cells) > 12
    for cell in cells:
        assert cell["statements"]
        places = cell["places"]
        assert isinstance(places, list)
        assert places
        for place in places:
            p = place["passage"]
            assert texts[place["report_id"]][p["start"] : p["end"]] == p["text"]


def test_the_order_of_adding_changes_nothing() -> None:
    case = small_record()
    assert board(case.view()) == board(case.view(backwards=True))


def test_what_was_not_known_is_not_on_the_board() -> None:
    stood = board(small_record().view(known_on="2031-03-10"))
    assert stood.figures == ()
    assert stood.as_of == date(2031, 3, 7)
    assert stood.sources.reports == 1


def test_an_empty_view_gives_an_empty_board() -> None:
    stood = board(Case().view())
    assert stood.as_of is None
    assert not stood.agreements
    assert not stood.upcoming
    assert not stood.timeline


def test_the_timeline_marks_what_is_ahead_and_merges_equal_lines() -> None:
    case = small_record()
    case.report("2031-03-09", "Courier", "Talks are planned for 27 March in Port Ansel.")
    case.say(Talks, "Talks are planned", venue="Port Ansel", date="2031-03-27", status="planned")
    lines = board(case.view(), date(2031, 3, 18)).timeline
    assert [(e.day, e.kind, e.ahead) for e in lines] == [
        ("2031-03-10", "agreement: start", False),
        ("2031-03-20", "obligations: deadline", True),
        ("2031-03-27", "talks", True),
    ]
    assert len(lines[-1].cell.statements) == 2


def talks_case() -> Case:
    case = Case()
    case.report(
        "2031-03-07", "Gazette", "Delegations meet in Port Ansel on 27 March; a June conference is planned in Orlen."
    )
    case.say(
        Talks, "27 March", venue="Port Ansel", date="2031-03-27", participants=("Karsa", "Front"), status="planned"
    )
    case.say(Talks, "June", venue="Orlen", date="2031-06", status="planned")
    case.say(Talks, "Delegations meet", venue="Sarn", date=None, status="planned")
    case.report("2031-07-30", "Wire", "The Orlen conference was held on 28 and 29 June.")
    case.say(Talks, "held on 28 and 29 June", venue="Orlen", date="2031-06-28/2031-06-29", status="held")
    return case


def test_talks_known_in_march_are_planned_even_if_held_later() -> None:
    case = talks_case()
    known = talks_as_of(case.view(known_on="2031-03-31"), date(2031, 3, 8))
    assert [(t.title, t.stage) for t in known] == [
        ("Port Ansel, 27 March 2031", "ahead"),
        ("Orlen, June 2031", "ahead"),
        ("Sarn", "ahead"),
    ]
    assert known[0].when == "in 19 days"
    assert known[2].when == "the date is not stated, last reported on 7 March 2031"
    later = {t.title.split(",")[0]: t.stage for t in talks_as_of(case.view(), date(2031, 3, 8))}
    assert later["Orlen"] == "ahead"


def test_talks_after_their_day_are_held_or_not_reported_on() -> None:
    rows = {t.title.split(",")[0]: t for t in talks_as_of(talks_case().view(), date(2031, 7, 31))}
    assert rows["Orlen"].stage == "held"
    assert [s.value for s in rows["Orlen"].history] == ["planned", "held"]
    assert rows["Port Ansel"].stage == "date_passed"


def test_a_meeting_called_off_is_not_ahead() -> None:
    case = talks_case()
    case.report("2031-03-20", "Wire", "The Port Ansel meeting of 27 March is off.")
    case.say(Talks, "is off", venue="Port Ansel", date="2031-03-27", status="postponed")
    rows = {t.title.split(",")[0]: t.stage for t in talks_as_of(case.view(), date(2031, 3, 21))}
    assert rows["Port Ansel"] == "called_off"


def test_figures_stand_side_by_side_and_a_proposal_never_beside_a_report() -> None:
    case = Case()
    for day, outlet, number, who in (
        ("2031-03-07", "Gazette", 8500, "Front"),
        ("2031-03-08", "Wire", 12600, "ministry"),
    ):
        case.report(day, outlet, f"{number} lorries crossed, said the {who}.")
        case.say(Figure, f"{number} lorries", what="other", measure="lorries", number=number, attributed_to=who)
    case.report("2031-03-08", "Courier", "The plan offers 600 lorries.")
    case.say(Figure, "600 lorries", what="other", measure="lorries", number=600, status="proposed")
    proposed, reported = figures_as_of(case.view(), None)
    assert (proposed.status, len(proposed.entries)) == ("proposed", 1)
    assert reported.differ
    assert [e.stated.voice for e in reported.entries] == ["Front, in Gazette", "ministry, in Wire"]


def test_qualifiers_widen_what_a_number_allows() -> None:
    def figure(number: float, qualifier: str = "exact") -> Figure:
        return Figure(what="released", number=number, qualifier=qualifier)  # type: ignore[arg-type]

    assert not excludes(figure(2000, "nearly"), figure(1900, "about"))
    assert not excludes(figure(48000, "more than"), figure(48230))
    assert excludes(figure(48000, "more than"), figure(41000))
    assert excludes(figure(38), figure(33))
    assert bounds(figure(10, "vague"))[0] == 0


def test_counts_of_nothing_in_particular_stand_alone_and_do_not_differ() -> None:
    case = Case()
    case.report("2031-03-07", "Gazette", "There were 57 and 900 of them.")
    case.say(Figure, "57", what="other", number=57)
    case.say(Figure, "900", what="other", number=900)
    rows = figures_as_of(case.view(), None)
    assert [len(r.entries) for r in rows] == [1, 1]
    case.report("2031-03-08", "Wire", "3 died, then 40.")
    case.say(Figure, "3 died", what="killed", number=3)
    case.say(Figure, "40", what="killed", number=40)
    (killed,) = [r for r in figures_as_of(case.view(), None) if r.what == "killed"]
    assert len(killed.entries) == 2
    assert not killed.differ


def test_dates_are_told_as_precisely_as_they_are() -> None:
    values = ("2031-03-01", "2031-03", "2031", "2031-W10", "2031-03-01/2031-03-04", "PRESENT_REF")
    assert [date_words(v) for v in values] == [
        "1 March 2031",
        "March 2031",
        "2031",
        "the week of 3 March 2031",
        "1 March 2031 to 4 March 2031",
        "PRESENT_REF",
    ]
