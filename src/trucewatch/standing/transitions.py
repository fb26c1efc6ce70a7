"""The tables of transitions: what each event does to a duty's force and to its performance as reported. Data only.

Force follows the statecharts of Symboleo (Parvizimosaed et al., "Subcontracting, assignment, and substitution for legal
contracts in Symboleo", 2020), with changes of our own: a passed deadline and an alleged breach move nothing, since they
are a finding and a claim; suspended and lapsed only where the terms say so; violated is no state. An event without a
row for the state it meets changes nothing and is listed as a finding.
"""

from __future__ import annotations

from typing import Literal

from trucewatch.vocabulary.kinds import DutyKind

Force = Literal["created", "in_force", "suspended", "lapsed", "terminated", "superseded"]
ForceEvent = Literal["activated", "suspended", "resumed", "lapsed", "terminated", "superseded"]
Performance = Literal["none", "partial", "full", "late", "halted"]
PerformanceEvent = Literal["reported_full", "reported_partial", "reported_halted", "reported_open"]

FORCE: dict[tuple[Force, ForceEvent], Force] = {
    ("created", "activated"): "in_force",
    ("created", "lapsed"): "lapsed",
    ("created", "terminated"): "terminated",
    ("created", "superseded"): "superseded",
    ("in_force", "suspended"): "suspended",
    ("in_force", "lapsed"): "lapsed",
    ("in_force", "terminated"): "terminated",
    ("in_force", "superseded"): "superseded",
    ("suspended", "resumed"): "in_force",
    ("suspended", "lapsed"): "lapsed",
    ("suspended", "terminated"): "terminated",
    ("suspended", "superseded"): "superseded",
}
"""(state, event) -> state. Lapsed, terminated and superseded are final."""

_ACT: dict[tuple[Performance, PerformanceEvent], Performance] = {
    ("none", "reported_full"): "full",
    ("none", "reported_partial"): "partial",
    ("none", "reported_halted"): "halted",
    ("none", "reported_open"): "none",
    ("partial", "reported_full"): "full",
    ("partial", "reported_partial"): "partial",
    ("partial", "reported_halted"): "halted",
    ("partial", "reported_open"): "partial",
    ("halted", "reported_full"): "full",
    ("halted", "reported_partial"): "partial",
    ("halted", "reported_halted"): "halted",
    ("halted", "reported_open"): "halted",
    ("full", "reported_full"): "full",
    ("full", "reported_partial"): "full",
}
# What goes on can stop again, and what was stopped and goes on again was not kept all the time.
_LASTING: dict[tuple[Performance, PerformanceEvent], Performance] = {
    **_ACT,
    ("halted", "reported_full"): "partial",
    ("halted", "reported_open"): "partial",
    ("full", "reported_partial"): "partial",
    ("full", "reported_halted"): "halted",
    ("full", "reported_open"): "full",
}
PERFORMANCE: dict[DutyKind, dict[tuple[Performance, PerformanceEvent], Performance]] = {
    "act": _ACT,
    "procedural": _ACT,
    "continuous": _LASTING,
    "recurring": _LASTING,
    "prohibition": {},  # it is never fulfilled: what is reported of it are claims, and incidents
}
"""By kind of duty: (state, event) -> state. "Late" is full, reported for a day after the due one."""
