"""The English words of time."""

# Tables of forms read best one word a line.
# ruff: noqa: E501
from __future__ import annotations

from trainer.checker.reading.times.words.tables import Table, TimeWords, put


def time_words() -> TimeWords:
    """Every English word and phrase of time."""
    t: Table = {}
    months = "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep october,oct november,nov december,dec"
    for number, names in enumerate(months.split(), 1):
        put(t, "M", number, names)
    days = "monday,mon tuesday,tue,tues wednesday,wed thursday,thu,thurs friday,fri saturday,sat sunday"
    for number, names in enumerate(days.split(), 1):
        put(t, "W", number, names)
        first = names.split(",")[0]
        t[first + "s"] = ("w", number)
    for value, names in {
        "D": "day,days,night,nights",
        "W": "week,weeks,wk,wks",
        "M": "month,months,mo,mos",
        "Y": "year,years,yr,yrs",
        "H": "hour,hours,hr,hrs,h",
        "MIN": "minute,minutes,min,mins",
        "BD": "working day,working days,business day,business days",
        "E": "evening,morning,afternoon,weekday,school day,bedtime,mealtime,meal,evenings,mornings",
    }.items():
        put(t, "U", value, names)
    for number, names in {
        1: "one",
        2: "two,couple of",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve",
        14: "fourteen,fortnight of",
        15: "fifteen",
        18: "eighteen",
        20: "twenty",
        24: "twenty-four",
        30: "thirty",
        40: "forty",
        45: "forty-five",
        48: "forty-eight",
        60: "sixty",
        90: "ninety",
    }.items():
        put(t, "N", number, names)
    put(t, "Q", "Q", "quarter,quarters,term,semester")
    put(t, "L", "6M", "half a year,half year,six-month")
    put(t, "L", "2W", "a fortnight,fortnight")
    for number, names in {1: "first,1st", 2: "second,2nd", 3: "third,3rd", 4: "fourth,4th,last quarter"}.items():
        put(t, "O", number, names)
    put(
        t,
        "B",
        "by",
        "by,before,until,till,no later than,not later than,at the latest,due,due by,up to,prior to,deadline,due date,on or before,target date,due on,as of",
    )
    put(
        t,
        "I",
        "in",
        "within,in,within the next,within the first,inside,after,during the next,in the next,over the next,over the coming,in the coming,for the next,during the coming,in less than,in under,not more than,no more than,no longer than",
    )
    put(
        t, "l", "for", "for,over,during,lasting,lasts,throughout,for a period of,consecutive,in a row,over a period of"
    )
    put(
        t,
        "g",
        "at least",
        "at least,or more,minimum,min.,a minimum of,more than,longer than,not less than,no less than,or longer",
    )
    put(t, "F", "every", "every,each,all,every other")
    # "Skills of daily living" tell no rhythm.
    daily = "living life lives routine routines task tasks activities activity functioning chores needs skills care"
    put(t, "~", "", ",".join(f"daily {word}" for word in daily.split()) + ",day to day,day-to-day")
    put(t, "X", "times", "times,time,x,sessions,visits")
    put(t, "x", 1, "once,one time,1 time")
    put(t, "x", 2, "twice")
    put(t, "x", 3, "thrice")
    put(t, "P", "per", "a,an,per,/")
    for value, names in {
        "1/D": "daily,nightly,everyday",
        "1/W": "weekly,each-week",
        "1/M": "monthly",
        "1/Y": "yearly,annually,annual",
        "1/3M": "quarterly",
        "1/2W": "fortnightly,biweekly,bi-weekly,every other week",
        "1/2D": "every other day",
        "2/W": "twice-weekly",
    }.items():
        put(t, "f", value, names)
    parts = "morning,afternoon,evening".split(",")
    put(t, "f", "1/D", ",".join(f"in the {part}s" for part in parts))
    # A time of the day is not a day.
    put(t, "~", "", ",".join(f"in the {part}" for part in parts))
    put(t, "E", "end", "end of,the end of,close of,end of the,end")
    put(t, "E", "mid", "middle of,mid,the middle of,mid-,first half of,first half of the")
    put(t, "E", "end", "second half of,second half of the")
    put(t, "E", "start", "beginning of,start of,early,beginning of the,start of the")
    put(t, "e", "sy", "school year,academic year,the school year")
    put(t, "e", "heating", "heating season")
    put(
        t,
        "e",
        "newyear",
        "new year,christmas,easter,ramadan,nauryz,holidays,summer holidays,winter holidays,school holidays,autumn term,spring term,summer term,start of school,first day of school,school starts,school start",
    )
    for name in ("winter", "spring", "summer", "autumn"):
        put(t, "e", name, name)
    put(t, "e", "weekend", "weekend")
    put(t, "r", "+0D", "today,tonight,same day,this evening,the same day,immediately")
    put(t, "r", "+1D", "tomorrow,next day,the next day,following day")
    put(t, "r", "+2D", "the day after tomorrow,day after tomorrow")
    put(t, "G", "ago", "ago,earlier,last,past,the past,the last,the previous,previous,since,already")
    # How long a course lasts is no term of the plan.
    put(
        t, "G", "ago", "course lasts,training lasts,programme lasts,program lasts,course takes,training takes,studies take,"
        "studies last,length of the course,length of training,length of study,course length"
    )
    put(t, "A", "age", "old,of age,aged,year-old,years-old,year old")
    put(
        t,
        "H",
        "no",
        "no,no.,number,article,grade,class,flat,apartment,house,room,section,form,school no,school,street,avenue,page,step,level,group,order,stage,unit",
    )
    put(t, "R", "from", "from,starting,beginning,starting on,starting from")
    put(t, "T", "to", "to,through")
    put(t, "o", "of", "of,out of,in every")
    put(t, "n", "next", "next,this,coming,the coming,the next,following")
    put(t, "&", "and", "and")
    for skip in ("the", "on", "at"):
        t[skip] = (" ", "")
    return TimeWords(t)
