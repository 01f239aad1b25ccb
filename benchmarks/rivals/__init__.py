"""One module per rival, each with `prepare(job)`, which gives what is timed.

All of them apply the same edition as of the same day to the same docket, and each is held to the same table.
"""
