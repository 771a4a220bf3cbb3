"""Who may do what: accounts and how they prove themselves, sessions, roles, and what was done under them."""
