"""Files that cannot be compared are refused with file, place and remedy, in both languages; odd ones are read."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.ingest import read_bytes, read_file
from revtrack.words import failures
from revtrack.words.comparison import words

LIMIT = 1_000_000
TEXT = "第一条 区民政局应当公布名单。\n"


def zipped(*names: str, mimetype: str = "", types: str = "") -> bytes:
    """A zip file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        if types:
            archive.writestr("[Content_Types].xml", types)
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


BINARIES = {
    "pptx": zipped("ppt/presentation.xml"),
    "odp": zipped("content.xml", mimetype="application/vnd.oasis.opendocument.presentation"),
    "xlsb": zipped("xl/workbook.bin", types="application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
    "xml": b'<?xml version="1.0"?><list><item>x</item></list>',
    "epub": zipped("META-INF/container.xml"),
    "zip": zipped("a.txt"),
    "image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "archive": b"\x1f\x8b\x08\0abc",
    "program": b"\x7fELF\x02\x01",
    "database": b"SQLite format 3\0",
    "media": b"\0\0\0 ftypisom",
}


@pytest.mark.parametrize("kind", BINARIES)
def test_a_file_that_is_no_text_is_named_for_what_it_is(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(BINARIES[kind])
    with pytest.raises(InvalidInput) as caught:
        read_file(path, max_bytes=LIMIT)
    assert (caught.value.kind, caught.value.facts["format"]) == ("binary", kind)
    for lang in ("zh", "en"):
        problem, remedy = caught.value.describe(words(lang))
        assert failures.BINARIES[kind][lang][0] in problem
        assert remedy


def test_a_truncated_zip_is_still_a_zip() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_bytes(zipped("word/document.xml")[:30], name="a.txt")
    assert caught.value.facts["format"] == "zip"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t",
        "\u3000\u200b\ufeff\n".encode(),
        b"\xef\xbb\xbf",
        b"<html><body><script>1</script></body></html>",
    ],
    ids=["nothing", "blanks", "unseen", "mark", "page"],
)
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_bytes(data, name="a.txt")
    assert caught.value.kind == "empty"


def test_missing_and_directory(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text(TEXT)
    for path, kind in (
        (tmp_path / "none.txt", "missing"),
        (tmp_path / "file.txt" / "below.txt", "missing"),
        (f"{tmp_path}/nul\0.txt", "missing"),
        (tmp_path, "directory"),
        (tmp_path / ("x" * 300), "unreadable"),
    ):
        with pytest.raises(InvalidInput) as caught:
            read_file(path, max_bytes=LIMIT)
        assert (caught.value.kind, caught.value.file) == (kind, str(path))


@pytest.mark.skipif(os.geteuid() == 0, reason="no file is unreadable for root")
def test_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text(TEXT)
    path.chmod(0)
    with pytest.raises(InvalidInput) as caught:
        read_file(path, max_bytes=LIMIT)
    assert caught.value.kind == "unreadable"
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_over_the_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * 1001)
    with pytest.raises(InvalidInput) as caught:
        read_file(path, max_bytes=1000)
    assert caught.value.kind == "too-large"
    assert caught.value.facts == {"size": "1,001", "limit": "1,000"}
    assert read_file(path, max_bytes=1001).text == "a" * 1001


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless device")
def test_a_file_without_end_is_not_read_to_the_end() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_file("/dev/zero", max_bytes=10_000)
    assert caught.value.kind == "too-large"


def test_control_characters_in_numbers_are_no_text() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_bytes(("第一行\n" + "\x01\x02甲" * 20).encode(), name="a.txt")
    assert (caught.value.kind, caught.value.line) == ("control", 2)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("应当", "应\u200b当\u202e"),
        TEXT.replace("公布", "公\u00ad布"),
        "甲" * 300_000,
        TEXT + "\x0c" + TEXT + "\x1b[31m",
    ],
    ids=["zero-width", "soft-hyphen", "endless-line", "form-feed"],
)
def test_odd_texts_are_read_as_they_are(text: str) -> None:
    assert read_bytes(text.encode(), name="a.txt").text == text


def test_what_is_told_about_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"abc")
    read = read_file(path, max_bytes=LIMIT)
    assert read.name == str(path)
    assert read.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (read.encoding, read.format) == ("utf-8", "markdown")
