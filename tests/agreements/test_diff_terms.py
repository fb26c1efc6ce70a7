from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from terms_case import PROPERTY, TRUCE, terms
from trucewatch.agreements.diff import Difference, diff
from trucewatch.agreements.load import terms_from
from trucewatch.agreements.paths import changed
from trucewatch.agreements.terms import Terms
from trucewatch.agreements.write import plain


def test_each_difference_has_its_path_in_the_order_of_the_file() -> None:
    before = terms_from(TRUCE, "before")
    changes = {
        "area": "null",
        "obligations.more": "{bearer: north, duty: act, action: withdraw, object: posts}",
        "phase-1.lasts": "[P42D, P60D]",
        "obligations.spare-villages": "null",
        "sources.S2.reference": "page 3",
        "entry.signed": "null",
    }
    assert diff(before, changed(before, changes)) == (
        Difference("sources.S2.reference", "null", "page 3"),
        Difference("entry.signed", "2031-03-30", "null"),
        Difference("phase-1.lasts", "P42D", "[P42D, P60D]"),
        Difference(
            "obligations.spare-villages",
            "{bearer: [north, south], duty: continuous, action: other, subtype: protect_civilians, "
            "object: villages are spared}",
            "null",
        ),
        Difference("obligations.more", "null", "{bearer: north, duty: act, action: withdraw, object: posts}"),
        Difference("area", "the valley of the Ansel", "null"),
    )


@PROPERTY
@given(terms())
def test_nothing_differs_from_itself(some: Terms) -> None:
    assert diff(some, some) == ()


@PROPERTY
@given(terms(), terms())
def test_the_differences_lead_from_one_to_the_other(one: Terms, other: Terms) -> None:
    after = replace(other, id=one.id)
    made = changed(one, {each.path: each.after for each in diff(one, after)})
    assert plain(made) == plain(after)  # as mappings: the order of parts may differ
    assert {each.path for each in diff(after, one)} == {each.path for each in diff(one, after)}
