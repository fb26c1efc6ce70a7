"""Step 4: who said what. Quotation marks, verbs of saying and syntax; a learned tagger can take this step's place.

Direct quotations come first, then reported clauses in the words left over; both are tied to actors by the head
noun of the source. Layer and step keep their names when the way of reading changes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actor, Actors
from trucewatch.reading.attributions import Attribution, Extent
from trucewatch.reading.direct_speech import Utterance, find_direct, find_utterances
from trucewatch.reading.indirect_speech import Scene, find_indirect
from trucewatch.reading.page import Page
from trucewatch.reading.quotation_marks import Marked, find_marked
from trucewatch.reading.sentences import Sentences
from trucewatch.vocabulary.kinds import Quote, QuoteType

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_PRONOUNS = frozenset("i he she it they we him her them".split())
_PASSAGE_LIMIT = 3  # sentences that one closing cue can carry besides its own


@dataclass(frozen=True)
class Speakers:
    """What is attributed to whom.

    Attributes:
        quotes: by the start of their content.
    """

    quotes: tuple[Quote, ...]

    def at(self, offset: int) -> Quote | None:
        """The innermost quote whose content covers a character."""
        covering = [
            (passage.end - passage.start, number)
            for number, quote in enumerate(self.quotes)
            for passage in quote.content
            if passage.start <= offset < passage.end
        ]
        return self.quotes[min(covering)[1]] if covering else None

    def speaker_at(self, offset: int) -> str | None:
        """Who says the words at a character; None where the report itself speaks or nobody is named."""
        quote = self.at(offset)
        return quote.speaker if quote is not None else None


@dataclass(frozen=True)
class SpeakersStep:
    """Finds quotations, reported speech and thought, and their speakers."""

    name: str = "speakers"
    version: str = "1"
    reads: tuple[type, ...] = (Sentences, Actors)
    writes: type = Speakers

    def __call__(self, page: Page) -> Speakers:
        sentences, actors = page.get(Sentences), page.get(Actors)
        marked = find_marked(page.text, sentences.paragraphs)
        found = find_attributions(sentences, marked)
        found = carry_back(found, sentences, actors)
        return Speakers(_quotes(found, page, marked, actors))


def find_attributions(sentences: Sentences, marked: Sequence[Marked]) -> list[Attribution]:
    """All attributions of a text, none inside another, by the start of their content."""
    utterances = find_utterances(sentences, marked)
    direct = find_direct(sentences, utterances)
    pieces = [p for u in utterances for p in u.pieces]
    starts = [p.start for p in pieces]

    def spoken(token: Token) -> bool:
        at = bisect_left(starts, token.idx + 1) - 1
        return (at >= 0 and pieces[at].holds(token.idx)) or token.i in direct.cues

    indirect = [_balanced(a, marked) for a in find_indirect(sentences.spans, Scene(sentences.doc, spoken))]
    found = direct.attributions + _outermost(indirect)
    found += _without_cue(direct.without_cue, found, sentences)
    return sorted(found, key=lambda a: a.content)


def _balanced(found: Attribution, marked: Sequence[Marked]) -> Attribution:
    """Content that begins or ends inside marks takes them in whole, or leaves them out where it holds but little."""
    pieces = []
    for start, end in found.content:
        for m in marked:
            if m.start < start < m.end < end or (m.start < start and end <= m.end and start == m.inner[0]):
                start = m.start
            if start < m.start < end < m.end or (start == m.start and end == m.inner[1]):
                end = m.end
        pieces.append((start, end))
    return replace(found, content=tuple(pieces))


def _outermost(found: list[Attribution]) -> list[Attribution]:
    """Without those that lie inside the words of another, and one a content."""
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda x: (x.content[0][0], -x.content[-1][1])):
        cue = a.cue or a.content[0]
        inside = any(b.covers(*cue) or all(b.covers(*piece) for piece in a.content) for b in found if b is not a)
        if not inside and all(b.content != a.content for b in kept):
            kept.append(a)
    return kept


def _without_cue(bare: list[Utterance], found: list[Attribution], sentences: Sentences) -> list[Attribution]:
    """An utterance right behind a sentence with a speaker is that speaker's, though unsure."""
    tied = []
    for utterance in bare:
        paragraph = sentences.paragraph_at(utterance.start)
        before = sentences.at(utterance.start - 1) if utterance.start > paragraph[0] else None
        if before is None:
            continue
        near = [a for a in found if a.cue and before.start_char <= a.cue[0] and a.cue[1] <= utterance.start]
        if near:
            last = max(near, key=lambda a: a.cue or (0, 0))
            tied.append(replace(last, content=utterance.inner, direct=True, unsure=True))
    return tied


def carry_back(found: list[Attribution], sentences: Sentences, actors: Actors) -> list[Attribution]:
    """A cue that closes a paragraph of plain sentences carries them all: "S1. S2, he said."

    Only where a pronoun speaks: then the speaker is known from before, and the paragraph opens in their words.
    """
    return [_carried(a, found, sentences, actors) for a in found]


def _carried(a: Attribution, found: list[Attribution], sentences: Sentences, actors: Actors) -> Attribution:
    doc = sentences.doc
    if a.direct or a.source is None or a.cue is None or len(a.content) != 1:
        return a
    paragraph = sentences.paragraph_at(a.cue[0])
    number = sentences.number_at(a.start)
    first = number
    while first > 0 and sentences.spans[first - 1].start_char >= paragraph[0]:
        first -= 1
    own = sentences.spans[number]
    is_last = a.cue[0] > a.content[-1][1] and own.end_char >= paragraph[1] - 1
    speaks = doc.text[slice(*a.source)].lower() in {"he", "she", "they"}
    if not (is_last and speaks and 0 < number - first <= _PASSAGE_LIMIT):
        return a
    start, end = sentences.spans[first].start_char, own.start_char
    others = any(b is not a and any(s < end and start < e for s, e in (*b.content, b.cue or (0, 0))) for b in found)
    speaker = actors.at(a.head) if a.head is not None else None
    named = speaker is not None and any(m.actor == speaker.actor for m in actors.within(start, end))
    return a if others or named else replace(a, content=((max(start, paragraph[0]), a.content[0][1]),))


# -- from attributions to quotes -----------------------------------------------------------------------------


def _quotes(found: list[Attribution], page: Page, marked: Sequence[Marked], actors: Actors) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    for a in sorted(found, key=lambda x: x.cue or x.content[0]):
        pieces = [e for e in a.content if page.text[slice(*e)].strip()]
        if pieces:
            quotes.append(_quote(replace(a, content=tuple(pieces)), page, marked, (actors, quotes)))
    return tuple(sorted(quotes, key=lambda q: q.content))


def _quote(a: Attribution, page: Page, marked: Sequence[Marked], known: tuple[Actors, list[Quote]]) -> Quote:
    actors, before = known
    kind, quoted = _type(a, marked)
    actor = _actor(a, actors)
    mention = page.passage(*a.source).text if a.source is not None else None
    speaker = actor.name if actor is not None else None
    if a.source is not None and mention is not None:
        joint = _joint(a.source, a.head, page.text, actors)
        speaker = joint or speaker
        if speaker is None:
            speaker = _last_speaker(mention, before) or _ARTICLE.sub("", _short(mention))
    return Quote(
        speaker=speaker,
        mention=mention,
        cue=page.passage(*a.cue).text if a.cue is not None else None,
        type=kind,
        content=tuple(page.passage(*e) for e in a.content),
        quoted=tuple(page.passage(*e) for e in quoted),
        source=(page.passage(*a.source),) if a.source is not None else (),
        cue_at=(page.passage(*a.cue),) if a.cue is not None else (),
        sealed=actor.sealed if actor is not None else False,
        unsure=a.unsure,
        step="speakers",
    )


def _type(a: Attribution, marked: Sequence[Marked]) -> tuple[QuoteType, tuple[Extent, ...]]:
    if a.direct:
        return "direct", ()
    quoted = tuple(m.inner for m in marked if a.covers(*m.inner))
    return ("mixed", quoted) if quoted else ("indirect", ())


def _actor(a: Attribution, actors: Actors) -> Actor | None:
    """The actor mentioned at the head of the source; a person named beside an office is that office's holder."""
    if a.head is None or a.source is None:
        return None
    mention = actors.at(a.head)
    if mention is not None and mention.actor.type == "person":
        return mention.actor
    inside = actors.within(*a.source)
    person = next((m.actor for m in inside if m.actor.type == "person" and m.how == "name" and m.start > a.head), None)
    if person is not None and mention is not None and mention.actor.type == "office":
        return person
    return mention.actor if mention is not None else None


def _joint(source: Extent, head: int | None, text: str, actors: Actors) -> str | None:
    """Names of several speakers of one cue, joined as printed."""
    inside = [m for m in actors.within(*source) if m.how in {"name", "metonym"}]
    if len(inside) < 2 or inside[0].start != head and inside[0].head != head:
        return None
    between = [text[a.end : b.start] for a, b in zip(inside, inside[1:], strict=False)]
    if not all(re.fullmatch(r"\s*(?:,|,? and|,)\s*(?:the )?", gap) for gap in between) or "and" not in between[-1]:
        return None
    names = [m.actor.name for m in inside]
    return "".join(name + gap for name, gap in zip(names, [*between, ""], strict=True))


def _last_speaker(mention: str, before: list[Quote]) -> str | None:
    """A pronoun that nobody could be found for goes back to the one who spoke last."""
    if mention.lower() not in _PRONOUNS or mention.lower() in {"i", "we"} or not before:
        return None
    return before[-1].speaker


def _short(mention: str) -> str:
    """A mention up to its first comma, without line breaks."""
    return re.sub(r"\s+", " ", mention.split(",")[0])
