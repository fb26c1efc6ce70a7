from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from terms_case import PROPERTY, TRUCE, terms
from trucewatch.agreements.form import terms_form
from trucewatch.agreements.library import slugs, terms_path
from trucewatch.agreements.load import load_terms, terms_from
from trucewatch.agreements.terms import Entry, Terms
from trucewatch.agreements.write import plain, text_of, write
from trucewatch.errors import TrucewatchError


@PROPERTY
@given(terms())
def test_what_is_written_is_read_again(some: Terms) -> None:
    assert terms_from(write(some), "written") == some


@pytest.mark.parametrize("slug", slugs())
def test_the_library_is_read_again_as_it_is_written(slug: str) -> None:
    held = load_terms(terms_path(slug))
    assert terms_from(write(held), slug) == held


@PROPERTY
@given(terms())
def test_comments_change_nothing(some: Terms) -> None:
    ids = [each.id for each in some.obligations]
    paths = [
        "",
        "obligations",
        "entry.actual",
        "mechanisms",
        *(f"{id_}.due" for id_ in ids),
        *(f"obligations.{id_}" for id_ in ids),
    ]
    written = write(some, {path: ["one\ntwo: {", "*x"] for path in paths})
    assert terms_from(written, "written") == some
    assert written.count("# *x") == len(set(paths))


@PROPERTY
@given(terms())
def test_the_long_form_says_the_same(some: Terms) -> None:
    assert terms_from(text_of(plain(some, full=True)), "long") == some


def test_comments_stand_above_what_they_are_about() -> None:
    truce = terms_from(TRUCE, "truce")
    written = write(
        truce,
        {
            "": ["drafted from reports"],
            "phase-1.lasts": ["42 days in S1"],
            "obligations.no-fire": ["two reports"],
            "no-fire.due": ["no report has a date"],
            "mechanisms": ["none but one"],
            "sources.S2.reference": ["not found"],
        },
    ).splitlines()
    assert written[:2] == ["# drafted from reports", "terms: 1"]
    assert written[written.index("    # 42 days in S1") + 1] == "    lasts: P42D"
    assert written[written.index("  # two reports") + 1] == "  no-fire:"
    assert written[written.index("    # no report has a date") - 1].startswith("    object: fire")
    assert written[written.index("# none but one") + 1] == "mechanisms:"
    assert written[written.index("    # not found") - 1] == "    what: a communique"


def test_no_comment_is_lost() -> None:
    with pytest.raises(TrucewatchError, match=r"comments on no-such.due, obligations.none, which"):
        write(terms_from(TRUCE, "truce"), {"no-such.due": ["x"], "obligations.none": ["y"], "area": ["z"]})


def test_each_value_takes_its_shortest_form() -> None:
    lines = write(terms_from(TRUCE, "truce")).splitlines()
    for line in (
        "on: 2031-04-02",
        "  S2: a communique",
        "  scheduled: 2031-04-02T19:00+03:00",
        "  actual: {at: 2031-04-02T19:30+03:00, sources: S1}",
        "  phase-1: {ordinal: 1, starts: entry_into_force, lasts: P42D, sources: S1}",
        "    lasts: [{lasts: P42D, sources: S1}, {lasts: P60D, sources: S2}]",
        '    clause: "2.1"',
        "    due: [2031-05-01, phase-1.end]",
    ):
        assert line in lines, line
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"), (True, "true"), ("true", '"true"'), ("nUll", '"nUll"'), ("", '""'), (33, "33"), ("33", '"33"'),
        (2.5, "2.5"), (30.0, "30"), (1e-10, "0"), ("2031-04-02", "2031-04-02"), ("P42D", "P42D"), ("a: b", '"a: b"'),
        ("#a", '"#a"'), ("a\nb", '"a\\nb"'), ("a\x85b\ufeff", '"a\\u0085b\\ufeff"'), ("No", '"No"'),
        ('say "yes"', '"say \\"yes\\""'), ("https://example.org/a", "https://example.org/a"),
        ({"on": ["x", {"y": 1}]}, "{on: [x, {y: 1}]}"), ({"true": ()}, '{"true": []}'),
    ],
)  # fmt: skip
def test_text_of_a_value(value: object, text: str) -> None:
    assert text_of(value) == text


def test_the_least_that_terms_can_be() -> None:
    least = Terms("x", "A truce", date(2031, 4, 2), "UTC", (), Entry())
    assert write(least) == "terms: 1\nid: x\ntitle: A truce\non: 2031-04-02\nzone: UTC\n"


def test_the_truce_of_these_tests_has_every_section() -> None:
    assert list(plain(terms_from(TRUCE, "truce"))) == [each.key for each in terms_form().fields]
