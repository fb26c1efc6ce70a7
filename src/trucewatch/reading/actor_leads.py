"""Whom the first paragraph of a report means by an office, and by which nicknames persons are known.

A lead often gives the office alone ("A senior aid official said ...") and the next paragraph the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from trucewatch.reading.actor_draft import Draft, Found
from trucewatch.reading.lexicons import words
from trucewatch.reading.sentences import text_of

_LEAD = 1500  # characters from the lead's office in which its bearer is named
_NICKNAME = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: (?:al-|el-|[a-z]{2,3} )?[A-Z][\w’'-]*){1,4})"
    r"(?:,? (?:(?:widely|better|also|commonly|popularly|usually) )?(?:known|nicknamed|called) (?:simply )?as (?:just )?"
    r"|,? (?:nicknamed|alias|dubbed) | (?:-|–|—) (?=[“\"])| \(?(?=[“\"][^”\"\n]{2,20}[”\"]\)?[ ,.])"
    r"|, or (?=[A-Z][\w’-]+,))"
    r"[“\"]?(?P<nick>[A-Z][\w’-]+(?: [A-Z][\w’-]+)?)[”\"]?"
)


def nicknames(text: str, persons: Iterable[str]) -> dict[str, str]:
    """Nicknames the report ties to a full name: "Anna Maria Berg, known as Ama" -> {"Ama": "Anna Maria Berg"}."""
    full = sorted((p for p in persons if " " in p), key=len, reverse=True)
    found: dict[str, str] = {}
    for m in _NICKNAME.finditer(re.sub(r"\s", " ", text)):
        bearer = next((p for p in full if m["name"].endswith(p)), None)
        if bearer is not None and m["nick"] not in bearer:
            found[m["nick"]] = bearer
    return found


def bearer_of_lead(doc: Doc, found: Sequence[Found]) -> tuple[Draft, Draft] | None:
    """The office of the lead and the person it turns out to be, or None where that is not plain.

    The office must speak, be one person's, unsealed and tell a side or a rank; nobody may be named before; the person
    must be the next to speak, in the next paragraph, and belong to no other side.
    """
    first = next((f for f in found if f.draft.type in {"person", "office"} and _speaks(doc, f)), None)
    if first is None or first.draft.type != "office" or first.draft.sealed or first.draft.plural or not first.draft.of:
        return None
    if any(f.draft.type == "person" for f in found if f.start < first.start):
        return None
    if any(title.startswith("spokes") for title in first.draft.titles):
        return None  # an office has several: the unnamed one and the one named next stay two
    speakers = (f for f in found if first.end < f.start < first.start + _LEAD and _speaks(doc, f))
    single = (f for f in speakers if f.how != "pronoun" and not f.draft.plural and f.draft is not first.draft)
    second = next(single, None)
    if second is None or second.draft.type != "person" or "\n" not in text_of(doc)[first.end : second.start]:
        return None
    if second.draft.of is not None and second.draft.of is not first.draft.of:
        return None
    return first.draft, second.draft


def _speaks(doc: Doc, found: Found) -> bool:
    """Is the mention alone the subject of a verb of saying?"""
    span = doc.char_span(found.head, found.head + 1, alignment_mode="expand")
    if span is None:
        return False
    token = span[0]
    is_joint = any(t.dep_ == "conj" for t in token.children)
    while token.dep_ == "appos" and token.head.i != token.i:
        token = token.head
    is_joint = is_joint or any(t.dep_ == "conj" for t in token.children)
    return token.dep_ == "nsubj" and not is_joint and token.head.lemma_.lower() in words("cue_verbs")
