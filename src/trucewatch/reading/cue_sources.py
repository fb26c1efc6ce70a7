"""Whose words a verb of saying carries: its subject, or the one it shares with the verb above it."""

from __future__ import annotations

from spacy.tokens import Token

from trucewatch.reading.attributions import Source, extent_of, is_finite
from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import sentence_of

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_REFUSALS = frozenset("refuse decline fail stop avoid cease forbear".split())
_RELATIVES = frozenset("who which that whom".split())
_EMPTY = frozenset("there what this that these those which".split())
_BREAKS = frozenset("who which whose whom where when".split())
_DEPTH = 5  # verbs climbed in search of a subject: "was said to have begun to urge"


def subject_of(verb: Token) -> Token | None:
    """Head noun of the one who says: the verb's own subject, agent or the subject of the verb it hangs on."""
    shared = _shared_by_participle(verb)
    if shared is not None:
        return shared
    current = verb
    for _ in range(_DEPTH):
        own = _own_subject(current)
        if own is not None:
            return _usable(own, current)
        above = _above(current)
        if above is None:
            return None
        if above.pos_ in {"NOUN", "PROPN", "PRON"}:
            return above
        current = above
    return None


def _shared_by_participle(verb: Token) -> Token | None:
    """As in "..., adding that": the subject of the cue or main verb before the comma, whatever noun the parse chose."""
    doc, start = verb.doc, sentence_of(verb).start
    if verb.i - 2 <= start or any(c.dep_ in _SUBJECTS and c.i < verb.i for c in verb.children):
        return None
    added = verb.tag_ == "VBG" and doc[verb.i - 1].text in {",", "–", "—"}
    joined = _is_past(verb) and (
        doc[verb.i - 1].text == "," or doc[verb.i - 1].dep_ == "cc" or doc[verb.i - 2].dep_ == "cc"
    )
    if not added and not (joined and verb.dep_ in {"conj", "ccomp", "advcl", "acl"}):
        return None
    for i in range(verb.i - 2, start - 1, -1):
        token = doc[i]
        if token.text == ";":
            return None
        is_main = token.dep_ in {"ROOT", "conj", "advcl"} and token.head.dep_ not in {"relcl", "ccomp"}
        says = token.lemma_.lower() in words("cue_verbs") and token.i < verb.i - 1
        if joined and not (says and (token.tag_ == verb.tag_ or {token.tag_, verb.tag_} == {"VBD", "VBN"})):
            continue
        if is_finite(token) and (is_main or says) and (says or token.dep_ not in {"aux", "auxpass"}):
            subject = _own_subject(token)
            if subject is None and token.dep_ == "conj":
                subject = _own_subject(token.head)
            if subject is not None:
                return _usable(subject, token)
        if token.tag_ == "VBN" and is_main and any(c.dep_ == "aux" for c in token.children):
            return subject_of(token)
    return None


def _is_past(verb: Token) -> bool:
    """Finite, or a participle without auxiliary, as which the parse often reads a past tense."""
    return is_finite(verb) or (verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children))


def _own_subject(verb: Token) -> Token | None:
    auxiliaries = [c for c in verb.children if c.dep_ == "aux"]
    perfect = any(c.lemma_ == "have" for c in auxiliaries) and not any(c.dep_ == "auxpass" for c in verb.children)
    agent = next((c for c in verb.children if c.dep_ == "agent" and verb.tag_ == "VBN" and not perfect), None)
    if agent is not None:  # but not in "has adopted by a wide margin"
        return next((c for c in agent.children if c.dep_ == "pobj"), None)
    subjects = [c for word in (verb, *auxiliaries) for c in word.children if c.dep_ in _SUBJECTS]
    nearest = [c for c in subjects if c.i < verb.i] or subjects
    if len(nearest) > 1:
        nearest = [c for c in nearest if c.lower_ not in _EMPTY] or nearest
    if nearest and nearest[-1].tag_ == "VBG":  # "leaders meeting in the capital demanded"
        inner = next((c for c in nearest[-1].children if c.dep_ == "nsubj"), None)
        return inner if inner is not None else _lost_subject(verb)
    if nearest:
        return _closer(nearest[-1], verb)
    return _lost_subject(verb) if is_finite(verb) and verb.tag_ != "MD" else None


def _in_one_phrase(token: Token, verb: Token) -> bool:
    """Before the verb, with no comma between."""
    return token.i < verb.i and not any(t.text == "," for t in verb.doc[token.i : verb.i])


def _closer(subject: Token, verb: Token) -> Token:
    """As in "The meeting, in the capital, the envoy said would ...": the noun right before the verb speaks."""
    doc = verb.doc
    before = doc[verb.i - 1]
    has_gap = verb.i + 1 < len(doc) and is_finite(doc[verb.i + 1]) and subject.i < before.i
    if not has_gap or before.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return subject
    return before if any(t.text == "," for t in doc[subject.i : before.i]) else subject


def _lost_subject(verb: Token) -> Token | None:
    """As in "A nurse, reached by telephone, said": a noun phrase before the verb that the parse took elsewhere."""
    doc, start = verb.doc, sentence_of(verb).start
    end = _phrase_end(verb, start)
    before = doc[end - 1] if end > start else None
    if before is not None and before.pos_ in {"NOUN", "PROPN", "PRON"} and before.dep_ not in {"nsubj", "npadvmod"}:
        top = before
        while top.head != top and top.head.pos_ in {"NOUN", "PROPN", "PRON", "ADP"} and _in_one_phrase(top.head, verb):
            top = top.head
        edge = top.left_edge
        free = edge.i <= start or doc[edge.i - 1].pos_ not in {"ADP", "VERB"}
        return top if free and top.pos_ != "ADP" else None
    return _before_aside(verb, start)


def _phrase_end(verb: Token, start: int) -> int:
    """Number behind the last word that may be the subject's: adverbs, auxiliaries and brackets are passed over."""
    doc, i = verb.doc, verb.i
    while i - 1 > start and doc[i - 1].pos_ in {"ADV", "AUX"}:
        i -= 1
    if i - 1 > start and doc[i - 1].text == ")":
        opening = next((k for k in range(i - 2, start, -1) if doc[k].text == "("), None)
        return opening if opening is not None else i
    return i


def _before_aside(verb: Token, start: int) -> Token | None:
    """The noun before an aside between commas: "A nurse, reached by telephone, said", "The council, in June, urged"."""
    doc = verb.doc
    if verb.i - 3 < start or doc[verb.i - 1].text != ",":
        return None
    comma = next((i for i in range(verb.i - 2, start, -1) if doc[i].text == ","), None)
    if comma is None or comma - 1 < start:
        return None
    opening, noun = doc[comma + 1], doc[_phrase_end(doc[comma], start) - 1]
    if noun.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    if opening.tag_ in {"VBD", "VBN", "VBG"}:
        return noun
    named = opening.pos_ in {"DET", "PROPN"} and not any(is_finite(t) for t in doc[start : verb.i])
    return noun if named or opening.pos_ == "ADP" else None


def _usable(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ in _RELATIVES and verb.dep_ in {"relcl", "acl"}:
        if verb.head.dep_ == "appos" and verb.head.head.pos_ in {"NOUN", "PROPN"}:
            return verb.head.head
        return verb.head if verb.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
    if subject.dep_ in {"expl", "csubj"} or subject.lower_ in _EMPTY or subject.lower_ in words("remark_nouns"):
        return None
    if subject.lower_ in {"one", "all", "none", "some"} and subject.i and subject.doc[subject.i - 1].lower_ == "no":
        return None
    if subject.lower_ in {"nobody", "neither", "none"} or any(c.lower_ in {"no", "neither"} for c in subject.children):
        return None
    return subject


def _above(verb: Token) -> Token | None:
    """The word from which a verb without subject takes it."""
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return head
    if verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.tag_ in {"VBG", "VB", "VBN", "VBD"}:
        refused = verb.dep_ == "xcomp" and head.lemma_ in _REFUSALS
        return head if head.pos_ in {"VERB", "AUX"} and not refused else None
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        return quoted_person(head.head) or (head.head if head.head.pos_ in {"VERB", "AUX"} else None)
    if verb.dep_ in {"acl", "relcl"} and (verb.tag_ in {"VBG", "VBD"} or verb.i == head.i + 1):
        return head
    return None


def quoted_person(verb: Token) -> Token | None:
    """As in "quoted him as saying", "he was quoted as saying": the words are his."""
    if verb.lemma_ not in {"quote", "cite"}:
        return None
    return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def noun_phrase(head: Token) -> tuple[Token, Token]:
    """First and last token of a noun phrase with its appositions, without a relative clause behind a comma."""
    first, last = head.left_edge, head.right_edge
    doc = head.doc
    for i in range(head.i + 1, last.i + 1):
        token = doc[i]
        after_comma = doc[i - 1].text in {",", "–", "—", "("}
        if after_comma and (token.lower_ in _BREAKS or token.tag_ in {"VBG", "VBN"} or _is_clause(token, head)):
            last = doc[i - 1]
            break
        if token.is_quote or token.text in {";", ":"}:
            last = doc[i - 1]
            break
    while first.i < head.i and (first.is_punct or first.is_space or first.dep_ in {"cc", "mark", "preconj"}):
        first = doc[first.i + 1]
    while last.i > head.i and (last.is_punct or last.is_space) and last.text != ")":
        last = doc[last.i - 1]
    return first, last


def _is_clause(token: Token, head: Token) -> bool:
    return any(a.dep_ == "relcl" and a.head == head for a in (token.head, token.head.head) if a.i > token.i)


def _partners(head: Token) -> tuple[int, ...]:
    """Offsets of the heads of further speakers: "the army and the rebels said"."""
    last = noun_phrase(head)[1]
    found: list[int] = []
    current = head
    while True:
        following = next(
            (c for c in current.children if c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"} and c.i <= last.i), None
        )
        if following is None:
            return tuple(found)
        found.append(following.idx)
        current = following


def behind_document(head: Token) -> Token:
    """Whose document or figures speak: "figures from the ministry", "a count by the office" -> ministry, office."""
    if head.lemma_.lower() not in words("counting_nouns"):
        return head
    for prep in head.subtree:
        if prep.dep_ in {"agent", "prep"} and prep.lower_ in {"by", "from"} and prep.i <= head.right_edge.i:
            owner = next((c for c in prep.children if c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"}), None)
            if owner is not None:
                return owner
    return head


def behind_dateline(head: Token, verb: Token, opening: int) -> Token:
    """The subject where the parse took a place before the report's first words for it."""
    if head.idx >= opening:
        return head
    inner = {"compound", "poss", "amod", "nmod", "nummod"}
    nouns = (t for t in head.doc[head.i : verb.i] if t.idx >= opening and t.pos_ in {"NOUN", "PROPN", "PRON"})
    return next((t for t in nouns if t.dep_ not in inner), head)


def source_of(head: Token) -> Source:
    """The speaker's noun phrase, as written."""
    first, last = noun_phrase(head)
    return Source(extent_of(first, last), head.idx, _partners(head))


def is_name(token: Token) -> bool:
    """A capitalised word that the parse took for a verb: "the spokesman, Omar Said, said"."""
    if not token.text[:1].isupper() or token.i == sentence_of(token).start:
        return False
    following = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
    return token.ent_type_ == "PERSON" or following in {",", "’s", "'s"}
