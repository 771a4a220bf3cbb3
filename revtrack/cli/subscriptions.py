"""The command of subscriptions: be told what is new for a search, a body, an indicator, a policy line, a document."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, cast

import typer

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import (
    TEXT,
    Commands,
    Format,
    Issuer,
    Jurisdiction,
    Language,
    Since,
    Status,
    Until,
    language_of,
    one_of,
)
from revtrack.cli.output import stderr_line
from revtrack.errors import InvalidInput
from revtrack.export.unseen import on_a_line
from revtrack.words.help import of_argument
from revtrack.words.subscriptions import SubscriptionWords, subscription_words

if TYPE_CHECKING:
    from corpus_repo.answers import Filter
    from revtrack.service import Tracker
    from revtrack.subscriptions.held import Held
    from revtrack.watch.state import Match, SubscriptionKind
    from revtrack.words.language import Lang

#: What a word may mean to subscribe to besides a search.
_KINDS = ("search", "duties", "body", "indicator", "line", "document")


def subscribe_command(
    kind: Annotated[str | None, typer.Argument(help=of_argument("subscription-kind"), **one_of(_KINDS))] = None,
    what: Annotated[str, typer.Argument(metavar="[WHAT]", help=of_argument("subscription-what"))] = "",
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help=of_argument("subscription-to"))] = "",
    actor: Annotated[str, typer.Option("--actor", help=of_argument("actor"))] = "",
    jurisdiction: Jurisdiction = "",
    issuer: Issuer = "",
    status: Status = None,
    since: Since = 0,
    until: Until = 0,
    show: Annotated[str, typer.Option("--show", metavar="ID", help=of_argument("show-subscription"))] = "",
    remove: Annotated[str, typer.Option("--remove", metavar="ID", help=of_argument("remove-subscription"))] = "",
    send: Annotated[bool, typer.Option("--send", help=of_argument("send-subscriptions"))] = False,
    form: Format = TEXT,
    lang: Language = None,
) -> int:
    """Subscribe, or what was subscribed to; what was found, to be told no more, and to look and send now."""
    from corpus_repo.answers import Filter
    from revtrack.forms import subscriptions as forms

    language = language_of(lang)
    say = subscription_words(language)
    with asking(lang) as (tracker, _, _):
        tracker.library.open()
        owner, desk = _owner(tracker), tracker.subscribing
        if kind:
            asked = Filter("", jurisdiction, issuer, status or "", since, until)
            made = _subscribe(tracker, kind, what, to, asked, actor, language)
            answer(form, lambda: _made(made, say, tracker.settings.public_url), lambda: forms.made(made))
            return exitcodes.DONE
        if send:
            with tracker.watching.state() as state:
                count = tracker.watching.telling.now(state, [], datetime.now(UTC))
            stderr_line(say.sent.format(count=count))
        if remove:
            gone = desk.unsubscribe(remove, owner)
            stderr_line(say.removed.format(title=on_a_line(gone.title)))
        if show:
            found = desk.matches(show, owner)
            answer(form, lambda: _matches(found, say, tracker.settings.public_url), lambda: forms.matches(found))
            return exitcodes.DONE
        every = desk.subscriptions(owner)
        answer(form, lambda: _list(every, say, tracker.settings.public_url), lambda: forms.subscriptions(every))
    return exitcodes.DONE


def _subscribe(tracker: Tracker, kind: str, what: str, to: str, asked: Filter, actor: str, lang: Lang) -> Held:
    from corpus_repo.answers import DutyFilter
    from revtrack.subscriptions.wanted import search_wanted

    if kind in ("search", "duties"):
        wanted = search_wanted(what, asked, DutyFilter(actor, what) if kind == "duties" else None)
    elif what.strip():
        wanted = {"document" if kind == "line" else kind: what.strip()}
    else:
        raise InvalidInput("subscription-empty")
    owner = _owner(tracker) or ""
    meant = cast("SubscriptionKind", "search" if kind == "duties" else kind)
    administers = tracker.may_administer(owner)
    return tracker.subscribing.subscribe(meant, wanted, to, owner=owner, lang=lang, administers=administers)


def _owner(tracker: Tracker) -> str | None:
    """Whose subscriptions are meant: those of the account that works here, without one everybody's."""
    return tracker.settings.author if tracker.settings.account else None


def _made(held: Held, say: SubscriptionWords, url: str) -> str:
    lines = [say.made.format(title=on_a_line(held.subscription.title)), *_lines(held, say, url)]
    if held.subscription.secret:
        lines += [say.signed_by, f"  {held.subscription.secret}"]
    return "".join(f"{line}\n" for line in lines)


def _list(every: list[Held], say: SubscriptionWords, url: str) -> str:
    return "".join(f"{line}\n" for held in every for line in _lines(held, say, url)) or f"{say.none}\n"


def _lines(held: Held, say: SubscriptionWords, url: str) -> list[str]:
    one = held.subscription
    where = f"{say.channels[one.channel]} {on_a_line(held.shown)}".strip()
    head = f"{one.token}  {say.kinds[one.kind]}  {on_a_line(one.title)}  → {where}"
    counts = f"    {say.since.format(day=one.made_at[:10])}  {say.matches.format(count=held.matches)}"
    if held.waiting:
        counts += f"  {say.waiting.format(count=held.waiting)}"
    lines = [head, counts, f"    {url.rstrip('/')}/feeds/subscriptions/{one.feed}.atom"]
    return [*lines, f"    {say.fault.format(fault=on_a_line(held.fault))}"] if held.fault else lines


def _matches(found: list[Match], say: SubscriptionWords, url: str) -> str:
    from revtrack.subscriptions.saying import page_of, text_of

    return "\n".join(f"{text_of(one, say, page_of(one, url))}\n" for one in found) or f"{say.found_none}\n"


COMMANDS: Commands = (("subscribe", subscribe_command),)
