"""The lines of the result: risks, strengths, steps, what to find out; each opens to more."""

from collections.abc import Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.interview.state.delicate import shown
from advisor.interview.state.session import Session
from advisor.interview.widgets.content import entry, of_mark
from advisor.reasoning.assessment import Assessment, Finding, Risk
from advisor.report.marks import STRENGTH
from advisor.report.phrases import NOBODY_KNOWS, NOT_ASKED, NOT_CERTAIN, Phrases


def risk_options(phrases: Phrases, cells: int, *, by_topic: bool) -> Iterator[Option]:
    """Yield the risks under their concerns, what weighs most first, or under their topics."""
    risks = phrases.assessment.risks
    if not risks:
        yield nothing("No risk applies.")
    if by_topic:
        titles = {topic.id: topic.title.upper() for topic in phrases.rulebook.topics}
        parts = [(titles[t], [r for r in risks if r.topic == t]) for t in titles]
    else:
        concerns = phrases.assessment.concerns
        parts = [(c.title, [r for r in risks if r.id in c.risks]) for c in concerns]
    for heading, of_it in parts:
        if of_it:
            yield nothing(heading)
            yield from (_risk(risk, phrases, cells) for risk in of_it)


def nothing(text: str) -> Option:
    """Return a line that cannot be chosen: a heading, or that there is nothing."""
    return Option(Content.styled(text, "bold"), disabled=True)


def _risk(risk: Risk, phrases: Phrases, cells: int) -> Option:
    mark = of_mark(phrases.severity(risk.severity))
    first = f"{mark[0]:10}"
    title = entry(first, _title(risk), cells).stylize(mark[1], 0, len(mark[0]))
    if risk.holds_at:
        band = of_mark(phrases.band(risk.holds_at))
        verb = "could limit the advice to" if risk.presumed else "limits the advice to"
        title = Content.assemble(title, (f"\n{'':10}{verb} ", "$quiet"), band)
    return Option(title, id=risk.id)


def _title(finding: Finding) -> str:
    presumed = f" ({NOT_CERTAIN})" if isinstance(finding, Risk) and finding.presumed else ""
    disputed = " (we disagree)" if finding.disagreement is not None else ""
    return f"{finding.title}{presumed}{disputed}"


def strength_options(phrases: Phrases, cells: int) -> Iterator[Option]:
    """Yield the strengths."""
    if not phrases.assessment.strengths:
        yield nothing("Nothing that counts as a strength here is known yet.")
    mark = of_mark(STRENGTH)
    for strength in phrases.assessment.strengths:
        line = entry(f"{mark[0]}  ", _title(strength), cells)
        yield Option(line.stylize(mark[1], 0, len(mark[0])), id=strength.id)


def step_options(phrases: Phrases, cells: int) -> Iterator[Option]:
    """Yield the steps in order, with who takes each and by when."""
    if not phrases.assessment.steps:
        yield nothing("No concern calls for a step.")
    for number, step in enumerate(phrases.assessment.steps, 1):
        agreed = "agreed: " if step.owner or step.by else ""
        whom = f"{agreed}{phrases.step_who(step)}, {phrases.step_day(step)}"
        lines = (
            entry(f"{number:2}  ", step.do, cells),
            entry("    ", whom, cells, "$quiet"),
        )
        yield Option(Content("\n").join(lines), id=step.id)


def open_options(phrases: Phrases, session: Session, cells: int) -> Iterator[Option]:
    """Yield what to find out and from whom, what could move the verdict first."""
    found = phrases.assessment.find_out
    if not found:
        yield nothing("Every question asked has an answer.")
    for place, item in enumerate(found):
        of = f" ({item.partner})" if item.partner else ""
        state = NOBODY_KNOWS if item.state == "unknown" else NOT_ASKED
        matters = "[?] could change the verdict  " if item.matters else ""
        line = entry("    ", f"{matters}{state}; ask {item.who}", cells, "$quiet")
        if matters:
            line = line.stylize("bold $caution", 4, 4 + len(matters))
        question = phrases.rulebook.questions[item.question]
        asks = entry("", f"{shown(phrases.rulebook, session, question)}{of}", cells)
        # By place: a question is listed once for each partner who left it open.
        yield Option(Content("\n").join([asks, line]), id=f"{place}")


def find_out_place(assessment: Assessment, id: str) -> tuple[str, str | None]:
    """Return the question and the partner of a line of ``open_options``."""
    item = assessment.find_out[int(id)]
    return item.question, item.partner
