"""The tagger on a network so small that its answers are known."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from trucewatch.errors import ReadingError
from trucewatch.reading.encoder.layer import EncoderStep, Tags
from trucewatch.reading.encoder.tagger import Tagger
from trucewatch.reading.encoder.weights import find_model
from trucewatch.reading.encoder.windows import cut, load_tokenizer
from trucewatch.reading.page import Page
from trucewatch.reading.step import run_steps
from trucewatch.vocabulary.report import Report

TINY = Path(__file__).parent / "tiny"
TEXT = "The envoy warned that shelling resumed near the river on Monday.\n\n" * 5


def words(text: str, head: str) -> list[str]:
    return [text[s.start : s.end] for s in Tagger.load(TINY)(text).spans[head]]


def copy(folder: Path) -> Path:
    shutil.copytree(TINY, folder / "model")
    return folder / "model"


def test_every_head_finds_its_words_over_many_windows() -> None:
    assert words(TEXT, "source") == ["envoy"] * 5
    assert words(TEXT, "cue") == ["warned"] * 5
    assert words(TEXT, "content") == ["shelling resumed"] * 5
    assert [(TEXT[s.start : s.end], s.kind) for s in Tagger.load(TINY)(TEXT).spans["time"]] == [("Monday", "DATE")] * 5


def test_probabilities_are_those_of_the_logits() -> None:
    (span,) = Tagger.load(TINY)("Envoy").spans["source"]
    assert span.probability == pytest.approx((np.exp(6) + 1) / (np.exp(6) + np.exp(2) + 1), abs=1e-5)


def test_logits_stand_where_their_pieces_stand() -> None:
    tagger, tokenizer = Tagger.load(TINY), load_tokenizer(TINY / "tokenizer.json")
    many, one = (tagger.logits(text, cut(text, tokenizer)) for text in (TEXT, "warned"))
    assert len(many) == len(cut(TEXT, tokenizer))
    place = cut(TEXT, tokenizer).ids.tolist().index(tokenizer.token_to_id("warned"))
    assert np.allclose(many[place], one[0], atol=1e-5)


def test_the_same_text_gives_the_same_tags_whatever_came_before() -> None:
    tagger = Tagger.load(TINY)
    first = tagger(TEXT)
    tagger("Shelling resumed.")
    assert tagger(TEXT) == first
    assert Tagger(find_model(TINY))(TEXT) == first


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_a_text_without_words_has_no_tags(text: str) -> None:
    assert Tagger.load(TINY)(text).spans == {"source": (), "cue": (), "content": (), "time": ()}


def test_the_step_adds_tags_that_name_their_model() -> None:
    page = Page(Report(text=TEXT))
    run_steps(page, [EncoderStep(folder=TINY)])
    tags = page.get(Tags)
    assert tags.model == f"tiny@{find_model(TINY).digest()[:12]}"
    first = tags.of("content")[0]
    assert tags.within("content", first.start, first.end) == (first,)
    assert tags.within("content", first.start, first.end - 1) == ()
    assert tags.of("content", least=0.9999) == ()
    assert tags.of("no such head") == ()


def test_a_missing_model_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"model\.onnx, tokenizer\.json, model\.json missing") as caught:
        EncoderStep(folder=tmp_path)(Page(Report(text=TEXT)))
    assert "make train" in caught.value.advice


def test_a_description_without_heads_is_refused(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "model.json").write_text('{"name": "x"}', "utf-8")
    with pytest.raises(ReadingError, match="heads"):
        find_model(folder)


@pytest.mark.parametrize("labels", [[], ["B", "I", "O"]])
def test_labels_that_do_not_begin_with_o_are_refused(tmp_path: Path, labels: list[str]) -> None:
    folder = copy(tmp_path)
    about = json.loads((folder / "model.json").read_text("utf-8"))
    about["heads"][1]["labels"] = labels
    (folder / "model.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(ReadingError, match="labels of cue"):
        find_model(folder)


def test_a_network_that_does_not_fit_its_heads_is_refused(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    about = json.loads((folder / "model.json").read_text("utf-8"))
    del about["heads"][-1]
    (folder / "model.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(ReadingError, match="14 labels"):
        Tagger(find_model(folder))("The envoy.")


def test_a_broken_network_is_refused(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "model.onnx").write_bytes(b"nothing of use")
    with pytest.raises(ReadingError, match="ONNX"):
        Tagger(find_model(folder))


def test_another_network_has_another_digest(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    same = find_model(folder).digest()
    (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes() + b"\0")
    assert same == find_model(TINY).digest() != find_model(folder).digest()
