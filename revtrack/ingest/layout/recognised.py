"""Text of pictures: by RapidOCR (extra `ocr`) or by Tesseract with Chinese, where one is installed; told as such."""

from __future__ import annotations

import importlib.util
import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from revtrack.ingest.extracted import RecognisedLine
from revtrack.ingest.layout.printed import PrintedLine

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_LANGUAGE = "chi_sim"
#: Dots an inch at which a page is drawn to be recognised, and the pixels of its longer side at most.
_DOTS, _MOST_PIXELS = {"rapidocr": 200, "tesseract": 300}, 4_500
_BLANK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]+|[ \t]{1,200}(?=[\u3000-\u9fff\uff00-\uffef])")
#: What a person should hold beside the picture: numbers and days decide, and are what recognisers get wrong.
_NUMBER = re.compile(r"[\d０-９〇零一二三四五六七八九十百千万亿]")
_MOST_SHOWN, _LEAST_SURE = 300, 0.5


@dataclass(frozen=True, slots=True)
class _Box:
    """A piece of text in a picture, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: float


@lru_cache(maxsize=1)
def recogniser() -> str:
    """ "rapidocr" or "tesseract", "" where neither is installed (Tesseract with its Chinese)."""
    if importlib.util.find_spec("rapidocr") and importlib.util.find_spec("onnxruntime"):
        return "rapidocr"
    program = shutil.which("tesseract") or ""
    if not program:
        return ""
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False)  # noqa: S603
    known = (listed.stdout + listed.stderr).decode("utf-8", "replace").split()
    return "tesseract" if _LANGUAGE in known else ""


def recognise_page(page: pdfium.PdfPage, number: int) -> tuple[list[PrintedLine], list[RecognisedLine]]:
    """The lines of a page of a PDF, and those of them that hold numbers, with their pictures."""
    scale = _DOTS[recogniser()] / 72
    scale = min(scale, _MOST_PIXELS / max(page.get_width(), page.get_height(), 1.0))
    grey: Grey = page.render(scale=scale, grayscale=True).to_numpy()
    return recognise(grey.reshape(grey.shape[0], grey.shape[1]), number)


def recognise(grey: Grey, number: int) -> tuple[list[PrintedLine], list[RecognisedLine]]:
    """The lines of a page given as grey pixels, and those of them that hold numbers, with their pictures."""
    boxes = _by_rapidocr(grey) if recogniser() == "rapidocr" else _by_tesseract(grey)
    if boxes and sum(box.sure * len(box.text) for box in boxes) < _LEAST_SURE * sum(len(box.text) for box in boxes):
        return [], []  # guesses: a drawing, or a page that lies on its side
    height = float(grey.shape[0])
    lines: list[PrintedLine] = []
    shown: list[RecognisedLine] = []
    for row in _rows(boxes):
        text = _joined(row)
        left, right = min(box.left for box in row), max(box.right for box in row)
        top, bottom = min(box.top for box in row), max(box.bottom for box in row)
        lines.append(PrintedLine(text, left, right, top / height, bottom / height, number))
        sure = min(box.sure for box in row)
        if _NUMBER.search(text) and len(shown) < _MOST_SHOWN:
            shown.append(RecognisedLine(number + 1, text, round(sure, 3), _cut(grey, left, top, right, bottom)))
    return lines, shown


def _rows(boxes: Iterable[_Box]) -> list[list[_Box]]:
    """Pieces as lines from above, each from left to right."""
    rows: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: (box.top + box.bottom, box.left)):
        middle = (box.top + box.bottom) / 2
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom and _beside(rows[-1], box):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.left) for row in rows]


def _beside(row: Sequence[_Box], box: _Box) -> bool:
    tall = max(box.bottom - box.top, 1.0)
    return all(box.left > other.right - 0.5 * tall or box.right < other.left + 0.5 * tall for other in row)


def _joined(row: Sequence[_Box]) -> str:
    text = row[0].text
    for before, box in pairwise(row):
        tall = max(box.bottom - box.top, 1.0)
        text += ("\t" if box.left - before.right > 2 * tall else "") + box.text
    return text


# --- RapidOCR --------------------------------------------------------------------------------------------------------


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # pyright: ignore[reportMissingImports, reportUnknownVariableType]

    return RapidOCR(params={"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": 2})  # pyright: ignore[reportUnknownVariableType]


def _by_rapidocr(grey: Grey) -> list[_Box]:
    found = _engine()(np.stack([grey] * 3, axis=-1))
    if found.boxes is None or found.txts is None:
        return []
    boxes: list[_Box] = []
    for corners, text, sure in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        if str(text).strip() and float(sure) >= _LEAST_SURE:
            boxes.append(_Box(_BLANK.sub("", str(text)).strip(), min(xs), min(ys), max(xs), max(ys), float(sure)))
    return boxes


# --- Tesseract -------------------------------------------------------------------------------------------------------


def _by_tesseract(grey: Grey) -> list[_Box]:
    height, width = grey.shape
    picture = b"P5 %d %d 255\n" % (width, height) + grey.tobytes()
    command = [shutil.which("tesseract") or "tesseract", "stdin", "stdout", "-l", _LANGUAGE, "--psm", "6", "tsv"]
    done = subprocess.run(command, input=picture, capture_output=True, check=False)  # noqa: S603
    rows = [line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()[1:]]
    lines: dict[tuple[str, str, str], list[_Box]] = {}
    for row in rows if done.returncode == 0 else []:
        if len(row) == 12 and row[11].strip() and row[0] == "5":
            left, top, wide, tall = (float(part) for part in row[6:10])
            box = _Box(row[11], left, top, left + wide, top + tall, max(0.0, float(row[10]) / 100))
            lines.setdefault((row[2], row[3], row[4]), []).append(box)
    return [
        _Box(
            # it sets blanks between characters, which Chinese has none of
            _BLANK.sub("", " ".join(word.text for word in words)).strip(),
            min(word.left for word in words),
            min(word.top for word in words),
            max(word.right for word in words),
            max(word.bottom for word in words),
            sum(word.sure for word in words) / len(words),
        )
        for words in lines.values()
    ]


# --- pictures of lines -----------------------------------------------------------------------------------------------


def _cut(grey: Grey, left: float, top: float, right: float, bottom: float) -> bytes:
    """A part of a picture as PNG, at most 900 pixels wide."""
    edge = 6
    low, high = max(0, int(top) - edge), min(grey.shape[0], int(bottom) + edge)
    near, far = max(0, int(left) - edge), min(grey.shape[1], int(right) + edge)
    part = grey[low:high, near:far]
    step = max(1, -(-part.shape[1] // 900))
    return png(np.ascontiguousarray(part[::step, ::step]))


def png(grey: Grey) -> bytes:
    """Grey pixels as a PNG file (Portable Network Graphics, W3C: grey, eight bits, no filter)."""
    height, width = grey.shape
    if not height or not width:
        return b""
    rows = b"".join(b"\0" + row.tobytes() for row in grey)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
