"""For whom a duty binds: from the words beside the act to the side they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Token

from trucewatch.reading.actor_draft import THEY
from trucewatch.reading.actor_runs import in_dateline
from trucewatch.reading.actors import Actors, Mention
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.obligation_actions import Act, classes
from trucewatch.reading.obligation_bearers_pair import BOTH_SIDES, PairFinder
from trucewatch.reading.obligation_bearers_tied import Ties, whole_of
from trucewatch.reading.obligation_grounds import Ground
from trucewatch.reading.obligation_syntax import (
    agent,
    antecedent,
    begins_a_clause,
    children,
    coordinated,
    first_of_list,
    is_passive,
    is_to_infinitive,
    lemma,
    possessor,
    prepositional,
    subject,
)
from trucewatch.reading.parties import Parties
from trucewatch.reading.sentences import Sentences, sentence_of, text_of

_ALL = re.compile(r"^(?:all|warring|rival)\b", re.IGNORECASE)
_JOINT_NOUNS = frozenset(
    "side party camp government leader group country state enemy rival foe army neighbour neighbor capital faction "
    "delegation militia movement signatory navy nation belligerent adversary president premier".split()
)
_STATE_MEN = frozenset(
    "government|army|armed forces|military|security forces|government forces|government troops|cabinet".split("|")
)
_BETWEEN = frozenset("sides parties camps".split())
_PEOPLE = frozenset(
    "donor country state signatory member nation community chief power neighbour neighbor fighter mediator guarantor "
    "authority lawmaker legislator politician observer monitor peacekeeper mission agency company donors congress "
    "president government parliament public citizen commission committee council court panel".split()
)
_OWN_FORCES = frozenset({"withdraw", "disarm", "cease_hostilities"})
_DROPPED = frozenset({"the", "a", "an", "all", "its", "their", "his", "her", "both", "these", "those"})
_HELD_BY = frozenset("hold capture seize abduct jail detain imprison keep kidnap".split())


@dataclass(frozen=True)
class Bearer:
    """Who must do it.

    Attributes:
        name: the state, party or body; several joined by "and".
        mention: the words in the text.
        start: where these words begin.
        end: where they end.
    """

    name: str
    mention: str
    start: int
    end: int


class Bearers:
    """Finds bearers in one report.

    Attributes:
        pair: names of the two sides between which the agreement stands, empty where the report shows no such pair.
    """

    def __init__(self, sentences: Sentences, actors: Actors, parties: Parties) -> None:
        self.doc = sentences.doc
        self.actors = actors
        self.parties = parties
        named = tuple(p.name for p in parties.principal)
        self.pair = named if len(named) == 2 else PairFinder(self.doc, actors).pair()
        self.ties = Ties(actors, self.pair, self.home)

    def of_act(self, act: Act, ground: Ground) -> Bearer | None:
        """The bearer of an act: whoever its clause makes the doer, else whom the ground addresses."""
        candidates = self._of_noun(act) if act.is_noun else self._of_verb(act, ground)
        if act.is_noun and ground.owner is not None:
            candidates = [*candidates, ground.owner]
        found = next((b for b in map(self.named_by, candidates) if b is not None), None)
        if found is None and not act.is_noun and not is_passive(act.token) and not candidates:
            found = self._of_list(act.token)
        return self._addressed(act, ground, found) if ground.state == "demanded" else found

    def _of_list(self, verb: Token) -> Bearer | None:
        """The doer of the infinitive before it, in a list that the parse breaks off: "to free them, to leave ..."."""
        if verb.tag_ not in {"VB", "VBP"} or any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
            return None
        sentence = sentence_of(verb)
        for before in reversed(list(verb.doc[sentence.start : verb.i])):
            if before.tag_ == "VB" and is_to_infinitive(before) == is_to_infinitive(verb) and not is_passive(before):
                doer = subject(before)
                if doer is not None and doer.i < verb.i:
                    return self.named_by(doer)
        return None

    def _addressed(self, act: Act, ground: Ground, found: Bearer | None) -> Bearer | None:
        """Who has to do what is demanded: nobody has to do what they demand themselves, but the other side has."""
        asking = ground.by
        if asking is None and table("ground_verbs").get(lemma(act.token)) == "demand":
            asking = possessor(act.token) if act.is_noun else subject(act.token)
        asker = self.named_by(asking) if asking is not None else None
        if asker is None or (found is not None and found.name != asker.name):
            return found
        other = self.ties.other(asker.name)
        return replace(asker, name=other) if other is not None else None

    def named_by(self, head: Token) -> Bearer | None:
        """The side that a noun phrase names, with all members of its list; None where it names no doer."""
        head = whole_of(self._behind_dateline(antecedent(head)))
        if head.lower_ in THEY and (several := self._several_before(head)) is not None:
            return several
        heads = [head] if begins_a_clause(head) else coordinated(first_of_list(head))
        if head.dep_ == "pobj":  # "promised by Chad and by the rebels"
            again = [p for p in children(head.head, "conj") if p.lower_ == head.head.lower_]
            heads += [o for p in again for o in children(p, "pobj")]
        members = [self._at_home(b) for b in map(self._one, heads) if b is not None]
        if not members:
            return None
        names = list(dict.fromkeys(name for b in members for name in b.name.split(" and ")))
        start, end = members[0].start, max(b.end for b in members)
        return Bearer(" and ".join(names), text_of(self.doc)[start:end], start, end)

    def _several_before(self, pronoun: Token) -> Bearer | None:
        """Whom "they" means where the last subject before it names several: "A and B agreed ... They also ..."."""
        sentence = sentence_of(pronoun)
        floor = sentence_of(pronoun.doc[sentence.start - 1]).start if sentence.start else 0
        for token in reversed(list(pronoun.doc[floor : pronoun.i])):
            if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ == "PRON":
                continue
            if len(coordinated(token)) > 1 or self._is_joint(token, " ".join(t.text for t in (*token.lefts, token))):
                found = self.named_by(token)
                return found if found is not None and " and " in found.name else None
            if token.tag_ in {"NNS", "NNPS"}:
                return None
        return None

    def _behind_dateline(self, head: Token) -> Token:
        """The subject of "ANSEL, Ruritania - Rebels freed 40 captives", where the parse takes the town for it."""
        if not in_dateline(head):
            return head
        below = (t for t in head.subtree if t.pos_ in {"NOUN", "PROPN"} and not in_dateline(t) and in_dateline(t.head))
        return max(below, key=lambda t: t.i, default=head)

    def _at_home(self, bearer: Bearer) -> Bearer:
        """As "the government" is that of the one state of the pair, else of the state told of far more than others."""
        is_state = bearer.name.lower().removeprefix("the ") in _STATE_MEN
        return replace(bearer, name=self.home) if is_state and self.home is not None else bearer

    @cached_property
    def home(self) -> str | None:
        """The state whose "the government" is, where nothing else says so."""
        states = {actor.name for actor in self.actors.actors if actor.type == "state"}
        of_pair = [name for name in self.pair if name in states]
        if len(of_pair) == 1:
            return of_pair[0]
        return self.actors.at_home.name if self.actors.at_home is not None else None

    def holder(self, captive: Token) -> Bearer | None:
        """Who holds them: "captives held by the rebels", "in Ruritanian jails"."""
        for verb in children(captive, "acl", "relcl"):
            if lemma(verb) in _HELD_BY:
                who = agent(verb) if is_passive(verb) else subject(verb)
                if who is not None and who != captive:
                    return self.named_by(who)
                place = next(iter(prepositional(verb, "in", "inside")), None)
                if place is not None:
                    return self._owner_of_place(place)
        place = next(
            (p for p in prepositional(captive, "in", "from") if lemma(p) in {"jail", "prison", "custody", "hand"}), None
        )
        return self._owner_of_place(place) if place is not None else None

    def captor(self, captive: Token) -> Bearer | None:
        """As in "12 Ruritanian soldiers were freed": by the other of the two sides, where the report has two."""
        own = self._one(captive) or next(
            (b for c in children(captive, "amod", "compound", "poss") if (b := self._one(c))), None
        )
        if own is None or own.name not in self.pair or len(self.pair) != 2:
            return None
        return Bearer(next(p for p in self.pair if p != own.name), own.mention, own.start, own.end)

    def _owner_of_place(self, place: Token) -> Bearer | None:
        return next(
            (b for c in [*children(place, "poss", "amod", "compound"), place] if (b := self._one(c)) is not None), None
        )

    # -- by syntax ------------------------------------------------------------------------------------------------

    def _of_verb(self, act: Act, ground: Ground) -> list[Token]:
        verb = act.token
        by = agent(verb)
        if by is not None:
            return [by] if lemma(verb) not in {"follow", "replace", "succeed"} else []  # "to be followed by elections"
        given = subject(verb)
        if not is_passive(verb) and ground.kind in {"demand", "oblige"} and ground.owner is not None:
            return [ground.owner]
        if not is_passive(verb):
            doers = [given] if given is not None and given not in act.objects else []
            if ground.owner is not None and (given is None or not self._is_doer(given)):
                doers.append(ground.owner)
            if given is not None and act.action in _OWN_FORCES:
                doers += self._owners([given])
            return doers
        if act.action in _OWN_FORCES:
            return [*self._owners(list(act.objects)), *([ground.owner] if ground.owner is not None else [])]
        whom = ground.owner
        return [whom] if whom is not None and whom not in act.objects else []

    def _is_doer(self, token: Token) -> bool:
        return self._one(antecedent(token)) is not None

    def _of_noun(self, act: Act) -> list[Token]:
        noun = act.token
        owner = possessor(noun)
        found = [owner] if owner is not None else []
        kind = table("ground_verbs").get(lemma(noun.head))
        if noun.dep_ == "dobj" and kind in {"finish", "begin"}:
            doer = subject(noun.head)
            found += [doer] if doer is not None else []
        found += [o for p in children(noun, "prep", "agent") if p.lower_ == "by" for o in children(p, "pobj")]
        if act.action in _OWN_FORCES:
            found += [c for c in children(noun, "amod", "compound", "nmod") if self.actors.at(c.idx) is not None]
            found += self._owners(list(act.objects))
        return found

    def _owners(self, nouns: list[Token]) -> list[Token]:
        """As in "Ruritanian troops", "their guns": the troops, where they are a mention, else whose they are."""
        found = []
        for noun in nouns:
            mention = self.actors.at(noun.idx)
            if "weapon" in classes([noun]):
                mention = None
            if mention is not None and (mention.actor.type != "group" or mention.actor.of is not None):
                found.append(noun)
            found += [*children(noun, "poss", "amod", "compound", "nmod")]
        return found

    # -- names ----------------------------------------------------------------------------------------------------

    def _one(self, token: Token) -> Bearer | None:
        phrase_start = min(
            [
                c.left_edge.i
                for c in token.children
                if c.dep_ in {"det", "nummod", "amod", "predet", "compound", "poss", "nmod"} and c.i < token.i
            ],
            default=token.i,
        )
        phrase = self.doc[phrase_start : token.i + 1]
        extent = (phrase.start_char, phrase.end_char)
        if self._is_joint(token, phrase.text):
            if _ALL.match(phrase.text) or len(self.pair) < 2:
                return Bearer("all parties" if _ALL.match(phrase.text) else "both sides", phrase.text, *extent)
            return Bearer(" and ".join(self.pair), phrase.text, *extent)
        known = self._of_mention(token)
        side = self.ties.side(token) if known is None or not known.name[:1].isupper() else None
        if side is not None:
            return Bearer(side, phrase.text, *extent)
        if known is not None:
            return known
        if (
            in_dateline(token)
            or token.pos_ not in {"NOUN", "PROPN"}
            or token.dep_ in {"amod", "compound", "poss", "nmod"}
        ):
            return None
        people = token.tag_ == "NNPS" and token.ent_type_ == "NORP"  # "the Upland Serbs"
        if not (people or _is_office_or_side(token) or lemma(token) in _PEOPLE or "fighter" in classes([token])):
            return None
        kept = [t for t in phrase if t.lower_ not in _DROPPED and not t.like_num and t.dep_ != "nummod"]
        if not kept:
            return None
        text = text_of(self.doc)[kept[0].idx : token.idx + len(token)]
        return Bearer(text, phrase.text, *extent)

    def _of_mention(self, token: Token) -> Bearer | None:
        """The side behind a mention of an actor."""
        mention = self.actors.at(token.idx)
        owner = self._beside_own(token, mention)
        if owner is not None:
            return owner
        if _is_office_or_side(token) and mention is not None and mention.actor.type == "group":
            mention = self._of_whom(token) or mention  # "guerrillas of the Upland Front"
        if mention is not None and mention.actor.type in {"office", "group"} and mention.actor.of is None:
            mention = self._beside(token) or mention  # "the Front's leaders", "the Ruritanian side"
            whom = next(iter(prepositional(token, "of")), None)
            if mention.actor.of is None and whom is not None and self._is_joint(whom, "the two " + whom.text):
                return self._one(whom)  # "the commanders of the two armies"
        if mention is not None and mention.actor.type not in {"place", "media"} and self._stands_for(mention):
            if in_dateline(token):
                return None
            return Bearer(self.actors.side_of(mention.actor), mention.text, mention.start, mention.end)
        return None

    def _of_whom(self, token: Token) -> Mention | None:
        whom = next(iter(prepositional(token, "of")), None)
        return self.actors.at(whom.idx) if whom is not None else None

    def _beside(self, token: Token) -> Mention | None:
        for word in children(token, "poss", "compound", "amod", "nmod"):
            mention = self.actors.at(word.idx)
            if mention is not None and mention.actor.type in {"state", "party", "body"}:
                return mention
        return None

    def _beside_own(self, token: Token, mention: Mention | None) -> Bearer | None:
        """As in "the front's fighters", "the movement's leaders": the side whose they are."""
        if mention is not None and (mention.actor.of is not None or mention.actor.type in {"state", "body"}):
            return None
        if not (_is_office_or_side(token) or "fighter" in classes([token])):
            return None
        for word in children(token, "poss"):
            given = self.actors.at(word.idx)
            if given is mention:
                same = (m for m in self.actors.mentions if m.text.lower() == word.lower_ and m is not mention)
                given = next(same, None)
            if given is not None and given.actor.type in {"state", "party", "body"} and self._stands_for(given):
                end = token.idx + len(token)
                return Bearer(self.actors.side_of(given.actor), text_of(self.doc)[word.idx : end], word.idx, end)
        return None

    def _stands_for(self, mention: Mention) -> bool:
        return not mention.actor.sealed

    def _is_joint(self, token: Token, text: str) -> bool:
        if token.lower_ in {"both", "each", "neither"} and token.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}:
            return True
        if token.lower_ == "two" and text.lower() == "the two" and token.dep_ not in {"nummod", "amod"}:
            return True
        if lemma(token) not in _JOINT_NOUNS:
            return False
        return bool(BOTH_SIDES.match(text) or _ALL.match(text)) and token.tag_ in {"NNS", "NNPS", "NN"}


def _is_office_or_side(token: Token) -> bool:
    """Is the noun a side, a movement, an office or a body, told by the word alone?"""
    lists = ("side_nouns", "group_nouns", "office_nouns", "body_words")
    return any(token.lower_ in words(name) or lemma(token) in words(name) for name in lists)
