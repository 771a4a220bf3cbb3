"""What came of a job, as bytes that every process of this program reads: kept by us, in a database of ours alone."""

from __future__ import annotations

import io
import pickle
import zlib
from types import MappingProxyType
from typing import Any, cast


class _Pickler(pickle.Pickler):
    """Knows tables that nobody may change, which pickle alone does not."""

    def reducer_override(self, obj: object) -> Any:
        if isinstance(obj, MappingProxyType):
            return _fixed, (dict(cast("MappingProxyType[object, object]", obj)),)
        return NotImplemented


def _fixed(items: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(items)


def packed(value: object) -> bytes:
    """An answer or an error as bytes. Raises what pickle does for what cannot be kept."""
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return zlib.compress(stream.getbuffer(), 1)


def unpacked(data: bytes) -> object:
    """The answer or the error again. Raises `ValueError` for what another program wrote, an older one of ours too."""
    try:
        return pickle.loads(zlib.decompress(data))  # noqa: S301 - nobody else writes into this database
    except Exception as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
