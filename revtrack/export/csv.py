"""The obligation changes as comma-separated values, for a spreadsheet or a script."""

from __future__ import annotations

import csv
import io

from alignment.model import Comparison
from revtrack.export.changes_table import Value, changes_table, could_be_formula, rejected_rows
from revtrack.export.presentation import present
from revtrack.export.said import NOTHING, Said
from revtrack.export.xml_parts import xml_text
from revtrack.words.exports import export_words
from revtrack.words.language import Lang

#: Without it a spreadsheet reads the file in the encoding of the country it runs in.
_BYTE_ORDER_MARK = "\ufeff"


def render_csv(
    comparison: Comparison, *, lang: Lang = "zh", old_name: str = "", new_name: str = "", said: Said = NOTHING
) -> str:
    """The obligation changes, one line each below a line of headings, with a byte order mark and CRLF line ends.

    A cell that a spreadsheet could take for a formula begins with an apostrophe; characters that nobody sees are
    written out.

    Args:
        comparison: what to write.
        lang: language of everything but the quotes.
        old_name, new_name: names of the files compared; "" where there are none.
        said: what people said of it.

    Raises:
        ValueError: there are no words in `lang`.
    """
    report = present(comparison, lang=lang, old_name=old_name, new_name=new_name, said=said)
    table = changes_table(comparison, report, export_words(lang))
    target = io.StringIO(newline="")
    target.write(_BYTE_ORDER_MARK)
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(_guarded(column.head) for column in table.columns)
    writer.writerows([_guarded(value) for value in row] for row in (*table.rows, *rejected_rows(table, report)))
    return target.getvalue()


def _guarded(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    # Judged before unseen characters are written out: a program may drop them and see the sign behind.
    text = xml_text(value)
    return f"'{text}" if could_be_formula(value) or could_be_formula(text) else text
