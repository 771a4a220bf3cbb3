"""Puts the sources of the handbook together: what is written, what is kept elsewhere, and what is made of the code.

`python docs/handbook/reference.py FOLDER` makes FOLDER/en and FOLDER/zh.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from fastapi import FastAPI

import web.command
from revtrack.cli.reference import reference
from revtrack.settings import PREFIX, shipped_config
from revtrack.words.language import LANGUAGES, Lang
from revtrack.words.manual import manual_words
from web.api import router

ROOT = Path(__file__).resolve().parents[2]
#: Documents of the project that the handbook shows as they are, by the name of their page.
TAKEN = {name: f"docs/{name}.md" for name in ("accuracy", "json", "figures", "reading", "licences")}
HEADINGS: dict[str, dict[Lang, str]] = {
    "commands": {"en": "Commands", "zh": "命令"},
    "settings": {"en": "Settings", "zh": "设置"},
    "api": {"en": "API", "zh": "API"},
    "licences": {"en": "Licences of what is installed", "zh": "所安装的库及其许可"},
    "accuracy": {
        "en": "A case is *tuning* where its truth was looked at while building, *checking* where it was not: read the"
        " second kind. F1 weighs what is found against what is right; the last columns are other ways.",
        "zh": "tuning 是研制时看过答案的案例，checking 是没有看过的：请看后一类。F1 兼顾找到的和找对的；右边几栏是"
        "其他方法在同样案例上的结果。本页由程序生成，保留英文。",
    },
    "default": {"en": "default", "zh": "默认"},
}


def main(folder: Path) -> None:
    """Make the sources of every language in a folder."""
    for lang in LANGUAGES:
        here = folder / lang
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(Path(__file__).parent / lang, here)
        shutil.copytree(ROOT / "docs" / "pages", here / "pages")
        made = {"commands": commands(lang), "settings": settings(lang), "api": api(lang)}
        made |= {name: taken(name, lang) for name in TAKEN}
        for name, text in made.items():
            (here / f"{name}.md").write_text(text, "utf-8")


def commands(lang: Lang) -> str:
    """Every command with what may be given to it, and the exit codes."""
    say = manual_words(lang)
    lines = [f"# {HEADINGS['commands'][lang]}", ""]
    for one in reference(typer.main.get_command(web.command.cli.app), lang):
        lines += [f"## revtrack {one.name}", "", one.says, ""]
        lines += [f"    revtrack {' '.join(filter(None, (one.name, one.arguments)))}", ""]
        lines += [f"- `{given.written}`: {escaped(given.says)}" for given in one.given]
        lines.append("")
    lines += [f"## {say.codes}", "", *(f"- `{code}`: {meaning}" for code, meaning in say.exits.items())]
    return "\n".join(lines) + "\n"


def settings(lang: Lang) -> str:
    """Every setting with its default, and what the shipped file says of it."""
    lines = [f"# {HEADINGS['settings'][lang]}", ""]
    for names, said in described((shipped_config() / "revtrack.toml").read_text("utf-8")):
        for name, value in names:
            lines += [f"## {name}", "", f"`{PREFIX}{name.upper()}` · {HEADINGS['default'][lang]} `{value}`", ""]
        lines += [escaped(said), ""]
    return "\n".join(lines) + "\n"


def described(text: str) -> Iterator[tuple[list[tuple[str, str]], str]]:
    """(settings with their defaults, the comment above them), paragraph by paragraph."""
    for paragraph in text.split("\n\n"):
        lines = paragraph.strip().splitlines()
        names = [(name, value) for name, value in re.findall(r"(?m)^([a-z_]+) = (.*)$", paragraph)]
        if names:
            yield names, " ".join(line.removeprefix("# ") for line in lines if line.startswith("#"))


def api(lang: Lang) -> str:
    """Every route of the API with its parameters, from its own description."""
    app = FastAPI()
    app.include_router(router)
    lines = [f"# {HEADINGS['api'][lang]}", ""]
    paths: dict[str, dict[str, Any]] = app.openapi()["paths"]
    for path, methods in paths.items():
        for method, told in methods.items():
            lines += [f"## {method.upper()} {path}", "", escaped(str(told.get("description") or told["summary"])), ""]
            for one in told.get("parameters", ()):
                lines.append(f"- `{one['name']}` ({one['in']}): {escaped(one.get('description', ''))}")
            lines.append("")
    return "\n".join(lines) + "\n"


def taken(name: str, lang: Lang) -> str:
    """A document of the project."""
    text = (ROOT / TAKEN[name]).read_text("utf-8")
    if not text.startswith("# "):
        return f"# {HEADINGS[name][lang]}\n\n{text}"
    head, _, body = text.partition("\n")
    return f"{head}\n\n{HEADINGS[name][lang]}\n{body}" if name in HEADINGS else text


def escaped(text: str) -> str:
    """Words of which Markdown makes nothing of its own."""
    return re.sub(r"([\\*_<>\[\]{}|`$])", r"\\\1", text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
