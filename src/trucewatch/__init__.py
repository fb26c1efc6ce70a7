"""Trucewatch reads reports about a ceasefire or peace process and keeps a sourced, time-aware record of it.

    import trucewatch as tw

    reading = tw.read_report("The truce took effect on Sunday.", published="2025-01-20")
    with tw.open_record("north.sqlite") as record:
        tw.add_paths(record, [Path("reports/")])
        positions = tw.frame(record, "positions")

All names of `trucewatch.api` can be called from here, and those of `trucewatch.api.notebook` go before them: texts and
frames instead of reports and rows. Importing this package loads nothing else; names are loaded when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from trucewatch.api.notebook import chart as chart
    from trucewatch.api.notebook import frame as frame
    from trucewatch.api.notebook import frames as frames
    from trucewatch.api.notebook import read_report as read_report

_PACKAGES = frozenset(
    (
        "agreements", "api", "checks", "desk", "errors", "exports", "linking", "reading", "record", "registers",
        "reports", "settings", "standing", "vocabulary",
    )
)  # fmt: skip
_NOTEBOOK = ("chart", "frame", "frames", "read_report")


def __getattr__(name: str) -> Any:
    # By import_module: `from trucewatch import api` would ask here for "api" again while that is being imported.
    if not name.startswith("_") and name not in _PACKAGES:
        api = importlib.import_module("trucewatch.api")
        if name in _NOTEBOOK:
            return getattr(importlib.import_module("trucewatch.api.notebook"), name)
        if name in dir(api):
            return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*dir(importlib.import_module("trucewatch.api")), *_NOTEBOOK, "__version__"})
