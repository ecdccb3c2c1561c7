"""What is met most often over many partnerships: risks, steps, strengths, open questions."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from advisor.batch.portfolio.portfolio import Portfolio
from advisor.report.blocks import Bar, Chart, Paragraph, Section, Series
from advisor.report.words import NOBODY_KNOWS, NOT_ASKED, labels, plural, severity_mark, year
from advisor.report.writers.bars import number
from advisor.rulebook.rule import Rule, Step
from advisor.rulebook.rulebook import Rulebook
from advisor.rulebook.vocabulary import BANDS, severity_of

MOST = 10
"""How many of a sort are shown; the others are counted."""

STANDS = Series("stands", "plain")
COULD_STAND = Series("cannot be told yet", "plain", "outline")
_RISKS = (
    "Counted of the partnerships in which a risk was judged: those of the kinds and stages that it "
    "is for. Where an answer is missing it cannot be told yet: there it could stand, and it is not "
    "counted as standing."
)
_ONCE = (
    "Counted once a partnership, whether of one partner or of all, among those whose kind and "
    "stage call for it."
)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _most(
    of: Iterable[N], counts: Mapping[str, int], tied: Callable[[N], object] = lambda _: 0
) -> list[N]:
    """Return those that are met at all, most often first, else in the order of the rulebook."""
    met = [one for one in of if counts.get(one.id)]
    return sorted(met, key=lambda one: (-counts[one.id], tied(one)))


def _rest(found: list[N], counts: Mapping[str, int], one: str, where: str) -> tuple[str, ...]:
    """Return how many more there are than are shown, and how often they are met at most."""
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
    """Return the number of each source behind the risks that are shown, by first mention."""
    found: dict[str, int] = {}
    for risk in _risks(portfolio, rulebook)[:MOST]:
        for source in _behind(risk, rulebook):
            found.setdefault(source, len(found) + 1)
    return found


def _behind(rule: Rule, rulebook: Rulebook) -> dict[str, None]:
    lessons = (rulebook.lessons[lesson] for lesson in rule.lessons)
    return dict.fromkeys(passage.source for lesson in lessons for passage in lesson.passages)


def _risks(portfolio: Portfolio, rulebook: Rulebook) -> list[Rule]:
    def graver(rule: Rule) -> object:
        return BANDS.index(rule.worst_band or "ready"), -portfolio.undecided.get(rule.id, 0)

    risks = (rule for rule in rulebook.rules.values() if rule.kind == "risk")
    return _most(risks, portfolio.risks, graver)


def risks_part(portfolio: Portfolio, rulebook: Rulebook) -> Section:
    """Return the risks met most often, and what became of all the others."""
    met = _risks(portfolio, rulebook)
    numbers = sources_shown(portfolio, rulebook)

    def bar(rule: Rule) -> Bar:
        sources = (
            f"[{numbers[name]}] {source.short} ({year(source)})"
            for name in _behind(rule, rulebook)
            for source in (rulebook.sources[name],)
        )
        counts = (portfolio.risks[rule.id], portfolio.undecided.get(rule.id, 0))
        return Bar(
            rule.title,
            counts,
            portfolio.judged.get(rule.id, 0),
            severity_mark(rulebook, severity_of(rule.worst_band)),
            (
                ("First step", rulebook.steps[rule.steps[0]].do),
                ("From", "; ".join(sources)),
            ),
        )

    more = (*_rest(met, portfolio.risks, "risk", "standing"), *_besides(portfolio, rulebook))
    chart = Chart(
        "Risk", (STANDS, COULD_STAND), tuple(map(bar, met[:MOST])), "judged in", more=more
    )
    none = Paragraph("No risk stands in any of them.")
    return Section(
        "risks", "Risks met most often", (Paragraph(_RISKS), *(() if met else (none,)), chart)
    )


def _besides(portfolio: Portfolio, rulebook: Rulebook) -> Iterable[str]:
    """Yield how many risks stand nowhere, by why."""
    risks = [r.id for r in rulebook.rules.values() if r.kind == "risk"]
    left = [risk for risk in risks if not portfolio.risks.get(risk)]
    open_ = [risk for risk in left if portfolio.undecided.get(risk)]
    unjudged = [risk for risk in left if not portfolio.judged.get(risk)]
    ruled_out = len(left) - len(open_) - len(unjudged)
    if left:
        yield (
            f"Of the {plural_of(len(risks), 'risk')} in the rulebook, {number(len(left))} stand in "
            f"no partnership: {number(ruled_out)} ruled out wherever they were judged, "
            f"{number(len(open_))} not to be told yet in one or more, {number(len(unjudged))} "
            "judged nowhere, being for other kinds or stages."
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
    says = "A step would help where a risk stands that it answers."
    if not met:
        says = "No step is called for, since no risk stands in any of them."
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
        (Series("stands", "good"),),
        tuple(bars),
        "judged in",
        more=_rest(met, portfolio.strengths, "strength", "standing"),
    )
    says = "Strengths stand only where the answers show them." if met else "No strength stands yet."
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
