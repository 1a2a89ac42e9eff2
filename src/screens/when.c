/* The words for days, in one place for the translators. */
#include "screens/when.h"

#include "base/tr.h"
#include "srs/day.h"

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
