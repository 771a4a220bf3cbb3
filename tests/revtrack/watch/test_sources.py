"""Sources: one TOML file each, every fault told with its key, none stopping another, and written as they are read."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from revtrack.errors import InvalidInput
from revtrack.watch.checks import valid_selector
from revtrack.watch.source_files import is_source_name, load_sources, read_source, source_to_toml, write_source
from revtrack.watch.sources import Defaults, Find, Source
from revtrack.watch.timetable import Cron, Interval, parse_schedule

GOOD = """\
title = "云川县政府文件"
kind = "list"
address = "https://www.yunchuan.example/zfwj/"
schedule = "0 7 * * 1-5"
pages = 3
accept = "versions"
tell = ["值班", "ops"]

[find]
item = "ul.list > li"
title = "a@title"
next = "?page"

[defaults]
jurisdiction = "云川县"
status = "draft"
"""


def faults(text: str) -> list[tuple[str, str]]:
    source, errors = read_source("x", text, file="x.toml")
    assert (source is None) == bool(errors)
    return [(error.kind, error.facts.get("key", "")) for error in errors]


def test_a_file_is_read_with_its_defaults() -> None:
    source, errors = read_source("yunchuan", GOOD)
    assert not errors
    assert source == Source(
        name="yunchuan",
        title="云川县政府文件",
        kind="list",
        address="https://www.yunchuan.example/zfwj/",
        schedule="0 7 * * 1-5",
        pages=3,
        accept="versions",
        tell=("值班", "ops"),
        find=Find(item="ul.list > li", title="a@title", next="?page"),
        defaults=Defaults(jurisdiction="云川县", status="draft"),
    )
    assert (source.time_zone, source.jitter, source.enabled, source.browser) == ("Asia/Shanghai", 300, True, False)


@pytest.mark.parametrize(
    ("old", "new", "kind", "key"),
    [
        ('title = "云川县政府文件"', 'titel = "x"', "source-unknown", "titel"),
        ('title = "云川县政府文件"', "", "source-missing", "title"),
        ('kind = "list"', 'kind = "page"', "source-value", "kind"),
        ('kind = "list"', "", "source-missing", "kind"),
        ("https://www.yunchuan.example/zfwj/", "ftp://www.yunchuan.example/", "source-value", "address"),
        ("https://www.yunchuan.example/zfwj/", "https://me:secret@www.yunchuan.example/", "source-value", "address"),
        ("https://www.yunchuan.example/zfwj/", "https://www.yunchuan.example:99999/", "source-value", "address"),
        ("https://www.yunchuan.example/zfwj/", "/etc/passwd", "source-value", "address"),
        ("0 7 * * 1-5", "at seven", "source-value", "schedule"),
        ("0 7 * * 1-5", "every 5s", "source-value", "schedule"),
        ("0 7 * * 1-5", "0 0 31 2 *", "source-value", "schedule"),
        ("pages = 3", "pages = 0", "source-value", "pages"),
        ("pages = 3", "pages = true", "source-value", "pages"),
        ("pages = 3", 'pages = 3\ntime_zone = "Mars/Base"', "source-value", "time_zone"),
        ("pages = 3", 'pages = 3\ntime_zone = "../../etc/passwd"', "source-value", "time_zone"),
        ("pages = 3", 'pages = 3\nencoding = "hex"', "source-value", "encoding"),
        ("pages = 3", 'pages = 3\nbrowser = "yes"', "source-value", "browser"),
        ('"versions"', '"everything"', "source-value", "accept"),
        ('tell = ["值班", "ops"]', 'tell = "ops"', "source-value", "tell"),
        ('tell = ["值班", "ops"]', "tell = [1]", "source-value", "tell"),
        ("ul.list > li", "ul >> li[", "source-value", "find.item"),
        ("[find]", "[fnid]", "source-unknown", "fnid"),
        ('status = "draft"', 'status = "old"', "source-value", "defaults.status"),
        ('status = "draft"', 'level = "city"', "source-unknown", "defaults.level"),
        ("[find]", "find = 3\n[x]", "source-value", "find"),
    ],
)
def test_a_fault_is_told_with_its_key(old: str, new: str, kind: str, key: str) -> None:
    assert old in GOOD
    assert (kind, key) in faults(GOOD.replace(old, new))


def test_all_faults_of_a_file_are_told_with_their_lines() -> None:
    text = GOOD.replace("pages = 3", "pages = 0").replace('status = "draft"', 'status = "old"')
    _, errors = read_source("x", text, file="x.toml")
    assert {(error.facts["key"], error.line, error.file) for error in errors} == {
        ("defaults.status", 16, "x.toml"),
        ("pages", 5, "x.toml"),
    }


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "云川.toml").write_text("\ufeff" + GOOD, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("title = ", encoding="utf-8")
    (tmp_path / "bytes.toml").write_bytes(b'title = "\xff"')
    (tmp_path / "deep.toml").write_text("x = " + "[" * 5000, encoding="utf-8")
    (tmp_path / "Big Name.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "long.toml").write_text("#" * 300_000, encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / ".good.toml").write_text("half a file", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a source", encoding="utf-8")
    sources, errors = load_sources(tmp_path)
    assert [source.name for source in sources] == ["good", "云川"]
    assert {(Path(error.file).name, error.kind) for error in errors} == {
        ("broken.toml", "source-syntax"),
        ("bytes.toml", "source-syntax"),
        ("deep.toml", "source-syntax"),
        ("Big Name.toml", "source-name"),
        ("long.toml", "source-syntax"),
        ("folder.toml", "unreadable"),
    }
    assert load_sources(tmp_path / "absent") == ([], [])


@pytest.mark.parametrize(
    ("kind", "address", "fine"),
    [
        ("folder", "/srv/policies", True),
        ("folder", "政策", True),
        ("folder", "file:///srv", False),
        ("git", "https://git.example/texts.git", True),
        ("git", "/srv/texts.git", True),
        ("git", "ext::sh -c date", False),
        ("git", "--upload-pack=date", False),
        ("git", "git@host:texts", False),
        ("git", "file:///srv/texts", False),
        ("document", "http://www.yunchuan.example/1.html", True),
        ("document", "javascript:alert(1)", False),
    ],
)
def test_addresses_are_checked_by_kind(kind: str, address: str, fine: bool) -> None:
    assert (faults(f'title = "x"\nkind = "{kind}"\naddress = "{address}"') == []) is fine


@pytest.mark.parametrize(
    ("item", "link", "fine"),
    [
        ("data.list", "https://a.example/d?id={doc.id}", True),
        ("data..list", "url", False),
        ("data.list", "https://a.example/{", False),
    ],
)
def test_json_sources_have_paths_instead_of_selectors(item: str, link: str, fine: bool) -> None:
    text = f'title="x"\nkind="json"\naddress="https://a.example/"\n[find]\nitem="{item}"\nlink="{link}"'
    assert (faults(text) == []) is fine


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("every 6h", Interval(21_600)),
        ("Every 90 m", Interval(5_400)),
        ("0 7 * * *", Cron("0", "7", "*", "*", "*")),
        ("*/15 8-18/2 * * mon-fri", Cron("*/15", "8-18/2", "*", "*", "mon,tue,wed,thu,fri")),
        ("0 7 * * 0", Cron("0", "7", "*", "*", "sun")),
        ("0 7 * * 7", Cron("0", "7", "*", "*", "sun")),
        ("0 7 * * 5-7", Cron("0", "7", "*", "*", "sun,fri,sat")),
        ("0 7 * * */2", Cron("0", "7", "*", "*", "sun,tue,thu,sat")),
        ("0 7 1 jan,7 *", Cron("0", "7", "1", "1,7", "*")),
        ("0 0 29 2 *", Cron("0", "0", "29", "2", "*")),
        ("every 0h", None),
        ("every 30s", None),
        ("60 7 * * *", None),
        ("0 7 * *", None),
        ("0 7 1 * mon", None),
        ("0 7 30 2 *", None),
        ("0 9-7 * * *", None),
        ("0 7 * * */0", None),
        ("", None),
        ("٣ 7 * * *", None),
    ],
)
def test_schedules(words: str, read: Interval | Cron | None) -> None:
    assert parse_schedule(words) == read


@pytest.mark.parametrize("name", ["a", "顺县-文件", "a-1", "x" * 63])
def test_names_that_are_fine(name: str) -> None:
    assert is_source_name(name)


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "a.b", "-a", "a-", "a b", "x" * 64, "a\n", "ａ", "a\0"])
def test_names_that_are_not(name: str) -> None:
    assert not is_source_name(name)


def test_selectors_with_and_without_attribute() -> None:
    assert all(map(valid_selector, ("a", "a@title", "@href", "ul > li:nth-child(2) a@data-url")))
    assert not any(map(valid_selector, ("", "a@", "li[", "a@x y", ">")))


def test_a_source_is_written_whole_and_read_back(tmp_path: Path) -> None:
    source, _ = read_source("yunchuan", GOOD)
    assert source is not None
    folder = tmp_path / "sources"
    path = write_source(folder, source)
    assert load_sources(folder) == ([source], [])
    again = replace(source, enabled=False)
    path.chmod(0o640)
    write_source(folder, again)
    assert load_sources(folder) == ([again], [])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in folder.iterdir()] == ["yunchuan.toml"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"name": "../x"}, "source-name"),
        ({"schedule": "now"}, "source-value"),
        ({"title": "\ud800"}, "source-syntax"),
        ({"pages": 0}, "source-value"),
    ],
)
def test_what_could_not_be_read_back_is_not_written(change: dict[str, object], kind: str, tmp_path: Path) -> None:
    source, _ = read_source("yunchuan", GOOD)
    assert source is not None
    with pytest.raises(InvalidInput) as caught:
        write_source(tmp_path, replace(source, **change))  # type: ignore[arg-type]
    assert caught.value.kind == kind
    assert not list(tmp_path.iterdir())


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: text.strip())


@settings(max_examples=60, deadline=None)
@given(
    title=WORDS,
    tell=st.lists(WORDS, max_size=3),
    jurisdiction=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    pages=st.integers(1, 500),
    jitter=st.integers(0, 86_400),
    browser=st.booleans(),
    accept=st.sampled_from(["none", "new", "versions", "all"]),
    path=st.text("abc-_~%/?=&中", max_size=20),
)
def test_toml_is_read_back_as_the_same_source(
    title: str, tell: list[str], jurisdiction: str, pages: int, jitter: int, browser: bool, accept: str, path: str
) -> None:
    source = Source(
        name="x",
        title=title,
        kind="feed",
        address=f"https://a.example/{path}",
        tell=tuple(tell),
        pages=pages,
        jitter=jitter,
        browser=browser,
        accept=accept,  # type: ignore[arg-type]
        defaults=Defaults(jurisdiction=jurisdiction),
    )
    assert read_source("x", source_to_toml(source)) == (source, [])


@pytest.mark.parametrize("odd", ["zero", "pipe", "long"])
def test_a_file_without_end_stops_no_other(tmp_path: Path, odd: str) -> None:
    fine = source_to_toml(Source(name="fine", title="甲", kind="list", address="https://a.example/"))
    (tmp_path / "fine.toml").write_text(fine, "utf-8")
    path = tmp_path / "odd.toml"
    if odd == "zero":
        path.symlink_to("/dev/zero")
    elif odd == "pipe":
        os.mkfifo(path)
    else:
        path.write_text(fine + "#" * 300_000, "utf-8")
    found, faults = load_sources(tmp_path)
    assert [one.name for one in found] == ["fine"]
    assert [fault.kind for fault in faults] == ["source-syntax" if odd == "long" else "not-regular"]
    assert read_source("odd", fine + "#" * 300_000)[0] is None
