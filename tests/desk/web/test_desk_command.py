"""The command `desk`: what it refuses, and that what it opens answers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from trucewatch.desk.cli import desk as command
from trucewatch.desk.cli.app import app


def refused(*words: str) -> str:
    result = CliRunner().invoke(app, ["desk", "--no-open", *words])
    assert result.exit_code == 2
    return " ".join(result.output.split())


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def test_a_host_that_others_reach_is_refused() -> None:
    told = refused("--host", "0.0.0.0")  # noqa: S104
    assert "no accounts yet" in told
    assert "Expected 127.0.0.1" in told


def test_a_port_in_use_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "--port" in refused("--port", port, "--record", str(tmp_path / "a.sqlite"))
    assert "1 to 65535" in refused("--port", "65536")


def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "fastapi" else object())
    told = refused()
    assert "fastapi" in told
    assert "trucewatch[desk]" in told


@pytest.mark.slow
def test_it_answers_until_it_is_ended(tmp_path: Path) -> None:
    port = free_port()
    words = ["desk", "--no-open", "--port", str(port), "--record", str(tmp_path / "a.sqlite")]
    run = [sys.executable, "-m", "trucewatch", *words]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ) as desk:  # noqa: S603
        try:
            page = _page(f"http://127.0.0.1:{port}/", desk)
        finally:
            desk.terminate()
        told = desk.stdout.read() if desk.stdout else ""
    assert "Trucewatch" in page
    assert f"http://127.0.0.1:{port}" in told


def _page(address: str, desk: subprocess.Popen[str]) -> str:
    """What stands at the address once it answers; "" where the desk ended before."""
    while desk.poll() is None:
        try:
            with urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    return ""
