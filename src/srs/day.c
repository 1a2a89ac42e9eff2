/* Days as numbers. Years are counted from March, so that the day a leap year adds is a year's last. */
#include "srs/day.h"

#include <assert.h>
#include <stddef.h>

/* Days from 1 March of the year 0 to 1970-01-01. */
enum { EPOCH = 719468 };

static const int64_t hour_ms = 3600000, day_ms = 86400000;

static int64_t floor_div(int64_t n, int64_t by)
{
    return n / by - (n % by < 0);
}

int day_of(struct moment moment)
{
    int64_t local_ms = moment.utc_ms + moment.offset_min * INT64_C(60000);
    return (int)floor_div(local_ms - (DAY_ROLLOVER_HOURS + moment.day_shift_h) * hour_ms, day_ms);
}

struct moment day_start_at(const struct day_start *start, struct moment moment)
{
    moment.day_shift_h = moment.utc_ms < start->until_ms ? start->before_shift_h : start->shift_h;
    return moment;
}

/* Where the old way and the new one disagree about today, they agree again at the later of the two hours, for half a
   day at least; the clocks may be changed by an hour before that. */
struct day_start day_start_set(const struct day_start *start, int hour, struct moment now)
{
    enum { SURELY_OVER_H = 2 };
    struct moment before = day_start_at(start, now), after = now;
    after.day_shift_h = hour - DAY_ROLLOVER_HOURS;
    struct day_start set = {.shift_h = after.day_shift_h, .before_shift_h = after.day_shift_h};
    if (day_of(before) == day_of(after))
        return set;
    int later = before.day_shift_h > after.day_shift_h ? before.day_shift_h : after.day_shift_h;
    int64_t offset_ms = now.offset_min * INT64_C(60000);
    int64_t midnight_ms = floor_div(now.utc_ms + offset_ms, day_ms) * day_ms;
    set.before_shift_h = before.day_shift_h;
    set.until_ms = midnight_ms - offset_ms + (DAY_ROLLOVER_HOURS + later + SURELY_OVER_H) * hour_ms;
    return set;
}

/* Days from 1 March of the year 0 to 1 March of that year. */
static int64_t march_first(int64_t year)
{
    return 365 * year + floor_div(year, 4) - floor_div(year, 100) + floor_div(year, 400);
}

/* Days from 1 March to the first of a month; March is 0. Months of 31 and 30 days alternate in two runs of five, which
   is what the fraction rounds to. */
static int month_first(int month)
{
    return (153 * month + 2) / 5;
}

int day_from_date(int year, int month, int mday)
{
    assert(month >= 1 && month <= 12);
    return (int)(march_first((int64_t)year - (month < 3)) + month_first((month + 9) % 12) + mday - 1 - EPOCH);
}

void day_to_date(int day, int *year, int *month, int *mday)
{
    int64_t since = (int64_t)day + EPOCH;
    int64_t y = floor_div(since * 400, march_first(400));
    while (march_first(y + 1) <= since)
        y++;
    while (march_first(y) > since)
        y--;
    int rest = (int)(since - march_first(y));
    int m = (5 * rest + 2) / 153;
    *mday = rest - month_first(m) + 1;
    *month = (m + 2) % 12 + 1;
    *year = (int)(y + (*month < 3));
}

int day_weekday(int day)
{
    enum { THURSDAY = 3 };
    return (day % 7 + 7 + THURSDAY) % 7;
}

/* The parsers walk a text with these; none of them goes past its end. */
static bool read_char(const char **text, char c)
{
    if (**text != c)
        return false;
    ++*text;
    return true;
}

static bool read_number(const char **text, int digits, int low, int high, int *number)
{
    *number = 0;
    for (int i = 0; i < digits; i++, ++*text) {
        if (**text < '0' || **text > '9')
            return false;
        *number = *number * 10 + (**text - '0');
    }
    return *number >= low && *number <= high;
}

static bool read_date(const char **text, int *day)
{
    int year, month, mday;
    if (!read_number(text, 4, 0, 9999, &year) || !read_char(text, '-') || !read_number(text, 2, 1, 12, &month) ||
        !read_char(text, '-') || !read_number(text, 2, 1, 31, &mday))
        return false;
    *day = day_from_date(year, month, mday);
    int year_back, month_back, mday_back;
    day_to_date(*day, &year_back, &month_back, &mday_back);
    return mday_back == mday; /* 30 February is the second of March */
}

static bool read_time(const char **text, int *seconds)
{
    int hour, minute, second;
    if (!read_number(text, 2, 0, 23, &hour) || !read_char(text, ':') || !read_number(text, 2, 0, 59, &minute) ||
        !read_char(text, ':') || !read_number(text, 2, 0, 59, &second))
        return false;
    *seconds = (hour * 60 + minute) * 60 + second;
    return true;
}

static bool read_offset(const char **text, int *offset_min)
{
    *offset_min = 0;
    if (read_char(text, 'Z'))
        return true;
    bool behind = **text == '-';
    int hour, minute;
    if ((!read_char(text, '+') && !read_char(text, '-')) || !read_number(text, 2, 0, 14, &hour) ||
        !read_char(text, ':') || !read_number(text, 2, 0, hour == 14 ? 0 : 59, &minute))
        return false;
    *offset_min = (behind ? -1 : 1) * (hour * 60 + minute);
    return true;
}

bool day_parse(const char *text, int *day)
{
    int read;
    if (!read_date(&text, &read) || *text)
        return false;
    *day = read;
    return true;
}

bool moment_parse(const char *text, int64_t *utc_ms, int *offset_min)
{
    int day, seconds, offset;
    if (!read_date(&text, &day) || !read_char(&text, 'T') || !read_time(&text, &seconds) ||
        !read_offset(&text, &offset) || *text)
        return false;
    *utc_ms = (day * INT64_C(86400) + seconds - offset * 60) * 1000;
    *offset_min = offset;
    return true;
}
