"""Terms and demands told as a list of lines: how the line above the list says they stand."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from trucewatch.reading.lexicons import table
from trucewatch.reading.obligation_syntax import lemma
from trucewatch.reading.sentences import sentence_of, text_of
from trucewatch.vocabulary.kinds import ObligationState

_ITEM = re.compile(r"[ \t]*(?:[•▪●◦‣·*–—-]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])[ \t]*(?=\S)")
_INTRODUCTION = 160  # characters; a longer paragraph that ends without a colon introduces nothing
_BY_VERB: dict[str, ObligationState] = {
    "demand": "demanded",
    "agree": "pending",
    "oblige": "pending",
    "terms": "pending",
    "propose": "proposed",
}
_BY_NOUN: dict[str, ObligationState] = {"deal": "pending", "plan": "proposed", "order": "demanded"}


def list_state(doc: Doc, offset: int) -> ObligationState | None:
    """How the items of the list stand in one of whose lines an offset lies; None outside a list so introduced."""
    text = text_of(doc)
    start = text.rfind("\n", 0, offset) + 1
    if not _ITEM.match(text, start, offset + 1):
        return None
    while start > 0:
        start, end = text.rfind("\n", 0, start - 1) + 1, start - 1
        if not text[start:end].strip() or _ITEM.match(text, start, end):
            continue
        return _introduced(doc, start, end)
    return None


def is_first_of_item(token: Token) -> bool:
    """Does a word head the line of its item: "- withdrawal of all forces", "• open the roads"?"""
    text = text_of(token.doc)
    start = text.rfind("\n", 0, token.idx) + 1
    before = text[start : token.idx]
    return len(before.split()) <= 5 and not any(
        t.tag_ in {"VBD", "VBZ", "MD"} for t in sentence_of(token) if t.i < token.i
    )


def _introduced(doc: Doc, start: int, end: int) -> ObligationState | None:
    line = text_of(doc)[start:end].rstrip()
    span = doc.char_span(start, start + len(line), alignment_mode="expand")
    if span is None or (len(line) > _INTRODUCTION and not line.endswith(":")):
        return None
    if line.endswith((".", "!", "?", "”", '"')):
        return None
    verbs = [_BY_VERB.get(table("ground_verbs").get(lemma(t), "")) for t in span]
    nouns = [_BY_NOUN.get(table("deal_nouns").get(lemma(t), "")) for t in span]
    return next((s for s in [*verbs, *nouns] if s is not None), None)
