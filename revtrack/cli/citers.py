"""The command of citers: what those who cite a document call it, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from revtrack import exitcodes
from revtrack.cli.asking import answer, asking
from revtrack.cli.options import TEXT, Commands, DocVersion, Format, Language, language_of
from revtrack.export.unseen import on_a_line
from revtrack.words.citers import CiterWords, citer_words

if TYPE_CHECKING:
    from revtrack.tracing.citers import Calling
    from revtrack.words.corpus import CorpusWords


def called_command(doc: DocVersion, form: Format = TEXT, lang: Language = None) -> int:
    """What those who cite a document call it, where it has lost title, number or day, and what it rests on."""
    from revtrack.forms import citers as citers_json

    said = citer_words(language_of(lang))
    with asking(lang) as (tracker, words, _):
        found = tracker.called(doc)
        lines = "".join(f"{line}\n" for line in _text(found, words, said))
        answer(form, lambda: lines, lambda: citers_json.calling(found))
    return exitcodes.DONE


def _text(found: Calling, words: CorpusWords, said: CiterWords) -> Iterator[str]:
    from revtrack.export.places import say_address  # loads what compares texts

    for one in found.called:
        likely = said.likely.format(share=f"{one.share:.0%}") if one.share < 1 else ""
        yield "  ".join(part for part in (said.fields[one.field], on_a_line(one.value), likely) if part)
        title = on_a_line(one.title) or words.untitled
        yield f"    {title}  {say_address(one.address)}  {one.document}@{one.version}"
        yield f"    “{on_a_line(one.quote)}”"
    if not found.called:
        yield said.nothing
    yield ""
    yield said.bases
    for base in found.bases:
        mark = "" if base.marked else said.unmarked
        parts = (on_a_line(base.title), base.number, say_address(base.address), mark, base.document or said.not_held)
        yield "  " + "  ".join(part for part in parts if part)
    if not found.bases:
        yield f"  {said.none}"


COMMANDS: Commands = (("called", called_command),)
