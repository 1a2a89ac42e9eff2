/* Answers that cannot be saved are taken out of the memory of the program. */
#include "app_leave.h"

#include "base/mem.h"
#include "base/tr.h"
#include "srs/day.h"
#include "store/file.h"
#include "store/reviews.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ui_offer *app_leave_offer(struct app_leave *leave)
{
    leave->offer.button =
        (struct ui_button){.label = tr("Export"), .key_label = tr("Ctrl E"), .key = 'e', .ctrl = true};
    snprintf(leave->more, sizeof leave->more, "%s%s", leave->words,
             leave->path[0] && !leave->stale
                 ? tr(" Leave once more, or wait: saving is tried again.")
                 : tr(" Leave once more to lose these answers, or wait: saving is tried again."));
    leave->offer.more = leave->more;
    return &leave->offer;
}

/* The caller frees; NULL: there is none. */
static char *parent_of(const char *folder)
{
    if (!folder)
        return NULL;
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    while (length > 0 && folder[length - 1] != '/')
        length--;
    return length > 0 ? xprintf("%.*s", length > 1 ? (int)length - 1 : 1, folder) : NULL;
}

/* demarc-reviews-2026-12-01.csv, then -2, -3. */
static void new_name(char path[600], const char *folder, struct moment now)
{
    int year, month, mday;
    day_to_date(day_of(now), &year, &month, &mday);
    for (int n = 1; n == 1 || file_exists(path); n++) {
        char tail[20] = "";
        if (n > 1)
            snprintf(tail, sizeof tail, "-%d", n);
        snprintf(path, 600, "%.500s/demarc-reviews-%04d-%02d-%02d%s.csv", folder, year, month, mday, tail);
    }
}

/* All answers as text; the caller frees. */
static char *all_reviews(struct store *store, size_t *size, struct err *err)
{
    char *text = NULL;
    int n, left_out;
    FILE *out = open_memstream(&text, size);
    if (!out)
        abort(); /* no memory */
    bool fine = reviews_export(store, out, &n, &left_out, err);
    fclose(out);
    if (fine)
        return text;
    free(text);
    return NULL;
}

static bool write_somewhere(char path[600], const struct options *options, const char *text, size_t size,
                            struct moment now, struct err *err)
{
    char *parent = parent_of(options->data_folder);
    const char *const folders[] = {parent, options->export_folders[0], options->export_folders[1],
                                   options->export_folders[2]};
    bool written = false;
    for (size_t i = 0; !written && i < sizeof folders / sizeof *folders; i++)
        if (folders[i]) {
            new_name(path, folders[i], now);
            written = file_write(path, text, size, true, err);
        }
    free(parent);
    return written;
}

void app_leave_goes_on(struct app_leave *leave)
{
    if (!leave->path[0] || leave->stale)
        return;
    leave->stale = true;
    snprintf(leave->words, sizeof leave->words, tr(" What you did since is not in '%s'."), leave->path);
}

void app_leave_failed(struct app_leave *leave, const struct err *err)
{
    snprintf(leave->words, sizeof leave->words, tr(" Nothing was exported: %s"), err->text);
}

void app_leave_export(struct app_leave *leave, const struct options *options, struct store *store, struct moment now)
{
    struct err err;
    char path[600];
    size_t size = 0;
    char *text = all_reviews(store, &size, &err);
    if (text && write_somewhere(path, options, text, size, now, &err)) {
        if (leave->path[0])
            file_remove(leave->path, NULL);
        snprintf(leave->path, sizeof leave->path, "%s", path);
        leave->stale = false;
        snprintf(leave->words, sizeof leave->words,
                 tr(" Your answers are in '%s'; demarc import reviews takes them in."), path);
    } else {
        app_leave_failed(leave, &err);
    }
    free(text);
}

void app_leave_saved(struct app_leave *leave)
{
    if (leave->path[0] && !leave->lost)
        file_remove(leave->path, NULL);
    *leave = (struct app_leave){0};
}
