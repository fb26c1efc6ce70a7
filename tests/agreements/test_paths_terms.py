from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terms_case import PROPERTY, TRUCE, terms
from trucewatch.agreements.form_paths import ids_in, path_of, paths_in
from trucewatch.agreements.load import terms_from
from trucewatch.agreements.paths import TermsPathError, changed, get, version_on
from trucewatch.agreements.terms import Amendment, Change, Length, Terms, When
from trucewatch.agreements.write import plain, write
from trucewatch.registers.yaml_file import Place


@pytest.fixture(scope="module")
def truce() -> Terms:
    return terms_from(TRUCE, "truce.yaml")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("area", "the valley of the Ansel"),
        ("on", "2031-04-02"),
        ("phase-1.lasts", "P42D"),
        ("phase-2.lasts", "[{lasts: P42D, sources: S1}, {lasts: P60D, sources: S2}]"),
        ("free-captives.bearer", "north"),
        ("free-prisoners.due", "[2031-05-01, phase-1.end]"),
        ("free-captives.clause", '"2.1"'),
        ("entry.scheduled", "2031-04-02T19:00+03:00"),
        ("envoy.bound", "false"),
        ("phase-1.title", "null"),
        ("no-fire.due", "null"),
        ("sources.S2", "{what: a communique}"),
        ("sources.S2.what", "a communique"),
        ("phases.phase-1", "{ordinal: 1, starts: entry_into_force, lasts: P42D, sources: S1}"),
        ("amendments.renewal.changes", "{phase-1.lasts: P4M}"),
        ("obligations.nothing", "null"),
    ],
)
def test_what_stands_at_a_path(truce: Terms, path: str, text: str) -> None:
    assert get(truce, path) == text


@pytest.mark.parametrize("path", ["", "phase-9.lasts", "phase-1.last", "obligations", "entry", "id", "terms", "a.b.c"])
def test_a_path_that_names_nothing_is_told(truce: Terms, path: str) -> None:
    with pytest.raises(TermsPathError, match=f"the path `{path}`"):
        get(truce, path)


@PROPERTY
@given(terms(), st.data())
def test_setting_what_is_there_changes_nothing(some: Terms, data: st.DataObject) -> None:
    ids = ids_in(plain(some))
    paths = [*paths_in(ids), *(f"{section}.{id_}" for section, held in ids.items() for id_ in held)]
    drawn = data.draw(st.lists(st.sampled_from(paths), max_size=4))
    assert changed(some, {path: get(some, path) for path in drawn}) == some


def test_what_is_set_is_there_and_the_first_stays_as_it_was(truce: Terms) -> None:
    made = changed(truce, {"phase-1.lasts": "P60D", "entry.actual": "2031-04-03T06:00", "area": "null"})
    assert made.phases[0].lengths == (Length("P60D"),)
    assert get(made, "entry.actual") == "2031-04-03T06:00+03:00"
    assert made.area is None
    assert truce == terms_from(TRUCE, "truce.yaml")


def test_a_key_is_added_to_a_part_that_the_file_tells_in_one_word() -> None:
    text = TRUCE.replace("{phase-1.lasts: P4M}", "{sources.S2.reference: page 3}")
    made = version_on(terms_from(text, "truce.yaml"), date(2031, 6, 2))
    assert get(made, "sources.S2") == "{what: a communique, reference: page 3}"


def test_a_whole_part_is_added_or_taken_out(truce: Terms) -> None:
    duty = "{bearer: third, duty: act, action: withdraw, object: posts, due: more.end}"
    made = changed(
        truce, {"obligations.x": duty, "parties.third": "{name: T, roles: party}", "phases.more": "{starts: signature}"}
    )
    assert made.obligations[-1].bearers == ("third",)
    assert made.obligations[-1].due == (When(anchor="more.end"),)
    assert changed(made, {"obligations.x": "null", "parties.third": "null", "phases.more": "null"}) == truce


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({"phase-1.last": "P3D"}, ["the path `phase-1.last`", "did you mean `phase-1.lasts`?"]),
        ({"obligation.x": "{}"}, ["the path `obligation.x`"]),
        ({"phase-1.lasts": "long"}, ["phase-1.lasts: `lasts: long`", "ISO 8601"]),
        ({"phase-1.lasts": "{"}, ["phase-1.lasts:", "expected YAML"]),
        ({"phase-1.lasts": "[&a [P1D], *a]"}, ["phase-1.lasts:"]),
        ({"phase-1.lasts": "{lasts: P1D, lasts: P2D}"}, ["a second time"]),
        ({"phase-1.starts": "phase-2.end"}, ["phase-1.starts: a circle"]),
        ({"free-captives.bearer": "nort"}, ["free-captives.bearer:", "did you mean `north`?"]),
        ({"parties.envoy": "null"}, ["committee.chair: `chair: envoy`"]),
        ({"obligations.x": "{duty: act}"}, ["obligations.x: no `action`"]),
        ({"phase-1.title": "[a"}, ["phase-1.title:"]),
        ({"zone": "Nowhere"}, ["zone: `zone: Nowhere`", "IANA"]),
        ({"a.b": "1", "phase-1.lasts": "{"}, ["the path `a.b`", "phase-1.lasts:"]),
    ],
)
def test_what_cannot_be_set_is_told_with_path_and_value(
    truce: Terms, changes: dict[str, str], parts: list[str]
) -> None:
    with pytest.raises(TermsPathError) as caught:
        changed(truce, changes)
    told = "\n".join(caught.value.mistakes)
    assert all(part in told for part in parts), told


def test_amendments_take_effect_by_day_and_then_by_place(truce: Terms) -> None:
    def lasts(*day: int) -> str:
        return get(version_on(truce, date(*day)), "phase-1.lasts")

    assert version_on(truce, date(2031, 5, 31)) is truce
    assert [lasts(2031, 6, 1), lasts(2031, 6, 2)] == ["P2M", "P4M"]
    made = version_on(truce, date(2031, 6, 1))
    assert [each.id for each in made.phases] == ["phase-1", "phase-2", "phase-3"]
    assert get(made, "no-fire.until") == "phase-3.end"
    again = Terms(**{**vars(truce), "amendments": (_sets("b", "P3D"), _sets("a", "P5D"))})
    assert get(version_on(again, date(2031, 6, 9)), "phase-1.lasts") == "P5D"


def test_what_one_amendment_changes_a_later_one_may_take_out() -> None:
    truce = terms_from(TRUCE.replace("{phase-1.lasts: P4M}", "{obligations.no-fire: null}"), "truce.yaml")
    last = version_on(truce, date(2031, 6, 2))
    assert "no-fire" not in [each.id for each in last.obligations]
    assert version_on(version_on(truce, date(2031, 6, 1)), date(2031, 6, 2)) == last
    assert version_on(last, date(2031, 6, 2)) == last


def _sets(id_: str, lasts: str) -> Amendment:
    return Amendment(id_, date(2031, 6, 9), (Change("phase-1.lasts", lasts),))


@PROPERTY
@given(terms(), st.dates(date(1899, 1, 1)), st.dates(date(1899, 1, 1)))
def test_a_later_version_contains_the_earlier(some: Terms, one: date, other: date) -> None:
    first, second = sorted([one, other])
    later = version_on(some, second)
    assert version_on(version_on(some, first), second) == later
    dated = {each.id: {c.path: c.value for c in each.changes} for each in some.amendments if each.on <= second}
    for path in {path for changes in dated.values() for path in changes}:
        assert get(later, path) in {changes.get(path) for changes in dated.values()}
    assert version_on(terms_from(write(some), "again"), second) == later


@pytest.mark.parametrize(
    ("place", "path"),
    [
        (("phases", "phase-1", "lasts", 0, "lasts"), "phase-1.lasts"),
        (("phases", "phase-1"), "phases.phase-1"),
        (("entry", "actual", 0, "at"), "entry.actual"),
        (("sources", "S1", "what"), "sources.S1.what"),
        (("notes", 3), "notes"),
        (("parties",), "parties"),
        ((), ""),
    ],
)
def test_the_path_of_a_place_in_the_file(place: Place, path: str) -> None:
    assert path_of(place) == path
