"""Deeds that are logged or told, by kind, place, day, means, count and observer; apart from what is called a breach."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from told_case import ListsStep
from trucewatch.reading.actors import ActorsStep
from trucewatch.reading.attribution_layer import AttributionsStep
from trucewatch.reading.dates import DatesStep
from trucewatch.reading.page import Page
from trucewatch.reading.parties import PartiesStep
from trucewatch.reading.quantities import QuantitiesStep
from trucewatch.reading.reader import read as read_whole
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.speakers import SpeakersStep
from trucewatch.reading.step import Step, run_steps
from trucewatch.reading.violation_incidents import Incidents, IncidentsStep
from trucewatch.vocabulary.incidents import Incident, incident_id
from trucewatch.vocabulary.report import Report

PUBLISHED = date(2020, 6, 1)  # a Monday


def read(text: str) -> tuple[Incident, ...]:
    page = Page(Report(text, published=PUBLISHED))
    steps: list[Step] = [ListsStep(), SentencesStep(), DatesStep(), ActorsStep(), AttributionsStep(), SpeakersStep()]
    run_steps(page, [*steps, QuantitiesStep(), PartiesStep(), IncidentsStep()])
    found = page.get(Incidents).incidents
    assert all(p.is_verbatim_in(text) for i in found for p in i.evidence)
    return found


def one(text: str) -> Incident:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army shelled the town of Bitola on Friday.", "fire"),
        ("Soldiers fired at a farm near Bitola.", "fire"),
        ("Three mortar rounds fell on Bitola on Friday.", "fire"),
        ("Monitors heard shelling near Bitola on Friday.", "fire"),
        ("Jets bombed a village on Friday.", "strike"),
        ("Troops crossed the border on Friday.", "incursion"),
        ("A drone crossed the border on Friday.", "overflight"),
        ("The rebels dug trenches along the road.", "fortification"),
        ("The army burned 40 houses on Friday.", "demolition"),
        ("Militiamen blocked an aid convoy on Friday.", "aid_block"),
        ("The army turned back two relief convoys.", "aid_block"),
        ("The army closed the crossing on Friday.", "crossing_closed"),
        ("The rebels shelled a hospital on Friday.", "attack_on_aid_or_medical"),
        ("Gunmen fired at observers on Friday.", "attack_on_monitors"),
        ("Gunmen kidnapped a teacher on Friday.", "abduction"),
        ("The police arrested two traders on Friday.", "detention"),
        ("The raid killed three villagers.", "killing_of_civilian"),
        ("The militia recruited children.", "child_recruitment"),
        ("A mine exploded under a bus on Friday.", "mine_or_ied"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert one(text).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The army will shell the town.",
        "The army did not shell the town.",
        "They agreed to stop shelling the town.",
        "If the army shelled the town, the talks would end.",
        "The deputies attacked the draft on Friday.",
        "The company fired its director.",
        "They struck a deal on Friday.",
        "The army crossed the square on Friday.",
        "Shops closed on Friday.",
        "The judge recruited a clerk.",
        "Some 3,000 people have been killed since the war began.",
        "The army shelled the town in 1998.",
        "No shelling was heard.",
        "Prices fell on Friday.",
        "They opened a bridge on Friday.",
    ],
)
def test_what_is_no_incident(text: str) -> None:
    assert read(text) == ()


def test_what_is_told_beside_it() -> None:
    found = one("The army fired 30 mortar rounds at Skopje on Friday.")
    assert (found.date, found.place, found.count, found.means) == ("2020-05-29", "Skopje", 30, "mortar rounds")
    assert found.observer is None
    assert found.perceived is None


def test_who_heard_it() -> None:
    found = one("Observers heard gunfire near Skopje on Friday.")
    assert (found.kind, found.perceived, found.observation) == ("fire", "heard", "direct")
    assert found.observer == "Observers"


def test_a_side_that_tells_it_is_a_side() -> None:
    text = "Chad and Libya signed a truce on Monday. Libya said Chad had shelled a town on Friday."
    found = next(i for i in read(text) if i.kind == "fire")
    assert (found.observer, found.actor, found.observation) == ("Libya", "Chad", "party_statement")


def test_the_two_sides_may_be_exchanged() -> None:
    text = "Chad and Libya signed a truce on Monday. Libya said Chad had shelled a town on Friday."
    turned = text.replace("Chad", "#").replace("Libya", "Chad").replace("#", "Libya")
    back = {"Chad": "Libya", "Libya": "Chad"}
    told = [(i.kind, i.actor, i.observer) for i in read(text)]
    assert told
    assert [(i.kind, back[i.actor or ""], back[i.observer or ""]) for i in read(turned)] == told


def test_a_reading_lists_them_apart_from_violations() -> None:
    report = Report("Observers heard gunfire near Skopje on Friday.", published=PUBLISHED)
    reading = read_whole(report)
    (row,) = cast("list[dict[str, Any]]", reading.to_json()["incidents"])
    assert (row["kind"], row["id"]) == ("fire", incident_id(reading.incidents[0], report))
    assert report.text[row["evidence"][0]["start"] : row["evidence"][0]["end"]] == row["evidence"][0]["text"]
