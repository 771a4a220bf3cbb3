"""How an address is fetched: politely, bounded, pinned, and what came is no wall."""
