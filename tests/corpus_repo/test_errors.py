"""Errors carry facts: whoever translates them takes no message apart."""

from __future__ import annotations

import inspect

import pytest

from corpus_repo import errors

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.CorpusError) and kind is not errors.CorpusError
]
FACTS = {"seconds": 1.5, "found": 2, "known": 1, "candidates": ("a", "b"), "names": ("a", "b")}


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_error_is_given_are_its_attributes(kind: type[errors.CorpusError]) -> None:
    names = [name for name in inspect.signature(kind).parameters if name not in {"args", "kwargs"}]
    given = {name: FACTS.get(name, f"the {name}") for name in names}
    error = kind(**given)
    assert {name: getattr(error, name) for name in names} == given


def test_every_error_is_translated_for_the_user() -> None:
    """A kind without its own case would reach people as an error of the system."""
    from revtrack.holdings.failures import told

    for kind in KINDS:
        names = [name for name in inspect.signature(kind).parameters if name not in {"args", "kwargs"}]
        with pytest.raises(Exception) as caught, told():  # noqa: PT011 - which one is asked below
            raise kind(**{name: FACTS.get(name, f"the {name}") for name in names})
        assert getattr(caught.value, "kind", "system") != "system", kind
