"""True, false and unknown

A rule has three answers. It is true or false where what is known settles it, whatever the rest turns out to be; else it
is unknown. Unknown is never taken for "no", and never for "yes".
"""
