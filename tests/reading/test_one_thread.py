"""Numpy works on one thread within, and as before afterwards."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController, threadpool_limits

from trucewatch.reading.one_thread import one_thread


def blas_threads() -> list[int]:
    return [pool["num_threads"] for pool in ThreadpoolController().select(user_api="blas").info()]


def test_one_thread_within_and_as_before_afterwards() -> None:
    assert np.ones((2, 2)).sum() == 4
    with threadpool_limits(limits=2, user_api="blas"):
        before = blas_threads()
        assert before
        with one_thread():
            assert set(blas_threads()) == {1}
            with pytest.raises(ZeroDivisionError), one_thread():
                raise ZeroDivisionError
            assert set(blas_threads()) == {1}
        assert blas_threads() == before
