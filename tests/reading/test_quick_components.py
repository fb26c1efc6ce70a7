"""The quicker components give what the packaged ones give."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from trucewatch.reading.one_thread import one_thread
from trucewatch.reading.quick_components import QuickEntities, QuickRuler, quick
from trucewatch.reading.sentences import DEFAULT_PIPELINE, load_pipeline

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TEXTS = sorted(CORPUS.glob("*/01.txt"))[::4]
ODD = (
    "",
    "Geneva",
    "\n\n  \n",
    "\n Envoy Maria Lund of the International Contact Group\n",
    "The Front 's Gen. Ali Omar , 54 , met U.N. envoys on 3 May 2021\nin New York , he said",
    "Y'all gonna let's go: it ain't over, c'mon, you gotta see the Treaty of Westphalia",
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline(DEFAULT_PIPELINE)


def told(doc: Doc) -> list[tuple[str, ...]]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.ent_iob_, t.ent_type_, str(t.is_sent_start))
        for t in doc
    ]


def packaged(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def quicker(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(text)
    for component in quick(nlp):
        doc = component(doc)
    return doc


def test_both_components_are_in_place(nlp: Language) -> None:
    assert {QuickRuler, QuickEntities} <= {type(component) for component in quick(nlp)}
    assert len(quick(nlp)) == len(nlp.pipeline)


@pytest.mark.parametrize("text", [*ODD, *(path.read_text("utf-8") for path in TEXTS)])
def test_the_same_tags_lemmas_and_entities(nlp: Language, text: str) -> None:
    with one_thread():
        assert told(quicker(nlp, text)) == told(packaged(nlp, text))


def test_the_texts_hold_entities_of_several_words(nlp: Language) -> None:
    """Else the test above would not see how entities go on and end."""
    found = [ent for path in TEXTS for ent in quicker(nlp, path.read_text("utf-8")).ents]
    assert len(TEXTS) > 5
    assert sum(len(ent) > 2 for ent in found) > 20
    assert len({ent.label_ for ent in found}) > 8


def test_entities_that_are_there_are_left_to_the_packaged_recogniser(nlp: Language) -> None:
    text = "Maria Lund flew to Geneva on Monday."

    def made(component: object) -> list[tuple[str, str]]:
        doc = nlp.make_doc(text)
        doc.set_ents([Span(doc, 0, 2, label="PERSON")], default="missing")
        nlp.get_pipe("tok2vec")(doc)
        return [(ent.text, ent.label_) for ent in component(doc).ents]  # type: ignore[operator]

    recogniser = nlp.get_pipe("ner")
    assert made(QuickEntities(recogniser)) == made(recogniser)


def test_a_recogniser_with_a_beam_is_left_alone(nlp: Language) -> None:
    other = nlp.create_pipe("beam_ner")
    assert type(other) is type(nlp.get_pipe("ner"))
    assert QuickEntities.fits(nlp.get_pipe("ner"))
    assert not QuickEntities.fits(other)
