"""YAML as plain text values with their places: no guessed types, no anchors, no tags, no repeated keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import yaml

MOST_BYTES = 300_000
DEEPEST = 8
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is 50 times faster where it was built


class DocumentError(ValueError):
    """A document that cannot be read as it must be; the message says what, where and what to do."""


class Text(str):
    """A scalar exactly as written, and where it stands (line and column count from 1)."""

    line: int
    column: int

    def __new__(cls, value: str, *, line: int, column: int) -> Text:
        text = super().__new__(cls, value)
        text.line, text.column = line, column
        return text


Node: TypeAlias = "Text | list[Node] | dict[Text, Node]"


def load(path: Path) -> Node:
    """This function will read one YAML file, or raise DocumentError naming the file and the place."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise DocumentError(f"the file has {size:,} bytes; at most {MOST_BYTES:,} are read")
        return loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        place = _at(error.object[: error.start].decode("utf-8"))
        raise DocumentError(f"{path}: {place}not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise DocumentError(f"{path}: {error.strerror or error}") from error
    except DocumentError as error:
        raise DocumentError(f"{path}: {error}") from error


def loads(text: str) -> Node:
    """This function will read YAML text into dicts, lists and Text."""
    try:
        return _Reader(text).document()
    except yaml.MarkedYAMLError as error:
        place = _place(error.problem_mark)
        raise DocumentError(f"{place}not readable as YAML: {error.problem}") from error
    except yaml.reader.ReaderError as error:
        place = _at(text.partition(chr(error.character))[0])
        raise DocumentError(f"{place}the character U+{error.character:04X} is not allowed; take it out") from error
    except UnicodeEncodeError as error:
        raise DocumentError(f"{_at(text[: error.start])}half a character stands alone; take it out") from error


class _Reader:
    """Builds the document from the parser's flat list of events, so depth costs no stack."""

    def __init__(self, text: str) -> None:
        self.events = yaml.parse(text, Loader=LOADER)

    def document(self) -> Node:
        self._next(yaml.StreamStartEvent)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise DocumentError("the document is empty")
        node = self._node(next(self.events), depth=0)
        self._next(yaml.DocumentEndEvent)
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            raise DocumentError(f"{_place(event.start_mark)}a second document begins; one file holds one document")
        return node

    def _next(self, kind: type[yaml.Event]) -> None:
        assert isinstance(next(self.events), kind)

    def _node(self, event: Any, *, depth: int) -> Node:
        place = _place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise DocumentError(f"{place}anchors and aliases (& and *) are not allowed; write the value out")
        if event.tag is not None:
            raise DocumentError(f"{place}tags ({event.tag}) are not allowed; every value is read as text")
        if depth > DEEPEST:
            raise DocumentError(f"{place}nested more than {DEEPEST} deep")
        if isinstance(event, yaml.ScalarEvent):
            return _text(event)
        return self._list(depth) if isinstance(event, yaml.SequenceStartEvent) else self._dict(depth)

    def _list(self, depth: int) -> list[Node]:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth=depth + 1))
        return items

    def _dict(self, depth: int) -> dict[Text, Node]:
        items: dict[Text, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth=depth + 1)
            if not isinstance(key, Text):
                raise DocumentError(f"{_place(event.start_mark)}a key must be plain text")
            if key in items:
                raise DocumentError(f"{_place(event.start_mark)}[{key}] stands twice; keep one")
            items[key] = self._node(next(self.events), depth=depth + 1)
        return items


def _text(event: Any) -> Text:
    return Text(event.value, line=event.start_mark.line + 1, column=event.start_mark.column + 1)


def _at(before: str) -> str:
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}: "


def _place(mark: Any) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""


class Fields:
    """One mapping of a document, emptied field by field, so that what is left over is an error."""

    def __init__(self, node: Node, *, what: str) -> None:
        if not isinstance(node, dict):
            raise DocumentError(f"{where(node)}{what} must be a mapping of names to values")
        self.what, self.rest, self.place = what, dict(node), where(node)

    def text(self, name: str, default: str | None = None) -> Text:
        """This function will take a field as text; without a default the field must be there."""
        value = self.node(name, default if default is None else Text(default, line=0, column=0))
        if not isinstance(value, Text):
            raise DocumentError(f"{where(value)}{self.what}: [{name}] must be plain text")
        return value

    def choice(self, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """This function will take a field that must be one of the choices."""
        value = self.text(name, default)
        if value not in choices:
            listed = ", ".join(choices)
            raise DocumentError(f"{where(value)}{self.what}: [{name}] is [{value[:40]}]; it must be one of {listed}")
        return str(value)

    def node(self, name: str, default: Node | None = None) -> Node:
        """This function will take a field of any shape."""
        found = [key for key in self.rest if key == name]
        if found:
            return self.rest.pop(found[0])
        if default is None:
            raise DocumentError(f"{self.place}{self.what}: [{name}] is missing")
        return default

    def mapping(self, name: str) -> dict[Text, Node]:
        """This function will take a field that must be a mapping; absent is empty."""
        value = self.node(name, {})
        if not isinstance(value, dict):
            raise DocumentError(f"{where(value)}{self.what}: [{name}] must be a mapping of names to values")
        return value

    def items(self, name: str) -> list[Node]:
        """This function will take a field that must be a list; absent is empty."""
        value = self.node(name, [])
        if not isinstance(value, list):
            raise DocumentError(f"{where(value)}{self.what}: [{name}] must be a list")
        return value

    def texts(self, name: str) -> tuple[Text, ...]:
        """This function will take a field that must be a list of plain texts; absent is empty."""
        values = self.items(name)
        if bad := [value for value in values if not isinstance(value, Text)]:
            raise DocumentError(f"{where(bad[0])}{self.what}: [{name}] must be a list of plain texts")
        return tuple(value for value in values if isinstance(value, Text))

    def end(self) -> None:
        """This function will refuse whatever field was not taken."""
        if self.rest:
            key = next(iter(self.rest))
            raise DocumentError(
                f"{where(key)}{self.what}: [{key[:40]}] is not a field here; remove it or mend its name"
            )


def where(node: object) -> str:
    """This function will say where a node stands, as the beginning of a message ('' where nobody knows)."""
    if isinstance(node, Text):
        return f"line {node.line}, column {node.column}: " if node.line else ""
    inner = next(iter(node), None) if isinstance(node, dict | list) else None
    return where(inner) if inner is not None else ""
