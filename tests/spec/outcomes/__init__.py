"""Outcomes

An edition lists favorable factors, which favor the person, and enforcement priorities, which are reasons to pursue. An
outcome follows from whether some favorable factor holds and whether some priority does.
"""
