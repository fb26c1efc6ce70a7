"""The plan of a run, a file before anything is read: what comes in, cut into shards, and what reads it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

import trucewatch
from trucewatch.errors import ReportError, TrucewatchError
from trucewatch.reports.details import Details, Refusal
from trucewatch.reports.intake import IntakeOptions
from trucewatch.reports.meta import MetaRow, load_meta
from trucewatch.runs.files import sync_folder, write_whole
from trucewatch.runs.hands import Hands
from trucewatch.runs.pieces import Piece, pieces_of
from trucewatch.runs.places import files_of, size_and_time

Format = Literal["jsonl", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)

_PLAN = "plan.json"
_SHARDS = "shards.jsonl"
_SMALLEST = 50_000  # bytes of a shard: some ten reports
_LARGEST = 2_000_000  # minutes of work
_MANY = 200  # shards that even a small archive has, so that no worker is idle for long at the end


@dataclass(frozen=True)
class RunOptions:
    """How an archive is read.

    Attributes:
        intake: what is declared of its reports.
        format: what the merged files are written in.
        pipeline: package name of another spaCy pipeline, so that who resumes the run takes the same.
        shard_bytes: about how much of the archive makes a shard; None: by the size of the archive. What comes out does
            not depend on it.
        attempts: how often a worker may end while it reads one report, until the report is given up.
        seconds: how long one report may take before its worker is ended.
    """

    intake: IntakeOptions = field(default_factory=IntakeOptions)
    format: Format = "jsonl"
    pipeline: str | None = None
    shard_bytes: int | None = None
    attempts: int = 3
    seconds: float = 600.0


@dataclass(frozen=True)
class Shard:
    """What a worker reads in one go: some pieces, in order."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Plan:
    """What a run was planned to do.

    Attributes:
        program: version of Trucewatch.
        inputs: the paths and addresses that were given.
        steps: "name version" of each step of the reader.
        models: name and digest or version of each of its models.
        relevance: the gate before the reading; None: without one.
        format: of the merged files.
        pipeline: see `RunOptions`.
        columns: field -> column of tables.
        attempts: see `RunOptions`.
        seconds: see `RunOptions`.
        shards: how many there are, numbered from 0.
        files: how many files hold them.
        bytes: of these files.
        left_out: name and reason of what was found and cannot be read.
        sha256: of the file of shards.
    """

    program: str
    inputs: tuple[str, ...]
    steps: tuple[str, ...]
    models: tuple[str, ...]
    relevance: str | None
    format: Format
    pipeline: str | None
    columns: dict[str, str] | None
    attempts: int
    seconds: float
    shards: int
    files: int
    bytes: int
    left_out: tuple[tuple[str, str], ...]
    sha256: str


def make_plan(inputs: Sequence[str], root: Path, options: RunOptions, hands: Hands) -> Plan:
    """Write the plan of a run into its folder, which is made.

    Args:
        inputs: files and folders, here or elsewhere (see `places`).
        root: the run's folder; new or empty.
        options: how they are to be read.
        hands: what is to read them; its models are loaded, to be named in the plan.

    Raises:
        ReportError: an input is missing or holds nothing; the CSV with details does not fit.
        ReadingError: the reader cannot be loaded.
        TrucewatchError: the folder holds something.
    """
    refuse_full(root)
    listed = [item for address in inputs for item in files_of(address)]
    paths = [item for item in listed if not isinstance(item, Refusal)]
    rows = load_meta(options.intake.meta).match(paths) if options.intake.meta else {}
    ready = hands.reader()
    root.mkdir(parents=True, exist_ok=True)
    left_out = [(item.name, str(item.error)) for item in listed if isinstance(item, Refusal)]
    sizes: dict[str, int] = {}
    sha = hashlib.sha256()
    count = 0
    with (root / _SHARDS).open("wb") as file:
        for shard in _shards(paths, rows, options, left_out, sizes):
            count += 1
            line = json.dumps({"pieces": [piece.to_json() for piece in shard]}, ensure_ascii=False) + "\n"
            sha.update(line.encode("utf-8", "surrogateescape"))
            file.write(line.encode("utf-8", "surrogateescape"))
        file.flush()
    sync_folder(root)
    plan = Plan(
        program=trucewatch.__version__,
        inputs=tuple(inputs),
        steps=ready.steps,
        models=ready.models,
        relevance=hands.judge_version,
        format=options.format,
        pipeline=options.pipeline,
        columns=dict(options.intake.columns) if options.intake.columns else None,
        attempts=options.attempts,
        seconds=options.seconds,
        shards=count,
        files=len(sizes),
        bytes=sum(sizes.values()),
        left_out=tuple(left_out),
        sha256=sha.hexdigest(),
    )
    write_whole(root / _PLAN, json.dumps(asdict(plan), ensure_ascii=False, indent=2) + "\n")
    return plan


def refuse_full(root: Path) -> None:
    """Refuse a folder that holds something: a run begins in a folder of its own.

    Raises:
        TrucewatchError: naming what to do.
    """
    if root.exists() and not root.is_dir():
        raise TrucewatchError(f"{root} is a file", expected="a folder for the run")
    if (root / _PLAN).exists():
        raise TrucewatchError(
            f"{root} holds a run already",
            expected="a new folder",
            advice=f"To go on with that run: trucewatch run resume {root}",
        )
    if root.exists() and any(path.name not in {_SHARDS, "lock"} for path in root.iterdir()):
        raise TrucewatchError(f"{root} holds other files", expected="a new or empty folder for the run")


def _shards(
    paths: Sequence[Path],
    rows: dict[Path, MetaRow],
    options: RunOptions,
    left_out: list[tuple[str, str]],
    sizes: dict[str, int],
) -> Iterator[list[Piece]]:
    most = options.shard_bytes or max(_SMALLEST, min(_LARGEST, _bytes_of(paths) // _MANY))
    held: list[Piece] = []
    weight = 0
    for path in paths:
        try:
            details = rows[path].details if path in rows else Details()
            if isinstance(details, ReportError):
                raise details
            declared = _plain(details.over(options.intake.details))
            for piece in pieces_of(path, declared, most):
                sizes[piece.name] = piece.size
                if held and weight + piece.weight > most:
                    yield held
                    held, weight = [], 0
                held.append(piece)
                weight += piece.weight
        except (ReportError, OSError) as error:
            left_out.append((str(path), str(error)))
    if held:
        yield held


def _bytes_of(paths: Sequence[Path]) -> int:
    total = 0
    for path in paths:
        try:
            total += size_and_time(path)[0]
        except OSError:  # said when its turn comes
            continue
    return total


def _plain(details: Details) -> dict[str, str]:
    values = {f.name: getattr(details, f.name) for f in fields(details)}
    return {name: str(value) for name, value in values.items() if value is not None}


def load_plan(root: Path) -> Plan:
    """The plan of the run in a folder.

    Raises:
        TrucewatchError: there is none, or it is damaged.
    """
    path = root / _PLAN
    try:
        row: dict[str, Any] = json.loads(path.read_bytes())
        for name in ("inputs", "steps", "models"):
            row[name] = tuple(row[name])
        return Plan(**row | {"left_out": tuple((name, why) for name, why in row["left_out"])})
    except FileNotFoundError as error:
        raise TrucewatchError(
            f"{root} holds no run",
            expected="the folder that `trucewatch run start ... --out` named",
            advice="A run that was stopped before its plan was written is started anew.",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise TrucewatchError(f"{path} is damaged ({error})", expected="a plan as the run wrote it") from error


class Shards:
    """The shards of a plan, each read from its file when it is asked for."""

    def __init__(self, root: Path, plan: Plan) -> None:
        self._path = root / _SHARDS
        sha = hashlib.sha256()
        self._starts = []
        at = 0
        with self._path.open("rb") as file:
            for line in file:
                self._starts.append(at)
                at += len(line)
                sha.update(line)
        if sha.hexdigest() != plan.sha256:
            raise TrucewatchError(f"{self._path} is not what the plan was made with", expected=f"SHA-256 {plan.sha256}")

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Shard:
        with self._path.open("rb") as file:
            file.seek(self._starts[number])
            row = json.loads(file.readline().decode("utf-8", "surrogateescape"))
        return Shard(number, tuple(Piece.of(piece) for piece in row["pieces"]))


def refuse_other_reader(plan: Plan, steps: Sequence[str], models: Sequence[str], relevance: str | None) -> None:
    """Refuse to go on with a plan that another reader began: half of a run would not compare with the other half.

    Raises:
        TrucewatchError: naming the first difference.
    """
    pairs = (("steps", plan.steps, tuple(steps)), ("models", plan.models, tuple(models)))
    for what, then, now in pairs:
        if then != now:
            old = next((name for name in then if name not in now), "none")
            new = next((name for name in now if name not in then), "none")
            raise _other(f"the run was planned with other {what}: then {old}, now {new}", plan)
    if plan.relevance != relevance:
        raise _other(
            f"the run was planned with the gate {plan.relevance or 'none'}, now it is {relevance or 'none'}", plan
        )


def _other(found: str, plan: Plan) -> TrucewatchError:
    return TrucewatchError(
        found,
        expected=f"what Trucewatch {plan.program} reads with",
        advice="Go on with the version that began it, or start a new run.",
    )
