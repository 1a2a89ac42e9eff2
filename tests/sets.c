/* Weights by name, for tests, benchmarks and fsrs_replay. */
#include "sets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

enum { FILE_MAX = 1 << 20 };

struct cJSON *json_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = malloc(FILE_MAX + 1);
    size_t size = text ? fread(text, 1, FILE_MAX, file) : 0;
    bool whole = text && feof(file);
    fclose(file);
    struct cJSON *json = whole ? cJSON_ParseWithLength(text, size) : NULL;
    free(text);
    return json;
}

static const char *take(struct sets *sets, const cJSON *list)
{
    double w[FSRS_WEIGHTS];
    int n = 0;
    if (sets->n == SETS_MAX || strlen(list->string) >= sizeof sets->all->name)
        return "too many sets of weights, or too long a name";
    for (const cJSON *number = list->child; cJSON_IsArray(list) && number; number = number->next, n++) {
        if (n == FSRS_WEIGHTS || !cJSON_IsNumber(number))
            return "a set of weights is not a list of 17, 19 or 21 numbers";
        w[n] = number->valuedouble;
    }
    struct fsrs_weights *weights = &sets->all[sets->n].weights;
    if (!fsrs_migrate(w, n, weights))
        return "a set of weights is not a list of 17, 19 or 21 numbers";
    fsrs_clamp(weights, 0);
    strcpy(sets->all[sets->n++].name, list->string);
    return NULL;
}

const char *sets_read(struct sets *sets, const char *path)
{
    sets->n = 0;
    cJSON *json = json_read(path);
    const char *problem = !json                   ? "cannot be read, or is not JSON"
                          : !cJSON_IsObject(json) ? "is not an object of lists of weights"
                                                  : NULL;
    for (const cJSON *list = problem ? NULL : json->child; list && !problem; list = list->next)
        problem = take(sets, list);
    cJSON_Delete(json);
    return problem;
}

const struct fsrs_weights *sets_find(const struct sets *sets, const char *name)
{
    for (int i = 0; i < sets->n; i++)
        if (strcmp(sets->all[i].name, name) == 0)
            return &sets->all[i].weights;
    return NULL;
}
