"""The command line from outside, as its users and their scripts see it: output, messages, exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import pytest

from revtrack.cli.lazily import MODULES

OLD = """临江区社区助餐服务实施方案
一、工作任务
（一）区民政局应当于2024年5月底前公布老年助餐点名单。
（二）各街道办事处负责日常巡查，每月报区民政局备案。
（三）鼓励社会组织参与助餐服务。
"""
NEW = OLD.replace("5月底", "6月底").replace("每月", "每季度")


def run(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "web.command", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        input=stdin if stdin is not None else b"",
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an old and a new text."""
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    return tmp_path


def assert_refused(result: subprocess.CompletedProcess[bytes], code: int, *said: str) -> str:
    """That a run ended with `code`, nothing on standard output, and a message of one line per problem."""
    message = result.stderr.decode()
    assert result.returncode == code, message
    assert result.stdout == b""
    assert "Traceback" not in message
    for words in said:
        assert words in message
    return message


# --- what it is for ------------------------------------------------------------------------------------------------


def test_compare_says_what_changed(folder: Path) -> None:
    result = run("compare", "old.txt", "new.txt", cwd=folder)
    text = result.stdout.decode()
    assert result.returncode == 0, result.stderr.decode()
    assert result.stderr == b""
    assert text.startswith("原文本：临江区社区助餐服务实施方案  (old.txt)\n")
    assert "\x1b" not in text
    for quote in ("月底前公布老年助餐点名单", "报区民政局备案"):
        assert quote in text
    assert "全文对照" not in text
    assert "鼓励社会组织参与助餐服务" in run("compare", "old.txt", "new.txt", "--all", cwd=folder).stdout.decode()


def test_the_language_of_the_interface(folder: Path) -> None:
    for arguments, env in ((("--lang", "en"), {}), ((), {"LC_ALL": "en_GB.UTF-8"}), ((), {"REVTRACK_LANGUAGE": "en"})):
        result = run("compare", "old.txt", "new.txt", *arguments, cwd=folder, env=env)
        assert result.stdout.decode().startswith("Old text: 临江区社区助餐服务实施方案")


def test_json_keeps_the_contract(folder: Path) -> None:
    result = run("compare", "old.txt", "new.txt", "--format", "json", cwd=folder)
    form = json.loads(result.stdout)
    assert form["schema"] == "revtrack.comparison/1"
    assert form["task"] == "revision"
    assert {"knowledge", "alignment", "sentence_alignment", "segment_alignment", "obligations", "findings"} <= set(form)
    aligned = {"old": [], "new": []}
    for row in form["alignment"]:
        assert {"old", "new", "change", "moved", "renumbered", "localised", "score", "matched_by"} <= set(row)
        for side in ("old", "new"):
            aligned[side] += row[side]
    for side, text in (("old", OLD), ("new", NEW)):
        clauses = form[side]["clauses"]
        assert {"title", "discarded", "clauses"} <= set(form[side])
        assert sorted(aligned[side]) == sorted(clause["id"] for clause in clauses)
        for clause in clauses:
            assert {"id", "address", "kind", "text", "line", "sentences"} <= set(clause)
            assert clause["sentences"]
            assert clause["text"] in text
    for change in form["obligations"]:
        assert {"change", "fields", "directions", "old", "new"} <= set(change)


@pytest.mark.long
def test_formats_follow_the_option_or_the_suffix(folder: Path) -> None:
    heads = {
        "html": re.compile(r"\s*<!doctype html>", re.I),
        "json": re.compile(r'\{\s*"schema"'),
        "md": re.compile(r"# "),
        "txt": re.compile("原文本"),
    }
    for suffix, head in heads.items():
        result = run("compare", "old.txt", "new.txt", "-o", f"report.{suffix}", cwd=folder)
        assert (result.returncode, result.stdout) == (0, b""), result.stderr.decode()
        assert head.match((folder / f"report.{suffix}").read_text(encoding="utf-8")), suffix
    result = run("compare", "old.txt", "new.txt", "--format", "json", "-o", "odd.html", cwd=folder)
    assert heads["json"].match((folder / "odd.html").read_text(encoding="utf-8"))


def test_one_side_may_come_from_standard_input(folder: Path) -> None:
    piped = run("compare", "-", "new.txt", cwd=folder, stdin=OLD.encode("gb18030"))
    assert piped.returncode == 0, piped.stderr.decode()
    filed = run("compare", "old.txt", "new.txt", cwd=folder)
    assert piped.stdout.splitlines()[1:] == filed.stdout.splitlines()[1:]


@pytest.mark.long
def test_encodings_and_formats_do_not_matter(folder: Path) -> None:
    (folder / "gb.txt").write_bytes(OLD.encode("gb18030"))
    (folder / "wide.txt").write_bytes(OLD.encode("utf-16"))
    page = "".join(f"<p>{line}</p>" for line in OLD.splitlines())
    (folder / "page.html").write_text(f"<!doctype html><title>x</title><body>{page}", encoding="utf-8")
    for name in ("gb.txt", "wide.txt", "page.html"):
        result = run("compare", "old.txt", name, "--exit-code", cwd=folder)
        assert (result.returncode, result.stderr) == (0, b""), result.stdout.decode()


def test_a_text_without_title_is_called_by_its_file(folder: Path) -> None:
    (folder / "纪要.txt").write_text("区民政局应当公布名单。\n", encoding="utf-8")
    result = run("compare", "纪要.txt", "new.txt", cwd=folder)
    assert result.stdout.decode().startswith("原文本：纪要")


def test_the_demo_compares_the_sample_corpus(tmp_path: Path) -> None:
    result = run("demo", "-o", tmp_path / "out", cwd=tmp_path)
    text = result.stdout.decode()
    assert result.returncode == 0, result.stderr.decode()
    pages = sorted((tmp_path / "out").glob("*.html"))
    assert len(pages) == 3
    for page in pages:
        assert str(page) in text
        assert page.stat().st_size > 5000
    assert "未承接" in text
    assert "临江区" in text


def test_nothing_is_created_by_comparing(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    before = sorted(folder.iterdir())
    run("compare", "old.txt", "new.txt", cwd=folder, env={"REVTRACK_HOME": str(home)})
    assert sorted(folder.iterdir()) == before
    assert not home.exists()


# --- exit codes ----------------------------------------------------------------------------------------------------


def test_exit_codes_for_scripts(folder: Path) -> None:
    assert run("compare", "old.txt", "new.txt", cwd=folder).returncode == 0
    assert run("compare", "old.txt", "new.txt", "--exit-code", cwd=folder).returncode == 1
    assert run("compare", "old.txt", "old.txt", "--exit-code", cwd=folder).returncode == 0


def test_help_and_version(tmp_path: Path) -> None:
    for arguments in ((), ("--help",), ("-h",), ("compare", "--help"), ("demo", "--help")):
        result = run(*arguments, cwd=tmp_path)
        assert result.returncode == 0
        assert b"Usage: revtrack" in result.stdout
    assert re.fullmatch(rb"revtrack \d+\.\d+\.\d+\n", run("--version", cwd=tmp_path).stdout)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare",), "OLD"),
        (("compare", "old.txt"), "NEW"),
        (("compare", "old.txt", "new.txt", "third.txt"), "third.txt"),
        (("compare", "old.txt", "new.txt", "--task", "guess"), "guess"),
        (("compare", "old.txt", "new.txt", "--format", "docx"), "docx"),
        (("compare", "old.txt", "new.txt", "--lang", "fr"), "fr"),
        (("compare", "old.txt", "new.txt", "--colour"), "--colour"),
        (("compare", "-", "-"), "标准输入"),
        (("compair", "old.txt", "new.txt"), "compair"),
    ],
)
def test_a_faulty_command_line_is_told_in_one_line(arguments: tuple[str, ...], said: str, folder: Path) -> None:
    message = assert_refused(run(*arguments, cwd=folder), 2, said, "处理办法")
    assert message.count("\n") == 1


BAD = {
    "missing": (None, "找不到文件"),
    "empty": (b"", "没有文字"),
    "blank": (" \n\u3000\n".encode(), "没有文字"),
    "pdf": (b"%PDF-1.4\n1 0 obj", "PDF"),
    "image": (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
    "nul": ("第一条\n第二\0条".encode(), "第 2 行"),
    "undecodable": ("第一条\n第二条".encode() + b"\xff" + "应当公布名单\n".encode() * 9, "第 19 字节"),
    "too-large": (b"a" * 3001, "3,001"),
    "markup": (b"<html>" + b"<div>" * 9999, "第 1 行"),
}


@pytest.mark.long
@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_with_file_place_and_remedy(case: str, folder: Path) -> None:
    data, said = BAD[case]
    name = "坏文件.txt"
    if data is not None:
        (folder / name).write_bytes(data)
    env = {"REVTRACK_MAX_FILE_BYTES": "3000"} if case == "too-large" else {}
    for pair in (("old.txt", name), (name, "old.txt")):
        message = assert_refused(run("compare", *pair, cwd=folder, env=env), 2, name, said, "处理办法")
        assert message.count("\n") == 1
        english = assert_refused(run("compare", *pair, "--lang", "en", cwd=folder, env=env), 2, name, "remedy")
        assert not re.search("[\u4e00-\u9fff]", english.replace(name, ""))


def test_both_faulty_inputs_are_told_at_once(folder: Path) -> None:
    message = assert_refused(run("compare", "none.txt", folder, cwd=folder), 2, "none.txt", str(folder), "文件夹")
    assert message.count("\n") == 2


def test_a_name_cannot_speak_to_the_terminal(folder: Path) -> None:
    message = assert_refused(run("compare", "a\x1b[2J\u202e\n.txt", "new.txt", cwd=folder), 2, "‹U+001B›", "‹U+202E›")
    assert "\x1b" not in message
    assert message.count("\n") == 1


def test_faulty_settings_are_refused(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "revtrack.toml").write_text("max_dept = 3\n")
    result = run("compare", "old.txt", "new.txt", cwd=folder, env={"REVTRACK_HOME": str(home)})
    assert_refused(result, 2, "max_dept", str(home / "revtrack.toml"))
    assert_refused(run("compare", "old.txt", "new.txt", cwd=folder, env={"REVTRACK_TYPO": "1"}), 2, "REVTRACK_TYPO")


def test_an_output_that_would_destroy_an_input(folder: Path) -> None:
    for target in ("old.txt", "./new.txt"):
        assert_refused(run("compare", "old.txt", "new.txt", "-o", target, cwd=folder), 2, target.strip("./"))
    assert (folder / "old.txt").read_text(encoding="utf-8") == OLD
    assert (folder / "new.txt").read_text(encoding="utf-8") == NEW
    assert_refused(run("compare", "old.txt", "new.txt", "-o", folder, cwd=folder), 2, "文件夹")
    assert_refused(run("demo", "-o", "old.txt", cwd=folder), 2, "old.txt")


def test_an_output_that_cannot_be_written(folder: Path) -> None:
    assert_refused(run("compare", "old.txt", "new.txt", "-o", "none/report.html", cwd=folder), 3, "report.html")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("arguments", [("compare", "old.txt", "new.txt"), ("--help",), ("--version",)])
def test_a_full_disk_behind_standard_output(arguments: tuple[str, ...], folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "web.command", *arguments]
        result = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert result.returncode == 3
    assert b"Traceback" not in result.stderr
    assert result.stderr.count(b"\n") == 1


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell")
@pytest.mark.parametrize(
    "command", ["compare old.txt new.txt --all", "--help", "compare old.txt new.txt --format json"]
)
@pytest.mark.parametrize("reader", ["| true", ">&-"])
def test_a_reader_that_went_away_is_no_error(command: str, reader: str, folder: Path) -> None:
    script = f'("{sys.executable}" -m web.command {command}; echo $? >&2) {reader}'
    result = subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, check=False, timeout=60)
    assert result.stderr == b"0\n"


BUG = """
import sys
from revtrack.cli.main import app, main
@app.command("broken")
def broken(name: str) -> int:
    text = open(name, encoding="utf-8").read()
    raise RuntimeError("boom \\x1b[2J")
sys.exit(main(["broken", "old.txt"]))
"""


def test_a_bug_ends_in_one_line_and_a_log(folder: Path, tmp_path: Path) -> None:
    def crash(home: Path) -> subprocess.CompletedProcess[bytes]:
        env = {**os.environ, "REVTRACK_HOME": str(home)}
        return subprocess.run(
            [sys.executable, "-c", BUG], cwd=folder, env=env, capture_output=True, check=False, timeout=60
        )

    message = assert_refused(crash(tmp_path / "home"), 70, "RuntimeError: boom")
    assert message.count("\n") == 1
    assert "\x1b" not in message
    (log,) = (tmp_path / "home" / "log").iterdir()
    assert str(log) in message
    assert "in broken" in log.read_text(encoding="utf-8")
    assert OLD.splitlines()[2] not in log.read_text(encoding="utf-8")
    # Where even the log cannot be written, the line says so and what to do.
    message = assert_refused(crash(folder / "old.txt"), 70, "REVTRACK_HOME")
    assert message.count("\n") == 1


# --- speed ---------------------------------------------------------------------------------------------------------

#: What computes, draws, reads files of formats or serves: no command that only looks something up needs it.
HEAVY = (
    *("numpy", "scipy", "rapidfuzz", "jinja2", "selectolax", "lxml", "alembic", "fastapi", "httpx2", "apscheduler"),
    *("pypdfium2", "openpyxl", "docx", "alignment.comparing", "alignment.knowledge", "revtrack.apart"),
)
#: What help need not load beyond that.
HEAVIER = ("alignment", "corpus_repo", "revtrack.service", "sqlalchemy", "git", "pydantic", "revtrack.words.comparison")
#: Runs a command in a fresh interpreter and prints what of the modules named was loaded.
LOADED = """
import contextlib, io, sys
from web.command import main
with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
    code = main(sys.argv[2:])
print(code, [name for name in sys.argv[1].split() if name in sys.modules])
"""


def loaded(names: Sequence[str], *arguments: str) -> str:
    command = [sys.executable, "-c", LOADED, " ".join(names), *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=60, encoding="utf-8").stdout.strip()


def test_help_loads_nothing_heavy() -> None:
    assert loaded((*HEAVY, *HEAVIER), "--help") == "0 []"


@pytest.mark.long
def test_looking_up_loads_nothing_heavy(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVTRACK_HOME", str(tmp_path / "home"))
    run("init", cwd=folder)
    added = json.loads(run("add", "old.txt", "--format", "json", cwd=folder).stdout)
    document = added["files"][0]["document"]
    for command in (("list",), ("search", "should"), ("show", document), ("history", document), ("text", document)):
        assert loaded(HEAVY, *command) == "0 []", command


def test_each_module_of_commands_holds_those_that_are_listed_for_it() -> None:
    import web.command

    assert web.command.cli.app.registered_commands == []
    for module, names in MODULES.items():
        assert tuple(name for name, _ in import_module(module).COMMANDS) == names


def test_a_comparison_takes_seconds_at_most_with_start_up(folder: Path) -> None:
    began = os.times()
    run("compare", "old.txt", "new.txt", cwd=folder)
    ended = os.times()
    worked = ended.children_user + ended.children_system - began.children_user - began.children_system
    assert 0 < worked < 5
