"""What people and the desk call: read reports, keep them in a record, ask how things stand and why.

    from trucewatch import api

    with api.open_record("talks.sqlite") as record:
        api.add_paths(record, [Path("reports/")])
        print(api.board(record, as_of=date(2025, 3, 5)).to_json())

Names are loaded when they are first used, so that importing this module costs nothing and a board never loads the
reader with its language pipeline.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.agreements.check import TermsFinding
    from trucewatch.agreements.diff import Difference
    from trucewatch.agreements.load import TermsFileError, load_terms
    from trucewatch.agreements.paths import version_on
    from trucewatch.agreements.schema import terms_schema
    from trucewatch.agreements.terms import Length, Owed, Terms, TermsObligation, When
    from trucewatch.api.brief_notes import Footnote, footnotes
    from trucewatch.api.briefing import BRIEF_FORMATS, BriefFormat, BriefOptions, brief, brief_as, write_brief
    from trucewatch.api.coding_rounds import RoundAgreement, RoundItem, agreement, coding_words, round_queue
    from trucewatch.api.contents import GivenFields
    from trucewatch.api.demonstration import Demo, demo, find_samples
    from trucewatch.api.dismissing import JudgedFinding, decide_finding, found_in, judged, judged_of
    from trucewatch.api.explaining import ErasedExplanation, Explanation, FindingExplanation, explain
    from trucewatch.api.exporting import ExportChoice, Leaving, export, tables
    from trucewatch.api.fetching import (
        MAX_UPLOAD,
        UPLOAD_SUFFIXES,
        Upload,
        add_address,
        add_text,
        add_uploads,
        fetch_reports,
    )
    from trucewatch.api.following import Followed, FollowOptions, follow, read_feed_list
    from trucewatch.api.handing_over import Handover, handover
    from trucewatch.api.keeping import Verified, erase_due, verify_record
    from trucewatch.api.linked_actors import ActorDetails, ActorRow, MemberRow, Told, actor_details, actor_rows
    from trucewatch.api.linked_groups import GroupDetails, GroupRow, group_details, group_rows
    from trucewatch.api.reader import LazyReader, LoadedReader, Progress, Reader, load_reader, read_paths, read_report
    from trucewatch.api.readings import changes_json
    from trucewatch.api.records import AddedReport, AddOptions, AddSummary, add_paths, set_report_meta
    from trucewatch.api.reviewing import ReviewFilter, ReviewItem, review_queue
    from trucewatch.api.rows import StatementRow, rows_of
    from trucewatch.api.ruling import (
        Act,
        Decided,
        accept_statement,
        add_statement,
        carry_ruling,
        correct_statement,
        withdraw_statement,
    )
    from trucewatch.api.running import merge_run, resume_run, run_status, start_run
    from trucewatch.api.statement_files import export_statements, import_statements, opened_files, texts_in
    from trucewatch.api.terms import FoundTerms, check_terms, diff_terms, find_terms, library_ids
    from trucewatch.api.under_terms import Standing, draft_terms, expect, moved_json, standing, suppose
    from trucewatch.api.versions import AddedVersion, ReportVersion, add_report_version, report_versions
    from trucewatch.api.views import appends, board, check, open_view, parts_by_process, statements
    from trucewatch.api.waiting import Side, Waiting, review
    from trucewatch.api.who_is_who import (
        Outcome,
        actors,
        decided_on,
        find_actor,
        find_group,
        linked,
        merge,
        outcome,
        split,
        withdraw,
    )
    from trucewatch.exports.brief import Brief
    from trucewatch.exports.formats import FORMATS, Form, Format
    from trucewatch.linking.actors import LinkedActor, LinkedActors
    from trucewatch.linking.decide import Candidate, Link, Refused
    from trucewatch.linking.roles import RoleOverTime, roles_over_time, speaking_for
    from trucewatch.linking.statements import LinkedStatement, LinkedStatements
    from trucewatch.record.carrying import PendingRuling, pending_rulings
    from trucewatch.record.changes import ReadingChanges, reading_changes
    from trucewatch.record.coding import Round, close_round, open_round, rounds
    from trucewatch.record.database import record_name
    from trucewatch.record.duplicates import Copies, find_copies
    from trucewatch.record.erasing import Erased, erase
    from trucewatch.record.feeds import FeedVisit, last_visits
    from trucewatch.record.keeping import Restored, Upgraded, back_up, restore, upgrade_record
    from trucewatch.record.notes import add_note, answer, last_visit, mark_visit, notes, open_notes
    from trucewatch.record.people import rulings_by_statement
    from trucewatch.record.report_versions import replacements
    from trucewatch.record.retention import Due, Retention, due, retentions, set_retention
    from trucewatch.record.rows import FiledReport, Sighting
    from trucewatch.record.sealed import is_sealed
    from trucewatch.record.search import Hit, Sought, search, sought
    from trucewatch.record.statement_files import Exported, ExportOptions
    from trucewatch.record.statement_import import Imported
    from trucewatch.record.statement_rows import StatementFiles, StatementFilesError
    from trucewatch.record.view import RecordView
    from trucewatch.record.writer import Corrected, Record, open_record
    from trucewatch.registers.known_actors import KnownActors, load_known_actors
    from trucewatch.reports.columns import parse_columns
    from trucewatch.reports.details import Refusal
    from trucewatch.reports.fetch import Fetched, FetchOptions
    from trucewatch.reports.folders import MANY_ENDINGS, NAMED_ENDINGS, ending_of
    from trucewatch.reports.intake import IntakeOptions, report_of
    from trucewatch.reports.published import parse_published
    from trucewatch.runs.force import Force
    from trucewatch.runs.manifest import Account
    from trucewatch.runs.merge import Merged
    from trucewatch.runs.plan import RunOptions
    from trucewatch.runs.progress import RunProgress
    from trucewatch.standing.board import Board
    from trucewatch.standing.cell import Cell, Stated, as_json
    from trucewatch.standing.corroboration import Corroboration, SourceCard
    from trucewatch.standing.describe import describe
    from trucewatch.standing.due_ahead import DueItem
    from trucewatch.standing.explain import Branch
    from trucewatch.standing.grounds import Ground
    from trucewatch.standing.obligations import ObligationStanding
    from trucewatch.standing.source_cards import SourcesFileError
    from trucewatch.standing.whatif import Moved, Question, WhatIf
    from trucewatch.vocabulary.surroundings import Surroundings, sentence_around

_HOMES = {
    "trucewatch.agreements.check": ("TermsFinding",),
    "trucewatch.agreements.diff": ("Difference",),
    "trucewatch.agreements.load": ("TermsFileError", "load_terms"),
    "trucewatch.agreements.paths": ("version_on",),
    "trucewatch.agreements.schema": ("terms_schema",),
    "trucewatch.agreements.terms": ("Length", "Owed", "Terms", "TermsObligation", "When"),
    "trucewatch.api.under_terms": ("Standing", "draft_terms", "expect", "moved_json", "standing", "suppose"),
    "trucewatch.api.terms": ("FoundTerms", "check_terms", "diff_terms", "find_terms", "library_ids"),
    "trucewatch.standing.corroboration": ("Corroboration", "SourceCard"),
    "trucewatch.standing.due_ahead": ("DueItem",),
    "trucewatch.standing.explain": ("Branch",),
    "trucewatch.standing.grounds": ("Ground",),
    "trucewatch.standing.source_cards": ("SourcesFileError",),
    "trucewatch.standing.whatif": ("Moved", "Question", "WhatIf"),
    "trucewatch.api.linked_groups": ("GroupDetails", "GroupRow", "group_details", "group_rows"),
    "trucewatch.api.linked_actors": ("ActorDetails", "ActorRow", "MemberRow", "Told", "actor_details", "actor_rows"),
    "trucewatch.api.demonstration": ("Demo", "demo", "find_samples"),
    "trucewatch.api.explaining": ("ErasedExplanation", "Explanation", "FindingExplanation", "explain"),
    "trucewatch.exports.formats": ("FORMATS", "Form", "Format"),
    "trucewatch.api.exporting": ("ExportChoice", "Leaving", "export", "tables"),
    "trucewatch.api.keeping": ("Verified", "erase_due", "verify_record"),
    "trucewatch.api.who_is_who": (
        "Outcome",
        "actors",
        "decided_on",
        "find_actor",
        "find_group",
        "linked",
        "merge",
        "outcome",
        "split",
        "withdraw",
    ),
    "trucewatch.api.reader": (
        "LazyReader",
        "LoadedReader",
        "Progress",
        "Reader",
        "load_reader",
        "read_paths",
        "read_report",
    ),
    "trucewatch.api.records": ("AddOptions", "AddSummary", "AddedReport", "add_paths", "set_report_meta"),
    "trucewatch.api.waiting": ("Side", "Waiting", "review"),
    "trucewatch.api.rows": ("StatementRow", "rows_of"),
    "trucewatch.api.running": ("merge_run", "resume_run", "run_status", "start_run"),
    "trucewatch.runs.force": ("Force",),
    "trucewatch.runs.manifest": ("Account",),
    "trucewatch.runs.merge": ("Merged",),
    "trucewatch.runs.plan": ("RunOptions",),
    "trucewatch.runs.progress": ("RunProgress",),
    "trucewatch.api.statement_files": ("export_statements", "import_statements", "opened_files", "texts_in"),
    "trucewatch.vocabulary.surroundings": ("Surroundings", "sentence_around"),
    "trucewatch.api.views": ("appends", "board", "check", "open_view", "parts_by_process", "statements"),
    "trucewatch.linking.actors": ("LinkedActor", "LinkedActors"),
    "trucewatch.linking.decide": ("Candidate", "Link", "Refused"),
    "trucewatch.linking.roles": ("RoleOverTime", "roles_over_time", "speaking_for"),
    "trucewatch.linking.statements": ("LinkedStatement", "LinkedStatements"),
    "trucewatch.api.dismissing": ("JudgedFinding", "decide_finding", "found_in", "judged", "judged_of"),
    "trucewatch.api.fetching": (
        "MAX_UPLOAD",
        "UPLOAD_SUFFIXES",
        "Upload",
        "add_address",
        "add_text",
        "add_uploads",
        "fetch_reports",
    ),
    "trucewatch.api.handing_over": ("Handover", "handover"),
    "trucewatch.record.notes": ("add_note", "answer", "last_visit", "mark_visit", "notes", "open_notes"),
    "trucewatch.record.duplicates": ("Copies", "find_copies"),
    "trucewatch.record.search": ("Hit", "Sought", "search", "sought"),
    "trucewatch.record.people": ("rulings_by_statement",),
    "trucewatch.record.rows": ("FiledReport", "Sighting"),
    "trucewatch.record.sealed": ("is_sealed",),
    "trucewatch.record.statement_files": ("ExportOptions", "Exported"),
    "trucewatch.record.statement_import": ("Imported",),
    "trucewatch.record.statement_rows": ("StatementFiles", "StatementFilesError"),
    "trucewatch.record.view": ("RecordView",),
    "trucewatch.record.database": ("record_name",),
    "trucewatch.record.writer": ("Corrected", "Record", "open_record"),
    "trucewatch.registers.known_actors": ("KnownActors", "load_known_actors"),
    "trucewatch.api.following": ("FollowOptions", "Followed", "follow", "read_feed_list"),
    "trucewatch.record.feeds": ("FeedVisit", "last_visits"),
    "trucewatch.reports.columns": ("parse_columns",),
    "trucewatch.reports.details": ("Refusal",),
    "trucewatch.reports.fetch": ("FetchOptions", "Fetched"),
    "trucewatch.reports.folders": ("MANY_ENDINGS", "NAMED_ENDINGS", "ending_of"),
    "trucewatch.reports.intake": ("IntakeOptions", "report_of"),
    "trucewatch.reports.published": ("parse_published",),
    "trucewatch.standing.board": ("Board",),
    "trucewatch.standing.cell": ("Cell", "Stated", "as_json"),
    "trucewatch.standing.describe": ("describe",),
    "trucewatch.standing.obligations": ("ObligationStanding",),
    "trucewatch.api.briefing": ("BRIEF_FORMATS", "BriefFormat", "BriefOptions", "brief", "brief_as", "write_brief"),
    "trucewatch.exports.brief": ("Brief",),
    "trucewatch.api.brief_notes": ("Footnote", "footnotes"),
    "trucewatch.api.contents": ("GivenFields",),
    "trucewatch.api.readings": ("changes_json",),
    "trucewatch.api.reviewing": ("ReviewFilter", "ReviewItem", "review_queue"),
    "trucewatch.api.coding_rounds": ("RoundAgreement", "RoundItem", "agreement", "coding_words", "round_queue"),
    "trucewatch.api.ruling": (
        "Act",
        "Decided",
        "accept_statement",
        "add_statement",
        "carry_ruling",
        "correct_statement",
        "withdraw_statement",
    ),
    "trucewatch.api.versions": ("AddedVersion", "ReportVersion", "add_report_version", "report_versions"),
    "trucewatch.record.report_versions": ("replacements",),
    "trucewatch.record.carrying": ("PendingRuling", "pending_rulings"),
    "trucewatch.record.changes": ("ReadingChanges", "reading_changes"),
    "trucewatch.record.coding": ("Round", "close_round", "open_round", "rounds"),
    "trucewatch.record.erasing": ("Erased", "erase"),
    "trucewatch.record.keeping": ("Restored", "Upgraded", "back_up", "restore", "upgrade_record"),
    "trucewatch.record.retention": ("Due", "Retention", "due", "retentions", "set_retention"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [  # noqa: RUF022 - in the order of the imports above
    "ActorDetails", "ActorRow", "MemberRow", "Told", "actor_details", "actor_rows",
    "Demo", "demo", "find_samples",
    "BRIEF_FORMATS", "Brief", "BriefFormat", "BriefOptions", "brief", "brief_as", "write_brief",
    "Footnote", "footnotes",
    "JudgedFinding", "decide_finding", "found_in", "judged", "judged_of",
    "ErasedExplanation", "Explanation", "FindingExplanation", "explain",
    "ExportChoice", "Leaving", "export", "tables", "FORMATS", "Form", "Format",
    "Verified", "erase_due", "verify_record", "Erased", "erase",
    "Restored", "Upgraded", "back_up", "restore", "upgrade_record",
    "Due", "Retention", "due", "retentions", "set_retention",
    "Outcome", "actors", "decided_on", "find_actor", "find_group", "linked", "merge", "outcome", "split", "withdraw",
    "LazyReader", "LoadedReader", "Reader", "load_reader", "read_paths", "read_report",
    "AddedReport", "AddOptions", "AddSummary", "Progress", "add_paths", "set_report_meta",
    "FetchOptions", "Fetched", "MAX_UPLOAD", "UPLOAD_SUFFIXES", "Upload",
    "add_address", "add_text", "add_uploads", "fetch_reports",
    "MANY_ENDINGS", "NAMED_ENDINGS", "ending_of", "parse_columns",
    "FeedVisit", "FollowOptions", "Followed", "follow", "last_visits", "read_feed_list",
    "GroupDetails", "GroupRow", "group_details", "group_rows", "Side", "Waiting", "review",
    "StatementRow", "rows_of",
    "Surroundings", "sentence_around",
    "Account", "Force", "Merged", "RunOptions", "RunProgress", "merge_run", "resume_run", "run_status", "start_run",
    "ExportOptions", "Exported", "Imported", "StatementFiles", "StatementFilesError",
    "export_statements", "import_statements", "is_sealed", "opened_files", "texts_in",
    "appends", "board", "check", "open_view", "parts_by_process", "statements",
    "LinkedActor", "LinkedActors", "LinkedStatement", "LinkedStatements", "Candidate", "Link", "Refused",
    "RoleOverTime", "roles_over_time", "speaking_for", "KnownActors", "load_known_actors",
    "Handover", "handover", "add_note", "answer", "last_visit", "mark_visit", "notes", "open_notes",
    "Copies", "find_copies", "Hit", "Sought", "search", "sought", "describe",
    "rulings_by_statement",
    "FiledReport", "Sighting", "RecordView", "Corrected", "Record", "open_record", "record_name",
    "Refusal", "IntakeOptions", "report_of", "parse_published", "Board", "Cell", "Stated", "ObligationStanding",
    "GivenFields", "Act", "Decided", "accept_statement", "correct_statement", "withdraw_statement", "add_statement",
    "carry_ruling", "PendingRuling", "pending_rulings", "ReviewFilter", "ReviewItem", "review_queue",
    "Round", "RoundAgreement", "RoundItem", "agreement", "coding_words", "close_round", "open_round", "round_queue",
    "rounds", "ReadingChanges", "reading_changes", "changes_json", "AddedVersion", "ReportVersion",
    "add_report_version", "replacements", "report_versions",
    "Length", "Owed", "Terms", "TermsFileError", "TermsFinding", "TermsObligation", "When",
    "Difference", "FoundTerms", "check_terms", "diff_terms", "find_terms", "library_ids",
    "load_terms", "terms_schema", "version_on",
    "Branch", "Corroboration", "DueItem", "Ground",
    "Moved", "Question", "SourceCard", "SourcesFileError", "Standing", "WhatIf",
    "as_json", "draft_terms", "expect", "moved_json", "standing", "suppose",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
