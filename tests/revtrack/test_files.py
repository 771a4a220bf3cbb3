"""Results are written whole or not at all, and never over what was compared."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from revtrack.errors import InvalidInput, OperationFailed
from revtrack.files import write_file


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_text("old")
    path.chmod(0o640)
    write_file(path, "新")
    assert path.read_bytes() == "新".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["报告.html"]


FULL = """
import resource, signal, sys
from pathlib import Path
from revtrack.errors import OperationFailed
from revtrack.files import write_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_file(Path(sys.argv[1]), "new" * 1000)
except OperationFailed as error:
    print(error.kind, error.file, error.facts["reason"], sep="|")
"""


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    done = subprocess.run([sys.executable, "-c", FULL, path], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == f"write|{path}|File too large"
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    write_file(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "new"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices")
def test_a_device_stays_a_device() -> None:
    write_file(Path("/dev/null"), "text")
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_a_full_disk_is_an_operational_failure() -> None:
    with pytest.raises(OperationFailed) as caught:
        write_file(Path("/dev/full"), "text")
    assert caught.value.exit_code == 3


def test_a_missing_folder_is_an_operational_failure(tmp_path: Path) -> None:
    with pytest.raises(OperationFailed):
        write_file(tmp_path / "none" / "report.html", "text")


@pytest.mark.parametrize("link", ["same", "hard", "symbolic"])
def test_an_input_is_never_overwritten(link: str, tmp_path: Path) -> None:
    source = tmp_path / "old.txt"
    source.write_text("text")
    target = source if link == "same" else tmp_path / "report.html"
    if link == "hard":
        target.hardlink_to(source)
    elif link == "symbolic":
        target.symlink_to(source)
    with pytest.raises(InvalidInput) as caught:
        write_file(target, "report", inputs=[str(source)])
    assert caught.value.kind == "output-is-input"
    assert source.read_text() == "text"


def test_a_folder_is_no_output(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        write_file(tmp_path, "text")
    assert caught.value.kind == "output-directory"
