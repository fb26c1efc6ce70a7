"""The step of the learned tagger, and the layer it adds to a page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trucewatch.reading.encoder.tagger import Tagger
from trucewatch.reading.encoder.windows import Span
from trucewatch.reading.page import Page


@dataclass(frozen=True)
class Tags:
    """What the learned tagger found in a report.

    Attributes:
        spans: head -> its spans with their probabilities, in order.
        model: name and digest of the model that found them.
    """

    spans: Mapping[str, tuple[Span, ...]]
    model: str

    def of(self, head: str, least: float = 0.0) -> tuple[Span, ...]:
        """The spans of a head whose probability is at least `least`; () where the model has no such head."""
        return tuple(span for span in self.spans.get(head, ()) if span.probability >= least)

    def within(self, head: str, start: int, end: int) -> tuple[Span, ...]:
        """The spans of a head that lie whole between two offsets."""
        spans = self.spans.get(head, ())
        first = bisect_left(spans, start, key=lambda span: span.start)
        last = bisect_left(spans, end, key=lambda span: span.start)
        return tuple(span for span in spans[first:last] if span.end <= end)

    def over(self, head: str, start: int, end: int) -> tuple[Span, ...]:
        """The spans of a head that share a character with the text between two offsets."""
        spans = self.spans.get(head, ())
        first = bisect_right(spans, start, key=lambda span: span.end)
        last = bisect_left(spans, end, key=lambda span: span.start)
        return spans[first:last]


@dataclass(frozen=True)
class EncoderStep:
    """Tags sources, cues, contents, times, actors and events in one pass of the network.

    Attributes:
        folder: folder of the model, None for the shipped one.
    """

    folder: Path | None = None
    name: str = "encoder"
    version: str = "1"
    reads: tuple[type, ...] = ()
    writes: type = Tags

    def __call__(self, page: Page) -> Tags:
        """The tags of a page.

        Raises:
            ReadingError: no model is there; the message says how to get one.
        """
        tagged = Tagger.load(self.folder)(page.text)
        return Tags(tagged.spans, tagged.model)
