/* The words for days, in one place for the translators. */
#include "screens/when.h"

#include "base/tr.h"
#include "srs/day.h"

#include <stdio.h>

const char *when_weekday(int day)
{
    static const char *const names[] = {TR_MARK("Monday"),   TR_MARK("Tuesday"), TR_MARK("Wednesday"),
                                        TR_MARK("Thursday"), TR_MARK("Friday"),  TR_MARK("Saturday"),
                                        TR_MARK("Sunday")};
    return tr(names[day_weekday(day)]);
}

const char *when_month(int month)
{
    static const char *const names[] = {TR_MARK("January"), TR_MARK("February"), TR_MARK("March"),
                                        TR_MARK("April"),   TR_MARK("May"),      TR_MARK("June"),
                                        TR_MARK("July"),    TR_MARK("August"),   TR_MARK("September"),
                                        TR_MARK("October"), TR_MARK("November"), TR_MARK("December")};
    return tr(names[month - 1]);
}

int when_minutes(int64_t ms)
{
    return (int)((ms + 59999) / 60000);
}

const char *when_due(int due_day, int today, char *text, int size)
{
    int days = due_day - today;
    if (days <= 0)
        snprintf(text, (size_t)size, "%s", tr("today"));
    else if (days == 1)
        snprintf(text, (size_t)size, "%s", tr("tomorrow"));
    else
        snprintf(text, (size_t)size, tr("in %d days"), days);
    return text;
}

const char *when_back(const struct session *session, int at, int today, char *text, int size)
{
    const struct session_answer *answer = &session->answers[at];
    int due = session->due_day[at], days = due - today;
    bool slipped = session->slipped[at],
         again = !slipped && !session_task(session)->reask && verdict_is_mistake(answer->verdict);
    char when[80];
    bool tomorrow = slipped || answer->verdict == VERDICT_DIFFERS;
    if (!tomorrow && days > 1 && days < 7)
        snprintf(when, sizeof when, tr("on %s"), when_weekday(due));
    else
        when_due(tomorrow ? today + 1 : due, today, when, sizeof when);
    if (due == DUE_UNKNOWN && !tomorrow)
        snprintf(text, (size_t)size, "%s",
                 again ? tr("At the end of this session.") : tr("Not saved, so not planned."));
    else if (again)
        snprintf(text, (size_t)size, tr("At the end of this session, then %s."), when);
    else {
        snprintf(text, (size_t)size, "%s.", when);
        if (text[0] >= 'a' && text[0] <= 'z')
            text[0] = (char)(text[0] - 'a' + 'A');
    }
    return text;
}
