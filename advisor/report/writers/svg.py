"""Write the lines of a page as one SVG picture that needs no web font."""

import re

from rich.terminal_theme import TerminalTheme

from advisor.report.blocks import Page
from advisor.report.writers.printing import new_console
from advisor.report.writers.terminal import fitting, page_lines

# The two that are left of what XML cannot hold: models have no control characters.
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
# Fixed, or Rich makes one from all of the text, and every class in the picture changes with a word.
_UNIQUE_ID = "advice"
_BLACK, _WHITE = (27, 29, 33), (255, 255, 255)
_RED, _GREEN, _BROWN = (164, 22, 26), (11, 93, 42), (122, 62, 0)
_BLUE, _PURPLE, _TEAL = (0, 75, 141), (116, 28, 116), (0, 86, 97)
THEME = TerminalTheme(_WHITE, _BLACK, [_BLACK, _RED, _GREEN, _BROWN, _BLUE, _PURPLE, _TEAL, _BLACK])
"""Dark on white, each colour at a contrast of 7 to 1 or more."""

_DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"
  viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{
  font-family: "Fira Code", "DejaVu Sans Mono", Consolas, Menlo, monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font: bold 18px Arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def svg(page: Page, width: int) -> str:
    """Return the page as it looks on a terminal of the width, as well-formed XML."""
    width = fitting(width)
    console = new_console(width, "truecolor", record=True)
    for line in page_lines(page, width):
        # Lines are laid out already; without soft_wrap the console would break them again.
        console.print(line, soft_wrap=True)
    drawn = console.export_svg(
        title=page.title, theme=THEME, code_format=_DRAWING, unique_id=_UNIQUE_ID
    )
    ends = "\n".join(line.rstrip() for line in drawn.split("\n")).rstrip("\n")
    return _NOT_IN_XML.sub("\ufffd", ends) + "\n"
