/* Home, and the list of all decks. */
#include "states.h"

enum {
    DUE,
    OPEN_DRILL,
    PROBLEMS,
    FIRST_TIME,
    PASSED,
    NOTHING_DUE,
    PLAN_EMPTY,
    NO_DECKS,
    DECKS_LISTED,
    UNFINISHED,
    READ_TODAY
};
enum { ROWS = 6, PLANNED = 4 };

static struct home_deck row(const char *title, int due, int fresh, bool planned)
{
    struct home_deck row = {.title = title,
                            .language = "English",
                            .exams = "AZ-900",
                            .file = "/usr/share/demarc/decks/azure.yaml",
                            .first_model = "On-premises",
                            .last_model = "SaaS",
                            .n_layers = 10,
                            .asked = 30,
                            .met = fresh ? 12 : 30,
                            .due = due,
                            .fresh = fresh,
                            .as_of_day = STAGE_TODAY - 40,
                            .planned = planned};
    row.map.rows = planned ? 10 : 0;
    row.map.columns = 3;
    for (int i = 0; i < 30; i++)
        row.map.cells[i] = (unsigned char)(i % 4);
    return row;
}

/* Rows live as long as the program. nothing: there is nothing to answer today. */
static const struct home_deck *rows(bool nothing)
{
    static struct home_deck rows[ROWS];
    rows[0] = row("Azure, training diagram", nothing ? 0 : 14, 0, true);
    rows[1] = row("Terms and misconceptions", nothing ? 0 : 7, nothing ? 0 : 3, true);
    rows[2] = row("Tasks: who does it?", 0, nothing ? 0 : 5, true);
    rows[3] = row("Azure, documentation of 2026", 0, 0, true);
    rows[4] = row("Laptops at our school, and who looks after which part of them", 0, 0, false);
    rows[5] = row("AWS: of and in the cloud", 0, 30, false);
    rows[2].first_model = NULL;
    rows[3].met = 0;
    rows[3].starts_day = STAGE_TODAY + 5;
    return rows;
}

static void usual(struct home_facts *f, bool nothing)
{
    *f = (struct home_facts){.decks = rows(nothing),
                             .n_decks = ROWS,
                             .n_planned = PLANNED,
                             .to_answer = 29,
                             .minutes = 6,
                             .due = 21,
                             .fresh = 8,
                             .today = STAGE_TODAY,
                             .rounds = true,
                             .exams = true,
                             .moves = true,
                             .exam = "AZ-900",
                             .exam_day = STAGE_TODAY + 12,
                             .forecast = {HOME_FORECAST_KNOWN, STAGE_TODAY + 12, 6, 9, 7, false},
                             .others = "2 in English",
                             .problems = "",
                             .own_folder = "/home/eva/.local/share/demarc/decks",
                             .saved = "Saved. Last backup today, 08:12.",
                             .said = ""};
}

static void is_done(struct home_facts *f, int which)
{
    f->to_answer = f->minutes = f->due = f->fresh = 0;
    f->exam_day = 0;
    f->said = which == NO_DECKS ? "" : "18 of 20 right at the first try";
    if (which == NOTHING_DUE) {
        f->next_day = STAGE_TODAY + 3;
        f->next_due = 12;
        f->next_minutes = 3;
    } else {
        f->n_planned = 0;
        f->n_decks = which == NO_DECKS ? 0 : ROWS;
        f->exams = f->rounds = f->moves = which != NO_DECKS;
        f->said = "";
    }
}

static bool home(struct stage *s, int which)
{
    struct home_facts *f = &s->home_facts;
    bool nothing = which >= NOTHING_DUE && which <= NO_DECKS;
    usual(f, nothing);
    if (nothing)
        is_done(f, which);
    if (which == OPEN_DRILL) {
        f->open_left = 7;
        f->open_days = 1;
        f->forecast.state = HOME_FORECAST_COMING;
    } else if (which == PROBLEMS) {
        f->problems = "laptops.yaml:15:53: \"onw\" is not a model of this deck: write \"own\"";
        f->not_saved = "Nothing is being saved: /home/eva/.local/share/demarc is full";
        f->forecast.estimate = true;
    } else if (which == FIRST_TIME) {
        f->forecast.state = HOME_FORECAST_NONE;
        f->ask_goal = true;
        f->exam = "";
        f->exam_day = 0;
    } else if (which == UNFINISHED) {
        f->open_left = 7;
        f->exam_left_ms = 751000;
        f->round_done = 2;
        f->round_boards = 5;
    } else if (which == READ_TODAY) {
        f->to_answer = f->minutes = f->due = f->fresh = 0;
        f->shown = 30;
        f->next_day = STAGE_TODAY + 1;
        f->n_planned = 1;
        static struct home_deck read[ROWS];
        for (int i = 0; i < ROWS; i++)
            read[i] = f->decks[i];
        read[0].due = read[0].met = 0;
        read[0].shown = 30;
        for (int i = 0; i < 30; i++)
            read[0].map.cells[i] = HOME_NEW;
        f->decks = read;
        f->forecast.state = HOME_FORECAST_NONE;
    } else if (which == PASSED) {
        f->exam_day = 0;
        f->passed = "AZ-900";
        f->passed_day = STAGE_TODAY - 1;
    }
    s->home.all = which == DECKS_LISTED;
    s->home.chosen = which == DECKS_LISTED ? 4 : 0;
    s->screen = SCREEN_HOME;
    stage_frame(s);
    stage_wait(s, NEW_SCREEN_MS);
    if (which == DECKS_LISTED)
        stage_key(s, KEY_DOWN);
    return true;
}

const struct state states_home[] = {
    {"home-due", home, DUE},
    {"home-open", home, OPEN_DRILL},
    {"home-problems", home, PROBLEMS},
    {"home-first-time", home, FIRST_TIME},
    {"home-passed", home, PASSED},
    {"home-nothing-due", home, NOTHING_DUE},
    {"home-plan-empty", home, PLAN_EMPTY},
    {"home-no-decks", home, NO_DECKS},
    {"home-decks", home, DECKS_LISTED},
    {"home-unfinished", home, UNFINISHED},
    {"home-read-today", home, READ_TODAY},
    {NULL, NULL, 0},
};
