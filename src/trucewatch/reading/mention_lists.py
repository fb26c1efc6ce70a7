"""Lists of actors as print has them: "Ruritania, the Upland Front and, later, Freedonia"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.sentences import Sentences

_LEAD = re.compile(r"\s*(?:[a-z][\w’'-]*\s+|[A-Z][\w’'-]*\s+|-|\(){0,4}", re.UNICODE)
_JOIN = re.compile(
    r"(?:\s*\([^)]*\))?"
    r"(?:,?\s*(?:and|&|as well as|along with|together with|plus)\s+(?:(?!\w+ed\s+by\b)[\w’'-]+\s+){0,3}"
    r"|,\s*(?:(?:by|with|from|the|a|an|its|their|later|then)\s+){0,3})"
)
_BEHIND = re.compile(
    r"(?:[’'s]*\s*|,\s+(?:the|both|all|its|their)\s+(?:(?:two|three|four|main|chief)\s+)?"
    r"|,\s+(?:who|which)\s+(?:are|is|act|acts|serve|serves|were|was)\s+(?:as\s+)?(?:the\s+)?|\s+(?:are|is|as)\s+(?:the\s+)?)"
)


def list_after(actors: Actors, sentences: Sentences, offset: int, farthest: int | None = None) -> list[Mention]:
    """The actors listed from an offset on, in the same sentence; none where no mention follows close behind."""
    sentence = sentences.at(offset)
    if sentence is None:
        return []
    text, first, found = sentence.text, sentence.start_char, list[Mention]()
    for mention in actors.within(offset, sentence.end_char):
        between = text[(found[-1].end if found else offset) - first : mention.start - first]
        if mention.how == "pronoun":
            break
        pattern = _JOIN if found else _LEAD
        if not pattern.fullmatch(between) or (not found and farthest is not None and len(between) > farthest):
            break
        found.append(mention)
    return found


def list_before(actors: Actors, sentences: Sentences, offset: int) -> list[Mention]:
    """The actors listed right before an offset, in the order of the text."""
    sentence = sentences.at(offset)
    if sentence is None:
        return []
    text, first, found = sentence.text, sentence.start_char, list[Mention]()
    for mention in reversed(actors.within(sentence.start_char, offset)):
        between = text[mention.end - first : (found[-1].start if found else offset) - first]
        joined = _JOIN.fullmatch(between) if found else _BEHIND.fullmatch(between)
        if not joined or mention.how == "pronoun":
            break
        found.append(mention)
    return found[::-1]


def mentions_of(actors: Actors, token: Token | None) -> Iterator[Mention]:
    """The mentions at a token and at what is joined to it by "and" or a comma."""
    if token is None:
        return
    at = actors.at(token.idx)
    if at is not None:
        yield at
    for joined in token.children:
        if joined.dep_ == "conj" or (joined.dep_ == "appos" and at is None):
            yield from mentions_of(actors, joined)


def listed_at(actors: Actors, sentences: Sentences, token: Token | None) -> list[Mention]:
    """The same, and what print goes on to list where the parse breaks off ("A, B, C and D will ...")."""
    found = list(mentions_of(actors, token))
    if not found:
        return found
    printed = list_after(actors, sentences, found[0].start)
    last = max(m.end for m in found)
    more = [m for m in printed if m.start >= last] if len(printed) > len(found) >= 1 else []
    return sorted({*found, *more}, key=lambda m: m.start) if len(printed) > 2 else found
