"""What the gate is measured on, that no text stands on both sides, and floors under what it keeps and passes over."""

from __future__ import annotations

from itertools import islice

import pytest

from bench import prefilter
from bench import relevance_texts as texts
from bench.relevance_texts import Text
from trucewatch.reports.relevance import judge

NEWS_AT_HAND = any(True for _ in islice(texts.all_news(), 1))
needs_news = pytest.mark.skipif(not NEWS_AT_HAND, reason="TimeBank, AQUAINT and PolNeAR are not at hand")


def kept(these: list[Text]) -> float:
    assert these
    return sum(judge(text.text).kept for text in these) / len(these)


def test_every_report_not_learnt_from_is_kept() -> None:
    assert kept(texts.corpus_texts("dev")) == 1
    assert kept(texts.swapped_texts("dev", 0)) == 1
    assert kept(texts.planted_texts()) >= 0.99
    assert kept(texts.sequence_texts()) >= 0.99


def test_ordinary_texts_not_learnt_from_are_passed_over_in_part() -> None:
    """They are short and written like our reports: the hardest to tell."""
    assert kept(texts.gate_texts("ordinary_check")) <= 0.65


@needs_news
def test_ordinary_news_not_learnt_from_is_mostly_passed_over() -> None:
    assert kept(texts.news(held_out=True)) <= 0.32


@needs_news
def test_no_text_of_the_news_stands_on_two_sides() -> None:
    learnt, held = ({each.name for each in texts.news(held_out=side)} for side in (False, True))
    apart = {each.name for label in ("relevant", "near") for each in texts.labelled_news(label)}
    assert learnt
    assert held
    assert not learnt & held
    assert not (learnt | held) & apart
    real = {each.text for each in texts.real_texts()}
    assert not {each.text for each in [*texts.news(held_out=False), *texts.news(held_out=True)]} & real


def test_own_texts_are_whole_and_once() -> None:
    for part, least in (("ordinary_train", 80), ("ordinary_check", 25), ("relevant_train", 40)):
        these = texts.gate_texts(part)  # type: ignore[arg-type]
        assert len({each.text for each in these}) == len(these) >= least
        assert all(25 <= len(each.text.split()) <= 120 for each in these)


def test_swapped_texts_have_other_names() -> None:
    plain = {each.name: each.text for each in texts.corpus_texts("dev")}
    for each in texts.swapped_texts("dev", 1):
        assert each.text != plain[each.name.rpartition("/")[0]]


def test_a_digest_holds_the_middle_of_a_report() -> None:
    report = Text("r", "g", " ".join(f"w{number}" for number in range(300)))
    made = prefilter.digests([report], [Text("o", "h", "news " * 900)])[0].text.split()
    assert len(made) == prefilter.WORDS
    assert [word for word in made if word != "news"] == [f"w{number}" for number in range(100, 200)]
    assert prefilter.digests([report], []) == []


def test_an_archive_is_the_same_each_time_and_of_one_group_a_report() -> None:
    held = prefilter.pieces([Text(str(n), str(n % 3), " ".join([f"g{n % 3}"] * 200)) for n in range(9)])
    first, second = (list(prefilter.archive(held, held, 50, 4)) for _ in range(2))
    assert first == second != list(prefilter.archive(held, held, 50, 5))
    assert all(len(set(text.split())) == 1 for _, text in first)
    assert 5 < sum(about for about, _ in first) < 30


def test_the_bench_counts_what_it_judges() -> None:
    report = texts.corpus_texts("dev")[0]
    told = prefilter.rate(iter([(True, report.text), (False, "Ovens and bread are here. " * 60)]))
    assert "kept 1 of 1 relevant, passed over 1 of 1 ordinary\n" in told
    assert prefilter.row("none", [], kept=True).endswith("not at hand")
    assert prefilter.row("one", [report], kept=True).split()[:4] == ["one", "1", "1", "100.0"]
