"""Answers for assistants: the tools of the MCP server over the `Tracker`, bounded in size and with their sources."""
