"""The application: reads texts, has them compared, and renders what was found for people and programs."""

__version__ = "0.2.0"
