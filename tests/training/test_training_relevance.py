"""How the weights of the gate are made: what may weigh something, the threshold, and the same file each time."""

from __future__ import annotations

import json
from itertools import islice

import pytest

from bench import relevance_texts as texts
from bench.relevance_texts import Text
from training import relevance as module
from training.relevance import Sample, as_json, fit, threshold, vocabulary
from trucewatch.reports.relevance import WEIGHTS_FILE, words_of


def sample(kind: str, text: str, number: int) -> Sample:
    return Sample(Text(f"{kind}/{number}", f"{kind}/{number}", text), kind, (frozenset(words_of(text)),))


def few() -> list[Sample]:
    """Ten of each kind; every second relevant one has a word of the lexicon."""
    relevant = "in Ostova the baffled {} met the Ferrin council and agreed to a lasting parley there"
    ordinary = "in Ostova the baffled baker met the Ferrin council and sold a lasting loaf there"
    heralds = [sample("relevant", relevant.format(("army", "herald")[n % 2]), n) for n in range(10)]
    return heralds + [sample("news", ordinary, n) for n in range(10)]


def test_names_function_words_and_rare_words_are_no_features() -> None:
    words = vocabulary([*few(), sample("news", "a singular word", 99)])
    assert {"parley", "loaf", "baffled"} <= words.keys()
    assert not {"ostova", "ferrin", "the", "there", "singular"} & words.keys()
    assert {"ceasefire", "embassy"} <= words.keys(), "the lexicon always is"
    assert list(words.values()) == list(range(len(words)))


def test_what_tells_the_kinds_apart_weighs_and_what_stands_in_both_does_not() -> None:
    weights, _ = fit(few())
    assert weights["parley"] > 0.2
    assert weights["loaf"] < -0.2
    assert abs(weights["baffled"]) < 0.1
    assert weights["brigade"] == pytest.approx(weights["convoy"])
    assert weights["brigade"] > 0.2, "a word of the lexicon weighs as its kind, though no text has it"


def test_fitting_comes_to_an_end() -> None:
    """Half as many steps again change little: the descent has arrived."""
    once, _ = fit(few())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "STEPS", module.STEPS * 3 // 2)
        again, _ = fit(few())
    assert max(abs(once[word] - again[word]) for word in once) < 0.05


def test_the_threshold_keeps_the_shares_asked_for() -> None:
    relevant = [(sample("relevant", "x", n), 2.0 + n, -1.0 + n) for n in range(100)]
    wire = [(sample("wire", "x", n), 3.0, 3.0) for n in range(10)]
    ordinary = [(sample("news", "x", n), -9.0, -9.0) for n in range(100)]
    # two in a hundred of the first words may fall below: the third lowest logit is 1, its score 0.73
    assert threshold(relevant + wire + ordinary) == pytest.approx(0.73)
    assert threshold([*relevant, (wire[0][0], -2.0, -2.0)]) == pytest.approx(0.11), "one of the wire must not be lost"


def test_folds_keep_a_process_together() -> None:
    reports = [Sample(Text(f"p/{n}", "p", ""), "relevant", ()) for n in range(20)]
    assert len({each.fold for each in reports}) == 1
    assert len({each.fold for each in (sample("news", "x", n) for n in range(50))}) == module.FOLDS


def test_a_file_has_a_word_a_line() -> None:
    assert as_json({"words": {"peace": 1.5, "loaf": -1}}).splitlines() == [
        *("{", '"words": {', '"peace": 1.5,', '"loaf": -1', "}", "}"),
    ]


def test_without_news_nothing_is_learnt(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(module, "samples", lambda: [each for each in few() if each.kind == "relevant"])
    assert module.main([]) == 2
    assert "No ordinary news is at hand" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(not any(True for _ in islice(texts.all_news(), 1)), reason="the news is not at hand")
def test_the_weights_that_ship_are_those_that_are_made() -> None:
    made = json.loads(as_json(module.made(module.samples())[0]))
    shipped = json.loads((module.PACKAGE / WEIGHTS_FILE).read_text("utf-8"))
    assert {name: made[name] for name in ("made_by", "texts")} == {name: shipped[name] for name in ("made_by", "texts")}
    # On another processor sums come in another order: last digits differ, and a weight at the margin may be left out.
    assert made["threshold"] == pytest.approx(shipped["threshold"], abs=0.011)
    words = made["words"].keys() | shipped["words"].keys()
    far = [word for word in words if abs(made["words"].get(word, 0) - shipped["words"].get(word, 0)) > 0.061]
    assert not far
