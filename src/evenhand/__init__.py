"""Evenhand reviews a docket of cases against a written policy of prosecutorial discretion."""

__version__ = "0.1.0"
