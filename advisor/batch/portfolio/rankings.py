"""The most frequent concerns, steps, strengths and open questions of a portfolio."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from advisor.batch.portfolio.totals import Portfolio
from advisor.report.blocks import Bar, Chart, Paragraph, Section, Series
from advisor.report.phrases import NOBODY_KNOWS, NOT_ASKED, labels, plural, year
from advisor.report.writers.bars import number
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Concern, Rulebook

MOST = 10
"""How many of a sort are shown; the others are counted."""

_LIMITS = Series("limits it", "caution")
_WATCH = Series("worth watching", "plain", "outline")
_CONCERNS = (
    "Each is counted once a partnership: as limiting the verdict, or as worth watching. Where an "
    "answer is missing, it is counted only if nothing but an excuse for it is missing."
)
_ONCE = (
    "Counted once a partnership, whether of one partner or of all, among those whose kind and "
    "stage call for it."
)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _most(of: Iterable[N], counts: Mapping[str, int]) -> list[N]:
    """Return the items with a count, highest first, and on a tie in the order of the rulebook."""
    met = [one for one in of if counts.get(one.id)]
    return sorted(met, key=lambda one: -counts[one.id])


def _rest(found: list[N], counts: Mapping[str, int], one: str, where: str) -> tuple[str, ...]:
    """Return how many more there are than are shown, and their highest count."""
    rest = found[MOST:]
    if not rest:
        return ()
    most = counts[rest[0].id]
    told = f"and {plural_of(len(rest), f'more {one}')}, {where} in {plural_of(most, 'partnership')}"
    if len(rest) == 1:
        return (f"{told}.",)
    return (f"{told} {'or fewer ' if most > 1 else ''}each.",)


def plural_of(count: int, one: str) -> str:
    """Return a count, its thousands set apart, with the word for that many."""
    return f"{number(count)} {plural(count, one).partition(' ')[2]}"


def sources_shown(portfolio: Portfolio, rulebook: Rulebook) -> dict[str, int]:
    """Return the number of each source behind the concerns that are shown, by first mention."""
    found: dict[str, int] = {}
    for concern in _concerns(portfolio, rulebook)[:MOST]:
        for source in _behind(concern, portfolio, rulebook):
            found.setdefault(source, len(found) + 1)
    return found


def _behind(concern: Concern, portfolio: Portfolio, rulebook: Rulebook) -> dict[str, None]:
    """Return the sources behind the risks of a concern that are met."""
    lessons = (
        rulebook.lessons[name]
        for risk in _met(concern, portfolio, rulebook)
        for name in risk.lessons
    )
    return dict.fromkeys(passage.source for lesson in lessons for passage in lesson.passages)


def _met(concern: Concern, portfolio: Portfolio, rulebook: Rulebook) -> list[Rule]:
    """Return the risks of a concern that are met, most often first."""
    return _most(rulebook.risks_of[concern.id], portfolio.risks)


def _concerns(portfolio: Portfolio, rulebook: Rulebook) -> list[Concern]:
    return _most(rulebook.concerns.values(), _in_all(portfolio))


def _in_all(portfolio: Portfolio) -> dict[str, int]:
    return {concern: sum(by.values()) for concern, by in portfolio.concerns.items()}


def concerns_part(portfolio: Portfolio, rulebook: Rulebook) -> Section:
    """Return the concerns met most often, and how many are met nowhere."""
    met = _concerns(portfolio, rulebook)
    numbers = sources_shown(portfolio, rulebook)

    def bar(concern: Concern) -> Bar:
        weights = portfolio.concerns[concern.id]
        risks = _met(concern, portfolio, rulebook)
        sources = (
            f"[{numbers[name]}] {source.short} ({year(source)})"
            for name in _behind(concern, portfolio, rulebook)
            for source in (rulebook.sources[name],)
        )
        about = [("First step", rulebook.steps[risk.steps[0]].do) for risk in risks[:1]]
        return Bar(
            concern.title,
            (weights.get("high", 0) + weights.get("medium", 0), weights.get("low", 0)),
            portfolio.partnerships,
            about=(*about, ("From", "; ".join(sources))),
        )

    more = _rest(met, _in_all(portfolio), "concern", "met")
    if left := len(rulebook.concerns) - len(met):
        of_all = plural_of(len(rulebook.concerns), "concern")
        more += (f"Of the {of_all} in the rulebook, {number(left)} are met in no partnership.",)
    chart = Chart("Concern", (_LIMITS, _WATCH), tuple(map(bar, met[:MOST])), "of", more=more)
    none = Paragraph("No concern is met in any of them.")
    return Section(
        "concerns",
        "Concerns met most often",
        (Paragraph(_CONCERNS), *(() if met else (none,)), chart),
    )


def steps_part(portfolio: Portfolio, rulebook: Rulebook) -> Section:
    """Return the steps that would help most partnerships."""
    met = _most(rulebook.steps.values(), portfolio.steps)
    efforts = labels(rulebook.wording.efforts)

    def bar(step: Step) -> Bar:
        work = f"{step.who}; {efforts[step.effort]}"
        counts = (portfolio.steps[step.id],)
        return Bar(step.do, counts, portfolio.partnerships, about=(("Who", work),))

    chart = Chart(
        "Step",
        (Series("would help", "good"),),
        tuple(map(bar, met[:MOST])),
        "of",
        more=_rest(met, portfolio.steps, "step", "helping"),
    )
    says = "A step would help where a risk is met that it answers."
    if not met:
        says = "No step is called for, since no risk is met in any of them."
    return Section("steps", "Steps that would help most of them", (Paragraph(says), chart))


def strengths_part(portfolio: Portfolio, rulebook: Rulebook) -> Section:
    """Return the strengths met most often."""
    strengths = (rule for rule in rulebook.rules.values() if rule.kind == "strength")
    met = _most(strengths, portfolio.strengths)
    bars = (
        Bar(r.title, (portfolio.strengths[r.id],), portfolio.judged.get(r.id, 0))
        for r in met[:MOST]
    )
    chart = Chart(
        "Strength",
        (Series("shown", "good"),),
        tuple(bars),
        "judged in",
        more=_rest(met, portfolio.strengths, "strength", "shown"),
    )
    says = "A strength counts only if the answers show it." if met else "No strength is shown yet."
    return Section("strengths", "In their favour most often", (Paragraph(says), chart))


def unknown_part(portfolio: Portfolio, rulebook: Rulebook) -> Section:
    """Return the questions whose answer is most often not known."""
    says = f"Asked, and nobody knew. {_ONCE}"
    if not portfolio.unknown:
        says = "Nobody has answered a question with not known."
    series = Series(NOBODY_KNOWS, "caution")
    chart = _questions(portfolio, rulebook, portfolio.unknown, series, "unknown")
    return Section("unknown", "Most often unknown", (Paragraph(says), chart))


def not_asked_part(portfolio: Portfolio, rulebook: Rulebook) -> Section:
    """Return the questions that most often nobody was asked."""
    says = f"No answer is given, not even that nobody knows. {_ONCE}"
    if not portfolio.not_asked:
        says = "Every question that kind and stage call for was asked."
    series = Series(NOT_ASKED, "plain", "outline")
    chart = _questions(portfolio, rulebook, portfolio.not_asked, series, "not asked")
    return Section("not-asked", "Most often not asked", (Paragraph(says), chart))


def _questions(
    portfolio: Portfolio, rulebook: Rulebook, counts: Mapping[str, int], series: Series, state: str
) -> Chart:
    met = _most(rulebook.questions.values(), counts)
    bars = (
        Bar(
            question.asks,
            (counts[question.id],),
            portfolio.asked.get(question.id, 0),
            about=(("Could tell", question.find_out.who),),
        )
        for question in met[:MOST]
    )
    more = _rest(met, counts, "question", state)
    return Chart("Question", (series,), tuple(bars), "called for in", more=more)
