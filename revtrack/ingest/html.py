"""The door to web pages for what else looks at them: their text, and their nodes."""

from __future__ import annotations

from revtrack.ingest.page.nodes import children
from revtrack.ingest.page.reader import page_text

__all__ = ["children", "page_text"]
