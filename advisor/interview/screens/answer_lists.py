"""What the lists of answers share: a change to one of them shows at once."""

from advisor.interview.screens.interview_screen import InterviewScreen
from advisor.interview.state.delicate import closed_answers
from advisor.interview.state.session import Session


class AnswersScreen(InterviewScreen):
    """Lists answers, to be gone through and changed."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open" and self.room.session is not None:
            return bool(closed_answers(self.rules, self.session))
        return True

    def action_open(self) -> None:
        """Open the delicate questions, so that their answers are listed too."""
        self.room.open_delicate()
        self.show_current()

    def action_undo(self) -> None:
        self._change(self.session.undo())

    def action_redo(self) -> None:
        self._change(self.session.redo())

    def _change(self, session: Session) -> None:
        self.room.change(session)
        self.show_current()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()
