"""What came into the corpus becomes matches, and messages in the outbox, once each however many processes look."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from corpus_repo import Corpus
from corpus_repo.answers import Happened
from revtrack.errors import InvalidInput
from revtrack.forms.subscriptions import event
from revtrack.holdings.library import Library
from revtrack.subscriptions.finding import Arrived, Asks, Finding, arrived
from revtrack.subscriptions.held import MAIL
from revtrack.subscriptions.saying import page_of, text_of
from revtrack.watch.state import Match, Message, State, Subscription
from revtrack.watch.state.subscriptions import addressee_of
from revtrack.watch.targets import Target
from revtrack.words.language import Lang, spoken
from revtrack.words.subscriptions import subscription_words

_log = logging.getLogger(__name__)
#: So many changes of the corpus are gone through at once.
_PORTION = 200


class Gathering:
    """Looks for what subscriptions are to; `is_active` says whether an account still may be told."""

    def __init__(self, library: Library, asks: Asks, is_active: Callable[[str], bool]) -> None:
        self._library, self._asks, self._is_active = library, asks, is_active

    def gather(self, state: State, now: datetime) -> int:
        """Go through what was added since each subscription was last looked at; how many messages were written.

        What a person who has no account any more subscribed to is forgotten.
        """
        every = self._active(state)
        if not every or not self._library.exists():
            return 0
        written = 0
        with self._library.corpus() as corpus:
            if corpus.catalog.main() != corpus.git.head():  # it is brought up just now
                return 0
            last = corpus.queries.last_change()
            finding = Finding(corpus, self._asks, self._library.settings.limits())
            for one in every:
                if one.seen == last:
                    continue
                try:
                    written += self._look(corpus, finding, state, one, now)
                except Exception:  # noqa: BLE001 - one that cannot be answered now keeps nothing from the others
                    _log.exception("subscription %s", one.token)
        return written

    def targets(self, state: State, known: Mapping[str, Target]) -> dict[str, Target]:
        """Where messages to subscribers go; nowhere where `tell.toml` does not name the mail server or the person."""
        found: dict[str, Target] = {}
        for one in state.subscriptions():
            lang, name = _lang(one), addressee_of(one)
            if one.channel == "webhook":
                found[name] = Target(name, one.address, lang, secret=one.secret)
            elif one.channel == "apprise":
                found[name] = Target(name, one.address, lang)
            elif one.channel == "mail" and MAIL in known:
                found[name] = Target(name, known[MAIL].address, lang, to=one.address)
            elif one.channel == "name" and one.address in known:
                found[name] = Target(name, known[one.address].address, lang)
        return found

    def _active(self, state: State) -> list[Subscription]:
        kept: list[Subscription] = []
        for one in state.subscriptions():
            if one.owner and not self._is_active(one.owner):
                state.unsubscribe(one)
            else:
                kept.append(one)
        return kept

    def _look(self, corpus: Corpus, finding: Finding, state: State, one: Subscription, now: datetime) -> int:
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        changes = corpus.queries.changes_after(one.seen)
        if changes is None:  # another corpus stands here, from a backup: what it holds is not new
            state.looked_through(one, corpus.queries.last_change(), at, (), ())
            return 0
        some = _portion(changes)
        if not some:
            return 0
        came = [(item.document, item.version) for item in some if item.kind == "add" and item.version]
        told_before = state.matched(one.token, [version for _, version in came])
        found: list[Match] = []
        for document, version in dict.fromkeys(came):
            known = arrived(corpus, document, version) if version not in told_before else None
            told = _told(finding, one, known) if known else None
            if known and told:
                found.append(
                    Match(
                        subscription=one.token,
                        document=known.document.id,
                        version=version,
                        title=known.version.value("title"),
                        at=at,
                        told=told,
                    )
                )
        messages = self._messages(one, found, at)
        return len(messages) if state.looked_through(one, some[-1].commit, at, found, messages) else 0

    def _messages(self, one: Subscription, found: Sequence[Match], at: str) -> list[Message]:
        """A call each for a webhook, else one message that tells all."""
        if not found or one.channel == "feed":
            return []
        say, url = subscription_words(_lang(one)), self._library.settings.public_url
        if one.channel == "webhook":
            return [self._call(one, match, url) for match in found]
        parts = [text_of(match, say, page_of(match, url)) for match in found]
        title = say.message_title.format(count=len(found), title=one.title)
        return [_message(one, title, "\n\n".join(parts), at)]

    def _call(self, one: Subscription, match: Match, url: str) -> Message:
        message = _message(one, match.title, "", match.at)
        form = event(one, match, message.id, page_of(match, url))
        body = json.dumps(form, ensure_ascii=False, separators=(",", ":"))
        return _message(one, match.title, body, match.at, message.id)


def _message(one: Subscription, title: str, body: str, at: str, id: str = "") -> Message:  # noqa: A002
    name = id or secrets.token_hex(12)
    return Message(id=name, whom=addressee_of(one), kind="subscription", title=title, body=body, made_at=at)


def _told(finding: Finding, one: Subscription, known: Arrived) -> dict[str, Any] | None:
    try:
        return finding.told(one, known)
    except InvalidInput:  # what is asked about is gone
        return None


def _portion(changes: Sequence[Happened]) -> Sequence[Happened]:
    """As many changes as are gone through at once; none of a commit's is left behind."""
    at = min(_PORTION, len(changes))
    while 0 < at < len(changes) and changes[at].commit == changes[at - 1].commit:
        at += 1
    return changes[:at]


def _lang(one: Subscription) -> Lang:
    return spoken(one.lang) or "zh"
