"""The JSON form of a comparison as text: what programs read, schema `revtrack.comparison/1`."""

from __future__ import annotations

import json

from alignment import Comparison, to_json_form


def render_json(comparison: Comparison) -> str:
    """The comparison as indented JSON with a final line end; Chinese stays readable."""
    # A lone surrogate cannot be written as UTF-8; such texts do not come from files, but from callers.
    text = json.dumps(to_json_form(comparison), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"
