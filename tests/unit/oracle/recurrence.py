#!/usr/bin/python3
"""Writes tests/unit/recurrence_cases.txt, the table of test_recurrence.c, with what python3-dateutil expects.

Usage: /usr/bin/python3 tests/unit/oracle/recurrence.py > tests/unit/recurrence_cases.txt
To add a case: a line below, run this, look at the difference.
"""
import datetime as dt
import dateutil

from recurrence_oracle import expand, parse, text

ZONE = "America/New_York"
BERLIN = "Europe/Berlin"
MOST = 60  # occurrences kept per case: the window is cut behind them

# The examples of RFC 5545, 3.8.5.3, that are not sub-daily: name, DTSTART, rule, years to look at.
RFC = [
    ("daily for 10 occurrences", "1997-09-02T09:00", "FREQ=DAILY;COUNT=10", 1),
    ("daily until December 24", "1997-09-02T09:00", "FREQ=DAILY;UNTIL=19971224T000000Z", 1),
    ("every other day", "1997-09-02T09:00", "FREQ=DAILY;INTERVAL=2", 1),
    ("every 10 days, 5 occurrences", "1997-09-02T09:00", "FREQ=DAILY;INTERVAL=10;COUNT=5", 1),
    ("every day in January as yearly", "1998-01-01T09:00", "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA", 4),
    ("every day in January as daily", "1998-01-01T09:00", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", 4),
    ("weekly for 10 occurrences", "1997-09-02T09:00", "FREQ=WEEKLY;COUNT=10", 1),
    ("weekly until December 24", "1997-09-02T09:00", "FREQ=WEEKLY;UNTIL=19971224T000000Z", 1),
    ("every other week", "1997-09-02T09:00", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", 1),
    ("Tuesday and Thursday for five weeks until", "1997-09-02T09:00", "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", 1),
    ("Tuesday and Thursday for five weeks count", "1997-09-02T09:00", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", 1),
    ("every other week Monday Wednesday Friday", "1997-09-01T09:00", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR", 1),
    ("every other week Tuesday Thursday 8 times", "1997-09-02T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", 1),
    ("first Friday for 10 occurrences", "1997-09-05T09:00", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", 2),
    ("first Friday until December 24", "1997-09-05T09:00", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", 1),
    ("every other month first and last Sunday", "1997-09-07T09:00", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", 2),
    ("second-to-last Monday for six months", "1997-09-22T09:00", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", 1),
    ("third-to-the-last day of the month", "1997-09-28T09:00", "FREQ=MONTHLY;BYMONTHDAY=-3", 2),
    ("2nd and 15th for 10 occurrences", "1997-09-02T09:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", 1),
    ("first and last day for 10 occurrences", "1997-09-30T09:00", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", 1),
    ("every 18 months on the 10th through 15th", "1997-09-10T09:00", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", 3),
    ("every Tuesday, every other month", "1997-09-02T09:00", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", 1),
    ("yearly in June and July for 10", "1997-06-10T09:00", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", 6),
    ("every other year January to March", "1997-03-10T09:00", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", 9),
    ("every third year on days 1, 100 and 200", "1997-01-01T09:00", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", 12),
    ("every 20th Monday of the year", "1997-05-19T09:00", "FREQ=YEARLY;BYDAY=20MO", 5),
    ("Monday of week 20", "1997-05-12T09:00", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", 5),
    ("every Thursday in March", "1997-03-13T09:00", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", 4),
    ("every Thursday in June, July and August", "1997-06-05T09:00", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", 4),
    ("Friday the 13th", "1997-09-02T09:00", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", 5),
    ("first Saturday after the first Sunday", "1997-09-13T09:00", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", 2),
    ("U.S. presidential election day", "1996-11-05T09:00", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", 20),
    ("third instance of Tuesday, Wednesday, Thursday", "1997-09-04T09:00", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", 1),
    ("second-to-last weekday of the month", "1997-09-29T09:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", 2),
    ("every 20 minutes of a working day", "1997-09-02T09:00", "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", 1),
    ("week start Monday matters", "1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", 1),
    ("week start Sunday matters", "1997-08-05T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", 1),
    ("invalid dates are skipped", "2007-01-15T09:00", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", 1),
]

# Ours: name, DTSTART, rule, from, to (before), and where needed a dict with zone, exdates, rdates.
OURS = [
    # the neighbourhood's usual events
    ("every Saturday", "2026-11-21T16:00", "FREQ=WEEKLY;BYDAY=SA", "2026-11-01", "2027-01-01"),
    ("every Saturday, day not said", "2026-11-21T16:00", "FREQ=WEEKLY", "2026-11-01", "2027-01-01"),
    ("every Saturday for whole days", "2026-11-21", "FREQ=WEEKLY;BYDAY=SA", "2026-11-01", "2027-01-01"),
    ("third Saturday of the month", "2026-01-17T14:30", "FREQ=MONTHLY;BYDAY=3SA", "2026-06-01", "2027-06-01"),
    ("third Saturday by position", "2026-01-17T14:30", "FREQ=MONTHLY;BYDAY=SA;BYSETPOS=3", "2026-06-01", "2027-06-01"),
    ("every second week on Tuesday and Thursday", "2026-09-15T18:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "2026-11-01", "2027-02-01"),
    ("working days", "2026-11-02T08:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-16", "2026-12-16"),
    ("working days as daily", "2026-11-02T08:00", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-11-16", "2026-12-16"),
    ("15th of the month", "2026-01-15T10:00", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-06-01", "2027-06-01"),
    ("last day of the month", "2026-01-31T10:00", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-01", "2027-03-01"),
    ("last working day of the month", "2026-01-30T17:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-01", "2027-03-01"),
    ("first and third Wednesday", "2026-01-07T09:30", "FREQ=MONTHLY;BYDAY=1WE,3WE", "2026-03-01", "2026-12-01"),
    ("birthday", "1950-06-12", "FREQ=YEARLY", "2020-01-01", "2030-01-01"),
    ("four Advent Sundays", "2026-11-29T15:00", "FREQ=WEEKLY;COUNT=4", "2026-11-01", "2027-02-01"),
    ("no summer course", "2026-01-13T19:00", "FREQ=WEEKLY;BYDAY=TU;BYMONTH=1,2,3,4,5,6,9,10,11,12", "2026-05-15", "2026-10-15"),
    # DTSTART
    ("start that does not match is left out", "2026-11-20T16:00", "FREQ=WEEKLY;BYDAY=SA", "2026-11-01", "2026-12-20"),
    ("start that does not match is not counted", "2026-11-20T16:00", "FREQ=WEEKLY;BYDAY=SA;COUNT=3", "2026-11-01", "2027-01-20"),
    ("start later in the day than BYHOUR", "2026-11-20T16:00", "FREQ=DAILY;BYHOUR=9;COUNT=3", "2026-11-01", "2027-01-20"),
    ("start between two times of the day", "2026-11-20T12:00", "FREQ=DAILY;BYHOUR=9,15;COUNT=4", "2026-11-01", "2027-01-20"),
    ("start inside a monthly set", "2026-11-18T12:00", "FREQ=MONTHLY;BYMONTHDAY=1,10,20;COUNT=5", "2026-11-01", "2027-03-20"),
    ("position before the start is not counted", "2026-11-18T12:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1;COUNT=3", "2026-11-01", "2027-03-20"),
    ("nothing before the start", "2026-11-21T16:00", "FREQ=DAILY", "2026-11-01", "2026-11-24"),
    ("window before the start", "2026-11-21T16:00", "FREQ=DAILY", "2025-11-01", "2026-11-21"),
    ("window begins on an occurrence", "2026-11-21T00:00", "FREQ=DAILY", "2026-11-22", "2026-11-25"),
    ("window ends before an occurrence", "2026-11-21T00:00", "FREQ=DAILY", "2026-11-22", "2026-11-23"),
    ("seconds are kept", "2026-11-21T16:00:30", "FREQ=DAILY;COUNT=2", "2026-11-01", "2026-12-01"),
    # INTERVAL and skipping ahead
    ("interval 3 from far away", "1976-01-01T10:00", "FREQ=DAILY;INTERVAL=3", "2026-11-01", "2026-12-01"),
    ("interval 1000 days from far away", "1976-01-01T10:00", "FREQ=DAILY;INTERVAL=1000", "2020-01-01", "2040-01-01"),
    ("interval 3 weeks from far away", "1976-01-01T10:00", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU", "2026-11-01", "2027-02-01"),
    ("interval 3 weeks with Sunday weeks", "1976-01-01T10:00", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU", "2026-11-01", "2027-02-01"),
    ("interval 5 months from far away", "1976-01-31T10:00", "FREQ=MONTHLY;INTERVAL=5", "2020-01-01", "2030-01-01"),
    ("interval 7 years from far away", "1976-02-29T10:00", "FREQ=YEARLY;INTERVAL=7", "1976-01-01", "2100-01-01"),
    ("interval 1000 weeks", "1976-01-01T10:00", "FREQ=WEEKLY;INTERVAL=1000", "1990-01-01", "2060-01-01"),
    ("interval 100 months", "1976-01-01T10:00", "FREQ=MONTHLY;INTERVAL=100", "1990-01-01", "2060-01-01"),
    ("interval 12 months on the 29th", "2023-02-28T10:00", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29", "2023-01-01", "2040-01-01"),
    ("interval of days meets one month only", "2026-01-01T10:00", "FREQ=DAILY;INTERVAL=10;BYMONTH=3", "2026-01-01", "2028-01-01"),
    ("before 1970", "1950-03-01T08:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,SA", "1950-01-01", "1950-07-01"),
    ("across 1970", "1969-12-20T23:30", "FREQ=DAILY", "1969-12-28", "1970-01-05"),
    # COUNT
    ("count over before the window", "2026-01-01T10:00", "FREQ=DAILY;COUNT=10", "2026-01-11", "2027-01-01"),
    ("count ends inside the window", "2026-01-01T10:00", "FREQ=DAILY;COUNT=10", "2026-01-08", "2027-01-01"),
    ("count 1", "2026-01-01T10:00", "FREQ=WEEKLY;COUNT=1", "2025-01-01", "2027-01-01"),
    ("large count from far away", "1976-01-01T10:00", "FREQ=DAILY;COUNT=1000000", "2026-11-01", "2026-11-20"),
    ("large count that ends there, daily", "1976-01-01T10:00", "FREQ=DAILY;COUNT=18590", "2026-11-01", "2026-12-20"),
    ("large count that ends there, weekly", "1976-01-01T10:00", "FREQ=WEEKLY;BYDAY=TU,TH,SA;COUNT=7970", "2026-09-01", "2027-01-20"),
    ("large count every 2 weeks", "1976-01-01T10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH,SA;COUNT=3985", "2026-09-01", "2027-01-20"),
    ("large count in some months", "1976-01-01T10:00", "FREQ=DAILY;BYMONTH=11,12;COUNT=3080", "2026-10-01", "2027-01-20"),
    ("count of positions", "1996-01-01T10:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1;COUNT=742", "2026-10-01", "2027-06-20"),
    ("count ends in the middle of a day", "2026-01-01T10:00", "FREQ=DAILY;BYHOUR=10,12,14;COUNT=5", "2026-01-01", "2026-02-01"),
    ("count ends in the middle of a week", "2026-01-05T10:00", "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=5", "2026-01-01", "2026-02-01"),
    ("count over leap days", "2000-02-29T10:00", "FREQ=YEARLY;COUNT=5", "2000-01-01", "2040-01-01"),
    # UNTIL
    ("until is inclusive", "2026-11-21T16:00", "FREQ=WEEKLY;UNTIL=20261205T160000", "2026-11-01", "2027-01-01"),
    ("until a second too early", "2026-11-21T16:00", "FREQ=WEEKLY;UNTIL=20261205T155959", "2026-11-01", "2027-01-01"),
    ("until as a date is inclusive for dates", "2026-11-21", "FREQ=WEEKLY;UNTIL=20261205", "2026-11-01", "2027-01-01"),
    ("until as a date is midnight for times", "2026-11-21T16:00", "FREQ=WEEKLY;UNTIL=20261205", "2026-11-01", "2027-01-01"),
    ("until before the start", "2026-11-21T16:00", "FREQ=WEEKLY;UNTIL=20251205", "2025-11-01", "2027-01-01"),
    ("until in UTC, winter", "2026-11-21T16:00", "FREQ=WEEKLY;UNTIL=20261205T150000Z", "2026-11-01", "2027-01-01", {"zone": BERLIN}),
    ("until in UTC, winter, too early", "2026-11-21T16:00", "FREQ=WEEKLY;UNTIL=20261205T145959Z", "2026-11-01", "2027-01-01", {"zone": BERLIN}),
    ("until in UTC, summer", "2026-06-06T16:00", "FREQ=WEEKLY;UNTIL=20260620T140000Z", "2026-06-01", "2027-01-01", {"zone": BERLIN}),
    ("until in UTC, summer, too early", "2026-06-06T16:00", "FREQ=WEEKLY;UNTIL=20260620T135959Z", "2026-06-01", "2027-01-01", {"zone": BERLIN}),
    ("until in UTC, west of Greenwich", "2026-11-21T20:00", "FREQ=WEEKLY;UNTIL=20261206T010000Z", "2026-11-01", "2027-01-01", {"zone": ZONE}),
    ("until in UTC, New Zealand", "2026-11-21T08:00", "FREQ=DAILY;UNTIL=20261124T190000Z", "2026-11-01", "2027-01-01", {"zone": "Pacific/Auckland"}),
    ("until in UTC, half an hour off", "2026-11-21T08:00", "FREQ=DAILY;UNTIL=20261124T023000Z", "2026-11-01", "2027-01-01", {"zone": "Asia/Kolkata"}),
    ("until in UTC without a zone is wall time", "2026-11-21T16:00", "FREQ=WEEKLY;UNTIL=20261205T160000Z", "2026-11-01", "2027-01-01"),
    ("until in UTC in the doubled hour, first", "2026-10-24T02:30", "FREQ=DAILY;UNTIL=20261025T003000Z", "2026-10-01", "2026-11-01", {"zone": BERLIN}),
    ("until in UTC in the doubled hour, later", "2026-10-24T02:30", "FREQ=DAILY;UNTIL=20261025T011500Z", "2026-10-01", "2026-11-01", {"zone": BERLIN}),
    ("until in UTC before the doubled hour", "2026-10-24T02:30", "FREQ=DAILY;UNTIL=20261025T002959Z", "2026-10-01", "2026-11-01", {"zone": BERLIN}),
    ("until cuts a day of many times", "2026-11-21T09:00", "FREQ=DAILY;BYHOUR=9,12,15;UNTIL=20261122T120000", "2026-11-01", "2027-01-01"),
    # DST nights: the wall clock stays
    ("over the spring night", "2026-03-27T10:00", "FREQ=DAILY", "2026-03-27", "2026-04-01", {"zone": BERLIN}),
    ("in the skipped hour", "2026-03-27T02:30", "FREQ=DAILY", "2026-03-27", "2026-04-01", {"zone": BERLIN}),
    ("over the autumn night", "2026-10-23T10:00", "FREQ=DAILY", "2026-10-23", "2026-10-28", {"zone": BERLIN}),
    ("in the doubled hour", "2026-10-23T02:30", "FREQ=DAILY", "2026-10-23", "2026-10-28", {"zone": BERLIN}),
    ("Sundays through a year of DST", "2026-01-04T11:15", "FREQ=WEEKLY;BYDAY=SU", "2026-01-01", "2027-01-01", {"zone": BERLIN}),
    ("midnight over the spring night", "2026-03-28T00:00", "FREQ=DAILY;COUNT=3", "2026-03-01", "2026-04-01", {"zone": BERLIN}),
    # year ends, leap days
    ("New Year's Eve", "2020-12-31T23:59", "FREQ=YEARLY", "2020-01-01", "2030-01-01"),
    ("daily over the year's end", "2026-12-29T10:00", "FREQ=DAILY;COUNT=6", "2026-12-01", "2027-02-01"),
    ("weekly over the year's end", "2026-12-29T10:00", "FREQ=WEEKLY;BYDAY=TU,FR,SU;COUNT=6", "2026-12-01", "2027-02-01"),
    ("every other week over the year's end", "2026-12-29T10:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR,SU", "2026-12-01", "2027-02-15"),
    ("weeks over the year's end in January only", "2025-12-29T10:00", "FREQ=WEEKLY;BYMONTH=1;BYDAY=MO,TH,SU", "2025-12-01", "2027-02-15"),
    ("leap day", "2000-02-29T10:00", "FREQ=YEARLY", "2000-01-01", "2050-01-01"),
    ("leap day over 1900 and 2100", "1896-02-29T10:00", "FREQ=YEARLY", "1890-01-01", "1910-01-01"),
    ("no leap day in 2100", "2096-02-29T10:00", "FREQ=YEARLY", "2090-01-01", "2110-01-01"),
    ("leap day as a month's day", "2024-02-29T10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2024-01-01", "2040-01-01"),
    ("last of February", "2023-02-28T10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2023-01-01", "2033-01-01"),
    ("31st skips short months", "2026-01-31T10:00", "FREQ=MONTHLY", "2026-01-01", "2027-06-01"),
    ("30th skips February", "2026-01-30T10:00", "FREQ=MONTHLY", "2026-01-01", "2027-06-01"),
    ("29th meets leap years", "2023-01-29T10:00", "FREQ=MONTHLY;BYMONTH=2", "2023-01-01", "2037-06-01"),
    ("-31 is the first of long months", "2026-01-01T10:00", "FREQ=MONTHLY;BYMONTHDAY=-31", "2026-01-01", "2027-06-01"),
    ("-29 in February", "2023-01-01T10:00", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=-29", "2023-01-01", "2040-06-01"),
    ("-30 and 30", "2026-01-01T10:00", "FREQ=MONTHLY;BYMONTHDAY=-30,30", "2026-01-01", "2027-06-01"),
    ("never: 30 February", "2026-01-01T10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01", "2030-06-01", {"never": True}),
    ("never: 31 February daily", "2026-01-01T10:00", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "2026-01-01", "2030-06-01", {"never": True}),
    ("never: week 1 in July", "2026-01-01T10:00", "FREQ=YEARLY;BYMONTH=7;BYWEEKNO=1", "2026-01-01", "2030-06-01", {"never": True}),
    ("year day 366", "2020-12-31T10:00", "FREQ=YEARLY;BYYEARDAY=366", "2020-01-01", "2040-01-01"),
    ("year day -366", "2020-01-01T10:00", "FREQ=YEARLY;BYYEARDAY=-366", "2020-01-01", "2040-01-01"),
    ("year days from both ends", "2023-01-01T10:00", "FREQ=YEARLY;BYYEARDAY=1,60,-1,-306", "2023-01-01", "2027-01-01"),
    ("year days in one month", "2023-01-01T10:00", "FREQ=YEARLY;BYMONTH=3;BYYEARDAY=59,60,61,90,91", "2023-01-01", "2027-01-01"),
    ("year days that are Mondays", "2023-01-01T10:00", "FREQ=YEARLY;BYYEARDAY=1,2,3,4,5,6,7;BYDAY=MO", "2023-01-01", "2030-01-01"),
    ("year days that are the 1st", "2023-01-01T10:00", "FREQ=YEARLY;BYYEARDAY=1,32,60,61,100;BYMONTHDAY=1", "2023-01-01", "2030-01-01"),
    # week numbers
    ("week 53", "2020-12-28T10:00", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,TU,WE,TH", "2015-01-01", "2040-01-01"),
    ("all of week 53", "2015-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=53", "2015-01-01", "2034-01-01"),
    ("week 1", "2018-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=1", "2018-01-01", "2024-01-01"),
    ("week 1 Mondays", "2018-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2018-01-01", "2030-01-01"),
    ("week 52 and 53 weekends", "2018-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=52,53;BYDAY=SA,SU", "2018-01-01", "2030-01-01"),
    ("last week", "2018-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=-1", "2018-01-01", "2024-01-01"),
    ("week -53", "2018-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=-53", "2018-01-01", "2034-01-01"),
    ("week -52", "2018-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=-52;BYDAY=WE", "2018-01-01", "2034-01-01"),
    ("week 20 with Sunday weeks", "2018-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=20;WKST=SU", "2018-01-01", "2023-01-01"),
    ("week 1 with Thursday weeks", "2018-01-01T10:00", "FREQ=YEARLY;BYWEEKNO=1;WKST=TH;BYDAY=TH,FR", "2018-01-01", "2028-01-01"),
    ("weeks every third year", "2018-01-01T10:00", "FREQ=YEARLY;INTERVAL=3;BYWEEKNO=10,-10;BYDAY=FR", "2018-01-01", "2038-01-01"),
    ("week in a month", "2018-01-01T10:00", "FREQ=YEARLY;BYMONTH=5;BYWEEKNO=18,22;BYDAY=MO,SU", "2018-01-01", "2028-01-01"),
    ("2022 January 1 is week 52", "2021-12-01T10:00", "FREQ=YEARLY;BYWEEKNO=52", "2021-12-01", "2022-02-01"),
    ("2022 January 1 is not week 53", "2021-12-01T10:00", "FREQ=YEARLY;BYWEEKNO=53", "2021-12-01", "2022-02-01"),
    ("2021 January 1 is week 53", "2020-12-01T10:00", "FREQ=YEARLY;BYWEEKNO=53", "2020-12-01", "2021-02-01"),
    # ordinals
    ("fifth Sunday", "2026-01-01T10:00", "FREQ=MONTHLY;BYDAY=5SU", "2026-01-01", "2028-01-01"),
    ("fifth from the end", "2026-01-01T10:00", "FREQ=MONTHLY;BYDAY=-5TH", "2026-01-01", "2028-01-01"),
    ("plus sign", "2026-01-01T10:00", "FREQ=MONTHLY;BYDAY=+2TH", "2026-01-01", "2027-01-01"),
    ("first and last of different days", "2026-01-01T10:00", "FREQ=MONTHLY;BYDAY=1MO,-1FR,2WE", "2026-01-01", "2026-09-01"),
    ("ordinals every 3 months", "2026-01-01T10:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", "2026-01-01", "2030-01-01"),
    ("second Sunday in May", "2026-01-01T10:00", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "2026-01-01", "2036-01-01"),
    ("last Sunday in March and October", "2026-01-01T02:00", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "2026-01-01", "2036-01-01"),
    ("first Monday of the year", "2026-01-01T10:00", "FREQ=YEARLY;BYDAY=1MO", "2026-01-01", "2036-01-01"),
    ("last Friday of the year", "2026-01-01T10:00", "FREQ=YEARLY;BYDAY=-1FR", "2026-01-01", "2036-01-01"),
    ("53rd Thursday of the year", "2015-01-01T10:00", "FREQ=YEARLY;BYDAY=53TH", "2015-01-01", "2050-01-01"),
    ("-53rd Friday of the year", "2015-01-01T10:00", "FREQ=YEARLY;BYDAY=-53FR", "2015-01-01", "2050-01-01"),
    ("ordinals and month days", "2026-01-01T10:00", "FREQ=MONTHLY;BYDAY=2TU;BYMONTHDAY=8,9,10", "2026-01-01", "2030-01-01"),
    ("ordinals of the year and month days", "2020-01-01T10:00", "FREQ=YEARLY;BYDAY=10MO,20TU,30WE;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10", "2020-01-01", "2040-01-01"),
    ("plain day beside an ordinal", "2026-01-01T10:00", "FREQ=MONTHLY;BYDAY=MO,1TU", "2026-01-01", "2026-07-01"),
    ("plain day beside an ordinal of the year", "2026-01-01T10:00", "FREQ=YEARLY;BYDAY=WE,-1TU", "2026-11-01", "2027-02-01"),
    # BYSETPOS
    ("first working day", "2026-01-01T08:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "2026-01-01", "2027-03-01"),
    ("first and last weekend day", "2026-01-01T08:00", "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-1", "2026-01-01", "2026-10-01"),
    ("positions from both ends that meet", "2026-01-01T08:00", "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=4,-1,-2", "2026-01-01", "2026-12-01"),
    ("position beyond the set", "2026-01-01T08:00", "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=5", "2026-01-01", "2027-12-01"),
    ("position of the year", "2026-01-01T08:00", "FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=13;BYSETPOS=-1", "2026-01-01", "2040-01-01"),
    ("working day 100 of the year", "2026-01-01T08:00", "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=100,-100", "2026-01-01", "2032-01-01"),
    ("position 366", "2020-01-01T08:00", "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=366", "2020-01-01", "2040-01-01"),
    ("position -366", "2020-01-01T08:00", "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-366", "2020-01-01", "2040-01-01"),
    ("position among times", "2026-01-05T00:00", "FREQ=DAILY;BYHOUR=8,12,16;BYSETPOS=-1", "2026-01-01", "2026-01-12"),
    ("position among days and times", "2026-01-01T00:00", "FREQ=MONTHLY;BYDAY=MO,FR;BYHOUR=8,18;BYSETPOS=2,-3", "2026-01-01", "2026-12-01"),
    ("position of the week from its start", "2026-01-05T08:00", "FREQ=WEEKLY;BYDAY=TU,TH,SA;BYSETPOS=2", "2026-01-01", "2026-03-01"),
    ("position of the week, start in it", "2026-01-08T08:00", "FREQ=WEEKLY;BYDAY=TU,TH,SA;BYSETPOS=2", "2026-01-01", "2026-03-01"),
    ("position of a week with Sunday first", "2026-01-07T08:00", "FREQ=WEEKLY;BYDAY=SU,WE,SA;BYSETPOS=1;WKST=SU", "2026-01-01", "2026-03-01"),
    ("position with interval", "2026-01-05T08:00", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH,SA;BYSETPOS=-1", "2026-01-01", "2026-06-01"),
    ("last position of two months", "2026-01-05T08:00", "FREQ=YEARLY;BYMONTH=2,9;BYDAY=SA;BYSETPOS=-1", "2026-01-01", "2036-06-01"),
    ("position in a month of BYMONTH", "2026-01-05T08:00", "FREQ=MONTHLY;BYMONTH=2,9;BYDAY=SA;BYSETPOS=-1", "2026-01-01", "2036-06-01"),
    # expand and limit, part by part
    ("daily in months", "2026-02-25T10:00", "FREQ=DAILY;BYMONTH=2,4", "2026-01-01", "2026-04-10"),
    ("daily on month days", "2026-01-01T10:00", "FREQ=DAILY;BYMONTHDAY=1,-1", "2026-01-01", "2026-12-31"),
    ("daily on weekdays and month days", "2026-01-01T10:00", "FREQ=DAILY;BYDAY=FR;BYMONTHDAY=13", "2026-01-01", "2030-12-31"),
    ("weekly in months", "2026-01-01T10:00", "FREQ=WEEKLY;BYMONTH=4;BYDAY=MO,FR", "2026-01-01", "2028-12-31"),
    ("monthly in months", "2026-01-31T10:00", "FREQ=MONTHLY;BYMONTH=1,2,3", "2026-01-01", "2029-12-31"),
    ("monthly plain days", "2026-01-01T10:00", "FREQ=MONTHLY;BYDAY=SA,SU", "2026-01-01", "2026-05-01"),
    ("monthly days limit month days", "2026-01-01T10:00", "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7;BYDAY=SA", "2026-01-01", "2027-05-01"),
    ("yearly month", "2026-01-31T10:00", "FREQ=YEARLY;BYMONTH=1,6,7", "2026-01-01", "2030-01-01"),
    ("yearly month days in every month", "2026-01-13T10:00", "FREQ=YEARLY;BYMONTHDAY=13", "2026-01-01", "2028-01-01"),
    ("yearly days in every week", "2026-01-13T10:00", "FREQ=YEARLY;BYDAY=TU", "2026-01-01", "2027-01-01"),
    ("yearly days every other year", "2026-01-13T10:00", "FREQ=YEARLY;INTERVAL=2;BYDAY=TU;BYMONTH=12", "2026-01-01", "2031-01-01"),
    ("yearly month days and days", "2026-01-13T10:00", "FREQ=YEARLY;BYMONTHDAY=1;BYDAY=MO", "2026-01-01", "2034-01-01"),
    ("yearly month, month days and days", "2026-01-13T10:00", "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1,2,3;BYDAY=MO", "2026-01-01", "2044-01-01"),
    ("yearly hours only", "2026-01-13T10:00", "FREQ=YEARLY;BYHOUR=8,20", "2026-01-01", "2030-01-01"),
    ("weekly hours only", "2026-01-13T10:00", "FREQ=WEEKLY;BYHOUR=8,20", "2026-01-01", "2026-03-01"),
    ("monthly hours and minutes", "2026-01-13T10:00", "FREQ=MONTHLY;BYHOUR=8,20;BYMINUTE=15,45", "2026-01-01", "2026-07-01"),
    ("daily seconds", "2026-01-13T10:00", "FREQ=DAILY;BYSECOND=0,59;BYMINUTE=59", "2026-01-01", "2026-01-20"),
    ("hours out of order and doubled", "2026-01-13T00:00", "FREQ=DAILY;BYHOUR=20,8,20,12", "2026-01-01", "2026-01-18"),
    ("window inside a day of many times", "2026-01-13T00:00", "FREQ=DAILY;BYHOUR=0,6,12,18;BYMINUTE=0,30", "2026-02-01T06:30", "2026-02-02T12:30"),
    ("days doubled", "2026-01-13T10:00", "FREQ=WEEKLY;BYDAY=TU,TU,TH", "2026-01-01", "2026-03-01"),
    ("months doubled", "2026-01-13T10:00", "FREQ=YEARLY;BYMONTH=3,1,3", "2026-01-01", "2029-03-01"),
    # writing
    ("lower case", "2026-01-13T10:00", "freq=weekly;byday=tu,th;count=5", "2026-01-01", "2026-03-01"),
    ("FREQ last", "2026-01-13T10:00", "COUNT=5;BYDAY=TU,TH;FREQ=WEEKLY", "2026-01-01", "2026-03-01"),
    ("leading zeros", "2026-01-13T10:00", "FREQ=YEARLY;BYMONTH=01,09;BYMONTHDAY=05;BYHOUR=08;BYMINUTE=07", "2026-01-01", "2029-03-01"),
    # week starts
    *[(f"every other week, weeks from {wkst}", "2026-01-15T10:00", f"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA,SU;WKST={wkst}", "2026-01-01", "2026-03-15")
      for wkst in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")],
    *[(f"weeks 1 and 52 of years with weeks from {wkst}", "2019-12-15T10:00", f"FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=MO,TH,SU;WKST={wkst}", "2019-12-01", "2025-02-15")
      for wkst in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")],
    # EXDATE and RDATE
    ("excluded dates", "2026-11-21T16:00", "FREQ=WEEKLY;BYDAY=SA", "2026-11-01", "2027-02-01", {"exdates": ["2026-12-26T16:00", "2027-01-02T16:00"]}),
    ("excluded first", "2026-11-21T16:00", "FREQ=WEEKLY;COUNT=3", "2026-11-01", "2027-02-01", {"exdates": ["2026-11-21T16:00"]}),
    ("excluded at another time stays", "2026-11-21T16:00", "FREQ=WEEKLY;COUNT=3", "2026-11-01", "2027-02-01", {"exdates": ["2026-11-28T15:00"]}),
    ("excluded whole days", "2026-11-21", "FREQ=WEEKLY;COUNT=5", "2026-11-01", "2027-02-01", {"exdates": ["2026-12-12", "2026-11-28"]}),
    ("added dates", "2026-11-21T16:00", "FREQ=WEEKLY;COUNT=3", "2026-11-01", "2027-02-01", {"rdates": ["2026-12-24T10:00", "2026-11-22T16:00"]}),
    ("added date that is there already", "2026-11-21T16:00", "FREQ=WEEKLY;COUNT=3", "2026-11-01", "2027-02-01", {"rdates": ["2026-11-28T16:00", "2026-11-28T16:00"]}),
    ("added before the start", "2026-11-21T16:00", "FREQ=WEEKLY;COUNT=3", "2026-11-01", "2027-02-01", {"rdates": ["2026-11-07T16:00"]}),
    ("added outside the window", "2026-11-21T16:00", "FREQ=WEEKLY;COUNT=3", "2026-11-01", "2027-02-01", {"rdates": ["2027-02-01T00:00", "2026-10-31T23:59"]}),
    ("added and excluded", "2026-11-21T16:00", "FREQ=WEEKLY;COUNT=3", "2026-11-01", "2027-02-01",
     {"rdates": ["2026-12-24T10:00", "2026-12-23T10:00"], "exdates": ["2026-12-24T10:00", "2026-12-05T16:00"]}),
    ("everything excluded", "2026-11-21T16:00", "FREQ=WEEKLY;COUNT=2", "2026-11-01", "2027-02-01", {"exdates": ["2026-11-28T16:00", "2026-11-21T16:00"]}),
]


def rows():
    for name, start, rule, years in RFC:
        begin = parse(start).replace(month=1, day=1, hour=0, minute=0)
        yield "RFC 5545: " + name, start, rule, begin, begin.replace(year=begin.year + years), {"zone": ZONE}
    for name, start, rule, begin, end, *more in OURS:
        yield name, start, rule, parse(begin), parse(end), more[0] if more else {}


def main():
    print("# Written by tests/unit/oracle/recurrence.py with what python3-dateutil", dateutil.__version__, "expects; do not edit.")
    print("# name | DTSTART | rule | zone | from | to (before) | EXDATE | RDATE | occurrences")
    print("# '-': none. '*' before a name: dateutil departs from the RFC there and was put right, see tests/unit/oracle/recurrence_oracle.py.")
    for name, start, rule, begin, end, more in rows():
        is_date = len(start) == 10
        exdates, rdates = more.get("exdates", []), more.get("rdates", [])
        exact = (parse(start), rule, begin, end, more.get("zone"), [*map(parse, exdates)], [*map(parse, rdates)], 60)
        walls = [] if more.get("never") else expand(*exact)
        mark = "" if more.get("never") or walls == expand(*exact, put_right=False) else "*"
        if len(walls) > MOST:
            end = walls[MOST]
            walls = walls[:MOST]
        columns = [mark + name, start, rule, more.get("zone", ""), text(begin), text(end), ",".join(exdates), ",".join(rdates)]
        columns.append(",".join(text(when, is_date) for when in walls))
        print(" | ".join(column or "-" for column in columns))


if __name__ == "__main__":
    main()
