/* day: when a day of study begins, what the calendar says, and what the two parsers let through. */
#include "sets.h"
#include "srs/day.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

static int day_at(const char *text)
{
    struct moment moment = {0};
    if (!moment_parse(text, &moment.utc_ms, &moment.offset_min))
        fail_msg("'%s' was not read", text);
    return day_of(moment);
}

static void a_day_begins_at_four(void **state)
{
    (void)state;
    static const struct {
        const char *moment;
        int day;
    } cases[] = {
        {"1970-01-01T03:59:59Z", -1},         {"1970-01-01T04:00:00Z", 0},
        {"1970-01-02T03:59:59Z", 0},          {"2026-12-01T03:59:59+01:00", 20787},
        {"2026-12-01T04:00:00+01:00", 20788}, {"2026-12-01T23:59:59+01:00", 20788},
        {"2026-12-02T03:59:59+01:00", 20788}, {"2026-12-01T03:59:59-08:00", 20787},
        {"2026-12-01T04:00:00-08:00", 20788}, {"2026-12-01T04:00:00+14:00", 20788},
        {"2026-12-01T03:59:59+14:00", 20787}, {"2027-01-01T03:59:59+05:45", 20818},
        {"2027-01-01T04:00:00+05:45", 20819}, {"2024-02-29T04:00:00Z", 19782},
        {"2024-03-01T03:59:59Z", 19782},      {"2024-03-01T04:00:00Z", 19783},
        {"1969-12-31T04:00:00-03:30", -1},    {"1969-12-31T03:59:59-03:30", -2},
        {"1900-03-01T04:00:00Z", -25508},     {"1900-03-01T03:59:59Z", -25509},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (day_at(cases[i].moment) != cases[i].day)
            fail_msg("%s is day %d, expected %d", cases[i].moment, day_at(cases[i].moment), cases[i].day);
    assert_int_equal(day_of((struct moment){.utc_ms = 4 * 3600000 - 1}), -1);
    assert_int_equal(day_of((struct moment){.utc_ms = 4 * 3600000}), 0);
    assert_int_equal(day_of((struct moment){.utc_ms = -1}), -1);
    assert_int_equal(day_of((struct moment){.utc_ms = -20 * 3600000}), -1);
    assert_int_equal(day_of((struct moment){.utc_ms = -20 * 3600000 - 1}), -2);
}

/* -- another beginning -- */

static void a_day_begins_when_it_was_set(void **state)
{
    (void)state;
    static const struct {
        const char *moment;
        int hour, day;
    } cases[] = {
        {"2026-12-01T00:00:00+01:00", 0, 20788},  {"2026-11-30T23:59:59+01:00", 0, 20787},
        {"2026-12-01T11:59:59+01:00", 12, 20787}, {"2026-12-01T12:00:00+01:00", 12, 20788},
        {"2026-12-01T05:59:59Z", 6, 20787},       {"2026-12-01T06:00:00Z", 6, 20788},
        {"2026-12-01T03:59:59Z", 4, 20787},       {"2026-12-01T04:00:00Z", 4, 20788},
        {"1970-01-01T00:00:00Z", 0, 0},           {"1969-12-31T23:59:59Z", 0, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct moment moment = {.day_shift_h = cases[i].hour - DAY_ROLLOVER_HOURS};
        assert_true(moment_parse(cases[i].moment, &moment.utc_ms, &moment.offset_min));
        if (day_of(moment) != cases[i].day)
            fail_msg("%s from %d o'clock is day %d", cases[i].moment, cases[i].hour, day_of(moment));
    }
}

/* It is changed at any minute of a day, from any hour to any other, with the clocks changed in the following night or
   not: the day in which that is done goes on, and what comes is the same day or the next, never one before. */
static void the_day_of_a_change_goes_on(void **state)
{
    (void)state;
    static const int changes_min[] = {0, 60, -60}; /* of the clocks */
    enum { MINUTE_MS = 60000, QUARTER = 15 };
    for (int from = 0; from <= DAY_START_MOST; from++)
        for (int to = 0; to <= DAY_START_MOST; to++)
            for (int at_min = 0; at_min < 24 * 60; at_min += QUARTER)
                for (int c = 0; c < 3; c++) {
                    const struct day_start start = {.shift_h = from - DAY_ROLLOVER_HOURS};
                    struct moment now = {.utc_ms = INT64_C(1796083200000) + at_min * INT64_C(60000), .offset_min = 60};
                    int day = day_of(day_start_at(&start, now)), first = day, hours_of_day = 0;
                    struct day_start set = day_start_set(&start, to, now);
                    int64_t clocks_ms = now.utc_ms / (60 * MINUTE_MS) * (60 * MINUTE_MS) + 3 * 60 * MINUTE_MS;
                    for (int step = 0; step < 3 * 24 * 60; step += QUARTER, now.utc_ms += QUARTER * MINUTE_MS) {
                        now.offset_min = 60 + (now.utc_ms >= clocks_ms ? changes_min[c] : 0);
                        int next = day_of(day_start_at(&set, now));
                        hours_of_day += next == first;
                        if (next < day || next > day + 1)
                            fail_msg("from %d to %d at minute %d: day %d, then %d", from, to, at_min, day, next);
                        day = next;
                    }
                    if (hours_of_day * QUARTER > (24 + 12 + 1) * 60 || day - first < 2 || day - first > 4)
                        fail_msg("from %d to %d at minute %d: day %d to %d, %d quarters", from, to, at_min, first, day,
                                 hours_of_day);
                    struct moment later = day_start_at(&set, now);
                    assert_int_equal(later.day_shift_h, to - DAY_ROLLOVER_HOURS); /* and then it is as it was set */
                }
}

static void a_change_that_is_taken_back_leaves_nothing(void **state)
{
    (void)state;
    struct day_start start = {0};
    struct moment now = {.utc_ms = INT64_C(1796097600000) + 3600000}; /* at 5 in the morning */
    struct day_start later = day_start_set(&start, 6, now), much_later = day_start_set(&later, 12, now);
    assert_int_equal(later.before_shift_h, 0);
    assert_int_equal(much_later.before_shift_h, 0);
    struct day_start back = day_start_set(&much_later, 4, now);
    assert_int_equal(back.shift_h, 0);
    assert_true(back.until_ms == 0);
}

/* A flight moves the clock, not the past: the same instant can be another day of study. */
static void the_offset_decides(void **state)
{
    (void)state;
    struct moment moment = {.utc_ms = INT64_C(1796097600000)}; /* 2026-12-01T04:00:00Z */
    moment.offset_min = 0;
    assert_int_equal(day_of(moment), 20788);
    moment.offset_min = -1;
    assert_int_equal(day_of(moment), 20787);
    moment.offset_min = 14 * 60;
    assert_int_equal(day_of(moment), 20788);
    moment.utc_ms += 10 * 3600000;
    assert_int_equal(day_of(moment), 20789);
}

static void dates_have_numbers(void **state)
{
    (void)state;
    static const struct {
        int year, month, mday, day, weekday;
    } cases[] = {
        {1970, 1, 1, 0, 3},        {1969, 12, 31, -1, 2},      {1970, 12, 31, 364, 3},   {1971, 1, 1, 365, 4},
        {2000, 2, 29, 11016, 1},   {2000, 3, 1, 11017, 2},     {2023, 12, 31, 19722, 6}, {2024, 1, 1, 19723, 0},
        {2024, 2, 29, 19782, 3},   {2026, 12, 1, 20788, 1},    {1900, 2, 28, -25509, 2}, {1900, 3, 1, -25508, 3},
        {1600, 2, 29, -135081, 1}, {1, 1, 1, -719162, 0},      {0, 2, 29, -719469, 1},   {0, 3, 1, -719468, 2},
        {-1, 12, 31, -719529, 4},  {9999, 12, 31, 2932896, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int year, month, mday;
        assert_int_equal(day_from_date(cases[i].year, cases[i].month, cases[i].mday), cases[i].day);
        assert_int_equal(day_weekday(cases[i].day), cases[i].weekday);
        day_to_date(cases[i].day, &year, &month, &mday);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(month, cases[i].month);
        assert_int_equal(mday, cases[i].mday);
    }
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* Leafs through two thousand years day by day. */
static void no_day_is_left_out(void **state)
{
    (void)state;
    int day = day_from_date(1000, 1, 1), weekday = day_weekday(day);
    for (int year = 1000; year < 3000; year++)
        for (int month = 1; month <= 12; month++)
            for (int mday = 1; mday <= month_days(year, month); mday++, day++, weekday = (weekday + 1) % 7) {
                int year_back, month_back, mday_back;
                day_to_date(day, &year_back, &month_back, &mday_back);
                assert_true(year_back == year && month_back == month && mday_back == mday);
                assert_true(day_from_date(year, month, mday) == day);
                assert_true(day_weekday(day) == weekday);
            }
}

static void reads_dates(void **state)
{
    (void)state;
    static const char *const good[] = {"2026-12-01", "2024-02-29", "2000-02-29", "1999-12-31", "0001-01-01"};
    static const int days[] = {20788, 19782, 11016, 10956, -719162};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int day;
        assert_true(day_parse(good[i], &day));
        assert_int_equal(day, days[i]);
    }
    static const char *const bad[] = {
        "",
        "2026",
        "2026-",
        "2026-12",
        "2026-12-",
        "2026-12-0",
        "2026-12-1",
        "2026-1-01",
        "26-12-01",
        "2026-13-01",
        "2026-00-01",
        "2026-12-00",
        "2026-12-32",
        "2026-11-31",
        "2025-02-29",
        "1900-02-29",
        "2024-02-30",
        "2026-12-01 ",
        " 2026-12-01",
        "2026-12-01T",
        "2026/12/01",
        "2026-12-1a",
        "-026-12-01",
        "+026-12-01",
        "02026-12-01",
        "2026-12-011",
        "20261201",
        "01-12-2026",
        "2026-+2-01",
        "2026- 2-01",
        "2026-12-\xd9\xa1",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int day = 77;
        if (day_parse(bad[i], &day))
            fail_msg("'%s' was read", bad[i]);
        assert_int_equal(day, 77);
    }
}

static void reads_moments(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t utc_ms;
        int offset_min;
    } good[] = {
        {"1970-01-01T00:00:00Z", 0, 0},
        {"1970-01-01T00:00:00+00:00", 0, 0},
        {"1970-01-01T00:00:00-00:00", 0, 0},
        {"1969-12-31T23:59:59Z", -1000, 0},
        {"2026-12-01T10:00:00+01:00", INT64_C(1796115600000), 60},
        {"2026-12-01T10:00:00-08:00", INT64_C(1796148000000), -480},
        {"2026-12-01T10:00:00-03:30", INT64_C(1796131800000), -210},
        {"2026-12-01T00:00:00+14:00", INT64_C(1796032800000), 840},
        {"2026-12-31T23:59:59-14:00", INT64_C(1798811999000), -840},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int64_t utc_ms;
        int offset_min;
        if (!moment_parse(good[i].text, &utc_ms, &offset_min))
            fail_msg("'%s' was not read", good[i].text);
        if (utc_ms != good[i].utc_ms)
            fail_msg("%s: got %" PRId64 ", expected %" PRId64, good[i].text, utc_ms, good[i].utc_ms);
        assert_int_equal(offset_min, good[i].offset_min);
    }
}

static void reads_no_other_moments(void **state)
{
    (void)state;
    static const char whole[] = "2026-12-01T10:00:00+01:00";
    static const char *const bad[] = {
        "2026-12-01 10:00:00Z",       "2026-12-01t10:00:00Z",       "2026-12-01T10:00:00z",
        "2026-12-01T24:00:00Z",       "2026-12-01T23:60:00Z",       "2026-12-01T23:59:60Z",
        "2026-12-01T10:00:00.5Z",     "2026-12-01T10:00Z",          "2026-12-01T10:00:00+0100",
        "2026-12-01T10:00:00+01",     "2026-12-01T10:00:00+14:01",  "2026-12-01T10:00:00-15:00",
        "2026-12-01T10:00:00+01:60",  "2026-12-01T10:00:00Z ",      "2026-12-01T10:00:00Z+01:00",
        "2026-12-01T10:00:00+01:00x", "2026-12-01T10:00:00 +01:00", "2026-02-29T10:00:00Z",
        "2026-13-01T10:00:00Z",       "2026-12-01T-1:00:00Z",       "2026-12-01T1:00:00Z",
    };
    int64_t utc_ms = 77;
    int offset_min = 77;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (moment_parse(bad[i], &utc_ms, &offset_min))
            fail_msg("'%s' was read", bad[i]);
    for (int size = 0; whole[size]; size++) {
        char cut[sizeof whole] = "";
        for (int i = 0; i < size; i++)
            cut[i] = whole[i];
        if (moment_parse(cut, &utc_ms, &offset_min))
            fail_msg("'%s' was read", cut);
    }
    assert_true(utc_ms == 77 && offset_min == 77);
}

/* Anki writes its times without seconds. A deck made on a calendar day has been there since that day's morning. */
static struct moment read_moment(const char *text)
{
    char whole[40];
    struct moment moment = {0};
    assert_true(strlen(text) >= 16 && strlen(text) < sizeof whole - 4);
    if (text[16] == ':')
        snprintf(whole, sizeof whole, "%s", text);
    else
        snprintf(whole, sizeof whole, "%.16s:00%s", text, strcmp(text + 16, " local") == 0 ? "Z" : text + 16);
    assert_true(moment_parse(whole, &moment.utc_ms, &moment.offset_min));
    return moment;
}

static void days_of_another_implementation(void **state)
{
    (void)state;
    cJSON *json = json_read(TEST_DATA "/fsrs/reference_tests.json"), *test, *c;
    int n = 0;
    assert_non_null(json);
    cJSON_ArrayForEach(test,
                       cJSON_GetObjectItem(json, "tests")) if (strcmp(cJSON_GetObjectItem(test, "id")->valuestring,
                                                                      "anki_days_elapsed") == 0) break;
    assert_non_null(test);
    cJSON_ArrayForEach(c, cJSON_GetObjectItem(test, "cases"))
    {
        const char *creation = cJSON_GetObjectItem(c, "creation")->valuestring;
        const char *later = cJSON_GetObjectItem(c, "now")->valuestring;
        if (cJSON_GetObjectItem(c, "rollover_hour")->valueint != DAY_ROLLOVER_HOURS)
            continue;
        char date[11];
        int made, step = 0;
        char unit = 's';
        bool relative = later[0] == '+' || later[0] == '-';
        snprintf(date, sizeof date, "%.10s", creation);
        assert_true(day_parse(date, &made));
        struct moment now = read_moment(relative ? creation : later);
        if (relative)
            assert_int_equal(sscanf(later, "%d %c", &step, &unit), 2);
        now.utc_ms += step * (unit == 'h' ? INT64_C(3600000) : INT64_C(1000));
        int days = day_of(now) - made;
        if ((days > 0 ? days : 0) != cJSON_GetObjectItem(c, "days")->valueint)
            fail_msg("%s to %s: got %d", creation, later, days);
        n++;
    }
    assert_int_equal(n, 8);
    cJSON_Delete(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_begins_at_four),
        cmocka_unit_test(a_day_begins_when_it_was_set),
        cmocka_unit_test(the_day_of_a_change_goes_on),
        cmocka_unit_test(a_change_that_is_taken_back_leaves_nothing),
        cmocka_unit_test(the_offset_decides),
        cmocka_unit_test(dates_have_numbers),
        cmocka_unit_test(no_day_is_left_out),
        cmocka_unit_test(reads_dates),
        cmocka_unit_test(reads_moments),
        cmocka_unit_test(reads_no_other_moments),
        cmocka_unit_test(days_of_another_implementation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
