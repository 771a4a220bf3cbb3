"""When a text binds: repeals, expiries, terms and days of effect, as events with their words."""
