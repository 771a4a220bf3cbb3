"""The comparison as one self-contained HTML file: no network, no outside style, font or script."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from alignment.model import Comparison
from revtrack.export.fulltext import Stretch
from revtrack.export.presentation import present
from revtrack.export.said import NOTHING, Said
from revtrack.export.unseen import show_unseen
from revtrack.words.language import Lang
from revtrack.words.reviews import review_words

_PACKAGE = "revtrack.export"
#: What needs no escape inside a CSS string; everything else becomes \hex, so that no title can end the string.
_CSS_UNSAFE = re.compile(r"[^\w，。、；：（）《》〈〉—·]")


def render_html(
    comparison: Comparison, *, lang: Lang = "zh", old_name: str = "", new_name: str = "", said: Said = NOTHING
) -> str:
    """The report of a comparison as the text of an HTML file, to be written as UTF-8.

    Args:
        comparison: what to show.
        lang: language of everything but the quotes.
        old_name, new_name: names of the files compared, shown below the titles; "" where there are none.
        said: what people said of it.

    Raises:
        ValueError: there are no words in `lang`.
    """
    report = present(comparison, lang=lang, old_name=old_name, new_name=new_name, said=said)
    # Markup: both are ours; the one foreign part, the running title, is escaped for CSS.
    style = Markup(_template("report.css").replace("%(running)s", _css_string(report.new.title)))  # noqa: S704
    script = Markup(_template("report.js"))  # noqa: S704
    sources = f"style-src {_digest(style)}; script-src {_digest(script)}"
    policy = f"default-src 'none'; {sources}; base-uri 'none'; form-action 'none'"
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(report=report, judging=review_words(lang), style=style, script=script, policy=policy)
    )


def page_environment(*loaders: BaseLoader) -> Environment:
    """Jinja for pages that show texts of others: everything is escaped, a name without a value is an error.

    Our templates of comparisons are found behind those of `loaders`.
    """
    environment = Environment(
        loader=ChoiceLoader([*loaders, PackageLoader(_PACKAGE)]),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["seen"] = _seen
    environment.filters["plain"] = show_unseen
    environment.filters["plain_list"] = _plain_list
    environment.filters["marked"] = _marked
    return environment


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return page_environment()


def page_assets() -> dict[str, str]:
    """The style and the script of a comparison, by file name, for pages that link them."""
    return {"report.css": _template("report.css").replace("%(running)s", ""), "report.js": _template("report.js")}


@lru_cache
def _template(name: str) -> str:
    return files(_PACKAGE).joinpath("templates", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _css_string(text: str) -> str:
    return _CSS_UNSAFE.sub(lambda match: f"\\{ord(match.group()):x} ", show_unseen(text))


def _seen(text: str) -> Markup:
    """Escaped text in which unseen characters are told apart from the words around them."""
    return Markup(show_unseen(str(escape(text)), '<span class="unseen">‹{}›</span>'.format))  # noqa: S704


def _plain_list(texts: Iterable[str]) -> str:
    return json.dumps([show_unseen(text) for text in texts], ensure_ascii=False)


def _marked(stretches: Iterable[Stretch]) -> Markup:
    """Stretches as elements: added ones as <ins>, removed ones as <del>, the rest plain or as a quiet <span>."""
    return Markup("").join(_element(stretch) for stretch in stretches)


def _element(stretch: Stretch) -> Markup:
    text = _seen(stretch.text)
    tone = Markup(' class="{}"').format(stretch.tone) if stretch.tone else Markup("")
    match stretch.mark:
        case "added":
            return Markup("<ins{}>{}</ins>").format(tone, text)
        case "removed":
            return Markup("<del{}>{}</del>").format(tone, text)
        case "kept":
            return Markup('<span class="kept">{}</span>').format(text)
        case "number":
            return Markup('<span class="clause-number">{}</span>').format(text)
        case "equal":
            return text
