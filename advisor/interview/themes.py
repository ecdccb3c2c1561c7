"""The three looks of the interview: light, dark and high contrast, in tested colours."""

from textual.theme import Theme

LIGHT = "advisor-light"
DARK = "advisor-dark"
CONTRAST = "advisor-contrast"
NAMES = (LIGHT, DARK, CONTRAST)
LABELS = {LIGHT: "light", DARK: "dark", CONTRAST: "high contrast"}
_COLOURS = {
    "text": ("#1b1b1b", "#eceae4", "#ffffff"),
    "quiet": ("#4f4f4f", "#b3b0a8", "#e6e6e6"),
    "background": ("#fbfaf7", "#16181b", "#000000"),
    "raised": ("#e9e6df", "#26292e", "#1f1f1f"),
    "primary": ("#0b4a7f", "#8ec7ff", "#ffff00"),
    "on-primary": ("#ffffff", "#10151a", "#000000"),
    "here": ("#cfe2f5", "#1c3a55", "#003b8f"),
    "stop": ("#a3140f", "#ff9c93", "#ffb3ad"),
    "caution": ("#7a4a00", "#f4c262", "#ffd75f"),
    "small": ("#0b5563", "#7fd6e4", "#7fefff"),
    "good": ("#1b5e20", "#93d69a", "#8cff98"),
}
"""What each colour is in the three looks; Textual's own colours are all taken from these."""
_VARIABLES = {
    "text": (
        *("text", "foreground", "footer-foreground", "footer-description-foreground"),
        *("block-cursor-foreground", "block-cursor-blurred-foreground"),
        *("button-foreground", "input-cursor-background"),
    ),
    "quiet": (
        *("quiet", "text-muted", "text-disabled", "foreground-muted", "foreground-disabled"),
        *("border-blurred", "scrollbar"),
    ),
    "raised": ("block-hover-background", "footer-background", "scrollbar-background"),
    "here": ("here", "block-cursor-background", "block-cursor-blurred-background"),
    "background": ("input-cursor-foreground",),
    "primary": ("input-selection-background", "screen-selection-background", "border"),
    "on-primary": (
        *("on-primary", "input-selection-foreground", "screen-selection-foreground"),
        "button-color-foreground",
    ),
    **{tone: (tone,) for tone in ("stop", "caution", "small", "good")},
}
"""The variables of Textual's stylesheets and of ours that have each colour."""


def _theme(number: int, name: str) -> Theme:
    """Return a theme in which every colour of text is named, none blended from another."""
    of = {colour: looks[number] for colour, looks in _COLOURS.items()}
    variables = {name: of[colour] for colour, names in _VARIABLES.items() for name in names}
    return Theme(
        name=name,
        dark=name != LIGHT,
        primary=of["primary"],
        warning=of["caution"],
        error=of["stop"],
        success=of["good"],
        foreground=of["text"],
        background=of["background"],
        surface=of["background"],
        panel=of["raised"],
        # By default 0.95: text would be blended with what is behind it, and the contrast that the
        # tests measure would differ from place to place.
        text_alpha=1.0,
        # A cursor that is only a colour would be invisible under NO_COLOR.
        variables=variables | {"input-cursor-text-style": "underline"},
    )


THEMES = tuple(_theme(number, name) for number, name in enumerate(NAMES))
