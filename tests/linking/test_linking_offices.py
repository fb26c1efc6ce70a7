"""Offices without a name: tied to whoever is told to hold them around that day, never outside the days told."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from linking_case import ARDA, BELM, LinkingCase, office, person, thing
from trucewatch.registers.known_actors import load_known_actors


def held(case: LinkingCase, day: str, name: str = "Elen Maro", words: str = "foreign minister") -> None:
    case.report(day, ARDA, person(name, "Arda", words))


def test_an_office_told_before_and_after_is_its_holders() -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    held(case, "2031-03-20")
    report = case.report("2031-03-10", ARDA, office("minister of foreign affairs", "Arda"))
    assert case.are_one(case.linked(), (case.reports[0], "Elen Maro"), (report, "minister of foreign affairs"))


def test_an_office_told_on_the_same_day_is_its_holders() -> None:
    case = LinkingCase()
    held(case, "2031-03-10")
    report = case.report("2031-03-10", ARDA, office("foreign minister", "Arda"))
    assert case.are_one(case.linked(), (case.reports[0], "Elen Maro"), (report, "foreign minister"))


@pytest.mark.parametrize("day", ["2031-02-01", "2031-04-01"])
def test_nothing_is_tied_outside_the_days_told(day: str) -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    held(case, "2031-03-20")
    report = case.report(day, ARDA, office("foreign minister", "Arda"))
    linked = case.linked()
    assert not case.are_one(linked, (case.reports[0], "Elen Maro"), (report, "foreign minister"))
    assert case.is_queued(linked, (case.reports[0], "Elen Maro"), (report, "foreign minister"))


def test_a_minister_who_left_speaks_for_nobodys_new_minister() -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    held(case, "2031-03-20", "Ivo Tark")
    report = case.report("2031-03-10", ARDA, office("foreign minister", "Arda"))
    late = case.report("2031-03-30", ARDA, office("foreign minister", "Arda"))
    linked = case.linked()
    for name, told in (("Elen Maro", case.reports[0]), ("Ivo Tark", case.reports[1])):
        assert not case.are_one(linked, (told, name), (report, "foreign minister"))
        assert not case.are_one(linked, (told, name), (late, "foreign minister"))


def test_who_is_told_to_have_left_in_between_holds_it_no_more() -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    case.report("2031-03-05", ARDA, person("Elen Maro", "Arda", "former foreign minister"))
    held(case, "2031-03-20")
    report = case.report("2031-03-04", ARDA, office("foreign minister", "Arda"))
    assert not case.are_one(case.linked(), (case.reports[0], "Elen Maro"), (report, "foreign minister"))


def test_the_new_minister_is_not_the_old_one() -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    held(case, "2031-03-20")
    report = case.report("2031-03-10", ARDA, office("new foreign minister", "Arda"))
    assert not case.are_one(case.linked(), (case.reports[0], "Elen Maro"), (report, "new foreign minister"))


def test_the_same_office_of_the_other_side_is_somebody_elses() -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    held(case, "2031-03-20")
    report = case.report("2031-03-10", ARDA, BELM, office("foreign minister", "Belm"))
    linked = case.linked()
    assert not case.are_one(linked, (case.reports[0], "Elen Maro"), (report, "foreign minister"))
    assert not case.is_queued(linked, (case.reports[0], "Elen Maro"), (report, "foreign minister"))


def test_an_office_whose_side_nobody_tells_is_nobodys() -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    held(case, "2031-03-20")
    report = case.report("2031-03-10", ARDA, office("foreign minister"))
    assert not case.are_one(case.linked(), (case.reports[0], "Elen Maro"), (report, "foreign minister"))


def test_a_deputy_is_not_the_minister() -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    held(case, "2031-03-20")
    report = case.report("2031-03-10", ARDA, office("deputy foreign minister", "Arda"))
    assert not case.are_one(case.linked(), (case.reports[0], "Elen Maro"), (report, "deputy foreign minister"))


def test_a_report_without_a_day_ties_no_office() -> None:
    case = LinkingCase()
    held(case, "2031-03-01")
    held(case, "2031-03-20")
    report = case.report(None, ARDA, office("foreign minister", "Arda"))
    assert not case.are_one(case.linked(), (case.reports[0], "Elen Maro"), (report, "foreign minister"))


def test_a_users_own_file_tells_who_held_an_office_and_when(tmp_path: Path) -> None:
    path = tmp_path / "actors.yaml"
    path.write_text(
        textwrap.dedent("""\
            actors:
              - name: Elen Maro
                type: person
                offices:
                  - {office: foreign minister, of: France, from: 2031-01-01, until: 2031-06-30}
            """),
        encoding="utf-8",
    )
    known = load_known_actors(path)
    case = LinkingCase()
    france = thing("France")
    named = case.report("2031-01-05", france, person("Elen Maro", "France"))
    within = case.report("2031-03-10", france, office("foreign minister", "France"))
    outside = case.report("2031-09-10", france, office("foreign minister", "France"))
    linked = case.linked(known=known)
    assert case.are_one(linked, (named, "Elen Maro"), (within, "foreign minister"))
    assert not case.are_one(linked, (named, "Elen Maro"), (outside, "foreign minister"))
    assert case.actor(linked, named, "Elen Maro").code == "own:elen-maro"
