"""Decisions on amending: read as instructions, carried out and checked."""
