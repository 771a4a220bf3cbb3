"""How a file looks: line wraps, width of characters and marks, blanks, marks of pages."""

from __future__ import annotations

import re
from random import Random

from tests.alignment.mutations.registry import rewriting_of_words


@rewriting_of_words("hard line wraps")
def wraps(written: str, rng: Random) -> str:
    """Paragraphs cut into lines of one width, as text comes out of a PDF file."""
    width = rng.randint(26, 38)
    lines: list[str] = []
    for line in written.splitlines():
        pieces = [line] if "\t" in line else [line[at : at + width] for at in range(0, len(line), width)]
        lines += pieces
    return "\n".join(lines) + "\n"


@rewriting_of_words("half-width marks")
def half_width(written: str, _: Random) -> str:
    """，；：（） → , ; : ( )."""
    return written.translate(str.maketrans("，；：（）", ",;:()"))


@rewriting_of_words("full-width digits")
def full_width(written: str, _: Random) -> str:
    """2031年 → ２０３１年, numbers of items aside."""
    return re.sub(r"(?<!^)\d(?!\.)", lambda found: chr(ord(found[0]) + 0xFEE0), written, flags=re.MULTILINE)


@rewriting_of_words("blanks around digits", form="plan")
def blanks(written: str, _: Random) -> str:
    """2031年6月底 → 2031 年 6 月底."""
    return re.sub(
        r"(?<=[\u4e00-\u9fff])(\d+)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(\d+)", r" \1\2 ", written
    ).replace("  ", " ")


@rewriting_of_words("indents and blank lines")
def indents(written: str, _: Random) -> str:
    """Paragraphs indented by two wide blanks, with an empty line between."""
    return "\n\n".join(line if "\t" in line else f"　　{line}" for line in written.splitlines()) + "\n"


@rewriting_of_words("page marks")
def pages(written: str, rng: Random) -> str:
    """A mark and a number of a page between two paragraphs."""
    lines = written.splitlines()
    at = rng.randrange(len(lines) // 2, len(lines))
    page = rng.randint(2, 90)
    mark = rng.choice(([f"# Page {page}:"], [f"- {page} -"], [f"— {page} —"]))
    return "\n".join(lines[:at] + mark + lines[at:]) + "\n"


@rewriting_of_words("corner quotation marks", form="plan")
def corners(written: str, _: Random) -> str:
    """“一宿一码” → 「一宿一码」."""
    return written.translate(str.maketrans("“”", "「」"))


@rewriting_of_words("numbers of items in half-width brackets")
def numbers(written: str, _: Random) -> str:
    """（一） → (一) at the head of a line."""
    return re.sub(r"^（([一二三四五六七八九十]+)）", r"(\1)", written, flags=re.MULTILINE)


@rewriting_of_words("titles of chapters spaced out", form="regulation")
def chapters(written: str, _: Random) -> str:
    """A blank between the characters of the chapter's title, as printers do: 总则 → 总　则."""
    return re.sub(r"^(第.章　)(.)(.)$", r"\1\2　\3", written, flags=re.MULTILINE)


@rewriting_of_words("numbers of articles followed by a blank", form="regulation")
def article_blank(written: str, _: Random) -> str:
    """第五条　 → 第五条 with a narrow blank."""
    return re.sub(r"^(第.+?条)　", r"\1 ", written, flags=re.MULTILINE)
