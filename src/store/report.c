/* A report is appended by writing the file anew beside the old one, so that a full disk leaves what was there. */
#include "store/report.h"

#include "base/mem.h"
#include "base/tr.h"
#include "srs/day.h"
#include "store/file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPORTS_MOST = 4 * 1000 * 1000, MINUTES_A_DAY = 1440 };

void report_path(const char *folder, char path[REPORT_PATH_MAX])
{
    snprintf(path, REPORT_PATH_MAX, "%s/reports.txt", folder);
}

/* One line of it: a value never looks like the beginning of another. */
static void put_lines(FILE *out, const char *name, const char *value, const char *between)
{
    fprintf(out, "%s: ", name);
    for (; *value; value++) {
        if (*value == '\n')
            fputs(between, out);
        else
            putc((unsigned char)*value < ' ' || *value == 0x7f ? ' ' : *value, out);
    }
    putc('\n', out);
}

static void put(FILE *out, const char *name, const char *value)
{
    put_lines(out, name, value, " ");
}

static void put_time(FILE *out, struct moment now)
{
    int64_t minutes = now.utc_ms / 60000 + now.offset_min;
    int64_t day = minutes / MINUTES_A_DAY - (minutes % MINUTES_A_DAY < 0);
    int rest = (int)(minutes - day * MINUTES_A_DAY), year, month, mday, off = now.offset_min;
    char text[80];
    day_to_date((int)day, &year, &month, &mday);
    snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d %c%02d:%02d", year, month, mday, rest / 60, rest % 60,
             off < 0 ? '-' : '+', abs(off) / 60, abs(off) % 60);
    put(out, "at", text);
}

static void put_right_options(FILE *out, const struct deck_question *question)
{
    fputs("right:", out);
    for (int i = 0; i < question->n_options; i++) {
        const struct deck_option *option = &question->options[i];
        if (question->grid)
            fprintf(out, " %s %s", option->id, option->right ? "yes" : "no");
        else if (option->right)
            fprintf(out, " %s", option->id);
    }
    putc('\n', out);
}

static void put_right(FILE *out, const struct deck *deck, int item)
{
    const struct deck_cell *cell;
    int index = deck_item_index(deck, item);
    switch (deck_item_kind(deck, item)) {
    case ITEM_PLACEMENT:
        cell = deck_item_cell(deck, item);
        put(out, "right", cell->open ? "open" : cell->answer == DECK_ABSENT ? "none" : deck->zones[cell->answer].id);
        break;
    case ITEM_CARD:
        put(out, "right", deck->cards[index].back);
        break;
    case ITEM_QUESTION:
        put_right_options(out, &deck->questions[index]);
        break;
    }
}

static void put_report(FILE *out, const struct report *report, struct moment now)
{
    const struct deck *deck = report->deck;
    char key[DECK_KEY_MAX], text[40];
    int year, month, mday;
    fputs("----------\n", out);
    put_time(out, now);
    put(out, "deck", deck->id);
    put(out, "title", deck->title);
    day_to_date(deck->as_of_day, &year, &month, &mday);
    snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, mday);
    put(out, "checked", text);
    snprintf(text, sizeof text, "%016" PRIx64, deck->print);
    put(out, "print", text);
    deck_item_key(deck, report->item, key);
    put(out, "item", key);
    put(out, "asked", report->asked);
    put_right(out, deck, report->item);
    put(out, "answered", report->answered);
    put_lines(out, "note", report->note, " / ");
}

/* What is there, and behind it the report; NULL: the file cannot be read. The caller frees it. */
static char *with_report(const char *path, const struct report *report, struct moment now, size_t *size,
                         struct err *err)
{
    char *old = NULL, *all = NULL;
    size_t used = 0;
    if (file_exists(path) && !(old = file_read(path, REPORTS_MOST, &used, err)))
        return NULL;
    FILE *out = open_memstream(&all, size);
    bool whole = out;
    if (out) {
        fwrite(old ? old : "", 1, used, out);
        if (used && old[used - 1] != '\n')
            putc('\n', out);
        put_report(out, report, now);
        whole = !ferror(out);
        whole = fclose(out) == 0 && whole;
    }
    free(old);
    if (whole)
        return all;
    free(all);
    err_set(err, tr("There is no memory left."));
    return NULL;
}

bool report_add(const char *folder, const struct report *report, struct moment now, struct err *err)
{
    char path[REPORT_PATH_MAX];
    size_t size = 0;
    report_path(folder, path);
    if (!file_make_folder(folder, err))
        return false;
    int hold = file_hold_folder(folder); /* two windows would lose one of two reports */
    if (hold < 0)
        return err_set(err, tr("'%s' is being written by another window; try again."), path);
    char *all = with_report(path, report, now, &size, err);
    bool fine = all && file_write(path, all, size, true, err);
    free(all);
    file_let_go(hold);
    return fine;
}
