"""Which words behind a verb of saying are the speaker's: clause, infinitive, object or phrase."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from trucewatch.reading.attributions import is_finite
from trucewatch.reading.lexicons import table, words

_COMMENTS = frozenset("which who whose where".split())
_REMARKS = frozenset(
    "move step charge claim accusation allegation task deadline demand term thing limit threat sign reference".split()
)
_REACH = 12  # tokens between a verb and its "that": "told reporters in the capital on Monday that"


def reported_clause(verb: Token, sentence: Span) -> list[int] | None:
    """Token numbers of the clause behind the verb, without "that" and the reporter's remarks at its end."""
    doc = verb.doc
    clause = next((c for c in verb.children if c.i > verb.i and _is_clause(c)), None)
    that = _that_behind(verb, sentence)
    if clause is None and that is None:
        return _unmarked(verb, sentence)
    if clause is None or (that is not None and clause.left_edge.i > that.i + 1):
        assert that is not None
        stop = next((i for i in range(that.i, sentence.end) if doc[i].text == ";"), sentence.end) - 1
        return list(range(that.i + 1, clause_end(doc, that.i + 1, stop) + 1))
    start = that.i + 1 if that is not None and that.i < clause.i else _first_word(clause, verb)
    end = clause.right_edge.i
    return list(range(start, clause_end(doc, start, end) + 1)) if start <= end else None


def _is_clause(token: Token) -> bool:
    """A complement with a subject or a "that" of its own."""
    if token.dep_ not in {"ccomp", "advcl", "xcomp", "dep", "parataxis"}:
        return False
    marked = any(c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in token.children)
    subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in token.children)
    finite = is_finite(token) or any(is_finite(c) and c.dep_ in {"aux", "auxpass"} for c in token.children)
    if token.dep_ in {"advcl", "dep", "parataxis"}:
        return marked
    return marked or (subject and finite) or (subject and token.lefts is not None and _is_subjunctive(token))


def _is_subjunctive(token: Token) -> bool:
    """ "demanded the rebels withdraw": a bare form with a subject, but no "to"."""
    return token.tag_ in {"VB", "VBP"} and not any(c.tag_ == "TO" for c in token.children)


def _that_behind(verb: Token, sentence: Span) -> Token | None:
    """The "that" of the clause: before any finite verb, no demonstrative."""
    doc = verb.doc
    for i in range(verb.i + 1, min(verb.i + _REACH, sentence.end)):
        token = doc[i]
        if token.text in {";", ":", "."} or is_finite(token):
            return None
        if token.lower_ == "that" and (token.dep_ == "mark" or token.tag_ == "IN"):
            return token
    return None


def _first_word(clause: Token, verb: Token) -> int:
    """Where a clause without "that" begins; "on Tuesday" between verb and subject goes with the verb."""
    doc = verb.doc
    start = max(clause.left_edge.i, verb.i + 1)
    subject = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"}), None)
    if subject is None or clause.left_edge.i >= subject.left_edge.i:
        return start
    first = doc[start]
    top = first
    while top.head != clause and top.head != top:
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
    while i < sentence.end and not doc[i].is_punct and not is_finite(doc[i]):
        if doc[i].pos_ in {"VERB", "SCONJ"} or doc[i].tag_ in {"WDT", "WP", "CC"}:
            return None
        nouns = nouns or doc[i].pos_ in {"NOUN", "PROPN", "PRON"}
        i += 1
    if not nouns or i >= sentence.end or not is_finite(doc[i]) or doc[verb.i + 1].pos_ in {"ADP", "ADV"}:
        return None
    stop = next((k for k in range(i, sentence.end) if doc[k].text == ";"), sentence.end) - 1
    return list(range(verb.i + 1, clause_end(doc, verb.i + 1, stop) + 1))


def clause_end(doc: Doc, start: int, end: int) -> int:
    """Number of the last token of a reported clause: another cue's words and closing remarks are cut off."""
    for i in range(start + 1, end + 1):
        if doc[i - 1].text not in {",", "–", "—", "--"}:
            continue
        if _is_next_cue(doc[i]) or _is_concession(doc, i, end) or _is_remark(doc[i], end):
            return i - 2
    return end


def _is_next_cue(token: Token) -> bool:
    """ ", adding that": a participle of saying without a subject of its own."""
    frames = table("cue_verbs").get(token.lemma_.lower(), "").split()
    return token.tag_ == "VBG" and bool(frames) and token.dep_ != "amod"


def _is_concession(doc: Doc, i: int, end: int) -> bool:
    """ ", although he complained": the same speaker's next words."""
    if doc[i].lower_ not in {"although", "though", "but", "and", "while"} or i + 2 > end:
        return False
    verb = next((doc[k] for k in range(i + 1, min(i + 4, end + 1)) if is_finite(doc[k])), None)
    if verb is None or not (doc[i + 1].lower_ in {"he", "she"} or verb.i == i + 1):
        return False
    return verb.tag_ == "VBD" and bool(table("cue_verbs").get(verb.lemma_.lower()))


def _is_remark(token: Token, end: int) -> bool:
    """A relative clause or "a move that ..." that closes the sentence: the reporter's own."""
    if token.lower_ in _COMMENTS:
        verb = token.head
        while verb.dep_ not in {"relcl", "ROOT"} and verb.head != verb:
            verb = verb.head
        return verb.dep_ == "relcl" and verb.right_edge.i >= end - 1
    if token.lower_ in {"a", "an"}:
        noun = token.head
        return noun.dep_ == "appos" and noun.lemma_ in _REMARKS and noun.right_edge.i >= end - 1
    return False


def told_to_act(verb: Token) -> list[int] | None:
    """ "urged X to go", "called on X to go": the one addressed and the infinitive."""
    doc = verb.doc
    infinitive = next(
        (c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i and _has_to(c)), None
    )
    if infinitive is None:
        infinitive = _infinitive_below(verb)
    if infinitive is None:
        return None
    to = next(c for c in infinitive.children if c.tag_ == "TO")
    start = verb.i + 1
    if doc[start].lower_ in {"on", "upon", "to", "for"}:
        start += 1
    if start > to.i or (start == to.i and verb.lemma_ not in {"appeal", "call"}):
        return None
    return list(range(start, clause_end(doc, start, infinitive.right_edge.i) + 1))


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
    """ "vowed to go": the infinitive with its "to"."""
    infinitive = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i and _has_to(c)), None)
    if infinitive is None:
        return None
    to = next(c for c in infinitive.children if c.tag_ == "TO")
    start = to.i - 1 if verb.doc[to.i - 1].lower_ in {"not", "never"} else to.i
    return list(range(start, clause_end(verb.doc, start, infinitive.right_edge.i) + 1))


def named_objects(verb: Token, frames: frozenset[str]) -> list[int] | None:
    """ "called the plan a farce", "hailed it as a step", "what he described as a breach"."""
    doc = verb.doc
    predicate = next((c for c in verb.children if c.dep_ in {"oprd", "xcomp", "ccomp"} and c.i > verb.i), None)
    as_phrase = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > verb.i), None)
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if as_phrase is None and target is not None:
        as_phrase = next((c for c in target.children if c.dep_ == "prep" and c.lower_ == "as"), None)
    if "as" in frames and as_phrase is not None:
        start = target.left_edge.i if target is not None else as_phrase.i + 1
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
    return None


def phrase_words(verb: Token, preposition: str) -> tuple[int, list[int]] | None:
    """Number of the preposition and the words behind it: "called for X", "accused Y of doing X", "put Y at 40"."""
    prep = next((c for c in _prepositions(verb) if c.lower_ == preposition and c.i > verb.i), None)
    if prep is None:
        return None
    if preposition == "at":
        return _estimate(verb, prep)
    behind = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if behind is None:
        return None
    return prep.i, list(range(prep.i + 1, clause_end(verb.doc, prep.i + 1, prep.right_edge.i) + 1))


def _prepositions(verb: Token) -> list[Token]:
    """Those of the verb, and those the parse hung on its object."""
    own = [c for c in verb.children if c.dep_ == "prep"]
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    frames = table("cue_verbs").get(verb.lemma_.lower(), "").split()
    return own + ([p for o in objects for p in o.children if p.dep_ == "prep"] if "person" in frames else [])


def _estimate(verb: Token, prep: Token) -> tuple[int, list[int]] | None:
    """ "put the number at a few dozen"."""
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    counted = any(t.like_num or t.lower_ in words("vague_numbers") for t in prep.subtree)
    if target is None or not counted:
        return None
    return prep.i, list(range(target.left_edge.i, clause_end(verb.doc, target.left_edge.i, prep.right_edge.i) + 1))


def object_words(verb: Token, frames: frozenset[str]) -> list[int] | None:
    """ "demanded an end to it", "denied having fired"."""
    doc = verb.doc
    if "gerund" in frames:
        gerund = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp"} and c.tag_ == "VBG" and c.i > verb.i), None)
        if gerund is not None:
            start = max(gerund.left_edge.i, verb.i + 1)
            return list(range(start, clause_end(doc, start, gerund.right_edge.i) + 1))
    if "object" not in frames:
        return None
    target = next((c for c in verb.children if c.dep_ in {"dobj", "ccomp"} and c.i > verb.i), None)
    if target is None or target.lower_ in {"it", "them", "him", "her", "this", "that", "us"}:
        return None
    start = max(target.left_edge.i, verb.i + 1)
    return list(range(start, clause_end(doc, start, target.right_edge.i) + 1))
