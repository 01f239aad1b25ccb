"""What may be used of a record

Before any rule is asked, each fact of a record is put in order: what is disputed, what lies in the future and what a
check has yet to answer is unknown, and days that must follow one another narrow each other.
"""
