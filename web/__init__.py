"""The web view: pages, JSON API and feeds over the application service. It renders; it decides nothing."""
