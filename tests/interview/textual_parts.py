"""The private parts of Textual that tests lean on, each with its reason.

Nothing public does these; who takes another Textual looks here first.
"""

from textual._wait import wait_for_idle
from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, TextArea

# Textual gives up on a screen after 30 s, which a busy machine can take.
Pilot._wait_for_screen.__defaults__ = (120.0,)

_CHARACTERS = {"space": " ", "colon": ":", "question_mark": "?", "tab": "\t", "enter": "\r"}


def painted_lines(app: App[None]) -> list[Strip]:
    """Return the lines of the screen on top, as they are painted.

    ``export_screenshot`` gives a picture only, from which no text or colour can be read back.
    """
    return app.screen._compositor.render_strips()


def send_key(app: App[None], key: str) -> None:
    """Send a key as a terminal does.

    ``Pilot.press`` waits for its effect three times over, which hides what fast typing shows.
    """
    driver = app._driver
    assert driver is not None
    name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
    event = Key(name, key if len(key) == 1 else _CHARACTERS.get(name))
    event.set_sender(app)
    driver.send_message(event)


async def wait_for_effect(pilot: Pilot[None]) -> None:
    """Wait until a key has had its effect, as ``Pilot.press`` does once it has sent one."""
    await wait_for_idle(0)
    await pilot._wait_for_screen()


def hold_cursor(field: Input | TextArea) -> None:
    """Let the cursor of a field stay visible; it would blink from one picture to the next."""
    field.cursor_blink = False
    field._cursor_visible = field.has_focus
