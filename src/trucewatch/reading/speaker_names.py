"""Names of speakers: from the words at the cue to the fullest name the report gives.

A noun phrase goes to the actor mentioned at its head. A pronoun goes to whoever spoke or acted as the subject just
before, if the kind fits; the actors' own reading of pronouns stands in where nobody did.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from spacy.tokens import Span, Token

from trucewatch.reading.actors import Actor, Actors, Mention
from trucewatch.reading.attributions import Attribution, Source
from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import Sentences, text_of

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_CLAUSE = re.compile(r"\s(?:who|which|whose|whom|where)\s.*$")
_KNOWN_AS = re.compile(r"\b(?:known|identified|calling (?:him|her)self) (?:only )?as ([A-Z][^,;()]*)$")
_ENDING = re.compile(r"(?:’s|'s)$")
_BESIDE = re.compile(
    r"[\w’'-]+(?:,? |, (?:the|a|an) )(?:[A-Z][\w.]* ){0,4}"
)  # the head and what stands before the name
_PERSON_BESIDE = re.compile(r"[^,()“\"]{1,80}, (?:[\w.]+ ){0,4}")  # "governor of the upper valley, " before a name
_LINK = re.compile(r"\W*(?:and )?(?:the )?")
_HE = frozenset("he she him her".split())
_IT = frozenset({"it"})
_THEY = frozenset({"they", "them"})
_BACK = 2  # sentences looked back for whom a pronoun means
Kind = Literal["person", "side", "many", "single"]


@dataclass(frozen=True)
class Named:
    """A speaker: the name, and whether it must never be tied to another mention."""

    name: str
    kind: Kind
    sealed: bool = False


class SpeakerNames:
    """Names the speakers of one report; asked in the order of the cues, for a pronoun may mean the last speaker."""

    def __init__(self, sentences: Sentences, actors: Actors) -> None:
        self.sentences = sentences
        self.actors = actors
        self.text = text_of(sentences.doc)
        self._said: list[tuple[int, Named]] = []

    def name(self, a: Attribution) -> Named | None:
        """The speaker of an attribution, None where the report gives no source."""
        named = self.of_source(a.source) if a.source is not None else None
        if named is not None:
            self._said.append((a.cue[0] if a.cue is not None else a.start, named))
        return named

    def of_source(self, source: Source) -> Named | None:
        """Whom a noun phrase or pronoun means."""
        mention = self.text[slice(*source.extent)]
        low = mention.lower()
        return self._pronoun(source.head, low) if low in _HE | _IT | _THEY else self._phrase(source, mention)

    # -- noun phrases -----------------------------------------------------------------------------------

    def _phrase(self, source: Source, mention: str) -> Named | None:
        at_head = self.actors.at(source.head)
        if any(self.actors.at(p) != at_head or at_head is None for p in source.partners):
            last = self.actors.at(source.partners[-1])
            if last is not None and last.actor.type == "person" and self._is_titled(source, at_head, last):
                return _of(last.actor)
            return self._joint(source, mention)
        beside = self._apposed(source, at_head)
        if beside is not None:
            return _of(beside.actor)
        plain = _plain(mention)
        if _KNOWN_AS.search(mention):
            return Named(plain, "single")
        if at_head is not None:
            named = _of(at_head.actor)
            is_bare = at_head.actor.type == "office" and " " not in named.name  # "head" of "the head of the delegation"
            return replace(named, name=plain) if is_bare and named.name.casefold() in plain.casefold() else named
        return Named(plain, "many" if self._is_plural(source.head) else "single") if plain else None

    def _is_titled(self, source: Source, at_head: Mention | None, last: Mention) -> bool:
        """As in "Deputy Prime Minister and Foreign Minister Anna Berg": one person with two offices."""
        between = self.text[source.extent[0] : last.start]
        lower = [w for w in re.findall(r"[\w’'-]+", between) if w[0].islower()]
        return at_head in {None, last} or (last.how == "name" and all(w in {"and", "of", "for"} for w in lower))

    def _apposed(self, source: Source, at_head: Mention | None) -> Mention | None:
        """The name beside a description: "the front's political arm, the River Alliance"."""
        if at_head is not None and at_head.how in {"name", "metonym", "demonym"}:
            return None
        for m in self.actors.within(*source.extent):
            between = self.text[source.head : m.start]
            kinds = {"person", "party", "body"} if "," in between else {"person"}
            near = _BESIDE.fullmatch(between) or (m.actor.type == "person" and _PERSON_BESIDE.fullmatch(between))
            if m.start > source.head and m.how in {"name", "title"} and m.actor.type in kinds and near:
                return m
        return None

    def _joint(self, source: Source, mention: str) -> Named:
        """Several speakers of one cue: their names, joined as printed, where each has one."""
        found = [self.actors.at(offset) for offset in (source.head, *source.partners)]
        names = [m for m in found if m is not None and m.how in {"name", "metonym", "demonym"}]
        if len(names) < len(found):
            return Named(_plain(mention), "many")
        gaps = [self.text[x.end : y.start] for x, y in pairwise(names)]
        plain = [re.sub(r"\s+", " ", gap) if _LINK.fullmatch(gap) else " and " for gap in gaps]
        return Named("".join(m.actor.name + gap for m, gap in zip(names, [*plain, ""], strict=True)), "many")

    # -- pronouns ---------------------------------------------------------------------------------------

    def _pronoun(self, offset: int, low: str) -> Named | None:
        wanted: Kind = "person" if low in _HE else "side" if low in _IT else "many"
        near = self._near_subject(offset, wanted, own=low not in {"him", "her", "them"})
        if near is not None:
            return near
        mention = self.actors.at(offset)
        if mention is not None and (wanted != "person" or mention.actor.type in {"person", "office"}):
            return _of(mention.actor)
        fitting = next((n for _, n in reversed(self._said) if _fits(n.kind, wanted) or wanted == "many"), None)
        return fitting or (_of(mention.actor) if mention is not None else None)

    def _near_subject(self, offset: int, wanted: Kind, *, own: bool) -> Named | None:
        """Who is the subject just before: in the same sentence, else whoever spoke or acted in the one before."""
        number = self.sentences.number_at(offset)
        inside = self._subject(self.sentences.spans[number], offset, wanted) if own else None
        if inside is not None:
            return inside
        for back in range(1, _BACK + 1):
            if number - back < 0:
                break
            sentence = self.sentences.spans[number - back]
            first = bisect_left(self._said, sentence.start_char, key=lambda said: said[0])
            spoke = [n for at, n in self._said[first:] if at < sentence.end_char]
            if spoke and _fits(spoke[-1].kind, wanted):
                return spoke[-1]
            acted = self._subject(sentence, sentence.end_char, wanted)
            if acted is not None:
                return acted
            if spoke:
                break
        return None

    def _subject(self, sentence: Span, before: int, wanted: Kind) -> Named | None:
        """The first subject of a main clause before an offset, if of the wanted kind."""
        for token in sentence:
            if token.idx >= before:
                break
            if token.dep_ not in {"nsubj", "nsubjpass"} or token.head.dep_ in {"relcl", "ccomp", "acl"}:
                continue
            mention = self.actors.at(token.idx)
            if mention is not None and mention.how != "pronoun" and _kind(mention.actor, token) == wanted:
                return _of(mention.actor, wanted)
        return None

    def _is_plural(self, offset: int) -> bool:
        token = next((t for t in self.sentences.tokens(offset, offset + 1)), None)
        if token is None:
            sentence = self.sentences.at(offset)
            token = next((t for t in sentence if t.idx == offset), None) if sentence is not None else None
        return token is not None and token.tag_ in {"NNS", "NNPS"}


def _fits(kind: Kind, wanted: Kind) -> bool:
    """Can a pronoun of one kind mean a speaker of another? One of unknown kind may be a person or a side."""
    return kind == wanted or (kind == "single" and wanted in {"person", "side"})


def _of(actor: Actor, kind: Kind | None = None) -> Named:
    return Named(actor.name, kind or _kind(actor), actor.sealed)


def _kind(actor: Actor, token: Token | None = None) -> Kind:
    if token is not None and token.tag_ in {"NNS", "NNPS"} and actor.type != "state":
        return "many"
    if actor.type == "person":
        return "person"
    if actor.type == "office":
        last = actor.name.casefold().split()[-1] if actor.name else ""
        return "many" if last.endswith("s") and last not in words("office_nouns") else "person"
    return "side"


def _plain(mention: str) -> str:
    """A mention without article, relative clause and line breaks, up to a comma unless it joins several."""
    text = re.sub(r"\s+", " ", mention).strip()
    known = _KNOWN_AS.search(text)
    if known is not None:
        return known.group(1).strip()
    if re.match(r"an? ", text, re.IGNORECASE):  # "a teacher who fled"; in "those who fled" the clause says who
        text = _CLAUSE.sub("", text)
    if " and " not in text:
        text = text.split(",")[0]
    return _ENDING.sub("", _ARTICLE.sub("", text)).strip(' ,;:“”"')
