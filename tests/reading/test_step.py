"""Pages, the order of steps, and reading end to end."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from trucewatch.errors import ReadingError
from trucewatch.reading.page import Page
from trucewatch.reading.reader import read, with_pipeline
from trucewatch.reading.sentences import SentencesStep
from trucewatch.reading.statements import StatementsStep
from trucewatch.reading.step import check_order, run_steps
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.vocabulary.kinds import Content, Party
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report


@dataclass(frozen=True)
class Words:
    words: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    number: int


@dataclass(frozen=True)
class WordsStep:
    name: str = "words"
    version: str = "1"
    reads: tuple[type, ...] = ()
    writes: type = Words

    def __call__(self, page: Page) -> Words:
        return Words(tuple(page.text.split()))


@dataclass(frozen=True)
class CountStep:
    name: str = "count"
    version: str = "1"
    reads: tuple[type, ...] = (Words,)
    writes: type = Count

    def __call__(self, page: Page) -> Count:
        return Count(len(page.get(Words).words))


def test_steps_add_layers() -> None:
    page = Page(Report("the truce holds"))
    run_steps(page, [WordsStep(), CountStep()])
    assert page.get(Count) == Count(3)


def test_a_step_before_its_input_is_refused() -> None:
    with pytest.raises(ReadingError, match="'count' reads Words"):
        check_order([CountStep(), WordsStep()])


def test_two_writers_of_one_layer_are_refused() -> None:
    with pytest.raises(ReadingError, match="'words' writes Words"):
        check_order([WordsStep(), WordsStep()])


def test_a_layer_nobody_wrote() -> None:
    with pytest.raises(ReadingError, match="Words"):
        Page(Report("x")).get(Words)


def test_the_default_steps_fit_together() -> None:
    check_order(DEFAULT_STEPS)


@dataclass(frozen=True)
class WrongPassageStep:
    name: str = "wrong"
    version: str = "1"
    reads: tuple[type, ...] = ()
    writes: type = Words

    def __call__(self, page: Page) -> Words:
        return Words(())


def test_a_passage_that_is_not_in_the_text_is_never_let_through() -> None:
    def made_up(page: Page) -> list[Content]:
        return [Party(name="Karsa", role="party", evidence=(Passage(0, 5, "Korsa"),), step="wrong")]

    steps = (*DEFAULT_STEPS[:-1], WrongPassageStep(), StatementsStep(sources={Words: made_up}))
    with pytest.raises(ReadingError, match=r"'wrong'.*verbatim"):
        read(Report("Karsa keeps the truce."), steps)


def test_the_same_report_gives_the_same_reading() -> None:
    report = Report("The envoy said on Monday that both armies had accepted the plan. “We will sign,” he said.")
    assert read(report).to_json() == read(report).to_json()


def test_another_pipeline_goes_to_the_step_of_sentences_alone() -> None:
    steps = with_pipeline(DEFAULT_STEPS, "en_other")
    changed = [number for number, step in enumerate(steps) if step != DEFAULT_STEPS[number]]
    sentences = [step for step in steps if isinstance(step, SentencesStep)]
    assert [steps[number] for number in changed] == sentences
    assert [step.pipeline for step in sentences] == ["en_other"]
