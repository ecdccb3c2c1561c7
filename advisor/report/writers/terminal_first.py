"""Lays out the first screen for a terminal, in at most 24 lines whatever it has to say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from advisor.report.blocks import NOT_COVERED, FindingLine, FirstScreen, StepLine, Tone
from advisor.report.writers.cells import Ornaments, clipped, padded, shortened, styled

MOST_LINES = 24
STYLES: dict[Tone, str] = {
    "stop": "bold red",
    "caution": "bold magenta",
    "small": "bold cyan",
    "good": "bold green",
    "plain": "bold",
}


@dataclass(frozen=True, slots=True)
class _Fit:
    """How generously to lay out: blank lines, and how many lines each part may take.

    Attributes:
        findings: How many second lines the titles of findings may take, all together.
    """

    blanks: int = 0
    partners: int = 2
    prose: int = 2
    held: int = 2
    findings: int = 3
    steps: int = 2


_MOST_BLANKS = 4


def _fits(screen: FirstScreen) -> Iterator[_Fit]:
    """Yield how to lay out, from generous to tight; the last one always fits.

    Steps due on different days are cut after risks, since their days stand on second lines.
    """
    yield from map(_Fit, range(_MOST_BLANKS, 0, -1))
    fit = _Fit()
    yield fit
    cuts = ["steps", "findings"] if len(screen.days) == 1 else ["findings", "steps"]
    for part in (*cuts, "partners", "held", "prose"):
        for most in (2, 1, 0) if part == "findings" else (1,):
            fit = replace(fit, **{part: most})
            yield fit


def first_lines(
    screen: FirstScreen, width: int, ornaments: Ornaments, most: int = MOST_LINES
) -> list[Text]:
    """Return the first screen in the most generous form that fits.

    It fits in ``most`` lines where it can, and in ``MOST_LINES`` where not.
    """
    forms = [list(_Layout(screen, width, ornaments, fit).lines()) for fit in _fits(screen)]
    for enough in (most, MOST_LINES):
        for lines in forms:
            if len(lines) <= enough:
                return lines
    return forms[-1]


@dataclass(frozen=True, slots=True)
class _Layout:
    screen: FirstScreen
    width: int
    ornaments: Ornaments
    fit: _Fit

    def lines(self) -> Iterator[Text]:
        yield from self.head()
        yield from self.verdict()
        yield from self.gap(1)
        yield from self.held()
        yield from self.gap(2)
        yield from self.findings()
        if self.screen.steps:
            yield from self.gap(3)
            yield from self.steps()
        if self.screen.uncovered:
            yield from self.gap(4)
            yield self.uncovered()

    @property
    def side(self) -> int:
        """The most cells that a column at the right takes."""
        return max(min(24, self.width * 3 // 10), self.width // 4)

    def gap(self, place: int) -> Iterator[Text]:
        if self.fit.blanks >= place:
            yield Text()

    def short(self, text: str, cells: int) -> str:
        return shortened(text, cells, self.ornaments.ellipsis)

    def prose(self, text: str, indent: int = 0) -> Iterator[Text]:
        for line in clipped(text, self.width - indent, self.fit.prose, self.ornaments.ellipsis):
            yield styled(" " * indent, line)

    def sides(self, left: str, right: str, style: str = "") -> Iterator[Text]:
        """Yield two texts on one line, or each on its own where there is room for that."""
        if cell_len(left) + cell_len(right) + 2 > self.width and self.fit.prose > 1:
            yield styled((self.short(left, self.width), style))
            yield styled(self.short(right, self.width))
            return
        right = self.short(right, self.width // 2)
        left = self.short(left, self.width - cell_len(right) - 2)
        gap = self.width - cell_len(left) - cell_len(right)
        yield styled((left, style), " " * gap, right)

    def head(self) -> Iterator[Text]:
        screen = self.screen
        yield from self.sides(screen.title.upper(), screen.dated, "bold")
        yield from map(styled, self.partners())
        yield from self.sides(screen.partnership, screen.kinds)
        yield from self.prose(screen.decision)
        yield styled(self.ornaments.rule * self.width)

    def partners(self) -> list[str]:
        """Return the partners: all names if they fit, then shorter ones, then fewer."""
        known = self.screen.partners
        for number in range(min(len(known), 12), 0, -1):
            rest = sum(count for _, count in known[number:])
            for cells in (40, 28, 20):
                names = [self.partner(*one, cells) for one in known[:number]]
                lines = self.packed([*names, f"and {rest} more"] if rest else names)
                if len(lines) <= self.fit.partners:
                    return lines
        return [self.partner(*known[0], self.width - 8)]

    def partner(self, name: str, count: int, cells: int) -> str:
        alike = f" {self.ornaments.times}{count}" if count > 1 else ""
        return self.short(name, cells) + alike

    def packed(self, names: list[str]) -> list[str]:
        """Return names side by side, on as many lines as they need."""
        lines = [names[0]]
        for name in names[1:]:
            longer = f"{lines[-1]} {self.ornaments.dot} {name}"
            if cell_len(longer) <= self.width:
                lines[-1] = longer
            else:
                lines.append(name)
        return lines

    def verdict(self) -> Iterator[Text]:
        screen = self.screen
        mark = screen.verdict
        start = len(mark.text)
        for line in self.prose(f"{mark.text}: {screen.sentence}"):
            line.stylize(STYLES[mark.tone], 0, start)
            start = max(0, start - len(line) - 1)
            yield line
        between = f" {self.ornaments.dot} "
        scale = between.join(f"[{mark.word}]" if here else word for word, here in screen.scale)
        yield styled("    ", self.short(scale, self.width - 4))
        yield from self.prose(screen.outlook, 4)

    def held(self) -> Iterator[Text]:
        if not self.screen.held:
            yield styled(("HELD BY", "bold"), "   nothing")
            return
        for number, line in enumerate(self.screen.held_first, start=1):
            begin = f"{'HELD BY' if number == 1 else '':9} {number}  {line.verb:12}  "
            room = self.width - cell_len(begin)
            texts = clipped(line.text, room, self.fit.held, self.ornaments.ellipsis)
            yield styled((begin[:9], "bold"), begin[9:], texts[0])
            yield from (styled(" " * len(begin), text) for text in texts[1:])
        if besides := self.screen.held_besides:
            yield styled(" " * 13, besides)
        if self.screen.settled:
            yield from self.prose(self.screen.settled)

    def findings(self) -> Iterator[Text]:
        found = self.screen.findings
        if not found:
            return
        said = [self.names(line.said_by, self.side) for line in found]
        room = self.width - max(map(cell_len, (*said, "said by"))) - 2
        room = min(room, 12 + max(cell_len(line.text) for line in found))
        yield self.heading(self.screen.findings_title, [(room, "said by")])
        spare = self.fit.findings
        for line, who in zip(found, said, strict=True):
            lines = list(self.finding(line, who, room, 2 if spare else 1))
            spare -= len(lines) - 1
            yield from lines

    def names(self, names: tuple[str, ...], cells: int) -> str:
        """Return who said it, all by name if they fit, else the first and how many more."""
        joined = ", ".join(names)
        if len(names) < 2 or cell_len(joined) <= cells:
            return self.short(joined, cells)
        more = f" +{len(names) - 1}"
        return self.short(names[0], cells - cell_len(more)) + more

    def finding(self, line: FindingLine, who: str, room: int, most: int) -> Iterator[Text]:
        mark = padded(line.mark.text if line.mark.word else line.mark.symbol, 8).rstrip()
        begin = 2 + max(8, cell_len(mark)) + 2 if line.mark.word else 2 + cell_len(mark) + 1
        titles = clipped(line.text, room - begin, most, self.ornaments.ellipsis)
        style = STYLES[line.mark.tone]
        for number, title in enumerate(titles):
            if number == 0:
                gap = " " * (begin - 2 - cell_len(mark))
                yield styled("  ", (mark, style), gap, padded(title, room - begin), "  ", who)
            else:
                yield styled(" " * begin, title)

    def heading(self, title: str, columns: list[tuple[int, str]]) -> Text:
        line = title.upper()
        for place, name in columns:
            line = padded(line, place + 2) + name
        return styled((line[: len(title)], "bold"), line[len(title) :])

    def steps(self) -> Iterator[Text]:
        """Yield the steps; their day stands in the heading where all have the same."""
        steps, days = self.screen.steps, self.screen.days
        heading = self.screen.steps_title.upper()
        if len(days) == 1:
            heading = ", ".join(filter(None, (heading, *days)))
            steps = tuple(replace(step, by="") for step in steps)
        yield styled((heading, "bold"))
        longest = max(cell_len(step.do) for step in steps)
        sides = self.sides_of(steps, self.width - 7 - longest)
        room = self.width - 7 - max(cell_len(text) for side in sides for text in side)
        for number, (step, side) in enumerate(zip(steps, sides, strict=True), start=1):
            lines = clipped(step.do, room, self.fit.steps, self.ornaments.ellipsis)
            for place, (text, beside) in enumerate(zip_longest(lines, side, fillvalue="")):
                begin = f"  {number}  " if place == 0 else " " * 5
                yield styled(begin, padded(text, min(room, longest)), "  ", beside)

    def sides_of(self, steps: tuple[StepLine, ...], room: int) -> list[list[str]]:
        """Return who takes each step and by when: on one line if it fits beside, else on two."""
        whole = [", ".join(filter(None, (step.who, step.by))) for step in steps]
        if max(map(cell_len, whole)) <= max(room, self.side):
            return [[text] for text in whole]
        if self.fit.steps == 1:
            return [[self.short(text, self.width // 2)] for text in whole]
        both = ((step.who, step.by) for step in steps)
        return [[self.short(text, self.side) for text in pair if text] for pair in both]

    def uncovered(self) -> Text:
        """Return what is not covered, as much by name as has room."""
        of, before, after = self.screen.uncovered, f"{NOT_COVERED}: ", " - see below"
        names = [", ".join(of[:number]) for number in range(len(of), 0, -1)]
        fuller = [f"{some} and {n} more" if n else some for n, some in enumerate(names)]
        for what in (*fuller, f"{names[-1]} +{len(of) - 1}"):
            if cell_len(before + what + after) <= self.width:
                return styled(before + what + after)
        what = f"{len(of)} {'matter' if len(of) == 1 else 'matters'}"
        return styled(self.short(before + what + after, self.width))
