"""The commands of the trace: who takes up what, one duty through everything, who is related, decisions checked."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from revtrack import exitcodes
from revtrack.cli.corpus import Format, Language, Text, answer, asking, language_of
from revtrack.cli.output import write_stdout
from revtrack.errors import InvalidInput
from revtrack.files import check_target, write_bytes

if TYPE_CHECKING:
    from revtrack.tracing.stored import Traced
    from revtrack.words.comparison import Lang


class TraceFormat(StrEnum):
    """How a matrix is written."""

    TEXT = "text"
    JSON = "json"
    XLSX = "xlsx"
    DOCX = "docx"


class RelatedFormat(StrEnum):
    """How related documents are written."""

    TEXT = "text"
    JSON = "json"
    GRAPHML = "graphml"


_DOC = "编号、文号或标题的一部分，可加 @版本 / An id, a number or part of a title, with @VERSION."
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="写入文件 / Write to a file.")]


def trace_command(
    higher: Annotated[str, typer.Argument(metavar="CITY", help=f"上位文件：{_DOC}")],
    lower: Annotated[
        list[str] | None, typer.Argument(metavar="DISTRICT...", help="下位文件 / Lower-level texts.")
    ] = None,
    auto: Annotated[
        bool, typer.Option("--auto", help="自动查找承接文件（未写下位文件时即如此） / Find what takes it up.")
    ] = False,
    form: Annotated[TraceFormat | None, typer.Option("--format", help="输出格式 / Format.")] = None,
    output: Output = None,
    lang: Language = None,
) -> int:
    """下位文件如何承接上位文件：矩阵 / How lower bodies take up a policy, as a matrix."""
    from revtrack.cli import trace_text
    from revtrack.export import trace_tables
    from revtrack.forms import corpus as corpus_json
    from revtrack.forms import trace as trace_json
    from revtrack.words.trace import trace_words

    chosen = form or _by_suffix(output)
    if chosen in (TraceFormat.XLSX, TraceFormat.DOCX) and not output:
        raise InvalidInput("output-needed", facts={"format": chosen.value})
    if output:
        check_target(Path(output))
    spoken = language_of(lang)
    with asking(lang) as (tracker, _, _):
        given = list(lower or [])
        if auto and given:
            given = list(dict.fromkeys([*given, *(one.document.id for one in tracker.trace(higher).lower)]))
        found = tracker.trace(higher, given)
        renderings: dict[TraceFormat, Callable[[Traced, Lang], bytes]] = {
            TraceFormat.XLSX: trace_tables.trace_xlsx,
            TraceFormat.DOCX: trace_tables.trace_docx,
            TraceFormat.JSON: lambda one, _: corpus_json.dump(trace_json.traced(one)).encode(),
            TraceFormat.TEXT: lambda one, tongue: trace_text.traced(one, trace_words(tongue), tongue).encode(),
        }
        made = renderings[chosen](found, spoken)
    if output:
        write_bytes(Path(output), made)
    else:
        write_stdout(made.decode("utf-8", "replace"))
    return exitcodes.DONE


def _by_suffix(output: str | None) -> TraceFormat:
    suffix = Path(output).suffix.lower().removeprefix(".") if output else ""
    return {form.value: form for form in TraceFormat}.get(suffix, TraceFormat.TEXT)


def lineage_command(
    clause: Annotated[str, typer.Argument(metavar="DOC#ADDRESS", help="如 abc123#二/（五） / As in abc123#二/（五）.")],
    form: Format = Text,
    lang: Language = None,
) -> int:
    """一项义务经过各版本和各承接文件的沿革 / One duty through versions and the texts that take it up."""
    from revtrack.cli import trace_text
    from revtrack.forms import trace as trace_json
    from revtrack.words.trace import trace_words

    words, mark, address = clause.partition("#")
    if not mark or not address.strip():
        raise InvalidInput("no-address", clause)
    spoken = language_of(lang)
    with asking(lang) as (tracker, _, _):
        stations = tracker.lineage(words, address.strip())
        say = trace_words(spoken)
        answer(form, lambda: trace_text.lineage(stations, say, spoken), lambda: trace_json.lineage(stations))
    return exitcodes.DONE


def related_command(
    doc: Annotated[str, typer.Argument(metavar="DOC", help=_DOC)],
    form: Annotated[RelatedFormat, typer.Option("--format", help="输出格式 / Format.")] = RelatedFormat.TEXT,
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多几项 / At most so many.")] = 20,
    output: Output = None,
    lang: Language = None,
) -> int:
    """引用、被引用、共用文字的文件 / Documents that cite, are cited, or share wording."""
    from revtrack.cli import trace_text
    from revtrack.export import trace_tables
    from revtrack.forms import corpus as corpus_json
    from revtrack.forms import trace as trace_json
    from revtrack.words.trace import trace_words

    if output:
        check_target(Path(output))
    with asking(lang) as (tracker, _, _):
        if form is RelatedFormat.GRAPHML:
            made = trace_tables.graphml(tracker.citation_graph(doc)).decode()
        else:
            found = tracker.related(doc, limit)
            as_json = form is RelatedFormat.JSON
            made = (
                corpus_json.dump(trace_json.relatives(found))
                if as_json
                else trace_text.relatives(found, trace_words(language_of(lang)))
            )
    if output:
        write_bytes(Path(output), made.encode())
    else:
        write_stdout(made)
    return exitcodes.DONE


def amendments_command(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help=f"修改决定：{_DOC}")],
    amended: Annotated[
        str, typer.Argument(metavar="AMENDED", help="修改后的文本；默认在语料库中查找 / By default found.")
    ] = "",
    base: Annotated[str, typer.Option("--base", metavar="DOC", help="修改前的文本 / The text before.")] = "",
    form: Format = Text,
    lang: Language = None,
) -> int:
    """修改决定的每条指令是否落实 / Whether each instruction of a decision was carried out."""
    from revtrack.cli import trace_text
    from revtrack.forms import trace as trace_json
    from revtrack.words.trace import trace_words

    with asking(lang) as (tracker, _, _):
        found = tracker.amendments(decision, amended, base)
        say = trace_words(language_of(lang))
        answer(form, lambda: trace_text.amendments(found, say), lambda: trace_json.amendments(found))
    missing = any(check.outcome == "not-carried-out" for check in found.checks)
    return exitcodes.DIFFERENCES if missing else exitcodes.DONE


def derive_command(
    doc: Annotated[str, typer.Argument(metavar="DOC", help=f"下位文件：{_DOC}")],
    higher: Annotated[
        list[str] | None, typer.Argument(metavar="HIGHER...", help="上位文件；不写则撤销 / None: take it back.")
    ] = None,
    form: Format = Text,
    lang: Language = None,
) -> int:
    """标明一份文件承接哪些上位文件 / Say which higher-level documents a document takes up."""
    from revtrack.cli.corpus import change

    return change(lambda tracker: tracker.derive(doc, list(higher or [])), form, lang)


_COMMANDS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("trace", trace_command),
    ("lineage", lineage_command),
    ("related", related_command),
    ("amendments", amendments_command),
    ("derive", derive_command),
)


def register(app: typer.Typer) -> None:
    """Put the commands on the command line."""
    for name, command in _COMMANDS:
        app.command(name)(command)
