"""Terms of an invented truce between two parties, and a desk over two reports that tell what was done of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desk.web.listing_case import at, guns, put
from desk_case import Browser
from trucewatch.desk.web.terms_given import given_terms
from trucewatch.vocabulary.kinds import Obligation

TERMS = """\
terms: 1
id: quay-2031
title: Quay truce of April 2031
on: 2031-03-28
zone: UTC
parties:
  council: {name: Harbour Council, roles: [party]}
  league: {name: Shore League, roles: [party]}
entry:
  actual: {at: 2031-04-01}
phases:
  phase-1: {ordinal: 1, title: the first phase, starts: entry_into_force, lasts: {lasts: P20D, counting: inclusive}}
obligations:
  council-guns:
    bearer: council
    duty: act
    action: withdraw
    object: its guns from the quay
    phase: phase-1
    owed: {number: 9, qualifier: exact, unit: guns}
    due: {at: 2031-04-16}
    clause: "2"
  league-guns:
    bearer: league
    duty: act
    action: withdraw
    object: its guns from the dunes
    phase: phase-1
    owed: {number: 9, qualifier: exact, unit: guns}
    due: {at: 2031-04-10}
    clause: "3"
powers:
  longer: {act: extend, of: phase-1, holders: [council, league], consent: [council, league], rule: each, lasts: P10D}
"""
FIRST = "The Shore League withdrew four guns on 8 April, the harbour master said."
LATER = "The Harbour Council withdrew nine guns on 12 April. The road is open."


def took_away(bearer: str, number: int, day: str, text: str, words: str) -> Obligation:
    """A number of guns withdrawn on a day, as reported."""
    given: dict[str, Any] = {"action": "withdraw", "object": "guns", "quantity": guns(number), "date": day}
    return Obligation(bearer=bearer, state="done", evidence=at(text, words), step="hand", **given)


def exchanged(text: str) -> str:
    """A text in which the two parties have each other's names."""
    one, two = "Harbour Council", "Shore League"
    return text.replace(one, "\0").replace(two, one).replace("\0", two)


def desk_under_terms(folder: Path, *, exchange: bool = False, process: str = "") -> Browser:
    """The desk over the two reports, opened with the terms.

    Args:
        folder: an empty one.
        exchange: have the parties each other's names, in the terms and in the reports?
        process: stands before the file, as in `--terms PROCESS=FILE`.
    """
    swap = exchanged if exchange else str
    path = folder / "quay.yaml"
    path.write_text(swap(TERMS), encoding="utf-8")
    browser = Browser(folder, given_terms([f"{process}={path}" if process else str(path)]))
    first, later = swap(FIRST), swap(LATER)
    with browser.desk.writing() as record:
        put(record, first, "2031-04-09", "Harbour Post",
            took_away(swap("Shore League"), 4, "2031-04-08", first, "withdrew four guns on 8 April"))  # fmt: skip
        put(record, later, "2031-04-14", "Island Wire",
            took_away(swap("Harbour Council"), 9, "2031-04-12", later, "withdrew nine guns on 12 April"))  # fmt: skip
    return browser
