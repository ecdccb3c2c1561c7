"""Frameworks can be listed, shown, and asked for beside the advice."""

import json
from pathlib import Path

import pytest

from advisor.cli.exits import Exit
from tests.cli.shell import OF_SMALL, SHIPPED, Run
from tests.formats import FORMATS
from tests.small import small_rulebook


def test_the_list_ends_with_totals(advisor: Run) -> None:
    listed = advisor("frameworks", "list", *OF_SMALL).out.splitlines()
    assert listed[-1] == "2 frameworks, 6 elements"
    assert listed[0].split() == ["id", "elements", "title"]


@pytest.mark.parametrize("rules", [(), OF_SMALL])
def test_frameworks_as_json(advisor: Run, rules: tuple[str, ...]) -> None:
    found = json.loads(advisor("frameworks", "list", "--json", *rules).out)
    assert found
    for framework in found:
        assert {"id", "title", "source", "asks", "reads", "shown", "elements"} <= framework.keys()
        for element in framework["elements"]:
            assert element["cites"]
            assert all(cited["source"] == framework["source"] for cited in element["cites"])
            assert bool(element["questions"]) <= element["has_conditions"]
    if rules:
        assert [framework["id"] for framework in found] == list(small_rulebook().frameworks)
        (one,) = json.loads(advisor("frameworks", "show", "what-lasts", "--json", *rules).out)
        assert one in found
        assert one["elements"][0]["questions"] == ["head-backing", "months-funded"]
        assert one["elements"][2]["background"] == "Nobody writes letters now."


def test_a_framework_is_shown_with_its_conditions_in_words(advisor: Run) -> None:
    shown = advisor("frameworks", "show", "two-pillars", *OF_SMALL, "--width", "200").out
    for text in (
        "Asks: Does it stand on both pillars?",
        "If no: It does not stand on both pillars.",
        "People are behind it (all of these)",
        "In place when",
        "When are the dates set? → before all close",
        "some partner: Has the head said yes? → said yes / time set aside",
        "Step: Set the dates of the first term",
        "p. 1: Dates that were set early stood.",
        "How good: a guess",
    ):
        assert text in shown
    shown = advisor("frameworks", "show", "what-lasts", *OF_SMALL, "--width", "200").out
    assert "Not judged: Nobody writes letters now." in shown
    assert "shown for cluster, hub at starting, running" in shown


@pytest.mark.parametrize("form", FORMATS)
def test_a_framework_is_shown_alone_in_every_format(advisor: Run, small: Path, form: str) -> None:
    arguments = ("assess", small, *OF_SMALL, "--format", form, "--width", "200")
    done = advisor(*arguments, "--framework", "two-pillars")
    assert done.code == Exit.DONE
    assert not done.err
    if form == "json":
        ids = [framework["id"] for framework in json.loads(done.out)["frameworks"]]
        assert ids == ["two-pillars", "what-lasts"]
        return
    page = done.out.replace("&#160;", " ")
    assert "Does it stand on both pillars?" in page
    assert "Which of the things that last are there?" not in page
    both = advisor(*arguments, "--framework", "what-lasts", "--framework", "two-pillars").out
    page = both.replace("&#160;", " ")
    assert "Which of the things that last are there?" in page
    assert "Does it stand on both pillars?" in page


def test_without_the_option_only_what_kind_and_stage_call_for_is_there(
    advisor: Run, small: Path
) -> None:
    whole = advisor("assess", small, "--report", "full", *OF_SMALL).out
    assert "What lasts" in whole
    assert "Two pillars" not in whole
    said = json.loads(advisor("assess", small, *OF_SMALL, "--format", "json").out)
    assert [framework["id"] for framework in said["frameworks"]] == ["what-lasts"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("frameworks", "show", "two-pilars"),
        ("assess", SHIPPED, "--framework", "two-pilars"),
        ("assess", SHIPPED, "--framework", "what-lasts", "--framework", "two-pilars"),
    ],
)
def test_an_unknown_framework_is_told_with_the_nearest(
    advisor: Run, arguments: tuple[str, ...]
) -> None:
    done = advisor(*arguments, *OF_SMALL)
    assert done.code == Exit.CANNOT
    assert not done.out
    assert 'there is no framework "two-pilars"; did you mean "two-pillars"?' in done.err


def test_the_band_is_still_required_of_a_framework_alone(advisor: Run, small: Path) -> None:
    arguments = ("assess", small, *OF_SMALL, "--framework", "two-pillars")
    assert advisor(*arguments, "--require", "ready").code == Exit.NO
