"""How a report words a plan or offer: its noun, its label, whose it is, what it counters."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.actors import Actors
from trucewatch.reading.lexicons import words
from trucewatch.reading.obligation_actions import act_of
from trucewatch.reading.obligation_syntax import agent, children, prepositional, subject
from trucewatch.reading.stance_lookup import tells_of_peace
from trucewatch.reading.stance_syntax import last_token_of

PROPOSING = frozenset("propose suggest offer table float unveil present submit circulate".split())
_MADE = frozenset("propose put prepare draft present table float submit circulate author unveil draw make".split())
_OFFERS_THINGS = frozenset({"propose", "suggest", "float", "offer"})
_ANSWERING = frozenset("answer respond reply counter come".split())
_ANY = frozenset("any no every each such".split())
_BARE = frozenset("the this that its his her their a an such new".split())
_BEHIND = frozenset({"for", "to", "of", "on"})
_LONGEST = 9  # words of a label
_COUNTERING = frozenset("counter-offer counteroffer counterproposal counter-proposal alternative".split())
_RIVAL = frozenset({"rival", "alternative", "competing", "counter"})


def proposal_heads(doc: Doc) -> Iterator[Token]:
    """The words that name a plan or offer: nouns for one, and the things and acts that somebody proposes."""
    for token in doc:
        if _is_act_proposed(token):
            yield token
        if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "compound":
            continue
        if token.lower_ not in words("proposal_nouns") and not _is_thing_proposed(token):
            continue
        # "any proposal" is none yet; "the plan's proposal" is a part of the plan
        if not any(t.lower_ in _ANY or t.lower_ in words("proposal_nouns") for t in token.children if t.i < token.i):
            yield token


def _is_thing_proposed(noun: Token) -> bool:
    """As in "proposed a second exchange of captives", "an extension was suggested"."""
    verb = noun.head
    return (
        verb.pos_ == "VERB"
        and verb.lemma_ in _OFFERS_THINGS
        and noun.dep_ in {"dobj", "nsubjpass"}
        and tells_of_peace(noun)
    )


def _is_act_proposed(verb: Token) -> bool:
    """As in "offered to open the road", "proposed that both sides pull back", "suggested extending the truce"."""
    proposing = verb.head
    if verb.pos_ != "VERB" or verb.dep_ not in {"xcomp", "ccomp"} or proposing.lemma_ not in _OFFERS_THINGS:
        return False
    known = any(t.dep_ in {"dobj", "nsubj", "nsubjpass"} and tells_of_peace(t) for t in verb.children)
    act = act_of(verb)
    told_as_fact = verb.tag_ in {"VBZ", "VBD"} or any(t.lemma_ == "have" and t.dep_ == "aux" for t in verb.children)
    return (
        verb.i > proposing.i
        and not told_as_fact
        and (known or tells_of_peace(verb) or (act is not None and act.is_listed))
    )


def phrase_of(noun: Token) -> Span:
    """The noun with what stands before it, and no clause behind; of an act, its clause."""
    if noun.pos_ == "VERB":
        doers = [t.left_edge.i for t in noun.children if t.dep_ in {"nsubj", "nsubjpass"}]
        return noun.doc[min(doers, default=noun.i) : last_token_of(noun) + 1]
    first = noun.left_edge.i
    prefix = _prefix(noun)
    if prefix is not None:
        first = min(first, prefix.left_edge.i)
        if first == prefix.i and first > 0 and noun.doc[first - 1].tag_ == "DT":
            first -= 1
    return noun.doc[first : noun.i + 1]


def _prefix(noun: Token) -> Token | None:
    """The "counter" of "counter-proposal", which the parser takes for a word of its own."""
    hyphen = noun.i > 1 and noun.nbor(-1).text == "-" and not noun.nbor(-1).whitespace_
    return noun.nbor(-2) if hyphen and noun.nbor(-2).lower_ == "counter" else None


def is_bare(phrase: Span, noun: Token) -> bool:
    """Is "the plan" all there is, with nobody's name and no terms?"""
    return _has_no_words_of_its_own(phrase, noun) and not any(
        t.dep_ in {"prep", "ccomp"} or _is_purpose(t) for t in noun.children
    )


def _is_purpose(clause: Token) -> bool:
    """Such as "to extend the truce" or "that would end the siege", not "that nobody has answered"."""
    ahead = any(t.lower_ in {"to", "would", "will"} and t.dep_ == "aux" for t in clause.children)
    return clause.dep_ in {"acl", "relcl"} and ahead


def _has_no_words_of_its_own(phrase: Span, noun: Token) -> bool:
    return all(t.lower_ in _BARE or t.i == noun.i or t.is_punct for t in phrase)


def label_of(noun: Token, phrase: Span, text: str) -> str:
    """What the report calls it: the phrase, with what it is for where the phrase says little."""
    short = without_article(phrase)
    if noun.pos_ == "VERB":
        return short
    behind = next((t for t in noun.children if t.i > noun.i and _tells_what_for(t)), None)
    if behind is None or behind.i != noun.i + 1 or behind.right_edge.i - phrase.start > _LONGEST:
        return short
    end = behind.right_edge
    return f"{short} {' '.join(text[behind.left_edge.idx : end.idx + len(end)].split())}".rstrip(" ,;.”\"'’")


def _tells_what_for(token: Token) -> bool:
    return (token.dep_ == "prep" and token.lower_ in _BEHIND) or _is_purpose(token)


def without_article(phrase: Span) -> str:
    """The phrase without article or line breaks."""
    tokens = [t for t in phrase if not t.is_space]
    while len(tokens) > 1 and (tokens[0].lower_ in {"the", "a", "an", "this", "that"} or tokens[0].is_punct):
        tokens = tokens[1:]
    return " ".join(phrase.doc[tokens[0].i : tokens[-1].i + 1].text.split())


def marks_of(phrase: Span, actors: Actors) -> frozenset[str]:
    """Names and name-like adjectives that tell this proposal from others."""
    mentions = actors.within(phrase.start_char, phrase.end_char)
    within = {m.actor.name for m in mentions if m.actor.type != "place"}
    places = [m for m in mentions if m.actor.type == "place"]
    capital = {
        t.text
        for t in phrase[:-1]
        if t.text[:1].isupper() and t.i > phrase.start and not any(m.start <= t.idx < m.end for m in places)
    }
    return frozenset(within | capital)


def proposer_of(actors: Actors, noun: Token, phrase: Span) -> str | None:
    """Whose plan it is: the name in front of it, the subject of the verb of proposing, "by ..." behind it."""
    inside = actors.within(phrase.start_char, phrase.end_char) if noun.pos_ != "VERB" else ()
    named = next((m for m in inside if m.actor.type != "place"), None)
    if named is None:
        doers = (actors.at(doer.idx) for doer in _doers(noun) if doer is not None and doer is not noun)
        named = next((m for m in doers if m is not None), None)
    if named is None:
        return None
    return actors.side_of(named.actor) if named.actor.type == "office" else named.actor.name


def _doers(noun: Token) -> Iterator[Token | None]:
    """Who may be meant as proposing it, the likeliest first."""
    verb = noun.head
    if noun.pos_ == "VERB":
        yield subject(verb)
        return
    if noun.dep_ == "pobj" and verb.lower_ == "with" and verb.head.lemma_ in _ANSWERING:
        yield subject(verb.head)
    elif verb.lemma_ in PROPOSING | _MADE and noun.dep_ in {"dobj", "nsubjpass"}:
        yield agent(verb) if noun.dep_ == "nsubjpass" else subject(verb)
        return
    for child in noun.children:
        if child.lower_ in {"by", "from"}:
            yield next(children(child, "pobj"), None)
        elif child.dep_ in {"acl", "relcl"} and child.lemma_ in _MADE | PROPOSING:
            yield agent(child) or (subject(child) if child.dep_ == "relcl" else None)


def countered_by(noun: Token) -> Token | None:
    """The plan that "an answer to the plan", "an alternative to the draft" names."""
    return next((t for t in prepositional(noun, "to", "against") if t.lower_ in words("proposal_nouns")), None)


def is_counter(noun: Token) -> bool:
    """Is it told as an answer to another plan, named or not?"""
    return (
        noun.lower_ in _COUNTERING
        or _prefix(noun) is not None
        or any(t.lower_ in _RIVAL for t in noun.children if t.i < noun.i)
    )
