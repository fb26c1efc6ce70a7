"""Entities of a parsed text out of the tagger's spans."""

from __future__ import annotations

import pytest

from trucewatch.errors import ReadingError
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.entities import entities
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import DEFAULT_PIPELINE, Sentences, SentencesStep, load_pipeline
from trucewatch.reading.step import check_order
from trucewatch.vocabulary.report import Report

TEXT = "On Monday at noon Envoy Anna Berg met Ruritanian officers of the Upland Front in Zenda, Ruritania."


def tags(**found: str) -> Tags:
    """Spans of TEXT by their type: "person" -> "Anna Berg"."""
    spans = [
        Span(TEXT.index(words), TEXT.index(words) + len(words), kind.partition("_of_")[0])
        for kind, words in found.items()
    ]
    times = tuple(s for s in spans if s.kind.isupper())
    return Tags({"actor": tuple(s for s in spans if s not in times), "time": times}, "made")


def named(given: Tags) -> dict[str, str]:
    return {span.text: span.label_ for span in entities(load_pipeline(DEFAULT_PIPELINE)(TEXT), given)}


def test_types_become_the_labels_that_rules_ask_for() -> None:
    given = tags(
        DATE="Monday", TIME="noon", person="Anna Berg", armed_group="the Upland Front", place="Zenda", office="Envoy"
    )
    assert named(given) == {
        "Monday": "DATE",
        "noon": "TIME",
        "Anna Berg": "PERSON",
        "the Upland Front": "ORG",
        "Zenda": "GPE",
    }


def test_a_state_as_an_adjective_is_of_its_people() -> None:
    assert named(tags(state="Ruritanian")) == {"Ruritanian": "NORP"}
    assert named(tags(state="Zenda, Ruritania")) == {"Zenda, Ruritania": "GPE"}


def test_of_spans_that_share_words_the_longest_stays() -> None:
    assert named(tags(person="Berg", person_of_whom="Anna Berg")) == {"Anna Berg": "PERSON"}


def test_the_step_takes_the_taggers_entities_and_says_so() -> None:
    page = Page(Report(TEXT))
    page.add(tags(organisation="Berg"))
    assert [(e.text, e.label_) for e in SentencesStep(on_tags=True)(page).doc.ents] == [("Berg", "ORG")]
    assert "Anna Berg" in [e.text for e in SentencesStep()(Page(Report(TEXT))).doc.ents]
    with pytest.raises(ReadingError, match="reads Tags"):
        check_order([SentencesStep(on_tags=True)])
    assert SentencesStep().writes is Sentences
