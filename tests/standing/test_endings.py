"""How an agreement and its duties end: terminated under a power, by themselves, or replaced."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from promised_case import Promised


def leaves(promised: Promised, day: str, actor: str = "Northern Council") -> Promised:
    promised.stance(day, actor, "reject", proposal="the truce", stance_detail="withdrew_acceptance")
    return promised


def test_a_withdrawal_terminates_once_notice_has_run() -> None:
    promised = leaves(Promised(), "2031-04-10")
    days = ("2031-04-09", "2031-04-10", "2031-04-16", "2031-04-17")
    assert promised.of("quit.state", *days) == ["open", "exercised", "exercised", "exercised"]
    for path in ("agreement.force", "free.force", "quiet.force"):
        assert promised.of(path, *days) == ["in_force", "in_force", "in_force", "terminated"], path
    assert promised.of("give-back.force", "2031-04-17") == ["terminated"]
    promised.charge("2031-04-18", "Northern Council", "shelling", date="2031-04-17")
    promised.charge("2031-04-18", "Northern Council", "shelling", date="2031-04-18")
    found = promised.at("2031-04-18")
    assert (found["quiet.alleged"], found["findings"]) == (1, 1)


@pytest.mark.parametrize(
    ("actor", "values"),
    [
        ("The Envoy", {}),
        ("Northern Council", {"stance_detail": None}),
        ("Northern Council", {"proposal": "an extension"}),
    ],
)
def test_only_a_holder_that_withdraws_from_the_agreement_terminates(actor: str, values: Mapping[str, str]) -> None:
    promised = Promised()
    told = {"proposal": "the truce", "stance_detail": "withdrew_acceptance", **values}
    promised.stance("2031-04-10", actor, "reject", **told)
    found = promised.at("2031-04-20")
    assert (found["quit.state"], found["agreement.force"]) == ("open", "in_force")


ENDING = {"phase-2.starts": "phase-1.end"}  # the last day is 10 May


def test_what_was_terminated_does_not_lapse_and_what_has_lapsed_is_not_terminated() -> None:
    early = leaves(Promised(ENDING), "2031-04-10").at("2031-05-20")
    assert (early["agreement.force"], early["quiet.force"], early["free.force"]) == ("terminated",) * 3
    between = leaves(Promised(ENDING), "2031-04-26").at("2031-05-20")  # of effect on 3 May
    assert (between["agreement.force"], between["quiet.force"]) == ("terminated", "lapsed")
    late = leaves(Promised(ENDING), "2031-05-05").at("2031-05-20")  # of effect on 12 May
    assert (late["agreement.force"], late["quiet.force"], late["free.force"]) == ("lapsed",) * 3


def test_an_agreement_lapses_once_every_phase_has_ended() -> None:
    promised = Promised(ENDING)
    assert promised.of("agreement.force", "2031-05-10", "2031-05-11") == ["in_force", "lapsed"]
    assert promised.of("free.force", "2031-05-10", "2031-05-11") == ["in_force", "lapsed"]
    assert Promised().at("2031-08-01")["agreement.force"] == "in_force"  # the second phase has no known start


def test_a_new_agreement_by_name_supersedes() -> None:
    promised = Promised()
    promised.relation("2031-04-08", "replaces", relation_to="an older paper")
    promised.relation("2031-04-10", "replaces", relation_to="the Truce of Marrow of April")
    days = ("2031-04-09", "2031-04-10")
    assert promised.of("agreement.force", *days) == ["in_force", "superseded"]
    assert promised.of("free.force", *days) == ["in_force", "superseded"]
    amended = Promised()
    amended.relation("2031-04-10", "amends", relation_to="the Truce of Marrow")
    assert amended.at("2031-04-10")["agreement.force"] == "in_force"
    late = Promised(ENDING)
    late.relation("2031-05-20", "replaces", relation_to="the Truce of Marrow")
    assert late.at("2031-05-20")["agreement.force"] == "lapsed"


def test_a_power_is_closed_when_what_it_acts_on_is_over() -> None:
    promised = Promised({**ENDING, "go-on.of": "free", "light.until": "2031-04-20"})
    days = ("2031-04-20", "2031-04-21", "2031-04-30", "2031-05-01", "2031-05-11")
    assert promised.of("pause.state", *days) == ["open", "closed", "closed", "closed", "closed"]
    assert promised.of("renew.state", *days) == ["open", "open", "open", "closed", "closed"]
    assert promised.of("go-on.state", *days) == ["open", "open", "open", "open", "closed"]
    assert promised.of("quit.state", *days) == ["open", "open", "open", "open", "closed"]
    ended = leaves(Promised(), "2031-04-10")
    assert ended.of("renew.state", "2031-04-16", "2031-04-17") == ["open", "closed"]
