"""How Sphinx sets the handbook: `make docs`, once for each language."""

from revtrack import __version__

project = "revtrack"
author = "revtrack contributors"
release = version = __version__
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"revtrack {__version__}"
html_copy_source = False
html_show_sphinx = False
exclude_patterns: list[str] = []
# what is taken over from elsewhere links to files of the checkout
suppress_warnings = ["myst.xref_missing", "myst.header", "misc.highlighting_failure"]
