"""One finding: the answers behind it, the rule, the sources, the steps, and why it is so."""

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from advisor.files.clean_text import one_line
from advisor.interview.dialogs.dialog import plain
from advisor.interview.flows.decisions import disagree
from advisor.interview.messages import Picked, Visit
from advisor.interview.screens.interview_screen import AdviceScreen
from advisor.interview.state.choice import Choice
from advisor.interview.state.room import Room
from advisor.interview.widgets.choices import Choices
from advisor.interview.widgets.content import of_lines, of_mark
from advisor.reasoning.assessment import Assessment, Finding, Risk
from advisor.reasoning.assessment_parts import Reason
from advisor.reasoning.evaluator import evaluate
from advisor.report.blocks import Row
from advisor.report.explain.why import why_lines
from advisor.report.marks import STRENGTH
from advisor.report.phrases import NOT_CERTAIN, WE_DISAGREE, Phrases
from advisor.report.sections.finding_rows import cited, excuses, fact_words
from advisor.report.writers.terminal_items import rows_lines


class FindingScreen(AdviceScreen):
    """Everything behind a risk or a strength; a number goes to the question of that answer."""

    CSS_PATH = "finding.tcss"
    AUTO_FOCUS = ""
    HELP = (
        "Under “You said” each answer has a number: press it to go to its question, and Enter "
        "there to come back. d keeps why you disagree; that changes no verdict. The arrows scroll."
    )
    BINDINGS = [
        Binding("1", "reason('1')", "Go to an answer"),
        Binding("d", "disagree", "We disagree"),
        Binding("b,escape,q,enter", "back", "Back"),
        Binding("down", "scroll(2)", "Down", show=False),
        Binding("up", "scroll(-2)", "Up", show=False),
        Binding("pagedown,space", "scroll(15)", "Page down", show=False),
        Binding("pageup", "scroll(-15)", "Page up", show=False),
    ]

    def __init__(self, room: Room, rule: str, assessment: Assessment) -> None:
        super().__init__(room)
        self.rule, self.assessment = rule, assessment

    def body(self) -> ComposeResult:
        with VerticalScroll(id="finding", can_focus=False):
            yield plain("", id="gone")
            yield plain("", id="title")
            yield plain("You said", classes="part")
            yield Choices(id="reasons")
            yield plain("", id="rest")

    def show_current(self) -> None:
        self.show_finding()
        super().show_current()

    def take_advice(self, assessment: Assessment) -> None:
        """Show the finding as the current answers have it."""
        self.assessment = assessment
        self.show_finding()

    @property
    def finding(self) -> Finding | None:
        """The finding, if it is still true or likely."""
        found = (*self.assessment.risks, *self.assessment.strengths)
        return next((one for one in found if one.id == self.rule), None)

    @property
    def reasons(self) -> list[Reason]:
        """The answers behind it that can be gone to."""
        because = self.finding.because if self.finding else ()
        # A digit opens each. Facts of the partnership have no question, and are listed below.
        return [reason for reason in because if reason.question is not None][:9]

    def show_finding(self) -> None:
        """Rewrite everything."""
        phrases = Phrases(self.assessment, self.room.rulebook)
        rule = self.room.rulebook.rules[self.rule]
        self.head(f"{rule.kind}: {rule.title}")
        gone = "" if self.finding else "This is no longer the case, with what you answered since."
        self.query_one("#gone", Static).update(Content(gone))
        self.query_one("#title", Static).update(self._title(phrases))
        self.query_one(Choices).offer(
            [_choice(n, r, phrases) for n, r in enumerate(self.reasons, 1)]
        )
        self.query_one("#rest", Static).update(self._rest(phrases))

    def _title(self, phrases: Phrases) -> Content:
        rule = self.room.rulebook.rules[self.rule]
        stage = self.assessment.stage
        mark = phrases.severity(rule.severity_at(stage)) if rule.kind == "risk" else STRENGTH
        parts: list[str | tuple[str, str]] = [of_mark(mark), (f"  {rule.title}", "bold")]
        presumed = isinstance(self.finding, Risk) and self.finding.presumed
        if presumed:
            parts.append(f"\n{NOT_CERTAIN[0].upper()}{NOT_CERTAIN[1:]}.")
        if isinstance(self.finding, Risk) and self.finding.holds_at:
            verb = "Could limit" if presumed else "Limits"
            parts += [f"\n{verb} the advice to ", of_mark(phrases.band(self.finding.holds_at))]
            parts += [f" until {phrases.until(self.rule)}." if phrases.until(self.rule) else "."]
        parts.append(f"\n\n{rule.because}\n")
        if because := self.session.scenario.disagreements.get(self.rule):
            parts.append((f"\n{WE_DISAGREE}: {one_line(because)}\n", "bold $caution"))
        return Content.assemble(*parts)

    def _rest(self, phrases: Phrases) -> Content:
        """Return what follows the answers: facts, sources, steps, and why it is so or not."""
        width = max(40, self.size.width - 6)
        finding, scenario = self.finding, self.session.scenario
        lines: list[Text] = []
        if finding is not None:
            facts = [fact_words(reason, phrases) for reason in finding.because if reason.fact]
            rows = [Row("On file", tuple(facts))] if facts else []
            rows.append(Row("Sources", cited(finding.sources, phrases)))
            if isinstance(finding, Risk):
                rows += excuses(finding, phrases)
                rows.append(Row("Steps", tuple(phrases.step(step) for step in finding.steps)))
            lines = list(rows_lines(rows, width))
        # Only this rule and those it reads, and by the evaluator: experta keeps no reasons.
        trace = evaluate(self.room.rulebook, scenario, [self.rule]).get(self.rule)
        rule = self.room.rulebook.rules[self.rule]
        why = why_lines(rule, trace, self.room.rulebook, scenario, width, alone=False)
        return Content.assemble("\n", of_lines(lines), ("\n\nWhy\n", "bold"), of_lines(why))

    def on_key(self, event: Key) -> None:
        # No bindings of their own: "Go to an answer" stays one entry of the keys and of the menu.
        if event.character is not None and event.character in "23456789":
            event.stop()
            self.action_reason(event.character)

    @on(Picked)
    def take_reason(self, message: Picked) -> None:
        """Go to the answer that was clicked."""
        self.action_reason(message.key)

    def action_reason(self, key: str) -> None:
        """Go to the question of an answer."""
        if int(key) <= len(self.reasons):
            reason = self.reasons[int(key) - 1]
            assert reason.question is not None
            self.post_message(Visit(reason.question, reason.partner))

    @work
    async def action_disagree(self) -> None:
        """Keep why the room disagrees."""
        await disagree(self.room, self.app, self.rule)
        self.show_finding()

    def action_scroll(self, by: int) -> None:
        """Move the page."""
        self.query_one("#finding").scroll_relative(y=by, animate=False)

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss()


def _choice(number: int, reason: Reason, phrases: Phrases) -> Choice:
    question = reason.question or ""
    who = phrases.who(reason.partner, reason.said_by)
    said = phrases.answer(question, reason.answer)
    return Choice(str(number), who, f"{said} ({phrases.question(question)})")
