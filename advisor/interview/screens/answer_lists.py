"""What the lists of answers share: what is changed on them shows at once."""

from abc import abstractmethod

from textual.widgets import OptionList

from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.state.delicate import closed_answers


class AnswersScreen(InterviewScreen[None]):
    """Lists answers, to be gone through and changed."""

    @abstractmethod
    def show_answers(self) -> None:
        """Write the list anew, with the mark where it was."""

    def on_screen_resume(self) -> None:
        self.show_answers()
        self.query_one(OptionList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open" and self.interview.session is not None:
            return bool(closed_answers(self.rules, self.session))
        return True

    def action_open(self) -> None:
        """Open the delicate questions, so that their answers are listed too."""
        self.interview.open_delicate()
        self.show_answers()

    def action_undo(self) -> None:
        """Take the last change back."""
        self.interview.change(self.session.undo())
        self.show_answers()

    def action_redo(self) -> None:
        """Bring back what was taken back."""
        self.interview.change(self.session.redo())
        self.show_answers()
