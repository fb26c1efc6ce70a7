"""The command `desk`: the record in the browser."""

from __future__ import annotations

import socket
import webbrowser
from importlib.util import find_spec
from threading import Timer
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from trucewatch.desk.cli.options import Actors, By, Pipeline, RecordOption
from trucewatch.desk.cli.screen import out, put
from trucewatch.errors import TrucewatchError
from trucewatch.settings import Settings

if TYPE_CHECKING:
    from trucewatch.desk.web.options import DeskOptions

_NEEDS = ("fastapi", "jinja2", "python_multipart", "uvicorn", "vl_convert")
_OPENED_AFTER = 1.0  # seconds: the desk answers by then

Host = Annotated[str, typer.Option("--host", metavar="NAME", help="A loopback address: only this machine is let in.")]
Port = Annotated[int, typer.Option("--port", metavar="NUMBER", help="The port.")]
Terms = Annotated[
    list[str] | None,
    typer.Option(
        "--terms", metavar="[PROCESS=]TERMS", show_default=False,
        help="A file of terms, or an agreement of the library, to show how things stand under; may be repeated.",
    ),
]  # fmt: skip
Open = Annotated[bool, typer.Option("--open/--no-open", help="Open the browser at it.")]


def add_to(app: typer.Typer) -> None:
    """Put this command into the command line."""
    put(
        app,
        desk,
        "trucewatch desk",
        "trucewatch desk --record talks.sqlite --port 8800 --no-open",
        "trucewatch desk --terms truce.yaml --terms north=other.yaml",
    )


def desk(  # noqa: PLR0913, PLR0917 - a command has its options
    record: RecordOption = None,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    open_: Open = True,
    by: By = None,
    actors: Actors = None,
    terms: Terms = None,
    pipeline: Pipeline = None,
) -> None:
    """Open the record in the browser: the board, the reports, and what waits for a decision.

    It works without a network and answers this machine alone. Ctrl-C ends it.
    """
    lacking = [name for name in _NEEDS if find_spec(name) is None]
    if lacking:
        raise TrucewatchError(
            f"the desk is not installed: {', '.join(lacking)} not found",
            advice="Install it with `pip install 'trucewatch[desk]'`.",
        )
    from trucewatch.desk.web.options import DeskOptions  # noqa: PLC0415 - only where the desk is installed
    from trucewatch.desk.web.terms_given import given_terms  # noqa: PLC0415

    settings = Settings.read(record=record, author=by, actors=actors, pipeline=pipeline)
    options = DeskOptions(settings, host, port, terms=given_terms(terms or ()))
    with _listening(options) as listening:
        _serve(options, listening, opens=open_)


def _listening(options: DeskOptions) -> socket.socket:
    """The socket of the desk; taken before anything is loaded, for a port in use is told at once.

    Raises:
        TrucewatchError: somebody else listens there, or may not.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((options.host.strip("[]"), options.port))
    except OSError as error:
        made.close()
        raise TrucewatchError(
            f"the desk cannot listen at {options.address}: {error.strerror}",
            advice="If another desk is open there, use it or end it; else choose another port with --port.",
        ) from error
    return made


def _serve(options: DeskOptions, listening: socket.socket, *, opens: bool) -> None:
    import uvicorn  # noqa: PLC0415 - only where the desk is installed

    from trucewatch.desk.web.app import create_app  # noqa: PLC0415

    app = create_app(options)
    out().print(Text.assemble("The desk is open at ", (options.address, "cyan"), ". Ctrl-C ends it."))
    if opens:
        timer = Timer(_OPENED_AFTER, webbrowser.open, (options.address,))
        timer.daemon = True
        timer.start()
    config = uvicorn.Config(app, log_level="warning", server_header=False, access_log=False)
    uvicorn.Server(config).run(sockets=[listening])
