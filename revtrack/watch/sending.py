"""One message to one address by Apprise, with the id that a repeat of it carries again.

A mail bears it as its Message-ID, so that a mailbox knows a repeat; what is sent by HTTP as `Idempotency-Key` where the
service lets headers through; and every text ends with it, for people and for chats that know neither.
"""

from __future__ import annotations

import logging
from email import message_from_string
from typing import TYPE_CHECKING

from revtrack.watch.state import Message

if TYPE_CHECKING:
    from apprise import NotifyBase
    from apprise.plugins.email import NotifyEmail

_LONGEST = 300


def send(address: str, message: Message) -> str:
    """Send a message; "" where it was taken, else why not, in the words of whoever refused it."""
    import apprise

    plugin = apprise.Apprise.instantiate(address)
    if plugin is None:
        return "address"
    text = f"{message.body.rstrip()}\n\n— {message.id}\n"
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as said:
        try:
            taken = _hand_over(plugin, message, text)
        except Exception as error:  # noqa: BLE001 - of whatever service, a message that was not taken is sent again
            return f"{type(error).__name__}: {error}"[:_LONGEST]
        lines = said.getvalue().split("\n")
    return "" if taken else next((line for line in reversed(lines) if line.strip()), "refused")[:_LONGEST]


def message_id(message: Message) -> str:
    """The Message-ID of a mail: the same for every repeat, whatever the address is by then."""
    return f"<{message.id}@revtrack>"


def _hand_over(plugin: NotifyBase, message: Message, text: str) -> bool:
    from apprise.plugins.email import NotifyEmail

    if type(plugin) is NotifyEmail:
        return _mail(plugin, message, text)
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
