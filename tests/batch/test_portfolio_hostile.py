"""Texts that stand wherever a rulebook may have one come out as themselves on both pages."""

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
from tests.report.hostile import BY_PAGE, squeezed
from tests.shipped import shipped_rulebook
from tests.strategies import changed

K = TypeVar("K", bound=str)
M = TypeVar("M", bound=BaseModel)
RULEBOOK = shipped_rulebook()


@pytest.mark.parametrize("texts", BY_PAGE)
def test_awkward_texts_everywhere_in_a_rulebook_come_out_as_themselves(texts: list[str]) -> None:
    rulebook, portfolio = spoilt(" ".join(texts)), shipped()
    shown = [squeezed(on_terminal(portfolio, rulebook, width)) for width in (80, 120)]
    shown.append(squeezed(as_html(portfolio, rulebook).text))
    unsafe = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    for bar in charts(portfolio, rulebook)[-1].bars:
        assert all(squeezed(unsafe.sub("", text)) in squeezed(bar.title) for text in texts)
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
