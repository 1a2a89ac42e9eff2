/* The words for days, in one place for the translators. */
#include "screens/when.h"

#include "base/tr.h"
#include "srs/day.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

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

const char *when_day(int day, char *text, int size)
{
    int year, month, mday;
    day_to_date(day, &year, &month, &mday);
    snprintf(text, (size_t)size, tr("%s, %d %s %d"), when_weekday(day), mday, when_month(month), year);
    return text;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* A number, or a month by its name or the first three letters of it or more; -1: neither. */
static int read_part(const char **at, bool *is_name)
{
    const char *text = *at;
    int n = 0;
    *is_name = is_letter(*text);
    if (*text >= '0' && *text <= '9') {
        for (; **at >= '0' && **at <= '9'; ++*at)
            n = n > 9999 ? n : n * 10 + **at - '0';
        return n;
    }
    while (is_letter(**at))
        ++*at;
    size_t length = (size_t)(*at - text);
    for (int month = 1; month <= 12 && length >= 3; month++)
        if (strncasecmp(text, when_month(month), length) == 0)
            return month;
    return -1;
}

static bool is_day(int year, int month, int mday, int *day)
{
    int y, m, d;
    if (year < 1970 || year > 9999 || month < 1 || month > 12 || mday < 1 || mday > 31)
        return false;
    *day = day_from_date(year, month, mday);
    day_to_date(*day, &y, &m, &d);
    return y == year && m == month && d == mday;
}

/* Day, month and year, in this order; without a year the next such day. */
bool when_read(const char *text, int today, int *day)
{
    int parts[3] = {0}, n = 0, year, month, mday;
    const char *at = text + strspn(text, " ");
    char clean[40];
    snprintf(clean, sizeof clean, "%.*s", (int)strcspn(at, " "), at);
    if (day_parse(clean, day) && !at[strlen(clean) + strspn(at + strlen(clean), " ")])
        return true;
    for (; *at && n < 3; n++) {
        bool is_name;
        parts[n] = read_part(&at, &is_name);
        if (parts[n] < 0 || is_name != (n == 1 && is_name))
            return false;
        at += strspn(at, " ./-,");
    }
    if (*at || n < 2)
        return false;
    if (n == 3)
        return is_day(parts[2] < 100 ? 2000 + parts[2] : parts[2], parts[1], parts[0], day);
    day_to_date(today, &year, &month, &mday);
    return (is_day(year, parts[1], parts[0], day) && *day > today) || is_day(year + 1, parts[1], parts[0], day);
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

const char *when_date(int day, char *text, int size)
{
    int year, month, mday;
    day_to_date(day, &year, &month, &mday);
    snprintf(text, (size_t)size, "%d %s %d", mday, when_month(month), year);
    return text;
}
