"""Keep the comments in a YAML file when the keys that they are attached to are removed."""

from collections.abc import Iterator
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.tokens import CommentToken


def take_out(node: CommentedMap, key: str) -> None:
    """Remove a key from a group, but leave the comments in it and after it."""
    # Both before the key goes: afterwards its neighbours cannot be told.
    place, keys = list(node).index(key), list(node)
    # A comment after a group in braces is attached to its key and to the last key in it.
    tokens = {id(token): token for token in (*_of_key(node, key), *_within(node[key]))}
    texts = (token.value for token in tokens.values())
    lines = [line.strip() for text in texts for line in text.split("\n") if line.strip()]
    del node[key]
    # ruamel.yaml leaves the comments of a key that is deleted, and a later key of that name has
    # them.
    node.ca.items.pop(key, None)
    if not lines:
        return
    column = node.lc.col or 0
    if place + 1 < len(keys):
        # ruamel.yaml writes the "# " itself.
        text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines)
        node.yaml_set_comment_before_after_key(keys[place + 1], before=text, indent=column)
    elif place:
        _add_after(node, keys[place - 1], "".join(f"{' ' * column}{line}\n" for line in lines))


def _add_after(node: Any, key: Any, text: str) -> None:
    """Add comment lines after everything under a key."""
    held = node[key]
    # In a block the end is at its last item; in braces it is behind them.
    if isinstance(held, CommentedMap | CommentedSeq) and held and not held.fa.flow_style():
        last = list(held)[-1] if isinstance(held, CommentedMap) else len(held) - 1
        _add_after(held, last, text)
        return
    comments = node.ca.items.setdefault(key, [None] * 4)
    # Each key has four slots. The comment after its value is in the third one in a group, in the
    # first one in a list (ruamel.yaml 0.19.1).
    position = 2 if isinstance(node, CommentedMap) else 0
    before = comments[position]
    if before is None:
        comments[position] = CommentToken(f"\n{text}", CommentMark(0), None)
    else:
        before.value = f"{before.value.rstrip()}\n{text}"


def _within(value: Any) -> Iterator[CommentToken]:
    """Yield the comments in a group or a list, from its beginning."""
    if isinstance(value, CommentedMap | CommentedSeq):
        yield from _tokens(value.ca.comment)
        for key in value if isinstance(value, CommentedMap) else range(len(value)):
            yield from _of_key(value, key)
            yield from _within(value[key])


def _of_key(node: Any, key: object) -> Iterator[CommentToken]:
    yield from _tokens(node.ca.items.get(key))


def _tokens(found: object) -> Iterator[CommentToken]:
    if isinstance(found, CommentToken):
        yield found
    elif isinstance(found, list):
        for each in found:
            yield from _tokens(each)
