"""Why a risk or strength is true, is not true, or is not clear yet, in a few sentences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from rich.text import Text

from advisor.reasoning.assessment_parts import citations, reason_for
from advisor.reasoning.evidence import evidence_for, open_answers
from advisor.reasoning.fewest_answers import Changing, Needed, fewest_changes, fewest_enough
from advisor.reasoning.trace import Trace, Truth
from advisor.report.blocks import Mark
from advisor.report.explain.answer_phrases import AnswerPhrases
from advisor.report.explain.condition_text import in_words
from advisor.report.facts_in_words import fact_words
from advisor.report.grouping import grouped, places_by_source
from advisor.report.partner_names import first_few, joined
from advisor.report.phrases import WE_DISAGREE, excuse_text, stage_question, year
from advisor.report.writers.cells import hanging, on_one_line
from advisor.report.writers.terminal_items import STYLES
from advisor.rulebook.condition import AnyFact, Fact
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario

# A choice: an explanation that is read at a glance. A test checks it for every rule.
MAX_LINES = 7
_INDENT = 2
# More kinds than this are not listed: what matters is that this one is not among them.
_FEW_KINDS = 2


class _Paragraph(NamedTuple):
    """One paragraph: its versions, each shorter than the one before, perhaps down to nothing.

    Attributes:
        rank: Paragraphs of a lower rank are shortened first.
    """

    versions: list[str]
    rank: int = 0


_MARKS = {
    Truth.TRUE: Mark("True here", "[+]", "small"),
    Truth.FALSE: Mark("Not true here", "[-]", "plain"),
    Truth.UNKNOWN: Mark("Not clear yet", "[?]", "caution"),
}
_LIKELY = Mark("Likely", "[?]", "caution")
_ELSEWHERE = Mark("Not looked at here", "[ ]", "plain")


def mark_of(trace: Trace | None) -> Mark:
    """Return whether a rule is true, as a mark; without a trace the rule does not apply."""
    if trace is None:
        return _ELSEWHERE
    is_presumed = trace.presumed and trace.value == Truth.UNKNOWN
    return _LIKELY if is_presumed else _MARKS[trace.value]


def marked_lines(trace: Trace | None, text: str, width: int, style: str = "") -> list[Text]:
    """Return a text after the mark of a rule."""
    mark = mark_of(trace)
    lines = hanging(f"{mark.text}: ", text, width, _INDENT, style)
    lines[0].stylize(STYLES[mark.tone], 0, len(mark.text) + 2)
    return lines


def why_lines(
    rule: Rule,
    trace: Trace | None,
    rulebook: Rulebook,
    scenario: Scenario,
    width: int,
    *,
    alone: bool = True,
) -> list[Text]:
    """Return why a rule is true or not, in as much detail as seven lines have room for.

    Args:
        rule: The rule.
        trace: Its result; None if it does not apply to the scenario's kinds and stage.
        rulebook: The rulebook with the rule.
        scenario: The partnership.
        width: The width of a line in cells.
        alone: Whether to include the title and sources; False if the page has them already.
    """
    why = _Why(rule, trace, rulebook, scenario, alone)
    title = why.title(width) if alone else []
    paragraphs = [*why.paragraphs(), *([why.sources()] if alone else [])]
    # What is left last is which answers decide it; the sources are shortened first.
    by_rank = sorted(paragraphs, key=lambda paragraph: paragraph.rank)
    for shorter in (one for one in by_rank for _ in one.versions[1:]):
        if len(lines := [*title, *_lines(paragraphs, width)]) <= MAX_LINES:
            return lines
        del shorter.versions[0]
    return [*title, *_lines(paragraphs, width)]


def _lines(paragraphs: Iterable[_Paragraph], width: int) -> Iterator[Text]:
    for text in filter(None, (paragraph.versions[0] for paragraph in paragraphs)):
        yield from hanging(" " * _INDENT, text, width, _INDENT)


@dataclass(frozen=True)
class _Why:
    """The explanation of one rule in one partnership, each paragraph in several versions."""

    rule: Rule
    trace: Trace | None
    rulebook: Rulebook
    scenario: Scenario
    alone: bool

    @cached_property
    def phrases(self) -> AnswerPhrases:
        return AnswerPhrases(self.rule.kind, self.rulebook, self.scenario)

    @property
    def kinds(self) -> str:
        """The kinds of the partnership in words."""
        kinds = (self.scenario.kind, *self.scenario.also)
        return joined(self.rulebook.wording.kinds[kind].label for kind in kinds)

    @cached_property
    def enough(self) -> tuple[Needed, ...]:
        """The fewest answers that make it true, or false if it is false."""
        to = self.trace is not None and self.trace.value == Truth.TRUE
        return fewest_enough(self.rule, self.rulebook, self.scenario, to=to) or ()

    @cached_property
    def change(self) -> tuple[Needed, ...]:
        """The fewest changes that end a true rule, raise a false one, or decide an unknown one.

        Only better answers can end a risk.
        """
        value = self.trace.value if self.trace else Truth.FALSE
        may: Changing = "any"
        if value == Truth.UNKNOWN:
            may = "open"
        elif value == Truth.TRUE and self.rule.kind == "risk":
            may = "better"
        to = value != Truth.TRUE
        return fewest_changes(self.rule, self.rulebook, self.scenario, to=to, may=may) or ()

    def title(self, width: int) -> list[Text]:
        return marked_lines(self.trace, self.rule.title, width, "bold")

    def paragraphs(self) -> Iterator[_Paragraph]:
        because = self.scenario.disagreements.get(self.rule.id)
        if because is not None:
            yield _Paragraph([f"{WE_DISAGREE}: {on_one_line(because)}"])
        if self.trace is None:
            yield from self.elsewhere()
            return
        match self.trace.value:
            case Truth.TRUE:
                yield _Paragraph(self.what_makes_it_so(self.trace), rank=2)
                yield _Paragraph(self.what_ends_it(), rank=1)
            case Truth.FALSE:
                yield _Paragraph(self.what_rules_it_out(), rank=1)
                yield _Paragraph(self.what_would_raise_it(self.trace), rank=2)
            case Truth.UNKNOWN:
                yield from self.what_is_open(self.trace)

    def elsewhere(self) -> Iterator[_Paragraph]:
        """Yield the decisions or kinds of the rule, if the scenario is not among them."""
        wording = self.rulebook.wording
        at_other_stage = self.scenario.judged_at not in self.rule.stages
        if at_other_stage:
            stages = (f"“{wording.stages[stage].short}”" for stage in self.rule.stages)
            here = wording.stages[self.scenario.judged_at].short
            text = f"It belongs to another decision: {joined(stages, 'or')} This one is “{here}”"
            yield _Paragraph([text])
        if self.scenario.kinds.isdisjoint(self.rule.kinds):
            kinds = joined(wording.kinds[kind].label for kind in self.rule.kinds)
            text = f"It belongs to another kind of partnership: {kinds}. This one is: {self.kinds}."
            if len(self.rule.kinds) > _FEW_KINDS:
                text = f"It does not belong to this kind of partnership: {self.kinds}."
            # If the stage rules it out already, the kind is left out where lines are short.
            yield _Paragraph([text, *[""] * at_other_stage], rank=1)

    def what_makes_it_so(self, trace: Trace) -> list[str]:
        if not self.enough:
            stage = stage_question(self.rulebook, self.scenario.judged_at)
            reasons = map(reason_for, evidence_for(trace, self.rulebook))
            facts = [fact_words(one, self.kinds, stage, first_few) for one in reasons if one.fact]
            says = joined(facts) if facts else "nothing that was answered"
            return [f"No answer is needed for this. It follows from who takes part: {says}."]
        several = "These are enough, and each is needed:"
        begin = "This is enough:" if len(self.enough) == 1 else several
        return _fewer(begin, self.phrases.sentences(self.enough))

    def what_ends_it(self) -> list[str]:
        until = self.rulebook.until_of(self.rule)
        said = f"Resolved when {until}." if until else ""
        if not self.change:
            return [said]
        others = [needed for needed in self.change if not needed.is_so]
        beyond = self.phrases.beyond(others)
        these = self.these_answers
        if beyond:
            these += f", or a {beyond} one," if len(others) == 1 else f", or {beyond} ones,"
        changes = " ".join(self.phrases.in_place(self.change))
        if not self.alone:
            # A concern's page says what resolves the concern, which may take more than this.
            return [f"{these} would end this reason: {changes}", ""]
        return [f"{said} {these} would end it: {changes}".strip(), said]

    @property
    def these_answers(self) -> str:
        others = sum(not needed.is_so for needed in self.change)
        return "This answer" if others == 1 else "These answers"

    def what_rules_it_out(self) -> list[str]:
        begin = "This answer rules" if len(self.enough) == 1 else "These answers rule"
        sentences = self.phrases.sentences(self.enough)
        return [*_fewer(f"{begin} it out:", sentences), ""] if sentences else [""]

    def what_would_raise_it(self, trace: Trace) -> list[str]:
        if self.change:
            begin = f"{self.these_answers} would make it true:"
            with_now, others = (self.phrases.others(self.change, now=now) for now in (True, False))
            return [" ".join((begin, *with_now)), *_fewer(begin, others)]
        facts = dict.fromkeys(in_words(fact, self.rulebook) for fact in _facts_not_so(trace))
        only = f" It is true only where {joined(facts)}." if facts else ""
        return [f"No other answers would make it true.{only}"]

    def what_is_open(self, trace: Trace) -> Iterator[_Paragraph]:
        """Yield what is known about it, what would excuse it, and what to find out."""
        if known := self.phrases.sentences(needed for needed in self.change if needed.is_so):
            yield _Paragraph([*_fewer("You have said:", known), ""], rank=2)
        if trace.presumed and (excuse := excuse_text(self.rule, self.rulebook)):
            yield _Paragraph([f"It is true unless {excuse}."])
        seen = open_answers(trace)
        asked = grouped((one.question, one.partner.name if one.partner else None) for one in seen)
        needed_of = {one.place.question: one for one in self.change if not one.is_so}
        # False comes before True: first the questions whose answers decide.
        in_order = sorted(asked, key=lambda question: question not in needed_of)

        def texts(ask: Literal["how", "whom", ""]) -> list[str]:
            return [self.phrases.to_ask(n, asked[n], needed_of.get(n), ask) for n in in_order]

        begin = "Still to find out:"
        in_full = " ".join((begin, *texts("how")))
        versions = [in_full, *_fewer(begin, texts("whom")), _fewer(begin, texts(""))[-1]]
        yield _Paragraph(versions, rank=1)
        if sum(not one.is_so for one in self.change) > 1:
            yield _Paragraph(["All of these answers together would make it true."])

    def sources(self) -> _Paragraph:
        """Return where in the documents the rule comes from: every place, or the first one."""
        cited, sources = citations(self.rule, self.rulebook), self.rulebook.sources
        found = [(sources[name], places) for name, places in places_by_source(cited).items()]
        texts = (f"{source.short} ({year(source)}), {places}." for source, places in found)
        first = f"{sources[cited[0].source].short}, {cited[0].locator}."
        return _Paragraph([f"Source: {' '.join(texts)}", f"Source: {first}"])


def _fewer(begin: str, sentences: list[str]) -> list[str]:
    """Return a paragraph with all sentences, then with one less each, down to the first alone."""
    versions = [" ".join((begin, *sentences))]
    for kept in range(len(sentences) - 1, 0, -1):
        more = f"And {len(sentences) - kept} more."
        versions.append(" ".join((begin, *sentences[:kept], more)))
    return versions


def _facts_not_so(trace: Trace) -> Iterator[AnyFact]:
    """Yield the facts without which a trace cannot be true."""
    if trace.value == Truth.FALSE:
        if isinstance(trace.condition, Fact):
            yield trace.condition
        for part in trace.parts:
            yield from _facts_not_so(part)
