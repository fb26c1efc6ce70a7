"""Are talks planned, held, put off or under way: by the words beside them and the tense of their clause."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import is_negated, lemma
from trucewatch.vocabulary.kinds import TalksStatus

_VERBS = frozenset({"VERB", "AUX"})
_AHEAD = frozenset("will would shall 'll ’ll may might could should must can".split())
_BEGINNING = frozenset("begin start hold take convene open commence resume meet occur happen".split())
_GOING_ON = frozenset("continue proceed go".split())


def status_of(anchor: Token, heads: list[Token]) -> tuple[TalksStatus, bool]:
    """The status, and whether words tell it (held by tense alone is not told)."""
    verbs = [h for h in heads if h.pos_ in _VERBS]
    words = words_beside(anchor, verbs)
    by_word = {s for w in words if (s := table("talk_status").get(w))}
    if "postponed" in by_word:
        return "postponed", True
    if any(is_negated(v) and lemma(v) in _BEGINNING for v in verbs) or _is_yet_to(verbs):
        return "postponed", True
    if any(_was_to_have(v) for v in verbs):
        return "postponed", True
    if any(_is_ahead(v) for v in verbs) and not any(_goes_on(v) for v in verbs):
        return "planned", True
    if "under way" in by_word or any(_goes_on(v) or _is_progressive(v) for v in verbs):
        return "under way", True
    if "planned" in by_word:
        return "planned", True
    return "held", False


def words_beside(anchor: Token, verbs: list[Token]) -> set[str]:
    """The words that hang on talks and on the verbs that tell of them, verbs with their particles ("put off")."""
    words = {c.lower_ for c in anchor.children if c.dep_ in {"amod", "advmod", "acomp"}}
    for verb in verbs:
        words.add(lemma(verb))
        for child in verb.children:
            if child.dep_ in {"prt", "advmod", "acomp", "prep"}:
                words |= {f"{lemma(verb)} {child.lower_}", child.lower_}
                words |= {f"{child.lower_} {g.lower_}" for g in child.children}
        if verb.dep_ == "xcomp":
            words.add(lemma(verb.head))
    return words


def _is_yet_to(verbs: list[Token]) -> bool:
    """Such as "have yet to begin"."""
    return any("yet" in {c.lower_ for c in (*v.children, *v.head.children)} and _has_to(v) for v in verbs)


def _has_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_ahead(verb: Token) -> bool:
    """Such as "will meet", "are to open", "is due to be signed", "before shifting to ..."."""
    low = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if low & _AHEAD and not low & {"have"}:
        return True
    if "to" in low and verb.head.lemma_ in {
        "be",
        "set",
        "schedule",
        "expect",
        "plan",
        "agree",
        "due",
        "ready",
        "slate",
        "prepare",
        "mean",
        "intend",
    }:
        return True
    if "to" in low and verb.dep_ in {"ROOT", "relcl", "ccomp"} and not low & {"have", "had"}:
        return True
    above = verb.head
    return (
        verb.dep_ in {"pcomp", "advcl"}
        and verb.tag_ == "VBG"
        and above.i != verb.i
        and (
            _is_ahead(above)
            if above.pos_ in _VERBS
            else above.head.pos_ in _VERBS and above.head.i != above.i and _is_ahead(above.head)
        )
    )


def _goes_on(verb: Token) -> bool:
    return lemma(verb) in {"continue", "proceed"} or (
        lemma(verb) == "go" and any(c.lower_ == "on" for c in verb.children)
    )


def _is_progressive(verb: Token) -> bool:
    """Such as "are meeting", "has been holding", not "was holding"."""
    low = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    over = low & {"had", "to"}  # "had been negotiating" is over
    return verb.tag_ == "VBG" and bool(low & {"is", "are", "been", "’re", "'re"}) and not over


def _was_to_have(verb: Token) -> bool:
    """Such as "was to have met on Friday", "should have opened": it did not."""
    low = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return "have" in low and bool(low & {"to", "should"}) and verb.tag_ == "VBN"
