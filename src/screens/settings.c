/* Settings, row by row: a name, what it means, and a control that holds the value. In one column, or in two where there
   is room: what one reads and learns by, and what lies on the disk. */
#include "screens/settings.h"

#include "base/tr.h"
#include "screens/flow.h"
#include "screens/language.h"
#include "screens/screen.h"
#include "screens/when.h"
#include "srs/day.h"
#include "ui/field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ID_BAR = 1,
    ID_FOLDER = 50,
    ID_BACKUP,
    ID_RESTORE, /* behind it, as they stand in one line */
    ID_EXAM = 60,
    ID_ROW = 100, /* + ROW_IDS for each */
    ROW_IDS = 20,
    YEARS_AHEAD = 10 /* no exam is planned further ahead */
};

enum kind { KIND_STEPS, KIND_WORDS };

struct word {
    const char *value, *word;
};

enum row { TEXT_SIZE, THEME, MOTION, LANGUAGE, MINUTES, RETENTION, DAY_START, RATINGS, SOUNDS };

static const struct {
    const char *name;
    enum kind kind;
    const char *title, *note;
    struct word words[3];
    int n_words;
} rows[SETTINGS_ROWS] = {
    [TEXT_SIZE] = {"text_size",
                   KIND_STEPS,
                   TR_MARK("Text size"),
                   TR_MARK("From 100 to 200 %; auto: as your display says."),
                   {{0}},
                   0},
    [THEME] = {"theme",
               KIND_WORDS,
               TR_MARK("Theme"),
               "",
               {{"light", TR_MARK("Light")}, {"dark", TR_MARK("Dark")}, {"contrast", TR_MARK("High contrast")}},
               3},
    [MOTION] = {"motion",
                KIND_WORDS,
                TR_MARK("Motion"),
                TR_MARK("Reduced: nothing moves."),
                {{"full", TR_MARK("Full")}, {"reduced", TR_MARK("Reduced")}, {0}},
                2},
    [LANGUAGE] = {"language",
                  KIND_WORDS,
                  TR_MARK("Language of the decks"),
                  TR_MARK("A deck that is not translated stays as it was written."),
                  {{0}},
                  0},
    [MINUTES] = {"minutes", KIND_STEPS, TR_MARK("Minutes a day"), TR_MARK("How long a drill takes."), {{0}}, 0},
    [RETENTION] = {"retention",
                   KIND_STEPS,
                   TR_MARK("Still known when asked again"),
                   TR_MARK("Higher: more to answer each day."),
                   {{0}},
                   0},
    [DAY_START] = {"day_start",
                   KIND_STEPS,
                   TR_MARK("A day begins at"),
                   TR_MARK("Until then an evening goes on. Today keeps the hour it began with."),
                   {{0}},
                   0},
    [RATINGS] = {"ratings",
                 KIND_WORDS,
                 TR_MARK("Cards are rated"),
                 TR_MARK("Not yet and Knew it; or with Hardly and Easily."),
                 {{"2", TR_MARK("Two ways")}, {"4", TR_MARK("Four ways")}, {0}},
                 2},
    [SOUNDS] = {"sounds",
                KIND_WORDS,
                TR_MARK("Sounds"),
                TR_MARK("A tick at Check: high for right, low for wrong."),
                {{"off", TR_MARK("Off")}, {"on", TR_MARK("On")}, {0}},
                2},
};

const char *settings_name(int row)
{
    return rows[row].name;
}

const char *settings_title(const char *name)
{
    for (int row = 0; row < SETTINGS_ROWS; row++)
        if (strcmp(rows[row].name, name) == 0)
            return tr(rows[row].title);
    return tr("Exam day");
}

struct page {
    struct settings_view *view;
    const struct settings_facts *facts;
    enum settings_action action;
    bool bring; /* what has the focus is brought into view */
};

/* -- what changes -- */

static void change(struct page *page, const char *name, const char *value)
{
    struct settings_view *view = page->view;
    snprintf(view->name, sizeof view->name, "%s", name);
    snprintf(view->value, sizeof view->value, "%s", value ? value : "");
    view->unset = !value;
    page->action = SETTINGS_CHANGE;
}

/* -- a row -- */

static void begin_row(struct flow *flow)
{
    if (flow->r.y > flow->top_px)
        flow_space(flow, SPACE_16);
}

/* The name at the left, what it means below it, and the control at the right or, where there is no room, below them. */
static struct rect place(struct flow *flow, const char *title, const char *note, int w_px, int h_px)
{
    struct ui *ui = flow->ui;
    begin_row(flow);
    struct font strong = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), weak = ui_font(ui, TEXT_NOTE, WEIGHT_REGULAR);
    bool beside = w_px + SPACE_24 + ui_scaled(ui, 10 * EM) <= flow->r.w;
    int w = beside ? flow->r.w - w_px - SPACE_24 : flow->r.w;
    int title_h = ui_paragraph_height(ui, w, strong, title), note_h = ui_paragraph_height(ui, w, weak, note);
    int text_h = title_h + (note_h ? SPACE_4 + note_h : 0), row_h = beside && h_px > text_h ? h_px : text_h;
    int first_h =
        beside && h_px > ui_button_height(ui) ? ui_button_height(ui) : row_h; /* the name stands at its first line */
    int down = beside && first_h > text_h ? (first_h - text_h) / 2 : 0;
    struct rect r = flow_line(flow, row_h), text = {r.x, r.y + down, w, text_h};
    rect_cut_top(&text, ui_paragraph(ui, text, strong, ui->theme->ink, title) + SPACE_4);
    ui_paragraph(ui, text, weak, ui->theme->muted, note);
    if (beside)
        return (struct rect){r.x + r.w - w_px, r.y + (row_h - h_px) / 2, w_px, h_px};
    flow_space(flow, SPACE_8);
    return flow_line(flow, h_px);
}

static void bring(struct flow *flow, struct rect r, int id, int n)
{
    const struct page *page = flow->data;
    if (page->bring && flow->ui->focus >= id && flow->ui->focus < id + n)
        flow_show(flow, r.y - SPACE_8, r.h + 2 * SPACE_8);
}

static const char *note_of(const struct page *page, int row)
{
    if (page->facts->values[row].overruled)
        return tr("The command line says otherwise until demarc ends.");
    return *rows[row].note ? tr(rows[row].note) : "";
}

/* -- steps -- */

/* A drill of a few minutes is set to the minute, a long one is not. */
static int step_minutes(int is, int by)
{
    int step = is + (by < 0 ? -1 : 0) < 10 ? 1 : is + (by < 0 ? -1 : 0) < 60 ? 5 : 10;
    int to = by > 0 ? (is / step + 1) * step : (is - 1) / step * step;
    return to < 1 ? 1 : to > SETTING_MINUTES_MAX ? SETTING_MINUTES_MAX : to;
}

static bool is_auto(const char *value)
{
    return strcmp(value, SETTING_AUTO) == 0;
}

/* From auto up through the sizes, and back down to it. False: there is nothing further on that side. */
static bool step_text_size(const char *is, int by, char to[SETTING_MAX])
{
    int percent = is_auto(is) ? SETTING_TEXT_LEAST - SETTING_TEXT_STEP : atoi(is);
    percent += by * SETTING_TEXT_STEP;
    if (is_auto(is) && by < 0)
        return false;
    snprintf(to, SETTING_MAX, "%d", percent);
    if (percent < SETTING_TEXT_LEAST)
        snprintf(to, SETTING_MAX, "%s", SETTING_AUTO);
    return percent <= SETTING_TEXT_MOST;
}

static int percent_of(const char *retention)
{
    const char *point = strchr(retention, '.');
    return point ? atoi(point + 1) : 0;
}

static bool stepped(enum row row, const char *is, int by, char to[SETTING_MAX])
{
    const char *id;
    struct err err;
    char value[SETTING_MAX];
    if (row == TEXT_SIZE)
        return step_text_size(is, by, to);
    if (row == MINUTES)
        snprintf(value, sizeof value, "%d", step_minutes(atoi(is), by));
    else if (row == RETENTION)
        snprintf(value, sizeof value, "0.%02d", percent_of(is) + by);
    else
        snprintf(value, sizeof value, "%d", atoi(is) + by);
    return strcmp(value, is) != 0 && setting_check(setting_find(rows[row].name, &id), value, to, &err);
}

static void say_steps(const struct settings_facts *facts, enum row row, char *text, int size)
{
    const char *value = facts->values[row].text;
    if (row == TEXT_SIZE && is_auto(value))
        snprintf(text, (size_t)size, tr("auto, %d %%"), facts->text_percent);
    else if (row == TEXT_SIZE)
        snprintf(text, (size_t)size, tr("%s %%"), value);
    else if (row == RETENTION)
        snprintf(text, (size_t)size, tr("%d %%"), percent_of(value));
    else if (row == DAY_START)
        snprintf(text, (size_t)size, tr("%s:00"), value);
    else
        snprintf(text, (size_t)size, "%s", value);
}

static void steps_row(struct flow *flow, enum row row)
{
    struct page *page = flow->data;
    struct ui *ui = flow->ui;
    const char *is = page->facts->values[row].text;
    char value[40], to[SETTING_MAX];
    int id = ID_ROW + row * ROW_IDS;
    say_steps(page->facts, row, value, sizeof value);
    struct ui_stepper stepper = {.label = tr(rows[row].title),
                                 .value = value,
                                 .least = !stepped(row, is, -1, to),
                                 .most = !stepped(row, is, 1, to),
                                 .in_rows = true};
    int w = ui_stepper_width(ui, row == TEXT_SIZE ? tr("auto, 100 %") : "100 %");
    struct rect r = place(flow, stepper.label, note_of(page, row), w, ui_button_height(ui));
    r.w = w < r.w ? w : r.w;
    bring(flow, r, id, ROW_IDS);
    int by = ui_stepper(ui, id, r, &stepper);
    if (by && stepped(row, is, by, to))
        change(page, rows[row].name, is_auto(to) ? NULL : to);
}

/* -- words -- */

static void words_row(struct flow *flow, enum row row)
{
    struct page *page = flow->data;
    const struct settings_facts *facts = page->facts;
    struct ui_choice choice = {.label = tr(rows[row].title), .chosen = -1};
    const char *values[CHOICES_MAX];
    for (; row != LANGUAGE && choice.n < rows[row].n_words; choice.n++) {
        choice.words[choice.n] = tr(rows[row].words[choice.n].word);
        values[choice.n] = rows[row].words[choice.n].value;
    }
    for (; row == LANGUAGE && choice.n < facts->n_languages; choice.n++) {
        values[choice.n] = facts->languages[choice.n];
        choice.words[choice.n] = choice.n ? language_name(values[choice.n]) : tr("The system's");
    }
    for (int i = 0; i < choice.n; i++)
        if (strcmp(values[i], facts->values[row].text) == 0)
            choice.chosen = i;
    if (choice.chosen < 0)
        choice.chosen = 0;
    struct ui *ui = flow->ui;
    int id = ID_ROW + row * ROW_IDS, w = ui_choice_width(ui, &choice), all = flow->r.w;
    bool fits = w + SPACE_24 + ui_scaled(ui, 10 * EM) <= all;
    struct rect r = place(flow, choice.label, note_of(page, row), w, ui_choice_height(ui, fits ? w : all, &choice));
    bring(flow, r, id, choice.n);
    int picked = ui_choice(ui, id, r, &choice);
    if (picked >= 0)
        change(page, rows[row].name, is_auto(values[picked]) ? NULL : values[picked]);
}

static void setting_row(struct flow *flow, enum row row)
{
    if (rows[row].kind == KIND_STEPS)
        steps_row(flow, row);
    else
        words_row(flow, row);
}

/* -- exam days -- */

/* What was typed becomes the day; what is no day stays, and is said. */
static void take_day(struct page *page, int i)
{
    struct settings_view *view = page->view;
    const struct settings_exam *exam = &page->facts->exams[i];
    char name[DECK_ID_MAX + 8], value[SETTING_MAX], date[SETTINGS_DATE_MAX];
    const char *text = view->exams[i].text;
    int day, year, month, mday;
    snprintf(name, sizeof name, "exam.%s", exam->id);
    view->exams[i].error[0] = '\0';
    if (!text[strspn(text, " ")]) {
        view->exams[i].dirty = view->exams[i].known = false;
        if (exam->day)
            change(page, name, NULL);
        return;
    }
    view->focus_shown = 0; /* what is wrong is brought into view with the field */
    if (!when_read(text, page->facts->today, &day)) {
        snprintf(view->exams[i].error, sizeof view->exams[i].error, "%s",
                 tr("This is no day. Write day, month and year: 3 December 2026."));
        return;
    }
    when_date(day, date, sizeof date);
    if (day <= page->facts->today || day > page->facts->today + YEARS_AHEAD * 366) {
        snprintf(view->exams[i].error, sizeof view->exams[i].error,
                 day <= page->facts->today ? tr("%s does not lie ahead; an exam's day does.")
                                           : tr("%s is too far ahead to plan for."),
                 date);
        return;
    }
    view->exams[i].dirty = view->exams[i].known = false;
    day_to_date(day, &year, &month, &mday);
    snprintf(value, sizeof value, "%04d-%02d-%02d", year, month, mday);
    if (day != exam->day)
        change(page, name, value);
}

/* The text of a day that was set elsewhere, or undone. */
static void follow_day(struct ui *ui, struct settings_view *view, int i, int day)
{
    if (view->exams[i].known && view->exams[i].day == day)
        return;
    view->exams[i].known = true;
    view->exams[i].day = day;
    view->exams[i].dirty = false;
    if (ui->caret_of == ID_EXAM + i)
        ui->caret_of = 0; /* it goes to the end of the new text */
    view->exams[i].text[0] = view->exams[i].error[0] = '\0';
    if (day)
        when_date(day, view->exams[i].text, sizeof view->exams[i].text);
}

/* Escape gives up what was typed, and so does Ctrl+Z. */
static bool gives_up(struct ui *ui)
{
    return ui_take_key(ui, KEY_ESCAPE, false) || ui_take_key(ui, 'z', true);
}

static void exam_row(struct flow *flow, int i)
{
    struct page *page = flow->data;
    struct ui *ui = flow->ui;
    const struct settings_exam *exam = &page->facts->exams[i];
    struct settings_view *view = page->view;
    char title[DECK_ID_MAX + 40];
    if (!view->exams[i].dirty)
        follow_day(ui, view, i, exam->day);
    if (view->exams[i].dirty && ui->focus == ID_EXAM + i && gives_up(ui))
        view->exams[i].known = view->exams[i].dirty = false, follow_day(ui, view, i, exam->day);
    snprintf(title, sizeof title, tr("Day of the exam %s"), exam->name);
    struct ui_field field = {.label = title,
                             .placeholder = tr("none"),
                             .error = view->exams[i].error,
                             .takes_enter = true,
                             .text = view->exams[i].text,
                             .size = sizeof view->exams[i].text};
    int w = ui_scaled(ui, 15 * EM);
    bool fits = w + SPACE_24 + ui_scaled(ui, 10 * EM) <= flow->r.w;
    int h = ui_field_height(ui, fits ? w : flow->r.w, field.error);
    struct rect r = place(flow, title, tr("Everything is asked again in the days before it."), w, h);
    bring(flow, r, ID_EXAM + i, 1);
    struct ui_typed typed = ui_field(ui, ID_EXAM + i, r, &field);
    if (typed.changed) {
        view->exams[i].dirty = true;
        view->warned = false;
        view->exams[i].error[0] = '\0';
    }
    bool left = view->exams[i].dirty && !typed.focused && !view->exams[i].error[0];
    if (ui->acts && (typed.entered || left))
        take_day(page, i);
}

/* -- on the disk -- */

/* Side by side where there is room; the one pressed, or -1. The first has that id, the next one more. */
static int button_line(struct flow *flow, int id, const struct ui_button *buttons, int n)
{
    struct ui *ui = flow->ui;
    int pressed = -1;
    struct rect row = flow_line(flow, ui_button_height(ui));
    for (int i = 0; i < n; i++) {
        int w = ui_button_width(ui, &buttons[i]);
        if (i && w > row.w) {
            flow_space(flow, SPACE_12);
            row = flow_line(flow, ui_button_height(ui));
        }
        struct rect r = rect_cut_left(&row, w < row.w ? w : row.w);
        rect_cut_left(&row, SPACE_12);
        bring(flow, r, id + i, 1);
        if (ui_button(ui, id + i, r, &buttons[i]))
            pressed = i;
    }
    return pressed;
}

static void data_rows(struct flow *flow)
{
    struct page *page = flow->data;
    const struct settings_facts *facts = page->facts;
    uint32_t ink = flow->ui->theme->ink;
    char text[400];
    if (!facts->folder) {
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ink, tr("There is no home folder, so nothing is kept."), SPACE_8);
        return;
    }
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ink, tr("Your answers and own decks lie in"), SPACE_4);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ink, facts->folder, SPACE_12);
    const struct ui_button open = {.label = tr("Open the folder"), .key_label = "F", .key = 'f'};
    if (button_line(flow, ID_FOLDER, &open, 1) == 0)
        page->action = SETTINGS_FOLDER;
    flow_space(flow, SPACE_16);
    if (facts->n_backups)
        snprintf(text, sizeof text, trn("%d backup, of", "%d backups, the newest of", facts->n_backups),
                 facts->n_backups);
    else
        snprintf(text, sizeof text, "%s", tr("No backup yet: one is made on each day you learn."));
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ink, text, SPACE_4);
    for (int i = 0; i < facts->n_backups && i < SETTINGS_BACKUPS_SHOWN; i++)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ink, facts->backups[i].when, SPACE_4);
    flow_space(flow, SPACE_8);
    const struct ui_button buttons[] = {{.label = tr("Make one now"), .key_label = "B", .key = 'b'},
                                        {.label = tr("Go back to one"), .key_label = "R", .key = 'r'}};
    int pressed = button_line(flow, ID_BACKUP, buttons, facts->n_backups ? 2 : 1);
    if (pressed == 0)
        page->action = SETTINGS_BACKUP;
    else if (pressed == 1)
        page->view->listing = true;
}

static void about_rows(struct flow *flow)
{
    const struct page *page = flow->data;
    uint32_t ink = flow->ui->theme->ink, muted = flow->ui->theme->muted;
    static const char *const lines[] = {
        TR_MARK("Code and signs: MIT licence"), TR_MARK("Texts of the decks: CC BY 4.0"),
        TR_MARK("Font: Inter, SIL Open Font License 1.1"),
        TR_MARK("With SDL 2 and SDL_ttf (zlib), SQLite (public domain), libyaml (MIT) and libpng (its own)")};
    char text[80];
    snprintf(text, sizeof text, "demarc %s", page->facts->version);
    flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, ink, text, SPACE_8);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, ink, tr(lines[i]), SPACE_8);
    flow_text(flow, TEXT_NOTE, WEIGHT_REGULAR, muted,
              tr("Nothing is sent anywhere. What you answer stays in the folder above."), SPACE_4);
}

/* -- sections -- */

static void section(struct flow *flow, const char *title, flow_fill *fill)
{
    flow_text(flow, TEXT_LEAD, WEIGHT_SEMIBOLD, flow->ui->theme->ink, title, SPACE_8);
    flow_panel(flow, fill, SPACE_24);
}

static void reading_rows(struct flow *flow)
{
    for (enum row row = TEXT_SIZE; row <= LANGUAGE; row++)
        setting_row(flow, row);
}

static void learning_rows(struct flow *flow)
{
    const struct page *page = flow->data;
    setting_row(flow, MINUTES);
    setting_row(flow, RETENTION);
    for (int i = 0; i < page->facts->n_exams; i++)
        exam_row(flow, i);
    for (enum row row = DAY_START; row <= SOUNDS; row++)
        setting_row(flow, row);
}

static void fill_settings(struct flow *flow)
{
    section(flow, tr("Reading"), reading_rows);
    section(flow, tr("Learning"), learning_rows);
}

static void fill_disk(struct flow *flow)
{
    section(flow, tr("Your data"), data_rows);
    section(flow, tr("About"), about_rows);
}

static void fill_all(struct flow *flow)
{
    fill_settings(flow);
    fill_disk(flow);
}

/* Side by side on one page, so that one key scrolls both. */
static void fill_columns(struct flow *flow)
{
    struct flow left = *flow, right = *flow;
    left.r.w = flow->r.w * 3 / 5;
    rect_cut_left(&right.r, left.r.w + SPACE_24);
    fill_settings(&left);
    fill_disk(&right);
    flow->show = rect_empty(left.show) ? right.show : left.show;
    flow_space(flow, (left.r.y > right.r.y ? left.r.y : right.r.y) - flow->r.y);
}

static enum settings_action bottom_bar(struct ui *ui, struct rect *r, const struct settings_facts *facts)
{
    char undo[120];
    snprintf(undo, sizeof undo, facts->undo && ui_wider_than(ui, 40) ? tr("Undo: %s") : tr("Undo"), facts->undo);
    const struct ui_button buttons[] = {
        {.label = tr("Done"), .key_label = tr("Esc"), .key = KEY_ESCAPE, .kind = BUTTON_PRIMARY},
        {.label = undo, .key_label = "Ctrl Z", .key = 'z', .ctrl = true, .disabled = !facts->undo}};
    int pressed =
        ui_bottom_bar(ui, r, ID_BAR, buttons, 2,
                      tr("\xe2\x86\x91 \xe2\x86\x93 go from row to row, \xe2\x86\x90 \xe2\x86\x92 change one"));
    return pressed == 0 ? SETTINGS_CLOSE : pressed == 1 ? SETTINGS_UNDO : SETTINGS_NOTHING;
}

/* The first Done only says that a day was not taken. */
static bool may_leave(struct settings_view *view, const struct settings_facts *facts)
{
    bool wrong = false;
    for (int i = 0; i < facts->n_exams; i++)
        wrong = wrong || (view->exams[i].dirty && view->exams[i].error[0]);
    view->warned = wrong && !view->warned;
    return !view->warned;
}

enum settings_action screen_settings(struct settings_view *view, struct ui *ui, const struct settings_facts *facts)
{
    struct page page = {.view = view, .facts = facts};
    if (view->listing)
        return settings_backups(view, ui, facts);
    ui_screen(ui, SCREEN_SETTINGS * 10000);
    if (!ui->focus)
        ui_focus(ui, ID_ROW);
    page.bring = ui->focus != view->focus_shown;
    view->focus_shown = ui->focus;
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, &r, tr("Settings"), tr("each takes effect at once"), "");
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink,
              view->warned ? tr("A day was not understood, and nothing was changed. Done once more leaves it so.")
                           : facts->said);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    int from = ui->n_controls;
    flow_page(ui, rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12), &view->scroll, false,
              ui_wider_than(ui, 62) ? fill_columns : fill_all, &page);
    flow_arrows(ui, from);
    enum settings_action action = bottom_bar(ui, &below, facts);
    if (action == SETTINGS_CLOSE && !page.action && !may_leave(view, facts))
        return SETTINGS_NOTHING;
    return page.action ? page.action : action;
}
