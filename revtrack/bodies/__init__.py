"""What bodies are to do: who leads, supports, reports, when, over all texts; a body's names as one."""
