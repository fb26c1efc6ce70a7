"""Where a sentence tells a stance: the verb or noun of it, who holds it, on what, and whether it is really taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from spacy.tokens import Doc, Token

from trucewatch.reading.lexicons import table, words
from trucewatch.reading.sentences import sentence_of
from trucewatch.reading.stance_syntax import (
    antecedent_of,
    base_form,
    complement_of,
    extent_of,
    has_condition,
    holders_of,
    is_negated,
    is_only_asked,
    is_told_to,
    last_token_of,
    tidied,
)
from trucewatch.vocabulary.kinds import Stance

_OPPOSITE: dict[str, Stance] = {
    "accept": "reject", "endorse": "reject", "adopt": "reject", "reject": "accept", "welcome": "criticise",
}  # fmt: skip
_READY = frozenset("ready willing prepared committed determined open".split())
_UNWILLING = frozenset("unwilling opposed unready".split())
_GIVES = frozenset(
    "give offer express voice announce declare signal indicate state confirm reiterate reaffirm renew restate lend "
    "throw".split()
)
_WITHHOLDS = frozenset("withhold withdraw refuse deny".split())
_MEETS = frozenset("note react receive greet meet".split())
_SAYING = frozenset("say tell announce declare state add insist reiterate confirm reply".split())
_NO_MATTER = frozenset("what themselves itself himself herself him her who us me".split())
_FORCES = frozenset("troops forces fighters soldiers weapons arms fire".split())
_FINITE = frozenset("VBD VBN VBZ VBP".split())
_NO_STANCE = frozenset(
    "comment say speak answer give elaborate name identify talk discuss disclose confirm tell".split()
)
_STRONG = frozenset("reject accept refuse ratify adopt endorse sign".split())
_CALLING = frozenset("call describe brand label term dub see regard".split())
_STUDYING = frozenset("study consider review examine weigh discuss".split())


@dataclass(frozen=True)
class Stand:
    """One telling of a stance.

    Attributes:
        verb: the word that tells it.
        stance: which.
        holders: heads of the noun phrases of those who take it.
        matter: head of what it is about, None where the clause has no object.
        matter_words: the object in the report's words.
        extent: (start, end) of the telling in characters.
        is_weak: told in a roundabout way ("does not oppose", "ready to").
        is_saying: the verb is itself one of saying.
        is_wish: somebody else "must" take it; then it is the stance of whoever says so.
    """

    verb: Token
    stance: Stance
    holders: tuple[Token, ...]
    matter: Token | None
    matter_words: str
    extent: tuple[int, int]
    is_weak: bool = False
    is_saying: bool = False
    is_wish: bool = False


def stands(doc: Doc) -> Iterator[Stand]:
    """Every stance told in a text, in order."""
    for token in doc:
        if token.tag_ == "VBN" and token.lower_ in _READY and token.dep_ in {"acomp", "oprd", "attr", "xcomp"}:
            yield from _by_readiness(token)
        elif token.pos_ in {"VERB", "AUX"}:
            yield from _by_verb(token)
            yield from _by_conduct(token)
            for reader in (_by_condition, _by_silence, _by_short_answer, _by_order):
                yield from reader(token)
            if token.lemma_ in _CALLING or token.lemma_ == "be":
                yield from _by_label(token)
        elif token.pos_ == "ADJ" and token.lower_ in _READY | _UNWILLING:
            yield from _by_readiness(token)
        if token.lemma_ in _STUDYING or token.lower_ in {"answer", "reply", "response"}:
            yield from _undecided(token)
        elif token.pos_ == "NOUN" and token.lower_ in table("stance_nouns"):
            yield from _by_noun(token)


def _by_verb(verb: Token) -> Iterator[Stand]:
    stance, matter = _stance_of(verb)
    is_wish = stance == "reject" and is_told_to(verb)
    if stance is None or (is_only_asked(verb) and not is_wish):
        return
    if matter is not None and matter.lower_ in {"themselves", "itself", "himself", "herself"}:
        return
    clause = complement_of(verb)
    compared = verb.i > 0 and verb.nbor(-1).lower_ in {"than", "as"}  # "two fewer than agreed"
    finite = (not compared and verb.tag_ in _FINITE) or any(t.lemma_ == "do" for t in verb.children)
    if verb.lemma_ in {"refuse", "decline"} and clause is not None and clause.lemma_ not in _NO_STANCE:
        if verb.dep_ not in {"advcl", "relcl"} or verb.lemma_ != "refuse" or verb.tag_ == "VBZ":
            yield _stand(verb, "reject", holders_of(verb), clause, weak=True)
        return
    alone = finite and verb.lemma_ in {"agree", "sign", "respond"} and matter is None and clause is None
    if not alone and not _is_about_peace(verb, matter, clause):
        return
    negated = is_negated(verb)
    if verb.lemma_ == "refuse" and clause is not None and _stance_of(clause)[0] is not None:
        return  # "refused to sign": told by the inner verb, which sees the refusal
    weak = negated or clause is not None
    if negated:
        stance = "undecided" if verb.lemma_ == "rule" else _OPPOSITE.get(stance, stance)
    holders = holders_of(verb) or _unnamed_signers(verb)
    if not holders:
        return
    if has_condition(verb) and stance in {"accept", "endorse"}:
        stance = "conditional"
    stand = _stand(verb, stance, holders, matter or clause, weak)
    yield replace(stand, is_wish=True) if is_wish else stand


def _unnamed_signers(verb: Token) -> tuple[Token, ...]:
    """A truce "was agreed" or "was signed" by nobody named: by both sides, whom the caller knows."""
    subject = next((t for t in verb.children if t.dep_ == "nsubjpass"), None)
    agreed = verb.lemma_ in {"agree", "sign"} and subject is not None and subject.lower_ in _AGREED
    return (verb,) if agreed else ()


_AGREED = frozenset(
    "agreement accord deal pact truce ceasefire cease-fire armistice cessation treaty memorandum".split()
)


def _by_conduct(verb: Token) -> Iterator[Stand]:
    """Such as "has not allowed the talks to begin", "does not meet our expectations"."""
    if not is_negated(verb) or is_only_asked(verb):
        return
    if verb.lemma_ in {"allow", "permit", "let"}:
        clause = complement_of(verb)
        subject = next((t for t in clause.children if t.dep_ == "nsubj"), None) if clause is not None else None
        if subject is not None and subject.lower_ in words("matter_nouns"):
            yield _stand(verb, "reject", holders_of(verb), clause, weak=True)
    elif verb.lemma_ in {"meet", "satisfy", "address"}:
        wanted = next((t for t in verb.children if t.dep_ == "dobj" and t.lemma_ in _WANTED), None)
        if wanted is not None:
            of = (t for p in wanted.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj")
            owners = (t for t in wanted.children if t.dep_ == "poss")
            holders = tuple(of) or tuple(owners)
            yield replace(_stand(verb, "criticise", holders, None, weak=True), is_wish=not holders)


def _by_condition(verb: Token) -> Iterator[Stand]:
    """Such as "will hold its fire only once the siege is lifted", "if this goes on, we will not come"."""
    auxiliaries = {t.lower_ for t in verb.children if t.dep_ == "aux"}
    if not auxiliaries & {"will", "would"} or _stance_of(verb)[0] is not None or is_only_asked(verb):
        return
    behind = " ".join(t.lower_ for t in sentence_of(verb) if verb.i < t.i <= verb.i + _REACH)
    condition = next((t for t in verb.children if t.dep_ == "advcl"), None)
    is_if = condition is not None and any(t.lower_ in {"if", "unless"} for t in condition.children if t.dep_ == "mark")
    if is_if or any(phrase in behind for phrase in _ONLY_IF):
        yield _stand(verb, "conditional", holders_of(verb), None, weak=True)


def _by_silence(verb: Token) -> Iterator[Stand]:
    """Such as "has yet to reply", "has not commented": undecided."""
    waiting = verb.dep_ == "xcomp" and any(t.lower_ == "yet" for t in verb.head.children)
    if verb.lemma_ in _ANSWERING and waiting:
        yield _stand(verb, "undecided", holders_of(verb.head), None, weak=True)
    elif verb.lemma_ in _ANSWERING - {"say", "decide"} and any(t.dep_ == "neg" for t in verb.children):
        yield _stand(verb, "undecided", holders_of(verb), None, weak=True)


def _by_short_answer(verb: Token) -> Iterator[Stand]:
    """Such as "said yes at once", "is against"."""
    said = {t.lower_ for t in verb.children if t.i > verb.i}
    if verb.lemma_ == "say" and said & {"yes", "no"}:
        yield _stand(verb, "accept" if "yes" in said else "reject", holders_of(verb), None, weak=True)
    against = next((t for t in verb.children if t.lower_ == "against" and t.dep_ == "prep"), None)
    if verb.lemma_ == "be" and against is not None:
        matter = next((t for t in against.children if t.dep_ == "pobj"), None)
        if matter is None or _tells_of_peace(matter):
            yield _stand(verb, "reject", holders_of(verb), matter, weak=True)


def _by_order(verb: Token) -> Iterator[Stand]:
    """Such as "told his men to respect the ceasefire"."""
    if verb.lemma_ not in {"order", "tell", "instruct", "command", "direct"}:
        return
    clause = complement_of(verb)
    own = any(t.lower_ in _OWN_MEN for t in verb.subtree if t.dep_ in {"dobj", "nsubj", "dative"} and t.i > verb.i)
    if clause is not None and own and clause.lemma_ in {"respect", "observe", "honour", "honor", "uphold", "abide"}:
        yield _stand(verb, "accept", holders_of(verb), clause, weak=True)


_OWN_MEN = frozenset("men fighters forces troops soldiers units commanders followers supporters".split())
_REACH = 25
_ONLY_IF = ("only if", "only when", "only once", "only after", "so long as", "for as long as", "unless")
_ANSWERING = frozenset("reply respond answer comment decide say".split())
_WANTED = frozenset("expectation requirement demand need concern aspiration".split())


def _by_label(verb: Token) -> Iterator[Stand]:
    """Such as "called the plan a first step", "branded the draft one-sided"."""
    named = next((t for t in verb.children if t.dep_ in {"dobj", "nsubj", "oprd", "ccomp"} and t.i > verb.i), None)
    if verb.lemma_ == "be":
        yield from _by_predicate(verb)
    if named is None or is_only_asked(verb) or verb.lemma_ not in _CALLING:
        return
    told = [t for t in verb.subtree if t.i > verb.i]
    known = words("proposal_nouns") | words("matter_nouns")
    about = [t for t in told if t.lower_ in known or (t.lower_ in {"it", "this"} and t.i == verb.i + 1)]
    text = " ".join(t.lower_ for t in told)
    stance = next((value for phrase, value in table("judging_words").items() if f" {phrase} " in f" {text} "), None)
    if stance is not None and about and about[0].i - verb.i <= _NEAR:
        yield _stand(verb, cast("Stance", stance), holders_of(verb), about[0], weak=True)


def _by_predicate(verb: Token) -> Iterator[Stand]:
    """Such as "the paper, he said, was a betrayal": the stance of whoever says so."""
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    said = next((t for t in verb.children if t.dep_ in {"attr", "acomp"}), None)
    if subject is None or said is None or is_negated(verb) or not _is_paper(subject):
        return
    text = " ".join(t.lower_ for t in said.subtree)
    stance = next((value for phrase, value in table("judging_words").items() if f" {phrase} " in f" {text} "), None)
    if stance is not None:
        yield replace(_stand(verb, cast("Stance", stance), (), subject, weak=True), is_wish=True)


def _is_paper(noun: Token) -> bool:
    return noun.lower_ in words("proposal_nouns") | _AGREED | _PAPERS


_PAPERS = frozenset("document paper text move decision resolution extension".split())
_NEAR = 6  # tokens between the verb and what it judges


def _by_readiness(word: Token) -> Iterator[Stand]:
    """Such as "ready to resume talks", "committed to the truce", "willing to sign if ..."."""
    holders = holders_of(word.head) if word.dep_ in {"acomp", "attr", "oprd", "amod", "ccomp", "xcomp"} else ()
    target = next((t for t in word.children if t.dep_ in {"xcomp", "prep", "ccomp"} and t.i > word.i), None)
    if not holders or target is None or is_only_asked(word.head):
        return
    negated = is_negated(word.head) != (word.lower_ in _UNWILLING)
    stance: Stance = "reject" if negated else "conditional" if has_condition(word.head) else "accept"
    matter = target if target.dep_ != "prep" else next((t for t in target.children if t.dep_ == "pobj"), None)
    if matter is not None and _tells_of_peace(matter):
        yield _stand(word, stance, holders, matter, weak=True)


def _undecided(word: Token) -> Iterator[Stand]:
    """Such as "needs time to study the draft", "has yet to reply", "no answer had come from the Front"."""
    if word.pos_ == "NOUN" and word.lower_ in {"answer", "reply", "response"}:
        if not any(t.lower_ == "no" for t in word.children):
            return
        source = next((t for t in (*word.children, *word.head.children) if t.lower_ == "from"), None)
        holder = next((t for t in source.children if t.dep_ == "pobj"), None) if source is not None else None
        if holder is not None:
            yield _stand(word, "undecided", (holder, *holder.conjuncts), None, weak=True)
        return
    if word.pos_ != "VERB":
        return
    matter = next((t for t in word.children if t.dep_ == "dobj"), None)
    needing = word.head.head if word.head.lower_ == "time" else word.head
    needs_time = word.dep_ in {"acl", "relcl", "advcl", "xcomp"} and any(t.lower_ == "time" for t in needing.children)
    waits = word.tag_ == "VBG" or any(t.lower_ in {"still", "yet"} for t in (*word.head.children, *word.children))
    holders = holders_of(needing if needs_time else word)
    if (waits or needs_time) and matter is not None and _is_proposal(matter) and holders and not is_only_asked(word):
        yield _stand(word, "undecided", holders, matter, weak=True)


def _is_proposal(noun: Token) -> bool:
    return noun.lower_ in words("proposal_nouns") or noun.lower_ in {"text", "document", "draft", "invitation", "terms"}


def _by_noun(noun: Token) -> Iterator[Stand]:
    """Such as "gave its backing to the plan", "the Front's rejection of the draft"."""
    stance = cast("Stance", table("stance_nouns")[noun.lower_])
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in _WITHHOLDS:
        stance = _OPPOSITE.get(stance, stance)
    holders = _holders_of_noun(noun)
    if not holders or is_only_asked(verb):
        return
    verb = verb.head if verb.dep_ == "prep" else verb
    matter = next((t for t in verb.children if t.dep_ == "dobj" and t.i > noun.i), None) or next(
        (
            t
            for p in (*noun.children, *verb.children)
            if p.dep_ in {"prep", "dative"} and p.lower_ in {"of", "to", "for", "with"}
            for t in p.children
            if t.dep_ == "pobj"
        ),
        None,
    )
    clause = next((t for t in noun.children if t.dep_ in {"acl", "xcomp"}), None)
    target = matter or clause
    if noun.lower_ in {"willingness", "readiness"} and (clause is None or not _tells_of_peace(clause)):
        return
    if noun.lower_ in {"agreement", "support", "welcome", "praise", "satisfaction"} and noun.dep_ not in {
        "dobj",
        "pobj",
    }:
        return
    if target is None and noun.lower_ not in {"backing", "blessing", "approval"}:
        return
    if target is not None and not _tells_of_peace(target):
        return
    yield _stand(
        noun, "conditional" if has_condition(verb) and stance == "accept" else stance, holders, target, weak=False
    )


def _holders_of_noun(noun: Token) -> tuple[Token, ...]:
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_ in _GIVES | _WITHHOLDS:
        return holders_of(verb)
    if noun.dep_ == "pobj" and verb.lower_ == "with":  # "noted with satisfaction", "took note with satisfaction"
        noting = verb.head if verb.head.pos_ == "VERB" else verb.head.head
        if noting.lemma_ in _MEETS or any(t.lower_ == "note" for t in noting.children):
            return holders_of(noting)
    owner = next((t for t in noun.children if t.dep_ == "poss"), None)
    return (owner, *owner.conjuncts) if owner is not None and noun.dep_ != "dobj" else ()


def _stand(verb: Token, stance: Stance, holders: tuple[Token, ...], matter: Token | None, weak: bool) -> Stand:
    start, end = extent_of(verb, holders, matter)
    doc = verb.doc
    words_of = ""
    if matter is not None:
        span = doc[matter.left_edge.i : last_token_of(matter) + 1]
        words_of = tidied(span.text)
    return Stand(verb, stance, holders, matter, words_of, (start, end), weak, verb.lemma_ in _SAYING)


def _stance_of(verb: Token) -> tuple[Stance | None, Token | None]:
    """The stance a verb tells and its object, by the lexicon: verb with particle or preposition first."""
    verbs = table("stance_verbs")
    lemma = base_form(verb)
    objects = [antecedent_of(verb, t) for t in verb.children if t.dep_ == "dobj"]
    passive = [t for t in verb.children if t.dep_ == "nsubjpass"]
    for child in verb.children:
        key = f"{lemma} {child.lower_}"
        if child.dep_ in {"prt", "prep", "advmod"} and key in verbs:
            inside = [t for t in child.children if t.dep_ == "pobj"]
            return cast("Stance", verbs[key]), next(iter([*inside, *objects, *passive]), None)
    for noun in objects:
        if f"{lemma} {noun.lemma_.lower()}" in verbs:
            to = (t for p in verb.children if p.dep_ in {"prep", "dative"} for t in p.children if t.dep_ == "pobj")
            return cast("Stance", verbs[f"{lemma} {noun.lemma_.lower()}"]), next(to, None)
    if lemma not in verbs or any(t.dep_ == "prt" for t in verb.children):
        return None, None
    matter = next(iter([*objects, *passive]), None)
    if matter is None and verb.dep_ == "relcl":
        matter = verb.head
    if matter is None and verb.dep_ == "acl":
        matter = verb.head
    return cast("Stance", verbs[lemma]), matter


def _is_about_peace(verb: Token, matter: Token | None, clause: Token | None) -> bool:
    if matter is not None and (matter.pos_ == "PRON" or matter.ent_type_ == "LAW"):
        refers = matter.lower_ not in _NO_MATTER
        return refers and (verb.lemma_ in _STRONG or verb.lemma_ in {"turn", "welcome", "approve"})
    target = matter or clause
    if target is not None and target is matter and verb.lemma_ in _JUDGES_EVENTS:
        return target.pos_ == "NOUN" and target.lower_ not in words("office_nouns") and target.lemma_ not in _GUESTS
    return target is not None and _tells_of_peace(target)


_JUDGES_EVENTS = frozenset("welcome condemn denounce deplore".split())
_GUESTS = frozenset("guest visitor crowd delegate people child player fan man woman soldier troop refugee".split())


def _tells_of_peace(token: Token) -> bool:
    """Is a noun, or the object of a clause, a matter of the process?"""
    known = words("matter_nouns") | words("proposal_nouns")
    if token.pos_ in {"NOUN", "PROPN"}:
        heads = [token, *token.conjuncts]
        of = [t for p in token.children if p.lower_ == "of" for t in p.children]
        return any(t.lower_ in known or t.lemma_.lower() in known for t in [*heads, *of])
    if token.pos_ in {"VERB", "AUX"}:
        return token.lemma_ in words("process_verbs") and not any(
            t.dep_ == "dobj" and t.lower_ in _FORCES for t in token.children
        )
    return False
