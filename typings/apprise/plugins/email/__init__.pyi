from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from apprise import NotifyBase
from apprise.common import NotifyFormat

@dataclass
class EmailMessage:
    recipient: str
    to_addrs: list[str]
    body: str

class NotifyEmail(NotifyBase):
    smtp_host: str
    port: int
    secure_mode: str
    user: str | None
    password: str | None
    verify_certificate: bool
    socket_connect_timeout: int
    from_addr: tuple[str, str]
    targets: list[tuple[str | bool, str]]
    cc: set[str]
    bcc: set[str]
    reply_to: set[str]
    names: dict[str, str]
    pgp: object
    pgp_mode: str
    @staticmethod
    def prepare_emails(
        *,
        subject: str,
        body: str,
        notify_format: NotifyFormat,
        from_addr: tuple[str, str],
        to: list[tuple[str | bool, str]],
        cc: set[str],
        bcc: set[str],
        reply_to: set[str],
        smtp_host: str,
        headers: Mapping[str, str],
        names: Mapping[str, str],
        pgp: object,
        pgp_mode: str,
    ) -> Iterator[EmailMessage]: ...
