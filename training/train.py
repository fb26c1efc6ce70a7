"""Train the reader's network, measure it, and write the folder that the reader loads.

    python -m training.train --out DIR [--rows FILE] [--base DIR] [--trials FILE.json] [--epochs N] ...

Without --rows the rows are made from the sets at hand. Several settings are tried in one call with --trials, a file
with a list of option objects ([{"lr": 3e-4, "epochs": 8}, ...]; what one does not name is as on the command line); the
best by full attributions on the tune part is exported. A call that was killed goes on where it was when given again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from training.base import NoBaseError, base_name, check_base
from training.card import SETS, write_card
from training.distil import Teacher, soft_labels, write_student
from training.export import Exported, export, write_facts
from training.heads import Row, read_rows
from training.learning import Example, Options, Place, examples, learn, used
from training.measure import Figures, Prepared, chosen_by, measure, predict, prepare
from training.network import as_logits, build, device_named
from training.restore import write_base
from training.windows import load_tokenizer

WEIGHTS = "weights.pt"
FIGURES = "figures.json"
STUDENT = "student"
SOFT = "teacher.npz"
KEPT = "weights"  # folder in half precision beside the export, which a later run may take as its --base


@dataclass(frozen=True)
class Task:
    """What the trials of one call have in common.

    Attributes:
        out: folder for the model.
        place: base, state folder (one below it for each trial), device.
        prepared: all rows.
        marks: the numbers of [CLS] and [SEP].
        teacher: folder of the model that is learnt from.
        weights_only: export nothing: it is a teacher, or another machine will export it.
    """

    out: Path
    place: Place
    prepared: Sequence[Prepared]
    marks: tuple[int, int]
    teacher: Path | None = None
    weights_only: bool = False


def limited(rows: Sequence[Row], limit: int | None) -> list[Row]:
    """At most `limit` rows of each part, from all sets alike."""
    if limit is None:
        return list(rows)
    sets = Counter((row.part, row.set) for row in rows)
    parts = Counter(part for part, _ in sets)
    taken: Counter[tuple[str, str]] = Counter()
    kept = []
    for row in rows:
        if taken[row.part, row.set] < max(1, limit // parts[row.part]):
            taken[row.part, row.set] += 1
            kept.append(row)
    return kept


def trials(path: Path | None, options: Options) -> list[Options]:
    """The settings to try: those of the command line, changed as each object of the file says.

    Raises:
        ValueError: an object names a setting that does not exist, or the file holds no list of objects.
    """
    if path is None:
        return [options]
    given = json.loads(path.read_text("utf-8"))
    if not isinstance(given, list) or not given or not all(isinstance(each, dict) for each in given):
        raise ValueError(f'{path} holds no list of objects. Expected [{{"lr": 3e-4}}, ...].')
    known = {field.name for field in fields(Options)}
    for each in given:
        if unknown := sorted(each.keys() - known):
            raise ValueError(
                f"{path} names the settings {', '.join(unknown)}. Expected some of {', '.join(sorted(known))}."
            )
    return [replace(options, **each) for each in given]


def check_teacher(teacher: Path | None, tried: Sequence[Options]) -> None:
    """Raise ValueError where a student that keeps layers of its teacher has none."""
    if any(each.student for each in tried) and teacher is None:
        raise ValueError("A student needs a teacher. Expected --teacher DIR --student 3.")


def run_trial(task: Task, options: Options, number: int) -> tuple[Figures, Path]:
    """Train with some settings, unless that was done before; the figures on tune, and where the weights lie."""
    import torch  # noqa: PLC0415  the extra for training

    state = task.place.state / f"trial{number}"
    done, weights = state / FIGURES, state / WEIGHTS
    if done.exists():
        kept = json.loads(done.read_text("utf-8"))
        if kept["options"] == json.loads(json.dumps(asdict(options))):
            return kept["figures"], weights
    began = time.monotonic()
    task.place.say(f"trial {number}: {json.dumps(asdict(options), sort_keys=True)}")
    network = learn(_examples(task, options), options, _place(task, options, number))
    torch.save(network.state_dict(), weights)
    part = [each for each in task.prepared if each.row.part == "tune"]
    figures = measure(part, predict(part, as_logits(network, task.place.device), task.marks))
    seconds = round(time.monotonic() - began, 1)
    done.write_text(json.dumps({"options": asdict(options), "figures": figures, "seconds": seconds}), "utf-8")
    task.place.say(f"trial {number}: full attributions on tune {chosen_by(figures):.2f}, {seconds} s")
    return figures, weights


def _place(task: Task, options: Options, number: int) -> Place:
    """Where a trial reads, writes and computes; a student's first weights are written beside its checkpoint."""
    state = task.place.state / f"trial{number}"
    if not options.student or task.teacher is None:
        return replace(task.place, state=state)
    layers = write_student(Teacher(task.teacher, options.student), task.place.base, state / STUDENT)
    task.place.say(f"a student of the layers {', '.join(map(str, layers))} of {task.teacher}")
    return replace(task.place, state=state, base=state / STUDENT)


def _examples(task: Task, options: Options) -> list[Example]:
    """The windows to train on, with the teacher's logits where there is one and its labels count."""
    if task.teacher is None or not options.soft:
        return examples(task.prepared, options, task.marks)
    heard = [each for each in task.prepared if used(each.row, options)]
    kept = task.place.state / SOFT
    told = soft_labels(heard, task.teacher, task.marks, kept, task.place.say, task.place.device)
    return examples(heard, options, task.marks, told)


def finish(task: Task, options: Options, weights: Path, tried: Sequence[Mapping[str, Any]]) -> None:
    """Keep the weights of a trained network, export it where that is asked for, and write what is known of it."""
    import torch  # noqa: PLC0415

    base = weights.parent / STUDENT if options.student else task.place.base
    network = build(base, options.dropout, "eager")
    network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    halved = {name.removeprefix("bert."): each.half().numpy() for name, each in network.state_dict().items()}
    write_base(halved, base, task.out / KEPT)
    texts = Counter(each.row.set for each in task.prepared if used(each.row, options))
    metrics = {"base": base_name(base), "options": asdict(options), "texts": texts, "tried": tried}
    if task.weights_only:
        (task.out / "metrics.json").write_text(json.dumps(metrics, indent=1, sort_keys=True) + "\n", "utf-8")
        task.place.say(f"{task.out / KEPT}: weights, not exported")
        return
    task.place.say("exports, and measures fp32 and int8")
    exported = export(network, task.out, task.prepared, task.marks)
    metrics |= {"exported": asdict(exported)}
    (task.out / "metrics.json").write_text(json.dumps(metrics, indent=1, sort_keys=True) + "\n", "utf-8")
    write_facts(task.out, task.place.base, "trucewatch-reader", _told(base_name(base), options, texts, exported))
    write_card(task.out)
    for name, group in exported.int8.items():
        shown = " ".join(f"{key} {value['f1']:.1f}" for key, value in group.items() if key != "texts")
        task.place.say(f"int8, {name} ({group['texts']} texts): {shown}")
    task.place.say(f"{task.out}: model.onnx has {exported.size / 1e6:.1f} MB, cosine to fp32 {exported.cosine}")


def _told(base: str, options: Options, texts: Mapping[str, int], exported: Exported) -> dict[str, Any]:
    figures = {
        name: {key: value["f1"] for key, value in group.items() if key != "texts"}
        for name, group in exported.int8.items()
    }
    return {
        "trained_on": [base, *(SETS.get(each, each) for each in sorted(texts))],
        "seed": options.seed,
        "metrics": figures,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, choose, export."""
    given = _parser().parse_args(arguments)
    names = {field.name for field in fields(Options)}
    options = Options(**{name: value for name, value in vars(given).items() if name in names and value is not None})
    try:
        check_base(given.base)
        tried = trials(given.trials, options)
        check_teacher(given.teacher, tried)
        rows = limited(_rows(given.rows, max(each.swaps for each in tried)), given.limit)
    except (NoBaseError, ValueError, FileNotFoundError) as problem:
        sys.exit(str(problem))
    tokenizer = load_tokenizer(str(given.base / "tokenizer.json"))
    marks = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    state = given.state or given.out.with_name(f"{given.out.name}.state")
    place = Place(given.base, state, device_named(given.device), given.save_every, _say)
    place.say(f"trains on {place.device}, {len(rows)} texts")
    task = Task(given.out, place, prepare(rows, tokenizer), marks, given.teacher, given.weights_only)
    results = [run_trial(task, each, number) for number, each in enumerate(tried)]
    best = max(range(len(tried)), key=lambda number: chosen_by(results[number][0]))
    table = [{"options": asdict(each), "figures": figures} for each, (figures, _) in zip(tried, results, strict=True)]
    chosen, weights = tried[best], results[best][1]
    if given.then_all:
        chosen = replace(chosen, with_tune=True)
        weights = run_trial(task, chosen, len(tried))[1]
    finish(task, chosen, weights, table)


def _rows(path: Path | None, swaps: int) -> list[Row]:
    if path is not None:
        return read_rows(path)
    from training.rows import all_rows  # noqa: PLC0415  a machine with a file of rows lacks what this needs

    return all_rows(swaps=swaps)


def _say(line: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Train the reader's network, measure it, export it.")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    parser.add_argument("--rows", type=Path, help="rows as training.rows writes them; else made from the sets at hand")
    parser.add_argument("--base", type=Path, default=Path("carry/base"), help="folder of the base weights")
    parser.add_argument("--trials", type=Path, help="JSON: a list of option objects; the best on tune is exported")
    parser.add_argument("--then-all", action="store_true", help="train the best once more with the tune part")
    parser.add_argument("--state", type=Path, help="folder for checkpoints (OUT.state beside the model's folder)")
    parser.add_argument("--teacher", type=Path, help="folder of a model or of weights to learn from")
    parser.add_argument("--weights-only", action="store_true", help="export nothing: it is a teacher")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--limit", type=int, help="texts of each part, to try things out")
    parser.add_argument("--save-every", type=int, default=200, help="steps between checkpoints")
    numbers = {
        "epochs": int, "batch": int, "lr": float, "heads-lr": float, "seed": int, "swaps": int, "dropout": float,
        "stride": int, "student": int, "soft": float, "temperature": float,
    }  # fmt: skip
    for name, kind in numbers.items():
        parser.add_argument(
            f"--{name}", type=kind, help=f"see training.learning.Options ({getattr(Options(), name.replace('-', '_'))})"
        )
    parser.add_argument("--repeat", type=json.loads, help='JSON: set -> times an epoch sees it, as {"polnear": 0.1}')
    parser.add_argument("--weights", type=json.loads, help="JSON: head -> weight of its loss")
    parser.add_argument("--frozen-embeddings", action="store_true", default=None, help="faster on a CPU")
    return parser


if __name__ == "__main__":
    main()
