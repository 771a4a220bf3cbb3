"""How the watch's database comes to the schema of this program, step by step (Alembic)."""
