"""What changes nothing: other writing, words, order, form. Importing the modules registers every kind."""

from tests.alignment.mutations.rewritings import forms, layout, order, values, words

__all__ = ["forms", "layout", "order", "values", "words"]
