"""The words with which four languages speak of time: months, weekdays, units, numerals and small cue words.

Each table gives a tag to a word or a run of words; `times.py` reads the tags. A tag is one letter, the same in every
language: N number, M month, W weekday, w "on Mondays", U unit, Q quarter, B by, b by (after its noun), I within, i within (after
its noun), F every, f "daily", X times, x once, P per, p "a week" in one word, E end or middle of, e yearly event,
R from, r tomorrow, G ago, L a length in one word, l for, o of, O ordinal, n next, m term, A age, H numbering, k "days",
g at least, s since, a "-day" of a length. Small words with several duties have their own letters, which
the grammar accepts in each of them: z за, + на, ^ по.
"""

# Tables of forms read best one word a line.
# ruff: noqa: E501
from __future__ import annotations

from dataclasses import dataclass, field

from trainer.checker.values import Language

Value = int | str
Table = dict[str, tuple[str, Value]]


@dataclass(frozen=True)
class TimeWords:
    """Words and phrases with their tags; `stems` are nouns that take the language's endings (Kazakh)."""

    words: Table = field(default_factory=dict)
    stems: Table = field(default_factory=dict)


def _put(table: Table, tag: str, value: Value, words: str) -> None:
    """Give a tag to comma-separated words and phrases."""
    for word in words.split(","):
        if word.strip():
            table[word.strip()] = (tag, value)


def _inflect(table: Table, tag: str, value: Value, stem: str, endings: str) -> None:
    for ending in endings.split("|"):
        table[stem + ending] = (tag, value)


def _english() -> TimeWords:
    t: Table = {}
    months = "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep october,oct november,nov december,dec"
    for number, names in enumerate(months.split(), 1):
        _put(t, "M", number, names)
    days = "monday,mon tuesday,tue,tues wednesday,wed thursday,thu,thurs friday,fri saturday,sat sunday"
    for number, names in enumerate(days.split(), 1):
        _put(t, "W", number, names)
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
        _put(t, "U", value, names)
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
        _put(t, "N", number, names)
    _put(t, "Q", "Q", "quarter,quarters,term,semester")
    _put(t, "L", "6M", "half a year,half year,six-month")
    _put(t, "L", "2W", "a fortnight,fortnight")
    for number, names in {1: "first,1st", 2: "second,2nd", 3: "third,3rd", 4: "fourth,4th,last quarter"}.items():
        _put(t, "O", number, names)
    _put(
        t,
        "B",
        "by",
        "by,before,until,till,no later than,not later than,at the latest,due,due by,up to,prior to,deadline,due date,on or before,target date,due on,as of",
    )
    _put(
        t,
        "I",
        "in",
        "within,in,within the next,within the first,inside,after,during the next,in the next,over the next,over the coming,in the coming,for the next,during the coming,in less than,in under,not more than,no more than,no longer than",
    )
    _put(
        t, "l", "for", "for,over,during,lasting,lasts,throughout,for a period of,consecutive,in a row,over a period of"
    )
    _put(
        t,
        "g",
        "at least",
        "at least,or more,minimum,min.,a minimum of,more than,longer than,not less than,no less than,or longer",
    )
    _put(t, "F", "every", "every,each,all,every other")
    # "Skills of daily living" tell no rhythm.
    daily = "living life lives routine routines task tasks activities activity functioning chores needs skills care"
    _put(t, "~", "", ",".join(f"daily {word}" for word in daily.split()) + ",day to day,day-to-day")
    _put(t, "X", "times", "times,time,x,sessions,visits")
    _put(t, "x", 1, "once,one time,1 time")
    _put(t, "x", 2, "twice")
    _put(t, "x", 3, "thrice")
    _put(t, "P", "per", "a,an,per,/")
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
        _put(t, "f", value, names)
    parts = "morning,afternoon,evening".split(",")
    _put(t, "f", "1/D", ",".join(f"in the {part}s" for part in parts))
    # A time of the day is not a day.
    _put(t, "~", "", ",".join(f"in the {part}" for part in parts))
    _put(t, "E", "end", "end of,the end of,close of,end of the,end")
    _put(t, "E", "mid", "middle of,mid,the middle of,mid-,first half of,first half of the")
    _put(t, "E", "end", "second half of,second half of the")
    _put(t, "E", "start", "beginning of,start of,early,beginning of the,start of the")
    _put(t, "e", "sy", "school year,academic year,the school year")
    _put(t, "e", "heating", "heating season")
    _put(
        t,
        "e",
        "newyear",
        "new year,christmas,easter,ramadan,nauryz,holidays,summer holidays,winter holidays,school holidays,autumn term,spring term,summer term,start of school,first day of school,school starts,school start",
    )
    for name in ("winter", "spring", "summer", "autumn"):
        _put(t, "e", name, name)
    _put(t, "e", "weekend", "weekend")
    _put(t, "r", "+0D", "today,tonight,same day,this evening,the same day,immediately")
    _put(t, "r", "+1D", "tomorrow,next day,the next day,following day")
    _put(t, "r", "+2D", "the day after tomorrow,day after tomorrow")
    _put(t, "G", "ago", "ago,earlier,last,past,the past,the last,the previous,previous,since,already")
    # How long a course lasts is no term of the plan.
    _put(
        t, "G", "ago", "course lasts,training lasts,programme lasts,program lasts,course takes,training takes,studies take,"
        "studies last,length of the course,length of training,length of study,course length"
    )
    _put(t, "A", "age", "old,of age,aged,year-old,years-old,year old")
    _put(
        t,
        "H",
        "no",
        "no,no.,number,article,grade,class,flat,apartment,house,room,section,form,school no,school,street,avenue,page,step,level,group,order,stage,unit",
    )
    _put(t, "R", "from", "from,starting,beginning,starting on,starting from")
    _put(t, "T", "to", "to,through")
    _put(t, "o", "of", "of,out of,in every")
    _put(t, "n", "next", "next,this,coming,the coming,the next,following")
    _put(t, "&", "and", "and")
    for skip in ("the", "on", "at"):
        t[skip] = (" ", "")
    return TimeWords(t)


_RU_PREFIX = {
    "одно": 1,
    "двух": 2,
    "трех": 3,
    "четырех": 4,
    "пяти": 5,
    "шести": 6,
    "семи": 7,
    "восьми": 8,
    "девяти": 9,
    "десяти": 10,
    "двенадцати": 12,
    "полуторамесячн": 0,
}
_RU_ADJ = "ый|ая|ое|ые|ого|ой|ому|ым|ом|ую|ых|ыми"


def _russian() -> TimeWords:
    t: Table = {}
    soft, hard = "ь|я|ю|ем|е", "|а|у|ом|е"
    for number, (stem, endings, short) in enumerate(
        [
            ("январ", soft, "янв"),
            ("феврал", soft, "фев,февр"),
            ("март", hard, "мар"),
            ("апрел", soft, "апр"),
            ("ма", "й|я|ю|ем|е", ""),
            ("июн", soft, ""),
            ("июл", soft, ""),
            ("август", hard, "авг"),
            ("сентябр", soft, "сен,сент"),
            ("октябр", soft, "окт"),
            ("ноябр", soft, "ноя,нояб"),
            ("декабр", soft, "дек"),
        ],
        1,
    ):
        _inflect(t, "M", number, stem, endings)
        _put(t, "M", number, short)
    for number, (one, many) in enumerate(
        [
            ("понедельник,понедельника,понедельнику", "понедельникам"),
            ("вторник,вторника,вторнику", "вторникам"),
            ("среда,среды,среду,среде,средой", "средам"),
            ("четверг,четверга,четвергу", "четвергам"),
            ("пятница,пятницы,пятницу,пятнице,пятницей", "пятницам"),
            ("суббота,субботы,субботу,субботе,субботой", "субботам"),
            ("воскресенье,воскресенья,воскресенью", "воскресеньям"),
        ],
        1,
    ):
        _put(t, "W", number, one)
        _put(t, "w", number, many)
    for value, names in {
        "D": "день,дня,дней,дню,дни,днем,дн,суток,сутки,сут,ночь,ночи,ночей",
        "W": "неделя,недели,недель,неделю,неделе,неделей,нед",
        "M": "месяц,месяца,месяцев,месяцу,месяце,мес",
        "Y": "год,года,лет,году,годом,г",
        "H": "час,часа,часов,ч",
        "MIN": "минута,минуты,минут,минуту,мин",
        "BD": "рабочий день,рабочих дня,рабочих дней,рабочего дня",
        "E": "вечер,утро,вечера,утром,вечерам",
    }.items():
        _put(t, "U", value, names)
    for number, names in {
        1: "один,одна,одну,одного,одной,одно",
        2: "два,две,двух,двум,двумя,пара,пару",
        3: "три,трех,трем,тремя",
        4: "четыре,четырех,четырем",
        5: "пять,пяти",
        6: "шесть,шести",
        7: "семь,семи",
        8: "восемь,восьми",
        9: "девять,девяти",
        10: "десять,десяти",
        12: "двенадцать,двенадцати",
        14: "четырнадцать",
        15: "пятнадцать",
        20: "двадцать",
        24: "двадцать четыре",
        30: "тридцать,тридцати",
        45: "сорок пять",
        60: "шестьдесят",
    }.items():
        _put(t, "N", number, names)
    for number, names in {
        1: "первый,первая,первого,первой,первые,первых",
        2: "второй,вторая,второго,вторую",
        3: "третий,третья,третьего,третьей",
        4: "четвертый,четвертая,четвертого,четвертой",
    }.items():
        _put(t, "O", number, names)
    _put(
        t,
        "Q",
        "Q",
        "квартал,квартала,квартале,кварталу,четверть,четверти,полугодие,полугодия,семестр,семестра,триместр",
    )
    _put(t, "L", "6M", "полгода,полугода")
    _put(t, "L", "1.5Y", "полтора года")
    for prefix, number in {**_RU_PREFIX, "": 0}.items():
        for stem, unit in (
            ("дневн", "D"),
            ("недельн", "W"),
            ("месячн", "M"),
            ("годичн", "Y"),
            ("часов", "H"),
            ("минутн", "MIN"),
            ("суточн", "D"),
        ):
            if prefix != "полуторамесячн":
                _inflect(t, "L" if prefix else "a", f"{number}{unit}" if prefix else unit, prefix + stem, _RU_ADJ)
    _put(
        t,
        "B",
        "by",
        "до,к,ко,не позднее,не позже,не позднее чем,срок,срок до,крайний срок,срок исполнения,не более,не дольше,сроком до,с даты,дата",
    )
    _put(
        t,
        "I",
        "in",
        "в течение,в течении,через,спустя,за,в ближайшие,в ближайший,за ближайшие,в последующие,в первые,в срок до",
    )
    _put(
        t, "G", "ago", "обучение длится,курс длится,курсы длятся,учеба длится,продолжительность обучения,"
        "продолжительность курса,длительность обучения"
    )
    _put(t, "l", "for", "на протяжении,подряд,на,сроком на,в продолжение,по,длится,еще,всего")
    _put(t, "g", "at least", "не менее,минимум,как минимум,более,свыше,и более,и дольше,не меньше")
    _put(t, "F", "every", "каждый,каждую,каждое,каждые,каждого,каждой,каждая,через каждые")
    _put(t, "X", "times", "раз,раза")
    _put(t, "x", 1, "однажды")
    _put(t, "x", 2, "дважды")
    _put(t, "x", 3, "трижды")
    _put(t, "P", "per", "в,во,на,за,/")
    for value, names in {
        "D": "ежедневно,ежесуточно",
        "W": "еженедельно",
        "M": "ежемесячно",
        "3M": "ежеквартально,поквартально",
        "Y": "ежегодно",
    }.items():
        _put(t, "f", f"1/{value}", names)
    for stem, value in (
        ("ежедневн", "D"),
        ("еженедельн", "W"),
        ("ежемесячн", "M"),
        ("ежеквартальн", "3M"),
        ("ежегодн", "Y"),
    ):
        _inflect(t, "f", f"1/{value}", stem, _RU_ADJ)
    _put(t, "f", "1/D", "по утрам,по вечерам,на ночь,перед сном,по ночам")
    _put(t, "f", "1/W", "по выходным,по будням,по рабочим дням,понедельно")
    _put(t, "f", "1/2D", "через день")
    _put(t, "f", "1/2W", "через неделю по очереди")
    _put(t, "E", "end", "конец,конца,концу,конце,исход,исходе")
    _put(
        t,
        "E",
        "mid",
        "середина,середины,середине,середину,первая половина,первой половины,первой половине,первую половину",
    )
    _put(t, "E", "end", "вторая половина,второй половины,второй половине,вторую половину")
    _put(t, "I", "", "в теч .,в теч")
    _put(t, "E", "start", "начало,начала,началу,начале")
    _put(t, "e", "sy", "учебный год,учебного года,учебному году")
    _put(
        t,
        "e",
        "heating",
        "отопительный сезон,отопительного сезона,отопительному сезону,отопительному периоду,отопительного периода",
    )
    _put(
        t,
        "e",
        "newyear",
        "нового года,новый год,новому году,наурыз,наурыза,каникулы,каникул,каникулам,каникулах,летних каникул,зимних каникул,рамадан,рамадана,рождества,пасхи",
    )
    for value, names in {
        "winter": "зима,зимы,зиме,зимой,холодов",
        "spring": "весна,весны,весне,весной",
        "summer": "лето,лета,лету,летом",
        "autumn": "осень,осени,осенью",
    }.items():
        _put(t, "e", value, names)
    _put(t, "e", "weekend", "выходных,выходным,выходные")
    _put(t, "r", "+0D", "сегодня,сегодня же,в тот же день,немедленно,незамедлительно")
    _put(t, "r", "+1D", "завтра,на следующий день,назавтра")
    _put(t, "r", "+2D", "послезавтра")
    _put(
        t,
        "G",
        "ago",
        "назад,за последние,за последний,последние,последний,за прошедший,прошлый,уже,в прошлом,стаж,срок обучения,обучение",
    )
    _put(t, "s", "since", "с,со,начиная с")
    _put(t, "A", "age", "летний,летняя,летнего,летней,летнему,летие,лет от роду,возраст,возраста,возрасте")
    _put(
        t,
        "H",
        "no",
        "№,ст,статья,статьи,класс,классе,класса,кл,улица,улице,улицы,ул,дом,доме,кв,квартира,квартире,пункт,пункта,приказ,школа,школы,школе,п,стр,проспект,группы,группа,этаж",
    )
    _put(t, "T", "to", "по")
    _put(t, "o", "of", "из")
    _put(
        t,
        "n",
        "next",
        "следующий,следующего,следующему,следующую,следующей,следующем,ближайший,ближайшего,ближайшую,ближайшее,этого,этой,эту,этот,этом,текущего,будущего,предстоящей,предстоящего,календарного,ближайшие",
    )
    _put(t, "m", "term", "срок,сроком")
    _put(t, "&", "and", "и")
    _put(t, "z", "in", "за")
    _put(t, "+", "for", "на")
    _put(t, "^", "by", "по")
    return TimeWords(t)


def _ukrainian() -> TimeWords:
    t: Table = {}
    for number, (stem, short) in enumerate(
        [
            ("січ", "січ"),
            ("", "лют"),
            ("берез", "берез,бер"),
            ("квіт", "квіт"),
            ("трав", "трав"),
            ("черв", "черв"),
            ("лип", "лип"),
            ("серп", "серп"),
            ("верес", "верес,вер"),
            ("жовт", "жовт"),
            ("", "листоп"),
            ("груд", "груд"),
        ],
        1,
    ):
        if stem:
            _inflect(t, "M", number, stem, "ень|ня|ню|нем|ні")
        _put(t, "M", number, short)
    _put(t, "M", 2, "лютий,лютого,лютому,лютим")
    _put(t, "M", 11, "листопад,листопада,листопаду,листопадом,листопаді")
    for number, (one, many, every) in enumerate(
        [
            ("понеділок,понеділка,понеділку,понеділком", "понеділках,понеділкам,понеділки", "щопонеділка"),
            ("вівторок,вівторка,вівторку", "вівторках,вівторкам", "щовівторка"),
            ("середа,середи,середу,середі", "середах,середам", "щосереди"),
            ("четвер,четверга,четвергу", "четвергах,четвергам", "щочетверга"),
            ("п'ятниця,п'ятниці,п'ятницю,п'ятницею", "п'ятницях,п'ятницям", "щоп'ятниці"),
            ("субота,суботи,суботу,суботі", "суботах,суботам", "щосуботи"),
            ("неділя,неділю", "неділях,неділям", "щонеділі"),
        ],
        1,
    ):
        _put(t, "W", number, one)
        _put(t, "w", number, many)
        _put(t, "f", f"R:wd:{number}", every)
    for value, names in {
        "D": "день,дня,днів,дню,дні,днем,дн,доба,доби,добу,діб,ніч,ночі",
        "W": "тиждень,тижня,тижнів,тижні,тижню,тижнем,тиж",
        "M": "місяць,місяця,місяців,місяці,місяцю,місяцем,міс",
        "Y": "рік,року,років,роки,році,р",
        "H": "година,години,годин,годину,год",
        "MIN": "хвилина,хвилини,хвилин,хвилину,хв",
        "BD": "робочий день,робочих дні,робочі дні,робочих днів,робочого дня",
        "E": "вечір,ранок,вечора,ранку",
    }.items():
        _put(t, "U", value, names)
    for number, names in {
        1: "один,одна,одну,одного,одне,однієї",
        2: "два,дві,двох,двома,пара,пару",
        3: "три,трьох,трьома",
        4: "чотири,чотирьох",
        5: "п'ять,п'яти,п'ятьох",
        6: "шість,шести,шістьох",
        7: "сім,семи",
        8: "вісім,восьми",
        9: "дев'ять,дев'яти",
        10: "десять,десяти",
        12: "дванадцять,дванадцяти",
        14: "чотирнадцять",
        15: "п'ятнадцять",
        20: "двадцять",
        30: "тридцять,тридцяти",
        45: "сорок п'ять",
        60: "шістдесят",
    }.items():
        _put(t, "N", number, names)
    for number, names in {
        1: "перший,перша,першого,першої,перші,перших",
        2: "другий,друга,другого,другої",
        3: "третій,третя,третього,третьої",
        4: "четвертий,четверта,четвертого,четвертої",
    }.items():
        _put(t, "O", number, names)
    _put(t, "Q", "Q", "квартал,кварталу,кварталі,чверть,чверті,півріччя,семестр,семестру")
    _put(t, "L", "6M", "пів року,півроку")
    adj = "ий|а|е|і|ого|ої|ому|им|ій|у|их|ими"
    for prefix, number in {
        "одно": 1,
        "дво": 2,
        "двох": 2,
        "три": 3,
        "трьох": 3,
        "чотири": 4,
        "чотирьох": 4,
        "п'яти": 5,
        "шести": 6,
        "десяти": 10,
        "дванадцяти": 12,
        "": 0,
    }.items():
        for stem, unit in (("денн", "D"), ("тижнев", "W"), ("місячн", "M"), ("годинн", "H"), ("хвилинн", "MIN")):
            _inflect(t, "L" if prefix else "a", f"{number}{unit}" if prefix else unit, prefix + stem, adj)
    _put(
        t,
        "B",
        "by",
        "до,не пізніше,не пізніше ніж,щонайпізніше,термін,строк,термін виконання,строк виконання,кінцевий термін,не більше,не більш як,не довше,дата,к",
    )
    _put(t, "I", "in", "протягом,упродовж,впродовж,через,за,у найближчі,найближчі,в перші,на протязі,протягом перших")
    _put(
        t,
        "l",
        "for",
        "протягом усього,протягом всього,упродовж усього,впродовж усього,поспіль,на,строком на,триває,по,підряд,весь,усього",
    )
    _put(t, "g", "at least", "щонайменше,не менше,не менш,мінімум,понад,і більше,принаймні,не менше ніж,не менш як")
    _put(t, "F", "every", "кожен,кожну,кожне,кожні,кожного,кожної,кожна,кожний")
    _put(t, "X", "times", "раз,рази,разів")
    _put(t, "x", 2, "двічі")
    _put(t, "x", 3, "тричі")
    _put(t, "P", "per", "на,в,у,за,/")
    for value, names in {
        "1/D": "щодня,щоденно,щовечора,щоранку,щоночі,щодоби,вечорами,ранками",
        "1/W": "щотижня,щотижнево,у вихідні,по вихідних,у будні",
        "1/M": "щомісяця,щомісячно",
        "1/3M": "щоквартально,щокварталу",
        "1/Y": "щороку,щорічно",
        "1/2D": "через день",
    }.items():
        _put(t, "f", value, names)
    for stem, value in (("щоденн", "D"), ("щотижнев", "W"), ("щомісячн", "M"), ("щоквартальн", "3M"), ("щорічн", "Y")):
        _inflect(t, "f", f"1/{value}", stem, adj)
    _put(t, "E", "end", "кінець,кінця,кінцю,кінці")
    _put(
        t,
        "E",
        "mid",
        "середина,середини,середині,середину,перша половина,першої половини,першій половині,першу половину",
    )
    _put(t, "E", "end", "друга половина,другої половини,другій половині,другу половину")
    _put(t, "E", "start", "початок,початку")
    _put(t, "e", "sy", "навчальний рік,навчального року,навчальному році")
    _put(t, "e", "heating", "опалювальний сезон,опалювального сезону,опалювального періоду")
    _put(
        t, "e", "newyear", "нового року,новий рік,канікули,канікул,канікулах,літніх канікул,різдва,великодня,паски,свят"
    )
    for value, names in {
        "winter": "зима,зими,зимі,взимку,холодів",
        "spring": "весна,весни,весні,навесні",
        "summer": "літо,літа,влітку",
        "autumn": "осінь,осені,восени",
    }.items():
        _put(t, "e", value, names)
    _put(t, "e", "weekend", "вихідних,вихідні")
    _put(t, "r", "+0D", "сьогодні,негайно,того ж дня,цього дня")
    _put(t, "r", "+1D", "завтра,наступного дня")
    _put(t, "r", "+2D", "післязавтра")
    _put(t, "G", "ago", "навчання триває,курс триває,курси тривають,строк навчання,тривалість навчання,тривалість курсу")
    _put(t, "G", "ago", "тому,останні,останній,останніх,за останні,минулого,минулий,вже,термін навчання,стаж")
    _put(t, "s", "since", "з,із,зі,від,починаючи з")
    _put(t, "A", "age", "річний,річна,річного,річної,річному,річчя,віком,вік,віку,віці")
    _put(
        t,
        "H",
        "no",
        "№,ст,стаття,статті,клас,класі,класу,кл,вулиця,вулиці,вул,будинок,будинку,буд,квартира,кв,пункт,п,наказ,школа,школи,група,групи,поверх",
    )
    _put(t, "T", "to", "по")
    _put(t, "o", "of", "із,з")
    _put(
        t,
        "n",
        "next",
        "наступний,наступного,наступну,наступної,наступному,цього,цьому,цей,цю,поточного,найближчий,найближчого,найближчу,календарного",
    )
    _put(t, "m", "term", "строк,термін")
    _put(t, "&", "and", "і,й,та")
    _put(t, "z", "in", "за")
    _put(t, "+", "for", "на")
    _put(t, "^", "by", "по")
    return TimeWords(t)


def _kazakh() -> TimeWords:
    t: Table = {}
    s: Table = {}
    for number, name in enumerate(
        "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(), 1
    ):
        s[name] = ("M", number)
    for number, name in enumerate("дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі".split(), 1):
        s[name] = ("W", number)
    for value, names in {
        "D": "күн,тәулік,түн",
        "W": "апта",
        "M": "ай",
        "Y": "жыл",
        "H": "сағат",
        "MIN": "минут",
        "E": "кеш,таң,кешкі",
    }.items():
        _put(s, "U", value, names)
    _put(t, "U", "BD", "жұмыс күні,жұмыс күн,жұмыс күнінің,жұмыс күнінде,жұмыс күннен")
    for unit, names in {
        "D": "күніне,тәулігіне",
        "W": "аптасына",
        "M": "айына",
        "Y": "жылына",
        "3M": "тоқсанына",
    }.items():
        _put(t, "p", unit, names)
    _put(t, "U", "Y", "жылғы,жылдың,жылы,ж")
    for unit, names in {
        "D": "күндік,күндiк",
        "W": "апталық",
        "M": "айлық",
        "Y": "жылдық",
        "H": "сағаттық",
        "MIN": "минуттық",
    }.items():
        _put(t, "a", unit, names)
    for number, names in {
        1: "бір",
        2: "екі",
        3: "үш",
        4: "төрт",
        5: "бес",
        6: "алты",
        7: "жеті",
        8: "сегіз",
        9: "тоғыз",
        10: "он",
        12: "он екі",
        15: "он бес",
        20: "жиырма",
        30: "отыз",
        40: "қырық",
        45: "қырық бес",
        60: "алпыс",
    }.items():
        _put(t, "N", number, names)
    for number, names in {1: "бірінші,алғашқы", 2: "екінші", 3: "үшінші", 4: "төртінші"}.items():
        _put(t, "O", number, names)
    _put(s, "Q", "Q", "тоқсан,жартыжылдық,семестр")
    _put(t, "L", "6M", "жарты жыл,жарты жылдық")
    _put(t, "b", "by", "дейін,шейін,кешіктірмей,кешіктірілмей,кешікпей,қарай,дейінгі")
    _put(t, "B", "by", "мерзімі,орындау мерзімі,соңғы мерзім,мерзім,мерзімі:,аспайтын")
    _put(t, "i", "in", "ішінде,кейін,соң,ішіндегі,аралығында,барысында")
    _put(t, "I", "in", "алдағы,келесі,таяудағы,жақын")
    _put(t, "l", "for", "бойы,қатарынан,бойына,созылады,ұзақтығы,аралықта")
    _put(t, "g", "at least", "кемінде,кем дегенде,артық,кем емес,одан да көп,көп")
    _put(t, "F", "every", "сайын,әр,сайынғы,әрбір")
    _put(t, "X", "times", "рет,мәрте,қайтара")
    for value, names in {
        "1/D": "күнделікті,күн сайын,күнара емес,кешке,таңертең сайын",
        "1/W": "апта сайын,апта сайынғы",
        "1/M": "ай сайын,ай сайынғы",
        "1/3M": "тоқсан сайын",
        "1/Y": "жыл сайын,жылда",
        "1/2D": "күнара,күн аралатып",
    }.items():
        _put(t, "f", value, names)
    _put(t, "k", "days", "күндері,күндерінде,сайынғы күндері")
    for value, names in {"end": "соң,аяқ", "mid": "орта", "start": "бас"}.items():
        _put(s, "E", value, names)
    _put(t, "E", "end", "соңына,соңында,соңы,аяғына,аяғында,аяғы")
    _put(t, "E", "mid", "ортасына,ортасында,ортасы,бірінші жартысында,бірінші жартысы,бірінші жартысына")
    _put(t, "E", "end", "екінші жартысында,екінші жартысы,екінші жартысына")
    daily = "тұрмыс тұрмысы тұрмыста тұрмыстық өмір өмірде өмірі дағды дағдылар дағдыларын"
    _put(t, "~", "", ",".join(f"күнделікті {word}" for word in daily.split()))
    weekdays = "дүйсенбіде сейсенбіде сәрсенбіде бейсенбіде жұмада сенбіде жексенбіде"
    for number, name in enumerate(weekdays.split(), 1):
        # The case says "on Monday": one day, the next one.
        _put(t, "r", f"wd:{number}", name)
    _put(t, "E", "start", "басына,басында,басы")
    _put(t, "e", "sy", "оқу жылы,оқу жылының,оқу жылына,оқу жылында")
    _put(
        t,
        "e",
        "heating",
        "жылыту маусымы,жылыту маусымына,жылу беру маусымына,жылыту кезеңі,жылыту кезеңіне,жылыту маусымының",
    )
    _put(t, "e", "newyear", "жаңа жыл,жаңа жылға,каникул,каникулға,демалысқа,рамазан,рамазанға")
    for value, names in {
        "winter": "қыс,қысқа,қыста",
        "spring": "көктем,көктемге,көктемде",
        "summer": "жаз,жазға,жазда",
        "autumn": "күз,күзге,күзде",
    }.items():
        _put(t, "e", value, names)
    _put(t, "r", "+0D", "бүгін,дереу,сол күні,бүгіннен")
    _put(t, "r", "+1D", "ертең,ертесі күні,келесі күні")
    _put(t, "r", "+2D", "бүрсігүні,арғы күні")
    _put(t, "G", "ago", "оқу мерзімі,оқыту мерзімі,курс мерзімі,оқу ұзақтығы,курс ұзақтығы,курстың ұзақтығы")
    _put(t, "G", "ago", "бұрын,бері,соңғы,өткен,стаж")
    _put(t, "A", "age", "жаста,жасар,жас,жасқа,жастағы,жасында,жасына")
    _put(
        t,
        "H",
        "no",
        "№,бап,бабы,баптың,сынып,сыныпта,сыныбы,сыныпқа,көше,көшесі,көшесінде,үй,пәтер,бұйрық,тармақ,мектеп,топ,тобы",
    )
    _put(t, "R", "from", "бастап")
    _put(t, "n", "next", "келесі,осы,биылғы,алдағы")
    _put(t, "m", "term", "мерзімде,мерзімінде,мерзім ішінде,мерзімге")
    _put(t, "&", "and", "және,мен,пен,бен")
    return TimeWords(t, s)


TIME_WORDS: dict[Language, TimeWords] = {
    Language.EN: _english(),
    Language.RU: _russian(),
    Language.UK: _ukrainian(),
    Language.KK: _kazakh(),
}
