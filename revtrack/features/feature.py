"""What every feature has: the library that it works on, and a way to read a file of the user's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from revtrack.ingest.read import ReadText, read_file

if TYPE_CHECKING:
    from revtrack.holdings.library import Library
    from revtrack.ingest.extracted import Remark


class Feature:
    """One job of the application over one library; several of them in one class share it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        #: Told of what is worth knowing about how a file's text was got: (file, remark).
        self.on_remark: Callable[[str, Remark], None] | None = None

    def _read(self, path: str | Path) -> ReadText:
        """The text of a file under the limits of the settings; "-" is standard input."""
        settings = self.library.settings
        read = read_file(path, max_bytes=settings.max_file_bytes, limits=settings.reader_limits())
        if self.on_remark:
            for remark in read.remarks:
                self.on_remark(read.name, remark)
        return read

    def _may_overrule(self, _by: str) -> bool:
        """Whether whoever says something may say other than what somebody else said of it."""
        return True

    def _by(self, author: str) -> str:
        """Who makes a change: the one who is named, else the one of the settings."""
        return author or self.library.settings.author
