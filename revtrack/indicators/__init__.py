"""What policies are to reach, thing by thing: targets of all texts, their course over documents, years and levels."""
