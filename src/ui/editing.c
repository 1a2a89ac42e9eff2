/* The text of a field under keys: UTF-8 goes in and out by whole characters. */
#include "ui/editing.h"

#include "base/utf8.h"

#include <string.h>

int editing_before(const char *text, int at)
{
    if (at > 0)
        at--;
    while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
        at--;
    return at;
}

int editing_behind(const char *text, int at)
{
    int size;
    utf8_decode(text + at, &size);
    return at + size;
}

static bool remove_bytes(char *text, int from, int to)
{
    memmove(text + from, text + to, strlen(text + to) + 1);
    return to > from;
}

static bool is_refused(const struct ui_field *field, uint32_t point)
{
    if (point == '\n')
        return !field->breaks;
    return point < ' ' || (point >= 0x7f && point < 0xa0) ||
           (point < 0x80 && field->refused && strchr(field->refused, (int)point));
}

bool editing_insert(const struct ui_field *field, int *caret, uint32_t point)
{
    char bytes[4];
    int length = (int)strlen(field->text), n = utf8_encode(point, bytes);
    if (is_refused(field, point) || length + n >= field->size)
        return false;
    memmove(field->text + *caret + n, field->text + *caret, (size_t)(length - *caret) + 1);
    memcpy(field->text + *caret, bytes, (size_t)n);
    *caret += n;
    return true;
}

bool editing_paste(const struct ui_field *field, int *caret, const char *pasted)
{
    bool changed = false;
    for (int size; pasted && *pasted; pasted += size) {
        uint32_t point = utf8_decode(pasted, &size);
        changed |= editing_insert(field, caret, (point == '\n' && !field->breaks) || point == '\t' ? ' ' : point);
    }
    return changed;
}

bool editing_key(const struct ui_field *field, int *caret, int key)
{
    char *text = field->text;
    int at = *caret;
    switch (key) {
    case KEY_LEFT:
        *caret = editing_before(text, at);
        return false;
    case KEY_RIGHT:
        *caret = editing_behind(text, at);
        return false;
    case KEY_HOME:
        *caret = 0;
        return false;
    case KEY_END:
        *caret = (int)strlen(text);
        return false;
    case KEY_BACKSPACE:
        *caret = editing_before(text, at);
        return remove_bytes(text, *caret, at);
    case KEY_DELETE:
        return remove_bytes(text, at, editing_behind(text, at));
    default:
        return false;
    }
}

bool editing_take(struct ui *ui, const struct ui_field *field)
{
    bool changed = editing_key(field, &ui->caret, ui->field_key);
    changed |= ui->field_typed && editing_insert(field, &ui->caret, ui->field_typed);
    changed |= editing_paste(field, &ui->caret, ui->field_pasted);
    ui->field_key = KEY_NONE;
    ui->field_typed = 0;
    ui->field_pasted = NULL;
    return changed;
}

void editing_place_caret(struct ui *ui, int id, const struct ui_field *field)
{
    int length = (int)strlen(field->text);
    if (ui->caret_of != id || ui->caret > length)
        ui->caret = length;
    while (ui->caret > 0 && ((unsigned char)field->text[ui->caret] & 0xc0) == 0x80)
        ui->caret--;
    ui->caret_of = id;
}

int editing_width(struct ui *ui, struct font font, const char *text, int bytes)
{
    return bytes ? ui->measure.width(ui->measure.fonts, font, text, bytes) : 0;
}

int editing_nearest(struct ui *ui, struct font font, const char *text, int length, int x)
{
    int at = 0, left = 0;
    while (at < length && text[at]) {
        int next = editing_behind(text, at), right = editing_width(ui, font, text, next);
        if (x < (left + right) / 2)
            break;
        at = next;
        left = right;
    }
    return at;
}
