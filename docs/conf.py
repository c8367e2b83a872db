"""The settings of the documentation: sphinx-build -W docs site."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # its neighbours: generate, offline

project = "travaux"
version = release = version_of("travaux")
language = "en"
smartquotes = False  # options begin with two hyphens
extensions = ["myst_parser", "sphinx.ext.autodoc", "generate", "offline"]
suppress_warnings = ["misc.highlighting_failure"]  # its lexer lacks the paths of SPARQL 1.1

myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
default_role = "code"  # docstrings write names between single backticks
add_module_names = False

html_theme = "furo"
html_title = "travaux"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_static_path = ["style"]
html_css_files = ["site.css"]
html_theme_options = {"navigation_with_keys": True, "top_of_page_buttons": []}
pygments_style = "friendly"
