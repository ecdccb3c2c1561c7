"""Why a rule stands, does not, or is undecided: its condition as a tree, with what was answered."""

from collections.abc import Iterator

from rich.text import Text
from rich.tree import Tree

from advisor.reasoning.evaluator import Match, Seen, Trace, Truth
from advisor.reasoning.grounds import open_answers
from advisor.report.blocks import Mark
from advisor.report.conditions import in_words
from advisor.report.ways import Change, nearest_way
from advisor.report.words import NOT_ASKED, TOGETHER, WE_DISAGREE, answer_words
from advisor.report.writers.cells import on_one_line
from advisor.report.writers.terminal_items import STYLES
from advisor.rulebook.condition import AnswerIs, FindingStands, KindIs, Not
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.scenario.answers import Answer
from advisor.scenario.scenario import Scenario

_PART = {
    Truth.TRUE: Mark("true", "[+]", "small"),
    Truth.FALSE: Mark("not so", "[-]", "plain"),
    Truth.UNKNOWN: Mark("not known", "[?]", "caution"),
}
_RULE = {
    Truth.TRUE: Mark("stands", "[+]", "small"),
    Truth.FALSE: Mark("does not stand", "[-]", "plain"),
    Truth.UNKNOWN: Mark("undecided", "[?]", "caution"),
}
_APPLIES_NOT = Mark("does not apply", "[ ]", "plain")


def why_tree(rule: Rule, trace: Trace | None, rulebook: Rulebook, scenario: Scenario) -> Tree:
    """Return the tree behind a rule, and under it what would change it, settle it or end it.

    Where the room disagrees with the finding, that stands first.

    Args:
        rule: The rule.
        trace: What became of it; None where it does not exist for the scenario's kinds and stage.
        rulebook: Where it stands.
        scenario: What the partnership says.
    """
    because = scenario.disagreements.get(rule.id)
    disagreed = [] if because is None else [on_one_line(because)]
    if trace is None:
        tree = Tree(_marked(_APPLIES_NOT, rule.title))
        _add(tree, WE_DISAGREE, disagreed)
        for line in _where_it_exists(rule, rulebook, scenario):
            tree.add(Text(line))
        return tree
    tree = Tree(_marked(_RULE[trace.value], rule.title))
    _add(tree, WE_DISAGREE, disagreed)
    _Growing(rulebook).under(tree, trace)
    match trace.value:
        case Truth.TRUE:
            _add(tree, "What would end it", _endings(rule, trace, rulebook))
        case Truth.FALSE:
            changes = nearest_way(trace, rulebook, to=True)
            lines = [_change_words(change, rulebook) for change in changes]
            heading = "What would change it"
            _add(tree, f"{heading}: all of these" if len(lines) > 1 else heading, lines)
        case Truth.UNKNOWN:
            _add(tree, "What to ask", list(_questions(trace, rulebook, scenario)))
    return tree


class _Growing:
    """Grows a tree; each finding's own condition is shown the first time it is met."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.followed: set[str] = set()

    def under(self, tree: Tree, trace: Trace) -> None:
        """Add a part of a condition, and its own parts under it."""
        condition = trace.condition
        node = tree.add(_marked(_PART[trace.value], in_words(condition, self.rulebook)))
        if isinstance(condition, Not):
            self.finding(node, trace.parts[0])
        elif isinstance(condition, FindingStands):
            self.finding(node, trace)
        else:
            for part in trace.parts:
                self.under(node, part)
        for seen in trace.seen:
            node.add(Text(f"{_whose(seen.answer)}: {self.answered(seen)}"))
        for match in trace.matches:
            self.match(node, match)
        if not (trace.parts or trace.seen or trace.matches or isinstance(condition, FindingStands)):
            node.add(Text(self.fact(trace)))

    def finding(self, node: Tree, trace: Trace) -> None:
        if not trace.parts:
            node.add(Text("which does not apply to this kind and stage"))
        elif trace.rule in self.followed:
            node.add(Text("as above"))
        else:
            self.followed.add(str(trace.rule))
            self.under(node, trace.parts[0])

    def match(self, node: Tree, match: Match) -> None:
        name = match.partner.name
        if match.partner.count > 1:
            name += f" ({match.partner.count} alike)"
        if len(match.seen) == 1:
            seen = match.seen[0]
            by = f", {seen.answer.said_by}" if seen.answer and seen.answer.said_by else ""
            node.add(_marked(_PART[match.value], f"{name}{by}: {self.answered(seen)}"))
            return
        under = node.add(_marked(_PART[match.value], name))
        for seen in match.seen:
            asks = self.rulebook.questions[seen.question].asks
            under.add(_marked(_PART[seen.value], f"{asks} {self.answered(seen)}"))

    def answered(self, seen: Seen) -> str:
        question = self.rulebook.questions[seen.question]
        if seen.answer is None:
            return NOT_ASKED
        words = answer_words(question, seen.answer.answer)
        return f"{words}: {seen.answer.reason}" if seen.answer.reason else words

    def fact(self, trace: Trace) -> str:
        """Return what is the case, for a fact or for a question of which no partner is asked."""
        kinds = self.rulebook.wording.kinds
        match trace.fact:
            case None:
                return "no partner here is asked this"
            case bool():
                return f"here: {'yes' if trace.fact else 'no'}"
            case tuple() as names:
                if isinstance(trace.condition, KindIs):
                    names = tuple(kinds[kind].label for kind in kinds if kind in names)
                return f"here: {', '.join(names)}"
            case fact:
                return f"here: {fact}"


def _marked(mark: Mark, text: str) -> Text:
    return Text.assemble((mark.text, STYLES[mark.tone]), ": ", text)


def _whose(answer: Answer | None) -> str:
    return (answer and answer.said_by) or TOGETHER


def _add(tree: Tree, heading: str, lines: list[str]) -> None:
    if lines:
        node = tree.add(Text(heading, style="bold"))
        for line in lines:
            node.add(Text(line))


def _where_it_exists(rule: Rule, rulebook: Rulebook, scenario: Scenario) -> Iterator[str]:
    """Yield for which stages or kinds the rule is, where that leaves the scenario out."""
    if scenario.judged_at not in rule.stages:
        yield f"it is for the stage {' or '.join(rule.stages)}; this is {scenario.judged_at}"
    if scenario.kinds.isdisjoint(rule.kinds):
        kinds, here = (
            [rulebook.wording.kinds[kind].label for kind in of]
            for of in (rule.kinds, (scenario.kind, *scenario.also))
        )
        yield f"it is for the kind {' or '.join(kinds)}; this is {' and '.join(here)}"


def _endings(rule: Rule, trace: Trace, rulebook: Rulebook) -> list[str]:
    """Return what ends a standing rule: in its author's words, and the nearest change that does."""
    changes = nearest_way(trace, rulebook, to=False)
    said = [rule.until] if rule.until else []
    return [*said, *(_change_words(change, rulebook) for change in changes)]


def _change_words(change: Change, rulebook: Rulebook) -> str:
    condition = change.part.condition
    if not change.to and isinstance(condition, AnswerIs):
        order = rulebook.questions[condition.question].order
        others = tuple(level for level in order if level not in condition.levels)
        best_named = max(map(order.index, condition.levels))
        better = tuple(level for level in others if order.index(level) > best_named)
        if others := better or others:
            condition = AnswerIs(question=condition.question, levels=others)
            return in_words(condition, rulebook)
    words = in_words(condition, rulebook)
    if not change.to:
        return f"no longer: {words}"
    return f"find out whether: {words}" if change.part.value == Truth.UNKNOWN else words


def _questions(trace: Trace, rulebook: Rulebook, scenario: Scenario) -> Iterator[str]:
    """Yield each question that would settle an undecided rule, of whom, and who could tell."""
    for question_id, partner in open_answers(trace):
        question = rulebook.questions[question_id]
        of = f" ({partner.name})" if partner else ""
        once = scenario.answer_once(question_id)
        answer = scenario.answer_of(partner, question_id) if partner else once
        who = (answer.who_could_tell if answer else None) or question.find_out.who
        tells = f"{who}: {question.find_out.how}"
        yield f"{question.asks}{of} Ask {tells}"
