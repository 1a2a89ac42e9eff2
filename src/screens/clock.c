/* A clock whose figures stand still: SDL_ttf cannot be asked for figures of one width. */
#include "screens/clock.h"

#include <stdio.h>

int clock_seconds(int64_t ms)
{
    return (int)((ms + 999) / 1000);
}

void clock_text(int64_t ms, char *text, int size)
{
    int seconds = clock_seconds(ms);
    snprintf(text, (size_t)size, "%02d:%02d", seconds / 60, seconds % 60);
}

static int cell_width(struct ui *ui, struct font font)
{
    int widest = 0;
    for (char digit[] = "0"; *digit <= '9'; ++*digit) {
        int w = ui_width(ui, font, digit);
        widest = w > widest ? w : widest;
    }
    return widest;
}

int clock_draw(struct ui *ui, struct rect r, struct font font, uint32_t ink, int64_t ms)
{
    char text[20];
    int x = r.x, digit_w = cell_width(ui, font), h = draw_line_px(font);
    clock_text(ms, text, sizeof text);
    for (const char *c = text; *c; c++) {
        char one[2] = {*c, '\0'};
        int w = ui_width(ui, font, one), cell = *c == ':' ? w : digit_w;
        draw_text(&ui->draw, (struct rect){x + (cell - w) / 2, r.y + (r.h - h) / 2, w, h}, font, ink, one, 1, false);
        x += cell;
    }
    return x - r.x;
}

int clock_width(struct ui *ui, struct font font, int64_t ms)
{
    char text[20];
    int w = 0;
    clock_text(ms, text, sizeof text);
    for (const char *c = text; *c; c++)
        w += *c == ':' ? ui_width(ui, font, ":") : cell_width(ui, font);
    return w;
}
