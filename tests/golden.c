/* Pictures as text. */
#include "golden.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { GOLDEN_MOST = 1 << 20 };

static char *read_golden(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = xcalloc(GOLDEN_MOST, 1);
    size_t size = fread(text, 1, GOLDEN_MOST - 1, file);
    fclose(file);
    text[size] = '\0';
    return text;
}

static bool is_same(const char *path, const char *want, const char *got)
{
    int line = 1;
    while (*want && *want == *got) {
        size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");
        if (w != g || memcmp(want, got, w) != 0)
            break;
        want += w + (want[w] == '\n');
        got += g + (got[g] == '\n');
        line++;
    }
    if (!*want && !*got)
        return true;
    print_error("%s:%d:\n  is in the file: %.*s\n  is drawn now:   %.*s\n", path, line, (int)strcspn(want, "\n"), want,
                (int)strcspn(got, "\n"), got);
    return false;
}

bool golden_text(const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, GOLDEN "/%s.txt", name);
    if (getenv("UPDATE_GOLDEN")) {
        FILE *file = fopen(path, "wb");
        if (!file || fputs(text, file) < 0 || fclose(file) != 0)
            fail_msg("%s cannot be written", path);
        return true;
    }
    char *want = read_golden(path);
    if (!want)
        print_error("%s is missing: UPDATE_GOLDEN=1 writes it\n", path);
    bool same = want && is_same(path, want, text);
    free(want);
    return same;
}

int golden_differences;

void golden(const struct stage *s, const char *name)
{
    char full[200];
    snprintf(full, sizeof full, "%s-%dx%d-%d", name, s->in.width_px, s->in.height_px, s->in.text_percent);
    char *text = stage_dump(s);
    golden_differences += !golden_text(full, text);
    free(text);
}
