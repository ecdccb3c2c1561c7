"""No writer leaves out a word of what a page is made of."""

from collections import Counter
from collections.abc import Iterator

import pytest

from advisor.report.blocks import (
    Bar,
    Chart,
    Group,
    Item,
    Mark,
    Page,
    Paragraph,
    Section,
    Series,
    Strong,
    Table,
)
from advisor.report.page import page_of
from advisor.report.page_formats import PAGE_FORMATS
from advisor.report.writers.terminal import blocks_rich
from tests.report.hostile import squeezed
from tests.report.reading import read_html, read_markdown
from tests.report.test_formats import assessed, written
from tests.shipped import SCENARIO_NAMES, shipped_rulebook


def texts_of(item: Item) -> Iterator[str]:
    """Yield each text of an item that every writer shows as it is."""
    yield item.title
    for row in item.rows:
        yield row.label
        for line in row.lines:
            yield from (line.head, *line.lines) if isinstance(line, Group) else (line,)


@pytest.mark.parametrize("name", SCENARIO_NAMES)
def test_every_text_of_every_item_is_in_every_format(name: str) -> None:
    rulebook = shipped_rulebook()
    assessment = assessed(name)
    page = page_of(assessment, rulebook, "full")
    items = [b for section in page.sections for b in section.blocks if isinstance(b, Item)]
    wanted = Counter(squeezed(text) for item in items for text in texts_of(item))
    shown = {
        "text": written(name, "text", 60),
        "markdown": read_markdown(written(name, "markdown")).text,
        "html": read_html(written(name, "html")).text,
    }
    for form, text in shown.items():
        there = squeezed(text)
        assert [t for t, times in wanted.items() if there.count(t) < times] == [], form


def test_a_table_that_does_not_fit_is_shown_with_all_its_cells() -> None:
    rows = tuple(tuple(f"{row}{column} {'x' * 30}" for column in "abc") for row in range(3))
    table = Table(("First", "Second", "Third"), rows)
    text = blocks_rich([table], 56, colour=False)
    assert all(squeezed(cell) in squeezed(text) for row in rows for cell in row)
    assert text.count("Third") == len(rows)


def test_marks_stand_under_their_stages_in_a_table_that_does_not_fit() -> None:
    table = Table(("1234", "title"), ((" SSS", "x" * 60), ("  P ", "y" * 60)))
    lines = blocks_rich([table, Table(("One",), (("word " * 30,),))], 56, colour=False).split("\n")
    assert {" SSS", "  P"} <= set(lines)


def test_every_text_of_a_chart_is_in_every_format() -> None:
    mark = Mark("grave", "[!]", "stop")
    bar = Bar("A title", (7654, 8765), 9876, mark, (("First step", "Ask them"),))
    series = (Series("one", "good"), Series("other", "plain"))
    chart = Chart("Head", series, (bar,), "of", more=("The others",))
    page = Page("T", (Section("s", "S", (chart, Paragraph(Strong("loud"), 2))),), "H")
    texts = ("A title", "grave", "[!]", "First step", "Ask them", "7,654", "8,765", "9,876")
    read = {"markdown": read_markdown, "html": read_html}
    for form in PAGE_FORMATS:
        if form.write and form.name != "svg" and not form.is_binary:
            written = str(form.page(page, 80))
            shown = squeezed(read[form.name](written).text if form.name in read else written)
            missing = [t for t in (*texts, "The others", "loud") if squeezed(t) not in shown]
            assert not missing, form.name
