"""Small dictionaries of facts and small editions, written as YAML, for tests."""

from __future__ import annotations

from pathlib import Path

from evenhand.docket import strict_yaml
from evenhand.docket.facts import Dictionary, read_dictionary
from evenhand.policy import document
from evenhand.policy.document import Edition

HEAD = """\
edition: small-2012
kind: lists
title: A small policy
issued_by: Nobody
in_force: [{from: 2012-01-01}]
"""


def facts(text: str) -> Dictionary:
    """This function will read a dictionary of facts."""
    return read_dictionary(strict_yaml.loads(text), hash="small")


def edition(text: str, dictionary: Dictionary, *, folder: Path = Path()) -> Edition:
    """This function will read an edition from its whole text."""
    return document.read(strict_yaml.loads(text), dictionary=dictionary, folder=folder)
