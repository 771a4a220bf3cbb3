"""Text of scanned pages by way of Tesseract with Chinese, where both are installed: recognised, and told so."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import lru_cache

_LANGUAGE = "chi_sim"
_BLANK = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]+|[ \t]+(?=[\u3000-\u9fff\uff00-\uffef])")


@lru_cache(maxsize=1)
def recogniser() -> str:
    """The program, "" where it or its Chinese is not installed."""
    program = shutil.which("tesseract") or ""
    if not program:
        return ""
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False)  # noqa: S603
    return program if _LANGUAGE in (listed.stdout + listed.stderr).decode("utf-8", "replace").split() else ""


def recognise(pixels: bytes, width: int, height: int) -> str:
    """The lines of a page given as grey pixels, row by row; "" where nothing is recognised."""
    picture = b"P5 %d %d 255\n" % (width, height) + pixels
    command = [recogniser(), "stdin", "stdout", "-l", _LANGUAGE, "--psm", "6"]
    done = subprocess.run(command, input=picture, capture_output=True, check=False)  # noqa: S603
    text = done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
    # it sets blanks between characters, which Chinese has none of
    return "\n".join(line for line in (_BLANK.sub("", row).strip() for row in text.splitlines()) if line)
