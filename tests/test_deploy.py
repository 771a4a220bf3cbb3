"""What runs the program as a service says what is so: units, container, compose, log rotation."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

import web.command
from revtrack.service import Tracker
from revtrack.settings import Settings, load_settings
from revtrack.words.help import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "config" / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service")) + sorted((DEPLOY / "systemd").glob("*.timer"))
#: The overall exposure that `systemd-analyze security` may find, from 0 to 10.
MOST_EXPOSED = 2.0


def analyze() -> str:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze (Debian: apt-get install systemd)")
    return program


def settings_of(text: str) -> set[str]:
    """The settings that a file gives by variables."""
    return {name.lower() for name in re.findall(r"REVTRACK_([A-Z_]+)", text)} - {"home"}


def test_systemd_takes_the_units_without_a_word(tmp_path: Path) -> None:
    program = analyze()
    stand_in = shutil.which("true")
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/opt/revtrack/bin/revtrack", str(stand_in))
        (tmp_path / unit.name).write_text(text, "utf-8")
    files = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run([program, "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=lambda one: one.name)
def test_a_service_is_shut_in(unit: Path) -> None:
    command = [analyze(), "security", "--offline=true", "--no-pager", str(unit)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", shown)
    assert found is not None
    assert float(found[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("name", ["Containerfile", "compose.yaml", "systemd/revtrack.service"])
def test_only_settings_that_there_are_are_given(name: str) -> None:
    assert settings_of((DEPLOY / name).read_text("utf-8")) <= {field.name for field in fields(Settings)}


def test_what_is_started_is_a_command_with_its_options() -> None:
    group: Any = typer.main.get_command(web.command.cli.app)
    texts = [unit.read_text("utf-8") for unit in UNITS]
    called = [line.split() for text in texts for line in re.findall(r"/bin/revtrack (.*?)(?:'|$)", text, re.MULTILINE)]
    last = re.findall(r"(?m)^CMD (\[.*\])$", (DEPLOY / "Containerfile").read_text("utf-8"))[-1]
    called.append(yaml.safe_load(last))
    assert [words[0] for words in called] == ["backup", "serve", "serve"]
    for words in called:
        assert words[0] in COMMANDS
        known = {option for one in group.commands[words[0]].params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= known


def test_the_container_is_nobodys_and_asks_how_it_fares() -> None:
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    last = text.rpartition("\nFROM ")[2]
    assert re.search(r"(?m)^USER (?!0|root)\d+", last)
    assert "/healthz" in re.findall(r"(?ms)^HEALTHCHECK .*?\n  CMD .*?$", last)[0]
    for source in re.findall(r"(?m)^COPY (?!--from)(\S+)", text):
        assert (ROOT / source).exists()
    assert "REVTRACK_HOME=/var/lib/revtrack" in last
    assert "VOLUME /var/lib/revtrack" in last


def test_every_service_of_ours_in_compose_is_shut_in_and_waits_for_the_database() -> None:
    found = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    for name in ("revtrack", "backup"):
        one = found["services"][name]
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])
        assert one["security_opt"] == ["no-new-privileges:true"]
        assert one["depends_on"]["database"]["condition"] == "service_healthy"
        assert (ROOT / one["build"]["dockerfile"]).is_file()
        assert {volume.partition(":")[0] for volume in one["volumes"]} <= found["volumes"].keys()
    assert all(port.startswith("127.0.0.1:") for port in found["services"]["revtrack"]["ports"])
    assert "healthcheck" in found["services"]["database"]


def test_the_words_of_the_databases_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    for name, value in found["services"]["revtrack"]["environment"].items():
        if name.endswith("_URL") and "$" not in value:
            monkeypatch.setenv(name, value)
    assert load_settings().catalog_url == load_settings().state_url != ""


@pytest.mark.long
def test_the_backup_of_the_timer_is_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Tracker(load_settings(), home) as tracker:
        tracker.init()
        tracker.load_samples()
    unit = (DEPLOY / "systemd" / "revtrack-backup.service").read_text("utf-8")
    (line,) = re.findall(r"(?m)^ExecStart=/bin/sh -c '(.*)'$", unit)
    program = f"{sys.executable} -m web.command"
    (tmp_path / "kept").mkdir()
    line = line.replace("/opt/revtrack/bin/revtrack", program).replace("/var/backups/revtrack", str(tmp_path / "kept"))
    done = subprocess.run(
        ["/bin/sh", "-c", line.replace("%%", "%")],
        env={**os.environ, "REVTRACK_HOME": str(home)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    (kept,) = (tmp_path / "kept").iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.tar", kept.name)
    with tarfile.open(kept) as packed:
        assert packed.getnames()
    with Tracker(load_settings(), tmp_path / "again") as drilled:  # a backup that was never restored is none
        drilled.restore(kept)
        assert drilled.verify().damage == ()


def test_logrotate_takes_its_file(tmp_path: Path) -> None:
    program = shutil.which("logrotate", path=f"{os.environ['PATH']}:/usr/sbin")
    text = (DEPLOY / "logrotate").read_text("utf-8")
    assert "copytruncate" not in text  # the log is begun anew by whoever writes it
    if program is None:
        pytest.skip("no logrotate (Debian: apt-get install logrotate)")
    state = tmp_path / "state"
    given = text.replace("    su revtrack revtrack\n", "").replace("/var/log/revtrack", str(tmp_path))
    (tmp_path / "rotate").write_text(given, "utf-8")
    (tmp_path / "access.log").write_text("a line\n", "utf-8")
    tmp_path.chmod(0o755)
    command = [program, "--force", "--state", str(state), str(tmp_path / "rotate")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "access.log.1").read_text("utf-8") == "a line\n"
