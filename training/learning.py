"""One run of training: AdamW over shuffled windows, with checkpoints from which a killed run goes on exactly.

What makes a run repeat itself: the order of the windows is drawn anew for each epoch from seed and epoch, and a
checkpoint holds weights, optimizer, schedule, the generators' states and the place in the epoch.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.distil import Soft, soft_loss
from training.heads import HEADS, LABELS, Row
from training.measure import Prepared
from training.network import build, loss
from training.windows import IGNORED, STRIDE, WINDOW, labels, padded, windows

CHECKPOINT = "checkpoint.pt"
_POOL = 16  # batches among which windows are sorted by length


@dataclass(frozen=True)
class Options:
    """The settings of one run.

    Attributes:
        epochs: times that every window is seen.
        batch: windows in a step.
        lr: highest learning rate, reached after the warm-up, then falling to 0 along a line.
        heads_lr: times that the rate of the heads is that of the encoder.
        seed: of everything that is drawn.
        swaps: copies of our reports under other names that are used, of those in the rows.
        dropout: see `network.build`.
        weight_decay: of AdamW, for matrices only.
        warmup: share of the steps in which the rate rises.
        clip: longest gradient.
        frozen_embeddings: leave the word embeddings as they are, which is faster on a CPU.
        repeat: set -> times that its rows are seen in an epoch, 1 where it is not named; below 1 each epoch draws that
            share of them anew.
        weights: head -> weight of its loss, 1 where it is not named.
        with_tune: train on the tune part too; its figures then say nothing.
        stride: pieces from one window to the next; 254 without overlap, half of what each epoch costs.
        student: layers that are kept of an exported teacher; 0 begins from the base, with a teacher or without.
        soft: share of the loss that the teacher's labels have; the annotations have the rest.
        temperature: see `training.distil.soft_loss`.
    """

    epochs: int = 6
    batch: int = 32
    lr: float = 2e-4
    heads_lr: float = 1.0
    seed: int = 1
    swaps: int = 6
    dropout: float = 0.1
    weight_decay: float = 0.01
    warmup: float = 0.1
    clip: float = 1.0
    frozen_embeddings: bool = False
    repeat: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    with_tune: bool = False
    stride: int = STRIDE
    student: int = 0
    soft: float = 0.7
    temperature: float = 2.0


@dataclass(frozen=True)
class Place:
    """Where a run reads, writes and computes.

    Attributes:
        base: folder of the base weights.
        state: folder of the run's checkpoint.
        device: "cpu" or "cuda".
        save_every: steps between checkpoints; one is written after every epoch besides.
        say: takes a line of progress.
        stop_after: stop with a checkpoint after this many steps of this call (to try resuming); None: go to the end.
    """

    base: Path
    state: Path
    device: str
    save_every: int = 200
    say: Callable[[str], None] = print
    stop_after: int | None = None


@dataclass(frozen=True)
class Example:
    """One window to train on.

    Attributes:
        ids: with [CLS] and [SEP].
        gold: labels, [length, heads].
        soft: a teacher's logits or None.
        share: chance that an epoch sees it.
    """

    ids: list[int]
    gold: NDArray[np.int64]
    soft: Soft | None = None
    share: float = 1.0


class StoppedError(Exception):
    """The run was stopped on purpose after `stop_after` steps."""


def used(row: Row, options: Options) -> bool:
    """Is a row trained on?"""
    return (row.part == "train" or (options.with_tune and row.part == "tune")) and row.copy <= options.swaps


def examples(
    prepared: Sequence[Prepared], options: Options, marks: tuple[int, int], soft: Sequence[Soft] | None = None
) -> list[Example]:
    """The windows of the rows that are trained on, in a fixed order.

    Args:
        prepared: all rows.
        options: say which rows, and how windows lie.
        marks: the numbers of [CLS] and [SEP].
        soft: a teacher's logits for each of the rows.
    """
    made = []
    for place, each in enumerate(prepared):
        if not used(each.row, options):
            continue
        gold = np.full((len(each.pieces.ids), len(HEADS)), IGNORED, dtype=np.int64)
        for number, head in enumerate(HEADS):
            if head.name in each.row.spans:
                gold[each.pieces.first, number] = labels(each.pieces.words, each.row.spans[head.name], head.labels)
        told = soft[place] if soft is not None else None
        for window in windows(len(each.pieces.ids), WINDOW, options.stride):
            ids = [marks[0], *each.pieces.ids[window.start : window.end], marks[1]]
            part = slice(window.start, window.end)
            times = options.repeat.get(each.row.set, 1)
            example = Example(
                ids,
                _bordered(gold[part], IGNORED),
                None if told is None else _bordered(told[part], np.nan),
                min(times, 1.0),
            )
            made += [example] * max(1, round(times))
    return made


def _bordered(rows: NDArray[Any], filling: float) -> NDArray[Any]:
    """Rows with one of nothing before and one behind, for [CLS] and [SEP]."""
    return np.pad(rows, ((1, 1), (0, 0)), constant_values=filling)


def learn(given: Sequence[Example], options: Options, place: Place) -> Any:
    """Train a network; go on from the checkpoint in `place.state` where one is.

    Raises:
        ValueError: the checkpoint was written with other options or on other windows, or there is nothing to train on.
        StoppedError: see `Place.stop_after`.
    """
    if not given:
        raise ValueError(
            "There is nothing to train on. Expected rows of the part 'train'; write them with training.rows."
        )
    run = _Run(given, options, place)
    run.resume()
    run.go()
    return run.network


def _digest(given: Sequence[Example]) -> str:
    """What tells these windows and their labels from others."""
    total = hashlib.sha256()
    for each in given:
        total.update(np.asarray(each.ids, np.int64).tobytes() + each.gold.tobytes())
    return f"{len(given)}@{total.hexdigest()[:12]}"


class _Run:
    """The state of one run."""

    def __init__(self, given: Sequence[Example], options: Options, place: Place) -> None:
        import torch  # noqa: PLC0415  the extra for training

        self.torch, self.given, self.options, self.place = torch, given, options, place
        self.lengths = np.asarray([len(each.ids) for each in given])
        torch.manual_seed(options.seed)
        self.network = build(place.base, options.dropout).to(place.device)
        if options.frozen_embeddings:
            self.network.base_model.embeddings.word_embeddings.weight.requires_grad_(False)
        self.of_epoch = -(-len(self.order(0)) // options.batch)
        self.steps = self.of_epoch * options.epochs
        learnt = [(name, each) for name, each in self.network.named_parameters() if each.requires_grad]
        groups = [
            {
                "params": [each for name, each in learnt if (each.ndim > 1, "classifier" in name) == (matrix, head)],
                "weight_decay": options.weight_decay if matrix else 0.0,
                "lr": options.lr * (options.heads_lr if head else 1.0),
            }
            for matrix in (True, False)
            for head in (True, False)
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=options.lr)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self.rate)
        self.step = 0
        self.losses: list[float] = []
        self.words = 0  # seen since this call began
        self.sign = json.dumps({"options": asdict(options), "windows": _digest(given)}, sort_keys=True)

    def rate(self, step: int) -> float:
        """The learning rate's share of its highest, after so many steps."""
        warm = max(1, round(self.steps * self.options.warmup))
        return min((step + 1) / warm, max(0.0, (self.steps - step) / max(1, self.steps - warm)))

    def go(self) -> None:
        """Every step that is left."""
        began, first = time.monotonic(), self.step
        while self.step < self.steps:
            epoch, at = divmod(self.step, self.of_epoch)
            order = self.order(epoch)
            for number in range(at, self.of_epoch):
                chosen = order[number * self.options.batch : (number + 1) * self.options.batch]
                self.losses.append(self.learn([int(n) for n in chosen]))
                self.step += 1
                if self.step % min(50, self.place.save_every) == 0 or number + 1 == self.of_epoch:
                    self.report(time.monotonic() - began, self.step - first)
                stopping = self.place.stop_after is not None and self.step - first >= self.place.stop_after
                if self.step % self.place.save_every == 0 or number + 1 == self.of_epoch or stopping:
                    self.save()
                if stopping and self.step < self.steps:
                    raise StoppedError(f"stopped after {self.step} of {self.steps} steps; the checkpoint is written")

    def order(self, epoch: int) -> NDArray[np.int64]:
        """Which windows an epoch sees, and in what order; of those with the same share as many in each epoch.

        Windows of like length come together, since a batch costs what its longest window does.
        """
        drawn = np.random.default_rng([self.options.seed, epoch])
        shares = np.asarray([each.share for each in self.given])
        seen = [
            drawn.permutation(np.flatnonzero(shares == share))[: max(1, round(share * int((shares == share).sum())))]
            for share in sorted(set(shares.tolist()))
        ]
        order = drawn.permutation(np.concatenate(seen))
        size = self.options.batch
        pools = [order[at : at + _POOL * size] for at in range(0, len(order), _POOL * size)]
        sorted_ = np.concatenate([pool[np.argsort(self.lengths[pool], kind="stable")] for pool in pools])
        groups = [sorted_[at : at + size] for at in range(0, len(sorted_), size)]
        whole = drawn.permutation(len(groups) - (len(sorted_) % size > 0))
        return np.concatenate([*(groups[n] for n in whole), *groups[len(whole) :]])

    def learn(self, numbers: Sequence[int]) -> float:
        """One step on some windows; the batch's loss."""
        torch, device = self.torch, self.place.device
        chosen = [self.given[number] for number in numbers]
        self.network.train()
        ids, mask = padded([each.ids for each in chosen])
        gold = np.full((*ids.shape, len(HEADS)), IGNORED, dtype=np.int64)
        for number, each in enumerate(chosen):
            gold[number, : len(each.ids)] = each.gold
        self.words += int((gold != IGNORED).any(axis=-1).sum())
        there = [torch.from_numpy(each).to(device) for each in (ids, mask, gold)]
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device != "cpu"):
            logits = self.network(input_ids=there[0], attention_mask=there[1]).logits
        value = loss(logits, there[2], self.options.weights)
        if chosen[0].soft is not None:
            told = np.full((*ids.shape, LABELS), np.nan, dtype=np.float16)
            for number, each in enumerate(chosen):
                told[number, : len(each.ids)] = each.soft
            distance = soft_loss(logits, torch.from_numpy(told).to(device), self.options.temperature)
            value = (1 - self.options.soft) * value + self.options.soft * distance
        self.optimizer.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.options.clip)
        self.optimizer.step()
        self.schedule.step()
        return float(value.detach())

    def report(self, seconds: float, done: int) -> None:
        """One line of progress."""
        mean = sum(self.losses) / len(self.losses)
        left = seconds / done * (self.steps - self.step)
        self.losses.clear()
        epoch = (self.step - 1) // self.of_epoch + 1
        self.place.say(
            f"epoch {epoch}/{self.options.epochs}, step {self.step}/{self.steps}: loss {mean:.4f}, "
            f"{self.words / max(seconds, 1e-9):.0f} words/s, {left:.0f} s left"
        )

    def save(self) -> None:
        """Write the checkpoint whole, then put it in the old one's place."""
        torch = self.torch
        state = {
            "sign": self.sign,
            "step": self.step,
            "losses": self.losses,
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "random": torch.get_rng_state(),
            "random_gpu": torch.cuda.get_rng_state_all() if self.place.device != "cpu" else [],
        }
        self.place.state.mkdir(parents=True, exist_ok=True)
        beside = self.place.state / f"{CHECKPOINT}.new"
        torch.save(state, beside)
        beside.replace(self.place.state / CHECKPOINT)

    def resume(self) -> None:
        """Go on from the checkpoint, where one is."""
        path = self.place.state / CHECKPOINT
        if not path.exists():
            return
        state = self.torch.load(path, map_location="cpu", weights_only=True)
        if state["sign"] != self.sign:
            raise ValueError(
                f"{path} is of another run ({state['sign']}; expected {self.sign}). Name another --state or remove it."
            )
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.torch.set_rng_state(state["random"])
        if self.place.device != "cpu":
            self.torch.cuda.set_rng_state_all(state["random_gpu"])
        self.step, self.losses = state["step"], list(state["losses"])
        self.place.say(f"goes on from step {self.step} of {self.steps}")
