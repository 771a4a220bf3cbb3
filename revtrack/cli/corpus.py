"""The commands of the corpus: read arguments, ask the `Tracker`, render the answer."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from revtrack import exitcodes
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.errors import InvalidInput
from revtrack.files import check_target, write_bytes, write_file
from revtrack.settings import preferred_language, stderr_is_terminal, terminal
from revtrack.words.comparison import Lang, words
from revtrack.words.corpus import CorpusWords, corpus_words

if TYPE_CHECKING:
    from corpus_repo import Filter
    from corpus_repo.answers import Progress
    from revtrack.holdings.adding import Addition
    from revtrack.holdings.changing import Changed
    from revtrack.service import Tracker


class AnswerFormat(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


class StatusChoice(StrEnum):
    """What a version is."""

    DRAFT = "draft"
    ISSUED = "issued"
    AMENDED = "amended"


class PolarityChoice(StrEnum):
    """Which way a duty binds."""

    DUTY = "duty"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    ENCOURAGEMENT = "encouragement"
    RELEASE = "release"


class LangChoice(StrEnum):
    """The language of the interface."""

    CHINESE = "zh"
    ENGLISH = "en"


Format = Annotated[AnswerFormat, typer.Option("--format", help="输出格式 / Format.")]
Language = Annotated[LangChoice | None, typer.Option("--lang", help="界面语言 / Language of the interface.")]
Doc = Annotated[
    str,
    typer.Argument(
        metavar="DOC", help="编号（或其开头）、文号、标题或其一部分 / An id, a number, or words of the title."
    ),
]
DocVersion = Annotated[
    str,
    typer.Argument(
        metavar="DOC[@VERSION]",
        help="@ 后为序号、版本编号、日期或状态 / After @: position, id, day or status.",
    ),
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help="最多显示几项 / At most this many.")]
Offset = Annotated[int, typer.Option("--offset", min=0, help="跳过几项 / Leave out the first so many.")]
Jurisdiction = Annotated[str, typer.Option("--jurisdiction", help="地区 / Jurisdiction.")]
Issuer = Annotated[str, typer.Option("--issuer", help="发文机关 / Issuer.")]
Status = Annotated[StatusChoice | None, typer.Option("--status", help="状态 / Status.")]
Since = Annotated[int, typer.Option("--since", metavar="YEAR", min=0, max=9999, help="自哪年起 / From this year on.")]
Until = Annotated[int, typer.Option("--until", metavar="YEAR", min=0, max=9999, help="到哪年止 / Up to this year.")]
Text, Json = AnswerFormat.TEXT, AnswerFormat.JSON


def register(app: typer.Typer) -> None:
    """Put the commands of the corpus on the command line."""
    for name, command in _COMMANDS:
        app.command(name)(command)


def init_command(lang: Language = None) -> int:
    """建立语料库 / Make an empty corpus in $REVTRACK_HOME."""
    with asking(lang) as (tracker, said, _):
        write_stdout(said.made.format(path=tracker.init()) + "\n")
    return exitcodes.DONE


def add_command(
    paths: Annotated[list[str], typer.Argument(metavar="FILE|FOLDER|-", help="文件或文件夹 / Files or folders.")],
    status: Status = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="写明元数据 / Metadata that wins over what is read."),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="DOC", help="作为这份文件的版本 / As versions of this one.")] = "",
    source: Annotated[str, typer.Option("--source", help="来源地址 / Where the files came from.")] = "",
    form: Format = Text,
    lang: Language = None,
) -> int:
    """把文件收入语料库 / Take files into the corpus."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    values = _fields(settings or [])
    if status:
        values["status"] = status.value
    language = language_of(lang)
    with asking(lang) as (tracker, said, progress):
        step = progress(said.reading)

        def report(item: Addition, done: int, total: int) -> None:
            if item.error:
                for line in item.error.lines(words(language)):
                    stderr_line(f"revtrack{words(language).colon}{line}")
            elif form is Text:
                write_stdout(corpus_text.addition(item, said))
            step(done, total)

        done = tracker.add(paths, values=values, source=source, document=to, report=report)
        write_stdout(
            corpus_text.additions(done, said) if form is Text else corpus_json.dump(corpus_json.additions(done))
        )
    return exitcodes.INPUT if any(item.error for item in done) else exitcodes.DONE


def split_command(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="文件 / A file.")],
    form: Format = Text,
    lang: Language = None,
) -> int:
    """列出一个文件里的各份文件，不收入 / List the documents that a file holds, without storing them."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        found = tracker.split_file(file)
        answer(form, lambda: corpus_text.split(found, said), lambda: corpus_json.split(found))
    return exitcodes.DONE


def list_command(
    phrase: Annotated[str, typer.Argument(metavar="[WORDS]", help="标题中的字 / Words of the title.")] = "",
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    status: Status = None,
    since: Since = 0,
    until: Until = 0,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="最多显示几项 / At most this many.")] = None,
    offset: Offset = 0,
    form: Format = Text,
    lang: Language = None,
) -> int:
    """列出文件 / List documents, the newest first."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        page = tracker.documents(
            _filter(jurisdiction, issuer, status, since, until, phrase), offset=offset, limit=limit
        )
        answer(form, lambda: corpus_text.listed(page, offset, said), lambda: corpus_json.listed(page))
    return exitcodes.DONE


def show_command(doc: Doc, form: Format = Text, lang: Language = None) -> int:
    """一份文件及其各版本 / A document with its versions."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        found = tracker.document(doc)
        answer(form, lambda: corpus_text.document(found, said), lambda: corpus_json.document(found))
    return exitcodes.DONE


def history_command(doc: Doc, form: Format = Text, lang: Language = None) -> int:
    """一份文件的来历 / What became of a document, oldest change first."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        changes = tracker.history(doc)
        answer(form, lambda: corpus_text.history(changes, said), lambda: corpus_json.history(changes))
    return exitcodes.DONE


def text_command(
    doc: DocVersion,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="写入文件 / Write to a file.")] = "",
    form: Format = Text,
    lang: Language = None,
) -> int:
    """一个版本的文本 / The text of a version."""
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, _said, _):
        found = tracker.text(doc)
        text = found.plain if form is Text else corpus_json.dump(corpus_json.text(found))
        if output and output != "-":
            check_target(Path(output), ())
            write_file(Path(output), text)
        else:
            write_stdout(text)
    return exitcodes.DONE


def original_command(
    doc: DocVersion,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="写入文件 / Write to this file.")],
    lang: Language = None,
) -> int:
    """取出一个版本的原件 / Get the original of a version back, byte for byte."""
    with asking(lang) as (tracker, _said, _):
        _, data = tracker.original(doc)
        write_bytes(Path(output), data)
        write_stdout(words(language_of(lang)).written.format(path=output) + "\n")
    return exitcodes.DONE


def blame_command(doc: DocVersion, form: Format = Text, lang: Language = None) -> int:
    """每一条由哪个版本写入 / Which version brought each clause."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, _said, _):
        clauses = tracker.blame(doc)
        answer(form, lambda: corpus_text.blamed(clauses), lambda: corpus_json.blamed(clauses))
    return exitcodes.DONE


def diff_command(
    doc: Doc,
    old: Annotated[str, typer.Argument(metavar="V1")],
    new: Annotated[str, typer.Argument(metavar="V2")],
    form: Format = Text,
    lang: Language = None,
) -> int:
    """比较同一文件的两个版本 / Compare two versions of a document, clause by clause."""
    from revtrack.cli.comparison_text import render_text
    from revtrack.forms.comparison import render_json

    with asking(lang) as (tracker, _said, _):
        comparison = tracker.diff(doc, old, new)
    if form is Json:
        write_stdout(render_json(comparison))
    else:
        screen = terminal()
        write_stdout(
            render_text(
                comparison,
                lang=language_of(lang),
                old_name=f"{doc}@{old}",
                new_name=f"{doc}@{new}",
                width=screen.width,
                colour=screen.colour,
                whole=True,
            )
        )
    return exitcodes.DONE


def search_command(
    phrase: Annotated[str, typer.Argument(metavar="WORDS", help="要找的字词 / Words to look for.")],
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    status: Status = None,
    since: Since = 0,
    until: Until = 0,
    limit: Limit = 20,
    offset: Offset = 0,
    form: Format = Text,
    lang: Language = None,
) -> int:
    """在所有版本的条款中查找 / Look for words in the clauses of all versions."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        asked = _filter(jurisdiction, issuer, status, since, until)
        page = tracker.search(phrase, asked, offset=offset, limit=limit)
        answer(
            form,
            lambda: corpus_text.hits(page, offset, phrase, said, colour=terminal().colour),
            lambda: corpus_json.hits(page, offset),
        )
    return exitcodes.DONE


def duties_command(
    actor: Annotated[str, typer.Option("--actor", help="承担主体中的字 / Words of the actor.")] = "",
    phrase: Annotated[str, typer.Option("--words", help="原文中的字 / Words of the quote.")] = "",
    before: Annotated[str, typer.Option("--before", metavar="YYYY-MM-DD", help="期限不晚于 / Due by then.")] = "",
    after: Annotated[str, typer.Option("--after", metavar="YYYY-MM-DD", help="期限不早于 / Not due before.")] = "",
    polarity: Annotated[PolarityChoice | None, typer.Option(help="性质 / Polarity.")] = None,
    strength: Annotated[int, typer.Option(min=0, max=6, help="效力不低于（1–6）/ At least so strong (1–6).")] = 0,
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    status: Status = None,
    since: Since = 0,
    until: Until = 0,
    limit: Limit = 20,
    offset: Offset = 0,
    read: Annotated[bool, typer.Option("--read", help="读取尚未读取的版本 / Read the versions not read yet.")] = False,
    form: Format = Text,
    lang: Language = None,
) -> int:
    """按主体、期限、效力查找义务 / Look for duties by actor, deadline, polarity and strength."""
    from corpus_repo.answers import DutyFilter
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    wanted = DutyFilter(
        actor, phrase, polarity.value if polarity else "", strength, _day("--after", after), _day("--before", before)
    )
    with asking(lang) as (tracker, said, progress):
        if read:
            count = tracker.read_duties(progress(said.duties))
            stderr_line(said.duties_read.format(count=count))
        asked = _filter(jurisdiction, issuer, status, since, until)
        if read and wanted == DutyFilter() and asked is None:
            return exitcodes.DONE
        found = tracker.duties(wanted, asked, offset=offset, limit=limit)
        answer(form, lambda: corpus_text.duties(found, offset, said), lambda: corpus_json.duties(found, offset))
    return exitcodes.DONE


def link_command(
    draft: Annotated[str, typer.Argument(metavar="DRAFT")],
    final: Annotated[str, typer.Argument(metavar="FINAL")],
    form: Format = Text,
    lang: Language = None,
) -> int:
    """把两份文件合为一份（如征求意见稿与印发稿） / Join two documents that are one policy."""
    return change(lambda tracker: tracker.link(draft, final), form, lang)


def unlink_command(doc: Doc, form: Format = Text, lang: Language = None) -> int:
    """拆开并入的文件 / Part what was joined."""
    return change(lambda tracker: tracker.unlink(doc), form, lang)


def move_command(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="版本编号或 DOC@VERSION / A version.")],
    doc: Doc,
    form: Format = Text,
    lang: Language = None,
) -> int:
    """把一个版本移到另一份文件 / Put a version under another document."""
    return change(lambda tracker: tracker.move(version, doc), form, lang)


def edit_command(
    doc: DocVersion,
    fields: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE", help="值为空则撤销更正 / Empty: take it back.")],
    form: Format = Text,
    lang: Language = None,
) -> int:
    """更正元数据 / Correct metadata."""
    values = _fields(fields)
    return change(lambda tracker: tracker.edit(doc, values), form, lang)


def withdraw_command(
    doc: DocVersion,
    reason: Annotated[str, typer.Option("--reason", help="理由 / Why.")],
    form: Format = Text,
    lang: Language = None,
) -> int:
    """撤回一个版本（文本保留） / Say that a version no longer counts; its text stays."""
    return change(lambda tracker: tracker.withdraw(doc, reason), form, lang)


def undo_command(
    commit: Annotated[str, typer.Argument(metavar="COMMIT", help="变更编号 / A change's id, from history.")],
    form: Format = Text,
    lang: Language = None,
) -> int:
    """撤销一次变更 / Take back one change."""
    return change(lambda tracker: tracker.undo(commit), form, lang)


def verify_command(form: Format = Text, lang: Language = None) -> int:
    """核对存储的全部内容 / Read everything back and name what is damaged."""
    from revtrack.cli import corpus_text
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, progress):
        found = tracker.verify(progress(said.checking))
        answer(form, lambda: corpus_text.verified(found, said), lambda: corpus_json.verified(found))
    return exitcodes.DIFFERENCES if found.damage else exitcodes.DONE


def reindex_command(lang: Language = None) -> int:
    """从 git 重建目录 / Make the catalog anew from git."""
    with asking(lang) as (tracker, said, progress):
        write_stdout(said.reindexed.format(count=tracker.reindex(progress(said.indexing))) + "\n")
    return exitcodes.DONE


def backup_command(
    file: Annotated[str, typer.Argument(metavar="FILE")], form: Format = Text, lang: Language = None
) -> int:
    """备份到一个文件 / Write everything that cannot be made again into one file."""
    from revtrack.forms import corpus as corpus_json

    check_target(Path(file), ())
    with asking(lang) as (tracker, said, progress):
        made = tracker.back_up(file, progress(said.packing))
        facts = {"path": made.path, "size": f"{made.size:,}", "originals": made.originals}
        answer(form, lambda: said.backed_up.format(**facts) + "\n", lambda: corpus_json.backed_up(made))
    return exitcodes.DONE


def restore_command(file: Annotated[str, typer.Argument(metavar="FILE")], lang: Language = None) -> int:
    """从备份恢复 / Put a backup into an empty $REVTRACK_HOME."""
    with asking(lang) as (tracker, said, progress):
        count = tracker.restore(file, progress(said.unpacking))
        write_stdout(said.restored.format(count=count, path=tracker.home) + "\n")
    return exitcodes.DONE


_COMMANDS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("init", init_command),
    ("add", add_command),
    ("split", split_command),
    ("list", list_command),
    ("show", show_command),
    ("history", history_command),
    ("text", text_command),
    ("original", original_command),
    ("blame", blame_command),
    ("diff", diff_command),
    ("search", search_command),
    ("duties", duties_command),
    ("link", link_command),
    ("unlink", unlink_command),
    ("move", move_command),
    ("edit", edit_command),
    ("withdraw", withdraw_command),
    ("undo", undo_command),
    ("verify", verify_command),
    ("reindex", reindex_command),
    ("backup", backup_command),
    ("restore", restore_command),
)


@contextmanager
def asking(
    lang: LangChoice | None,
) -> Generator[tuple[Tracker, CorpusWords, Callable[[str], Progress]]]:
    """A tracker, the words, and a maker of progress lines; tells what an interrupted write had left."""
    from revtrack.cli import corpus_text
    from revtrack.service import Tracker

    said = corpus_words(language_of(lang))
    tracker = Tracker.from_settings()
    tracker.library.on_healed = lambda healed: stderr_line(corpus_text.healed(healed, said))
    tracker.on_remark = lambda name, remark: stderr_line(
        f"revtrack{words(language_of(lang)).colon}{name}{words(language_of(lang)).colon}"
        f"{words(language_of(lang)).remark(remark.kind, remark.facts)}"
    )
    with tracker:
        yield tracker, said, _progress_line


def _progress_line(label: str) -> Progress:
    """Tells how far a step is, on a terminal only, at most ten times a second, and leaves no trace."""
    if not stderr_is_terminal():
        return lambda _done, _total: None
    told = 0.0
    begun = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if done >= total:
            if told:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()
        elif now - begun > 0.5 and now - told > 0.1:
            told = now
            sys.stderr.write(f"\r\x1b[K{label} {done:,} / {total:,}")
            sys.stderr.flush()

    return tell


def change(make: Callable[[Tracker], Changed], form: AnswerFormat, lang: LangChoice | None) -> int:
    from revtrack.forms import corpus as corpus_json

    with asking(lang) as (tracker, said, _):
        change = make(tracker)
        told = said.changed.format(
            kind=said.kinds[change.kind], title=change.title, document=change.document, commit=change.commit
        )
        answer(form, lambda: f"{told}\n", lambda: corpus_json.changed(change))
    return exitcodes.DONE


def answer(form: AnswerFormat, text: Callable[[], str], as_json: Callable[[], dict[str, Any]]) -> None:
    from revtrack.forms import corpus as corpus_json

    write_stdout(text() if form is Text else corpus_json.dump(as_json()))


def language_of(lang: LangChoice | None) -> Lang:
    return preferred_language(lang.value if lang else "")


def _filter(
    jurisdiction: str, issuer: str, status: StatusChoice | None, since: int, until: int, phrase: str = ""
) -> Filter | None:
    from corpus_repo import Filter

    asked = Filter(phrase, jurisdiction, issuer, status.value if status else "", since, until)
    return asked if asked != Filter() else None


def _fields(given: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in given:
        name, mark, value = text.partition("=")
        if not mark:
            raise InvalidInput("no-fields", text)
        values[name.strip()] = value
    return values


def _day(option: str, text: str) -> str:
    from datetime import date

    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidInput("field-value", facts={"field": option, "value": text, "wanted": "YYYY-MM-DD"}) from None
