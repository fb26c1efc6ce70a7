"""Words of a headline that the text below has with "no" or "not" alone."""

from __future__ import annotations

import re

from trucewatch.checks.claim_words import claim_root, claim_roots
from trucewatch.checks.headline_names import clauses_of, is_of_others, names_in
from trucewatch.checks.report_sentences import sentences_of
from trucewatch.vocabulary.passage import Passage

_NOT = re.compile(
    r"\b(?:not|never|no|none|nobody|neither|nor|without|yet to|failed to|refused to|unable to)\b|"
    r"n['’]t\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:to|would|will|may|might|could|should|must|can|if|whether|unless|until|before|when|plans?|hopes?|"
    r"wants?|urges?|"
    r"calls?|demands?|threatens?|vows?|says?|said|not?|never|nobody|none|neither|denie[sd]|deny|without|fails?|"
    r"refuses?|why|how|what)\b|[?“”‘\"]",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:not (?:only|just|yet|say|clear|known|immediately)|no (?:word|comment|doubt|"
    r"longer))\b",
    re.IGNORECASE,
)
_REACH = 3  # words behind "not" within which it denies
_FIRST = 10  # sentences of a text in which it takes up its headline
_SHARED = 2  # words that a headline and a clause must share


def denied(text: str, line: Passage, body: int) -> Passage | None:
    """The sentence that has the headline's own words with "no" or "not"; None where a clause has them without.

    Args:
        text: the report.
        line: its headline.
        body: offset at which the text below begins.
    """
    if _OPEN.search(line.text):
        return None
    head = claim_roots(line.text.lower())
    names = names_in(line.text, text, body)
    deeds = head - names
    found: Passage | None = None
    told = [s for s in sentences_of(text) if s.start >= body]
    if not any(_is_denied(s.text, deeds) for s in told[:_FIRST]):
        return None
    for sentence in told:
        for start, end in clauses_of(sentence):
            clause = sentence.text[start:end]
            roots = claim_roots(clause.lower())
            if not deeds & roots or (names and is_of_others(clause, names, head, text[body:])):
                continue
            if not _is_denied(clause, deeds):
                if len(head & roots) >= _SHARED:
                    return None
            elif len(head & claim_roots(sentence.text.lower())) >= _SHARED and found is None:
                found = sentence
    return found


def _is_denied(clause: str, deeds: frozenset[str]) -> bool:
    """Does one of the words stand right behind a negation that is meant as one?"""
    for m in _NOT.finditer(clause):
        behind = clause[m.end() :].lower().split()[: _REACH + 1]
        if not _SOFT.match(clause, m.start()) and any(claim_root(w.strip(".,;:")) in deeds for w in behind):
            return True
    return False
