"""Files into decoded text: what the alignment reads."""

from revtrack.ingest.read import ReadText, read_bytes, read_file

__all__ = ["ReadText", "read_bytes", "read_file"]
