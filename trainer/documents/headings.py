"""The words of a plan's table in four languages: what we write above the columns, and what others write there.

One place for both directions, because a plan that we wrote must come in again.
"""

from __future__ import annotations

from enum import StrEnum

from trainer.checker.values import Language


class Column(StrEnum):
    """What a column of a plan's table holds."""

    NUMBER = "number"
    PROBLEM = "problem"
    GOAL = "goal"
    STEPS = "steps"
    RESPONSIBLE = "responsible"
    DATES = "dates"
    START = "start"
    END = "end"


ORDER = (Column.PROBLEM, Column.GOAL, Column.STEPS, Column.RESPONSIBLE, Column.DATES)
"""The five columns of the profession's table, in its order."""

WRITTEN: dict[Language, dict[Column, str]] = {
    Language.EN: {
        Column.PROBLEM: "Problem",
        Column.GOAL: "Goal and expected outcome",
        Column.STEPS: "Action steps",
        Column.RESPONSIBLE: "Responsible",
        Column.DATES: "Dates",
    },
    Language.RU: {
        Column.PROBLEM: "Проблема",
        Column.GOAL: "Цель и ожидаемый результат",
        Column.STEPS: "Пошаговые действия",
        Column.RESPONSIBLE: "Ответственные",
        Column.DATES: "Сроки",
    },
    Language.UK: {
        Column.PROBLEM: "Проблема",
        Column.GOAL: "Мета й очікуваний результат",
        Column.STEPS: "Покрокові дії",
        Column.RESPONSIBLE: "Відповідальні",
        Column.DATES: "Терміни",
    },
    Language.KK: {
        Column.PROBLEM: "Мәселе",
        Column.GOAL: "Мақсат және күтілетін нәтиже",
        Column.STEPS: "Қадамдар",
        Column.RESPONSIBLE: "Жауаптылар",
        Column.DATES: "Мерзімі",
    },
}


class Label(StrEnum):
    """A word before a colon inside a cell that says what follows."""

    CLIENT_WORDS = "client_words"
    STRENGTHS = "strengths"
    START = "start"
    END = "end"


LABELS: dict[Language, dict[Label, str]] = {
    Language.EN: {
        Label.CLIENT_WORDS: "In the client's words",
        Label.STRENGTHS: "Strengths",
        Label.START: "Start",
        Label.END: "End",
    },
    Language.RU: {
        Label.CLIENT_WORDS: "Словами клиента",
        Label.STRENGTHS: "Сильные стороны",
        Label.START: "Начало",
        Label.END: "Конец",
    },
    Language.UK: {
        Label.CLIENT_WORDS: "Словами клієнта",
        Label.STRENGTHS: "Сильні сторони",
        Label.START: "Початок",
        Label.END: "Кінець",
    },
    Language.KK: {
        Label.CLIENT_WORDS: "Клиенттің сөзімен",
        Label.STRENGTHS: "Күшті жақтары",
        Label.START: "Басталуы",
        Label.END: "Аяқталуы",
    },
}

class Section(StrEnum):
    """What stands above and below the table."""

    DATE = "date"
    DEFERRED = "deferred"
    REVIEWS = "reviews"
    CLOSURE = "closure"


SECTIONS: dict[Language, dict[Section, str]] = {
    Language.EN: {
        Section.DATE: "Agreed on",
        Section.DEFERRED: "Left for later",
        Section.REVIEWS: "Reviews",
        Section.CLOSURE: "How we will know that it can end",
    },
    Language.RU: {
        Section.DATE: "Дата плана",
        Section.DEFERRED: "Отложено",
        Section.REVIEWS: "Пересмотр плана",
        Section.CLOSURE: "Как мы узнаем, что можно завершать",
    },
    Language.UK: {
        Section.DATE: "Дата плану",
        Section.DEFERRED: "Відкладено",
        Section.REVIEWS: "Перегляд плану",
        Section.CLOSURE: "Як ми дізнаємося, що можна завершувати",
    },
    Language.KK: {
        Section.DATE: "Жоспар күні",
        Section.DEFERRED: "Кейінге қалдырылды",
        Section.REVIEWS: "Жоспарды қайта қарау",
        Section.CLOSURE: "Аяқтауға болатынын қалай білеміз",
    },
}

WHOLE_GOAL: dict[Language, str] = {
    Language.EN: "The goal as a whole",
    Language.RU: "Цель в целом",
    Language.UK: "Ціль у цілому",
    Language.KK: "Мақсат тұтас алғанда",
}
"""Stands in the steps column of the line that has the people and dates of the goal itself."""

READ: dict[Column, tuple[str, ...]] = {
    Column.NUMBER: ("№", "#", "no", "nr", "n", "п/п", "р/с", "з/п"),
    Column.PROBLEM: (
        "problem", "need", "concern", "difficult", "issue", "проблем", "трудност", "потребност", "нужд", "затруднен",
        "труднощ", "потреб", "складнощ", "мәселе", "қиындық", "қажеттіл", "проблема",
    ),
    Column.GOAL: (
        "goal", "objective", "outcome", "aim", "expected result", "цел", "задач", "ожидаем", "результат", "ціл",
        "мета", "мету", "завдан", "очікуван", "мақсат", "күтілет", "нәтиже", "міндет",
    ),
    Column.STEPS: (
        "step", "action", "activit", "task", "intervention", "measures", "what will be done", "шаг", "пошагов",
        "действ", "мероприят", "план достижен", "что делаем", "что сделать", "крок", "покроков", "дії", "дій", "захід",
        "заход", "қадам", "іс-шара", "іс-әрекет", "әрекет", "шаралар",
    ),
    Column.RESPONSIBLE: (
        "responsib", "who", "person", "assigned", "in charge", "ответствен", "исполнител", "кто", "участник",
        "відповідал", "виконав", "хто", "учасник", "жауапт", "жауапкер", "орындауш", "кім",
    ),
    Column.DATES: (
        "date", "when", "deadline", "time", "period", "due", "schedule", "дат", "срок", "период", "когда", "время",
        "термін", "строк", "період", "коли", "час викон", "мерзім", "күн", "уақыт", "қашан",
    ),
    Column.START: ("start", "begin", "from", "начал", "старт", "почат", "бастал", "басы"),
    Column.END: ("end", "finish", "complet", "until", "due", "deadline", "заверш", "оконч", "конец", "конц",
                 "кінец", "кінц", "закінч", "аяқтал", "соңы"),
}
"""Beginnings of words by which others name a column, lower case."""
