/* The side page: reports, and what is not to be asked. */
#include "app_aside.h"

#include "base/mem.h"
#include "base/tr.h"
#include "store/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void app_aside_init(struct app_aside *a, struct app_shared *shared)
{
    a->shared = shared;
}

void app_aside_clear(struct app_aside *a)
{
    free(a->resting);
}

static bool learn_deck(struct app_aside *a, const struct deck *deck, struct err *err)
{
    int n = deck_item_count(deck);
    bool *rests = xcalloc((size_t)n + 1, sizeof *rests);
    bool fine = store_resting(a->shared->store, deck, rests, err);
    for (int item = 0; fine && item < n; item++) {
        if (!rests[item])
            continue;
        a->resting = xgrow(a->resting, a->n_resting, &a->resting_room, sizeof *a->resting);
        a->resting[a->n_resting++] = (struct aside_item){.deck = deck, .item = item};
    }
    free(rests);
    return fine;
}

bool app_aside_learn(struct app_aside *a, struct err *err)
{
    const struct shelf *shelf = a->shared->shelf;
    bool fine = true;
    a->n_resting = 0;
    for (int d = 0; fine && d < shelf->n; d++)
        fine = learn_deck(a, shelf->decks[d], err);
    return fine;
}

static void failed(struct app_aside *a, const char *sentence, const struct err *err)
{
    snprintf(a->failed, sizeof a->failed, sentence, err->text);
}

static void learn(struct app_aside *a)
{
    struct err err;
    if (!app_aside_learn(a, &err))
        failed(a, "%s", &err);
}

void app_aside_take(struct app_aside *a, struct ui *ui)
{
    struct aside *wanted = &a->shared->aside;
    if (!wanted->n)
        return;
    a->about = *wanted;
    wanted->n = 0;
    a->view = (struct aside_view){0};
    a->open = true;
    a->focus = ui->focus;
    a->screen_key = ui->screen_key;
    a->last.deck = NULL;
    a->said[0] = a->failed[0] = '\0';
    learn(a);
}

/* The screen under it finds the focus where it was, and does not begin anew. */
static void close_page(struct app_aside *a, struct ui *ui)
{
    a->open = false;
    ui_screen(ui, a->screen_key);
    ui_focus(ui, a->focus);
}

/* -- what is done there -- */

static bool rests(const struct app_aside *a, const struct aside_item *item)
{
    for (int i = 0; i < a->n_resting; i++)
        if (a->resting[i].deck == item->deck && a->resting[i].item == item->item)
            return true;
    return false;
}

static void set_rest(struct app_aside *a, struct aside_item item, bool rest, struct moment now)
{
    struct err err;
    char name[300];
    a->said[0] = '\0';
    if (!app_shared_rest(a->shared, item.deck, item.item, rest, now, &err)) {
        failed(a, tr("Nothing is being saved: %s"), &err);
        return;
    }
    a->last = item;
    a->last_rests = rest;
    aside_name(&item, name, sizeof name);
    snprintf(a->said, sizeof a->said, rest ? tr("Not asked any more: %s") : tr("Asked again: %s"), name);
    learn(a);
}

/* Once is enough: what was taken back is not done again by a second Ctrl Z. */
static void undo(struct app_aside *a, struct moment now)
{
    struct aside_item item = a->last;
    if (!item.deck)
        return;
    set_rest(a, item, !a->last_rests, now);
    a->last.deck = NULL;
}

static void forget(struct app_aside *a, const struct aside_item *item, bool deck, struct moment now)
{
    struct err err;
    a->said[0] = '\0';
    a->last.deck = NULL;
    if (a->shared->in_memory) { /* there is no backup of what cannot be read */
        err_set(&err, "%s", tr("learner.db could not be opened."));
        failed(a, tr("Nothing was forgotten: %s"), &err);
        return;
    }
    if (!store_forget(a->shared->store, item->deck, deck ? NULL : &item->item, deck ? 0 : 1, now, &err)) {
        failed(a, tr("Nothing was forgotten: %s"), &err);
        return;
    }
    snprintf(a->said, sizeof a->said, "%s", deck ? tr("All of this deck is new again.") : tr("It is new again."));
    a->shared->changed = true;
    learn(a);
}

static void send(struct app_aside *a, const struct aside_item *item, struct moment now)
{
    char asked[700];
    struct err err;
    const char *folder = a->shared->options->data_folder;
    aside_name(item, asked, sizeof asked);
    struct report report = {item->deck, item->item, asked, item->answered, a->view.note};
    a->said[0] = '\0';
    if (!report_add(folder, &report, now, &err)) {
        failed(a, tr("Not written: %s"), &err);
        return;
    }
    snprintf(a->said, sizeof a->said, "%s", tr("Written down, in reports.txt in your data folder."));
    a->view.page = ASIDE_MENU;
    a->view.note[0] = '\0';
    a->view.scroll.offset_px = 0;
}

static void act(struct app_aside *a, struct ui *ui, enum aside_action action)
{
    const struct aside_item item = a->about.items[a->view.chosen];
    struct moment now = ui->in.moment;
    if (action != ASIDE_NOTHING)
        a->failed[0] = '\0';
    switch (action) {
    case ASIDE_NOTHING:
        break;
    case ASIDE_CLOSE:
        close_page(a, ui);
        break;
    case ASIDE_SEND:
        send(a, &item, now);
        break;
    case ASIDE_REST:
    case ASIDE_WAKE:
        set_rest(a, item, action == ASIDE_REST, now);
        break;
    case ASIDE_WAKE_LISTED:
        set_rest(a, a->resting[a->view.listed], false, now);
        break;
    case ASIDE_UNDO:
        undo(a, now);
        break;
    case ASIDE_FORGET:
    case ASIDE_FORGET_DECK:
        forget(a, &item, action == ASIDE_FORGET_DECK, now);
        break;
    }
}

void app_aside_run(struct app_aside *a, struct ui *ui)
{
    char path[REPORT_PATH_MAX];
    const char *folder = a->shared->options->data_folder;
    if (folder)
        report_path(folder, path);
    struct aside_facts facts = {.aside = &a->about,
                                .rests = rests(a, &a->about.items[a->view.chosen]),
                                .undo = a->last.deck != NULL,
                                .resting = a->resting,
                                .n_resting = a->n_resting,
                                .path = folder ? path : NULL,
                                .not_saved = a->shared->not_saved,
                                .said = a->said[0] ? a->said : NULL,
                                .failed = a->failed[0] ? a->failed : NULL};
    act(a, ui, screen_aside(&a->view, ui, &facts));
}
