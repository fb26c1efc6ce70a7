"""What agreements are to earlier ones, on sentences of our own."""

from __future__ import annotations

import pytest

from agreement_case import main_of, read


@pytest.mark.parametrize(
    ("text", "relation", "to"),
    [
        ("Peru and Chile signed a ceasefire that replaces the truce of 2014.", "replaces", "the truce of 2014"),
        ("The truce of 2014 was replaced by a permanent ceasefire.", "replaces", "The truce of 2014"),
        ("The Lima Accord, which supersedes an armistice signed in 1994, is in force.", "replaces", "an armistice"),
        ("The Lima Accord, which amended the treaty of 1994, is in force.", "amends", "the treaty of 1994"),
        ("The two sides resumed the truce on Monday after three days of shelling.", "resumes", "the truce"),
        ("The deal restores the ceasefire of January 9.", "resumes", "the ceasefire of January 9"),
    ],
)  # fmt: skip
def test_relation_of_the_main_agreement(text: str, relation: str, to: str) -> None:
    found = main_of(text)
    assert (found.relation, found.relation_to) == (relation, to)


@pytest.mark.parametrize(
    "text",
    [
        "The Lima Accord is in force. It could be replaced by a treaty.",
        "The Lima Accord is in force. Norway wants to revive the truce of 2014.",
        "The Lima Accord is in force. It did not replace the truce of 2014.",
        "The assembly amended the Lima Accord, which took effect on Monday.",
        "The Lima Accord came into force on Monday, after the truce of 2014 had failed.",
    ],
)
def test_no_relation_where_none_is_told_as_a_fact(text: str) -> None:
    assert main_of(text).relation is None


def test_what_is_replaced_is_another_agreement() -> None:
    found = read("Peru and Chile signed a ceasefire on Monday. The ceasefire replaces the truce of 2014.")
    assert [(o.kind, o.start) for o in found.others] == [("truce", "2014")]


@pytest.mark.parametrize(
    ("text", "kind", "to"),
    [
        ("The armies agreed to extend the truce by two weeks.", "extension", "the truce"),
        ("The armies renewed the truce of 9 April for a month.", "renewal", "the truce of 9 April"),
        ("The extension of the Lima truce took effect on Monday.", "extension", "the Lima truce"),
    ],
)
def test_an_extension_names_what_it_extends(text: str, kind: str, to: str) -> None:
    assert [(o.kind, o.relation, o.relation_to) for o in read(text).others] == [(kind, "extends", to)]


@pytest.mark.parametrize(
    ("text", "kind", "signed"),
    [
        ("The Lima Accord holds. They signed an annex to the Lima Accord on Monday.", "annex", "2016-05-09"),
        ("The Lima Accord holds. The new protocol amends the Lima Accord.", "new protocol", None),
    ],
)
def test_a_paper_that_amends_is_another_agreement(text: str, kind: str, signed: str | None) -> None:
    found = [(o.kind, o.relation, o.relation_to, o.signed) for o in read(text).others]
    assert found == [(kind, "amends", "the Lima Accord", signed)]
