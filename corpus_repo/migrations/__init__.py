"""How a catalog comes to the schema of this program, step by step (Alembic)."""
