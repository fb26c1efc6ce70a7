"""Measuring: what is counted, neutrality, the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from corpus_case import TEXT, check

from bench.quality import peers, public_sets, samples
from bench.quality.measure import Reader, measure, passages_in, swap_share, trucewatch_reader
from bench.quality.samples import Sample
from bench.quality.table import page
from trucewatch.vocabulary.report import Report


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    checked = check(tmp_path)
    return Sample("perran/01", TEXT, date(2015, 5, 4), checked.reading, checked.annotation)


def test_an_annotation_scored_against_itself_is_all_right(sample: Sample) -> None:
    given = measure(lambda _: sample.gold, [sample]).to_json()
    assert given["micro"]["right"]["f1"] == given["attributions"]["f1"] == given["events"]["right"]["f1"] == 100.0
    assert (given["verbatim"], given["reports"]) == (100.0, 1)
    assert given["kinds"]["quotes"]["found"]["gold"] == 2
    assert (given["speakers"]["f1"], given["speakers"]["share_right"]) == (100.0, 100.0)


def test_a_passage_that_is_not_verbatim_is_counted(sample: Sample) -> None:
    wrong = {"times": [{"type": "date", "value": "2015-05-04", "surface": [{"start": 0, "end": 4, "text": "XXXX"}]}]}
    assert measure(lambda _: wrong, [sample]).to_json()["verbatim"] == 0.0


def test_an_empty_reading_scores_nothing(sample: Sample) -> None:
    given = measure(lambda _: {}, [sample]).to_json()
    assert given["micro"]["found"]["f1"] == 0.0
    assert given["verbatim"] is None


def test_our_reader_is_measured(sample: Sample) -> None:
    given = measure(trucewatch_reader(), [sample]).to_json()
    assert given["kinds"]["times"]["found"]["r"] == 100.0
    assert given["verbatim"] == 100.0
    assert given["reports_per_cpu_second"] > 0


def _named(*names: str) -> Reader:
    """A reader that finds parties by these names."""

    def read(report: Report) -> dict[str, object]:
        places = [(name, report.text.find(name)) for name in names if name in report.text]
        passages = [(name, {"start": at, "end": at + len(name), "text": name}) for name, at in places]
        return {"parties": [{"name": name, "role": "party", "evidence": [passage]} for name, passage in passages]}

    return read


def test_a_reader_that_sees_one_side_only_is_not_neutral(sample: Sample) -> None:
    assert swap_share(_named("Ostrava", "Liberation Council of Perran"), [sample]).measure.f1 == 1.0
    assert swap_share(_named("Ostrava"), [sample]).measure.f1 == 0.0


def test_our_reader_is_nearly_neutral(sample: Sample) -> None:
    share = swap_share(trucewatch_reader(), [sample]).measure.f1
    assert share is not None
    assert share > 0.8


def test_a_reader_that_reads_alike_is_wholly_neutral(sample: Sample) -> None:
    assert swap_share(lambda _: {}, [sample]).measure.f1 is None
    assert swap_share(lambda report: {"times": [_first_word(report)]}, [sample]).measure.f1 == 1.0


def _first_word(report: Report) -> dict[str, object]:
    return {"type": "date", "value": "2015", "surface": [{"start": 0, "end": 4, "text": report.text[:4]}]}


def test_passages_are_found_at_any_depth() -> None:
    span = {"start": 0, "end": 1, "text": "a"}
    assert list(passages_in({"phases": [{"evidence": [span]}], "agreement": None, "x": [1]})) == [span]


def test_sets_that_need_other_texts_are_empty_without_them(tmp_path: Path) -> None:
    assert samples.samples("founding document", shared=tmp_path) == []
    assert samples.samples("real dev", shared=tmp_path) == []
    assert samples.samples("corpus dev", shared=tmp_path)


def test_attribution_is_left_out_without_data(tmp_path: Path) -> None:
    assert public_sets.attribution("attributions", tmp_path) is None


def test_the_table_names_every_set_and_kind(sample: Sample) -> None:
    figures = measure(lambda _: sample.gold, [sample]).to_json()
    results = {
        "date": "2015-05-04", "commit": "abc", "reader": "test", "corpus_digest": "d" * 64,
        "sets": {"corpus dev": figures}, "peers": {"corpus dev": {"spacy": figures}},
        "polnear_dev": None, "polnear_dev_quotes": None, "times": None, "gsr": None,
        "swap": {"f1": 99.0, "gold": 10},
    }  # fmt: skip
    text = page(results)
    assert "| quotes | 100.0 / 100.0 (100.0/100.0; 2) |" in text
    assert "| speakers, distinct | 100.0 / 100.0 (100.0/100.0; 1) |" in text
    assert "| corpus dev | spacy |" in text
    assert "99.0 % of 10 records" in text
    assert "not at hand" in text


def test_peers_say_when_they_fail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample: Sample) -> None:
    monkeypatch.setattr(peers, "PYTHON", Path("/bin/false"))
    with pytest.raises(SystemExit, match="the peers failed"):
        peers.run_peers([sample])
    monkeypatch.setattr(peers, "PYTHON", tmp_path / "none")
    assert not peers.available()
