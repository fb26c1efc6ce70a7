"""A step of the reading: it reads layers of a page and writes one more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from trucewatch.errors import ReadingError
from trucewatch.reading.page import Page


class Step(Protocol):
    """One step; one file a step.

    Attributes:
        name: short name, shown with everything the step makes.
        version: raised whenever the step can give something else for the same report.
        reads: classes of the layers it needs.
        writes: class of the layer it adds.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def reads(self) -> tuple[type, ...]: ...
    @property
    def writes(self) -> type: ...
    def __call__(self, page: Page) -> object:
        """The layer to add, an instance of `writes`; the page itself is left alone."""


def check_order(steps: Sequence[Step]) -> None:
    """Refuse a list in which a step reads what none before it wrote.

    Raises:
        ReadingError: naming the step and the layer it misses.
    """
    written: set[type] = set()
    for step in steps:
        missing = [layer.__name__ for layer in step.reads if layer not in written]
        if missing:
            raise ReadingError(
                f"step {step.name!r} reads {', '.join(missing)}, which no step before it writes",
                advice="Move it behind the step that writes this, or add that step.",
            )
        if step.writes in written:
            raise ReadingError(f"step {step.name!r} writes {step.writes.__name__}, which a step before it wrote")
        written.add(step.writes)


def run_steps(page: Page, steps: Sequence[Step]) -> None:
    """Run the steps in order on a page, adding each one's layer."""
    for step in steps:
        layer = step(page)
        if type(layer) is not step.writes:
            raise ReadingError(
                f"step {step.name!r} gave a {type(layer).__name__}", expected=f"a {step.writes.__name__}"
            )
        page.add(layer)
