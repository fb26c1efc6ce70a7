"""Whom a statement itself names as the one who says so."""

from __future__ import annotations

from trucewatch.vocabulary.kinds import Figure, Instrument, Position, Quote, Violation
from trucewatch.vocabulary.statement import AnyStatement


def own_speaker(statement: AnyStatement) -> str | None:
    """Whom the statement itself names as saying so, where its kind tells."""
    match content := statement.content:
        case Quote():
            return (content.mention if content.sealed else content.speaker) or content.mention
        case Position():
            return content.speaker
        case Figure():
            return content.attributed_to
        case Instrument():
            return content.cited_by
        case Violation() if content.status == "alleged":  # who denies or confirms it is not who alleged it
            return content.alleged_by
    return None
