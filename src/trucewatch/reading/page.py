"""The page: one report's text and the layers that the steps add to it."""

from __future__ import annotations

from typing import TypeVar

from trucewatch.errors import ReadingError
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report

LayerT = TypeVar("LayerT")


class Page:
    """A report being read: the text, and one layer a step. Layers are added, never edited.

    Attributes:
        report: the report.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self._layers: dict[type, object] = {}

    @property
    def text(self) -> str:
        """The report's text; all offsets count in it."""
        return self.report.text

    def add(self, layer: object) -> None:
        """Add a layer; it is known by its class.

        Raises:
            ReadingError: the page has a layer of this class already.
        """
        if type(layer) in self._layers:
            raise ReadingError(f"two steps wrote the layer {type(layer).__name__}", expected="one writer a layer")
        self._layers[type(layer)] = layer

    def get(self, layer: type[LayerT]) -> LayerT:
        """The layer of a class.

        Raises:
            ReadingError: no step before has written it.
        """
        found = self._layers.get(layer)
        if not isinstance(found, layer):
            raise ReadingError(
                f"the layer {layer.__name__} was asked for before a step wrote it",
                advice="Put the step that writes it earlier in the list of steps.",
            )
        return found

    def passage(self, start: int, end: int) -> Passage:
        """The words between two offsets, without white space at the edges."""
        return Passage.of(self.text, start, end)
