"""Step: who said what. Quotation marks, verbs of saying and syntax, and what the learned tagger finds beside them.

Direct quotations come first, then reported clauses in the words left over, then the tagger's; all are tied to actors by
the head noun of the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.attribution_layer import Attributions
from trucewatch.reading.attribution_links import Linked
from trucewatch.reading.attributions import Attribution, Extent, dateline_end
from trucewatch.reading.direct_speech import Utterance, find_direct, find_utterances
from trucewatch.reading.encoder.layer import Tags
from trucewatch.reading.indirect_speech import Scene, find_indirect
from trucewatch.reading.learned_speech import learned_attributions
from trucewatch.reading.page import Page
from trucewatch.reading.quotation_marks import Marked, find_marked, marked_between
from trucewatch.reading.sentences import Sentences, text_of
from trucewatch.reading.speaker_chains import with_chains
from trucewatch.reading.speaker_names import SpeakerNames
from trucewatch.reading.speech_merging import beyond, merged, parted
from trucewatch.reading.speech_turns import find_turns, with_turns
from trucewatch.vocabulary.kinds import Quote, QuoteType

_PASSAGE_LIMIT = 3  # sentences that one closing cue can carry besides its own


@dataclass(frozen=True)
class Speakers:
    """What is attributed to whom.

    Attributes:
        quotes: by the start of their content.
        further: what else the tagger attributes (plans, hopes, thoughts), none of it touching a quote.
    """

    quotes: tuple[Quote, ...]
    further: tuple[Linked, ...] = ()

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
    version: str = "2"
    reads: tuple[type, ...] = (Tags, Sentences, Actors, Attributions)
    writes: type = Speakers

    def __call__(self, page: Page) -> Speakers:
        sentences, actors = page.get(Sentences), page.get(Actors)
        marked = find_marked(page.text, sentences.paragraphs)
        doc, quotes = sentences.doc, page.get(Tags).of("quote")
        learned = learned_attributions(page.get(Attributions).apart, quotes, doc, marked)
        found = merged(find_attributions(sentences, marked), learned, doc, marked)
        found = parted(carry_back(found, sentences, actors), page.text)
        found = with_turns(found, find_turns(page.text, sentences.paragraphs), doc)
        found = with_chains(found, [one.found for one in learned], doc)
        given = _quotes(found, page, marked, SpeakerNames(sentences, actors))
        return Speakers(given, beyond(page.get(Attributions).linked, given))


def find_attributions(sentences: Sentences, marked: Sequence[Marked]) -> list[Attribution]:
    """All attributions of a text, none inside another, by the start of their content."""
    utterances = find_utterances(sentences, marked)
    direct = find_direct(sentences, utterances)
    pieces = [p for u in utterances if u not in direct.fragments for p in u.pieces]
    starts = [p.start for p in pieces]

    heading = dateline_end(sentences)

    def spoken(token: Token) -> bool:
        at = bisect_left(starts, token.idx + 1) - 1
        is_cue = token.i in direct.cues and token.i not in direct.introduced
        return is_cue or (at >= 0 and pieces[at].holds(token.idx))

    scene = Scene(sentences.doc, text_of(sentences.doc), spoken, heading)
    indirect = [_balanced(a, marked) for a in find_indirect(sentences.spans, scene)]
    closed = {sentences.doc[i].idx: opening for i, opening in direct.introduced.items()}
    indirect = [a for a in indirect if a.content[-1][1] <= closed.get(_cue_start(a), a.content[-1][1])]
    found = direct.attributions + _outermost(indirect)
    found += _without_cue(direct.without_cue, found, sentences)
    return sorted(found, key=lambda a: a.content)


def _balanced(found: Attribution, marked: Sequence[Marked]) -> Attribution:
    """Content that cuts through marks takes them in whole, or leaves them out where it holds less than half."""
    pieces = []
    for left, right in found.content:
        start, end = left, right
        for m in marked_between(marked, start, end):
            shared = min(end, m.end) - max(start, m.start)
            if shared <= 0 or (start <= m.start and m.end <= end):
                continue
            within = m.start <= start and end <= m.end
            if 2 * shared >= m.end - m.start:
                start, end = min(start, m.start), max(end, m.end)
            elif not within:
                start, end = (m.end, end) if start > m.start else (start, m.start)
        if start < end:
            pieces.append((start, end))
    return replace(found, content=tuple(pieces) or found.content)


def _outermost(found: list[Attribution]) -> list[Attribution]:
    """Without those that lie inside the words of another, and one a content."""
    return [a for cluster in _clusters(found) for a in _outermost_of(cluster)]


def _clusters(found: list[Attribution]) -> Iterator[list[Attribution]]:
    """Those whose words touch one another, together; what lies further apart need not be compared."""
    cluster: list[Attribution] = []
    edge = -1
    for (start, end), a in sorted(((_box(a), a) for a in found), key=lambda pair: pair[0]):
        if cluster and start > edge:
            yield cluster
            cluster = []
        cluster.append(a)
        edge = max(edge, end)
    if cluster:
        yield cluster


def _box(a: Attribution) -> Extent:
    """From the first to the last character of content, cue and source."""
    parts = [*a.content, *([a.cue] if a.cue else []), *([a.source.extent] if a.source else [])]
    return min(start for start, _ in parts), max(end for _, end in parts)


def _outermost_of(found: list[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    found = [_with_carriers(a, found) for a in found if not any(_passes_on(a, b) for b in found)]
    found = [
        a for a in found if not any(b.source and a.cue and b is not a and _holds(b.source.extent, a.cue) for b in found)
    ]
    for number, a in enumerate(found):
        cue = a.cue or a.content[0]
        others = (b for other, b in enumerate(found) if b.content != a.content or other < number)
        if not any(b is not a and (b.covers(*cue) or all(b.covers(*piece) for piece in a.content)) for b in others):
            kept.append(a)
    return kept


def _holds(outer: Extent, inner: Extent) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _with_carriers(a: Attribution, found: list[Attribution]) -> Attribution:
    return replace(a, carriers=tuple(b.source for b in found if b.source is not None and _passes_on(b, a)))


def _passes_on(a: Attribution, b: Attribution) -> bool:
    """As in "The envoy warned that ..., according to two diplomats": the envoy's words; the diplomats pass them on."""
    if a is b or a.cue is None or b.cue is None or b.source is None or len(a.content) != 1:
        return False
    start, end = a.content[0]
    if a.cue[0] < end or not _holds((start, end), b.cue):
        return False
    return b.source.extent[0] - start <= 1 and b.content[-1][1] >= end - 1


def _without_cue(bare: list[Utterance], found: list[Attribution], sentences: Sentences) -> list[Attribution]:
    """An utterance right behind a sentence with a speaker is that speaker's, though unsure."""
    tied = []
    cued = sorted((a for a in found if a.cue), key=_cue_start)
    for utterance in bare:
        paragraph = sentences.paragraph_at(utterance.start)
        before = sentences.at(utterance.start - 1) if utterance.start > paragraph[0] else None
        if before is None:
            continue
        first = bisect_left(cued, before.start_char, key=_cue_start)
        near = cued[first : bisect_left(cued, utterance.start, key=_cue_start)]
        if near:
            tied.append(replace(near[-1], content=utterance.inner, direct=True, unsure=True))
    return tied


def _cue_start(a: Attribution) -> int:
    return a.cue[0] if a.cue is not None else a.start


def carry_back(found: list[Attribution], sentences: Sentences, actors: Actors) -> list[Attribution]:
    """A cue that closes a paragraph of plain sentences carries them all ("S1. S2, he said").

    Only where a pronoun speaks: then the speaker is known from before, and the paragraph opens in their words.
    """
    text = text_of(sentences.doc)  # joined once: the property walks through the whole text
    return [_carried(a, found, sentences, actors, text) for a in found]


def _carried(a: Attribution, found: list[Attribution], sentences: Sentences, actors: Actors, text: str) -> Attribution:
    if a.direct or a.source is None or a.cue is None or len(a.content) != 1:
        return a
    paragraph = sentences.paragraph_at(a.cue[0])
    number = sentences.number_at(a.start)
    first = number
    while first > 0 and sentences.spans[first - 1].start_char >= paragraph[0]:
        first -= 1
    own = sentences.spans[number]
    is_last = a.cue[0] > a.content[-1][1] and own.end_char >= paragraph[1] - 1
    speaks = text[slice(*a.source.extent)].lower() in {"he", "she", "they"}
    if not (is_last and speaks and 0 < number - first <= _PASSAGE_LIMIT):
        return a
    start, end = sentences.spans[first].start_char, own.start_char
    near = found[
        bisect_left(found, paragraph[0], key=lambda b: b.start) : bisect_left(found, end, key=lambda b: b.start)
    ]
    others = any(b is not a and any(s < end and start < e for s, e in (*b.content, b.cue or (0, 0))) for b in near)
    speaker = actors.at(a.source.head)
    named = speaker is not None and any(m.actor == speaker.actor for m in actors.within(start, end))
    return a if others or named else replace(a, content=((max(start, paragraph[0]), a.content[0][1]),))


# -- from attributions to quotes -----------------------------------------------------------------------------


def _quotes(found: list[Attribution], page: Page, marked: Sequence[Marked], names: SpeakerNames) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    for a in sorted(found, key=lambda x: x.cue or x.content[0]):
        pieces = tuple(e for e in a.content if page.text[slice(*e)].strip())
        if pieces:
            quotes.append(_quote(replace(a, content=pieces), page, marked, names))
    return tuple(sorted(quotes, key=lambda q: q.content))


def _quote(a: Attribution, page: Page, marked: Sequence[Marked], names: SpeakerNames) -> Quote:
    kind, quoted = _type(a, marked)
    named = names.name(a)
    source = (page.passage(*a.source.extent),) if a.source is not None else ()
    cue = (page.passage(*a.cue),) if a.cue is not None else ()
    carriers = (names.of_source(carrier) for carrier in a.carriers)
    return Quote(
        speaker=named.name if named is not None else None,
        mention=source[0].text if source else None,
        cue=cue[0].text if cue else None,
        type=kind,
        content=tuple(page.passage(*e) for e in a.content),
        quoted=tuple(page.passage(*e) for e in quoted),
        source=source,
        cue_at=cue,
        speaker_chain=tuple(carrier.name for carrier in carriers if carrier is not None),
        sealed=named.sealed if named is not None else False,
        unsure=a.unsure or (named is not None and named.unsure) or (named is None and a.source is not None),
        confidence=a.confidence,
        step="speakers",
    )


def _type(a: Attribution, marked: Sequence[Marked]) -> tuple[QuoteType, tuple[Extent, ...]]:
    if a.direct:
        return "direct", ()
    quoted = tuple(m.inner for piece in a.content for m in marked_between(marked, *piece) if a.covers(*m.inner))
    return ("mixed", quoted) if quoted else ("indirect", ())
