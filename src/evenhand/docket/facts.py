"""The dictionary of facts, and what can be known of one: a truth, a code, or bounds."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from importlib.resources import files
from keyword import kwlist
from pathlib import Path
from typing import NamedTuple, TypeAlias

from evenhand.docket import strict_yaml
from evenhand.docket.strict_yaml import DocumentError, Fields, Text

TYPES = ("truth", "code", "count", "day")
PEOPLE = ("court", "agency", "file", "respondent", "finding")
AS_OF = "as_of"
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
DOCKETS_OWN = ("case_id", "court", "office", "lead_case", "next_hearing", "disputed", "defects")
RESERVED = frozenset({AS_OF, "true", "false", "unknown", *DOCKETS_OWN, *kwlist})
RESERVED_STARTS = ("check_", "source_", "descriptor_", "ask_")
RESERVED_ENDS = ("_at_least", "_at_most", "_earliest", "_latest")
MOST = 1_000_000  # the largest count that is believed; more is a typo


class Count(NamedTuple):
    """How many: at least, and at most (None where that is open)."""

    at_least: int = 0
    at_most: int | None = None


class Days(NamedTuple):
    """Which day: the earliest and the latest it can be (None where that is open)."""

    earliest: date | None = None
    latest: date | None = None


Value: TypeAlias = bool | str | Count | Days | None


@dataclass(frozen=True)
class Fact:
    """One recorded fact, as the dictionary declares it."""

    name: str
    type: str
    question: str
    settled_by: tuple[str, ...]
    adverse: bool = False
    protected: bool = False
    codes: tuple[str, ...] = ()
    clear: str | None = None  # the code that means "nothing adverse"
    not_before: str | None = None  # another day, which cannot be later than this one

    @property
    def check(self) -> str | None:
        """The kind of background check that alone settles this fact, or None."""
        return self.settled_by[0].removeprefix("check:") if self.settled_by[0].startswith("check:") else None

    @property
    def finding(self) -> bool:
        """Whether only a person's written judgement establishes this fact."""
        return self.settled_by == ("finding",)

    @property
    def unknown(self) -> Value:
        """What is known of this fact where nothing is."""
        if self.type == "count":
            return Count()
        return Days() if self.type == "day" else None


@dataclass(frozen=True)
class Years:
    """Elapsed years between two days; the second may be the as-of date."""

    name: str
    start: str
    end: str


@dataclass(frozen=True)
class Dictionary:
    """Every fact a rule may name."""

    facts: Mapping[str, Fact]
    years: Mapping[str, Years]
    checks: Mapping[str, str]
    hash: str

    @property
    def ordered(self) -> tuple[tuple[str, str], ...]:
        """Pairs of days of which the first cannot be later than the second."""
        return tuple((fact.not_before, fact.name) for fact in self.facts.values() if fact.not_before)

    def touching(self, name: str) -> frozenset[str]:
        """This function will name a fact and the days whose order with it can narrow it."""
        return frozenset({name}.union(*(pair for pair in self.ordered if name in pair)))

    def recorded(self, name: str) -> tuple[str, ...]:
        """This function will name the recorded facts behind a fact or behind elapsed years."""
        if name in self.facts:
            return (name,)
        return tuple(day for day in (self.years[name].start, self.years[name].end) if day != AS_OF)


@dataclass(frozen=True)
class Record:
    """What is known of one case: values by fact name (absent is unknown), disputes, completed checks."""

    case_id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    disputed: frozenset[str] = frozenset()
    checks: Mapping[str, date] = field(default_factory=dict)
    office: str | None = None


def dictionary_path() -> Path:
    """This function will give the place of the dictionary that comes with the package."""
    return Path(str(files("evenhand.editions") / "dictionary.yaml"))


def load_dictionary(path: Path | None = None) -> Dictionary:
    """This function will read the dictionary of facts (the packaged one without a path)."""
    path = path or dictionary_path()
    try:
        return read_dictionary(strict_yaml.load(path), hash=sha256(path.read_bytes()).hexdigest())
    except DocumentError as error:
        message = str(error)
        raise DocumentError(message if message.startswith(str(path)) else f"{path}: {message}") from None


def read_dictionary(node: strict_yaml.Node, *, hash: str) -> Dictionary:
    """This function will read a dictionary from its document, or raise DocumentError."""
    fields = Fields(node, what="the dictionary")
    checks = {_name(kind): str(text) for kind, text in fields.mapping("checks").items()}
    facts = {_name(name): _fact(str(name), Fields(body, what=f"fact [{name}]"), checks)
             for name, body in fields.mapping("facts").items()}  # fmt: skip
    years = {_name(name): _years(str(name), Fields(body, what=f"years [{name}]"), facts)
             for name, body in fields.mapping("years").items()}  # fmt: skip
    fields.end()
    for fact in facts.values():
        _check_order(fact, facts)
    return Dictionary(facts=facts, years=years, checks=checks, hash=hash)


def _name(text: Text) -> str:
    if text.startswith(RESERVED_STARTS) or text.endswith(RESERVED_ENDS) or text in RESERVED:
        raise DocumentError(f"{strict_yaml.where(text)}[{text[:40]}] is a name that is used already; choose another")
    if not NAME.fullmatch(text):
        raise DocumentError(f"{strict_yaml.where(text)}[{text[:40]}] is not a name: small letters, digits and _ only")
    return str(text)


def _fact(name: str, fields: Fields, checks: Mapping[str, str]) -> Fact:
    fact = Fact(
        name=name,
        type=fields.choice("type", TYPES),
        question=str(fields.text("question")),
        settled_by=tuple(str(who) for who in fields.texts("settled_by")),
        adverse=fields.choice("adverse", ("true", "false"), "false") == "true",
        protected=fields.choice("protected", ("true", "false"), "false") == "true",
        codes=tuple(str(code) for code in fields.texts("codes")),
        clear=str(fields.text("clear", "")) or None,
        not_before=str(fields.text("not_before", "")) or None,
    )
    fields.end()
    for problem in _problems(fact, checks):
        raise DocumentError(f"fact [{name}]: {problem}")
    return fact


def _problems(fact: Fact, checks: Mapping[str, str]) -> list[str]:
    who = fact.settled_by
    allowed = {*PEOPLE, *(f"check:{kind}" for kind in checks)}
    rules = {
        "settled_by must name who can answer": not who,
        f"settled_by may name {', '.join(sorted(allowed))}": bool(set(who) - allowed),
        "a fact that a check or a finding settles names that and nothing else": (
            len(who) > 1 and any(one == "finding" or one.startswith("check:") for one in who)
        ),
        "a respondent's word never settles an adverse fact": fact.adverse and "respondent" in who,
        "a finding is a truth": who == ("finding",) and fact.type != "truth",
        "a code needs at least two codes": fact.type == "code" and len(set(fact.codes)) < 2,
        "only a code has codes": fact.type != "code" and bool(fact.codes or fact.clear),
        "an adverse code that a check settles needs [clear], the code that means nothing adverse": (
            fact.type == "code" and fact.adverse and fact.check is not None and fact.clear not in fact.codes
        ),
        "[clear] must be one of the codes": fact.clear is not None and fact.clear not in fact.codes,
    }
    return [message for message, broken in rules.items() if broken]


def _years(name: str, fields: Fields, facts: Mapping[str, Fact]) -> Years:
    start, end = str(fields.text("from")), str(fields.text("to"))
    fields.end()
    if name in facts:
        raise DocumentError(f"years [{name}]: a fact has this name already")
    for day in (start, end):
        if day != AS_OF and (day not in facts or facts[day].type != "day"):
            raise DocumentError(f"years [{name}]: [{day}] is not a day of this dictionary")
    if start == AS_OF:
        raise DocumentError(f"years [{name}]: elapsed years run from a recorded day, not from the as-of date")
    if start == end:
        raise DocumentError(f"years [{name}]: elapsed years run from one day to another, not to the same")
    return Years(name=name, start=start, end=end)


def _check_order(fact: Fact, facts: Mapping[str, Fact]) -> None:
    other = facts.get(fact.not_before or fact.name)
    if other is None or (fact.not_before and (fact.type != "day" or other.type != "day" or other.not_before)):
        raise DocumentError(f"fact [{fact.name}]: not_before must name a day that has no not_before itself")
    if fact.not_before and any(day.adverse and day.check for day in (fact, other)):
        raise DocumentError(f"fact [{fact.name}]: a day that a check may clear stands in no order with others")
    if fact.not_before and fact.name != next(day.name for day in facts.values() if day.not_before == other.name):
        raise DocumentError(f"fact [{fact.name}]: [{other.name}] stands in an order already; a day stands in one only")


def nearest(name: str, names: Iterable[str]) -> str:
    """This function will suggest the likeliest meant name, as the end of a message ('' where none is near)."""
    close = get_close_matches(name, list(names), n=1)
    return f"; did you mean [{close[0]}]?" if close else ""


def read_value(fact: Fact, text: str) -> Value:
    """This function will read a fact's text (blank is unknown), or raise ValueError saying what was expected."""
    text = text.strip()
    if not text:
        return fact.unknown
    if fact.type == "code":
        return _read_code(fact, text)
    readers: dict[str, Callable[[str], Value]] = {"truth": read_truth, "count": read_count, "day": read_day}
    return readers[fact.type](text)


def read_truth(text: str) -> bool:
    """This function will read `true` or `false`."""
    if text.lower() not in ("true", "false"):
        raise ValueError("write true or false, or leave it blank where nobody knows")
    return text.lower() == "true"


def _read_code(fact: Fact, text: str) -> str:
    if text not in fact.codes:
        raise ValueError(f"must be one of {', '.join(fact.codes)}{nearest(text, fact.codes)}")
    return text


_COUNT = re.compile(r"(?P<open>>=)?\s*(?P<low>\d{1,9})(?:\s*\.\.\s*(?P<high>\d{1,9}))?", re.ASCII)


def read_count(text: str) -> Count:
    """This function will read `2`, `>=2` or `2..5` as bounds."""
    match = _COUNT.fullmatch(text)
    if not match or (match["open"] and match["high"]):
        raise ValueError("write a count as 2, >=2 or 2..5")
    low = int(match["low"])
    high = None if match["open"] else int(match["high"] or low)
    if max(low, high or 0) > MOST:
        raise ValueError(f"a count above {MOST:,} is not believed")
    if high is not None and high < low:
        raise ValueError(f"the bounds are inverted; write {high}..{low}")
    return Count(low, high)


_DAY = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?|(?P<m2>\d{1,2})/(?P<y2>\d{4})", re.ASCII)


def read_day(text: str) -> Days:
    """This function will read a day at any precision: `1974`, `4/1974`, `1974-04`, `1974-04-12`, or `FROM..TO`.

    In a range either end may be left blank: `..2001` is a day in or before 2001.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return _one_day(text)
    days = Days(
        _one_day(first.strip()).earliest if first.strip() else None,
        _one_day(last.strip()).latest if last.strip() else None,
    )
    if days.earliest and days.latest and days.earliest > days.latest:
        raise ValueError(f"the bounds are inverted; write {last.strip()}..{first.strip()}")
    return days


def _one_day(text: str) -> Days:
    match = _DAY.fullmatch(text)
    if not match:
        raise ValueError("write a day as 1974, 4/1974, 1974-04 or 1974-04-12")
    year, month = int(match["y"] or match["y2"]), int(match["m"] or match["m2"] or 0)
    if not 1 <= year <= 9999 or month > 12 or ((match["m"] or match["m2"]) and month == 0):
        raise ValueError("there is no such month or year")
    if not month:
        return Days(date(year, 1, 1), date(year, 12, 31))
    last = calendar.monthrange(year, month)[1]
    if not match["d"]:
        return Days(date(year, month, 1), date(year, month, last))
    if not 1 <= int(match["d"]) <= last:
        raise ValueError(f"{calendar.month_name[month]} {year} has {last} days")
    day = date(year, month, int(match["d"]))
    return Days(day, day)


def write_value(value: Value) -> str:
    """This function will write a value as the text that `read_value` reads back."""
    if value is None or value == Days():
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Count):
        return _write_count(value)
    return _write_days(value) if isinstance(value, Days) else str(value)


def _write_count(value: Count) -> str:
    if value.at_most is None:
        return f">={value.at_least}" if value.at_least else ""
    return str(value.at_least) if value.at_least == value.at_most else f"{value.at_least}..{value.at_most}"


def _write_days(value: Days) -> str:
    low, high = value.earliest, value.latest
    if low is None or high is None or (low.year, low.month) != (high.year, high.month):
        whole = low and high and low.year == high.year and (low.month, low.day, high.month, high.day) == (1, 1, 12, 31)
        return f"{low.year:04}" if low and whole else f"{low or ''}..{high or ''}"
    if low == high:
        return low.isoformat()
    whole = low.day == 1 and high.day == calendar.monthrange(high.year, high.month)[1]
    return low.isoformat()[:7] if whole else f"{low}..{high}"
