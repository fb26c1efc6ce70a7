"""What people judge binds before anything else, in whatever order it comes; and the order of reports plays no part."""

from __future__ import annotations

from itertools import permutations

import pytest

from linking_case import ARDA, BELM, LinkingCase, judged, person, source, thing
from trucewatch.linking.actors import LinkedActors, link_actors
from trucewatch.vocabulary.report import Report

NAME = "Elen Maro"


@pytest.fixture
def case() -> LinkingCase:
    """Three reports that tell of one name and side, and one of a name like it."""
    made = LinkingCase()
    for day in ("2031-03-01", "2031-03-05", "2031-03-09"):
        made.report(day, ARDA, person(NAME, "Arda", "foreign minister"))
    made.report("2031-03-12", ARDA, person("Ilin Marro", "Arda"))
    return made


def ids(case: LinkingCase) -> list[str]:
    return [case.id(r, NAME) for r in case.reports[:3]] + [case.id(case.reports[3], "Ilin Marro")]


def parted(linked: LinkedActors) -> set[frozenset[str]]:
    return {frozenset(m.id for m in actor.members) for actor in linked.actors}


def test_same_ties_what_nothing_else_would(case: LinkingCase) -> None:
    a, _, _, other = ids(case)
    judgement = judged(other, a, "same")
    linked = case.linked([judgement])
    found = linked.of(other)
    assert found is not None
    assert found == linked.of(a)
    assert [link for link in found.links if link.judgement == judgement]
    assert other not in {id_ for c in linked.queue for id_ in (c.left, c.right)}


def test_different_takes_one_out_and_leaves_the_others_together(case: LinkingCase) -> None:
    a, b, c, _ = ids(case)
    linked = case.linked([judged(b, a, "different"), judged(b, c, "different")])
    assert linked.of(a) == linked.of(c)
    assert linked.of(b) != linked.of(a)
    assert not [q for q in linked.queue if {q.left, q.right} & {b} and {q.left, q.right} & {a, c}]


def test_the_first_can_be_taken_out_as_well(case: LinkingCase) -> None:
    a, b, c, _ = ids(case)
    linked = case.linked([judged(a, b, "different"), judged(a, c, "different")])
    assert linked.of(b) == linked.of(c)
    assert linked.of(a) != linked.of(b)


def test_a_withdrawn_judgement_is_as_if_it_had_not_been(case: LinkingCase) -> None:
    a, b, _, other = ids(case)
    taken_back = [
        judged(a, b, "different", 1), judged(b, a, "withdrawn", 2), judged(a, other, "same", 1),
        judged(a, other, "withdrawn", 3),
    ]  # fmt: skip
    assert parted(case.linked(taken_back)) == parted(case.linked())


def test_a_later_judgement_on_a_pair_replaces_the_earlier(case: LinkingCase) -> None:
    a, _, _, other = ids(case)
    linked = case.linked([judged(a, other, "same", 5), judged(other, a, "different", 9), judged(a, other, "same", 2)])
    assert linked.of(a) != linked.of(other)
    assert not linked.refused


def test_of_judgements_of_one_moment_the_most_careful_counts(case: LinkingCase) -> None:
    a, _, _, other = ids(case)
    both = [judged(a, other, "different"), judged(other, a, "same"), judged(a, other, "withdrawn")]
    for told in permutations(both):
        assert case.linked(list(told)).of(a) != case.linked(list(told)).of(other)
    same = case.linked([judged(a, other, "withdrawn"), judged(other, a, "same")])
    assert same.of(a) == same.of(other)


def test_of_judgements_that_contradict_each_other_the_oldest_gives_way(case: LinkingCase) -> None:
    a, b, _, other = ids(case)
    oldest = judged(a, other, "same", 1)
    linked = case.linked([oldest, judged(b, other, "different", 2), judged(a, b, "same", 3)])
    assert linked.of(a) == linked.of(b)
    assert linked.of(other) != linked.of(a)
    assert [r.judgement for r in linked.refused] == [oldest]
    assert "newer" in linked.refused[0].reason


def test_a_sealed_source_is_bound_by_no_judgement() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", ARDA, person(NAME, "Arda", "foreign minister"))
    two = case.report("2031-03-05", ARDA, source("an official", "Arda"))
    judgement = judged(case.id(one, NAME), case.id(two, "an official"), "same")
    linked = case.linked([judgement])
    assert not case.are_one(linked, (one, NAME), (two, "an official"))
    assert [r.judgement for r in linked.refused] == [judgement]


def test_what_the_view_does_not_show_still_ties(case: LinkingCase) -> None:
    a, _, _, other = ids(case)
    hidden = "0" * 64
    linked = case.linked([judged(a, hidden, "same"), judged(hidden, other, "same")])
    assert linked.of(a) == linked.of(other)
    assert linked.of(hidden) is None


def test_judgements_of_other_kinds_do_not_count(case: LinkingCase) -> None:
    a, _, _, other = ids(case)
    assert parted(case.linked([judged(a, other, "same", kind="proposal")])) == parted(case.linked())


def test_judged_across_processes_binds_too() -> None:
    case = LinkingCase()
    one = case.report("2031-03-01", person(NAME))
    two = case.report("2031-03-02", person(NAME), process="valley")
    linked = case.linked([judged(case.id(one, NAME), case.id(two, NAME), "same")])
    assert case.are_one(linked, (one, NAME), (two, NAME))


def test_the_order_of_judgements_plays_no_part(case: LinkingCase) -> None:
    a, b, c, other = ids(case)
    judgements = [
        judged(a, b, "different", 1), judged(a, other, "same", 2), judged(b, other, "same", 3), judged(b, c, "same", 3),
    ]  # fmt: skip
    results = [case.linked(each) for each in permutations(judgements)]
    assert all(result == results[0] for result in results)
    assert results[0].refused


def test_the_order_of_adding_plays_no_part() -> None:
    case = busy()
    assert link_actors(case.view()) == link_actors(case.view(backwards=True))


def test_an_id_stays_when_later_reports_come() -> None:
    case = busy()
    before = link_actors(case.view(known_on="2031-03-06"))
    after = link_actors(case.view())
    assert {a.id for a in before.actors if len(a.members) > 1} <= {a.id for a in after.actors}
    assert len(after.actors) > len(before.actors)


def busy() -> LinkingCase:
    """Several reports with some of everything."""
    case = LinkingCase()
    front = thing("Harbour People's Front", "party", "HPF")

    def told(day: str, *names: str) -> Report:
        return case.report(day, ARDA, BELM, front, *(person(n, "Arda", "foreign minister") for n in names))

    told("2031-03-05", NAME)
    told("2031-03-01", NAME)
    case.report("2031-03-03", thing("HPF", "party"), person("Maro", "Arda", "foreign minister"), source())
    case.report("2031-03-09", ARDA, person("Ilin Marro", "Belm"), person("Ivo Tark", "HPF"))
    told("2031-03-09", "Ivo Tark")
    case.report(None, BELM, person("Ivo Tark"), thing("Hill Peace Forum", "body", "HPF"))
    return case
