"""The commands of the watch: sources, looks, the inbox, health; `revtrack watch` alone runs the scheduler."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, Format, Language, language_of
from revtrack.cli.output import stderr_line, write_stdout
from revtrack.errors import InvalidInput, RevtrackError
from revtrack.export.unseen import show_unseen
from revtrack.forms import watch as watch_json
from revtrack.words.help import of_argument, of_command
from revtrack.words.watch import STATUS_SIGNS, WatchWords, watch_words

if TYPE_CHECKING:
    from revtrack.watch.health import Health
    from revtrack.watch.posting import Delivery
    from revtrack.watch.runs import SourceReport
    from revtrack.watch.state import Entry, Event, Message, Run
    from revtrack.watch.trying import Looked

Name = Annotated[str, typer.Argument(metavar="NAME", help=of_argument("source-name"))]
AnySource = Annotated[str, typer.Argument(metavar="[NAME]")]
Latest = Annotated[int, typer.Option("--limit", min=1)]
Items = Annotated[list[str] | None, typer.Argument(metavar="[ITEM...]", help=of_argument("item"))]
OfSource = Annotated[str, typer.Option("--source", metavar="NAME", help=of_argument("of-source"))]
WithWords = Annotated[str, typer.Option("--words", metavar="WORDS", help=of_argument("with-words"))]
_Decided = TypeVar("_Decided")
_SHOWN = 12

watch_app = typer.Typer(
    name="watch",
    help=of_command("watch"),
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
)


@watch_app.callback(help=of_command("watch"))
def watch_command(context: typer.Context, lang: Language = None) -> int | None:
    """Watch sources; alone, runs the scheduler until Ctrl-C."""
    if context.invoked_subcommand is not None:
        return None
    from revtrack.ending import cut_off
    from revtrack.watch.schedule import Told

    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):

        def tell_faults(faults: Sequence[InvalidInput]) -> None:
            for fault in faults:
                stderr_line(str(fault))

        told = Told(
            report=lambda report: stderr_line(_report(report, say)),
            faults=tell_faults,
            waiting=lambda: stderr_line(say.waiting_for_other),
            ending=cut_off,
        )
        stderr_line(say.scheduler)
        import asyncio

        asyncio.run(tracker.watching.watch(told=told, signals=True))
    return exitcodes.DONE


@watch_app.command("add", help=of_command("watch add"))
def add_command(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help=of_argument("address"))],
    name: Annotated[str, typer.Option("--name", help=of_argument("name"))] = "",
    post: Annotated[str, typer.Option("--post", help=of_argument("post"))] = "",
    dry: Annotated[bool, typer.Option("--dry-run", help=of_argument("dry-run"))] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help=of_argument("anyway"))] = False,
    lang: Language = None,
) -> int:
    """Look at a page, propose how to read it, and keep it as a source."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        desk = tracker.watching
        found = desk.propose(address, name=name, post=post)
        write_stdout(
            _looked(found.looked, say) + f"{say.confidence.format(share=f'{found.proposal.confidence:.0%}')}\n"
        )
        from revtrack.watch.source_files import source_to_toml

        write_stdout("\n" + source_to_toml(found.source) + "\n")
        if found.ends_here:
            write_stdout(f"! {say.ends_here}\n")
        if found.is_empty and not anyway:
            stderr_line(f"⚠ {say.yields_nothing}")
            return exitcodes.DONE if dry else exitcodes.INPUT
        if not dry:
            path = desk.keep(found.source)
            write_stdout(say.kept.format(name=found.source.name, path=path) + "\n")
    return exitcodes.DONE


@watch_app.command("list", help=of_command("watch list"))
def list_command(form: Format = TEXT, lang: Language = None) -> int:
    """The sources."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        sources, faults = tracker.watching.sources()
        for fault in faults:
            stderr_line(str(fault))

        def off(enabled: bool) -> str:
            return "" if enabled else f"  {say.statuses['off']}"

        def text() -> str:
            lines = [
                f"{one.name}  {say.kinds[one.kind]}  {one.schedule}{off(one.enabled)}"
                f"  {show_unseen(one.title)}  {show_unseen(one.address)}\n"
                for one in sources
            ]
            return "".join(lines) or f"{say.no_sources}\n"

        form_ = {"sources": [watch_json.source(one) for one in sources]}
        answer(form, text, lambda: form_)
    return exitcodes.DONE


@watch_app.command("check", help=of_command("watch check"))
def check_command(name: Name, form: Format = TEXT, lang: Language = None) -> int:
    """What a source gives now; nothing is kept."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        looked = tracker.watching.check(name)
        answer(form, lambda: _looked(looked, say), lambda: watch_json.looked(looked))
    return exitcodes.DONE


@watch_app.command("settle", help=of_command("watch settle"))
def settle_command(name: Name, form: Format = TEXT, lang: Language = None) -> int:
    """Say that a list that was found empty or cut short is as it should be."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        gone = tracker.watching.settle(name)
        answer(form, lambda: f"{say.settled.format(count=gone)}\n", lambda: {"source": name, "gone": gone})
    return exitcodes.DONE


@watch_app.command("run", help=of_command("watch run"))
def run_command(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME...]", help=of_argument("names"))] = None,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Look at sources now."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        for fault in () if names else tracker.watching.sources()[1]:
            stderr_line(str(fault))
        swept = tracker.watching.run(names or [])
        answer(
            form,
            lambda: "".join(f"{_report(report, say)}\n" for report in swept.reports) or f"{say.no_sources}\n",
            lambda: {"runs": [watch_json.run(report.run) for report in swept.reports]},
        )
    if swept.untold is not None:
        raise swept.untold
    failed = any(report.run.outcome in {"failed", "blocked"} for report in swept.reports)
    return exitcodes.OPERATION if failed else exitcodes.DONE


@watch_app.command("log", help=of_command("watch log"))
def log_command(
    name: AnySource = "",
    limit: Latest = 20,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Looks, the latest first."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        runs = tracker.watching.log(name, limit)
        answer(
            form,
            lambda: "".join(f"{run.started}  {_run(run, say)}\n" for run in runs) or f"{say.no_runs}\n",
            lambda: {"runs": [watch_json.run(run) for run in runs]},
        )
    return exitcodes.DONE


@watch_app.command("events", help=of_command("watch events"))
def events_command(
    name: AnySource = "",
    limit: Latest = 20,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """What befell known items, the latest first."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        found = tracker.watching.events(name, limit)
        answer(
            form,
            lambda: "".join(_event(one, say) for one in found) or f"{say.no_events}\n",
            lambda: {"events": [watch_json.event(one) for one in found]},
        )
    return exitcodes.DONE


@watch_app.command("health", help=of_command("watch health"))
def health_command(form: Format = TEXT, lang: Language = None) -> int:
    """How each source fares; ends with 1 where there is an alarm."""
    from revtrack.watch.health import worst

    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        found, delivery = tracker.watching.health(), tracker.watching.delivery()
        answer(
            form,
            lambda: ("".join(_health(one, say) for one in found) or f"{say.no_sources}\n") + _telling(delivery, say),
            lambda: {
                "sources": [watch_json.fares(one) for one in found],
                "delivery": [watch_json.delivery(one) for one in delivery],
            },
        )
    return exitcodes.DIFFERENCES if worst([*found, *delivery]) == "alarm" else exitcodes.DONE


@watch_app.command("outbox", help=of_command("watch outbox"))
def outbox_command(
    send: Annotated[bool, typer.Option("--send", help=of_argument("send"))] = False,
    give_up: Annotated[str, typer.Option("--give-up", metavar="ID", help=of_argument("give-up"))] = "",
    limit: Latest = 20,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Messages that wait or were sent, and how telling fares."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        desk = tracker.watching
        if give_up:
            desk.give_up(give_up)
        delivery = desk.send() if send else desk.delivery()
        messages = desk.outbox(limit)
        answer(
            form,
            lambda: (
                _telling(delivery, say) + ("".join(_message(one, say) for one in messages) or f"{say.outbox_empty}\n")
            ),
            lambda: {
                "delivery": [watch_json.delivery(one) for one in delivery],
                "messages": [watch_json.message(one) for one in messages],
            },
        )
    return exitcodes.DONE


@watch_app.command("inbox", help=of_command("watch inbox"))
def inbox_command(form: Format = TEXT, lang: Language = None) -> int:
    """What waits for a decision."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        entries = tracker.watching.inbox()
        together = Counter(one.folder for one in entries)
        answer(
            form,
            lambda: "".join(_entry(one, say, together[one.folder] - 1) for one in entries) or f"{say.inbox_empty}\n",
            lambda: {"items": [watch_json.entry(one) for one in entries]},
        )
    return exitcodes.DONE


@watch_app.command("accept", help=of_command("watch accept"))
def accept_command(
    items: Items = None,
    into: Annotated[str, typer.Option("--into", metavar="DOC", help=of_argument("into"))] = "",
    new: Annotated[bool, typer.Option("--new", help=of_argument("new"))] = False,
    source: OfSource = "",
    words: WithWords = "",
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Take items into the corpus, one after the other; one that cannot be taken in stops no other."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        desk = tracker.watching
        done, faults = _each(desk.chosen(items or [], source, words), lambda one: desk.accept(one, into, as_new=new))
        shown = [
            {"item": one.entry.token, "document": one.document, "version": one.version, "commit": one.commit or None}
            for one in done
        ]
        one_only = len(items or []) == 1
        answer(
            form,
            lambda: "".join(f"{say.accepted} {one.document} {show_unseen(one.entry.title)}\n" for one in done),
            lambda: shown[0] if one_only and shown else {"items": shown},
        )
    return _told(faults)


@watch_app.command("decline", help=of_command("watch decline"))
def decline_command(
    items: Items = None, source: OfSource = "", words: WithWords = "", form: Format = TEXT, lang: Language = None
) -> int:
    """Leave items out."""
    say = watch_words(language_of(lang))
    with asking(lang) as (tracker, _, _):
        desk = tracker.watching
        done, faults = _each(desk.chosen(items or [], source, words), desk.decline)
        one_only = len(items or []) == 1
        answer(
            form,
            lambda: "".join(f"{say.declined} {show_unseen(entry.title)}\n" for entry in done),
            lambda: watch_json.entry(done[0]) if one_only and done else {"items": [watch_json.entry(e) for e in done]},
        )
    return _told(faults)


def _each(tokens: Sequence[str], decide: Callable[[str], _Decided]) -> tuple[list[_Decided], list[RevtrackError]]:
    """What was decided of each item, and what kept others from it; a single fault of a single item is raised."""
    done: list[_Decided] = []
    faults: list[RevtrackError] = []
    for token in tokens:
        try:
            done.append(decide(token))
        except RevtrackError as error:
            if len(tokens) == 1:
                raise
            faults.append(error)
    return done, faults


def _told(faults: Sequence[RevtrackError]) -> int:
    """Say what went wrong; the code to end with."""
    for fault in faults:
        stderr_line(str(fault))
    return exitcodes.OPERATION if faults else exitcodes.DONE


# --- renderings -------------------------------------------------------------------------------------------------------


def _looked(looked: Looked, say: WatchWords) -> str:
    lines = [f"{say.kinds[looked.source.kind]}  {show_unseen(looked.source.address)}"]
    if looked.block and looked.block.blocked:
        lines.append(f"⚠ {say.looks_blocked.format(score=f'{looked.block.score:.2f}')}")
    items = looked.discovered.items
    if items:
        lines.append(say.found_items.format(count=len(items)))
        lines += [
            f"  {item.date or '----------'}  {show_unseen(item.title)}  {show_unseen(item.address)}"
            for item in items[:_SHOWN]
        ]
        if len(items) > _SHOWN:
            lines.append(f"  {say.more_items.format(count=len(items) - _SHOWN)}")
    return "\n".join(lines) + "\n"


def _report(report: SourceReport, say: WatchWords) -> str:
    return _run(replace(report.run, source=report.source.name), say)


def _run(run: Run, say: WatchWords) -> str:
    figures = f"{say.listed} {run.listed}  {say.new} {run.new}  {say.stored} {run.stored}  {say.failed} {run.failed}"
    fault = f"  {run.fault} {show_unseen(run.message)}".rstrip() if run.fault or run.message else ""
    taken = say.seconds.format(seconds=f"{run.seconds:.1f}")
    return f"{run.source}  {say.outcomes[run.outcome]}  {figures}  {taken}{fault}"


def _event(one: Event, say: WatchWords) -> str:
    told = f"{say.events[one.kind]}  {show_unseen(one.title)}  {show_unseen(one.address)}"
    return f"{one.at}  {one.source}  {told}\n"


def _health(one: Health, say: WatchWords) -> str:
    head = f"{STATUS_SIGNS[one.status]} {one.source}  {say.statuses[one.status]}"
    head += f"  {say.last_run} {one.last_run or say.never}"
    head += f"  {say.next_run} {one.next_due or say.never}  {say.pending} {one.pending}\n"
    return head + "".join(f"    {say.reason(reason)}\n" for reason in one.reasons)


def _telling(delivery: Sequence[Delivery], say: WatchWords) -> str:
    """How telling fares, somebody a line."""
    lines: list[str] = []
    for one in delivery:
        since = f"  {say.since.format(moment=one.oldest)}" if one.waiting else ""
        line = f"{STATUS_SIGNS[one.status]} {say.whom} {one.whom}  {say.statuses[one.status]}"
        lines.append(f"{line}  {say.waiting.format(count=one.waiting)}{since}\n")
        if one.kind:
            lines.append(f"    {show_unseen(say.delivery_reason(one))}\n")
    return "".join(lines)


def _message(one: Message, say: WatchWords) -> str:
    head = f"{one.id[:8]}  {one.made_at}  {say.message_statuses[one.status]}  {say.whom} {one.whom}"
    return f"{head}  {say.message_kinds[one.kind]}  {show_unseen(one.title)}\n"


def _entry(one: Entry, say: WatchWords, others: int) -> str:
    why = say.reasons_why.get(one.reason, one.reason)
    told = say.likely[one.kind].format(title=show_unseen(one.target_title))
    lacks = one.listed.get("lacks", "")
    number = one.read.get("doc_number", "") or one.listed.get("number", "")
    return (
        f"{one.token[:8]}  {one.source}  {one.listed.get('date', '') or one.read.get('issued', '') or '----------'}"
        f"  {show_unseen(one.title)}{f'  {show_unseen(number)}' if number else ''}\n"
        f"          {told}{f'（{why}）' if why else ''}  {show_unseen(one.page or one.address)}\n"
        + (f"          {say.together.format(count=others)}\n" if others else "")
        + (f"          ⚠ {say.lacks.format(names=show_unseen(lacks))}\n" if lacks else "")
    )


COMMANDS: Commands = (("watch", watch_app),)
