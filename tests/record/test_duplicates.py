"""Copies of one text among reports."""

from __future__ import annotations

import itertools
import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.record.duplicates import Copies, credits_of, find_copies
from trucewatch.vocabulary.report import Report

WIRE = (
    "PORT ELSA (CNS) - Monitors counted forty trucks at the northern crossing on Tuesday, the first since the truce "
    "began. Drivers waited for six hours while both armies checked the lists. A mission spokesman said a second convoy "
    "would leave on Thursday if the road was found clear of mines. The two governments meet in Arvo next week and "
    "settle what else may pass, among it fuel for the hospitals and cement for the bridge that was hit in May."
)
OTHER = (
    "Fishermen on the lower river have gone back to work after the sides agreed on a strip of water that no "
    "patrol may enter. The harbour master of Tessel said nineteen boats had put out before dawn. Nets were "
    "torn by wrecks from the war, and the catch was small, yet the market opened for the first time in a year, "
    "and a queue had formed by six."
)


def _report(text: str, day: int | None = 1, outlet: str | None = None, byline: str | None = None) -> Report:
    published = date(2019, 5, day) if day else None
    return Report(text, published=published, outlet=outlet, byline=byline, url=f"x:{outlet}:{day}")


def _only(reports: list[Report]) -> Copies:
    found = find_copies(reports)
    assert len(found) == 1
    return found[0]


def test_reports_of_different_words_are_no_copies() -> None:
    assert find_copies([_report(WIRE), _report(OTHER, 2)]) == ()


def test_the_same_words_in_another_print_are_exact_copies() -> None:
    found = _only([_report(WIRE, 2, "Gazette"), _report(WIRE.upper().replace(". ", ".\n\n"), 3, "Herald")])
    assert set(found.kinds.values()) == {"exact"}


def test_a_wire_with_another_headline_and_a_cut_end_is_a_near_copy() -> None:
    cut = "Trucks cross in the north\n\n" + WIRE.rsplit(". ", 1)[0] + "."
    found = _only([_report(WIRE, 2, "Gazette"), _report(cut, 3, "Herald")])
    assert set(found.kinds.values()) <= {"near", "part"}


def test_a_wire_inside_a_longer_report_is_a_part_of_it() -> None:
    found = _only([_report(WIRE), _report(OTHER + "\n\n" + WIRE, 2)])
    assert set(found.kinds.values()) == {"part"}


def test_two_lines_alike_are_no_copies() -> None:
    line = "The ministry did not answer questions on Monday."
    near = "The ministry did not answer questions on Tuesday."
    assert find_copies([_report(line), _report(near, 2)]) == ()


def test_the_origin_is_whom_the_others_credit_even_if_it_is_dated_later() -> None:
    agency = _report(WIRE, 4, "Coastal News Service")
    found = _only([_report(WIRE + " It rained.", 3, "Herald"), agency])
    assert (found.origin, found.basis) == (agency.id, "credited")


def test_the_origin_is_the_earliest_where_nobody_is_credited() -> None:
    plain = WIRE.replace("(CNS) ", "")
    first = _report(plain, 2, "Gazette")
    found = _only([_report(plain, 5, "Herald"), first])
    assert (found.origin, found.basis) == (first.id, "earliest")


def test_there_is_no_origin_among_reports_of_one_day_or_without_dates() -> None:
    plain = WIRE.replace("(CNS) ", "")
    for days in ((2, 2), (None, None)):
        found = _only([_report(plain, day, name) for day, name in zip(days, ("Gazette", "Herald"), strict=True)])
        assert (found.origin, found.basis) == (None, None)


def test_a_chain_of_copies_is_one_cluster() -> None:
    cut = WIRE.rsplit(". ", 1)[0] + "."
    found = _only([_report(WIRE, 1, "A"), _report(cut, 2, "B"), _report(cut + " More will follow.", 3, "C")])
    assert len(found.members) == 3


def test_credits_are_read_from_dateline_byline_agency_and_ending() -> None:
    report = _report(
        WIRE + " The Meridian news agency had it first.\n\nAdditional reporting by Delta Press",
        byline="A. Hand, Polar Wire",
    )
    assert credits_of(report) == ("CNS", "Polar Wire", "Meridian", "Delta Press")


def test_a_ministry_in_brackets_inside_a_sentence_is_no_credit() -> None:
    assert credits_of(_report("He said the Joint Cell (JC) would meet, and the army agreed to come to it.")) == ()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**16))
def test_the_order_of_adding_changes_nothing(seed: int) -> None:
    cut = WIRE.rsplit(". ", 1)[0] + "."
    reports = [
        _report(WIRE, 1, "A"),
        _report(cut, 2, "B"),
        _report(OTHER, 3, "C"),
        _report(OTHER + " So it is.", 3, "D"),
    ]
    mixed = reports[:]
    random.Random(seed).shuffle(mixed)  # noqa: S311 - an order, no secret
    assert find_copies(mixed) == find_copies(reports)


def test_every_pair_of_a_record_is_compared_once_at_most() -> None:
    """Members stand in one cluster only."""
    cut = WIRE.rsplit(". ", 1)[0] + "."
    found = find_copies([_report(WIRE, 1, "A"), _report(cut, 2, "B"), _report(OTHER, 3, "C"), _report(OTHER, 4, "D")])
    members = list(itertools.chain.from_iterable(c.members for c in found))
    assert len(members) == len(set(members)) == 4
