"""Accepting in one go what a page shows of one kind and nobody decided on: one ruling each, as if each was accepted."""

from __future__ import annotations

from trucewatch import api
from trucewatch.desk.web.asking import AskedError
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.pages.report_data import held_of
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.statement import AnyStatement


def accept_together(desk: Desk, shown: str) -> AnyStatement:
    """Accept all statements that a page showed as waiting, or none where one of them waits no more.

    Each ruling's reason says with how many others it was made: whoever reads the record sees that nobody may have
    looked at this one by itself.

    Args:
        desk: in a turn of writing.
        shown: as `TogetherShown.ids`.

    Returns:
        The last of them.

    Raises:
        AskedError: it names none, or the page is stale: one was decided on since, or its report gives it no more.
        TrucewatchError: the record refuses one; the message says how many were accepted before.
    """
    found = [desk.record.find_statement(id_) for id_ in dict.fromkeys(shown.split())]
    if not found:
        raise AskedError("the form names no statements", expected="those that the page showed as waiting")
    gone = sum(not held_of(desk, one.report_id).waits(one) for one in found)
    if gone:
        raise AskedError(
            f"{gone} of the {len(found)} statements that the page showed as waiting were decided on since, or are no"
            " longer read in their report",
            expected="statements that nobody decided on",
            advice="None was accepted. Open the page again: it shows what waits now.",
        )
    others = len(found) - 1
    act = api.Act(desk.author, desk.t("report.together.reason", n=others) if others else "")
    for done, one in enumerate(found):
        try:
            api.accept_statement(desk.record, one.id, act)
        except TrucewatchError as error:
            told = f"{done} of {len(found)} statements were accepted, the next was not: {error.found}"
            raise TrucewatchError(told, expected=error.expected, advice=error.advice) from error
    return found[-1]
