"""What a policy is to reach: targets of tables and sentences, with what is measured, its scope and its year."""
