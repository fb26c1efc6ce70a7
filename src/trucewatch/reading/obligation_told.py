"""What the learned tagger tells of duties: which words carry one, of which action, in which state, and for whom.

Words and syntax (obligation_actions, obligation_states) find what their lists know, and read it well; the tagger finds
what is said in other words. So what both find is kept as it is read, what only lists find is kept where the tagger does
not think it unlikely, and what only the tagger finds is read by its action and state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import cast

from spacy.tokens import Span, Token

from trucewatch.reading.obligation_actions import Act, act_of, other_act
from trucewatch.reading.obligation_bearers import Bearer
from trucewatch.reading.obligation_carriers import Read
from trucewatch.reading.obligation_grounds import Ground
from trucewatch.reading.obligation_states import ground_of
from trucewatch.reading.obligation_syntax import children, is_verb, prepositional
from trucewatch.reading.obligation_tense import is_hoped
from trucewatch.reading.page import Page
from trucewatch.reading.told_words import ToldWord, ToldWords
from trucewatch.vocabulary.kinds import Action, ObligationState

FOUND = 0.35
"""How sure the tagger must be of a duty that the word lists do not see."""
DENIED = 0.2
"""Below this a duty that only the word lists see is dropped."""
ACTED = 0.7
"""How sure it must be of a word to name the action of a verb that no list has."""
RENAMED = 0.7
"""How sure it must be to say otherwise than the lists what is done, or how it stands."""
BEARING = 0.2
"""How sure it must be of whom the parse names as the bearer too."""
BORNE = 0.6
"""How sure it must be of a bearer whom the parse does not name."""
_OF_NAME = frozenset({"compound", "amod", "nummod"})
_NEAR = 3  # steps in the parse within which two words tell of one duty


class ToldDuties:
    """The duties that the tagger marked in one report."""

    def __init__(self, page: Page) -> None:
        self.words = ToldWords(page)

    def believed(self, found: Sequence[Read]) -> list[Read]:
        """What the word lists found, without what the tagger thinks unlikely; its action and state where it is sure."""
        if not self.words.knows("duty"):
            return list(found)
        kept: list[Read] = []
        for act, ground, records in found:
            word = self.word_of(act, ground)
            if word is None or word.probability < DENIED:
                continue
            own = self.words.at("duty", act.token)
            if own is not None and not act.is_listed and own.probability >= ACTED:
                action = cast("Action", own.kind)  # the lists know no action of the verb
                act = replace(act, action=action)  # noqa: PLW2901
                records = [replace(one, action=action) for one in records]  # noqa: PLW2901
            state = self.state(word.token, RENAMED)
            if state is not None and state != ground.state:
                records = [replace(one, state=state) for one in records]  # noqa: PLW2901
            kept.append((act, ground, records))
        return kept

    def word_of(self, act: Act, ground: Ground) -> ToldWord | None:
        """The marked word that tells of an act: its own, that of its ground, else one that hangs near; None: none."""
        own = self.words.at("duty", act.token) or self.words.at("duty", ground.word)
        return own or self.words.near("duty", act.token, _NEAR)

    def unread(self, sentence: Span, found: Sequence[Read]) -> Iterator[ToldWord]:
        """The marked words of a sentence that the word lists made nothing of."""
        read = {token.i for act, ground, records in found if records for token in (act.token, ground.word)}
        for word in self.words.within("duty", sentence.start_char, sentence.end_char):
            is_read = any(token.i in read for token in _line_of(word.token))
            if word.probability >= FOUND and not is_read and not is_hoped(word.token):
                yield word

    def act(self, word: ToldWord) -> Act:
        """The act that a marked word names: what is done to what, by the parse; which action, by the tagger."""
        token = word.token
        listed = act_of(token)
        if listed is not None and listed.action == word.kind:
            return replace(listed, is_talks=False)
        if is_verb(token):
            made = other_act(token)
        else:
            things = prepositional(token, "of", "to", "on", "for", "from") or children(token, "compound", "amod")
            made = Act(token, "other", None, tuple(things), is_noun=True, is_listed=False)
        return replace(made, action=cast("Action", word.kind))

    def ground(self, act: Act, word: ToldWord) -> Ground:
        """On what ground, where the parse shows one; its state by the tagger."""
        shown = ground_of(act)
        state = self.state(word.token) or (shown.state if shown is not None else "pending")
        if shown is None:
            return Ground(state, "told", act.token, is_direct=True)
        return replace(shown, state=state, is_direct=True)

    def state(self, token: Token, least: float = 0.0) -> ObligationState | None:
        """How the duty stands that a word carries, where the tagger says so."""
        told = self.words.at("duty_state", token)
        return cast("ObligationState", told.kind) if told is not None and told.probability >= least else None

    def by_words(self, word: ToldWord) -> Bearer | None:
        """A bearer who is nobody that the report is known to speak of, by the words that name him; no pronoun."""
        token = word.token
        if token.pos_ not in {"NOUN", "PROPN"}:
            return None
        before = [t.i for t in token.subtree if t.i < token.i and t.dep_ in _OF_NAME]
        words = token.doc[min(before, default=token.i) : token.i + 1]
        return Bearer(words.text, words.text, words.start_char, words.end_char)

    def bearers(self, token: Token) -> list[ToldWord]:
        """Who is marked as bearing a duty, the one that hangs nearest to it first."""
        return self.words.beside("bearer", token, BEARING)


def _line_of(token: Token) -> list[Token]:
    """A word with what it hangs on and what hangs on it directly, where both tell of one act."""
    above = [token.head] if token.dep_ in {"xcomp", "ccomp", "dobj", "pobj", "prep", "acl", "aux"} else []
    below = [c for c in token.children if c.dep_ in {"xcomp", "dobj", "aux", "prep"}]
    return [token, *above, *below]
