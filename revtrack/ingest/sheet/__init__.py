"""Workbooks → their rows as Excel shows them."""
