"""A text that stands wherever a rulebook may have one comes out as itself on both pages."""

import re
from collections.abc import Mapping
from typing import TypeVar

import pytest
from pydantic import BaseModel

from advisor.rulebook.rulebook import Rulebook
from tests.batch.portfolios import (
    as_html,
    charts,
    on_terminal,
    shipped,
)
from tests.report.hostile import AWKWARD, can_be_seen, squeezed
from tests.shipped import shipped_rulebook
from tests.strategies import changed

K = TypeVar("K", bound=str)
M = TypeVar("M", bound=BaseModel)
RULEBOOK = shipped_rulebook()


@pytest.mark.parametrize("text", [text for text in AWKWARD if can_be_seen(text)])
def test_an_awkward_text_everywhere_in_a_rulebook_comes_out_as_itself(text: str) -> None:
    rulebook, portfolio = spoilt(text), shipped()
    shown = [squeezed(on_terminal(portfolio, rulebook, width)) for width in (80, 120)]
    shown.append(squeezed(as_html(portfolio, rulebook).text))
    clean = squeezed(re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", text))
    for bar in charts(portfolio, rulebook)[-1].bars:
        assert clean in squeezed(bar.title)
        assert all(squeezed(bar.title) in page for page in shown)


def spoilt(text: str) -> Rulebook:
    """Return the shipped rulebook with one text in all that a page could show of it."""
    wording, of = RULEBOOK.wording, f"a {text}"

    def each(models: Mapping[K, M], *names: str) -> dict[K, M]:
        return {key: changed(one, **dict.fromkeys(names, of)) for key, one in models.items()}

    return changed(
        RULEBOOK,
        version=of,
        title=of,
        topics=tuple(changed(topic, title=of) for topic in RULEBOOK.topics),
        rules=each(RULEBOOK.rules, "title"),
        steps=each(RULEBOOK.steps, "do", "who"),
        questions={
            name: changed(q, asks=of, find_out=changed(q.find_out, who=of))
            for name, q in RULEBOOK.questions.items()
        },
        sources=each(RULEBOOK.sources, "short", "title", "authors", "publisher", "quality"),
        not_covered=tuple(changed(one, says=of, who=of) for one in RULEBOOK.not_covered),
        wording=changed(
            wording,
            kinds=each(wording.kinds, "label"),
            stages=each(wording.stages, "short"),
            bands={stage: dict.fromkeys(bands, of) for stage, bands in wording.bands.items()},
            ratings=each(wording.ratings, "label", "short"),
            severities=each(wording.severities, "label"),
            efforts=tuple(changed(effort, label=of) for effort in wording.efforts),
        ),
    )
