"""What "he", "it", "they" and "who" mean."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from trucewatch.reading.actor_draft import HE, INSTITUTIONS, IT, THEY, Draft, Found
from trucewatch.reading.actor_roster import Roster
from trucewatch.reading.sentences import sentence_of

_PRONOUN_REACH = 700  # characters before the sentence in which a pronoun finds its actor


class Pronouns:
    """Ties pronouns to the actors met before them."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.memory = roster.memory

    def mean(self, token: Token) -> list[Found]:
        """The mention of a pronoun; none where nobody before it fits, or only a sealed source."""
        low = token.lower_
        draft = None
        if low in HE:
            draft = self._last_subject(token, _is_one_person)
        elif low in IT:
            draft = self._last_subject(token, _is_single_side)
        elif low in THEY:
            draft = self._last_subject(token, lambda d: d.plural or d.type in {"party", "group", "body"})
        elif low in {"who", "which", "that"} and token.head.dep_ == "relcl":
            mention = self.roster.at(token.head.head.i)
            draft = mention.draft if mention else None
        if draft is None or draft.sealed:
            return []
        return [self.roster.mention(token.i, token.i + 1, draft, "pronoun")]

    def _last_subject(self, token: Token, fits: Callable[[Draft], bool]) -> Draft | None:
        """The last fitting actor that was a subject in this or the sentences just before, else the last fitting."""
        floor = max(sentence_of(token).start_char - _PRONOUN_REACH, 0)
        near = [f for f in self.memory.since(floor) if f.start < token.idx and fits(f.draft)]
        is_it = token.lower_ in IT
        subject = next(
            (
                f
                for f in near
                if self._is_subject(f, sentence_of(token).start_char) and not (is_it and f.how == "demonym")
            ),
            None,
        )
        chosen = subject or next(iter(near), None)
        if token.lower_ in HE and any(f.draft.sealed for f in near[: near.index(chosen) if chosen else 0]):
            return None  # an anonymous source was told of since: whoever is named before must not be taken for it
        return chosen.draft if chosen else None

    def _is_subject(self, found: Found, own: int) -> bool:
        """Is the mention a subject, or in the pronoun's own sentence the one by whom something is done?"""
        token = self.roster.token_at(found.head)
        if token is None:
            return False
        by_whom = token.dep_ == "pobj" and token.head.dep_ == "agent"
        return token.dep_ in {"nsubj", "nsubjpass"} or (by_whom and found.start >= own)


def _is_single_side(draft: Draft) -> bool:
    """Can "it" mean it? An office that is a person's cannot; "the envoy's office" can."""
    if draft.type == "office":
        return not draft.plural and _is_institution(draft)
    return draft.type in {"state", "party", "body", "media", "group"} and not draft.plural


def _is_one_person(draft: Draft) -> bool:
    return draft.type == "person" or (draft.type == "office" and not draft.plural and not _is_institution(draft))


def _is_institution(draft: Draft) -> bool:
    return bool(INSTITUTIONS & set(draft.name.casefold().split()[-1:]))
