"""What tests of readers may ask for besides: a font with Chinese, for what a browser or an office program draws."""

from __future__ import annotations

import shutil
import subprocess

import pytest


@pytest.fixture(scope="session")
def chinese_font() -> None:
    """A font of the machine that holds Chinese: what is drawn without one shows boxes."""
    program = shutil.which("fc-list")
    listed = (
        subprocess.run([program, ":lang=zh", "family"], capture_output=True, check=False).stdout if program else b""
    )
    if not listed.strip():
        pytest.skip("no font with Chinese on this machine (Debian: fonts-noto-cjk)")
