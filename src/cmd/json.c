/* The only JSON that is written are objects of numbers and texts; this is the part that can go wrong. */
#include "cmd/json.h"

#include "base/utf8.h"

static void put_point(FILE *out, uint32_t point, const char *bytes, int size)
{
    if (point == '"' || point == '\\')
        fprintf(out, "\\%c", (char)point);
    else if (point < 0x20 || point == 0x7f || point == 0x2028 || point == 0x2029)
        fprintf(out, "\\u%04x", (unsigned)point);
    else if (point == 0xfffd)
        fputs("\xef\xbf\xbd", out);
    else
        fwrite(bytes, 1, (size_t)size, out);
}

void json_text(FILE *out, const char *text)
{
    if (!text) {
        fputs("null", out);
        return;
    }
    putc('"', out);
    int size;
    for (uint32_t point; (point = utf8_decode(text, &size)); text += size)
        put_point(out, point, text, size);
    putc('"', out);
}
