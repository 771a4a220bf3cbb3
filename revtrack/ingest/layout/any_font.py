"""One made-up font in place of all fonts of the machine: what a PDF says then never depends on what is installed.

Pdfium looks at a system's fonts for those that a file does not bring along, and passes over a text whose characters it
finds no shape for. The font made here has one shape, a bar, for every character (`cmap` of format 13, OpenType
specification 1.9). It serves reading only: a page that is drawn to be recognised is drawn with the machine's fonts.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache

import pypdfium2.raw as raw

_EM, _WIDE = 1000, 50
_ALL = 0x10FFFF
_KEPT: list[object] = []


def use_one_font() -> None:
    """Hand the font to pdfium, in this process from now on."""
    if _KEPT:
        return
    data = font()
    info = raw.FPDF_SYSFONTINFO()
    fields = {name: kind for name, kind, *_ in raw.FPDF_SYSFONTINFO._fields_}

    def map_font(*_: object) -> int:
        return 1

    def give(_info: object, _font: object, table: int, buffer: int, size: int) -> int:
        part = table_of(table) if table else data
        if buffer and size >= len(part):
            ctypes.memmove(buffer, part, len(part))
        return len(part)

    def name(_info: object, _font: object, buffer: int, size: int) -> int:
        said = b"Any\0"
        if buffer and size >= len(said):
            ctypes.memmove(buffer, said, len(said))
        return len(said)

    def nothing(*_: object) -> int:
        return 0

    callbacks = {
        "Release": nothing,
        "EnumFonts": nothing,
        "MapFont": map_font,
        "GetFont": map_font,
        "GetFontData": give,
        "GetFaceName": name,
        "GetFontCharset": nothing,
        "DeleteFont": nothing,
    }
    for field, function in callbacks.items():
        made = fields[field](function)
        _KEPT.append(made)
        setattr(info, field, made)
    info.version = 1
    _KEPT.append(info)
    raw.FPDF_SetSystemFontInfo(info)


@cache
def font() -> bytes:
    """The font as a TrueType file."""
    tables = _tables()
    count = len(tables)
    head = struct.pack(">IHHHH", 0x00010000, count, 64, 2, count * 16 - 64)
    at = 12 + 16 * count
    records, bodies = b"", b""
    for tag, body in sorted(tables.items()):
        records += tag + struct.pack(">III", _sum(body), at + len(bodies), len(body))
        bodies += body + b"\0" * (-len(body) % 4)
    return head + records + bodies


def table_of(tag: int) -> bytes:
    """One table of the font by its name as a number; b"" where it has none."""
    return _tables().get(struct.pack(">I", tag), b"")


@cache
def _tables() -> dict[bytes, bytes]:
    # narrow, so that the widths that the file gives are those that count
    bar = struct.pack(">hhhhhHH", 1, 0, -120, _WIDE, 880, 3, 0)
    bar += bytes((1, 1, 1, 1)) + struct.pack(">hhhh", 0, _WIDE, 0, -_WIDE) + struct.pack(">hhhh", -120, 0, _EM, 0)
    bar += b"\0" * (-len(bar) % 4)
    groups = struct.pack(">III", 0x20, _ALL, 1)
    mapping = struct.pack(">HHIII", 13, 0, 16 + len(groups), 0, 1) + groups
    return {
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, -120, _EM, 880, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
        b"hmtx": struct.pack(">Hhh", _EM, 0, 0),
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + mapping,
        b"loca": struct.pack(">HHH", 0, len(bar) // 2, len(bar)),
        b"glyf": bar * 2,
    }


def _sum(body: bytes) -> int:
    padded = body + b"\0" * (-len(body) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
