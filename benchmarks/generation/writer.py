"""The lines of the function as they are gathered, and the expressions that stand there already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from evenhand.docket.facts import Fact
from evenhand.policy.compile.terms import Terms


@dataclass
class Writer:
    """Gathers lines. `disputes` is whether the function is for rows that dispute some fact."""

    terms: Terms
    disputes: bool
    lines: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)  # expression -> its name

    def put(self, name: str, expression: str) -> str:
        """This function will write an assignment and give its name."""
        self.lines.append(f"{name} = {expression}")
        return name

    def once(self, expression: str) -> str:
        """This function will write an expression unless it stands already, and give its name."""
        if expression not in self.written:
            self.written[expression] = self.put(f"x{len(self.written)}", expression)
        return self.written[expression]

    def disputable(self, fact: Fact) -> bool:
        """This function will say whether a row of this function may dispute a fact."""
        return self.disputes and fact.name in self.terms.disputable


def day(value: date) -> str:
    """This function will name the constant that holds a day."""
    return f"DAY_{value:%Y_%m_%d}"
