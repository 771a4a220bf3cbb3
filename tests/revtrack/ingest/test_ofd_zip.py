"""OFD files and ZIP files of documents that the tests make, the hostile ones too."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput
from revtrack.ingest.archive import members
from revtrack.ingest.layout.ofd import extract_ofd
from revtrack.ingest.package import Package
from revtrack.ingest.read import read_bytes
from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.words.comparison import words
from tests.revtrack.ingest.made_files import ofd as made_ofd
from tests.revtrack.ingest.made_files import ofd_text as made_text

SUFFIXES = frozenset((".txt", ".docx"))
TEXT = "临江区停车方案\n一、要求\n各镇应当落实停车治理任务。\n"
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: list[tuple[float, float, str]], picture: bool = False) -> bytes:
    """An OFD file: pages of (left, top, text) in millimetres, characters of 5 mm."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        body = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        archive.writestr("OFD.xml", f"<ofd:OFD {NAMESPACE}>{body}</ofd:OFD>")
        listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
        box = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        area = f"<ofd:CommonData>{box}</ofd:CommonData>"
        archive.writestr(
            "Doc_0/Document.xml", f"<ofd:Document {NAMESPACE}>{area}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        for at, page in enumerate(pages):
            objects = "".join(
                f'<ofd:TextObject Boundary="{left} {top} 150 6" Size="5"><ofd:TextCode X="0" Y="5" '
                f'DeltaX="g {max(1, len(text) - 1)} 5">{text}</ofd:TextCode></ofd:TextObject>'
                for left, top, text in page
            )
            objects += "<ofd:ImageObject/>" if picture else ""
            archive.writestr(f"Doc_0/Pages/Page_{at}/Content.xml", f"<ofd:Page {NAMESPACE}>{objects}</ofd:Page>")
    return buffer.getvalue()


def test_an_ofd_comes_back_in_paragraphs() -> None:
    full = "各单位应当落实停车治理任务并且及时报告有关情况和存"
    first = [
        (70.0, 40.0, "临江区停车治理方案"),
        (40.0, 60.0, full[:-2]),
        (30.0, 70.0, "在的问题。"),
        (40.0, 80.0, "一、"),
        (50.0, 80.0, "总体要求"),
        (100.0, 285.0, "- 1 -"),
    ]
    second = [(40.0, 40.0, "坚持便民原则。"), (100.0, 285.0, "- 2 -")]
    read = read_bytes(ofd(first, second), name="a.ofd")
    assert read.format == "ofd"
    assert read.text.splitlines() == ["临江区停车治理方案", f"{full[:-2]}在的问题。", "一、总体要求", "坚持便民原则。"]


def test_an_ofd_of_pictures_is_refused_by_page() -> None:
    with pytest.raises(InvalidInput) as caught:
        read_bytes(ofd([], picture=True), name="扫描.ofd")
    assert (caught.value.kind, caught.value.facts["pages"]) == ("scanned", "1")


def test_an_ofd_that_leads_elsewhere_or_nowhere_is_broken() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        root = "<ofd:DocBody><ofd:DocRoot>../../etc/passwd</ofd:DocRoot></ofd:DocBody>"
        archive.writestr("OFD.xml", f"<ofd:OFD {NAMESPACE}>{root}</ofd:OFD>")
    with pytest.raises(InvalidInput) as caught:
        read_bytes(buffer.getvalue(), name="坏.ofd")
    assert caught.value.kind == "office-broken"


# --- ZIP -----------------------------------------------------------------------------------------------------------


def zipped(*files: tuple[str, bytes]) -> bytes:
    """A ZIP file of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_the_documents_in_an_archive_are_added_one_by_one(tmp_path: Path) -> None:
    bad = b"\x89PNG\r\n\x1a\n0000"
    (tmp_path / "a.zip").write_bytes(
        zipped(("甲/方案.txt", TEXT.encode()), ("乙.txt", bad), ("图.png", bad), ("__MACOSX/._x.txt", b"x"))
    )
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        found = tracker.add([tmp_path / "a.zip"])
    assert [(Path(item.file).name, item.outcome.value) for item in found] == [
        ("方案.txt", "added"),
        ("乙.txt", "refused"),
    ]
    assert found[1].error is not None
    assert found[1].error.file.endswith("a.zip/乙.txt")


def test_names_written_in_gbk_are_repaired() -> None:
    info = zipfile.ZipInfo("x.txt")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, b"x")
    name = "方案.txt".encode("gbk")
    data = buffer.getvalue().replace(b"x.txt", name)
    # the lengths of the name stand in both headers
    data = data.replace((5).to_bytes(2, "little") + b"\0\0" + name, len(name).to_bytes(2, "little") + b"\0\0" + name)
    fixed = bytearray(data)
    central = data.index(b"PK\x01\x02")
    fixed[central + 28 : central + 30] = len(name).to_bytes(2, "little")
    end = data.index(b"PK\x05\x06")
    size = int.from_bytes(data[end + 12 : end + 16], "little") + len(name) - 5
    start = int.from_bytes(data[end + 16 : end + 20], "little") + len(name) - 5
    fixed[end + 12 : end + 16], fixed[end + 16 : end + 20] = size.to_bytes(4, "little"), start.to_bytes(4, "little")
    assert [own for own, _ in members(bytes(fixed), name="a.zip", suffixes=SUFFIXES)] == ["方案.txt"]


def bad() -> dict[str, tuple[bytes, str]]:
    """Archives that must be refused, with the kind of the refusal."""
    good = zipped(("a.txt", TEXT.encode()))
    locked = bytearray(good)
    locked[good.index(b"PK\x01\x02") + 8] |= 1
    return {
        "up": (zipped(("../../a.txt", b"x")), "zip-path"),
        "root": (zipped(("/etc/a.txt", b"x")), "zip-path"),
        "backslash": (zipped(("..\\a.txt", b"x")), "zip-path"),
        "long": (zipped(("甲" * 1400 + ".txt", b"x")), "zip-path"),
        "bomb": (zipped(("a.txt", b"0" * 200_000_000)), "zip-bomb"),
        "cut": (good[: len(good) // 2], "zip-broken"),
        "locked": (bytes(locked), "zip-encrypted"),
        "nothing": (zipped(("a.png", b"x")), "no-files"),
    }


@pytest.mark.parametrize("case", ["up", "root", "backslash", "long", "bomb", "cut", "locked", "nothing"])
def test_a_bad_archive_is_refused_by_name_and_nothing_is_stored(case: str, tmp_path: Path) -> None:
    data, kind = bad()[case]
    path = tmp_path / "坏.zip"
    path.write_bytes(data)
    with Tracker(load_settings(), tmp_path / "home") as tracker:
        tracker.init()
        (found,) = tracker.add([path])
        assert found.error is not None
        assert (found.error.kind, found.error.file) == (kind, str(path))
        assert all(found.error.describe(words(lang))[1] for lang in ("zh", "en"))
        assert tracker.documents().total == 0
    assert not list((tmp_path / "home" / "originals").rglob("*.*"))


def test_a_member_without_a_name_is_passed_over() -> None:
    held = zipped(("a.txt", TEXT.encode()), ("Q.txt", b"x")).replace(b"Q.txt", b"\0.txt")
    assert [name for name, _ in members(held, name="包.zip", suffixes=SUFFIXES)] == ["a.txt"]


def test_a_packed_part_that_is_broken_is_told() -> None:
    data = bytearray(zipped(("OFD.xml", b"<ofd:OFD/>" * 40)))
    start = data.index(b"OFD.xml") + len("OFD.xml")
    data[start : start + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(InvalidInput) as caught:
        read_bytes(bytes(data), name="坏.ofd")
    assert caught.value.kind in {"office-broken", "reader-failed"}
    with pytest.raises(InvalidInput) as caught:
        Package(bytes(data), "坏.ofd").bytes_of("OFD.xml")
    assert caught.value.kind == "office-broken"


def test_places_beyond_any_page_do_no_harm() -> None:
    far = "9" * 400
    data = made_ofd(made_text(30, 40, "甲", f'CTM="{far} 0 0 {far} {far} -{far}"') + made_text(30, 60, "第一条　乙。"))
    assert "第一条　乙。" in extract_ofd(data, name="远.ofd").text
