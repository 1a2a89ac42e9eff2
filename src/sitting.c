/* Exams and the store. A move that cannot be saved waits in a queue and is tried again with the next one, so the exam
   goes on and nothing is dropped. */
#include "sitting.h"

#include "base/mem.h"
#include "base/tr.h"
#include "screens/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sitting_clear(struct sitting *sitting)
{
    exam_free(sitting->exam);
    free(sitting->changes);
    *sitting = (struct sitting){0};
}

/* -- drawing one -- */

static void find_boards(const struct shelf *shelf, const struct deck *bank, const struct deck *boards[DECK_PARTS_MAX])
{
    for (int part = 0; part < bank->blueprint.n_parts; part++) {
        const char *id = bank->blueprint.parts[part].board;
        boards[part] = id ? shelf_find(shelf, id) : NULL;
    }
}

static int questions_of(const struct deck *bank, struct sitting_wish wish)
{
    return exam_size(bank, wish.questions ? wish.questions : bank->blueprint.questions);
}

static int minutes_of(const struct deck *bank, struct sitting_wish wish)
{
    const struct deck_blueprint *blueprint = &bank->blueprint;
    if (wish.minutes)
        return wish.minutes;
    return (blueprint->minutes * questions_of(bank, wish) + blueprint->questions - 1) / blueprint->questions;
}

static void name_setup(char *setup, size_t size, const struct deck *bank, struct sitting_wish wish)
{
    snprintf(setup, size, "exam %s --questions %d --minutes %d", bank->id, questions_of(bank, wish),
             minutes_of(bank, wish));
}

/* A paper; the caller frees it. NULL with err. */
static struct exam_item *draw(struct store *store, const struct deck *bank, const struct deck *const *boards,
                              struct sitting_wish wish, uint64_t seed, struct moment now, int *n, struct err *err)
{
    int64_t *seen_ms = xcalloc((size_t)bank->n_questions + 1, sizeof *seen_ms);
    bool fine = store_know(store, bank, now, err);
    for (int part = 0; part < bank->blueprint.n_parts; part++)
        fine = fine && (!boards[part] || store_know(store, boards[part], now, err));
    struct exam_item *items = NULL;
    if (fine && store_exam_seen(store, bank, seen_ms, err)) {
        int questions = questions_of(bank, wish);
        struct exam_rules rules = {bank, boards, seen_ms, questions, seed};
        items = xcalloc((size_t)questions, sizeof *items);
        *n = exam_draw(&rules, items);
    }
    free(seen_ms);
    return items;
}

static void count_kept(struct store *store, const struct deck *bank, struct sitting_outlook *outlook)
{
    int64_t *seen_ms = xcalloc((size_t)bank->n_questions + 1, sizeof *seen_ms);
    store_exam_seen(store, bank, seen_ms, NULL);
    for (int q = 0; q < bank->n_questions; q++) {
        outlook->kept += bank->questions[q].for_exam;
        outlook->unseen += bank->questions[q].for_exam && !seen_ms[q];
    }
    free(seen_ms);
}

bool sitting_outlook(struct store *store, const struct shelf *shelf, const struct deck *bank, struct sitting_wish wish,
                     struct moment now, struct sitting_outlook *outlook, struct err *err)
{
    const struct deck *boards[DECK_PARTS_MAX];
    *outlook = (struct sitting_outlook){.minutes = minutes_of(bank, wish)};
    find_boards(shelf, bank, boards);
    struct exam_item *items = draw(store, bank, boards, wish, 0, now, &outlook->questions, err);
    for (int i = 0; i < outlook->questions; i++) {
        outlook->counts[items[i].part]++;
        outlook->boards += items[i].question < 0;
        outlook->fresh += items[i].fresh;
    }
    count_kept(store, bank, outlook);
    free(items);
    return items != NULL;
}

/* -- beginning and going on -- */

static bool store_it(struct sitting *sitting, struct store *store, struct err *err)
{
    sitting->stored = sitting->stored || store_exam_begin(store, sitting->exam, sitting->setup, sitting->began, err);
    return sitting->stored;
}

bool sitting_begin(struct sitting *sitting, struct store *store, const struct shelf *shelf, const struct deck *bank,
                   struct sitting_wish wish, uint64_t seed, struct moment now, struct err *err)
{
    int n = 0;
    *err = (struct err){""};
    sitting_clear(sitting);
    sitting->bank = bank;
    sitting->began = now;
    find_boards(shelf, bank, sitting->boards);
    name_setup(sitting->setup, sizeof sitting->setup, bank, wish);
    struct exam_item *items = draw(store, bank, sitting->boards, wish, seed, now, &n, err);
    if (n > 0) {
        int64_t total_ms = (int64_t)minutes_of(bank, wish) * 60000;
        sitting->exam = exam_new(bank, sitting->boards, items, n, seed, total_ms);
        sitting->saved_second = clock_seconds(total_ms);
        store_it(sitting, store, err);
    } else if (!*err->text) {
        err_set(err, tr("The deck '%s' has no questions for an exam."), bank->id);
    }
    free(items);
    return sitting->exam != NULL;
}

/* The bank and the minutes of a setup. */
static bool read_setup(const struct shelf *shelf, const char *setup, const struct deck **bank, int *minutes)
{
    char id[DECK_ID_MAX + 1];
    int questions;
    if (sscanf(setup, "exam %40s --questions %d --minutes %d", id, &questions, minutes) != 3)
        return false;
    *bank = shelf_find(shelf, id);
    return true;
}

bool sitting_open(struct store *store, const struct shelf *shelf, struct store_open_exam *open,
                  const struct deck **bank)
{
    int minutes;
    *bank = NULL;
    if (!store_find_exam(store, open))
        return false;
    read_setup(shelf, open->setup, bank, &minutes);
    return true;
}

bool sitting_is_open(struct store *store, const struct shelf *shelf, const struct deck *bank, struct sitting_wish wish)
{
    struct store_open_exam open;
    const struct deck *of;
    char setup[256];
    if (!sitting_open(store, shelf, &open, &of))
        return false;
    if (bank)
        name_setup(setup, sizeof setup, bank, wish);
    return !bank || strcmp(setup, open.setup) == 0;
}

bool sitting_resume(struct sitting *sitting, struct store *store, const struct shelf *shelf, struct moment now,
                    struct err *err)
{
    struct store_open_exam open;
    int minutes = 0;
    *err = (struct err){""};
    sitting_clear(sitting);
    if (!store_find_exam(store, &open))
        return err_set(err, tr("There is no open exam."));
    snprintf(sitting->setup, sizeof sitting->setup, "%s", open.setup);
    if (!read_setup(shelf, open.setup, &sitting->bank, &minutes) || !sitting->bank) {
        store_exam_leave(store, now, NULL); /* else it would be offered for ever */
        return err_set(err, tr("The deck of the unfinished exam is gone."));
    }
    find_boards(shelf, sitting->bank, sitting->boards);
    sitting->exam = store_exam_resume(store, sitting->bank, sitting->boards, (int64_t)minutes * 60000, now, err);
    if (!sitting->exam)
        return false;
    sitting->stored = true;
    sitting->steps_seen = sitting->exam->n_steps;
    sitting->saved_second = clock_seconds(sitting->exam->left_ms);
    exam_apply(sitting->exam, (struct exam_move){.kind = EXAM_RESUME}, now);
    return true;
}

static int minutes_of_setup(const char *setup)
{
    char id[DECK_ID_MAX + 1];
    int questions, minutes = 0;
    return sscanf(setup, "exam %40s --questions %d --minutes %d", id, &questions, &minutes) == 3 ? minutes : 0;
}

bool sitting_reopen(struct sitting *sitting, struct store *store, const struct shelf *shelf, const struct deck *bank,
                    int64_t id, struct err *err)
{
    sitting_clear(sitting);
    sitting->bank = bank;
    find_boards(shelf, bank, sitting->boards);
    sitting->exam = store_exam_reopen(store, bank, sitting->boards, id, minutes_of_setup, err);
    sitting->past = sitting->stored = sitting->exam != NULL;
    return sitting->exam != NULL;
}

/* -- saving -- */

static void take_note(struct sitting *sitting)
{
    if (sitting->exam->n_steps == sitting->steps_seen)
        return;
    sitting->steps_seen = sitting->exam->n_steps;
    sitting->changes =
        xgrow(sitting->changes, sitting->n_changes, &sitting->changes_capacity, sizeof *sitting->changes);
    sitting->changes[sitting->n_changes++] = sitting->exam->change;
}

bool sitting_unsaved(const struct sitting *sitting)
{
    return sitting->exam && !sitting->past && (sitting->n_changes > sitting->n_saved || !sitting->stored);
}

void sitting_move(struct sitting *sitting)
{
    sitting->stored = false;
    sitting->n_saved = 0;
}

enum store_saved sitting_save(struct sitting *sitting, struct store *store, struct err *err)
{
    enum store_saved saved = STORE_SAVED;
    if (sitting->past)
        return STORE_SAVED;
    int second = clock_seconds(sitting->exam->left_ms);
    take_note(sitting);
    if (!sitting_unsaved(sitting) && (second == sitting->saved_second || sitting->exam->end != EXAM_RUNS))
        return STORE_SAVED;
    if (!store_it(sitting, store, err))
        return STORE_FAILED;
    int n = sitting->n_changes - sitting->n_saved;
    saved = n ? store_exam_save(store, sitting->exam, &sitting->changes[sitting->n_saved], n, err)
              : store_exam_tick(store, sitting->exam, err);
    if (saved == STORE_SAVED) {
        sitting->n_saved = sitting->n_changes;
        sitting->saved_second = second;
    }
    return saved;
}
