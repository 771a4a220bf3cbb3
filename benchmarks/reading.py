"""How much the readers lose: `python -m benchmarks.reading FOLDER [--write]`.

FOLDER holds files of public collections as OWNER+NAME/PATH. Each file is read by us and by an independent reader, and
the fours of characters that only the other one has are counted: all, and those that we did not leave out by a reason
that has a name. Needs pandoc, pdftotext and the system's Chromium.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from html import unescape
from importlib import import_module
from multiprocessing import Pool
from pathlib import Path

import lxml.html
from openpyxl import load_workbook
from playwright.sync_api import Route, sync_playwright

from revtrack.errors import InvalidInput
from revtrack.ingest.account import overheard
from revtrack.ingest.binary import binary_kind
from revtrack.ingest.child import READERS

DOCUMENT = Path(__file__).parent.parent / "docs" / "reading.md"
FILES = DOCUMENT.with_name("reading-files.tsv")
MARKS = ("<!-- table: begin -->", "<!-- table: end -->")
#: Kinds by suffix, and what each is measured against.
KINDS = {
    "Word": ((".docx", ".docm", ".dotx"), "pandoc"),
    "workbooks": ((".xlsx", ".xlsm"), "openpyxl, cells of text"),
    "OFD": ((".ofd",), "the TextCodes of its pages"),
    "PDF": ((".pdf",), "pdftotext -raw"),
    "pages": ((".html", ".htm", ".xhtml"), "Chromium's innerText, without scripts"),
}
_NO_INK = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x1f\x7f\ufffe\ufffc]+")
#: The program ends a reader sooner, by the time that it computes; here others may use the machine, too.
_MOST_SECONDS = 40
_SEEN = (
    'document.querySelectorAll("script,style").forEach(e => e.remove()); document.body ? document.body.innerText : ""'
)


@dataclass(frozen=True)
class Measured:
    """One file: what came of it, fours of characters the other reader has, those we lack, those lacking unnamed."""

    source: str
    path: str
    outcome: str
    fours: int = 0
    lacking: int = 0
    unnamed: int = 0
    characters: int = 0
    unexplained: int = 0
    seconds: float = 0.0


def kind_of(path: str) -> str:
    """The kind of a file by its suffix, "" for one that is not measured."""
    return next((kind for kind, (suffixes, _) in KINDS.items() if path.lower().endswith(suffixes)), "")


def files_below(folder: Path) -> list[Path]:
    """The files that are measured."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and kind_of(path.name))


def _too_long(*_: object) -> None:
    raise TimeoutError


def fours(texts: Iterable[str]) -> Counter[str]:
    """Fours of characters that leave ink, line by line."""
    found: Counter[str] = Counter()
    for text in texts:
        for line in text.split("\n"):
            shown = _NO_INK.sub("", unicodedata.normalize("NFKC", line))
            found.update(shown[at : at + 4] for at in range(len(shown) - 3))
    return found


def measure(path: Path, folder: Path, other: Callable[[Path, str], str]) -> Measured:
    """Read a file twice and compare; `other` is the independent reader, given our encoding."""
    source, _, name = path.relative_to(folder).as_posix().partition("/")
    data, start = path.read_bytes(), time.perf_counter()
    module, function = READERS.get(binary_kind(data) or "text", ("", ""))
    if not module:
        return Measured(source, name, "refused: binary")
    with overheard() as left:
        try:
            signal.alarm(_MOST_SECONDS)
            ours = getattr(import_module(module), function)(data, name=path.name)
        except InvalidInput as error:
            return Measured(source, name, f"refused: {error.kind}")
        except TimeoutError:
            return Measured(source, name, "refused: reader-slow")
        finally:
            signal.alarm(0)
    spent = round(time.perf_counter() - start, 2)
    # ours run on over the ends of lines: an independent reader may break them elsewhere
    theirs = fours([other(path, ours.encoding)])
    lacking = theirs - fours([ours.text.replace("\n", "")])
    unnamed = lacking - fours(left)
    account = ours.account
    counts = (theirs.total(), lacking.total(), unnamed.total(), account.held, account.unexplained)
    return Measured(source, name, "read", *counts, spent)


# --- independent readers ---------------------------------------------------------------------------------------------


def by_program(path: Path, _: str) -> str:
    """The text of a file that is no page, "" where the other reader cannot read it."""
    reader = {"Word": _pandoc, "workbooks": _openpyxl, "OFD": _text_codes, "PDF": _pdftotext}[kind_of(path.name)]
    try:
        return reader(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, subprocess.SubprocessError):
        return ""


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    return done.stdout.decode("utf-8", "replace")


def _pandoc(path: Path) -> str:
    options = ("-f", "docx", "-t", "html", "--wrap=none", "--mathml", "--track-changes=accept")
    markup = _run("pandoc", *options, str(path))
    # formulas stand twice; marks of notes are pandoc's own
    own = r'<annotation.*?</annotation>|<a[^>]*class="footnote-(?:ref|back)".*?</a>'
    return str(lxml.html.fromstring(f"<div>{re.sub(own, '', markup, flags=re.S)}</div>").text_content())


def _pdftotext(path: Path) -> str:
    return _run("pdftotext", "-raw", "-enc", "UTF-8", str(path), "-")


def _text_codes(path: Path) -> str:
    """Text of the pages and of the templates that a page names; makers leave others in their files."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if _is_part(name)}
    named = {identity for part in parts.values() for identity in re.findall(r'TemplateID="(\d+)"', part)}
    listed = [tag for part in parts.values() for tag in re.findall(r"<\w*:?TemplatePage\s[^>]*>", part)]
    unused = [_attribute(tag, "BaseLoc") for tag in listed if _attribute(tag, "ID") not in named]
    contents = [part for name, part in parts.items() if not any(loc and name.endswith(loc) for loc in unused)]
    return "\n".join(unescape(text) for part in contents for text in re.findall(r"TextCode[^>]*>([^<]*)<", part))


def _is_part(name: str) -> bool:
    return name.lower().endswith(("content.xml", "document.xml"))


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _openpyxl(path: Path) -> str:
    book = load_workbook(path, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return "\n".join(
        cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    )


def pages(paths: Iterable[Path], folder: Path) -> Iterator[Measured]:
    """Pages beside a browser that is offline, runs no scripts, and is told our encoding."""
    chromium = next(filter(None, (shutil.which(name) for name in ("chromium", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(java_script_enabled=False, offline=True)

        def seen(path: Path, encoding: str) -> str:
            def answer(route: Route) -> None:
                if route.request.resource_type == "document":
                    route.fulfill(body=path.read_bytes(), content_type=f"text/html; charset={encoding or 'utf-8'}")
                else:
                    route.abort()

            page = context.new_page()
            page.route("**/*", answer)
            page.goto("http://page.test/", wait_until="domcontentloaded")
            text = str(page.evaluate(_SEEN))
            page.close()
            return text

        for path in paths:
            yield measure(path, folder, seen)
        browser.close()


def _measured(given: tuple[Path, Path]) -> Measured:
    return measure(*given, by_program)


# --- what is told ----------------------------------------------------------------------------------------------------


def table(rows: Iterable[Measured]) -> list[str]:
    """The table of the document."""
    by_kind: dict[str, list[Measured]] = {kind: [] for kind in KINDS}
    for row in rows:
        by_kind[kind_of(row.path)].append(row)
    lines = [
        "| kind | files | read | beside | fours | lacking | … for no named reason | characters | unexplained |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind, (_, beside) in KINDS.items():
        found = by_kind[kind]
        read = [row for row in found if row.outcome == "read"]
        total = sum(row.fours for row in read) or 1
        shares = (sum(row.lacking for row in read) / total, sum(row.unnamed for row in read) / total)
        sums = (sum(row.characters for row in read), sum(row.unexplained for row in read))
        lines.append(
            f"| {kind} | {len(found)} | {len(read)} | {beside} | {total:,} | {shares[0]:.2%} | **{shares[1]:.3%}** "
            f"| {sums[0]:,} | {sums[1]} |"
        )
    return lines


def main() -> int:
    """Measure all files of a folder, print the table, keep it with `--write`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help=f"keep the table in {DOCUMENT.name}, the list beside it")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    paths = files_below(given.folder)
    signal.signal(signal.SIGALRM, _too_long)
    plain = [(path, given.folder) for path in paths if kind_of(path.name) != "pages"]
    with Pool(given.jobs, maxtasksperchild=50) as pool:
        rows = list(pool.imap(_measured, plain, chunksize=4))
    rows += pages([path for path in paths if kind_of(path.name) == "pages"], given.folder)
    lines = table(rows)
    print("\n".join(lines))
    if given.write:
        before, rest = DOCUMENT.read_text("utf-8").split(MARKS[0])
        when = f"Measured {date.today().isoformat()}."  # noqa: DTZ011 - the day where it was run
        told = "\n".join((MARKS[0], when, "", *lines, MARKS[1]))
        DOCUMENT.write_text(before + told + rest.split(MARKS[1])[1], "utf-8")
        head = "\t".join(field.name for field in fields(Measured) if field.name != "seconds")
        body = ["\t".join(str(value) for name, value in asdict(row).items() if name != "seconds") for row in rows]
        FILES.write_text("\n".join((head, *body)) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
