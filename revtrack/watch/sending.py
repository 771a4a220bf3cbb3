"""One message to one address, by Apprise or as a signed call, with the id that a repeat of it carries again.

A mail bears it as its Message-ID, so that a mailbox knows a repeat; what is sent by HTTP as `Idempotency-Key` where the
service lets headers through; and every text ends with it, for people and for chats that know neither.

A webhook of a subscription is called as "Standard Webhooks" has it: `webhook-id`, `webhook-timestamp` (of this try) and
`webhook-signature`, an HMAC-SHA256 with the subscription's secret over id, timestamp and body, a dot between.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_string
from typing import TYPE_CHECKING

from revtrack.watch.net.fetch import Fetcher
from revtrack.watch.net.fetched import FetchFailed
from revtrack.watch.state import Message
from revtrack.watch.targets import Target

if TYPE_CHECKING:
    from apprise import NotifyBase
    from apprise.plugins.email import NotifyEmail

_LONGEST = 300


#: What a secret begins with: by it receivers know what it is.
SECRET = "whsec_"  # noqa: S105 - the mark, not the secret


class Sending:
    """Sends messages to wherever somebody is told; calls go through the fetcher that `make_fetcher` makes."""

    def __init__(
        self, make_fetcher: Callable[[], Fetcher], clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._make_fetcher, self._clock = make_fetcher, clock

    def __call__(self, target: Target, message: Message) -> str:
        """Send a message; "" where it was taken, else why not, in the words of whoever refused it."""
        return self._call(target, message) if target.secret else send_by_apprise(target, message)

    def _call(self, target: Target, message: Message) -> str:
        body = message.body.encode("utf-8", "replace")
        moment = str(int(self._clock().timestamp()))
        headers = {
            "content-type": "application/json",
            "webhook-id": message.id,
            "webhook-timestamp": moment,
            "webhook-signature": signature(target.secret, message.id, moment, body),
            "idempotency-key": message.id,
        }
        try:
            asyncio.run(self._posted(target.address, body, headers))
        except FetchFailed as failure:
            facts = " ".join(f"{value}" for value in failure.facts.values())
            return f"{failure.kind} {facts}".strip()[:_LONGEST]
        return ""

    async def _posted(self, address: str, body: bytes, headers: dict[str, str]) -> None:
        async with self._make_fetcher() as fetcher:
            await fetcher.post(address, body, headers)


def signature(secret: str, id: str, moment: str, body: bytes) -> str:  # noqa: A002 - what it is called everywhere
    """What proves that a call is ours: version and HMAC-SHA256 over id, moment (seconds since 1970) and body."""
    key = base64.b64decode(secret.removeprefix(SECRET))
    made = hmac.new(key, b".".join((id.encode(), moment.encode(), body)), "sha256").digest()
    return f"v1,{base64.b64encode(made).decode()}"


def send_by_apprise(target: Target, message: Message) -> str:
    """As `Sending`, to an address as Apprise writes it."""
    import apprise

    plugin = apprise.Apprise.instantiate(target.address)
    if plugin is None:
        return "address"
    text = f"{message.body.rstrip()}\n\n— {message.id}\n"
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as said:
        try:
            taken = _hand_over(plugin, message, text, target.to)
        except Exception as error:  # noqa: BLE001 - of whatever service, a message that was not taken is sent again
            return f"{type(error).__name__}: {error}"[:_LONGEST]
        lines = said.getvalue().split("\n")
    return "" if taken else next((line for line in reversed(lines) if line.strip()), "refused")[:_LONGEST]


def message_id(message: Message) -> str:
    """The Message-ID of a mail: the same for every repeat, whatever the address is by then."""
    return f"<{message.id}@revtrack>"


def _hand_over(plugin: NotifyBase, message: Message, text: str, to: str) -> bool:
    from apprise.plugins.email import NotifyEmail

    if type(plugin) is NotifyEmail:
        if to:
            plugin.targets, plugin.cc, plugin.bcc = [(False, to)], set(), set()
        return _mail(plugin, message, text)
    if to:
        raise ValueError(to)
    if isinstance(getattr(plugin, "headers", None), dict):
        plugin.headers["Idempotency-Key"] = message.id
    return plugin.notify(body=text, title=message.title)


def _mail(plugin: NotifyEmail, message: Message, text: str) -> bool:
    """Send mails as Apprise does, which gives each try a Message-ID of its own."""
    from apprise.common import NotifyFormat
    from apprise.plugins.email.smtp import AppriseSMTPController

    mails = plugin.prepare_emails(
        subject=message.title,
        body=text,
        notify_format=NotifyFormat.TEXT,
        from_addr=plugin.from_addr,
        to=plugin.targets,
        cc=plugin.cc,
        bcc=plugin.bcc,
        reply_to=plugin.reply_to,
        smtp_host=plugin.smtp_host,
        headers={"X-Application": "revtrack", **plugin.headers},
        names=plugin.names,
        pgp=plugin.pgp,
        pgp_mode=plugin.pgp_mode,
    )
    with AppriseSMTPController(
        host=plugin.smtp_host,
        port=plugin.port,
        secure_mode=plugin.secure_mode,
        user=plugin.user,
        password=plugin.password,
        verify_certificate=plugin.verify_certificate,
        socket_connect_timeout=plugin.socket_connect_timeout,
    ) as server:
        taken = True
        for mail in mails:
            made = message_from_string(mail.body)
            del made["Message-ID"]
            made["Message-ID"] = message_id(message)
            taken &= server.sendmail(plugin.from_addr[1], mail.to_addrs, made.as_string())
        return taken
