"""The outcomes folder: immutable, whole or absent, with a manifest that says what it was made from."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest, sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl

OUTCOMES, MANIFEST, EDITION, DICTIONARY = "outcomes.parquet", "manifest.json", "edition.yaml", "dictionary.yaml"


class ScreeningError(ValueError):
    """A screening that cannot be made or read; the message says what, where and what to do."""


@contextmanager
def making(folder: Path, *, replace: bool) -> Iterator[Path]:
    """This function will lend an empty folder, and put it in its place whole at the end.

    An existing folder is refused, or with `replace` moved aside to the first free `<name>.old-N`.
    """
    if folder.exists() and not replace:
        raise ScreeningError(f"{folder}: exists already; name another folder, or say --replace to move it aside")
    if not folder.parent.is_dir():
        raise ScreeningError(f"{folder}: there is no folder [{folder.parent}]; make it first")
    try:
        temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
    except OSError as error:
        raise ScreeningError(f"{folder}: could not be made: {error.strerror or error}") from error
    try:
        yield temporary
        _settle(temporary)
        if folder.exists():
            folder.rename(_aside(folder))
        temporary.rename(folder)
    except OSError as error:
        said = error.strerror or str(error)
        raise ScreeningError(f"{folder}: could not be written: {said}; nothing was changed") from error
    except pl.exceptions.PolarsError as error:
        said = str(error).splitlines()[0]
        raise ScreeningError(f"{folder}: not made, reading or writing failed: {said}; nothing was changed") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Flush to disk before the rename, so that a power cut leaves the whole folder or none."""
    umask = os.umask(0)
    os.umask(umask)
    folder.chmod(0o777 & ~umask)
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _aside(folder: Path) -> Path:
    number = 1
    while (aside := folder.with_name(f"{folder.name}.old-{number}")).exists():
        number += 1
    return aside


def digest(path: Path) -> str:
    """This function will give the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def engine_hash() -> str:
    """This function will give one hash of the code that turns a docket into outcomes."""
    package = Path(str(files("evenhand")))
    rooms = [
        *(package / "policy").rglob("*.py"),
        *(package / "screening").rglob("*.py"),
        package / "docket" / "facts.py",
    ]
    parts = [f"{path.relative_to(package).as_posix()} {digest(path)}" for path in rooms]
    return sha256("\n".join(sorted(parts)).encode()).hexdigest()


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """This function will write a manifest: same facts, same bytes."""
    text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """This function will read a manifest, or raise ScreeningError where the folder is not an outcomes folder."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ScreeningError(
            f"{folder}: not an outcomes folder ({MANIFEST}: {error}); make one with evenhand screen"
        ) from error
    if not isinstance(manifest, dict) or "counts" not in manifest:
        raise ScreeningError(f"{path}: not the manifest of an outcomes folder")
    return manifest
