"""What the interview says to people, apart from the questions themselves."""

from collections.abc import Sequence

from advisor.report.phrases import plural
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.moved_entry import MovedEntry

SET_UP_COMMANDS = (
    "Type help, back or stop at any question. Where a name or other text is asked for, put a "
    "colon before it: :help, :back, :stop."
)
SET_UP_HELP = """\
a number: the line of a list with that number; its first words do too.
y, n: yes, no. u: not sure.
an empty line: where the question says so.
back: the question before.
stop: leave; what you gave is kept, and offered at the next start.
Where a name or other text is asked for: :help, :back, :stop."""
CHANGE_HELP = SET_UP_HELP.replace(
    "stop: leave; what you gave is kept, and offered at the next start.",
    "stop: leave it as it was.",
)
ANSWERED = "It has an answer, so it is not parked. A note can say what is still to be settled."
NOTE_STAYS = "The note stays: does it still fit?"
SETTLED = "No answer that is still open would change the verdict today."
TALK = (
    "One worth talking about anyway",
    "Two worth talking about anyway",
    "Three worth talking about anyway",
)
ORDERS = ("Order: what decides most first.", "Order: by topic.")
EXAMPLE_SHOWN = (
    "This is where a meeting ends. Escape shows the questions that led here; change an answer and "
    "come back. Nothing is kept."
)
CLOSED = {
    "us": (
        "Let each answer for themselves first, on paper or in their head. "
        "open shows it here; park leaves it for later."
    ),
    "with-partners": (
        "Partners are in the room, so let each answer alone first, on the partner's own sheet. "
        "open shows it here; park leaves it for later."
    ),
}
HIDDEN = "answered; hidden until opened (o)"
HIDDEN_IN_LINES = "answered; hidden until opened (open all)"
HIDDEN_NOTE = (
    "This question is closed. Press o to open it: then you can answer it, with u if nobody knows, "
    "and add a note."
)
ASKED_AGAIN = "Partners may see this screen now: d asks before it shows the advice."
OF_FACTS = "a fact, a date or a step"
NOT_ASKED_HERE = "Nobody here has a role that is asked this."
DELICATE = {
    "title": "This question is delicate, and hidden until you open it.",
    "us": (
        "On a shared screen people answer more kindly than truly. Let each answer for "
        "themselves first, on paper or in their head; then press o to open it here."
    ),
    "with-partners": (
        "Partners are in the room, and nobody says an awkward thing about a partner who listens. "
        "It is best answered on each partner's own sheet; to open it here all the same, press o."
    ),
}
FACILITATING = """\
Before: print the sheets, one for looking up, one for each partner. In a terminal:
advisor questions sheet --kind KIND --stage STAGE --for partner --output sheet.html
In the room: the short form, one question at a time. After a minute without an answer, press u:
nobody has to guess, and what is not known becomes a question to somebody by name.
Then read back what was heard, put it right, and only then look at the advice.
At the end: who takes each step and by when, save, export.
To copy text, hold Shift and drag; what you export is written to a file whose path is shown."""


def what_moved(moved: Sequence[MovedEntry]) -> str:
    """Return what to tell once about answers to questions that have changed, or nothing."""
    if not moved:
        return ""
    again = [*dict.fromkeys(one.asked for one in moved if one.is_to_ask)]
    says = ["The questions have changed since these answers were given."]
    if carried := sum(one.is_answer and not one.is_kept for one in moved):
        were = "was" if carried == 1 else "were"
        says.append(f"{plural(carried, 'answer')} {were} carried over.")
    if again:
        more = f" And {len(again) - 2} more." if len(again) > 2 else ""
        says.append(f"To be asked again: {' '.join(again[:2])}{more}")
    if not all(one.is_answer for one in moved):
        says.append("Steps or findings that you wrote about have changed too.")
    if any(one.is_kept for one in moved):
        says.append("What you said before is kept as a note, and counts for nothing.")
    return " ".join(says)


def stage_not_given(rulebook: Rulebook) -> str:
    """Return the message about a partnership file that names no decision."""
    decision = rulebook.wording.stages["starting"].decision
    return f"The file does not say which decision is in front of you; it is read as: {decision}"
