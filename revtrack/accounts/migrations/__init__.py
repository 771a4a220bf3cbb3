"""Steps that bring the tables of accounts to the schema of this program."""
