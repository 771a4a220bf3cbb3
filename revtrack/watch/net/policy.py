"""The bounds of fetching, and which kinds of content are wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Content types of pages, lists and feeds; a pattern may end in "*".
PAGES = (
    "text/html",
    "application/xhtml+xml",
    "application/xml",
    "text/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/json",
    "text/json",
    "text/javascript",
    "application/javascript",
    "text/plain",
)
#: Whatever may be a document or a page: no pictures, films, sounds or fonts.
READABLE = ("text/*", "application/*", "binary/octet-stream")


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """The bounds of fetching; all times in seconds."""

    #: Sent as it is; its first word, up to a slash, is the name looked for in a robots.txt.
    user_agent: str = "revtrack/0.2"
    #: An http:// or https:// proxy for everything; "" for none. The environment is never asked.
    proxy: str = ""
    #: Requests in flight, over all hosts.
    concurrency: int = 16
    #: Pause after each request to a host; a longer one asked for by its robots.txt wins.
    delay: float = 2.0
    resolve_seconds: float = 10.0
    connect_seconds: float = 10.0
    #: Silence that is waited for between two pieces of an answer.
    read_seconds: float = 20.0
    #: One request from its connection to its last byte.
    total_seconds: float = 120.0
    #: Of a body, as sent and as unpacked.
    max_bytes: int = 64 * 1024 * 1024
    #: What is kept of the body of an error.
    error_bytes: int = 64 * 1024
    max_redirects: int = 8
    attempts: int = 3
    #: Before the second try; doubled for each further one, up to the most, more or less by half.
    backoff: float = 1.0
    backoff_most: float = 60.0
    #: Waited for within a fetch when a server names a time; for longer ones the fetch fails with "retry-later".
    retry_after_wait: float = 30.0
    #: A host that names a time is left alone for so long at most.
    retry_after_most: float = 86_400.0
    robots: bool = True
    robots_seconds: float = 86_400.0
    #: How long a robots.txt that cannot be read closes its site.
    robots_fault_seconds: float = 600.0

    @property
    def agent_name(self) -> str:
        """What a robots.txt calls us."""
        return re.split(r"[/\s]", self.user_agent, maxsplit=1)[0]
