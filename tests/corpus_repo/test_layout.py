"""Ids and the paths that they become."""

from __future__ import annotations

import pytest

from corpus_repo import layout


@pytest.mark.parametrize("name", ["", "../x", "A" * 12, "a" * 11, "a" * 13, "--output=x", "a" * 11 + "\n"])
def test_only_ids_become_paths(name: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        layout.folder(name)


def test_paths_and_ids() -> None:
    name = layout.new_id()
    assert layout.document_of(f"{layout.folder(name)}/document.json") == name
    assert layout.document_of(f"documents/00/{name[::-1]}/text.txt") == ""
    assert layout.document_of(f"documents/zz/{name}/document.json") == ""
