"""Single sentences of a brief: which figures come first, what is called unread, from when a truce is counted."""

from __future__ import annotations

import pytest

from exports.brief_case import ONE
from trucewatch.exports.brief import Brief
from trucewatch.exports.brief_build import build_brief
from trucewatch.vocabulary.agreement import Agreement, Phase
from trucewatch.vocabulary.kinds import Figure, Obligation
from view_case import Case, passage


def section(brief: Brief, name: str) -> list[str]:
    return [s.text for one in brief.sections if one.name == name for s in one.sentences]


def test_kinds_of_people_take_turns_before_other_counts() -> None:
    case = Case()
    words = (
        "The office counted 12 lorries and three kilns at the ford. Some 40 people were killed. On the road 9 others "
        "were killed. About 700 families were displaced. They released 8 sailors. The mayor counted 20 lorries."
    )
    case.report("2031-05-09", "River Gazette", words)
    case.say(
        Figure, "12 lorries", what="other", measure="lorries", number=12, attributed_to="relief office", confidence=0.9
    )
    case.say(Figure, "20 lorries", what="other", measure="lorries", number=20, attributed_to="mayor", confidence=0.9)
    case.say(Figure, "three kilns", what="other", measure="kilns", number=3, confidence=0.9)
    case.say(Figure, "They released 8 sailors", what="released", measure="sailors", number=8, confidence=0.9)
    case.say(Figure, "700 families were displaced", what="displaced", measure="families", number=700, confidence=0.9)
    case.say(Figure, "40 people were killed", what="killed", measure="people", number=40, confidence=0.9)
    case.say(Figure, "9 others were killed", what="killed", measure="others", number=9, confidence=0.9)
    told = section(build_brief(case.view()), "figures")
    marks = ("Lorries, side by side", "killed", "displaced", "released", "Kilns")
    kinds = [next((k for k in marks if k in line), line) for line in told]
    assert kinds == ["killed", "displaced", "released", "Lorries, side by side", "killed", "Kilns"]


@pytest.mark.parametrize(
    ("duty", "is_told"),
    [
        ("Norrland must leave the second phase's posts by 12 May", False),
        ("Norrland must leave in phase two by 12 May", False),
        ("Norrland must leave the second camp by 12 May", True),
    ],
)
def test_a_phase_that_a_dated_duty_names_is_not_called_undated(duty: str, is_told: bool) -> None:
    case = Case()
    report = case.report("2031-05-02", "River Gazette", f"The first phase lasts 40 days. Two phases follow. {duty}.")
    phases = (
        Phase(ordinal=1, status="lasts 40 days", evidence=(passage(report, "The first phase lasts 40 days"),)),
        Phase(ordinal=2, status="follow", evidence=(passage(report, "Two phases follow"),)),
        Phase(ordinal=3, status="follow", evidence=(passage(report, "Two phases follow"),)),
    )
    case.say(
        Agreement, "The first phase lasts 40 days", kind="truce", term_used="River Truce", start="2031-04-01",
        duration="P40D", expiry_of="phase 1", phases=phases,
    )  # fmt: skip
    case.say(
        Obligation, duty, bearer=ONE, action="withdraw", object="posts", deadline="2031-05-12", state="pending",
        bearer_mention=ONE, confidence=0.9,
    )  # fmt: skip
    told = section(build_brief(case.view()), "unknown")
    phases_told = "phases 2 and 3" if is_told else "phase 3"
    assert told[0] == f"Neither a first day, a last day nor a length of {phases_told} of the River Truce was read."


def test_a_truce_without_a_length_is_counted_from_its_first_day() -> None:
    case = Case()
    case.report("2031-05-02", "River Gazette", "The River Truce began on 1 May 2031.")
    case.say(
        Agreement, "The River Truce began on 1 May 2031", kind="truce", term_used="River Truce", start="2031-05-01"
    )
    assert section(build_brief(case.view()), "force")[-1] == (
        "By the calendar, today is day 2 of the River Truce, reported as begun on 1 May 2031; no length of it was read."
    )


def test_reports_without_an_outlet_are_not_called_one_outlet() -> None:
    case = Case()
    case.report("2031-05-08", "", "The ferry went over on Tuesday.")
    assert section(build_brief(case.view()), "sources") == [
        "1 report, which names no outlet.",
        "All of this rests on one report.",
    ]
    case.report("2031-05-09", "", "Nobody spoke at the weir.")
    assert section(build_brief(case.view()), "sources") == ["2 reports, none of which names its outlet."]
