"""Bodies of answers, read and unpacked piece by piece within bounds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx2

from revtrack.watch.net.fetched import FetchFailed
from revtrack.watch.net.policy import FetchPolicy
from revtrack.watch.net.transport import LIBRARY_ERRORS

_CHUNK = 64 * 1024


class Body:
    """Reads a body within the bounds of a policy, unpacking it piece by piece."""

    def __init__(self, address: str, policy: FetchPolicy) -> None:
        self._address = address
        self._policy = policy
        self.begun = False

    async def whole(self, response: httpx2.Response) -> bytes:
        """All of it; raises `FetchFailed` where it is too large or breaks off."""
        limit = self._policy.max_bytes
        declared = response.headers.get("content-length", "")
        if declared.isascii() and declared.isdecimal() and int(declared) > limit:
            raise self._too_large()
        unpacker = _Unpacker(response.headers.get("content-encoding", ""))
        if unpacker.unknown:
            raise FetchFailed("content-type", self._address, {"content-encoding": unpacker.unknown})
        received, data = 0, bytearray()
        try:
            async for piece in response.aiter_raw(_CHUNK):
                received += len(piece)
                for part in unpacker.unpack(piece):
                    data += part
                    if len(data) > limit:
                        raise self._too_large()
                if received > limit:
                    raise self._too_large()
        except zlib.error as error:
            raise FetchFailed("truncated", self._address, {"reason": str(error)}, transient=True) from None
        if not unpacker.complete:
            raise FetchFailed("truncated", self._address, {"bytes": str(received)}, transient=True)
        return bytes(data)

    async def beginning(self, response: httpx2.Response) -> bytes:
        """What can be had of the body of an error; never raises for it."""
        data = bytearray()
        try:
            unpacker = _Unpacker(response.headers.get("content-encoding", ""))
            async for piece in response.aiter_raw(_CHUNK):
                for part in unpacker.unpack(piece):
                    data += part
                    if len(data) >= self._policy.error_bytes:
                        return bytes(data[: self._policy.error_bytes])
        except (*LIBRARY_ERRORS, zlib.error):
            pass
        return bytes(data)

    def _too_large(self) -> FetchFailed:
        return FetchFailed("too-large", self._address, {"limit": str(self._policy.max_bytes)})


class _Unpacker:
    """Undoes gzip and deflate in pieces of bounded size: a few bytes may stand for gigabytes."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        self.unknown = "" if name in {"", "identity", "gzip", "x-gzip", "deflate"} else name
        self._packed = name in {"gzip", "x-gzip", "deflate"}
        self._gzip = name != "deflate"
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._gzip else zlib.MAX_WBITS)
        self._fed = False

    @property
    def complete(self) -> bool:
        """Whether the packed data came to its end; an empty body is one."""
        return not self._packed or not self._fed or self._stream.eof

    def unpack(self, data: bytes) -> Iterator[bytes]:
        """The bytes that `data` stands for. Raises `zlib.error`."""
        if not self._packed:
            yield data
            return
        first, self._fed = not self._fed, True
        while data:
            if self._stream.eof:
                if not (self._gzip and data.startswith(b"\x1f\x8b")):
                    return  # padding behind the end
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                part = self._stream.decompress(data, _CHUNK)
            except zlib.error:
                if self._gzip or not first:
                    raise
                # Some servers send deflate without the header that its standard asks for.
                first, self._stream = False, zlib.decompressobj(-zlib.MAX_WBITS)
                continue
            yield part
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        # What the stream still holds back comes out with an empty input, in bounded pieces too.
        while not self._stream.eof and (part := self._stream.decompress(b"", _CHUNK)):
            yield part
