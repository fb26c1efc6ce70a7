"""Words or thoughts that a report attributes, in the wide sense: plans, hopes and beliefs as well as what is said."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.vocabulary.passage import Passage


@dataclass(frozen=True)
class Attributed:
    """One attribution, as printed.

    Attributes:
        source: who is said to say or think so; () where the report names nobody there.
        cue: the words of saying or thinking; () where there are none.
        content: what is attributed, in order.
        confidence: how sure the learned tagger is, 0 to 1; None where rules found it.
    """

    source: tuple[Passage, ...]
    cue: tuple[Passage, ...]
    content: tuple[Passage, ...]
    confidence: float | None = None
