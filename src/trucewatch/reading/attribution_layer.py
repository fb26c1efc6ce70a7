"""Step: what is attributed to whom in the wide sense, thoughts and plans included, from the learned tagger's spans."""

from __future__ import annotations

from dataclasses import dataclass

from trucewatch.reading.attribution_links import ROLES, Linked, link_both
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.page import Page


@dataclass(frozen=True)
class Attributions:
    """Everything that the report attributes to somebody, in order of the contents.

    Attributes:
        linked: as annotated news has it: one a cue, however many sentences it carries.
        apart: the same, but one a sentence, as quotes are recorded.
    """

    linked: tuple[Linked, ...]
    apart: tuple[Linked, ...]


@dataclass(frozen=True)
class AttributionsStep:
    """Ties the tagger's sources, cues and contents."""

    name: str = "attributions"
    version: str = "1"
    reads: tuple[type, ...] = (Tags,)
    writes: type = Attributions

    def __call__(self, page: Page) -> Attributions:
        tags = page.get(Tags)
        return Attributions(*link_both(page.text, {role: tags.of(role) for role in ROLES}))
