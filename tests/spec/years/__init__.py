"""Elapsed years

The dictionary names times between two days: from a birth to the day of screening (an age), from an arrival to the day
of screening, from a birth to an arrival. A rule compares them with whole years. It is the days that are compared, never
years rounded down: `age > 65` asks whether the 65th birthday is past.
"""
