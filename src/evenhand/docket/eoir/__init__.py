"""The court's public case data: a folder in the published format, read into a docket table."""

from evenhand.docket.eoir.reading import Taken, read_release

__all__ = ["Taken", "read_release"]
