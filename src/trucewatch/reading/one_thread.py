"""Keeps numpy's products of matrices on one thread while a report is parsed.

The matrices of a parse are small: spread over threads they are done no sooner and cost twice the CPU time, and a
machine that reads many reports runs one process a core.
"""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """One thread for numpy within; the number that was set before holds again afterwards."""
    context: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return context


@functools.cache
def _controller() -> ThreadpoolController:
    """Looks once for the libraries that the process has loaded; numpy's is among them by then."""
    return ThreadpoolController()
