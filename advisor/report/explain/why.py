"""Why a risk or strength is true, is not true, or is not clear yet, in a few sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from rich.text import Text

from advisor.reasoning.assessment_parts import citations
from advisor.reasoning.evaluator import Trace, Truth
from advisor.reasoning.evidence import FactSeen, evidence_for, open_answers
from advisor.reasoning.fewest_answers import Changing, Needed, fewest_changes, fewest_enough
from advisor.report.blocks import Mark
from advisor.report.explain.answer_phrases import AnswerPhrases
from advisor.report.partner_names import first_few, joined
from advisor.report.phrases import WE_DISAGREE, year
from advisor.report.writers.cells import hanging, on_one_line
from advisor.report.writers.terminal_items import STYLES
from advisor.rulebook.condition import (
    AnsweredByOthers,
    AnyFact,
    BothSectors,
    Fact,
    KindIs,
    PartnerCount,
    StageIs,
    excuses_in,
)
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.scenario import Scenario

MOST_LINES = 7
_INDENT = 2
_FEW_KINDS = 2
_ONE_SOURCE, _FIRST_PART, _NO_NOW, _FEW, _FEWER, _FEWEST, _LEAST = range(1, 8)
"""Degrees of brevity: one source; no further ends, nor how to find out; not what is answered now;
few sentences; as few as can be."""
_MAKE_IT_SO = {_FEWER: 3, _FEWEST: 2, _LEAST: 1}
_RULE_IT_OUT = {_NO_NOW: 2, _FEW: 1, _FEWER: 0, _FEWEST: 0, _LEAST: 0}
_OTHERS = {_FEWEST: 2, _LEAST: 1}
"""How many sentences of each type to keep at a degree of brevity; all at any other."""

_MARKS = {
    Truth.TRUE: Mark("True here", "[+]", "small"),
    Truth.FALSE: Mark("Not true here", "[-]", "plain"),
    Truth.UNKNOWN: Mark("Not clear yet", "[?]", "caution"),
}
_LIKELY = Mark("Likely", "[?]", "caution")
_ELSEWHERE = Mark("Not looked at here", "[ ]", "plain")


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
    why = _Why(rule, trace, rulebook, scenario)
    for brevity in range(_LEAST + 1):
        lines = list(why.lines(width, brevity, alone=alone))
        if len(lines) <= MOST_LINES:
            break
    return lines


@dataclass(frozen=True)
class _Why:
    """The explanation of one rule in one partnership; the higher ``brevity``, the shorter."""

    rule: Rule
    trace: Trace | None
    rulebook: Rulebook
    scenario: Scenario

    @cached_property
    def phrases(self) -> AnswerPhrases:
        return AnswerPhrases(self.rule.kind, self.rulebook, self.scenario)

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

    def lines(self, width: int, brevity: int, *, alone: bool) -> Iterator[Text]:
        if alone:
            begin = f"{self.mark.text}: "
            for number, line in enumerate(hanging(begin, self.rule.title, width, _INDENT, "bold")):
                if number == 0:
                    line.stylize(STYLES[self.mark.tone], 0, len(begin))
                yield line
        paragraphs = [*self.paragraphs(brevity)]
        if alone:
            paragraphs.append(self.sources(brevity))
        for text in filter(None, paragraphs):
            yield from hanging(" " * _INDENT, text, width, _INDENT)

    @property
    def mark(self) -> Mark:
        if self.trace is None:
            return _ELSEWHERE
        is_presumed = self.trace.presumed and self.trace.value == Truth.UNKNOWN
        return _LIKELY if is_presumed else _MARKS[self.trace.value]

    def paragraphs(self, brevity: int) -> Iterator[str]:
        because = self.scenario.disagreements.get(self.rule.id)
        if because is not None:
            yield f"{WE_DISAGREE}: {on_one_line(because)}"
        if self.trace is None:
            yield from self.elsewhere(brevity)
            return
        match self.trace.value:
            case Truth.TRUE:
                yield self.what_makes_it_so(self.trace, brevity)
                yield self.what_ends_it(brevity)
            case Truth.FALSE:
                yield self.what_rules_it_out(brevity)
                yield self.what_would_raise_it(self.trace, brevity)
            case Truth.UNKNOWN:
                yield from self.what_is_open(self.trace, brevity)

    def elsewhere(self, brevity: int) -> Iterator[str]:
        """Yield the decisions or kinds of the rule, if the scenario is not among them."""
        wording = self.rulebook.wording
        if self.scenario.judged_at not in self.rule.stages:
            stages = (f"“{wording.stages[stage].short}”" for stage in self.rule.stages)
            here = wording.stages[self.scenario.judged_at].short
            yield f"It belongs to another decision: {joined(stages, 'or')} This one is “{here}”"
            if brevity >= _FIRST_PART:
                return
        if self.scenario.kinds.isdisjoint(self.rule.kinds):
            kinds, these = (
                joined([wording.kinds[kind].label for kind in of])
                for of in (self.rule.kinds, (self.scenario.kind, *self.scenario.also))
            )
            text = f"It belongs to another kind of partnership: {kinds}. This one is: {these}."
            many = f"It does not belong to this kind of partnership: {these}."
            yield text if len(self.rule.kinds) <= _FEW_KINDS else many

    def what_makes_it_so(self, trace: Trace, brevity: int) -> str:
        if not self.enough:
            seen = evidence_for(trace, self.rulebook)
            facts = [item for item in seen if isinstance(item, FactSeen)]
            says = joined(map(_fact_words, facts)) if facts else "nothing that was answered"
            return f"No answer is needed for this. It follows from who takes part: {says}."
        sentences = self.phrases.sentences(self.enough)
        if len(self.enough) == 1:
            return f"This is enough: {' '.join(sentences)}"
        says = _few(sentences, _MAKE_IT_SO.get(brevity))
        return f"These are enough, and each is needed: {says}"

    def what_ends_it(self, brevity: int) -> str:
        until = self.rulebook.until_of(self.rule)
        said = f"Resolved when {until}." if until else ""
        if not self.change or brevity >= (_FIRST_PART if said else _FEW):
            return said
        says = _few(self.phrases.in_place(self.change), _OTHERS.get(brevity))
        return f"{said} {self.these_answers} would end it: {says}".strip()

    @property
    def these_answers(self) -> str:
        others = sum(not needed.is_so for needed in self.change)
        return "This answer" if others == 1 else "These answers"

    def what_rules_it_out(self, brevity: int) -> str:
        most = _RULE_IT_OUT.get(brevity)
        if not self.enough or most == 0:
            return ""
        begin = "This answer rules" if len(self.enough) == 1 else "These answers rule"
        return f"{begin} it out: {_few(self.phrases.sentences(self.enough), most)}"

    def what_would_raise_it(self, trace: Trace, brevity: int) -> str:
        if self.change:
            others = self.phrases.others(self.change, now=brevity < _NO_NOW)
            says = _few(others, _OTHERS.get(brevity))
            return f"{self.these_answers} would make it true: {says}"
        facts = dict.fromkeys(self.wanted(fact) for fact in _facts_not_so(trace))
        only = f" It is true only where {joined(facts)}." if facts else ""
        return f"No other answers would make it true.{only}"

    def wanted(self, fact: AnyFact) -> str:
        """Return a fact that is not the case, worded as it would have to be."""
        wording = self.rulebook.wording
        match fact:
            case KindIs():
                return f"it is {joined([wording.kinds[kind].label for kind in fact.kinds], 'or')}"
            case StageIs():
                stages = [wording.stages[stage].short for stage in fact.stages]
                return f"the question is {joined(stages, 'or').removesuffix('?')}"
            case PartnerCount(bounds=bounds):
                least, most = bounds.at_least, bounds.at_most
                texts = [f"{least} or more" if least else "", f"at most {most}" if most else ""]
                return f"there are {joined(filter(None, texts))} partners"
            case BothSectors():
                return _both_sectors(fact.expected)
            case AnsweredByOthers():
                others = "others answered for a school that you need"
                return others if fact.expected else "every school that you need answers for itself"
            case _:
                assert_never(fact)

    def what_is_open(self, trace: Trace, brevity: int) -> Iterator[str]:
        """Yield what is known about it, what would excuse it, and what to find out."""
        known = [needed for needed in self.change if needed.is_so]
        if known and brevity < _LEAST:
            yield f"You have said: {_few(self.phrases.sentences(known), _MAKE_IT_SO.get(brevity))}"
        excuses = (
            self.rulebook.rules[name].as_excuse for name in sorted(excuses_in(self.rule.condition))
        )
        if trace.presumed and (texts := [text for text in excuses if text]):
            yield f"It is true unless {joined(texts, 'or')}."
        asked: dict[str, list[str]] = {}
        for one in open_answers(trace):
            asked.setdefault(one.question, []).extend([one.partner.name] if one.partner else [])
        needed_of = {one.place.question: one for one in self.change if not one.is_so}
        in_order = sorted(asked, key=lambda question: question not in needed_of)
        how, whom = brevity < _FIRST_PART, brevity < _FEW
        texts = [
            self.phrases.to_ask(name, asked[name], needed_of.get(name), how=how, whom=whom)
            for name in in_order
        ]
        yield f"Still to find out: {_few(texts, max(1, _FEWEST - brevity))}"
        if sum(not one.is_so for one in self.change) > 1:
            yield "All of these answers together would make it true."

    def sources(self, brevity: int) -> str:
        """Return where in the documents the rule comes from."""
        found: dict[str, dict[str, None]] = {}
        for citation in citations(self.rule, self.rulebook):
            found.setdefault(citation.source, {})[citation.locator] = None
        if brevity >= _ONE_SOURCE:
            name, locators = next(iter(found.items()))
            return f"Source: {self.rulebook.sources[name].short}, {next(iter(locators))}."
        cited = ((self.rulebook.sources[name], locators) for name, locators in found.items())
        texts = (f"{of.short} ({year(of)}), {'; '.join(locators)}." for of, locators in cited)
        return f"Source: {' '.join(texts)}"


def _few(texts: list[str], most: int | None) -> str:
    """Return sentences joined: all of them, or the first few and how many are left out."""
    left = len(texts) - (len(texts) if most is None else most)
    return " ".join([*texts[:most], f"And {left} more."] if left > 0 else texts)


def _facts_not_so(trace: Trace) -> Iterator[AnyFact]:
    """Yield the facts without which a trace cannot be true."""
    if trace.value == Truth.FALSE:
        if isinstance(trace.condition, Fact):
            yield trace.condition
        for part in trace.parts:
            yield from _facts_not_so(part)


def _fact_words(seen: FactSeen) -> str:
    match seen.fact, seen.value:
        case "answered_by_others", tuple() as names:
            return f"others answered for {first_few(names)}"
        case "partners", int() as number:
            return f"there are {number} partners"
        case "both_sectors", both:
            return _both_sectors(bool(both))
        case _:
            return "what kind of partnership it is, and what is to be decided"


def _both_sectors(both: bool) -> str:
    schools = "state and independent schools"
    return f"{schools} are both in it" if both else f"not both {schools} are in it"
