"""Components for anybody's spaCy pipeline: what the learned tagger finds, as spans of a Doc.

    nlp.add_pipe("trucewatch_attribution")  # doc._.trucewatch_attributions, doc.spans["trucewatch_attribution"]
    nlp.add_pipe("trucewatch_times")        # doc.spans["trucewatch_times"], span._.trucewatch_value
    nlp.add_pipe("trucewatch_actors")       # doc.spans["trucewatch_actors"]

Each works alone and on any tokens; the network passes once over a Doc, however many of them a pipeline holds. What they
leave in a Doc are plain values, so that it can be written to bytes and sent between processes. Spans are tokens: where
the tagger's edge lies within a token, the whole token is taken.

spaCy finds a component by importing the module that an entry point names, and expects it to be registered then: that
is why this module, unlike all others, registers something when it is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from trucewatch.errors import ReadingError
from trucewatch.reading.attribution_links import ROLES, Linked, link
from trucewatch.reading.dates import Dates, DatesStep
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.encoder.tagger import Tagger
from trucewatch.reading.encoder.weights import find_model
from trucewatch.reading.encoder.windows import Span as Tag
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, find_headline, find_paragraphs
from trucewatch.vocabulary.report import Report

ATTRIBUTION, TIMES, ACTORS = "trucewatch_attribution", "trucewatch_times", "trucewatch_actors"
"""Names of the components, and of the groups in `doc.spans` that they fill."""

_TAGS, _LINKED, _PUBLISHED = "trucewatch.tags", "trucewatch.attributions", "trucewatch.published"
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_SAME = 0.5  # share of two spans together that both must cover to be one expression


@dataclass(frozen=True)
class DocAttribution:
    """One attribution in a Doc.

    Attributes:
        source: who says it, None where the text names nobody.
        cue: the words of saying, None where a source alone carries it.
        content: what is attributed, in order; several where it is interrupted.
        probability: the lowest of its spans' probabilities.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    probability: float


@dataclass(frozen=True)
class SharedTagger:
    """The tagger of a folder over Docs, one pass a Doc.

    Attributes:
        folder: folder of the model, None for the shipped one.
    """

    folder: Path | None = None

    def __post_init__(self) -> None:
        find_model(self.folder)  # a missing model is told when the pipeline is made, not at its first text

    def __call__(self, doc: Doc) -> Tags:
        """The tags of a Doc: those that a component before left in it, else made and left in it."""
        tagger = Tagger.load(self.folder)
        kept = doc.user_data.get(_TAGS)
        if kept is None or kept["model"] != tagger.model:
            found = tagger(doc.text).spans
            rows = {
                head: [[t.start, t.end, t.kind, float(t.probability)] for t in tags] for head, tags in found.items()
            }
            kept = doc.user_data[_TAGS] = {"model": tagger.model, "spans": rows}
        return Tags({head: tuple(Tag(*row) for row in rows) for head, rows in kept["spans"].items()}, kept["model"])


@dataclass(frozen=True)
class AttributionComponent:
    """Fills `doc._.trucewatch_attributions`, and `doc.spans` with their sources, cues and contents."""

    tagger: SharedTagger
    least: float = 0.0

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with attributions."""
        tags = self.tagger(doc)
        linked = link(doc.text, {role: tags.of(role, self.least) for role in ROLES})
        doc.user_data[_LINKED] = [_plain(one) for one in linked]
        sure: dict[tuple[int, int, str], float] = {}
        for one in linked:
            for place in ((*extent, role) for role in ROLES for extent in getattr(one, role)):
                # a source may speak twice: its span stands there once, as sure as the surer attribution
                sure[place] = max(one.probability, sure.get(place, 0.0))
        _fill(doc, ATTRIBUTION, [Tag(*place, chance) for place, chance in sorted(sure.items())], tags.model)
        return doc


@dataclass(frozen=True)
class TimesComponent:
    """Fills `doc.spans` with expressions of time, each with its TIMEX3 value in `span._.trucewatch_value`.

    Values need tags and a parse in the Doc; what is relative to the day of publication also needs that day, from
    `doc._.trucewatch_published` or for all texts from the component's settings.
    """

    tagger: SharedTagger
    least: float = 0.0
    published: date | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with times."""
        tags = self.tagger(doc)
        times = _within_paragraphs(doc.text, tags.of("time", self.least))
        values = _normalised(doc, tags, get_published(doc) or self.published) if times else []
        for span, time in _fill(doc, TIMES, times, tags.model):
            span._.trucewatch_value = _value_of(time, values)
        return doc


@dataclass(frozen=True)
class ActorsComponent:
    """Fills `doc.spans` with persons, organisations, armed groups, bodies, offices, states and places."""

    tagger: SharedTagger
    least: float = 0.0

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with actors."""
        tags = self.tagger(doc)
        _fill(doc, ACTORS, _within_paragraphs(doc.text, tags.of("actor", self.least)), tags.model)
        return doc


def get_attributions(doc: Doc) -> tuple[DocAttribution, ...]:
    """The attributions of a Doc, in order of their contents; the getter of `doc._.trucewatch_attributions`."""
    made = (
        DocAttribution(
            _span(doc, one["source"], "source"),
            _span(doc, one["cue"], "cue"),
            tuple(span for extent in one["content"] if (span := _span(doc, extent, "content"))),
            one["probability"],
        )
        for one in doc.user_data.get(_LINKED, ())
    )
    return tuple(one for one in made if one.content)


def get_published(doc: Doc) -> date | None:
    """The day of publication of a Doc; the getter of `doc._.trucewatch_published`."""
    kept = doc.user_data.get(_PUBLISHED)
    return date.fromisoformat(kept) if kept else None


def set_published(doc: Doc, day: date | str | None) -> None:
    """Keep the day of publication of a Doc: a date, or as "2025-03-09"; the setter of `doc._.trucewatch_published`.

    Raises:
        ReadingError: it is no day.
    """
    found = _day(day, "doc._.trucewatch_published")
    doc.user_data[_PUBLISHED] = found.isoformat() if found else None


def _day(day: object, where: str) -> date | None:
    if day is None or (isinstance(day, date) and not isinstance(day, datetime)):
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError as error:
        raise ReadingError(f"{where} is {day!r}", expected="a date, or its text such as 2025-03-09") from error


def _plain(one: Linked) -> dict[str, Any]:
    """An attribution as plain values, as a Doc's bytes can hold them."""
    return {
        "source": list(one.source[0]) if one.source else None,
        "cue": list(one.cue[0]) if one.cue else None,
        "content": [list(extent) for extent in one.content],
        "probability": float(one.probability),
    }


def _span(doc: Doc, extent: Sequence[int] | None, label: str) -> Span | None:
    """The tokens that an extent touches, None where it touches none."""
    if extent is None:
        return None
    return doc.char_span(extent[0], extent[1], label=label, alignment_mode="expand")


def _fill(doc: Doc, name: str, tags: Iterable[Tag], model: str) -> list[tuple[Span, Tag]]:
    """Make the group of spans of a component; gives each span with its tag."""
    found = [(span, tag) for tag in tags if (span := _span(doc, (tag.start, tag.end), tag.kind)) is not None]
    # spaCy's own span categorizer keeps its scores under the same name
    attrs = {"model": model, "scores": [float(tag.probability) for _, tag in found]}
    doc.spans[name] = SpanGroup(doc, name=name, spans=[span for span, _ in found], attrs=attrs)
    return found


def _within_paragraphs(text: str, tags: Iterable[Tag]) -> list[Tag]:
    """Tags parted at blank lines: a name at the end of a headline does not run on into the text."""
    parts = []
    for tag in tags:
        blank = (m.span() for m in _BLANK.finditer(text, tag.start, tag.end))
        breaks = [(tag.start, tag.start), *blank, (tag.end, tag.end)]
        edges = ((left[1], right[0]) for left, right in pairwise(breaks))
        parts += [replace(tag, start=start, end=end) for start, end in edges if start < end]
    return parts


def _normalised(doc: Doc, tags: Tags, published: date | None) -> list[dict[str, Any]]:
    """What our normaliser makes of the Doc: start, end and value of each expression; [] where the Doc is not parsed."""
    if not (doc.has_annotation("TAG") and doc.has_annotation("DEP")):
        return []
    text = doc.text
    page = Page(Report(text, published=published))
    page.add(tags)
    paragraphs = find_paragraphs(text)
    sentences = tuple(sentence for sentence in doc.sents if not all(token.is_space for token in sentence))
    page.add(Sentences(doc, sentences, paragraphs, find_headline(text, paragraphs)))
    dates = DatesStep()(page)
    return [*dates.timex3, *_others(dates)]


def _others(dates: Dates) -> Iterator[dict[str, Any]]:
    """What stands in the reading's JSON only: "soon", "later"."""
    for other in dates.other:
        place: dict[str, Any] = other["surface"][0]  # type: ignore[index]
        timex: dict[str, Any] = other["timex"]  # type: ignore[assignment]
        yield {"start": place["start"], "end": place["end"], "value": timex["value"]}


def _value_of(time: Tag, values: Sequence[dict[str, Any]]) -> str | None:
    """The value of the expression that is most nearly these words; None where none is near."""
    best, most = None, _SAME
    for row in values:
        shared = min(time.end, row["end"]) - max(time.start, row["start"])
        share = shared / (max(time.end, row["end"]) - min(time.start, row["start"]))
        if share >= most and row["value"]:
            best, most = str(row["value"]), share
    return best


def _tagger(model: str | Path | None) -> SharedTagger:
    return SharedTagger(Path(model) if model is not None else None)


def make_attribution(nlp: Language, name: str, model: str | None, least: float) -> AttributionComponent:  # noqa: ARG001
    """Make the component `trucewatch_attribution`; spaCy passes the pipeline and the component's name."""
    return AttributionComponent(_tagger(model), least)


def make_times(
    nlp: Language,  # noqa: ARG001
    name: str,
    model: str | None,
    least: float,
    published: str | None,
) -> TimesComponent:
    """Make the component `trucewatch_times`; spaCy passes the pipeline and the component's name."""
    return TimesComponent(_tagger(model), least, _day(published, f"the setting `published` of {name}"))


def make_actors(nlp: Language, name: str, model: str | None, least: float) -> ActorsComponent:  # noqa: ARG001
    """Make the component `trucewatch_actors`; spaCy passes the pipeline and the component's name."""
    return ActorsComponent(_tagger(model), least)


def _register() -> None:
    settings = {"model": None, "least": 0.0}
    more = {**settings, "published": None}
    said = ["doc.spans", "doc._.trucewatch_attributions"]
    Language.factory(ATTRIBUTION, default_config=settings, assigns=said, func=make_attribution)
    times = ["doc.spans", "span._.trucewatch_value"]
    Language.factory(TIMES, default_config=more, assigns=times, func=make_times)
    Language.factory(ACTORS, default_config=settings, assigns=["doc.spans"], func=make_actors)
    if not Doc.has_extension("trucewatch_attributions"):
        Doc.set_extension("trucewatch_attributions", getter=get_attributions)
        Doc.set_extension("trucewatch_published", getter=get_published, setter=set_published)
        Span.set_extension("trucewatch_value", default=None)


_register()
