"""Editions

An edition is one dated version of a policy, in one YAML file that a lawyer can read. Every value in it is text: `1.10`
stays 1.10, and `no` stays the word.
"""
