"""Steps that bring the table of jobs to the schema of this program."""
