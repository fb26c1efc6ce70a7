"""What the bench of the record asks is what boards ask."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.record import BEHIND_A_BOARD
from trucewatch.checks.all_checks import run_checks
from trucewatch.standing.board import board
from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import ContentT, MemoryView


@dataclass(frozen=True)
class NotingView(MemoryView):
    """A view that notes which kinds it is asked for."""

    asked: set[type[Content]] = field(default_factory=set, hash=False)

    def of(self, content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
        """The statements of one class of contents, noted."""
        self.asked.add(content_class)
        return super().of(content_class)


def test_the_bench_asks_for_the_kinds_that_boards_and_checks_ask_for() -> None:
    view = NotingView((), ())
    board(view)
    run_checks(view)
    assert view.asked == set(BEHIND_A_BOARD)
