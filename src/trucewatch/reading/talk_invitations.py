"""Who asked whom to talks, and what those asked answered: accepted, declined, undecided, no answer yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import agent, children, is_negated, lemma, prepositional, subject
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import Sentences, sentence_of
from trucewatch.reading.talk_sides import Sides
from trucewatch.vocabulary.kinds import InvitationAnswer, InvitationReply, Talks
from trucewatch.vocabulary.passage import Passage

_ASKED = frozenset({"invitation", "invite", "summons"})
_SENDING = frozenset("send issue extend make give".split())
_ACCEPTING = frozenset("accept".split())
_AGREEING = frozenset("agree promise confirm undertake".split())
_REFUSING = frozenset("decline refuse reject spurn snub rebuff boycott".split())
_ANSWERING = frozenset("answer reply respond".split())
_WEIGHING = frozenset("consider weigh study ponder discuss".split())
_COMING = frozenset("attend come go join participate take send travel".split())
_FAR = 4
"""How many sentences on an answer may still be to an invitation that it does not name."""


@dataclass(frozen=True)
class _Invitation:
    """Somebody asked to talks: sentence, who asked, and the words."""

    sentence: int
    by: str | None


@dataclass(frozen=True)
class _Reply:
    """What somebody answered; `by` is the one who asked, where the words of the answer name them.

    Attributes:
        names_it: do the words name an invitation, so that none need go before?
    """

    sentence: int
    actors: tuple[str, ...]
    answer: InvitationReply
    passage: Passage
    by: str | None
    names_it: bool


def with_invitations(talks: Sequence[Talks], page: Page, sides: Sides) -> list[Talks]:
    """The talks with who asked to them and what those asked answered, where the report tells."""
    finder = _Finder(page, sides)
    asked, replies = list(finder.invitations()), list(finder.replies())
    if not asked and not replies:
        return list(talks)
    sentences = page.get(Sentences)
    numbers = [{sentences.number_at(p.start) for p in each.evidence} for each in talks]
    found = list(talks)
    told: dict[int, int] = {}  # talks -> the sentence in which the invitation to them was last told
    for invitation in asked:
        at = _nearest(found, numbers, invitation.sentence)
        if at is not None:
            found[at] = replace(found[at], invited_by=found[at].invited_by or invitation.by)
            told[at] = invitation.sentence
    for reply in replies:
        at = _answered(found, numbers, told, reply)
        if at is None:
            continue
        known = {each.actor for each in found[at].answers}
        new = tuple(InvitationAnswer(actor=a, answer=reply.answer, evidence=(reply.passage,)) for a in reply.actors)
        kept = tuple(each for each in new if each.actor not in known and each.actor != found[at].invited_by)
        found[at] = replace(found[at], answers=found[at].answers + kept, invited_by=found[at].invited_by or reply.by)
        told[at] = reply.sentence
    return found


def _nearest(talks: Sequence[Talks], numbers: Sequence[set[int]], sentence: int) -> int | None:
    """The talks told in the sentence of an invitation, else planned ones in the next or the one before."""
    for offset in (0, 1, -1):
        for at, told in enumerate(numbers):
            if sentence + offset in told and (offset == 0 or talks[at].status != "held"):
                return at
    return None


def _answered(talks: Sequence[Talks], numbers: Sequence[set[int]], told: dict[int, int], reply: _Reply) -> int | None:
    """The talks that a reply is about: those just told of as asked to, else those of its own sentence."""
    open_ = [at for at, sentence in told.items() if 0 <= reply.sentence - sentence <= _FAR]
    if open_:
        return max(open_, key=lambda at: (told[at], at))
    return _nearest(talks, numbers, reply.sentence) if reply.names_it else None


class _Finder:
    """Finds invitations and replies in one page."""

    def __init__(self, page: Page, sides: Sides) -> None:
        self.page, self.sides = page, sides
        self.sentences = page.get(Sentences)

    def invitations(self) -> Iterator[_Invitation]:
        """As in "Oman invited both sides to ...", "were invited by Oman", "an invitation from Oman"."""
        for token in self.sentences.doc:
            by: Token | None
            if token.pos_ == "VERB" and lemma(token) == "invite":
                passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children) or token.dep_ == "acl"
                by = agent(token) if passive else subject(token)
            elif token.pos_ == "NOUN" and lemma(token) in _ASKED:
                by = self._asker(token)
                if by is None and not (lemma(token.head) in _SENDING and token.dep_ in {"dobj", "nsubjpass"}):
                    continue
            else:
                continue
            if token.pos_ == "VERB" and is_negated(token):
                continue
            names = self.sides.names_at(by)
            yield _Invitation(self.sentences.number_at(token.idx), names[0] if names else None)

    def _asker(self, invitation: Token) -> Token | None:
        own = next(children(invitation, "poss", "compound", "amod"), None)
        from_ = next(iter(prepositional(invitation, "from", "of", "by")), None)
        if from_ is None and own is None and lemma(invitation.head) in _SENDING and invitation.dep_ == "dobj":
            return subject(invitation.head)
        return from_ or (own if own is not None and own.pos_ in {"PROPN", "NOUN", "ADJ"} else None)

    def replies(self) -> Iterator[_Reply]:
        """As in "accepted the invitation", "agreed to attend", "has not replied", "turned it down"."""
        for verb in self.sentences.doc:
            if verb.pos_ != "VERB":
                continue
            told = self._answer(verb)
            if told is None:
                continue
            who = subject(verb)
            if who is not None and lemma(who) in _ASKED:  # "the invitation was declined by the rebels"
                who = agent(verb)
            actors = self.sides.names_at(who)
            if not actors:
                continue
            answer, thing = told
            by = self.sides.names_at(self._asker(thing)) if thing is not None else []
            sentence = sentence_of(verb)
            start = min([verb.idx, *(t.idx for t in (who,) if t is not None)])
            ends = [t for t in verb.subtree if t.i >= verb.i and t.dep_ in _CLOSE and t.head in {verb, *verb.children}]
            last = max([verb, *(t.right_edge for t in ends if len(list(t.subtree)) < 16)], key=lambda t: t.i)
            passage = self.page.passage(max(start, sentence.start_char), last.idx + len(last))
            is_named = thing is not None
            yield _Reply(
                self.sentences.number_at(verb.idx), tuple(actors), answer, passage, by[0] if by else None, is_named
            )

    def _answer(self, verb: Token) -> tuple[InvitationReply, Token | None] | None:
        """What a verb answers, and the word for the invitation, where its clause has one."""
        lem, below = lemma(verb), [*children(verb, "dobj", "nsubjpass")]
        thing = next((t for t in [*below, *prepositional(verb, "to")] if lemma(t) in _ASKED), None)
        down = any(c.lower_ == "down" for c in verb.children)
        no = is_negated(verb) or "yet" in {c.lower_ for c in (*verb.children, *verb.head.children)}
        perfect = {c.lower_ for c in verb.children} & {"has", "have", "had"} or verb.dep_ == "xcomp"
        if lem in _ANSWERING or (lem == "give" and any(lemma(t) in {"answer", "reply", "response"} for t in below)):
            return ("no_answer", thing) if no and perfect else None
        if thing is not None and (
            lem in _ACCEPTING or (lem == "take" and any(c.lower_ == "up" for c in verb.children))
        ):
            return ("undecided" if perfect and no else "declined" if no else "accepted"), thing
        if thing is not None and (lem in _REFUSING or (lem == "turn" and down)):
            return None if no else ("declined", thing)
        if thing is not None and lem in _WEIGHING:
            return "undecided", thing
        coming = next((c for c in children(verb, "xcomp") if _comes(c)), None)
        if coming is not None and lem in _AGREEING | _REFUSING and not no:
            return ("accepted" if lem in _AGREEING else "declined"), None
        if lem == "boycott" and not no and any(lemma(t) in table("talk_nouns") for t in below):
            return "declined", below[0]
        if _comes(verb) and any(c.lower_ in {"will", "would", "wo"} for c in children(verb, "aux")) and not _if(verb):
            return ("declined" if is_negated(verb) else "accepted"), None
        return None


_CLOSE = frozenset({"dobj", "xcomp", "prep", "nsubjpass", "advmod"})


def _comes(verb: Token) -> bool:
    """As in "attend", "take part in the talks", "send a delegation"."""
    lem = lemma(verb)
    if lem == "take":
        return any(c.lower_ == "part" for c in children(verb, "dobj"))
    if lem == "send":
        return any(lemma(t) in {"delegation", "team", "envoy", "negotiator"} for t in children(verb, "dobj"))
    return lem in _COMING and (lem not in {"go", "come", "travel", "join"} or not _if(verb))


def _if(verb: Token) -> bool:
    """As in "would come if ...": nothing promised."""
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for t in verb.subtree for c in (t,))
