"""The components in pipelines that are not ours: what they leave in a Doc, and that it travels with it."""

from __future__ import annotations

import pickle
import tomllib
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from trucewatch.errors import ReadingError
from trucewatch.reading import spacy_factories
from trucewatch.reading.encoder.tagger import Tagger
from trucewatch.reading.encoder.windows import Span as Tag
from trucewatch.reading.sentences import DEFAULT_PIPELINE
from trucewatch.reading.spacy_factories import ACTORS, ATTRIBUTION, TIMES, DocAttribution

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).parent / "encoder" / "tiny"
NAMES = (ATTRIBUTION, TIMES, ACTORS)
TEXT = (
    "Envoys of the reef\n\nThe Harbour Council said on Tuesday that the reef truce would hold for 42 days. “We will "
    "sign soon,” its spokeswoman Mara Oduya told reporters.\n\nState radio reported that the Shore League had warned "
    "of shelling two weeks ago."
)


def blank(*names: str, **settings: object) -> Language:
    nlp = spacy.blank("en")
    for name in names:
        nlp.add_pipe(name, config=settings)
    return nlp


def values(doc: Doc) -> dict[str, str | None]:
    return {span.text: span._.trucewatch_value for span in doc.spans[TIMES]}


def told(doc: Doc) -> list[tuple[str, str, list[str]]]:
    found: tuple[DocAttribution, ...] = doc._.trucewatch_attributions
    return [(str(a.source), str(a.cue), [span.text for span in a.content]) for a in found]


@pytest.fixture(scope="module")
def doc() -> Doc:
    return blank(*NAMES)(TEXT)


def test_attributions_are_spans_of_the_doc(doc: Doc) -> None:
    assert [(cue, content) for _, cue, content in told(doc)[:2]] == [
        ("said", ["the reef truce would hold for 42 days"]),
        ("told", ["“We will sign soon,”"]),
    ]
    ends = ("Harbour Council", "Mara Oduya")  # whether the words before belong to it is the tagger's to say
    assert all(source.endswith(end) for (source, *_), end in zip(told(doc)[:2], ends, strict=True))
    assert all(0 < a.probability <= 1 for a in doc._.trucewatch_attributions)
    group = doc.spans[ATTRIBUTION]
    assert {span.label_ for span in group} == {"source", "cue", "content"}
    assert ("said", "cue") in [(span.text, span.label_) for span in group]
    scores = {span.text: score for span, score in zip(group, group.attrs["scores"], strict=True)}
    assert scores["told"] == next(a.probability for a in doc._.trucewatch_attributions if str(a.cue) == "told") < 1


def test_times_and_actors_carry_their_types(doc: Doc) -> None:
    times = {span.text: span.label_ for span in doc.spans[TIMES]}
    assert (times["Tuesday"], times["42 days"]) == ("DATE", "DURATION")
    actors = {span.text: span.label_ for span in doc.spans[ACTORS]}
    assert actors["Mara Oduya"] == "person"
    assert all(len(doc.spans[name].attrs["scores"]) == len(doc.spans[name]) for name in NAMES)
    assert {doc.spans[name].attrs["model"] for name in NAMES} == {Tagger.load().model}


def test_without_a_parse_times_have_no_values(doc: Doc) -> None:
    assert set(values(doc).values()) == {None}


@pytest.fixture(scope="module")
def parsed() -> Language:
    nlp: Language = import_module(DEFAULT_PIPELINE).load(exclude=["ner"])
    nlp.add_pipe(TIMES, config={"published": "2031-04-03"})
    return nlp


def test_values_count_from_the_day_of_publication(parsed: Language) -> None:
    assert {"Tuesday": "2031-04-01", "42 days": "P42D"}.items() <= values(parsed(TEXT)).items()
    later = parsed.make_doc(TEXT)
    later._.trucewatch_published = date(2031, 4, 10)
    assert values(parsed(later))["Tuesday"] == "2031-04-08"
    assert later._.trucewatch_published == date(2031, 4, 10)


def test_values_come_from_an_expression_of_about_the_same_words() -> None:
    row: dict[str, object] = {"start": 10, "end": 20, "value": "2031"}
    value = spacy_factories._value_of
    assert value(Tag(10, 20), [row]) == "2031"
    assert value(Tag(8, 20), [row, {"start": 8, "end": 20, "value": "2032"}]) == "2032"
    assert value(Tag(10, 14), [row]) is None
    assert value(Tag(20, 30), [row]) is None


@pytest.mark.parametrize("given", ["3 April", 7, "2031-02-30"])
def test_what_is_no_day_is_refused(given: object) -> None:
    with pytest.raises(ReadingError, match="trucewatch_published"):
        spacy.blank("en")("x")._.trucewatch_published = given
    with pytest.raises(ReadingError, match="setting `published` of trucewatch_times"):
        blank(TIMES, published=str(given))


def test_the_network_passes_once_for_all_three(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    kept = Tagger.__call__

    def counting(self: Tagger, text: str) -> object:
        seen.append(text)
        return kept(self, text)

    monkeypatch.setattr(Tagger, "__call__", counting)
    made = blank(*NAMES)("The Shore League agreed on Tuesday.")
    assert len(seen) == 1
    blank(TIMES, model=str(TINY))(made)  # another model's tags are not taken for its own
    assert len(seen) == 2


def test_all_of_it_travels_in_bytes(parsed: Language) -> None:
    nlp = blank(*NAMES)
    made = nlp(TEXT)
    made._.trucewatch_published = "2031-04-03"
    again = Doc(nlp.vocab).from_bytes(made.to_bytes())
    assert told(again) == told(made)
    assert again._.trucewatch_published == date(2031, 4, 3)
    for name in NAMES:
        assert [(s.start, s.end, s.label_) for s in again.spans[name]] == [
            (s.start, s.end, s.label_) for s in made.spans[name]
        ]
        assert again.spans[name].attrs == made.spans[name].attrs
    (boxed,) = DocBin(store_user_data=True, docs=[parsed(TEXT)]).get_docs(nlp.vocab)
    assert values(boxed)["42 days"] == "P42D"


def test_a_pipeline_with_them_is_saved_and_loaded(tmp_path: Path, doc: Doc) -> None:
    nlp = blank(*NAMES, model=None, least=0.25)
    nlp.to_disk(tmp_path / "pipe")
    assert told(spacy.load(tmp_path / "pipe")(TEXT)) == told(doc)
    assert spacy.load(tmp_path / "pipe").config["components"][TIMES]["least"] == 0.25
    for name in NAMES:  # as they go to other processes
        assert pickle.loads(pickle.dumps(nlp.get_pipe(name))) == nlp.get_pipe(name)  # noqa: S301
    other = blank(*NAMES).from_bytes(nlp.to_bytes())
    assert told(other(TEXT)) == told(doc)


def test_spans_that_are_less_sure_can_be_left_out(doc: Doc) -> None:
    scores = sorted(doc.spans[ACTORS].attrs["scores"])
    assert len(blank(ACTORS, least=scores[1])(TEXT).spans[ACTORS]) == len(scores) - 1


def test_a_missing_model_is_told_at_once(tmp_path: Path) -> None:
    for name in NAMES:
        with pytest.raises(ReadingError, match=r"not complete in .*model\.onnx"):
            blank(name, model=str(tmp_path))


def test_texts_without_words_and_edges_within_tokens() -> None:
    nlp = blank(*NAMES)
    for text in ("", " \n\n ", "…"):
        assert told(nlp(text)) == []
    nlp.tokenizer = _by_blanks(nlp)
    made = nlp(TEXT)
    assert ("told", ["“We will sign soon,”"]) in [(cue, content) for _, cue, content in told(made)]
    assert "42 days." in [span.text for span in made.spans[TIMES]]  # the token that the stop is part of


def _by_blanks(nlp: Language) -> Callable[[str], Doc]:
    def make(text: str) -> Doc:
        words = [word for word in text.replace("\n", " ").split(" ") if word]
        return Doc(nlp.vocab, words=words)

    return make


def test_no_span_runs_over_a_blank_line() -> None:
    text = "In Sarn\n\nSARN said no"
    parts = spacy_factories._within_paragraphs(text, [Tag(3, 13, "place", 0.5)])
    assert [(text[t.start : t.end], t.kind) for t in parts] == [("Sarn", "place"), ("SARN", "place")]
    assert spacy_factories._within_paragraphs(text, [Tag(3, 7)]) == [Tag(3, 7)]


def test_spacy_finds_them_by_their_entry_points() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    points: dict[str, str] = declared["spacy_factories"]
    assert sorted(points) == sorted(NAMES)
    for name, place in points.items():
        module, _, function = place.partition(":")
        assert callable(getattr(import_module(module), function))
        assert Language.get_factory_meta(name).factory == name


def test_registering_again_changes_nothing() -> None:
    spacy_factories._register()
    assert Doc.has_extension("trucewatch_attributions")
    assert Span.has_extension("trucewatch_value")
