"""A run is carried out: engines hand shards to workers, and everything else is in the run's folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from trucewatch.runs.files import locked
from trucewatch.runs.force import Force
from trucewatch.runs.hands import Hands
from trucewatch.runs.local import read_locally
from trucewatch.runs.manifest import Account, Session, unsealed, write_report
from trucewatch.runs.plan import Plan, RunOptions, load_plan, make_plan, refuse_full
from trucewatch.runs.progress import OnRunProgress, RunProgress

_HERE = Force()


def start(
    inputs: Sequence[str],
    root: Path,
    hands: Hands,
    options: RunOptions,
    force: Force = _HERE,
    on_progress: OnRunProgress | None = None,
) -> Account:
    """Plan a run and carry it out.

    Args:
        inputs: files and folders, here or elsewhere.
        root: a folder for the run; new or empty.
        hands: what reads.
        options: how.
        force: who.
        on_progress: called now and then.

    Raises:
        TrucewatchError: see `make_plan` and `resume`.
    """
    force.check()
    refuse_full(root)
    root.mkdir(parents=True, exist_ok=True)
    with locked(root):
        plan = make_plan(inputs, root, options, hands)
        return _carry_out(root, plan, hands, force, on_progress)


def resume(root: Path, hands: Hands, force: Force = _HERE, on_progress: OnRunProgress | None = None) -> Account:
    """Go on with a run that was stopped or killed; where nothing is left to read, its report is written anew.

    Raises:
        TrucewatchError: no run is there, another process has it in hand, its plan was made with another reader, or the
            workers cannot go on.
    """
    force.check()
    plan = load_plan(root)
    with locked(root):
        return _carry_out(root, plan, hands, force, on_progress)


def _carry_out(root: Path, plan: Plan, hands: Hands, force: Force, on_progress: OnRunProgress | None) -> Account:
    left = unsealed(root, plan)
    if not left:
        return write_report(root, plan)
    progress = RunProgress(plan.shards, plan.shards - len(left))
    session = Session(root, force.engine)

    def changed(now: RunProgress) -> None:
        session.write(now)
        if on_progress is not None:
            on_progress(now)

    try:
        if force.engine == "ray":
            from trucewatch.runs.on_ray import read_on_ray  # noqa: PLC0415 - an extra

            read_on_ray(root, hands, left, force, progress, changed)
        else:
            read_locally(root, hands, left, force, progress, changed)
    finally:
        session.write(progress, ended=True)
        found = write_report(root, plan)
    return found
