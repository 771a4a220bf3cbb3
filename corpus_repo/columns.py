"""Columns of our tables: never NULL, and empty where nothing is said."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Integer, Text


def text(name: str) -> Column[str]:
    """Text, "" by default."""
    return Column(name, Text, nullable=False, server_default="")


def number(name: str) -> Column[int]:
    """A whole number, 0 by default."""
    return Column(name, Integer, nullable=False, server_default="0")


def share(name: str) -> Column[float]:
    """A number with a fraction, 0 by default."""
    return Column(name, Float, nullable=False, server_default="0")


def flag(name: str) -> Column[bool]:
    """Yes or no, no by default."""
    return Column(name, Boolean, nullable=False, server_default="0")
