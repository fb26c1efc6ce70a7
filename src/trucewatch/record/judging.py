"""Judgements: what a person decided about two actors, or two statements of proposals or agreements."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.lookup import actor_as_last_seen
from trucewatch.record.schema import ACTOR, JUDGEMENT, STATEMENT, moment_text
from trucewatch.vocabulary.judgement import Judgement, LinkedKind

_STATEMENTS: dict[LinkedKind, tuple[str, ...]] = {
    "proposal": ("proposals",),
    "agreement": ("agreement", "other_agreements"),
}
"""The kinds of statements that a judgement of each kind is about."""


def add_judgement(connection: Connection, judgement: Judgement, recorded_at: str) -> bool:
    """Add a judgement; the very same one twice is kept once, whichever id was given first. Was it new?

    Raises:
        UnknownIdError: no reading of the record tells of the actor, or it holds no such statement of that kind.
        RecordError: no author, no time zone, one id twice, or a sealed source taken for somebody.
    """
    _check(judgement)
    left, right = judgement.pair
    for id_ in (left, right):
        _check_known(connection, judgement, id_)
    row = {
        "kind": judgement.kind,
        "left_id": left,
        "right_id": right,
        "verdict": judgement.verdict,
        "author": judgement.author,
        "at": moment_text(judgement.at),
        "reason": judgement.reason,
    }
    same = [JUDGEMENT.c[name] == value for name, value in row.items()]
    if connection.execute(select(JUDGEMENT.c.id).where(*same)).first():
        return False
    connection.execute(insert(JUDGEMENT).values(**row, recorded_at=recorded_at))
    return True


def _check(judgement: Judgement) -> None:
    if not judgement.author.strip():
        raise RecordError("a judgement came without an author", expected="the name of whoever decided")
    if judgement.left == judgement.right:
        raise RecordError(
            f"a judgement came on {judgement.left[:12]} and itself",
            expected=f"the ids of two of the kind {judgement.kind}",
        )


def _check_known(connection: Connection, judgement: Judgement, id_: str) -> None:
    """Refuse an id of nothing of that kind, and an unnamed source that is taken for somebody."""
    if judgement.kind != "actor":
        kind = connection.execute(select(STATEMENT.c.kind).where(STATEMENT.c.id == id_)).scalar()
        if kind not in _STATEMENTS[judgement.kind]:
            raise UnknownIdError(
                f"the record holds no {judgement.kind} {id_}",
                expected=f"the id of a statement of {' or '.join(_STATEMENTS[judgement.kind])}",
            )
        return
    if not connection.execute(select(ACTOR.c.id).where(ACTOR.c.id == id_)).first():
        raise UnknownIdError(f"no reading in the record tells of an actor {id_}", advice="Give the full id as listed.")
    if judgement.verdict == "same":
        _, actor = actor_as_last_seen(connection, id_)
        if actor.sealed:
            raise RecordError(
                f"{actor.name!r} ({id_[:12]}) is a source that wants to stay unnamed",
                expected="an actor that the report names",
                advice="Nobody is taken for such a source, and such a source for nobody.",
            )
