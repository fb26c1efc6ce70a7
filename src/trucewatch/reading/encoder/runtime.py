"""onnxruntime, kept from reporting to its makers.

From 1.29 on its packages for Linux and macOS write an id of the machine into the home folder and send events about
sessions and models to a server, unless `ORT_DISABLE_TELEMETRY` is set before the library is loaded. Nothing of ours may
leave the machine, so nobody imports it but from here.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once, as the library is loaded; processes started from here inherit it

import onnxruntime

onnxruntime.disable_telemetry_events()  # where somebody has loaded it before, and on Windows

__all__ = ["onnxruntime"]
