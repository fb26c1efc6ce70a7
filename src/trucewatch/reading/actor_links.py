"""From names to actors: persons with their offices, sides behind nouns, and what "he", "it" and "the group" mean.

Works through the noun phrases of a report in order. A mention that fits nobody before it stays an actor of its own
or, for pronouns, is left out: nothing is tied on a guess that has no ground in number, gender of title, or kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.actor_bodies import Bodies
from trucewatch.reading.actor_draft import (
    BODIES_OF_STATE,
    BOTH,
    DROP,
    HOME_OFFICES,
    INSTITUTIONS,
    OF_A_SIDE,
    OFFICE_SHORT,
    OUTSIDERS,
    RANKS,
    STATE_SIDES,
    UNNAMED_MOVEMENTS,
    Draft,
    Found,
    is_office,
    tidy,
)
from trucewatch.reading.actor_holders import Holders, bearers_named_later
from trucewatch.reading.actor_leads import bearer_of_lead
from trucewatch.reading.actor_names import Name
from trucewatch.reading.actor_offices import offices_before
from trucewatch.reading.actor_owners import Owners
from trucewatch.reading.actor_pronouns import Pronouns
from trucewatch.reading.actor_roster import Roster
from trucewatch.reading.actor_sealed import sealed_heads
from trucewatch.reading.lexicons import words


class Linker:
    """Walks one report's noun phrases once, keeping the actors met so far.

    Attributes:
        memory: the mentions tied so far.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.roster = Roster(doc)
        self.names = self.roster.names
        self.memory = self.roster.memory
        self.pronouns = Pronouns(self.roster)
        self.owners = Owners(self.roster, self.pronouns)
        self.holders = Holders(self.roster)
        self.bodies = Bodies(self.roster, self.owners)
        self.sealed = sealed_heads(doc)

    def run(self) -> list[Found]:
        """All mentions of the report, by start."""
        covered: set[int] = set()
        for chunk in self._chunks():
            self.memory.add(self._read(chunk))
            covered.update(range(chunk.start, chunk.end))
        for name in dict.fromkeys(self.names.values()):
            if name.first not in covered and name.type != "thing":
                self.memory.add([self.roster.mention(name.first, name.last, self.roster.named(name), "name")])
        found = bearers_named_later(sorted(self.memory.found, key=lambda f: (f.start, f.end)))
        lead = bearer_of_lead(self.doc, found)
        if lead is None:
            return found
        office, person = lead
        person.of, person.titles = person.of or office.of, person.titles | office.titles
        return [replace(f, draft=person) if f.draft is office else f for f in found]

    def inner(self, outer: Sequence[Found]) -> list[Found]:
        """The names within mentions of somebody else, by start: the "Ruritanian" of "Ruritanian President Anna Berg".

        Args:
            outer: the mentions, by start, none crossing another.
        """
        within: list[Found] = []
        at = 0
        for name in dict.fromkeys(self.names.values()):
            start = self.doc[name.first].idx
            while at < len(outer) and outer[at].end <= start:
                at += 1
            if name.type == "thing" or at == len(outer) or outer[at].start > start:
                continue
            draft = self.roster.named(name)
            if draft is not outer[at].draft or self._tells_of_members(outer[at]):
                found = self.roster.mention(name.first, name.last, draft, _HOW_OF.get(name.how, "name"))
                is_whole = (found.start, found.end) == (outer[at].start, outer[at].end)
                if found.end <= outer[at].end and not is_whole:
                    within.append(found)
        return within

    def _tells_of_members(self, found: Found) -> bool:
        head = self.roster.token_at(found.head)
        return found.how == "nominal" and head is not None and head.lower_ in OF_A_SIDE

    def _chunks(self) -> Iterable[Span]:
        return (c for c in self.doc.noun_chunks if any(not t.is_space for t in c))

    def _read(self, chunk: Span) -> list[Found]:
        tokens = [t for t in chunk if not t.is_space]
        while tokens and (tokens[0].lower_ in DROP or tokens[0].is_punct):
            tokens = tokens[1:]
        if not tokens:
            return self.pronouns.mean(chunk.root) if len(chunk) == 1 else []
        head = chunk.root
        if head.pos_ == "PRON":
            return self.pronouns.mean(head)
        first, last = tokens[0].i, tokens[-1].i + 1
        names = list(dict.fromkeys(self.names[i] for i in range(first, last) if i in self.names))
        offices = [t for t in tokens if is_office(t) and t.i not in self.names]
        name_at_head = self.names.get(head.i)
        if name_at_head is not None and name_at_head.type != "thing":
            return self._named_phrase(first, names, offices, name_at_head)
        tied = self._noun_phrase(chunk, names, (first, last))
        if tied is not None:
            return tied
        person = next((n for n in names if n.type == "person"), None)
        if person is not None:
            upto = [n for n in names if n.last <= person.last]
            rest = [n for n in names if n.first >= person.last and n.type != "thing"]
            others = [self.roster.mention(n.first, n.last, self.roster.named(n), "name") for n in rest]
            return self._named_phrase(first, upto, [t for t in offices if t.i < person.first], person) + others
        inside = (n for n in names if n.type != "thing")
        return [self.roster.mention(n.first, n.last, self.roster.named(n), _HOW_OF.get(n.how, "name")) for n in inside]

    def _noun_phrase(self, chunk: Span, names: list[Name], extent: tuple[int, int]) -> list[Found] | None:
        """The mentions of a phrase headed by a common noun; None where the noun is for no actor."""
        head = chunk.root
        forms = {head.lower_, head.lemma_.lower()}
        if BOTH.match(chunk.text):
            return [self.roster.mention(*extent, self.roster.other("both sides", "group"), "nominal")]
        is_one_person = head.tag_ == "NN" and bool(forms & words("office_nouns"))  # "one witness", "a second official"
        is_counted = not is_one_person and any(t.dep_ == "nummod" or t.like_num for t in chunk)
        if not names and (chunk[0].lower_ == "no" or is_counted):
            return []
        if head.lower_ in words("media_words") and head.pos_ == "NOUN":
            draft = self.roster.other(tidy(self.doc[extent[0] : extent[1]].text), "media")
            draft.of = draft.of or self.owners.owner(head, names)
            return [self.roster.mention(*extent, draft, "nominal")]
        if (known := self.owners.short_form(chunk, head)) is not None:
            return [self.roster.mention(*extent, known, "nominal")]
        if forms & words("office_nouns"):
            return self._office_phrase(chunk, head, names, extent)
        if forms & words("side_nouns"):
            return self._side_phrase(head, names, extent)
        if head.lower_ in words("group_nouns"):
            return self._group_phrase(chunk, head, names, extent)
        other = self.bodies.realm(head, names) or self.bodies.body(chunk, head, names) or self.bodies.calling_of(head)
        return [self.roster.mention(*extent, other, "nominal")] if other is not None else None

    def _named_phrase(self, first: int, names: list[Name], offices: list[Token], name: Name) -> list[Found]:
        """Such as "Ruritanian Foreign Minister Anna Berg", "the Upland Front", "Ruritania"."""
        draft = self.roster.named(name)
        before = [n for n in names if n.last <= name.first]
        titles = [t for t in offices if t.i < name.first]
        ranks = {RANKS[t.lower_] for t in self.doc[first : name.first] if t.lower_ in RANKS}
        if name.type == "person":
            start = before[0].first if before and titles else (titles[0].i if titles else name.first)
            draft.titles |= {OFFICE_SHORT.get(t.lower_, t.lower_) for t in titles} | ranks
            owner = next((n for n in reversed(before) if self._can_own(n)), None)
            if owner is not None and draft.of is None:
                draft.of = self.roster.named(owner)
            if draft.of is None:
                told = {t.lemma_.lower() for t in titles} | {t.lower_ for t in self.doc[first : name.first]}
                draft.of = self.owners.side_behind(self.doc[name.last - 1], told)
            if draft.of is None and draft.titles & HOME_OFFICES and self.roster.is_internal:
                draft.of = self.roster.home
            draft.offices |= dict.fromkeys(offices_before(self.doc[first : name.first], self.names))
            self.owners.learn_titles(draft, self.doc[name.last - 1])
            return [self.roster.mention(start, name.last, draft, "name")]
        army = self.doc[name.last - 1].lower_ in words("side_nouns")
        if army and before and before[-1].type == "state" and before[-1].last == name.first:
            return [self.roster.mention(before[-1].first, name.last, self.roster.named(before[-1]), "nominal")]
        others = [self.roster.mention(n.first, n.last, self.roster.named(n), "name") for n in names if n is not name]
        how = _HOW_OF.get(name.how, "name")
        start = first if not others else name.first
        if name.how == "people" and _are_counted(self.doc[name.last - 1]):
            draft = self.roster.other(f"{tidy(self.doc[name.first : name.last].text)} (people)", "group")
            draft.name = tidy(self.doc[name.first : name.last].text)
        return [*others, self.roster.mention(start, name.last, draft, how)]

    def _can_own(self, name: Name) -> bool:
        """Can somebody hold an office with it? With a person only where they own it ("Berg's spokesman")."""
        if name.type == "person":
            owned = self.doc[name.first : name.last + 1].text
            return owned.endswith(("'s", "’s", "'", "’"))
        return name.type not in {"place", "thing"}

    def _office_phrase(self, chunk: Span, head: Token, names: list[Name], extent: tuple[int, int]) -> list[Found]:
        """Such as "a Front spokesman", "the minister", "the president of Ruritania"."""
        apposed = self.owners.apposed_person(head) or self.holders.behind(head)
        if apposed is not None:
            apposed.titles.add(head.lower_)
            self.owners.learn_office(apposed, head)
            owner = self.owners.owner(head, names)
            apposed.of = apposed.of or owner
            return [self.roster.mention(*extent, apposed, "title")]
        owner = self.owners.owner(head, names)
        owner = None if owner is not None and owner.type == "place" else owner
        plural = head.tag_ in {"NNS", "NNPS"}
        if plural and self.owners.is_joint(head):
            return []
        if plural and owner is not None and head.i not in self.sealed and head.lower_ in words("side_nouns"):
            return [self.roster.mention(*extent, owner, "nominal")]
        return [self._office(chunk, head, owner, extent)]

    def _office(self, chunk: Span, head: Token, owner: Draft | None, extent: tuple[int, int]) -> Found:
        """Whoever held the office before, where the phrase goes back to somebody, else somebody new."""
        is_sealed = head.i in self.sealed
        is_owned = any(t.dep_ == "poss" for t in head.children)
        is_definite = is_owned or chunk[0].lower_ in _DEFINITE
        if is_definite:
            known = self.holders.before(head, owner)
            if known is not None and not (known.sealed or is_sealed):
                self.owners.learn_office(known, head)
                return self.roster.mention(*extent, known, "title")
            if known is not None and known.type == "office" and head.lower_ in known.titles:
                known.sealed = is_sealed = True  # "A senior official ... The official asked not to be named": both
        phrase = tidy(self.doc[extent[0] : extent[1]].text)
        draft = Draft(phrase, "office", owner, {head.lower_}, sealed=is_sealed, plural=head.tag_ in {"NNS", "NNPS"})
        self.owners.learn_office(draft, head)
        return replace(self.roster.mention(*extent, draft, "title"), is_definite=is_definite)

    def _side_phrase(self, head: Token, names: list[Name], extent: tuple[int, int]) -> list[Found]:
        """Such as "Ruritanian troops", "the government", "rebel fighters"."""
        owner = self.owners.owner(head, names)
        phrase = tidy(self.doc[extent[0] : extent[1]].text)
        if owner is not None and (head.lower_ in INSTITUTIONS or owner.type == "place"):
            kind = "office" if head.lower_ in INSTITUTIONS else "group"
            draft = self.roster.other(phrase, kind)
            draft.of = owner if owner.type != "place" else None
            draft.plural = head.tag_ in {"NNS", "NNPS"}
            return [self.roster.mention(*extent, draft, "title")]
        if owner is not None and owner.type == "person":
            if owner.of is None:
                return [self.roster.mention(*extent, self.roster.other(phrase, "group"), "nominal")]
            owner = owner.of
        if owner is not None:
            return [self.roster.mention(*extent, self._side_of_owner(owner, head, phrase), "nominal")]
        if head.lower_ in words("group_nouns"):
            return self._group_phrase(self.doc[head.left_edge.i : head.i + 1], head, names, extent)
        side = self._side_at_home(head, extent, phrase)
        if side is None and head.lower_ in {"country", "nation"}:
            return []
        return [self.roster.mention(*extent, side or self.roster.other(phrase, "group"), "nominal")]

    def _side_of_owner(self, owner: Draft, head: Token, phrase: str) -> Draft:
        """A state's army or police is a body of its own; its troops and its government are the state."""
        if owner.type == "state" and head.lower_ in BODIES_OF_STATE:
            return self.roster.body_of_state(owner, head.lower_, phrase)
        if owner.type == "state" and head.lower_ == "government":
            owner.aliases.setdefault(phrase)
        return owner

    def _side_at_home(self, head: Token, extent: tuple[int, int], phrase: str) -> Draft | None:
        """The state at home, or its army, behind "the government", "troops", "the army" without an owner."""
        alone = extent[1] - extent[0] <= 2
        told = self.doc[extent[0] - 1].lower_ == "the" or head.dep_ in {"nsubj", "nsubjpass", "poss", "agent"}
        foreign = any(t.lower_ in OUTSIDERS for t in self.doc[extent[0] : extent[1]])
        stands_for_state = head.lower_ in STATE_SIDES and not foreign and (told or extent[0] < head.i)
        home = self.roster.home
        if not alone or home is None or not (stands_for_state or self._is_governmental(extent)):
            return None
        is_body_of_state = stands_for_state and head.lower_ in BODIES_OF_STATE
        return self.roster.body_of_state(home, head.lower_, phrase) if is_body_of_state else home

    def _is_governmental(self, extent: tuple[int, int]) -> bool:
        return any(t.lower_ in {"government", "federal", "army", "military"} for t in self.doc[extent[0] : extent[1]])

    def _group_phrase(self, chunk: Span, head: Token, names: list[Name], extent: tuple[int, int]) -> list[Found]:
        """Such as "the group" goes back to the movement named last, else to the one the report tells of most."""
        owner = self.owners.owner(head, names)
        if owner is not None and owner.type != "state":  # "Ruritania's rebel group" is not Ruritania
            return [self.roster.mention(*extent, owner, "nominal")]
        text = tidy(self.doc[extent[0] : extent[1]].text)
        if head.lower_ not in UNNAMED_MOVEMENTS and chunk[0].lower_ not in {"the", "this", "that"}:
            return []
        if any(t.tag_ == "JJS" or t.lower_ in {"main", "biggest", "largest"} for t in self.doc[extent[0] : extent[1]]):
            chief = self.roster.movement
            if chief is not None and chief.is_named and head.tag_ not in {"NNS", "NNPS"}:
                return [self.roster.mention(*extent, chief, "nominal")]
        known = self.owners.last_movement(head)
        if known is not None and (extent[1] - extent[0] == 1 or not known.is_named):
            return [self.roster.mention(*extent, known, "nominal")]
        draft = self.roster.other(head.lower_ if head.lower_ in UNNAMED_MOVEMENTS else text, "party")
        if draft.type == "party" and head.lower_ in UNNAMED_MOVEMENTS:
            draft.is_movement, draft.is_named = True, False
        return [self.roster.mention(*extent, draft, "nominal")]


_DEFINITE = frozenset("the this that these those his her its their".split())
_HOW_OF = {"demonym": "demonym", "people": "demonym", "capital": "metonym", "seat": "metonym"}


def _are_counted(people: Token) -> bool:
    """Are people of a state told of by number, or as those to whom something is done ("nine Ruritanians died")?"""
    return people.dep_ == "nsubjpass" or any(t.dep_ == "nummod" or t.lower_ in _QUANTIFIERS for t in people.children)


_QUANTIFIERS = frozenset("many most some several few hundreds thousands dozens scores more displaced".split())
