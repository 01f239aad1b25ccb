"""Writes an edition out as the source of one Python function, from a row of the docket to a row of outcomes.

Unknown is None. It writes what the edition measured here uses: lists of reasons, checks without limit, no count in a
list of numbers, no adverse day or code that only a check settles, no leap day of review; anything else stops it.
"""
