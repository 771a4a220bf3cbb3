"""Each list once: whatever stands in one of the tables has its entry on every surface, and nothing else has one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from fastapi import FastAPI
from sqlalchemy import Table

from alignment.amending import check, steps
from alignment.comparing import compare
from alignment.duties.addressing import Addressed as Whom
from alignment.duties.promises import PromiseKind
from alignment.duties.stages import Stage
from alignment.force.model import EventKind
from alignment.model import Relation as TextRelation
from alignment.model import Task
from corpus_repo import schema as catalog
from corpus_repo.answers import SORTS, Consultation, DutyRow, EventRow, Found, Happened, Listed, SpanRow, TargetRow
from corpus_repo.message import Kind
from corpus_repo.model import DATES, FIELDS, FORCES, LISTS, Status
from corpus_repo.reviews import About, Verdict
from revtrack.bodies.changes import Shift
from revtrack.bodies.register import ROLES
from revtrack.errors import OperationFailed
from revtrack.export.formats import COMPARISONS, MATRICES, Naming
from revtrack.export.order import ORDERS
from revtrack.force.articles import What
from revtrack.force.model import State
from revtrack.holdings.adding import Outcome
from revtrack.holdings.identity import Likely
from revtrack.holdings.judging import Standing
from revtrack.holdings.reading import READERS
from revtrack.indicators.model import Doubt, Turn
from revtrack.ingest.formats import SUFFIXES
from revtrack.ingest.read import Format
from revtrack.jobs.rows import JobStatus
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.tracing.citations import Relation as CitationRelation
from revtrack.tracing.enforcement import How
from revtrack.tracing.lines import Reason
from revtrack.tracing.matrix import Addressed
from revtrack.tracing.matrix import Status as CellStatus
from revtrack.tracing.promises import Kept
from revtrack.tracing.standing import LevelRelation
from revtrack.tracing.stored import Kinship, Step
from revtrack.watch import health, likely, posting
from revtrack.watch.checks import is_web_address
from revtrack.watch.kinds import KINDS
from revtrack.watch.source_files import read_source, source_to_toml
from revtrack.watch.sources import Accept, Source
from revtrack.watch.state import (
    Entry,
    EntryKind,
    MessageStatus,
    Run,
    RunOutcome,
    SeenItem,
    SourceState,
    TaskKind,
    TaskState,
)
from revtrack.watch.state import Event as WatchEvent
from revtrack.watch.state import EventKind as WatchEventKind
from revtrack.watch.state import schema as state
from revtrack.words import (
    bodies,
    corpus,
    diffusion,
    enforcement,
    exports,
    force,
    indicators,
    lines,
    pages,
    phrases,
    promises,
    reviews,
    trace,
    watch,
)
from revtrack.words.comparison import words
from revtrack.words.days import say_day
from revtrack.words.jobs import JOB_SIGNS, job_words
from revtrack.words.language import LANGUAGES
from revtrack.words.tasks import task_words
from tests.commands import Run as Command
from tests.commands import answer

ROOT = Path(__file__).resolve().parents[1]
OLD = "甲市停车管理办法\n第一条　停车场应当在每年6月底前公示收费标准。\n"
NEW = "甲市停车管理办法\n第一条　停车场应当在每年3月底前公示收费标准。\n第二条　街道应当每月巡查。\n"


def said(table: Any, name: str) -> set[str]:
    """The keys under which a table of words says something."""
    return set(getattr(table("zh"), name))


#: (what there is, what has words for it, whether words for nothing may stand beside them)
WORDS: list[tuple[str, Iterable[str], Iterable[str]]] = [
    ("statuses", Status, said(corpus.corpus_words, "statuses")),
    ("fields of metadata", FIELDS, said(corpus.corpus_words, "fields")),
    ("changes of the corpus", Kind, said(corpus.corpus_words, "kinds")),
    ("outcomes of adding", Outcome, said(corpus.corpus_words, "outcomes")),
    ("tasks", get_args(Task), said(words, "tasks")),
    ("tasks, hints", get_args(Task), said(pages.web_words, "task_hints")),
    ("relations of sentences", get_args(TextRelation), said(words, "relations")),
    ("relations of citations", CitationRelation, said(pages.web_words, "relations")),
    ("relations of levels", LevelRelation, said(trace.trace_words, "levels")),
    ("kinships", Kinship, said(trace.trace_words, "kinships")),
    ("steps", Step, said(trace.trace_words, "steps")),
    ("cells", CellStatus, said(trace.trace_words, "statuses")),
    ("signs of cells", CellStatus, trace.STATUS_SIGNS),
    ("addressed", Addressed, said(trace.trace_words, "addressed")),
    ("whom", Whom, said(trace.trace_words, "whom")),
    ("outcomes of instructions", get_args(check.Outcome), said(trace.trace_words, "outcomes")),
    ("reasons of outcomes", get_args(check.Reason), said(trace.trace_words, "reasons")),
    ("states of promises", Kept, said(promises.promise_words, "states")),
    ("kinds of promises", get_args(PromiseKind), said(promises.promise_words, "kinds")),
    ("reasons for a line", Reason, said(lines.line_words, "reasons")),
    ("stages of measures", Stage, said(diffusion.diffusion_words, "stages")),
    ("how sanctions are known", How, said(enforcement.enforcement_words, "hows")),
    ("roles of bodies", [*ROLES, "reports"], said(bodies.body_words, "roles")),
    ("changes for bodies", Shift, said(bodies.body_words, "shifts")),
    ("turns of indicators", Turn, said(indicators.indicator_words, "turns")),
    ("doubts about indicators", Doubt, said(indicators.indicator_words, "doubts")),
    ("states of force", State, said(force.force_words, "states")),
    ("what turns do to articles", What, said(force.force_words, "whats")),
    ("events of force", get_args(EventKind), said(force.force_words, "events")),
    ("kinds of sources", KINDS, said(watch.watch_words, "kinds")),
    ("outcomes of looks", get_args(RunOutcome), said(watch.watch_words, "outcomes")),
    ("health", get_args(health.Status), said(watch.watch_words, "statuses")),
    ("signs of health", get_args(health.Status), watch.STATUS_SIGNS),
    ("reasons of health", get_args(health.ReasonKind), said(watch.watch_words, "reasons")),
    ("what befalls items", get_args(WatchEventKind), said(watch.watch_words, "events")),
    ("what keeps a message", get_args(posting.DeliveryKind), said(watch.watch_words, "delivery_reasons")),
    ("statuses of messages", get_args(MessageStatus), said(watch.watch_words, "message_statuses")),
    ("states of tasks", get_args(TaskState), said(task_words, "states")),
    ("acts on tasks", get_args(TaskState), said(task_words, "acts")),
    ("what tasks are about", get_args(TaskKind), said(task_words, "kinds")),
    ("statuses of jobs", get_args(JobStatus), said(job_words, "statuses")),
    ("signs of jobs", get_args(JobStatus), JOB_SIGNS),
    ("kinds of jobs", Tracker(load_settings(), Path("/nowhere")).jobs.kinds, said(job_words, "kinds")),
    ("what an entry is", get_args(EntryKind), said(watch.watch_words, "likely")),
    ("why it is that", get_args(likely.LikelyReason), said(watch.watch_words, "reasons_why")),
    ("proposals", Likely, said(pages.web_words, "likely")),
    ("verdicts", Verdict, said(reviews.review_words, "verdicts")),
    ("forces", FORCES, said(pages.web_words, "forces")),
    ("sorts of hits", SORTS, said(pages.web_words, "sorts")),
    ("orders of rows", ORDERS, said(words, "orders")),
    ("what reviews are about", About, said(reviews.review_words, "abouts")),
    ("standings of reviews", Standing, said(reviews.review_words, "standings")),
    ("signs of changes", said(words, "changes") and words("zh").changes["revision"], phrases.CHANGE_SIGNS),
    ("forms of a comparison", COMPARISONS, exports.FORMS),
]


@pytest.mark.parametrize(("there", "told"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_what_there_is_has_words_and_words_are_for_what_there_is(there: Iterable[str], told: Iterable[str]) -> None:
    assert {str(one) for one in there} == set(told)


def test_formats_of_files_are_those_that_a_reader_names() -> None:
    assert get_args(Format) == tuple(SUFFIXES)
    assert set(READERS) == set(SUFFIXES)


def test_every_step_of_an_amendment_has_words() -> None:
    assert set(get_args(steps.StepKind)) <= said(trace.trace_words, "amendment_kinds")


def test_dates_and_lists_are_fields() -> None:
    assert set(DATES) | set(LISTS) <= set(FIELDS)


# --- forms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", COMPARISONS)
def test_every_form_of_a_comparison_is_made(name: str, lang: Any, request: pytest.FixtureRequest) -> None:
    if name == "pdf":
        request.getfixturevalue("cjk_fonts")
    try:
        made = COMPARISONS[name].made(compare(OLD, NEW), Naming(lang))
    except OperationFailed as error:
        if (name, error.kind) != ("pdf", "no-pdf"):
            raise
        pytest.skip("no Pango on this machine")
    assert len(made) > 100


@pytest.mark.parametrize("suffix", [(name, one) for name, form in COMPARISONS.items() for one in (name, *form.also)])
def test_every_suffix_asks_for_its_form(run: Command, suffix: tuple[str, str], request: pytest.FixtureRequest) -> None:
    name, ending = suffix
    if name == "pdf":
        request.getfixturevalue("cjk_fonts")
        pytest.importorskip("weasyprint", reason="no Pango on this machine", exc_type=OSError)
    assert run("compare", "draft.txt", "final.txt", "-o", f"made.{ending}")[0] == 0
    by_suffix = Path(f"made.{ending}").read_bytes()
    assert run("compare", "draft.txt", "final.txt", "--format", name, "-o", "made.out")[0] == 0
    assert Path("made.out").read_bytes()[:200] == by_suffix[:200]


@pytest.mark.parametrize("ending", ["doc", "xls", "jpg", "graphml"])
def test_an_unknown_suffix_is_refused_with_the_list(run: Command, ending: str) -> None:
    code, out, err = run("compare", "draft.txt", "final.txt", "-o", f"made.{ending}")
    assert (code, out) == (2, "")
    assert all(f".{name}" in err for name in ("txt", *COMPARISONS))
    assert not Path(f"made.{ending}").exists()
    code, _, err = run("trace", "甲", "-o", f"made.{ending}")
    assert code == 2
    assert all(f".{name}" in err for name in ("txt", *MATRICES))


@pytest.mark.parametrize("ending", ["made", "made.txt", "made.text"])
def test_a_name_without_a_suffix_is_text(run: Command, ending: str) -> None:
    assert run("compare", "draft.txt", "final.txt", "-o", ending)[0] == 0
    assert "Obligation changes" in Path(ending).read_text("utf-8")


def test_help_lists_every_choice(run: Command) -> None:
    asked = {
        ("compare",): [*COMPARISONS, *get_args(Task), *LANGUAGES],
        ("trace",): [*MATRICES],
        ("add",): [*Status],
        ("duties",): [*words("zh").polarities, *Status],
    }
    for command, choices in asked.items():
        shown = re.findall(r"<([\w.|\n -]+)>", run(*command, "--help")[1])
        offered = {one for choice in shown for one in choice.replace("\n", "").replace(" ", "").split("|")}
        assert set(choices) <= offered, command


# --- sources ---------------------------------------------------------------------------------------------------------


def example(name: str) -> Source:
    kind = KINDS[name]
    address = "https://a.example/list" if kind.address is is_web_address else "/srv/texts"
    return Source(name=f"a-{name}", title=f"来源{name}", kind=name, address=address)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_source_is_kept_in_a_file_and_read_back(name: str) -> None:
    source = example(name)
    assert read_source(source.name, source_to_toml(source)) == (source, [])


def test_every_kind_of_source_is_listed_and_fares(run: Command, tmp_path: Path) -> None:
    run("init")
    folder = tmp_path / "home" / "sources"
    folder.mkdir()
    for name in KINDS:
        (folder / f"a-{name}.toml").write_text(source_to_toml(example(name)), "utf-8")
    shown = run("watch", "list")[1]
    assert all(watch.watch_words("en").kinds[name] in shown for name in KINDS)
    assert {one["kind"] for one in answer(run, "watch", "list")["sources"]} == set(KINDS)
    assert len(answer(run, "watch", "health")["sources"]) == len(KINDS)


def test_an_unknown_kind_is_refused_with_the_list() -> None:
    _, faults = read_source("a", 'title = "甲"\nkind = "gopher"\naddress = "https://a.example/"\n')
    (fault,) = faults
    assert (fault.kind, fault.facts["wanted"]) == ("source-value", " | ".join(KINDS))


def test_every_rule_of_accepting_is_read() -> None:
    for rule in get_args(Accept):
        source = Source(name="a", title="甲", kind="list", address="https://a.example/", accept=rule)
        assert read_source("a", source_to_toml(source)) == (source, [])


# --- languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_can_be_chosen_and_writes_days(run: Command, lang: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(2026) in say_day(date(2026, 3, 5), lang)
    assert words(lang).obligation_changes in run("compare", "draft.txt", "final.txt", "--lang", lang)[1]
    monkeypatch.setenv("REVTRACK_LANGUAGE", lang)
    assert load_settings().language == lang


# --- columns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "table", "besides"),
    [
        (DutyRow, catalog.duties, {"number", "version"}),
        (EventRow, catalog.events, {"number", "version", "waiting"}),
        (SpanRow, catalog.spans, {"version"}),
        (TargetRow, catalog.targets, {"number", "version"}),
        (Happened, catalog.changes, {"number"}),
        (SeenItem, state.items, {"key"}),
        (SourceState, state.sources, set()),
        (Run, state.runs, set()),
        (Entry, state.inbox, set()),
        (WatchEvent, state.events, set()),
    ],
)
def test_a_value_has_a_column_for_each_field_and_a_field_for_each_column(
    value: type, table: Table, besides: set[str]
) -> None:
    assert {field.name for field in fields(value)} | besides == set(table.columns.keys())


@pytest.mark.parametrize(
    ("value", "table"),
    [(Listed, catalog.documents), (Consultation, catalog.documents), (Found, catalog.versions)],
)
def test_a_value_that_shows_part_of_a_row_has_its_columns(value: type, table: Table) -> None:
    assert {field.name for field in fields(value)} <= set(table.columns.keys())


# --- documents -------------------------------------------------------------------------------------------------------

DOCUMENTED: Mapping[str, Iterable[str]] = {
    "outcomes of adding": Outcome,
    "proposals": Likely,
    "outcomes of looks": [one for one in get_args(RunOutcome) if one != "running"],
    "health": get_args(health.Status),
    "what an entry is": get_args(EntryKind),
    "relations of levels": LevelRelation,
    "outcomes of instructions": get_args(check.Outcome),
    "states of promises": Kept,
    "reasons for a line": Reason,
    "stages of measures": Stage,
    "how sanctions are known": How,
    "roles of bodies": ROLES,
    "changes for bodies": Shift,
    "turns of indicators": Turn,
    "doubts about indicators": Doubt,
    "states of force": State,
    "what turns do to articles": What,
    "events of force": get_args(EventKind),
    "verdicts": Verdict,
    "standings of reviews": Standing,
}


@pytest.mark.parametrize("name", DOCUMENTED)
def test_what_a_key_may_hold_stands_in_the_document_of_the_json(name: str) -> None:
    document = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert [one for one in map(str, DOCUMENTED[name]) if not re.search(rf"(?<![\w-]){one}(?![\w-])", document)] == []


@pytest.mark.parametrize(
    ("path", "parameter", "table"),
    [("/documents", "status", Status), ("/compare/export/{form}", "form", COMPARISONS)],
)
def test_the_description_of_the_api_names_every_entry(path: str, parameter: str, table: Iterable[str]) -> None:
    from web.api import router

    app = FastAPI()
    app.include_router(router)
    parameters = app.openapi()["paths"][f"/api/v1{path}"]["get"]["parameters"]
    (told,) = (one["description"] for one in parameters if one["name"] == parameter)
    assert told.split(" | ") == list(table)
