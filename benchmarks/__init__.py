"""Speed, measured against named rivals and against what reading and writing alone cost."""

from datetime import date

EDITION = "ice-2011-11-17"
AS_OF = date(2012, 1, 13)
