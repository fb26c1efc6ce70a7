"""One line for one statement, in its own names, for lists that mix kinds."""

from __future__ import annotations

from trucewatch.standing.figures import number_words
from trucewatch.standing.periods import duration_words
from trucewatch.vocabulary.kinds import (
    Agreement,
    Content,
    Figure,
    Instrument,
    Obligation,
    OtherAgreement,
    Party,
    Position,
    Proposal,
    Quote,
    Talks,
    TimeExpression,
    Violation,
)


def describe(content: Content) -> str:
    """A content in one line, without its date; nothing is added to what it states."""
    match content:
        case Party():
            text = f"{content.name}: {content.role}"
        case Agreement() | OtherAgreement():
            length = f", {duration_words(content.duration)}" if content.duration else ""
            text = f"{content.term_used or content.kind}{length}"
        case Proposal():
            text = content.label + (f", by {content.proposer}" if content.proposer else "")
        case Obligation():
            text = _obligation(content)
        case Position():
            about = content.proposal or content.proposal_mention
            text = f"{content.actor}: {content.stance}" + (f", {about}" if about else "")
        case Talks():
            people = ", ".join(content.participants)
            text = f"talks {content.status}: {content.venue or 'venue not stated'}" + (f" ({people})" if people else "")
        case Figure():
            text = " ".join(filter(None, (number_words(content), content.measure, content.what, content.status)))
        case Violation():
            by = f" by {content.alleged_by}" if content.alleged_by else ""
            text = f"{content.what}: {content.status}{by}"
        case Instrument():
            text = content.citation
        case Quote():
            text = f"{content.speaker or content.mention or 'speaker not told'}: {content.cue or 'quoted'}"
        case TimeExpression():
            text = content.surface[0].text if content.surface else content.value or ""
        case _:
            text = content.KIND
    return text


def _obligation(content: Obligation) -> str:
    who = content.bearer or "bearer not stated"
    deed = (content.subtype or content.action).replace("_", " ")
    about = f" ({content.object})" if content.object else ""
    asked = content.demanded_by or content.proposed_by
    return f"{who}: {deed}{about}, {content.state}" + (f" by {asked}" if asked else "")
