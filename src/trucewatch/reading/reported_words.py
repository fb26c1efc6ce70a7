"""Which words behind a verb of saying are the speaker's: clause, infinitive, object or phrase."""

from __future__ import annotations

from spacy.tokens import Span, Token

from trucewatch.reading.attributions import is_finite
from trucewatch.reading.clause_ends import clause_end, is_next_cue, reach
from trucewatch.reading.lexicons import table, words
from trucewatch.reading.sentences import sentence_of

_REACH = 12  # tokens between a verb and its "that": "told reporters in the capital on Monday that"


def reported_clause(verb: Token, sentence: Span) -> list[int] | None:
    """Token numbers of the clause behind the verb, without "that" and the reporter's remarks at its end."""
    doc = verb.doc
    clause = next((c for c in verb.children if c.i > verb.i and _is_clause(c)), None)
    that = _that_behind(verb, sentence)
    if that is not None and (clause is None or clause.left_edge.i > that.i + 1):
        stop = next((i for i in range(that.i, sentence.end) if doc[i].text == ";"), sentence.end) - 1
        return list(range(that.i + 1, clause_end(doc, that.i + 1, stop, verb) + 1))
    if clause is None:
        clause = _split_clause(verb)
    if clause is None:
        return _unmarked(verb, sentence)
    start = that.i + 1 if that is not None and that.i < clause.i else _first_word(clause, verb)
    end = (
        clause.right_edge.i
        if verb.tag_ == "VBG"
        else reach(verb, clause.right_edge.i, sentence.end, over_commas=verb.dep_ != "relcl")
    )
    return list(range(start, clause_end(doc, start, end, verb) + 1)) if start <= end else None


def _is_clause(token: Token) -> bool:
    """A complement with a subject or a "that" of its own."""
    if token.dep_ not in {"ccomp", "advcl", "xcomp", "dep", "parataxis"}:
        return False
    if token.dep_ == "ccomp" and token.head.dep_ == "relcl" and any(is_finite(t) for t in (token, *token.children)):
        return True  # "words which officials said had been chosen"
    marked = any(c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in token.children)
    subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in token.children)
    finite = is_finite(token) or any(is_finite(c) and c.dep_ in {"aux", "auxpass"} for c in token.children)
    if token.dep_ in {"advcl", "dep", "parataxis"}:
        return marked
    if token.dep_ == "ccomp" and finite and token.left_edge.i == token.head.i + 1 and token.tag_ != "VBG":
        return True
    return marked or (subject and finite) or (subject and token.lefts is not None and _is_subjunctive(token))


def _split_clause(verb: Token) -> Token | None:
    """The finite half of a clause whose subject the parse took for one: "said [the bomb found there] [was old]"."""
    halves = [c for c in verb.children if c.i > verb.i and c.dep_ == "ccomp"]
    if len(halves) < 2 or halves[0].tag_ != "VBN" or halves[0].left_edge.i != verb.i + 1:
        return None
    return halves[-1] if any(is_finite(t) for t in (halves[-1], *halves[-1].lefts)) else None


def _is_subjunctive(token: Token) -> bool:
    """As in "demanded the rebels withdraw": a bare form with a subject, but no "to"."""
    return token.tag_ in {"VB", "VBP"} and not any(c.tag_ == "TO" for c in token.children)


def _that_behind(verb: Token, sentence: Span) -> Token | None:
    """The "that" of the clause: before any finite verb, no demonstrative."""
    doc = verb.doc
    for i in range(verb.i + 1, min(verb.i + _REACH, sentence.end)):
        token = doc[i]
        if token.text in {";", ":", "."} or is_finite(token) or is_next_cue(token):
            return None
        if token.lower_ == "that" and (token.dep_ == "mark" or token.tag_ == "IN"):
            return token
    return None


def _first_word(clause: Token, verb: Token) -> int:
    """Where a clause without "that" begins; "on Tuesday" between verb and subject goes with the verb."""
    doc = verb.doc
    start = max(clause.left_edge.i, verb.i + 1)
    if _split_clause(verb) is not None:
        return verb.i + 1
    subject = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"}), None)
    if subject is None or clause.left_edge.i >= subject.left_edge.i:
        return start
    first = doc[start]
    top = first
    while top.head not in {clause, top}:
        top = top.head
    is_time = top.dep_ in {"prep", "npadvmod"} and any(t.ent_type_ in {"DATE", "TIME"} for t in top.subtree)
    if start == verb.i + 1 and is_time and top.right_edge.i < subject.left_edge.i:
        return subject.left_edge.i
    return start


def _unmarked(verb: Token, sentence: Span) -> list[int] | None:
    """A clause the parse has lost: the verb, then a noun phrase, then a finite verb, with no comma between."""
    doc = verb.doc
    frames = table("cue_verbs").get(verb.lemma_.lower(), "").split()
    if "object" in frames or "person" in frames or "command" in frames or verb.tag_ == "VBG":
        return None
    i = verb.i + 1
    nouns = False
    while i < sentence.end and doc[i].text not in {".", ";", ":", ","} and not is_finite(doc[i]):
        if doc[i].pos_ in {"VERB", "SCONJ"} or doc[i].tag_ in {"WDT", "WP", "CC"}:
            return None
        nouns = nouns or doc[i].pos_ in {"NOUN", "PROPN", "PRON"}
        i += 1
    if nouns and i < sentence.end - 1 and doc[i].text == "," and doc[i + 1].tag_ in {"VBN", "VBD", "VBG", "WDT", "WP"}:
        i = next((k for k in range(i + 2, sentence.end) if is_finite(doc[k]) and doc[k - 1].text == ","), sentence.end)
    if not nouns or i >= sentence.end or not is_finite(doc[i]) or doc[verb.i + 1].pos_ in {"ADP", "ADV"}:
        return None
    stop = next((k for k in range(i, sentence.end) if doc[k].text == ";"), sentence.end) - 1
    return list(range(verb.i + 1, clause_end(doc, verb.i + 1, stop) + 1))


def told_to_act(verb: Token) -> list[int] | None:
    """As in "urged X to go", "called on X to go": the one addressed and the infinitive."""
    doc = verb.doc
    infinitive = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and _has_to(c)), None
    )
    if infinitive is None:
        infinitive = _infinitive_below(verb) or _infinitive_ahead(verb)
    if infinitive is None:
        return None
    to = next((c for c in infinitive.children if c.tag_ == "TO"), infinitive)
    start = verb.i + 1
    if doc[start].lower_ in {"on", "upon", "to", "for"} and start < to.i:
        start += 1
    if verb.lemma_ in {"ask", "request"} and doc[start].lower_ in {"not", "to"}:
        return None
    if start > to.i or (start == to.i and verb.lemma_ not in {"appeal", "call"}):
        return None
    end = reach(verb, infinitive.right_edge.i, sentence_of(verb).end, over_commas=False)
    return list(range(start, clause_end(doc, start, end, verb) + 1))


def _infinitive_ahead(verb: Token) -> Token | None:
    """The next infinitive before any finite verb or stop, wherever the parse hung it."""
    doc = verb.doc
    for i in range(verb.i + 2, min(verb.i + 25, sentence_of(verb).end - 1)):
        if is_finite(doc[i]) or doc[i].text in {".", ";", ":", ","}:
            return None
        if doc[i].tag_ == "TO" and doc[i + 1].tag_ == "VB":
            return doc[i + 1]
    return None


def _has_to(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.tag_ == "TO" for c in token.children)


def _infinitive_below(verb: Token) -> Token | None:
    """The infinitive the parse hung on the one addressed: "called on [the sides [to go]]"."""
    for child in verb.children:
        if child.i < verb.i or child.dep_ not in {"dobj", "prep", "dative"}:
            continue
        nouns = [child] if child.dep_ == "dobj" else [c for c in child.children if c.dep_ == "pobj"]
        for noun in nouns:
            found = next((c for c in noun.children if c.dep_ in {"acl", "relcl"} and _has_to(c)), None)
            if found is not None:
                return found
    return None


def own_infinitive(verb: Token) -> list[int] | None:
    """As in "vowed to go": the infinitive with its "to"."""
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and _has_to(c)), None)
    if infinitive is None:
        return None
    to = next(c for c in infinitive.children if c.tag_ == "TO")
    start = to.i - 1 if verb.doc[to.i - 1].lower_ in {"not", "never"} else to.i
    return list(range(start, clause_end(verb.doc, start, infinitive.right_edge.i) + 1))


def named_objects(verb: Token, frames: frozenset[str]) -> list[int] | None:
    """As in "called the plan a farce", "hailed it as a step", "what he described as a breach"."""
    doc = verb.doc
    predicate = next((c for c in verb.children if c.dep_ in {"oprd", "xcomp", "ccomp"} and c.i > verb.i), None)
    as_phrase = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i), None)
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if as_phrase is None and target is not None:
        as_phrase = next((c for c in target.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if {"as", "refusal"} & frames and as_phrase is not None:
        start = target.left_edge.i if target is not None and "as" in frames else as_phrase.i + 1
        return list(range(start, clause_end(doc, start, as_phrase.right_edge.i) + 1))
    if "naming" not in frames:
        return None
    if predicate is not None and not _has_to(predicate):
        start = target.left_edge.i if target is not None else predicate.left_edge.i
        start = max(start, verb.i + 1)
        return list(range(start, clause_end(doc, start, predicate.right_edge.i) + 1))
    relative = verb.dep_ == "relcl" and any(c.lower_ in {"which", "that"} for c in verb.children)
    if target is not None and relative:
        return list(range(target.left_edge.i, clause_end(doc, target.left_edge.i, target.right_edge.i) + 1))
    return _marked_name(verb)


def _marked_name(verb: Token) -> list[int] | None:
    """As in "branding it “a farce”": words between marks close behind, however the parse took them."""
    doc = verb.doc
    opening = next((i for i in range(verb.i + 1, min(verb.i + 9, sentence_of(verb).end)) if doc[i].is_quote), None)
    if opening is None or any(is_finite(doc[i]) or doc[i].text == "," for i in range(verb.i + 1, opening)):
        return None
    closing = next((i for i in range(opening + 1, min(opening + 40, len(doc))) if doc[i].is_quote), None)
    return list(range(verb.i + 1, closing + 1)) if closing is not None else None


def phrase_words(verb: Token, preposition: str) -> tuple[int, list[int]] | None:
    """Number of the preposition and the words behind it: "called for X", "accused Y of doing X", "put Y at 40"."""
    prep = next((c for c in _prepositions(verb) if c.lower_ == preposition and c.i > verb.i), None)
    if prep is None:
        prep = _deed_ahead(verb, preposition)
    has_object = any(c.dep_ == "dobj" for c in verb.children)
    if prep is None or (preposition == "for" and verb.lemma_ in {"call", "ask", "appeal"} and has_object):
        return None
    if preposition == "at":
        return _estimate(verb, prep)
    behind = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if behind is None:
        return None
    end = reach(verb, prep.right_edge.i, sentence_of(verb).end, over_commas=False)
    return prep.i, list(range(prep.i + 1, clause_end(verb.doc, prep.i + 1, end, verb) + 1))


def _deed_ahead(verb: Token, preposition: str) -> Token | None:
    """As in "accused the army in turn of shelling": the preposition before an -ing form, wherever the parse hung it."""
    for token in verb.doc[verb.i + 2 : sentence_of(verb).end - 1]:
        if is_finite(token) or token.text in {";", ":"}:
            return None
        if token.lower_ == preposition and token.nbor().tag_ == "VBG" and preposition in {"of", "for", "with"}:
            return token
    return None


def _prepositions(verb: Token) -> list[Token]:
    """Those of the verb, and those the parse hung on its object."""
    own = [c for c in verb.children if c.dep_ == "prep"]
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    frames = table("cue_verbs").get(verb.lemma_.lower(), "").split()
    return own + ([p for o in objects for p in o.children if p.dep_ == "prep"] if "person" in frames else [])


def _estimate(verb: Token, prep: Token) -> tuple[int, list[int]] | None:
    """As in "put the number at a few dozen"."""
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    counted = any(t.like_num or t.lower_ in words("vague_numbers") for t in prep.subtree)
    if target is None or not counted:
        return None
    return prep.i, list(range(target.left_edge.i, clause_end(verb.doc, target.left_edge.i, prep.right_edge.i) + 1))


def object_words(verb: Token, frames: frozenset[str]) -> list[int] | None:
    """As in "demanded an end to it", "denied having fired"."""
    doc = verb.doc
    if "gerund" in frames:
        clauses = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i]
        gerund = next((c for c in clauses if any(t.tag_ == "VBG" and t.i > verb.i for t in (c, *c.lefts))), None)
        if gerund is not None:
            start = max(gerund.left_edge.i, verb.i + 1)
            return list(range(start, clause_end(doc, start, gerund.right_edge.i) + 1))
    if "object" not in frames:
        return None
    target = next((c for c in verb.children if c.dep_ in {"dobj", "ccomp"} and c.i > verb.i), None)
    if target is None or target.lower_ in {"it", "them", "him", "her", "this", "that", "us"}:
        return None
    if target.ent_type_ in {"GPE", "PERSON", "NORP"}:  # to threaten or condemn somebody is a deed, no words
        return None
    start = max(target.left_edge.i, verb.i + 1)
    end = reach(verb, target.right_edge.i, sentence_of(verb).end, over_commas=False)
    return list(range(start, clause_end(doc, start, end, verb) + 1))
