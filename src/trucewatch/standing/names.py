"""Which names of actors read as one, by registers and by what each report itself says."""

from __future__ import annotations

from functools import lru_cache

from trucewatch.registers.states import find_state
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.kinds import Party
from trucewatch.vocabulary.view import View


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A key under which spellings of one name meet: a state's code, else its words without articles."""
    state = find_state(name)
    if state is not None and state[1] == "name":
        return state[0].alpha3
    return " ".join(sorted(content_words(name))) or name.casefold()


class Names:
    """The actors of a view: names and the aliases that a report gives its parties.

    An alias counts only inside the report that gives it; "the Front" of another report may be another front.
    """

    def __init__(self, view: View) -> None:
        self._aliases: dict[tuple[str, str], str] = {}
        for statement in view.of(Party):
            for alias in statement.content.aliases:
                self._aliases.setdefault((statement.report_id, name_key(alias)), name_key(statement.content.name))

    def key(self, report_id: str, name: str) -> str:
        """The key of a name as one report uses it."""
        plain = name_key(name)
        return self._aliases.get((report_id, plain), plain)
