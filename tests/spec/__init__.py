"""The language of policies

This manual is made from tests. Each paragraph is one: its table is drawn as you see it, and is run on the reference
evaluator, on Polars and on DuckDB, which must all say what the table says. `python -m spec.manual` writes it anew.

A table has one line a case. On the left stands what is known of the case, on the right what is found. A heading in
code is a fact, a rule, or a column of the outcomes table. `unknown` stands where nothing is known. Unless a paragraph
says another day, cases are screened as of 13 January 2012. Facts and policy are shown where they are others than those
shown before. Policies leave out the fields that a paragraph does not need; the chapter on editions shows one in full.
"""
