"""Where a speaker's words end: the next cue, a reporter's remark, or a clause that belongs beside the verb."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from trucewatch.reading.attributions import is_finite
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.sentences import sentence_of

_CLAUSE_LINKS = frozenset("as when after while amid before although though".split())
_COMMENTS = frozenset("which who whose where".split())
_REACH = 12  # tokens that a closing cue may have behind its verb


def reach(verb: Token, end: int, limit: int, *, over_commas: bool = True) -> int:
    """How far words run on behind what the parse gave: to the next clause that belongs beside the verb."""
    doc = verb.doc
    i = end + 1
    while i < limit:
        token = doc[i]
        if _stops(token, verb, limit, over_commas=over_commas):
            break
        i += 1
    while i - 1 > end and (doc[i - 1].is_punct or doc[i - 1].dep_ == "cc") and not doc[i - 1].is_quote:
        i -= 1
    return i - 1


def _stops(token: Token, verb: Token, limit: int, *, over_commas: bool) -> bool:
    """Does the verb's own sentence part go on here: another verb beside it, or a clause that hangs on it?"""
    doc, i = token.doc, token.i
    if token.text in {";", ":", "."} or (
        token.text in {",", "–", "—"} and not over_commas and not _goes_on(doc, i + 1)
    ):
        return True
    if token.dep_ == "cc":
        partner = next((c for c in token.head.children if c.dep_ == "conj" and c.i > i), None)
        if i + 1 < limit and _is_like(doc[i + 1], verb):
            return True
        if partner is not None and token.head.i <= verb.i and partner.pos_ in {"VERB", "AUX"}:
            return True
    if token.pos_ in {"VERB", "AUX"} and token.head.i <= verb.i and token.dep_ in {"conj", "parataxis"}:
        return True
    hangs = token.head.dep_ == "advcl" and token.head.head.i <= verb.i and token.dep_ in {"mark", "advmod"}
    return hangs and over_commas and token.lower_ in _CLAUSE_LINKS


def _goes_on(doc: Doc, i: int) -> bool:
    """As in ", including ...", ", in exchange for ...", but not ", in what he called ..."."""
    return i + 1 < len(doc) and doc[i].pos_ == "ADP" and doc[i + 1].lower_ not in {"what", "which"}


def _is_like(token: Token, verb: Token) -> bool:
    """Another verb of saying in the same tense: the next thing the same speaker says."""
    bare = token.tag_ == "VBN" and verb.tag_ == "VBD" and not any(c.dep_ in {"aux", "auxpass"} for c in token.children)
    return is_finite(verb) and (token.tag_ == verb.tag_ or bare) and token.lemma_.lower() in words("cue_verbs")


def clause_end(doc: Doc, start: int, end: int, verb: Token | None = None) -> int:
    """Number of the last token of a reported clause: another cue's words and closing remarks are cut off."""
    for i in range(start + 1, end + 1):
        if (
            doc[i - 1].dep_ == "cc"
            and verb is not None
            and i - 2 > start
            and _is_like(doc[i], verb)
            and not _is_within(doc[i], start, verb)
        ):
            return i - 2
        if doc[i - 1].text not in {",", "–", "—", "--"} and not (doc[i - 1].is_quote and doc[i - 2].text == ","):
            continue
        if verb is not None and _is_like(doc[i], verb) and i - 1 > start and _is_past_tense(doc[i]):
            return i - 2
        if i - 2 > start and _is_closing_cue(doc, i, end):
            return i - 2
        remark = _is_remark(doc[i], end) and (verb is not None or end - i <= i - start)
        if verb is not None and verb.dep_ == "relcl" and doc[i - 1].text == "," and is_finite(doc[i]) and i - 2 > start:
            return i - 2  # "the minister, who said he backed it, left": the main clause goes on
        if remark or is_next_cue(doc[i]) or _is_concession(doc, i, end, verb):
            return i - 1 if doc[i - 1].is_quote else i - 2
    return end


def _is_past_tense(token: Token) -> bool:
    """Not the participle of "the accord, concluded in May, ...", whatever the tag."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
    return token.tag_ == "VBD" and (following.pos_ != "ADP" or following.lower_ == "of")


def _is_closing_cue(doc: Doc, i: int, end: int) -> bool:
    """Is ", the agency reported" what the rest of the sentence says?"""
    finite = [k for k in range(i, min(end + 1, i + 12)) if is_finite(doc[k])]
    if (
        len(finite) != 1
        or end - finite[0] > _REACH
        or not any(doc[k].pos_ in {"NOUN", "PROPN", "PRON"} for k in range(i, finite[0]))
    ):
        return False
    verb = doc[finite[0]]
    says = "clause" in table("cue_verbs").get(verb.lemma_.lower(), "").split()
    noun = doc[verb.i - 1]
    return (
        says
        and noun.pos_ in {"NOUN", "PROPN", "PRON"}
        and doc[i].pos_ in {"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"}
        and noun.left_edge.i >= i
    )


def closes_sentence(verb: Token) -> bool:
    """A cue read as a participle at the end of its sentence: "..., the two governments announced on Monday."."""
    doc, noun = verb.doc, verb.head
    if verb.dep_ != "acl" or noun.i != verb.i - 1 or noun.left_edge.i - 1 <= sentence_of(verb).start:
        return False
    rest = doc[verb.i + 1 : sentence_of(verb).end]
    plain = not any(is_finite(t) or t.dep_ == "agent" or t.text == "," for t in rest)
    return plain and doc[noun.left_edge.i - 1].text == ","


def _is_within(token: Token, start: int, verb: Token) -> bool:
    """Joined to a finite verb of the reported clause: "said he met them and told them so"."""
    above = token.head
    passive = any(c.dep_ == "auxpass" for c in above.children)
    if token.tag_ == "VBN" and passive and any(c.dep_ == "dobj" for c in token.children):
        return False  # "denied it had been shelled and blamed the other side"
    return token.dep_ == "conj" and above.i >= start and above != verb and above.tag_ == token.tag_


def is_next_cue(token: Token) -> bool:
    """As in ", adding that": a participle of saying without a subject of its own."""
    frames = table("cue_verbs").get(token.lemma_.lower(), "").split()
    return token.tag_ == "VBG" and bool(frames) and token.dep_ != "amod"


def _is_concession(doc: Doc, i: int, end: int, outer: Token | None) -> bool:
    """As in ", although he complained", ", and the army said": the next cue, in the tense of the one before."""
    if doc[i].lower_ not in {"although", "though", "but", "and", "while", "whereas"} or i + 2 > end:
        return False
    verb = next((doc[k] for k in range(i + 1, min(i + 15, end + 1)) if is_finite(doc[k])), None)
    if verb is None:
        return False
    tense = verb.tag_ == (outer.tag_ if outer is not None and is_finite(outer) else "VBD")
    return tense and bool({"clause", "of", "command"} & set(table("cue_verbs").get(verb.lemma_.lower(), "").split()))


def _is_remark(token: Token, end: int) -> bool:
    """A relative clause or "a move that ..." that closes the sentence: the reporter's own."""
    if token.lower_ in _COMMENTS:
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"} and verb.head != verb:
            verb = verb.head
        return verb.dep_ == "relcl" and verb.right_edge.i >= end - 1
    if token.lower_ in {"a", "an"}:
        noun = token.head
        told_of = noun.dep_ == "appos" or any(c.dep_ in {"relcl", "acl"} for c in noun.children)
        return told_of and noun.lemma_ in words("remark_nouns") and noun.right_edge.i >= end - 1
    return False
