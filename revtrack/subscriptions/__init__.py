"""Who is told of what: saved questions, what each new version holds for them, and how that is said."""
