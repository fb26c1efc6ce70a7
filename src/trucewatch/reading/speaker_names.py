"""Names of speakers: from the words at the cue to the fullest name the report gives.

A noun phrase goes to the actor mentioned at its head, a bare description to whoever it was told of before. A pronoun
goes to whoever stands out just before; the actors' own reading of pronouns stands in where nobody does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from trucewatch.reading.actor_draft import INSTITUTIONS
from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.attributions import Attribution, Extent, Source
from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import Sentences, text_of
from trucewatch.reading.speaker_descriptions import Descriptions
from trucewatch.reading.speaker_documents import NamedDocuments
from trucewatch.reading.speaker_kinds import Kind, Named, fits, kind_of_noun, names_document, of_actor
from trucewatch.reading.speaker_pairs import SidesOfReport
from trucewatch.reading.speaker_pronouns import PronounSpeakers, Said, kind_wanted
from trucewatch.reading.speaker_turns import Turns, is_first_person

_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?:same\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(r"\s(?:who|which|whose|whom|where)\s.*$")
_KNOWN_AS = re.compile(
    r"\b(?:(?:known|identified|(?:call|identify)ing (?:him|her)self|gave (?:his|her|their) name) (?:only )?as"
    r"|named|called(?: only| just)?|to be (?:called|named|identified) (?:only |just )?(?:as |by )?) "
    r"((?:[A-Z][\w’'.-]*)(?: [A-Z][\w’'.-]*)*)"
)
_OWNED = re.compile(r"[’']s? [a-z]")
_WHO_BEHIND = re.compile(r",? who [^,;.\n]{0,80}")
_ENDING = re.compile(r"(?:’s|'s)$")
_BESIDE = re.compile(
    r"[\w’'-]+(?:,? |, (?:the|a|an) )(?:[A-Z][\w.]* ){0,4}"
)  # the head and what stands before the name
_PERSON_BESIDE = re.compile(r"[^,()“\"]{1,80}, (?:[\w.]+ ){0,4}")  # "governor of the upper valley, " before a name
_BODY_BESIDE = re.compile(r"[^,()“\"]{1,60}, (?:the )?")  # "agency for refugees, " before a name that closes the phrase
_LINK = re.compile(r"\W*(?:and )?(?:the )?")
_PRONOUNS = frozenset("he she him her his hers it its they them their".split())
_OWNERS = frozenset("his her its their".split())
_RELATIVES = frozenset("who whom which that".split())
_RELATIVE_REACH = 6  # words up the syntax from "who" to its clause


class SpeakerNames:
    """Names the speakers of one report; asked in the order of the cues, for a pronoun may mean the last speaker."""

    def __init__(self, sentences: Sentences, actors: Actors) -> None:
        self.sentences = sentences
        self.actors = actors
        self.text = text_of(sentences.doc)
        self._tokens = sentences.by_start
        self._pronouns = PronounSpeakers(sentences, actors)
        self._documents = NamedDocuments(self.text)
        self._descriptions = Descriptions(sentences, actors)
        self._sides = SidesOfReport(sentences, actors)
        self._turns = Turns(sentences, actors)
        self._said: list[Said] = []

    def name(self, a: Attribution) -> Named | None:
        """The speaker of an attribution; None where the report gives no source or two stand equal."""
        named = self.of_source(a.source, a.content) if a.source is not None else None
        if named is not None and not self._is_first_person(a):  # "he" is never the "I" of the same turn
            words_at = a.source.extent if a.source is not None else None
            self._said.append(Said(a.cue[0] if a.cue is not None else a.start, named, a.content, words_at))
        return named

    def _is_first_person(self, a: Attribution) -> bool:
        return a.source is not None and is_first_person(self.text[slice(*a.source.extent)])

    def of_source(self, source: Source, content: Sequence[Extent] = ()) -> Named | None:
        """Whom a noun phrase or pronoun means; `content` is what it says."""
        mention = self.text[slice(*source.extent)]
        low = mention.lower()
        if low in _PRONOUNS:
            return self._pronoun(source.head, low, content)
        known = self._relative(source.head, low) if low in _RELATIVES else self._known(source.head, mention)
        if known is not None:
            return known
        named = self._phrase(source, mention)
        if named is None or named.kind == "many":
            return named
        named = self._described(mention, source.head, named) or self._owned(source, mention, named)
        self._descriptions.learn(source, named)
        return named

    def _described(self, mention: str, offset: int, named: Named) -> Named | None:
        """Whom a description repeats; an anonymous source only where nobody else has spoken since."""
        meant = self._descriptions.mean(mention, offset, named)
        if meant is None or not meant.sealed or (self._said and self._said[-1].named.name == meant.name):
            return meant
        return replace(named, sealed=True)

    def _owned(self, source: Source, mention: str, named: Named) -> Named:
        """As in "her office": whose it is belongs to the name."""
        first, _, rest = mention.partition(" ")
        if first.lower() not in _OWNERS or named.name.casefold() not in {rest.casefold(), mention.casefold()}:
            return named
        owner = self._pronoun(source.extent[0], first.lower(), ())
        if owner is None or owner.sealed or owner.kind != kind_wanted(first.lower()):
            return named
        is_same = owner.name.casefold().endswith(rest.casefold())
        return replace(named, name=owner.name if is_same else f"{owner.name}’s {rest}")

    def _known(self, offset: int, mention: str) -> Named | None:
        """Whom words mean that stand for a side or document of this very report: "we", "both sides", "the text"."""
        in_turn = self._turns.speaker(mention.lower(), offset)
        if in_turn is not None:
            return Named(in_turn, "single")
        both = self._sides.both(mention, offset)
        if both is not None:
            return Named(both, "many")
        token = self._tokens.get(offset)
        document = self._documents.name_of(mention, token) if token is not None else None
        return Named(document, "thing") if document is not None else None

    # -- noun phrases -----------------------------------------------------------------------------------

    def _phrase(self, source: Source, mention: str) -> Named | None:
        at_head = self.actors.at(source.head)
        if any(self.actors.at(p) != at_head or at_head is None for p in source.partners):
            last = self.actors.at(source.partners[-1])
            if last is not None and last.actor.type == "person" and self._is_titled(source, at_head, last):
                return of_actor(last.actor)
            return self._joint(source, mention)
        beside = self._apposed(source, at_head)
        if beside is not None:
            return of_actor(beside.actor)
        own_name = self._own_name(source, mention)
        if own_name is not None:
            return Named(own_name, "person")
        plain = _plain(self._without_clause(source, mention))
        if at_head is not None and not self._is_owner(source, at_head):
            return self._by_actor(at_head, plain)
        kind: Kind = "thing" if names_document(plain) else kind_of_noun(self._tokens.get(source.head))
        return Named(plain, kind) if plain else None

    def _own_name(self, source: Source, mention: str) -> str | None:
        """The name that somebody unnamed gives: "a guard known as Old Bear", "a nurse, who asked to be called Mira"."""
        behind = _WHO_BEHIND.match(self.text, source.extent[1])
        found = _KNOWN_AS.search(mention) or (_KNOWN_AS.search(behind.group()) if behind is not None else None)
        return found.group(1).strip() if found is not None else None

    def _is_owner(self, source: Source, at_head: Mention) -> bool:
        """Is the person named only the one whose office or lawyer speaks, though the parse takes them for the head?"""
        behind = self.text[at_head.end : source.extent[1]]
        return at_head.actor.type == "person" and _OWNED.match(behind) is not None

    def _without_clause(self, source: Source, mention: str) -> str:
        """A new person without what is told of them: "a widow standing beside him"."""
        head = self._tokens.get(source.head)
        if head is None or not re.match(r"(?:an?|another|one) ", mention, re.IGNORECASE):
            return mention
        told = (t.left_edge.idx for t in head.rights if t.dep_ in {"acl", "relcl"})
        end = min((at for at in told if at > source.head), default=source.extent[1])
        return self.text[source.extent[0] : min(end, source.extent[1])]

    def _by_actor(self, at_head: Mention, plain: str) -> Named:
        named = of_actor(at_head.actor)
        is_bare = at_head.actor.type == "office" and " " not in named.name  # "head" of "the head of the delegation"
        is_part = named.name.casefold() in INSTITUTIONS | words(
            "body_words"
        )  # "Ministry" of "Ruritania's Foreign Ministry"
        is_seat = at_head.how == "metonym" and plain in at_head.actor.aliases  # a seat speaks for itself, a capital not
        if at_head.how == "nominal" and self._is_described(at_head, plain):
            is_plural = kind_of_noun(self._tokens.get(at_head.head)) == "many"
            return replace(named, name=plain, kind="many" if is_plural else "side")
        if is_seat or ((is_bare or is_part) and named.name.casefold() in plain.casefold()):
            return replace(named, name=plain)
        return named

    def _is_described(self, at_head: Mention, plain: str) -> bool:
        """Is it somebody of a side rather than the side ("Ruritanian officials", "the government in Karam")?"""
        if at_head.actor.type == "state":
            return True  # a government is quoted as printed: a report may know two of one state
        head = self._tokens.get(at_head.head)
        is_people = head is not None and head.tag_ == "NNS" and head.lemma_.lower() in words("office_nouns")
        return is_people and any(w[:1].isupper() for w in plain.split())

    def _is_titled(self, source: Source, at_head: Mention | None, last: Mention) -> bool:
        """As in "Deputy Prime Minister and Foreign Minister Anna Berg": one person with two offices."""
        between = re.findall(r"[\w’'-]+", self.text[source.extent[0] : last.start])
        persons = {m.actor.name for m in self.actors.within(*source.extent) if m.actor.type == "person"}
        if len(persons) > 1 or not any(w.casefold() in words("office_nouns") for w in between):
            return at_head == last
        lower = [w for w in between if w[0].islower()]
        return at_head in {None, last} or (last.how == "name" and all(w in {"and", "of", "for"} for w in lower))

    def _apposed(self, source: Source, at_head: Mention | None) -> Mention | None:
        """The name beside a description: "the front's political arm, the River Alliance"."""
        if at_head is not None and at_head.how in {"name", "metonym", "demonym"}:
            return None
        for m in self.actors.within(*source.extent):
            between = self.text[source.head : m.start]
            kinds = {"person", "party", "body"} if "," in between else {"person"}
            pattern = _PERSON_BESIDE if m.actor.type == "person" else _BODY_BESIDE
            closes = m.actor.type == "person" or m.end >= source.extent[1] - 1
            near = _BESIDE.fullmatch(between) or (closes and pattern.fullmatch(between))
            if m.start > source.head and m.how in {"name", "title"} and m.actor.type in kinds and near:
                return m
        return None

    def _joint(self, source: Source, mention: str) -> Named:
        """Several speakers of one cue: their names, joined as printed, where each has one."""
        heads = (source.head, *source.partners)
        found = [self.actors.at(offset) for offset in heads]
        names = [m for m in found if m is not None and m.how in {"name", "metonym", "demonym"}]
        if not names:
            return Named(_plain(mention), "many")
        if len(names) < len(found):
            parts = [
                m.actor.name if m is not None and m in names else self._noun_at(at)
                for m, at in zip(found, heads, strict=True)
            ]
            return Named(", ".join(parts[:-1]) + f" and {parts[-1]}", "many")
        gaps = [self.text[x.end : y.start] for x, y in pairwise(names)]
        plain = [re.sub(r"\s+", " ", gap) if _LINK.fullmatch(gap) else " and " for gap in gaps]
        return Named("".join(m.actor.name + gap for m, gap in zip(names, [*plain, ""], strict=True)), "many")

    def _noun_at(self, offset: int) -> str:
        """A noun with what stands before it."""
        token = self._tokens[offset]
        return _plain(self.text[token.left_edge.idx : token.idx + len(token)])

    # -- pronouns ---------------------------------------------------------------------------------------

    def _pronoun(self, offset: int, low: str, content: Sequence[Extent]) -> Named | None:
        """Whom a pronoun means; None where two stand equal."""
        meant = self._pronouns.mean(offset, low, self._said, content)
        if meant.named is not None or meant.is_open:
            return meant.named
        wanted = kind_wanted(low)
        mention = self.actors.at(offset)
        if mention is not None and (wanted != "person" or mention.actor.type in {"person", "office"}):
            named = of_actor(mention.actor)
            return named if self._pronouns.may_be(named, low) else None
        fitting = (s.named for s in reversed(self._said) if fits(s.named.kind, wanted) or wanted == "many")
        return next((named for named in fitting if self._pronouns.may_be(named, low)), None)

    def _relative(self, offset: int, low: str) -> Named | None:
        """The speaker of "who said ..." is whoever the clause tells of, else the person named last in the sentence."""
        token = self._tokens.get(offset)
        for _ in range(_RELATIVE_REACH):
            if token is None or token.dep_ in {"relcl", "ROOT"}:
                break
            token = token.head
        if token is not None and token.dep_ == "relcl":
            named = self._before_clause(token.head)
            if named is not None and (named.kind != "side" or low in {"which", "that"}):
                return named
        sentence = self.sentences.at(offset)
        near = self.actors.within(sentence.start_char, offset) if sentence is not None else ()
        persons = (m.actor for m in reversed(near) if m.actor.type in {"person", "office"} and m.how != "pronoun")
        return next(map(of_actor, persons), None)

    def _before_clause(self, head: Token) -> Named | None:
        while head.dep_ == "appos" and self.actors.at(head.idx) is None:
            head = head.head
        extent = head.left_edge.idx, head.idx + len(head)
        return self._phrase(Source(extent, head.idx), self.text[slice(*extent)])


def _plain(mention: str) -> str:
    """A mention without article, relative clause and line breaks, up to a comma unless it joins several."""
    text = re.sub(r"\s+", " ", mention).strip()
    if re.match(r"an? ", text, re.IGNORECASE):  # "a teacher who fled"; in "those who fled" the clause says who
        text = _CLAUSE.sub("", text)
    if " and " not in text:
        text = text.split(",")[0]
    return _ENDING.sub("", _ARTICLE.sub("", text)).strip(' ,;:“”"')
