"""Settings: three layers, nothing misspelt goes unnoticed, and reading them creates nothing."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from alignment.limits import Limits
from revtrack.errors import InvalidInput, InvalidInputs
from revtrack.settings import FILE_NAME, Settings, home, load_settings, preferred_language, shipped_config
from revtrack.words.comparison import words


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("REVTRACK_HOME", str(folder))
    return folder


def write_settings(folder: Path, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / FILE_NAME).write_text(text, encoding="utf-8")


def test_the_shipped_file_names_every_setting_and_agrees_with_the_library(own_home: Path) -> None:
    settings = load_settings()
    shipped = (shipped_config() / FILE_NAME).read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"\n{field.name} = " in shipped
    assert settings.limits() == Limits()
    assert not own_home.exists()


def test_every_limit_of_the_library_is_a_setting() -> None:
    assert {field.name for field in fields(Limits)} <= {field.name for field in fields(Settings)}


def test_the_later_layer_wins(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(own_home, 'language = "en"\nmax_depth = 4\n')
    assert (load_settings().language, load_settings().max_depth) == ("en", 4)
    monkeypatch.setenv("REVTRACK_MAX_DEPTH", "7")
    assert load_settings().max_depth == 7
    assert load_settings().limits().max_depth == 7


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ('langauge = "en"', "setting-unknown", "langauge"),
        ('language = "fr"', "setting", "language"),
        ("max_depth = 0", "setting", "max_depth"),
        ("max_depth = true", "setting", "max_depth"),
        ('max_depth = "deep"', "setting", "max_depth"),
        ("[language]\nzh = 1", "setting", "language"),
    ],
)
def test_a_faulty_file_is_named_with_the_key(text: str, kind: str, key: str, own_home: Path) -> None:
    write_settings(own_home, text)
    with pytest.raises(InvalidInput) as caught:
        load_settings()
    assert (caught.value.kind, caught.value.facts["key"]) == (kind, key)
    assert caught.value.file == str(own_home / FILE_NAME)


def test_a_file_that_is_no_toml(own_home: Path) -> None:
    write_settings(own_home, "language: zh")
    with pytest.raises(InvalidInput) as caught:
        load_settings()
    assert caught.value.kind == "setting-syntax"
    assert "line 1" in caught.value.facts["reason"]


@pytest.mark.parametrize(
    ("variable", "value", "kind"),
    [
        ("REVTRACK_MAX_DEPHT", "3", "setting-unknown"),
        ("REVTRACK_MAX_FILE_BYTES", "-1", "setting"),
        ("REVTRACK_MAX_FILE_BYTES", "20MB", "setting"),
        ("REVTRACK_LANGUAGE", "ZH", "setting"),
    ],
)
def test_a_faulty_variable_is_named(
    variable: str, value: str, kind: str, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InvalidInput) as caught:
        load_settings()
    assert (caught.value.kind, caught.value.file) == (kind, variable)
    assert not own_home.exists()


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LC_ALL": "C.UTF-8"}, "zh"),
        ({"LC_ALL": "POSIX"}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "en_GB"}, "en"),
        ({"LC_ALL": "zh_TW", "LANG": "en_GB"}, "zh"),
        ({"LC_ALL": "en_US.UTF-8", "REVTRACK_LANGUAGE": "zh"}, "zh"),
        ({"LC_ALL": "zh_CN.UTF-8", "REVTRACK_LANGUAGE": "en"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "REVTRACK_LANGUAGE": "nonsense"}, "en"),
    ],
)
def test_the_language(
    variables: dict[str, str], language: str, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert preferred_language() == language
    assert preferred_language("en") == "en"
    assert preferred_language("zh") == "zh"
    assert not own_home.exists()


def test_home_is_the_variable_or_the_platforms_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REVTRACK_HOME", "~/policies")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home() == tmp_path / "policies"
    monkeypatch.delenv("REVTRACK_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home().name == "revtrack"


def test_all_faults_are_told_at_once_with_file_and_line(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_settings(own_home, '# mine\nlanguage = "en"\nmax_dept = 3\n\n  reader_seconds = 0\npublic_url = "policy"\n')
    monkeypatch.setenv("REVTRACK_CATALOG_URL", "mysql://host/name")
    with pytest.raises(InvalidInputs) as caught:
        load_settings()
    own = str(own_home / FILE_NAME)
    assert [(fault.kind, fault.file, fault.line, fault.facts["key"]) for fault in caught.value.errors] == [
        ("setting-unknown", own, 3, "max_dept"),
        ("setting", own, 5, "reader_seconds"),
        ("setting", own, 6, "public_url"),
        ("setting", "REVTRACK_CATALOG_URL", None, "catalog_url"),
    ]
    assert caught.value.errors[0].facts["known"] == "max_depth"
    assert len(caught.value.lines(words("en"))) == 4


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("public_url", "https://policy.example/revtrack", "https://a@policy.example"),
        ("trusted_hosts", "policy.example, other", "policy/example"),
        ("trusted_proxies", "127.0.0.1, 10.0.0.0/8", "10.0.0.1/8"),
        ("watch_allow", "10.0.0.0/8, intranet.example, :8081", "10.0.0.0/99"),
        ("watch_proxy", "http://proxy.example:3128", "proxy.example"),
        ("catalog_url", "postgresql+psycopg://user@host/name", "host/name"),
        ("state_url", "sqlite:////var/lib/state.db", "state.db"),
        ("remote_user", "X-Remote-User", "X Remote"),
        ("second_factor", "all", "some"),
    ],
)
def test_words_that_can_be_read_are_told_from_those_that_cannot(
    name: str, right: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"REVTRACK_{name.upper()}", right)
    assert getattr(load_settings(), name) == right
    monkeypatch.setenv(f"REVTRACK_{name.upper()}", wrong)
    with pytest.raises(InvalidInput) as caught:
        load_settings()
    assert (caught.value.kind, caught.value.facts["key"]) == ("setting", name)
