/* The backups: which there are, what is in each, and the question before one is brought back. */
#include "base/tr.h"
#include "screens/flow.h"
#include "screens/screen.h"
#include "screens/settings.h"

#include <inttypes.h>
#include <stdio.h>

enum { ID_BAR = 1, ID_ROW = 1000, LIST_EM = 60 };

struct page {
    struct settings_view *view;
    const struct settings_facts *facts;
    bool picked;
    bool bring; /* what has the focus is brought into view */
};

/* -- the list -- */

static void what_it_is(const struct settings_backup *backup, char *text, int size)
{
    if (!backup->looked_at)
        snprintf(text, (size_t)size, "...");
    else if (backup->problems < 0)
        snprintf(text, (size_t)size, "%s", tr("cannot be read"));
    else if (backup->problems > 0)
        snprintf(text, (size_t)size, "%s", tr("damaged"));
    else
        snprintf(text, (size_t)size, trn("sound, %d answer", "sound, %d answers", (int)backup->answers),
                 (int)backup->answers);
}

static void row(struct flow *flow, int i)
{
    struct page *page = flow->data;
    struct ui *ui = flow->ui;
    const struct theme *t = ui->theme;
    const struct settings_backup *backup = &page->facts->backups[i];
    struct font strong = ui_font(ui, TEXT_BODY, WEIGHT_SEMIBOLD), weak = ui_font(ui, TEXT_BODY, WEIGHT_REGULAR);
    char what[80], label[160];
    what_it_is(backup, what, sizeof what);
    snprintf(label, sizeof label, "%s: %s", backup->when, what);
    int w = flow->r.w - 2 * SPACE_16;
    bool beside = ui_width(ui, strong, backup->when) + SPACE_16 + ui_width(ui, weak, what) <= w;
    int line = draw_line_px(strong), h = (beside ? line : 2 * line) + 2 * SPACE_12;
    struct rect box = flow_line(flow, h), in = rect_inset(box, SPACE_16, SPACE_12);
    struct ui_state state = ui_control(ui, ID_ROW + i, box, label, NULL, true);
    draw_box(&ui->draw, box,
             (struct draw_box){.fill = state.hover ? t->hover : t->surface,
                               .border = t->edge,
                               .border_px = BORDER,
                               .radius_px = RADIUS_CARD});
    if (state.focused) {
        ui_ring(ui, box, RADIUS_CARD);
        page->view->row = i;
        if (page->bring)
            flow_show(flow, box.y - SPACE_8, box.h + 2 * SPACE_8);
    }
    if (state.clicked) {
        page->view->row = i;
        page->picked = true;
    }
    uint32_t ink = backup->looked_at && backup->problems ? t->wrong : t->muted;
    ui_label(ui, rect_cut_top(&in, line), strong, t->ink, ALIGN_LEFT, backup->when);
    if (beside)
        in = rect_inset(box, SPACE_16, SPACE_12);
    ui_label(ui, in, weak, ink, beside ? ALIGN_RIGHT : ALIGN_LEFT, what);
    flow_space(flow, SPACE_8);
}

static void fill_list(struct flow *flow)
{
    const struct page *page = flow->data;
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, flow->ui->theme->muted,
              tr("Each has all that was there at that time. Choose one: what it would change is said before it does."),
              SPACE_16);
    for (int i = 0; i < page->facts->n_backups; i++)
        row(flow, i);
}

static struct rect content(struct ui *ui, struct rect r)
{
    int most = ui_scaled(ui, LIST_EM * EM);
    r = rect_inset(r, ui_margin(ui), ui_wider_than(ui, 40) ? SPACE_24 : SPACE_12);
    if (r.w > most)
        r = (struct rect){r.x + SPACE_32, r.y, most, r.h};
    return r;
}

static enum settings_action list(struct settings_view *view, struct ui *ui, const struct settings_facts *facts)
{
    struct page page = {.view = view, .facts = facts};
    ui_screen(ui, SCREEN_SETTINGS * 10000 + 1);
    if (!ui->focus && facts->n_backups)
        ui_focus(ui, ID_ROW + (view->row < facts->n_backups ? view->row : 0));
    page.bring = ui->focus != view->focus_shown;
    view->focus_shown = ui->focus;
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, &r, tr("Backups"), tr("of your answers, plan and settings"), "");
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    int from = ui->n_controls;
    flow_page(ui, content(ui, r), &view->list, false, fill_list, &page);
    flow_arrows(ui, from);
    const struct ui_button buttons[] = {
        {.label = tr("Bring back"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY},
        {.label = tr("Settings"), .key_label = tr("Esc"), .key = KEY_ESCAPE}};
    int pressed = ui_bottom_bar(ui, &below, ID_BAR, buttons, 2, tr("\xe2\x86\x91 \xe2\x86\x93 choose a backup"));
    if (pressed == 1)
        view->listing = false;
    return (pressed == 0 || page.picked) && facts->n_backups ? SETTINGS_LOOK : SETTINGS_NOTHING;
}

/* -- the question -- */

static void fill_question(struct flow *flow)
{
    const struct page *page = flow->data;
    const struct settings_restore *asks = page->facts->asks;
    const struct theme *t = flow->ui->theme;
    char text[200];
    snprintf(text, sizeof text, tr("Bring back the backup of %s?"), asks->when);
    flow_text(flow, TEXT_TITLE, WEIGHT_BOLD, t->ink, text, SPACE_16);
    snprintf(text, sizeof text, trn("It has %d answer.", "It has %d answers.", (int)asks->answers), (int)asks->answers);
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->ink, text, SPACE_8);
    if (asks->lost) {
        snprintf(text, sizeof text,
                 asks->damaged ? trn("%d answer that you have now is not in it, and comes along.",
                                     "%d answers that you have now are not in it, and come along.", asks->lost)
                               : trn("%d answer that you have now is not in it.",
                                     "%d answers that you have now are not in it.", asks->lost),
                 asks->lost);
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, text, SPACE_8);
    } else if (asks->reads) {
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->ink, tr("It has all answers that you have now."), SPACE_8);
    } else if (asks->is_there) {
        flow_text(flow, TEXT_BODY, WEIGHT_SEMIBOLD, t->ink, tr("None of the answers that you have now can be read."),
                  SPACE_8);
    }
    flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->ink,
              tr("Your plan, exam days and settings become those of that day, too."), SPACE_8);
    if (asks->is_there)
        flow_text(flow, TEXT_BODY, WEIGHT_REGULAR, t->muted,
                  asks->damaged ? tr("What you have now is damaged. It stays in your data folder under another name.")
                                : tr("What you have now becomes a backup first, so that you can go back to it."),
                  0);
}

static enum settings_action question(struct settings_view *view, struct ui *ui, const struct settings_facts *facts)
{
    struct page page = {.view = view, .facts = facts};
    const struct settings_restore *asks = facts->asks;
    bool with =
        asks->lost && asks->damaged; /* what can be saved of a damaged file is taken along, unless said otherwise */
    char along[80];
    ui_screen(ui, SCREEN_SETTINGS * 10000 + 2);
    struct rect r = {0, 0, ui->in.width_px, ui->in.height_px};
    ui_top_bar(ui, &r, tr("Backups"), asks->when, "");
    ui_notice(ui, &r, ui->theme->wrong, facts->not_saved);
    ui_notice(ui, &r, ui->theme->ink, facts->said);
    struct rect below = r;
    rect_cut_bottom(&r, ui_bar_height(ui));
    flow_page(ui, content(ui, r), &view->question, true, fill_question, &page);
    if (!ui_wider_than(ui, 40))
        snprintf(along, sizeof along, "%s", with ? tr("Without") : tr("With them"));
    else
        snprintf(along, sizeof along,
                 with ? trn("Without that one", "Without those %d", asks->lost)
                      : trn("With that one", "With those %d", asks->lost),
                 asks->lost);
    struct ui_button buttons[3] = {
        {.label = tr("Bring it back"), .key_label = tr("Enter"), .key = KEY_ENTER, .kind = BUTTON_PRIMARY}};
    enum settings_action actions[3] = {with ? SETTINGS_BRING_BACK_WITH : SETTINGS_BRING_BACK};
    int n = 1;
    if (asks->lost) {
        buttons[n] = (struct ui_button){.label = along, .key_label = "W", .key = 'w'};
        actions[n++] = with ? SETTINGS_BRING_BACK : SETTINGS_BRING_BACK_WITH;
    }
    buttons[n] = (struct ui_button){.label = tr("Back"), .key_label = tr("Esc"), .key = KEY_ESCAPE};
    actions[n++] = SETTINGS_LEAVE_IT;
    int pressed = ui_bottom_bar(ui, &below, ID_BAR, buttons, n, "");
    return pressed < 0 ? SETTINGS_NOTHING : actions[pressed];
}

enum settings_action settings_backups(struct settings_view *view, struct ui *ui, const struct settings_facts *facts)
{
    return facts->asks ? question(view, ui, facts) : list(view, ui, facts);
}
