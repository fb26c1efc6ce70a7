"""The command line. Each group of commands has its module; `app` puts them together."""

from __future__ import annotations

from trucewatch.desk.cli.app import app


def main() -> None:
    """Run the command line; the entry point `trucewatch`."""
    app(prog_name="trucewatch")


__all__ = ["main"]
