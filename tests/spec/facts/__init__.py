"""Codes, counts and days

Besides truths there are codes (one word of a closed set), counts and days. What is known of a count or of a day may be
less than its value: it has bounds, the least and the most that it can be. A comparison is true or false where every
value within the bounds agrees, else unknown.
"""
