"""Reading one report from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trucewatch.reading.actors import Actors, report_actors
from trucewatch.reading.encoder.layer import EncoderStep
from trucewatch.reading.encoder.tagger import Tagger
from trucewatch.reading.events import Events
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import SentencesStep, load_pipeline
from trucewatch.reading.statements import Statements
from trucewatch.reading.step import Step, check_order, run_steps
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.reading.violation_incidents import Incidents
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report


def read(report: Report, steps: Sequence[Step] = DEFAULT_STEPS) -> Reading:
    """Run the steps on a report.

    Args:
        report: an English report; others are not to be read (reports.language.is_read).
        steps: what to run, in order; the last must write `Statements`.

    Returns:
        The reading; the same report and steps always give the same one.

    Raises:
        ReadingError: the list of steps does not fit together, a model is missing, or a step broke its word.
    """
    check_order(steps)
    page = Page(report)
    run_steps(page, steps)
    given = page.get(Statements)
    return Reading(
        report,
        given.statements,
        steps=names_of(steps),
        models=models_of(steps),
        headline=given.headline,
        segments=given.segments,
        other_timex=given.other_timex,
        attributions=given.attributions,
        events=page.get(Events).events if any(step.writes is Events for step in steps) else (),
        actors=report_actors(page) if any(step.writes is Actors for step in steps) else (),
        incidents=page.get(Incidents).incidents if any(step.writes is Incidents for step in steps) else (),
    )


def names_of(steps: Sequence[Step]) -> tuple[str, ...]:
    """The steps as a reading names them, "name version"."""
    return tuple(f"{step.name} {step.version}" for step in steps)


def models_of(steps: Sequence[Step]) -> tuple[str, ...]:
    """The models that the steps read with: "name@digest" of a tagger, "name version" of a spaCy pipeline.

    Each is loaded if it is not yet: what a model is called stands in the model.

    Raises:
        ReadingError: a model or pipeline is missing or unfit.
    """
    found = []
    for step in steps:
        if isinstance(step, EncoderStep):
            found.append(Tagger.load(step.folder).model)
        elif isinstance(step, SentencesStep):
            about = load_pipeline(step.pipeline).meta
            found.append(f"{about['lang']}_{about['name']} {about['version']}")
    return tuple(dict.fromkeys(found))


def with_pipeline(steps: Sequence[Step], package: str) -> tuple[Step, ...]:
    """The same steps on another spaCy pipeline (package name, e.g. "en_core_web_sm")."""
    return tuple(replace(step, pipeline=package) if isinstance(step, SentencesStep) else step for step in steps)
