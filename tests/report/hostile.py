"""Texts that a careless writer of pages would trip over, and partnerships made of them."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import strategies as st

from advisor.files.clean_text import clean_text
from advisor.scenario.answers import Answer, AnswerForEvery
from advisor.scenario.scenario import Scenario
from tests.shipped import shipped_rulebook, shipped_scenario
from tests.strategies import is_deep

LONG = 4000 if is_deep() else 1000
AWKWARD = (
    *("[/foo]", "[/", "[a=b:", "[red]x[/red]", "[@click=app.quit]x[/]", "{unique_id}", "{0}", "%s"),
    *("<script>alert(1)</script>", "</style>", "<!--", "]]>", "<b onclick='x'>", "&amp;", "&#60;"),
    *("`a`", "```", "~~~", "~~a~~", "*a*", "**a**", "_a_", "\\", "\\|", "a|b", "|---|", "$a$"),
    *("# a", "- a", "+ a", "1. a", "1) a", "> a", "===", "---", "- [ ] a", ":--", "[a]: b", "[^1]"),
    *("http://a.example/", "www.a.example", "![a](b)", "[a](javascript:b)", "<http://a.example>"),
    *(
        "\x1b[31mred",
        "\x1b]52;c;aGk=\x07",
        "\x9b31m",
        "\u202eabc\u202c",
        "\u2067abc\u2069",
        "\u200f",
    ),
    *("a\nb", "a\r\n\r\nb", "a\u2028b", "\ta", "  a  ", "a\ufffeb\uffff", "\U0010ffff", "\x00a"),
    *(
        "e\u0301",
        "漢字" * 60,
        "👩‍👩‍👧",
        "\u200d",
        "\ufe0f",
        "1\ufe0f\u20e3",
        "שלום",
        "\u200b",
        "\u3000",
    ),
    *("x" * LONG, "word " * (LONG // 5), "`" * LONG, "[" * LONG, "<" * LONG, "|" * LONG),
)
TOGETHER = 1 if is_deep() else 4
"""How many texts stand together on one page, in turn."""
awkward_texts = st.lists(
    st.sampled_from(AWKWARD) | st.text(max_size=20), min_size=1, max_size=4
).map("".join)


def can_be_seen(text: str) -> bool:
    """Return whether a file would take the text where something has to stand."""
    return any(letter.isprintable() and not letter.isspace() for letter in clean_text(text))


awkward_lines = awkward_texts.filter(can_be_seen)
_SEEN = [text for text in AWKWARD if can_be_seen(text)]
BY_PAGE = [_SEEN[first : first + TOGETHER] for first in range(0, len(_SEEN), TOGETHER)]
"""The texts that can be seen, page by page."""


@st.composite
def hostile_scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a shipped partnership in which every text of a person is awkward."""
    name = draw(st.sampled_from(["trustees-not-told", "first-contact", "keen-heads-no-time"]))
    said: dict[str, Any] = shipped_scenario(name).model_dump(by_alias=True)
    said["partnership"] = draw(awkward_lines)
    for number, partner in enumerate(said["partners"]):
        partner["name"] = f"{draw(awkward_lines)} {number}"
        _spoil(draw, partner["answers"])
    _spoil(draw, said["answers"])
    some_steps, some_rules = (
        draw(st.lists(st.sampled_from(sorted(names)), max_size=3, unique=True))
        for names in (shipped_rulebook().steps, shipped_rulebook().rules)
    )
    said |= of_a_meeting(some_steps, some_rules, lambda: draw(awkward_lines))
    return Scenario.model_validate(said)


def of_a_meeting(
    steps: Iterable[str], rules: Iterable[str], text: Callable[[], str]
) -> dict[str, Any]:
    """Return what a meeting set for these steps and said of these rules, in awkward texts."""
    day = dt.date(2026, 6, 27)
    return {
        "about": {"what": text(), "for_whom": text(), "how_often": text(), "from": text()},
        "present": (text(),),
        "dates": ({"on": day, "what": text()},),
        "steps": {step: {"owner": text(), "by": day, "note": text()} for step in steps},
        "disagreements": {rule: text() for rule in rules},
    }


def _spoil(draw: st.DrawFn, answers: dict[str, Any]) -> None:
    """Give half the answers an awkward note and an awkward name of who gave it or could."""
    for answer in answers.values():
        if draw(st.booleans()):
            answer |= {"note": draw(awkward_texts), "said_by": draw(awkward_lines)}
            if answer.get("answer", answer.get("every")) == "unknown":
                answer |= {"who_could_tell": draw(awkward_lines)}


def texts_of(scenario: Scenario) -> list[str]:
    """Return every text of a person that a page of all notes has to show."""
    found = [scenario.partnership, *(partner.name for partner in scenario.partners)]
    said: list[Answer | AnswerForEvery] = [*scenario.answers.values()]
    said += (answer for partner in scenario.partners for answer in partner.answers.values())
    told = ((one.note, one.said_by, one.who_could_tell) for one in said)
    found += (text for texts in told for text in texts if text)
    found += (date.what for date in scenario.dates)
    found += (agreed.owner for agreed in scenario.steps.values() if agreed.owner)
    return [*found, *scenario.disagreements.values()]


def squeezed(text: str) -> str:
    """Return the text without white space, to compare what was wrapped."""
    return "".join(text.split())
