"""The sample reports, read into a record of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

import trucewatch
from trucewatch.api.reader import OnProgress, Progress, Reader
from trucewatch.api.records import AddOptions, AddSummary, add_paths
from trucewatch.errors import ReportError
from trucewatch.record.writer import open_record
from trucewatch.reports.folders import list_files
from trucewatch.reports.intake import IntakeOptions

_META = "meta.csv"


@dataclass(frozen=True)
class Demo:
    """What the demonstration left behind.

    Attributes:
        record: the file of the record, or the address of its database.
        processes: the processes of the samples, by name.
        summary: what adding them did.
    """

    record: Path | str
    processes: tuple[str, ...]
    summary: AddSummary


def find_samples() -> Path:
    """The folder of the sample reports: inside the installed package, else beside the source.

    Raises:
        ReportError: neither is there.
    """
    package = Path(trucewatch.__file__).parent
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / _META).is_file():
            return folder
    raise ReportError(
        f"the sample reports are not installed with {package}",
        expected="a folder examples with meta.csv in it",
        advice="Install Trucewatch from its wheel, or run it from a checkout.",
    )


def demo(
    record: Path | str | None = None,
    *,
    samples: Path | None = None,
    reader: Reader | None = None,
    pipeline: str | None = None,
    on_progress: OnProgress | None = None,
) -> Demo:
    """Read the sample reports into a record; each subfolder of the samples is one process.

    Args:
        record: the file of the record, or the address of its database; None: a fresh file in a temporary folder, which
            is left there.
        samples: folder of the samples; None: those that come with the program.
        reader: what reads; None: the reader of this program.
        pipeline: package name of another spaCy pipeline.
        on_progress: called before each report.

    Raises:
        ReportError: the samples are not there.
        RecordError: the record cannot be written.
        ReadingError: the pipeline cannot be used.
    """
    home = samples or find_samples()
    folders = sorted(p for p in home.iterdir() if p.is_dir() and not p.name.startswith((".", "_")))
    path = record or Path(mkdtemp(prefix="trucewatch-demo-")) / "demo.sqlite"
    counts = [len(list_files([folder])) for folder in folders]
    done = AddSummary()
    with open_record(path) as opened:
        for number, folder in enumerate(folders):
            declared = IntakeOptions(process=folder.name, meta=home / _META)
            options = AddOptions(declared, pipeline, reader, author="trucewatch demo", rights="own")
            part = add_paths(opened, [folder], options, _counting_on(on_progress, counts, number))
            done = AddSummary(done.added + part.added, done.known + part.known, done.refused + part.refused)
    names = sorted({r.report.process for r in done.reports if r.report.process})
    return Demo(path, tuple(names), done)


def _counting_on(on_progress: OnProgress | None, counts: list[int], number: int) -> OnProgress | None:
    """Progress of one folder of several, told as progress of all."""
    if on_progress is None:
        return None
    before, total = sum(counts[:number]), sum(counts)

    def told(progress: Progress) -> None:
        on_progress(replace(progress, reports=before + progress.reports, file=before + progress.file, files=total))

    return told
