"""The three looks of the interview: light, dark and high contrast, in tested colours."""

from textual.theme import Theme

LIGHT = "advisor-light"
DARK = "advisor-dark"
CONTRAST = "advisor-contrast"
NAMES = (LIGHT, DARK, CONTRAST)
LABELS = {LIGHT: "light", DARK: "dark", CONTRAST: "high contrast"}


def _theme(
    name: str,
    *,
    dark: bool,
    text: str,
    quiet: str,
    background: str,
    raised: str,
    primary: str,
    on_primary: str,
    here: str,
    stop: str,
    caution: str,
    small: str,
    good: str,
) -> Theme:
    """Return a theme in which every colour of text is named, none blended from another."""
    texts = ("text", "foreground", "footer-foreground", "footer-description-foreground")
    quiets = ("text-muted", "text-disabled", "foreground-muted", "foreground-disabled")
    tones = {
        "stop": stop,
        "caution": caution,
        "small": small,
        "good": good,
        "quiet": quiet,
        "here": here,
    }
    variables = dict.fromkeys(texts, text) | dict.fromkeys(quiets, quiet) | tones
    variables |= {
        "quiet": quiet,
        "here": here,
        "on-primary": on_primary,
        "block-cursor-foreground": text,
        "block-cursor-background": here,
        "block-cursor-blurred-foreground": text,
        "block-cursor-blurred-background": here,
        "block-hover-background": raised,
        "footer-background": raised,
        "input-cursor-text-style": "underline",
        "input-cursor-background": text,
        "input-cursor-foreground": background,
        "input-selection-background": primary,
        "input-selection-foreground": on_primary,
        "screen-selection-background": primary,
        "screen-selection-foreground": on_primary,
        "border": primary,
        "border-blurred": quiet,
        "scrollbar": quiet,
        "scrollbar-background": raised,
        "button-foreground": text,
        "button-color-foreground": on_primary,
    }
    return Theme(
        name=name,
        dark=dark,
        primary=primary,
        secondary=primary,
        accent=primary,
        warning=caution,
        error=stop,
        success=good,
        foreground=text,
        background=background,
        surface=background,
        panel=raised,
        text_alpha=1.0,
        variables=variables,
    )


THEMES = (
    _theme(
        LIGHT,
        dark=False,
        text="#1b1b1b",
        quiet="#4f4f4f",
        background="#fbfaf7",
        raised="#e9e6df",
        primary="#0b4a7f",
        on_primary="#ffffff",
        here="#cfe2f5",
        stop="#a3140f",
        caution="#7a4a00",
        small="#0b5563",
        good="#1b5e20",
    ),
    _theme(
        DARK,
        dark=True,
        text="#eceae4",
        quiet="#b3b0a8",
        background="#16181b",
        raised="#26292e",
        primary="#8ec7ff",
        on_primary="#10151a",
        here="#1c3a55",
        stop="#ff9c93",
        caution="#f4c262",
        small="#7fd6e4",
        good="#93d69a",
    ),
    _theme(
        CONTRAST,
        dark=True,
        text="#ffffff",
        quiet="#e6e6e6",
        background="#000000",
        raised="#1f1f1f",
        primary="#ffff00",
        on_primary="#000000",
        here="#003b8f",
        stop="#ffb3ad",
        caution="#ffd75f",
        small="#7fefff",
        good="#8cff98",
    ),
)
