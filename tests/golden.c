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

static char *read_golden(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = xcalloc(1 << 18, 1);
    size_t size = fread(text, 1, (1 << 18) - 1, file);
    fclose(file);
    text[size] = '\0';
    return text;
}

int golden_differences;

static void compare_golden(const char *path, const char *want, const char *got)
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
        return;
    print_error("%s:%d:\n  is in the file: %.*s\n  is drawn now:   %.*s\n", path, line, (int)strcspn(want, "\n"), want,
                (int)strcspn(got, "\n"), got);
    golden_differences++;
}

void golden(const struct stage *s, const char *name)
{
    char path[300];
    snprintf(path, sizeof path, GOLDEN "/%s-%dx%d-%d.txt", name, s->in.width_px, s->in.height_px, s->in.text_percent);
    char *got = stage_dump(s), *want = read_golden(path);
    if (getenv("UPDATE_GOLDEN")) {
        FILE *file = fopen(path, "wb");
        if (!file || fputs(got, file) < 0 || fclose(file) != 0)
            fail_msg("%s cannot be written", path);
    } else if (!want) {
        print_error("%s is missing: UPDATE_GOLDEN=1 writes it\n", path);
        golden_differences++;
    } else {
        compare_golden(path, want, got);
    }
    free(want);
    free(got);
}
