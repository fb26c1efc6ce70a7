"""Whose spokesman, whose troops, which group: the side behind a noun."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from trucewatch.reading.actor_draft import DROP, REBEL_ADJECTIVES, STATE_SIDES, Draft, is_office
from trucewatch.reading.actor_names import Name
from trucewatch.reading.actor_offices import has_age, office_at, tells_private
from trucewatch.reading.actor_pronouns import Pronouns
from trucewatch.reading.actor_roster import Roster
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.sentences import sentence_of
from trucewatch.registers.bodies import find_body

_GROUP_REACH = 400
_BODY_REACH = 1500
_LONGEST_OFFICE = 7  # tokens from one office to the name behind the next
_BACKED = frozenset(
    "backed supported sponsored funded financed armed trained aligned allied leaning friendly brokered mediated "
    "based born made designated listed sanctioned".split()
)
_OTHERS = frozenset("news other another rival second new former same opposing".split())

_OF_A_COUNTRY = frozenset("president premier minister chancellor king queen emir sultan ambassador envoy".split())
_ELECTED = frozenset("senator sen. sen sens. representative rep. rep reps. congressman congresswoman mayor".split())


class Owners:
    """Finds who stands behind the nouns of one report."""

    def __init__(self, roster: Roster, pronouns: Pronouns) -> None:
        self.roster = roster
        self.pronouns = pronouns
        self.doc = roster.doc
        self.names = roster.names
        self.memory = roster.memory

    def owner(self, head: Token, names: list[Name]) -> Draft | None:
        """Whose spokesman, whose troops: the name before the noun, a possessive, or "of / for ..." behind it."""
        before = [n for n in names if n.first < head.i and not self._is_backer(n)]
        if before:
            place_free = [n for n in before if n.type != "place"] or before
            return self.roster.named(place_free[0])
        for child in head.children:
            if child.dep_ == "poss":
                mention = self.roster.at(child.i)
                if mention is not None:
                    return mention.draft
                if child.pos_ == "PRON":
                    tied = self.pronouns.mean(child)
                    return tied[0].draft if tied else None
                return self.behind_noun([child])
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ in {"of", "for", "from", "to", "at", "in"}:
                for noun in prep.children:
                    name = self.names.get(noun.i)
                    if (
                        noun.dep_ == "pobj"
                        and name is not None
                        and (name.type != "place" or prep.lower_ in {"of", "for"})
                    ):
                        return self.roster.named(name)
                    if noun.dep_ == "pobj" and name is None and prep.lower_ in {"of", "for"}:
                        return self.behind_noun([noun]) or self.known_noun(noun)
        return self.behind_adjective(head)

    def is_joint(self, head: Token) -> bool:
        """As in "the ministers of Ruritania and Karsa", who are of neither alone?"""
        preps = (t for t in head.rights if t.dep_ == "prep" and t.lower_ in {"of", "for", "from"})
        nouns = (noun for prep in preps for noun in prep.children if noun.i in self.names)
        return any(t.dep_ == "conj" and t.i in self.names for noun in nouns for t in noun.children)

    def _is_backer(self, name: Name) -> bool:
        """The "Ruritania" of "Ruritania-backed" troops owns none of them."""
        behind = [t.lower_ for t in self.doc[name.last : name.last + 2]]
        return behind[:1] == ["-"] and behind[-1] in _BACKED

    def behind_noun(self, nouns: Iterable[Token]) -> Draft | None:
        """The side of the first noun that has one, by name or because it is the state's or the movement's."""
        for noun in nouns:
            name = self.names.get(noun.i)
            if name is not None:
                return self.roster.named(name)
            if noun.lower_ in STATE_SIDES:
                return self.roster.home
            if noun.lower_ in words("group_nouns"):
                return self.last_movement(noun)
        return None

    def behind_adjective(self, head: Token) -> Draft | None:
        """The side a modifier tells of: "rebel negotiators", "government delegates"."""
        for token in self.doc[head.left_edge.i : head.i]:
            if token.lower_ in REBEL_ADJECTIVES:
                return self.last_movement(head)
            if token.lower_ in {"government", "federal"}:
                return self.roster.home or self.roster.others.get("government")
        return None

    def known_noun(self, noun: Token) -> Draft | None:
        """A body told of by its last word: "a spokesman for the mission"."""
        chunk = self.doc[noun.left_edge.i : noun.i + 1]
        return self.short_form(chunk, noun) if len(chunk) else None

    def side_behind(self, last: Token, offices: Iterable[str] = ()) -> Draft | None:
        """The side told behind a name: "Anna Berg of Ruritania", "Anna Berg, the Front's envoy".

        Args:
            last: the name's last token.
            offices: nouns of the titles before the name, in the singular: a president is of a country that no register
                has; anybody else may just live there, and a senator sits for it.
        """
        side = self._side_of_name(last, frozenset(offices))
        if side is not None:
            return side
        for child in last.children:
            if child.dep_ == "appos":
                span = self.doc[child.left_edge.i : child.i + 1]
                return self.owner(child, list(dict.fromkeys(self.names[t.i] for t in span if t.i in self.names)))
            if child.dep_ == "relcl" and child.lemma_ in {"speak", "represent", "lead", "head", "command"}:
                return self.behind_noun(t for t in child.subtree if t.dep_ in {"pobj", "dobj"})
        return None

    def _side_of_name(self, last: Token, offices: frozenset[str]) -> Draft | None:
        behind = self.doc[last.i + 1 : last.i + 4]
        if not len(behind) or behind[0].lower_ != "of" or offices & _ELECTED:
            return None
        name = next((n for t in behind[1:] if (n := self.names.get(t.i)) is not None), None)
        if name is None or not (name.first == last.i + 2 or behind[1].lower_ == "the"):
            return None
        if name.type not in {"state", "party", "body"} and not (name.type == "place" and offices & _OF_A_COUNTRY):
            return None
        return self.roster.named(name)

    def last_movement(self, head: Token) -> Draft | None:
        """The movement named last before a noun, else the one the report tells of most."""
        floor = sentence_of(head).start_char - _GROUP_REACH
        near = (f.draft for f in self.memory.since(floor) if f.draft.type == "party" and f.draft.is_movement)
        return next(near, self.roster.movement)

    def short_form(self, chunk: Span, head: Token) -> Draft | None:
        """Such as "the mission" for the "... Mission" named before; not where a side noun would do ("the army")."""
        if chunk[0].lower_ != "the" or head.lower_ in STATE_SIDES or head.lower_ in DROP:
            return None
        known = self.memory.long_form(head.lower_) if len(chunk) == 2 else None
        return known or self._of_class(chunk, head)

    def _of_class(self, chunk: Span, head: Token) -> Draft | None:
        """Such as "the regional bloc", "the charity": the body of that kind named last."""
        kinds = table("body_class_nouns").get(head.lower_, "").split()
        if not kinds or any(t.i in self.names or t.lower_ in _OTHERS for t in chunk):
            return None
        floor = sentence_of(head).start_char - _BODY_REACH
        bodies = (f.draft for f in self.memory.since(floor) if f.draft.type == "body")
        return next((d for d in bodies if (known := find_body(d.name)) is not None and known.kind in kinds), None)

    def apposed_person(self, head: Token) -> Draft | None:
        """The person a title is apposed to: "the envoy, Anna Berg" or "Anna Berg, the envoy"."""
        near = [t for t in head.children if t.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
        for token in near:
            name = self.names.get(token.i)
            if name is not None and name.type == "person":
                return self.roster.named(name)
        after = self.names.get(head.i + 2)
        if after is not None and after.type == "person" and head.nbor().text == ",":
            return self.roster.named(after)
        return self._person_of_two_offices(head)

    def _person_of_two_offices(self, head: Token) -> Draft | None:
        """As in "Vice President and Foreign Minister Anna Berg": capitals up to the name, no article between."""
        if not head.text[:1].isupper() or head.i + 1 == len(self.doc) or head.nbor().lower_ != "and":
            return None
        for token in self.doc[head.i + 2 : head.i + 2 + _LONGEST_OFFICE]:
            name = self.names.get(token.i)
            if name is not None and name.type == "person":
                is_titled = any(is_office(t) for t in self.doc[head.i + 2 : name.first])
                return self.roster.named(name) if is_titled else None
            if not token.text[:1].isupper() and token.lower_ not in {"of", "for"}:
                return None
        return None

    def learn_titles(self, draft: Draft, last: Token) -> None:
        """Titles apposed behind a name: "Anna Berg, Ruritania's chief negotiator"."""
        draft.is_private = draft.is_private or has_age(last)
        for child in last.children:
            if child.dep_ == "appos" and is_office(child):
                draft.titles.add(child.lower_)
                self.learn_office(draft, child)
            elif child.dep_ == "appos" and tells_private(child):
                draft.is_private = True

    def learn_office(self, draft: Draft, head: Token) -> None:
        """The office in its words that a noun tells of somebody."""
        office = office_at(head, self.names)
        if office is not None:
            draft.offices.setdefault(office)
