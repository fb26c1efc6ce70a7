"""The tables of transitions are data: what each row must and must not be."""

from __future__ import annotations

from typing import get_args

import pytest

from trucewatch.standing.transitions import FORCE, PERFORMANCE, Force, ForceEvent, Performance, PerformanceEvent
from trucewatch.vocabulary.kinds import DutyKind

FINAL = ("lapsed", "terminated", "superseded")


def test_what_has_ended_moves_no_more() -> None:
    assert not [row for row in FORCE if row[0] in FINAL]


@pytest.mark.parametrize("state", ["created", "in_force", "suspended"])
@pytest.mark.parametrize("event", FINAL)
def test_what_has_not_ended_can_end(state: Force, event: ForceEvent) -> None:
    assert FORCE[state, event] == event


def test_only_what_is_in_force_is_suspended_and_only_what_is_suspended_resumed() -> None:
    rest = {row: to for row, to in FORCE.items() if row[1] not in FINAL}
    assert rest == {
        ("created", "activated"): "in_force",
        ("in_force", "suspended"): "suspended",
        ("suspended", "resumed"): "in_force",
    }


def test_every_duty_has_a_table_and_none_holds_a_verdict() -> None:
    assert set(PERFORMANCE) == set(get_args(DutyKind))
    for table in PERFORMANCE.values():
        assert {state for state, _ in table} | set(table.values()) <= set(get_args(Performance)) - {"late"}
        assert {event for _, event in table} <= set(get_args(PerformanceEvent))
    assert "violated" not in get_args(Performance) + get_args(Force)


ROWS: dict[str, dict[str, tuple[str, str, str, str]]] = {
    # by what went before: after reports of full, partial, halted, open; "" no row
    "act": {
        "none": ("full", "partial", "halted", "none"),
        "partial": ("full", "partial", "halted", "partial"),
        "halted": ("full", "partial", "halted", "halted"),
        "full": ("full", "full", "", ""),
    },
    "continuous": {
        "none": ("full", "partial", "halted", "none"),
        "partial": ("full", "partial", "halted", "partial"),
        "halted": ("partial", "partial", "halted", "partial"),
        "full": ("full", "partial", "halted", "full"),
    },
    "prohibition": dict.fromkeys(("none", "partial", "halted", "full"), ("", "", "", "")),
}


@pytest.mark.parametrize("duty", get_args(DutyKind))
@pytest.mark.parametrize("before", ["none", "partial", "halted", "full"])
def test_performance_follows_what_is_reported(duty: DutyKind, before: Performance) -> None:
    rows = ROWS[{"procedural": "act", "recurring": "continuous"}.get(duty, duty)]
    events = get_args(PerformanceEvent)
    assert tuple(PERFORMANCE[duty].get((before, event), "") for event in events) == rows[before]
