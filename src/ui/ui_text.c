/* Text in its place: cut where it is one line, broken where it is a paragraph; and the sizes that grow with it. */
#include "ui/ui.h"

#include "base/utf8.h"

#include <string.h>

/* -- sizes -- */

int ui_scaled(const struct ui *ui, int px)
{
    return (px * ui->in.text_percent + 50) / 100;
}

struct font ui_font(const struct ui *ui, int size, int weight)
{
    return (struct font){(short)ui_scaled(ui, size), (short)weight};
}

bool ui_wider_than(const struct ui *ui, int em)
{
    return ui->in.width_px * 100 >= em * EM * ui->in.text_percent;
}

int ui_margin(const struct ui *ui)
{
    return ui_wider_than(ui, 60) ? SPACE_32 : SPACE_24;
}

/* -- lines -- */

static int width_of(struct ui *ui, struct font font, const char *text, int length)
{
    return length ? ui->measure.width(ui->measure.fonts, font, text, length) : 0;
}

int ui_width(struct ui *ui, struct font font, const char *text)
{
    return width_of(ui, font, text, (int)strlen(text));
}

enum { SOFT_HYPHEN = 0xad, SOFT_HYPHEN_BYTES = 2 };

/* A copy without soft hyphens: they only matter where a line breaks. */
static char *plain(const char *text, int length, char *buffer, int size)
{
    int n = 0;
    for (int i = 0; i < length && n < size - 4; i++) {
        if ((unsigned char)text[i] == 0xc2 && (unsigned char)text[i + 1] == SOFT_HYPHEN)
            i++;
        else
            buffer[n++] = text[i];
    }
    buffer[n] = '\0';
    for (int back = 1; back < 4 && back <= n; back++) { /* no half of a character at the end of what was cut */
        unsigned char c = (unsigned char)buffer[n - back];
        if (c >= 0xc0 && back < (c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2))
            buffer[n - back] = '\0';
        if (c < 0x80 || c >= 0xc0)
            break;
    }
    return buffer;
}

/* The longest beginning of text that fits with an ellipsis behind it. */
static int cut_to(struct ui *ui, struct font font, const char *text, int w_px)
{
    int room = w_px - ui_width(ui, font, "\xe2\x80\xa6"), fits = 0;
    for (int at = 0, size; text[at]; at += size) {
        utf8_decode(text + at, &size);
        if (width_of(ui, font, text, at + size) > room)
            break;
        fits = at + size;
    }
    while (fits > 0 && text[fits - 1] == ' ')
        fits--;
    return fits;
}

int ui_label(struct ui *ui, struct rect r, struct font font, uint32_t colour, enum align align, const char *text)
{
    char buffer[512];
    plain(text, (int)strlen(text), buffer, sizeof buffer);
    int w = ui_width(ui, font, buffer);
    bool cut = w > r.w;
    if (cut) {
        int fits = cut_to(ui, font, buffer, r.w);
        strcpy(buffer + fits, "\xe2\x80\xa6");
        w = ui_width(ui, font, buffer);
    }
    int x = align == ALIGN_LEFT ? r.x : align == ALIGN_RIGHT ? r.x + r.w - w : r.x + (r.w - w) / 2;
    int h = draw_line_px(font);
    draw_text(&ui->draw, (struct rect){x, r.y + (r.h - h) / 2, w, h}, font, colour, buffer, (int)strlen(buffer), cut);
    return w;
}

int ui_label_fitted(struct ui *ui, struct rect r, int weight, uint32_t colour, const char *text)
{
    struct font font = ui_font(ui, TEXT_BODY, weight);
    if (ui_width(ui, font, text) > r.w)
        font = ui_font(ui, TEXT_NOTE, weight);
    return ui_label(ui, r, font, colour, ALIGN_LEFT, text);
}

/* -- paragraphs -- */

/* A piece of text that may end a line: up to and with a space, a line break, a hyphen or a soft hyphen. */
static int next_piece(const char *text)
{
    int at = 0;
    while (text[at] && text[at] != ' ' && text[at] != '\n' && text[at] != '-' &&
           !((unsigned char)text[at] == 0xc2 && (unsigned char)text[at + 1] == SOFT_HYPHEN))
        at++;
    if ((unsigned char)text[at] == 0xc2)
        return at + SOFT_HYPHEN_BYTES;
    return text[at] ? at + 1 : at;
}

/* What is left, up to a line break, on one line: most texts are that short, and are measured once then. 0: it is not
   known to fit. */
static int rest_of_line(struct ui *ui, struct font font, const char *text, int w_px)
{
    enum { NARROW = 4 }; /* letters in an em at most, or nearly so */
    char buffer[512];
    int rest = (int)strcspn(text, "\n");
    if (rest == 0 || rest >= (int)sizeof buffer - 4 || rest * font.px > NARROW * w_px || text[rest - 1] == ' ' ||
        (unsigned char)text[rest - 1] == SOFT_HYPHEN)
        return 0;
    return ui_width(ui, font, plain(text, rest, buffer, sizeof buffer)) <= w_px ? rest : 0;
}

/* How many bytes of text go on one line of that width, to a line break at most; at least one character. *shown is their
   count without what the break swallows, *hyphen whether the break shows one. */
static int line_length(struct ui *ui, struct font font, const char *text, int w_px, int *shown, bool *hyphen)
{
    char buffer[512];
    int used = 0, best = 0, rest = rest_of_line(ui, font, text, w_px);
    *shown = rest;
    *hyphen = false;
    if (rest)
        return rest + (text[rest] == '\n');
    while (text[used]) {
        int piece = next_piece(text + used), bare = piece;
        while (bare > 0 && (text[used + bare - 1] == ' ' || text[used + bare - 1] == '\n'))
            bare--;
        bool soft = bare >= 2 && (unsigned char)text[used + bare - 1] == SOFT_HYPHEN &&
                    (unsigned char)text[used + bare - 2] == 0xc2;
        plain(text, used + bare, buffer, sizeof buffer);
        if (best && used + bare >= (int)sizeof buffer - 4)
            break; /* no line is longer than what a line is measured in */
        if (ui_width(ui, font, buffer) + (soft ? ui_width(ui, font, "-") : 0) > w_px) {
            /* the rest of the word may still fit where a hyphen here would not */
            if (!soft || ui_width(ui, font, buffer) > w_px)
                break;
        } else {
            best = used + piece;
            *shown = used + bare;
            *hyphen = soft;
        }
        used += piece;
        if (text[used - 1] == '\n')
            break;
    }
    if (best)
        return best;
    int size, at = 0;
    do {
        utf8_decode(text + at, &size);
        at += size;
        utf8_decode(text + at, &size);
    } while (size && width_of(ui, font, text, at + size) <= w_px);
    *shown = at;
    return at;
}

static int paragraph(struct ui *ui, struct rect r, struct font font, uint32_t colour, const char *text, bool drawn)
{
    int h = draw_line_px(font), gap = font.px * 3 / 16, y = r.y;
    while (*text) {
        char buffer[512];
        int shown;
        bool hyphen;
        int length = line_length(ui, font, text, r.w, &shown, &hyphen);
        if (drawn) {
            plain(text, shown, buffer, sizeof buffer);
            if (hyphen)
                strcat(buffer, "-");
            draw_text(&ui->draw, (struct rect){r.x, y, ui_width(ui, font, buffer), h}, font, colour, buffer,
                      (int)strlen(buffer), false);
        }
        text += length;
        y += h + gap;
    }
    return y > r.y ? y - gap - r.y : 0;
}

int ui_paragraph(struct ui *ui, struct rect r, struct font font, uint32_t colour, const char *text)
{
    return paragraph(ui, r, font, colour, text, true);
}

int ui_paragraph_height(struct ui *ui, int w_px, struct font font, const char *text)
{
    return paragraph(ui, (struct rect){0, 0, w_px, 0}, font, 0, text, false);
}
