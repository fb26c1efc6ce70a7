from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from terms_case import PROPERTY, TRUCE, terms
from trucewatch.agreements.check import CUSTOMARY, check
from trucewatch.agreements.form_paths import ids_in, named
from trucewatch.agreements.load import terms_from
from trucewatch.agreements.paths import changed
from trucewatch.agreements.terms import Entry, Terms
from trucewatch.agreements.write import plain


@pytest.fixture(scope="module")
def truce() -> Terms:
    return terms_from(TRUCE, "truce.yaml")


def test_the_truce_lacks_little(truce: Terms) -> None:
    assert [(one.code, one.path) for one in check(truce)] == []


def test_the_least_that_terms_can_be_lacks_every_customary_element() -> None:
    least = Terms("x", "A truce", date(2031, 4, 2), "UTC", (), Entry())
    found = check(least)
    assert [one.code for one in found] == [each.code for each in CUSTOMARY if each.code != "no-hour-of-entry"]
    assert all(one.severity == "gap" and one.source for one in found)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"entry.actual": "null", "entry.scheduled": "null"}, "no-entry"),
        ({"entry.actual": "2031-04-02", "entry.scheduled": "2031-04-02"}, "no-hour-of-entry"),
        ({"phase-1.lasts": "null", "phase-2.lasts": "null", "amendments.third-phase": "null"}, "no-end"),
        ({"area": "null"}, "no-area"),
        ({"prohibited": "null", "obligations.no-fire": "null", "amendments.third-phase": "null"}, "no-prohibited-acts"),
        ({"permitted": "null"}, "no-permitted-acts"),
        ({"mechanisms.committee": "null", "envoy.roles": "mediator"}, "no-monitoring"),
        ({"disputes": "null"}, "no-dispute-settlement"),
        ({"obligations.let-trucks-in": "null"}, "no-humanitarian-access"),
        ({"spare-villages.subtype": "demine"}, "no-protection-of-civilians"),
        (
            {"free-captives.action": "withdraw", "free-prisoners.action": "withdraw"},
            "no-prisoners-or-missing",
        ),
        (
            {"powers.renew": "null", "amendments.renewal": "null", "amendments.third-phase": "null"},
            "no-amendment-or-termination",
        ),
        ({"entry.signed": "null", "reference": "null"}, "no-signature-or-publication"),
    ],
)
def test_each_customary_element_is_missed_where_it_is_absent(truce: Terms, changes: dict[str, str], code: str) -> None:
    assert [one.code for one in check(changed(truce, changes)) if one.source] == [code]


@pytest.mark.parametrize(
    ("changes", "code", "path", "words"),
    [
        ({"free-captives.bearer": "null"}, "no-bearer", "free-captives.bearer", "Nobody is named"),
        ({"free-captives.due": "null"}, "no-due", "free-captives.due", "No date is set"),
        ({"free-captives.action": "other"}, "other-without-subtype", "free-captives.subtype", "no subtype"),
        (
            {"free-captives.in_exchange_for": "null"}, "half-exchange", "free-captives.in_exchange_for",
            "free-prisoners is given for free-captives",
        ),
        ({"renew.consent": "[north, envoy]"}, "consent-of-others", "renew.consent", "the consent of envoy"),
        ({"phase-1.starts": "null"}, "no-start", "phase-1.starts", "when phase-1 begins"),
        (
            {"phase-2.starts": "{after: phase-1.end, words: once met}"}, "gap-between-phases", "phase-2.starts",
            "begins on a condition",
        ),
        (
            {"phase-2.starts": "{after: phase-1.end, offset: P3D}"}, "gap-between-phases", "phase-2.starts",
            "begins P3D after the end of phase-1",
        ),
        # 42 days from 2 April end on 13 May
        (
            {"phase-2.starts": "2031-05-15"}, "gap-between-phases", "phase-2.starts",
            "phase-1 ends on 2031-05-13, phase-2 begins on 2031-05-15",
        ),
        ({"phase-2.ordinal": "3"}, "gap-between-phases", "phase-2.starts", "none between"),
    ],
)  # fmt: skip
def test_what_is_left_open_or_does_not_fit(
    truce: Terms, changes: dict[str, str], code: str, path: str, words: str
) -> None:
    found = [one for one in check(changed(truce, changes)) if not one.source]
    assert [(one.code, one.path) for one in found] == [(code, path)]
    assert words in found[0].sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"phase-2.starts": "2031-05-14"},
        {"phase-2.starts": "phase-1.end"},
        {"phase-2.starts": "{after: phase-1.end, words: once met}", "phase-1.continues_while": "talks go on"},
        {"phase-2.starts": "[2031-05-15, 2031-05-14]"},
        {"phase-2.starts": "2031-05-15", "phase-1.lasts": "[P42D, P50D]"},
        {"phase-2.starts": "2031-05-14", "phase-1.lasts": "{lasts: P42D, counting: exclusive}"},
        {"phase-2.starts": "signature"},
        {"no-fire.due": "null"},
        {"renew.consent": "[north, militia]"},
    ],
)
def test_what_leaves_no_gap(truce: Terms, changes: dict[str, str]) -> None:
    assert check(changed(truce, changes)) == ()


@PROPERTY
@given(terms())
def test_a_finding_names_a_place_of_the_file_and_no_party_as_guilty(some: Terms) -> None:
    ids = ids_in(plain(some))
    for one in check(some):
        assert named(one.path, ids) is not None or one.path in ("parties", "entry", "phases", "obligations", "powers",
                                                                "mechanisms")  # fmt: skip
        assert one.sentence.endswith(".")
        assert "violat" not in one.sentence
        assert set(one.to_json()) == {"code", "severity", "path", "sentence", "source"}


@PROPERTY
@given(terms())
def test_the_order_of_parties_means_nothing(some: Terms) -> None:
    turned = replace(some, parties=tuple(reversed(some.parties)))
    assert check(turned) == check(some)
