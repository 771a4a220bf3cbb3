"""Readers in processes of their own: what is made to stall, to swell or to break one is stopped, and told by name."""

from __future__ import annotations

import time
import zlib

import pytest

from revtrack.errors import InvalidInput
from revtrack.ingest.read import ReaderLimits, read_bytes
from tests.revtrack.ingest.made_files import ofd, ofd_text, p, tc, tr, word, zipped

#: What one reader may take at most, by the clock of this machine under load and in the words of its limits.
SECONDS = 60.0


def refused(data: bytes, name: str, limits: ReaderLimits | None = None) -> InvalidInput:
    started = time.monotonic()
    with pytest.raises(InvalidInput) as caught:
        read_bytes(data, name=name, limits=limits)
    assert time.monotonic() - started < SECONDS
    assert caught.value.file == name
    return caught.value


def outcome(data: bytes, name: str, limits: ReaderLimits | None = None) -> str:
    """What is wrong with a file, "" for one that is read."""
    try:
        read_bytes(data, name=name, limits=limits)
    except InvalidInput as error:
        return error.kind
    return ""


def _twice(block: bytes, times: int) -> bytes:
    """So many blocks, packed; nobody holds them unpacked here."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(block) for _ in range(times)) + packer.flush()


@pytest.mark.long
def test_a_pdf_whose_streams_swell_is_stopped() -> None:
    packed = zlib.compress(_twice(b" " * 1_000_000, 2_000), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    data, places = b"%PDF-1.7\n", list[int]()
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )
    assert refused(data, "胀.pdf").kind in {"empty", "reader-memory", "reader-failed", "reader-slow"}


@pytest.mark.long
def test_an_ofd_of_very_many_pages_is_refused_and_one_that_names_a_page_again_and_again_too() -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(ofd(ofd_text(40, 60, "第一条　甲。")))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    listed = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 6_000
    parts["Doc_0/Document.xml"] = (
        parts["Doc_0/Document.xml"]
        .decode()
        .replace(  # type: ignore[union-attr]
            '<ofd:Page ID="0" BaseLoc="Pages/Page_0/Content.xml"/>', listed
        )
    )
    found = refused(zipped(parts), "多.ofd")
    assert (found.kind, found.facts["limit"]) == ("ofd-pages", "5000")
    big = ofd(*["".join(ofd_text(40, 5 + at % 280, "甲" * 60) for at in range(900))] * 150)
    assert outcome(big, "大.ofd", ReaderLimits(4, 300)) in {"", "reader-slow", "reader-memory", "office-bomb"}


def test_a_word_file_of_very_many_tables_is_read_or_stopped_in_time() -> None:
    table = f"<w:tbl>{tr('任务', '单位')}{tr('建灶', '区民政局')}</w:tbl>"
    found = read_bytes(word(table * 8_000), name="表.docx")
    assert found.text.count("建灶\t区民政局") == 8_000
    assert found.account.unexplained == 0
    nested = "<w:tbl><w:tr><w:tc>" * 60 + p("深。") + "</w:tc></w:tr></w:tbl>" * 60
    deep = read_bytes(word(nested + p("末。")), name="深.docx")
    assert deep.account.question == "lost"
    span = '<w:gridSpan w:val="900000000"/>'
    assert read_bytes(word(f"<w:tbl>{tr(tc('甲', span), '乙')}{tr('丙', '丁')}</w:tbl>"), name="宽.docx").text


def test_comments_without_end_in_a_page_do_not_hold_the_caller() -> None:
    started = time.monotonic()
    for head in ("<!--a-->" * 62, "<!--a--> " * 5_000, "<!--" * 20_000, "<a " * 50_000, "<p" * 100_000):
        assert outcome(f"{head}<p>第一条　甲。</p>".encode(), "a.html") in {"", "markup", "empty"}
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize(
    ("limits", "kind"), [(ReaderLimits(1, 500), "reader-slow"), (ReaderLimits(20, 60), "reader-memory")]
)
def test_texts_and_pages_keep_to_the_limits_too(limits: ReaderLimits, kind: str) -> None:
    page = ("<div>" + "<p>第一条　各街道应当每月报送台账。</p>" * 40 + "</div>") * 6_000
    assert refused(page.encode(), "大.html", limits).kind in {kind, "reader-failed"}


def test_the_next_file_is_read_after_one_that_broke_its_reader() -> None:
    refused(b"%PDF-1.7 broken", "坏.pdf")
    with pytest.raises(InvalidInput):
        read_bytes(("<div>" * 9_000).encode(), name="深.html")
    for _ in range(3):
        assert read_bytes("第一条　甲。\n".encode(), name="a.txt").text == "第一条　甲。\n"


@pytest.mark.long
def test_many_files_at_once_do_not_mix_their_answers() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def read(at: int) -> bool:
        return read_bytes(f"第{at}号文件。\n".encode(), name=f"{at}.txt").text == f"第{at}号文件。\n"

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(read, range(60)))
