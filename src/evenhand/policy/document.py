"""The policy edition as a document: one dated version of the written rules, read strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from evenhand.docket import strict_yaml
from evenhand.docket.facts import MOST, NAME, Dictionary, nearest
from evenhand.docket.strict_yaml import DocumentError, Fields, Node, Text, where
from evenhand.policy.condition import Condition, ConditionError, Constant, parse, recorded, unparse

WORDINGS = ("quoted", "paraphrased", "from memory")
LISTS = {"favorable": "favorable", "priorities": "priority", "considerations": "consideration"}
_EDITION = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Parameter:
    """A number of law: its value, where it stands, and the day someone last checked it there."""

    value: Constant
    cite: str
    checked_on: date


@dataclass(frozen=True)
class Reason:
    """One listed reason. `list` is favorable, priority or consideration."""

    list: str
    name: str
    text: str
    cite: str
    wording: str
    condition: Condition
    tier: str | None = None
    departs: str | None = None  # who may depart from it, where the memo says


@dataclass(frozen=True)
class InForce:
    """A time in force, from the first day to the first day no longer in force (None: still in force)."""

    start: date
    until: date | None
    wording: str


@dataclass(frozen=True)
class Edition:
    """One dated version of a policy."""

    name: str
    kind: str  # lists, or totality (no reason settles alone)
    title: str
    issued_by: str
    in_force: tuple[InForce, ...]
    scope: Condition
    parameters: Mapping[str, Parameter]
    reasons: tuple[Reason, ...]
    validity: Mapping[str, Parameter]  # kind of check -> days it stays good; absent is without limit
    interpretations: Mapping[str, str]
    unreachable: Mapping[str, str]  # outcome -> why no case can have it
    sources: Mapping[str, str]
    hash: str
    folder: Path  # where its examples lie
    file: Path | None = None  # what it was read from

    def listed(self, name: str) -> tuple[Reason, ...]:
        """This function will give the reasons of one list: favorable, priority or consideration."""
        return tuple(reason for reason in self.reasons if reason.list == name)

    def in_force_on(self, day: date) -> bool:
        """This function will say whether the edition was in force on a day."""
        return any(time.start <= day and (time.until is None or day < time.until) for time in self.in_force)

    def protected(self, reason: Reason, dictionary: Dictionary) -> bool:
        """This function will say whether a reason names a protected fact, and so is protected itself."""
        return any(dictionary.facts[name].protected for name in recorded(reason.condition, dictionary))


def editions_folder() -> Path:
    """This function will give the folder of the editions that come with the package."""
    return Path(str(files("evenhand.editions")))


def names() -> tuple[str, ...]:
    """This function will name the editions that come with the package, oldest name first."""
    return tuple(sorted(path.parent.name for path in editions_folder().glob("*/edition.yaml")))


def load(name: str, dictionary: Dictionary) -> Edition:
    """This function will read an edition by its name, or by the folder or file that holds it."""
    path = editions_folder() / name if name in names() else Path(name)
    try:
        path = path / "edition.yaml" if path.is_dir() else path
        there = path.is_file()
    except OSError:  # such as a name longer than any file's
        there = False
    if not there:
        raise DocumentError(
            f"there is no edition [{name}]{nearest(name, names())}; the ones here: {', '.join(names())}"
        )
    try:
        edition = read(strict_yaml.load(path), dictionary=dictionary, folder=path.parent)
        return replace(edition, file=path)
    except DocumentError as error:
        message = str(error)
        raise DocumentError(message if message.startswith(str(path)) else f"{path}: {message}") from None


def read(node: Node, *, dictionary: Dictionary, folder: Path) -> Edition:
    """This function will read an edition from its document, or raise DocumentError saying what is wrong and where."""
    fields = Fields(node, what="the edition")
    parameters = {_name(name, dictionary): _parameter(Fields(body, what=f"parameter [{name}]"))
                  for name, body in fields.mapping("parameters").items()}  # fmt: skip
    reader = _ReasonReader(dictionary, {name: parameter.value for name, parameter in parameters.items()})
    known: dict[str, Any] = {
        "name": _edition_name(fields.text("edition")),
        "kind": fields.choice("kind", ("lists", "totality")),
        "title": str(fields.text("title")),
        "issued_by": str(fields.text("issued_by")),
        "in_force": tuple(_in_force(Fields(body, what="in_force")) for body in fields.items("in_force")),
        "scope": reader.condition(fields.text("scope"), "scope"),
        "parameters": parameters,
        "reasons": tuple(reason for field in LISTS for reason in reader.reasons(field, fields.mapping(field))),
        "validity": _validity(fields.mapping("check_validity_days"), dictionary),
        "interpretations": _texts(fields, "interpretations"),
        "unreachable": _texts(fields, "unreachable"),
        "sources": _texts(fields, "sources"),
    }
    fields.end()
    if not known["in_force"]:
        raise DocumentError("the edition: [in_force] must give at least one time, such as - {from: 2011-11-17}")
    _refuse_protected_scope(known["scope"], dictionary)
    _refuse_repeated_names(known["reasons"])
    return Edition(**known, hash=_hash(known), folder=folder)


def _refuse_protected_scope(scope: Condition, dictionary: Dictionary) -> None:
    """The part of the scope that failed is shown in every list, so it would tell who is a victim or ill."""
    for name in sorted(recorded(scope, dictionary)):
        if dictionary.facts[name].protected:
            raise DocumentError(f"the edition: [scope] names the protected fact [{name}]; make it a reason instead")


def _refuse_repeated_names(reasons: tuple[Reason, ...]) -> None:
    for place, reason in enumerate(reasons):
        if any(reason.name == other.name for other in reasons[:place]):
            raise DocumentError(f"the edition: two reasons have the name [{reason.name}]; give one of them another")


def _edition_name(text: Text) -> str:
    if not _EDITION.fullmatch(text):
        raise DocumentError(f"{where(text)}[{text[:40]}] is not an edition's name: small letters, digits, . and - only")
    return str(text)


def _name(text: Text, dictionary: Dictionary) -> str:
    if not NAME.fullmatch(text):
        raise DocumentError(f"{where(text)}[{text[:40]}] is not a name: small letters, digits and _ only")
    if text in dictionary.facts or text in dictionary.years:
        raise DocumentError(f"{where(text)}parameter [{text}] has the name of a fact; give it another")
    return str(text)


def _parameter(fields: Fields) -> Parameter:
    text = fields.text("value")
    parameter = Parameter(
        value=_constant(text), cite=str(fields.text("cite")), checked_on=_day(fields.text("checked_on"))
    )
    fields.end()
    return parameter


def _constant(text: Text) -> Constant:
    if re.fullmatch(r"\d{1,7}", text, re.ASCII) and int(text) <= MOST:
        return int(text)
    if _DAY.fullmatch(text):
        return _day(text)
    raise DocumentError(
        f"{where(text)}[{text[:40]}] is neither a whole number up to {MOST:,} nor a day such as 2007-06-15"
    )


def _day(text: Text) -> date:
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise DocumentError(f"{where(text)}[{text[:40]}] is not a day; write it as 2011-11-17") from None


def _in_force(fields: Fields) -> InForce:
    until = fields.text("until", "")
    time = InForce(_day(fields.text("from")), _day(until) if until else None,
                   fields.choice("wording", WORDINGS, "from memory"))  # fmt: skip
    fields.end()
    if time.until and time.until <= time.start:
        raise DocumentError(
            f"{where(until)}in_force: [until] is the first day no longer in force; it must follow [from]"
        )
    return time


def _validity(mapping: Mapping[Text, Node], dictionary: Dictionary) -> dict[str, Parameter]:
    days = {}
    for kind, body in mapping.items():
        if kind not in dictionary.checks:
            raise DocumentError(f"{where(kind)}[{kind}] is not a kind of check{nearest(kind, dictionary.checks)}")
        days[str(kind)] = _parameter(Fields(body, what=f"check_validity_days [{kind}]"))
        if isinstance(days[str(kind)].value, date):
            raise DocumentError(f"{where(kind)}check_validity_days [{kind}]: [value] must be a number of days")
    return days


def _texts(fields: Fields, name: str) -> dict[str, str]:
    found = fields.mapping(name)
    for key, value in found.items():
        if not isinstance(value, Text):
            raise DocumentError(f"{where(key)}[{name}] [{key}] must be plain text")
    return {str(key): str(value) for key, value in found.items()}


@dataclass(frozen=True)
class _ReasonReader:
    dictionary: Dictionary
    parameters: Mapping[str, Constant]

    def reasons(self, field: str, mapping: Mapping[Text, Node]) -> list[Reason]:
        return [self.reason(field, name, Fields(body, what=f"{field} [{name}]")) for name, body in mapping.items()]

    def reason(self, field: str, name: Text, fields: Fields) -> Reason:
        if not NAME.fullmatch(name):
            raise DocumentError(f"{where(name)}[{name[:40]}] is not a name: small letters, digits and _ only")
        reason = Reason(
            list=LISTS[field],
            name=str(name),
            text=str(fields.text("text")),
            cite=str(fields.text("cite")),
            wording=fields.choice("wording", WORDINGS),
            condition=self.condition(fields.text("when"), f"{field} [{name}]"),
            tier=str(fields.text("tier", "")) or None,
            departs=str(fields.text("departs", "")) or None,
        )
        fields.end()
        return reason

    def condition(self, text: Text, what: str) -> Condition:
        try:
            return parse(text, dictionary=self.dictionary, parameters=self.parameters)
        except ConditionError as error:
            raise DocumentError(f"{where(text)}{what}: {error}") from None


def _hash(known: Mapping[str, Any]) -> str:
    return sha256(json.dumps(_plain(known), sort_keys=False).encode()).hexdigest()


def _plain(value: object) -> object:
    """A form in which spacing, comments and the order of fields make no difference, but the order of reasons does."""
    if isinstance(value, Mapping):
        return [[str(key), _plain(inner)] for key, inner in sorted(value.items())]
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Parameter | InForce | Reason):
        return {name: _plain(inner) for name, inner in vars(value).items()}
    if isinstance(value, str | int | None):
        return value
    return value.isoformat() if isinstance(value, date) else unparse(value)  # type: ignore[arg-type]
