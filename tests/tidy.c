/* What holds for every picture. The rules know no screen: they see the display list and the controls. */
#include "tidy.h"

#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The same matter comes in many states of one screen: it is told once. */
static bool is_known(const struct tidy *tidy, const char *rule, const char *a, const char *b)
{
    static uint64_t told[4096];
    static int n_told;
    char key[600];
    snprintf(key, sizeof key, "%s|%s|%s|%s", tidy->where, rule, a, b ? b : "");
    uint64_t hash = rng_hash(0, key);
    for (int i = 0; i < n_told; i++)
        if (told[i] == hash)
            return true;
    if (n_told < (int)(sizeof told / sizeof *told))
        told[n_told++] = hash;
    return false;
}

void tidy_complain(struct tidy *tidy, const char *rule, const char *a, struct rect ra, const char *b, struct rect rb)
{
    tidy->failures++;
    if (!strstr(tidy->broken, rule))
        snprintf(tidy->broken + strlen(tidy->broken), sizeof tidy->broken - strlen(tidy->broken), "%s; ", rule);
    if (tidy->quiet || is_known(tidy, rule, a, b))
        return;
    if (b)
        print_error("%s: %s: '%s' at %d %d %d %d and '%s' at %d %d %d %d\n", tidy->where, rule, a, ra.x, ra.y, ra.w,
                    ra.h, b, rb.x, rb.y, rb.w, rb.h);
    else
        print_error("%s: %s: '%s' at %d %d %d %d\n", tidy->where, rule, a, ra.x, ra.y, ra.w, ra.h);
}

static void complain(struct tidy *tidy, const char *rule, const char *name, struct rect r)
{
    tidy_complain(tidy, rule, name, r, NULL, r);
}

/* -- texts -- */

static struct rect seen_of(const struct draw_command *c)
{
    return rect_common(c->r, c->clip);
}

static bool same_rect(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static bool is_within(struct rect a, struct rect b)
{
    return a.x >= b.x && a.x + a.w <= b.x + b.w && a.y >= b.y && a.y + a.h <= b.y + b.h;
}

static bool is_whole_window(const struct stage *s, struct rect clip)
{
    return same_rect(clip, (struct rect){0, 0, s->in.width_px, s->in.height_px});
}

/* The smallest box below the text that its middle lies on. */
static const struct draw_command *box_under(const struct draw_list *list, int text)
{
    const struct draw_command *t = &list->commands[text], *best = NULL;
    struct rect seen = seen_of(t);
    for (int i = 0; i < text; i++) {
        const struct draw_command *b = &list->commands[i];
        if (b->kind == DRAW_BOX && rect_has(seen_of(b), seen.x + seen.w / 2, seen.y + seen.h / 2) &&
            (!best || (int64_t)b->r.w * b->r.h < (int64_t)best->r.w * best->r.h))
            best = b;
    }
    return best;
}

/* Inside the box; a text that scrolls inside a box that does not is only asked about what is seen of it. */
static bool inside(const struct draw_command *text, const struct draw_command *box)
{
    struct rect t = same_rect(text->clip, box->clip) ? text->r : seen_of(text), b = box->r;
    return text->r.x >= b.x && text->r.x + text->r.w <= b.x + b.w && t.y >= b.y && t.y + t.h <= b.y + b.h;
}

/* What is clipped can be scrolled to: at the foot of its clip stands a note that says so. */
static bool can_be_scrolled(const struct draw_list *list, struct rect clip)
{
    for (int i = 0; i < list->n; i++) {
        const struct draw_command *c = &list->commands[i];
        const char *text = c->kind == DRAW_TEXT ? draw_text_of(list, c) : "";
        int x = c->r.x + c->r.w / 2, foot = clip.y + clip.h;
        if ((strstr(text, "more below") || strstr(text, "more above")) && x > clip.x && x < clip.x + clip.w &&
            c->r.y > foot - 12 && c->r.y < foot + 60)
            return true;
    }
    return false;
}

/* A filled box that hides this part of the window from what was drawn up to `from`; -1: none before `to`. */
static bool is_hidden(const struct draw_list *list, int from, int to, struct rect part)
{
    for (int i = from + 1; i < to; i++)
        if (list->commands[i].kind == DRAW_BOX && list->commands[i].colour &&
            is_within(part, seen_of(&list->commands[i])))
            return true;
    return false;
}

/* What is read. Lines and bands of a picture lie below words as boxes do. */
static bool is_read(const struct draw_command *c)
{
    return c->kind == DRAW_TEXT || c->kind == DRAW_SIGN;
}

static const char *sign_or_text(const struct draw_list *list, const struct draw_command *c)
{
    return c->kind == DRAW_TEXT ? draw_text_of(list, c) : "a sign";
}

/* A sign, or the letters of a text from the top of its capitals to the foot of its line. */
static struct rect ink_of(const struct draw_command *c)
{
    struct rect r = c->r;
    if (c->kind == DRAW_TEXT)
        rect_cut_top(&r, draw_baseline_px(c->font) - c->font.px * 3 / 4);
    return rect_common(r, c->clip);
}

/* Texts and signs beside each other. One that lies under something in the air is not one over the other. */
static void check_beside(struct tidy *tidy, const struct draw_list *list, int i)
{
    const struct draw_command *t = &list->commands[i];
    for (int k = 0; k < i; k++) {
        const struct draw_command *other = &list->commands[k];
        bool texts = t->kind == other->kind;
        struct rect both = rect_common(texts ? seen_of(t) : ink_of(t), texts ? seen_of(other) : ink_of(other));
        if (is_read(other) && !rect_empty(both) && !is_hidden(list, k, i, both))
            tidy_complain(tidy, "one over the other", sign_or_text(list, other), other->r, sign_or_text(list, t), t->r);
    }
}

enum { CARET = 2 }; /* in an empty field it stands before what the field asks for */

/* A later box over a part of it is a box that is too large; over all of it, something that is in the air. */
static void check_above(struct tidy *tidy, const struct draw_list *list, int i)
{
    const struct draw_command *t = &list->commands[i];
    struct rect seen = seen_of(t);
    for (int k = i + 1; k < list->n; k++) {
        const struct draw_command *box = &list->commands[k];
        struct rect both = rect_common(seen, seen_of(box));
        if (box->kind == DRAW_BOX && box->colour && !box->shadow_px && box->r.w > CARET && !rect_empty(both) &&
            !is_hidden(list, i, k, seen))
            tidy_complain(tidy, "a box over it", draw_text_of(list, t), t->r, "box", box->r);
    }
}

static void check_text(struct tidy *tidy, const struct stage *s, int i)
{
    const struct draw_list *list = &s->ui.draw;
    const struct draw_command *t = &list->commands[i];
    const char *text = draw_text_of(list, t);
    if (t->cut && !(tidy->may_be_cut && tidy->may_be_cut(s, text)))
        complain(tidy, "cut", text, t->r);
    struct rect r = is_whole_window(s, t->clip) ? t->r : seen_of(t);
    if (t->r.x < 0 || t->r.x + t->r.w > s->in.width_px || r.y < 0 || r.y + r.h > s->in.height_px)
        complain(tidy, "outside the window", text, t->r);
    else if (!same_rect(seen_of(t), t->r) && !can_be_scrolled(list, t->clip))
        tidy_complain(tidy, "only partly seen", text, t->r, "clip", t->clip);
    const struct draw_command *box = box_under(list, i);
    if (box && box != list->commands && !inside(t, box)) /* the first is the window's ground */
        tidy_complain(tidy, "out of its box", text, t->r, "box", box->r);
    check_above(tidy, list, i);
}

void tidy_texts(struct tidy *tidy, const struct stage *s)
{
    const struct draw_list *list = &s->ui.draw;
    for (int i = 0; i < list->n; i++) {
        const struct draw_command *c = &list->commands[i];
        if (!is_read(c) || rect_empty(seen_of(c)))
            continue;
        check_beside(tidy, list, i);
        if (c->kind == DRAW_TEXT)
            check_text(tidy, s, i);
    }
}

/* -- controls -- */

struct rect tidy_control_seen(const struct ui_control *control)
{
    return rect_common(control->r, control->clip);
}

/* Of what the screen shows; NULL: none. */
static const struct deck *deck_of(const struct stage *s)
{
    return s->session ? s->session->decks[0] : s->deck;
}

static bool is_layer(const struct stage *s, const struct ui_control *c)
{
    const struct deck *deck = deck_of(s);
    for (int layer = 0; layer < deck->n_layers; layer++)
        if (strcmp(stage_label(s, c), deck->layers[layer].name) == 0)
            return true;
    return false;
}

static bool is_zone(const struct stage *s, const struct ui_control *c)
{
    const struct deck *deck = deck_of(s);
    for (int zone = 0; zone < deck->n_zones; zone++)
        if (strcmp(stage_label(s, c), deck->zones[zone].name) == 0)
            return true;
    return false;
}

bool tidy_is_mark(const struct stage *s, const struct ui_control *control)
{
    return strcmp(stage_label(s, control), "not sure") == 0 || strcmp(stage_label(s, control), "sure") == 0;
}

static bool is_edge(const struct stage *s, const struct ui_control *c)
{
    return strncmp(stage_label(s, c), "Edge of ", 8) == 0;
}

/* A card lies over its zone, and its mark over the card; on the line the edge lies over the cells beside it. */
static bool may_lie_over(const struct stage *s, const struct ui_control *below, const struct ui_control *above)
{
    if (!deck_of(s) || s->screen == SCREEN_HOME)
        return false;
    if (is_edge(s, above))
        return strstr(stage_label(s, below), " in ") != NULL;
    bool tray = strcmp(stage_label(s, below), "Back to the tray") == 0;
    return ((tray || is_zone(s, below)) && (is_layer(s, above) || tidy_is_mark(s, above))) ||
           (is_layer(s, below) && tidy_is_mark(s, above));
}

/* Reading goes from top to bottom and in a row from left to right; a column is read to its end before the one right of
   it. So what is declared later may lie above what is declared earlier only where it lies right of it. */
static bool is_read_before(struct rect a, struct rect b)
{
    int common = (a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h) - (a.y > b.y ? a.y : b.y);
    bool same_row = 2 * common > (a.h < b.h ? a.h : b.h);
    if (same_row)
        return a.x + a.w <= b.x;
    return a.y + a.h <= b.y && a.x < b.x + b.w;
}

static void check_control(struct tidy *tidy, const struct stage *s, int i)
{
    const struct ui *ui = &s->ui;
    const struct ui_control *c = &ui->controls[i];
    const char *label = stage_label(s, c);
    struct rect seen = tidy_control_seen(c);
    if (!*label)
        complain(tidy, "has no name", "", c->r);
    if (!c->disabled && (c->r.w < TARGET || c->r.h < TARGET))
        complain(tidy, "too small to press", label, c->r);
    if (is_whole_window(s, c->clip) && !same_rect(seen, c->r))
        complain(tidy, "not all of it in the window", label, c->r);
    for (int k = 0; k < i; k++) {
        const struct ui_control *before = &ui->controls[k];
        struct rect seen_before = tidy_control_seen(before);
        if (before->id == c->id)
            tidy_complain(tidy, "has the id of another", stage_label(s, before), before->r, label, c->r);
        if (rect_empty(seen) || rect_empty(seen_before) || may_lie_over(s, before, c))
            continue;
        if (rect_overlap(seen_before, seen))
            tidy_complain(tidy, "controls overlap", stage_label(s, before), before->r, label, c->r);
        else if (is_read_before(seen, seen_before) && !is_edge(s, c))
            tidy_complain(tidy, "comes too late", label, c->r, stage_label(s, before), before->r);
    }
}

void tidy_controls(struct tidy *tidy, const struct stage *s)
{
    const struct ui *ui = &s->ui;
    for (int i = 0; i < ui->n_controls; i++)
        check_control(tidy, s, i);
    const struct ui_control *c = ui->focus ? stage_focused(s) : NULL;
    bool scrolled = c && s->of && can_be_scrolled(&ui->draw, c->clip); /* by Page Down, past what has the focus */
    if (c && !same_rect(tidy_control_seen(c), c->r) && tidy_control_seen(c).h < 30 && !scrolled)
        complain(tidy, "has the focus and is not seen", stage_label(s, c), c->r);
}

/* -- keys -- */

struct ids {
    int id[1024], n;
};

static bool has_id(const struct ids *ids, int id)
{
    for (int i = 0; i < ids->n; i++)
        if (ids->id[i] == id)
            return true;
    return false;
}

static void note(struct ids *ids, int id)
{
    if (!has_id(ids, id) && ids->n < (int)(sizeof ids->id / sizeof *ids->id))
        ids->id[ids->n++] = id;
}

/* What has no key of its own, as far as it is seen now. */
static void list_keyless(const struct stage *s, struct ids *ids)
{
    for (int i = 0; i < s->ui.n_controls; i++)
        if (s->ui.controls[i].key < 0 && !s->ui.controls[i].disabled)
            note(ids, s->ui.controls[i].id);
}

static bool has_all(const struct ids *ids, const struct ids *wanted)
{
    for (int i = 0; i < wanted->n; i++)
        if (!has_id(ids, wanted->id[i]))
            return false;
    return true;
}

static uint64_t name_of_focus(const struct stage *s)
{
    const struct ui_control *c = stage_focused(s);
    return c ? rng_hash(0, stage_label(s, c)) : 0;
}

/* From what has this focus, where each of the arrows leads; to itself, where it says something else then. */
static void look_round(struct stage *s, int id, struct ids *reached)
{
    static const int arrows[] = {KEY_DOWN, KEY_UP, KEY_RIGHT, KEY_LEFT};
    for (int a = 0; a < 4; a++) {
        ui_focus(&s->ui, id);
        stage_frame(s);
        uint64_t name = name_of_focus(s);
        stage_key(s, arrows[a]);
        stage_frame(s);
        if (s->ui.focus != id || name_of_focus(s) != name)
            note(reached, s->ui.focus);
    }
}

static void follow(struct stage *s, const struct ids *wanted, struct ids *reached, int *next)
{
    for (; *next < reached->n && !has_all(reached, wanted); ++*next)
        look_round(s, reached->id[*next], reached);
}

void tidy_keys(struct tidy *tidy, struct stage *s)
{
    struct ids reached = {.n = 0}, wanted = {.n = 0};
    bool once = s->once;
    int next = 0;
    s->once = true;
    list_keyless(s, &wanted);
    note(&reached, s->ui.focus); /* where a person is already */
    follow(s, &wanted, &reached, &next);
    for (int i = 0; i < wanted.n; i++) /* a list that Tab leads to first */
        if (!has_id(&reached, wanted.id[i])) {
            look_round(s, wanted.id[i], &reached);
            follow(s, &wanted, &reached, &next);
        }
    for (int i = 0; i < s->ui.n_controls; i++) {
        const struct ui_control *c = &s->ui.controls[i];
        if (has_id(&wanted, c->id) && !has_id(&reached, c->id))
            complain(tidy, "has no key", stage_label(s, c), c->r);
    }
    s->once = once;
}

/* -- focus -- */

enum ring { RING_NONE, RING_LARGER, RING_FITS, RING_INSIDE };

/* Inside it, as around a part that is read: all of that is seen. Around the control, or a little within it. What is
 * larger may be the ring of something else, and what is far larger is. */
static enum ring ring_of(const struct stage *s, struct rect r)
{
    enum ring best = RING_NONE;
    for (int i = 0; i < s->ui.draw.n; i++) {
        const struct draw_command *c = &s->ui.draw.commands[i];
        if (c->kind != DRAW_BOX || c->colour || c->border != s->ui.theme->ink || c->border_px != FOCUS_RING)
            continue;
        if (is_within(c->r, rect_inset(r, -SPACE_8, -SPACE_8)) && is_within(c->r, c->clip))
            return RING_INSIDE;
        if (is_within(c->r, rect_inset(r, -SPACE_12, -SPACE_12)))
            return RING_FITS;
        if (is_within(rect_inset(r, SPACE_8, SPACE_8), c->r) && (int64_t)c->r.w * c->r.h <= (int64_t)6 * r.w * r.h)
            best = RING_LARGER;
    }
    return best;
}

static uint64_t picture_of(const struct stage *s)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    draw_dump(&s->ui.draw, out);
    fclose(out);
    uint64_t hash = rng_hash(0, text);
    free(text);
    return hash;
}

/* Where the focus is now; `picture`: what was drawn when it was elsewhere, or 0. */
static void check_focus(struct tidy *tidy, struct stage *s, uint64_t *picture)
{
    const struct ui_control *c = stage_focused(s);
    if (!c) {
        complain(tidy, "Tab leads nowhere", "", (struct rect){0, 0, 0, 0});
        return;
    }
    struct rect seen = tidy_control_seen(c);
    int most = c->r.h < c->clip.h ? c->r.h : c->clip.h; /* one that is higher than its view cannot be seen whole */
    enum ring ring = ring_of(s, c->r);
    uint64_t before = *picture;
    *picture = ring >= RING_FITS ? 0 : picture_of(s);
    if (ring == RING_INSIDE)
        return;
    if (seen.h < most - 2 * (FOCUS_GAP + FOCUS_RING) || seen.w < c->r.w)
        tidy_complain(tidy, "has the focus and is not seen", stage_label(s, c), c->r, "seen", seen);
    else if (ring == RING_NONE || (ring == RING_LARGER && *picture == before))
        complain(tidy, "has the focus and no ring", stage_label(s, c), c->r);
}

static const struct ui_control *control_of(const struct stage *s, int id)
{
    for (int i = 0; i < s->ui.n_controls; i++)
        if (s->ui.controls[i].id == id)
            return &s->ui.controls[i];
    return NULL;
}

/* spared: what is disabled for what was chosen then, or passed over. */
static void step_focus(struct tidy *tidy, struct stage *s, bool back, struct ids *reached, struct ids *spared,
                       uint64_t *picture)
{
    s->in.shift = back;
    stage_key(s, KEY_TAB);
    stage_frame(s); /* what is chosen by the focus may scroll */
    note(reached, s->ui.focus);
    for (int k = 0; k < s->ui.n_controls; k++)
        if (s->ui.controls[k].disabled || s->ui.controls[k].passed_over)
            note(spared, s->ui.controls[k].id);
    check_focus(tidy, s, picture);
}

void tidy_focus(struct tidy *tidy, struct stage *s)
{
    enum { MORE = 8 }; /* something may come with what is chosen */
    struct ids wanted = {.n = 0}, reached = {.n = 0}, spared = {.n = 0};
    bool once = s->once;
    int steps = s->ui.n_controls + MORE;
    uint64_t picture = picture_of(s);
    s->once = true;
    for (int i = 0; i < s->ui.n_controls; i++)
        if (!s->ui.controls[i].disabled && !s->ui.controls[i].passed_over)
            note(&wanted, s->ui.controls[i].id);
    for (int way = 0; way < 2 && !has_all(&reached, &wanted);
         way++) { /* the ends of a long list are far: forth and back */
        for (int i = 0; i < steps + way * steps; i++)
            step_focus(tidy, s, way == 1, &reached, &spared, &picture);
    }
    for (int i = 0; i < wanted.n; i++) {
        const struct ui_control *c = control_of(s, wanted.id[i]);
        if (c && !has_id(&reached, wanted.id[i]) && !has_id(&spared, wanted.id[i]))
            complain(tidy, "Tab does not lead there", stage_label(s, c), c->r);
    }
    s->once = once;
}
