/* Reading decks of 15 MB, as large as the reader takes: a hundred thousand cards, and ten thousand layers with long
   texts. Beside it libyaml's events alone over the same bytes; and how much memory a process needs for it. read FILE
   writes the deck there. */
#include "base/mem.h"
#include "deck/deck_yaml.h"
#include "pairs.h"
#include "store/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yaml.h>

enum { LAYERS = DECK_LAYERS_MAX, CARDS = 100000, RUNS = 11, MB = 1000 * 1000 };

static struct err err;
static struct deck_problems problems;

/* Long: texts for every cell of four models. Short: names and answers only, of eight models. */
enum kind { KIND_CARDS, KIND_LONG, KIND_SHORT };

static const char *const models[] = {"onprem", "iaas", "paas", "saas", "five", "six", "seven", "eight"};

static int n_models(enum kind kind)
{
    return kind == KIND_LONG ? 4 : 8;
}

static void write_head(FILE *out, enum kind kind)
{
    fputs("demarc: 1\nid: large\ntitle: A large deck\nlanguage: en\nas_of: 2025-12-01\n"
          "sources: {book: {title: A book, url: \"https://example.org/\"}}\n",
          out);
    if (kind == KIND_CARDS) {
        fputs("cards:\n", out);
        return;
    }
    fputs("zones: {customer: {name: Customer}, shared: {name: Shared}, provider: {name: Provider}}\nmodels:\n", out);
    for (int model = 0; model < n_models(kind); model++)
        fprintf(out, "  %s: {name: Model %d}\n", models[model], model);
    fputs("layers:\n", out);
}

static void write_answers(FILE *out, enum kind kind, int n)
{
    static const char *const zones[] = {"customer", "shared", "provider"};
    fprintf(out, "  - id: layer-%d\n    name: Layer number %d\n    source: book\n    answer: {", n, n);
    for (int model = 0; model < n_models(kind); model++)
        fprintf(out, "%s%s: %s", model ? ", " : "", models[model], model == 1 ? "customer" : zones[(n + model) % 3]);
    fputs("}\n", out);
}

static void write_texts(FILE *out)
{
    static const char text[] = "Only you know what your files mean, what is secret and who may have them; whoever "
                               "supplies the disk has no say in what you write on it, and cannot read it either";
    fprintf(out, "    means: \"%s. %s.\"\n    why:\n", text, text);
    for (int model = 0; model < n_models(KIND_LONG); model++)
        fprintf(out, "      %s: \"%s.\"\n", models[model], text);
    fprintf(out, "    wrong:\n      iaas:\n        shared: \"%s.\"\n        provider: \"%s.\"\n", text, text);
}

static void write_card(FILE *out, int n)
{
    fprintf(out, "  - {id: card-%d, front: \"Which term is number %d?\", back: \"%s: %d of them\", source: book}\n", n,
            n, "What a customer rents from a provider and still has to look after", n);
}

static char *make_deck(enum kind kind, size_t *size)
{
    char *bytes = NULL;
    FILE *out = open_memstream(&bytes, size);
    bench_need(out, "no memory");
    write_head(out, kind);
    for (int n = 0; n < CARDS && kind == KIND_CARDS; n++)
        write_card(out, n);
    for (int n = 0; n < LAYERS && kind != KIND_CARDS; n++) {
        write_answers(out, kind, n);
        if (kind == KIND_LONG)
            write_texts(out);
    }
    bench_need(fclose(out) == 0 && *size < DECK_FILE_MAX, "the deck is larger than the reader takes");
    return bytes;
}

static double events_ms(const char *bytes, size_t size)
{
    double start = pairs_now_ms();
    yaml_parser_t parser;
    yaml_event_t event;
    bench_need(yaml_parser_initialize(&parser), "no parser");
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, size);
    bool over = false;
    while (!over) {
        bench_need(yaml_parser_parse(&parser, &event), "libyaml does not read the deck");
        over = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return pairs_now_ms() - start;
}

static double deck_ms(const char *bytes, size_t size)
{
    double start = pairs_now_ms();
    struct deck *deck = deck_read("large.yaml", bytes, size, &problems);
    double ms = pairs_now_ms() - start;
    bench_need(deck && (deck->n_layers == LAYERS || deck->n_cards == CARDS), "the deck is not good");
    deck_free(deck);
    return ms;
}

static long status_kb(const char *key)
{
    char line[128];
    long kb = -1;
    FILE *in = fopen("/proc/self/status", "r");
    bench_need(in, "no /proc/self/status");
    while (kb < 0 && fgets(line, sizeof line, in))
        if (strncmp(line, key, strlen(key)) == 0)
            sscanf(line + strlen(key), ": %ld", &kb);
    fclose(in);
    return kb;
}

/* In a process of its own, which has not needed memory before: from the file to the deck. */
static double peak_mb(const char *path)
{
    int ends[2];
    long kb = -1;
    bench_need(pipe(ends) == 0, "no pipe");
    pid_t pid = fork();
    bench_need(pid >= 0, "no process");
    if (pid == 0) {
        size_t size;
        long before = status_kb("VmRSS");
        char *bytes = file_read(path, DECK_FILE_MAX, &size, &err);
        bench_need(bytes && deck_read(path, bytes, size, &problems), "the deck cannot be read from its file");
        kb = status_kb("VmHWM") - before;
        _exit(write(ends[1], &kb, sizeof kb) != sizeof kb);
    }
    bench_need(read(ends[0], &kb, sizeof kb) == sizeof kb && waitpid(pid, NULL, 0) == pid, "no peak");
    close(ends[0]);
    close(ends[1]);
    return (double)kb * 1024 / MB;
}

static void measure_time(enum kind kind, const char *what, double budget)
{
    size_t size;
    char *bytes = make_deck(kind, &size), row[64];
    struct pairs pairs = {0};
    for (int run = 0; run < RUNS; run++)
        pairs_add(&pairs, events_ms(bytes, size), deck_ms(bytes, size));
    snprintf(row, sizeof row, what, (double)size / MB);
    pairs_row(row, "%.0f ms", &pairs, budget);
    free(bytes);
}

/* Before anything has been read by this process: freed memory would be used again, and not counted. */
static double memory_of(enum kind kind, const char *path)
{
    size_t size;
    char *bytes = make_deck(kind, &size);
    bench_need(file_write(path, bytes, size, false, &err), err.text);
    free(bytes);
    return peak_mb(path) / ((double)size / MB);
}

static void print_memory(double peak)
{
    pairs_row_plain("  memory at its peak, in sizes of the file", "%.2f", peak, "4.0 x", peak <= 4);
}

int main(int argc, char **argv)
{
    bench_need(argc == 2, "usage: read FILE");
    double cards = memory_of(KIND_CARDS, argv[1]), layers = memory_of(KIND_LONG, argv[1]);
    measure_time(KIND_CARDS, "reading a deck of %.1f MB, 100,000 cards", 1.5);
    print_memory(cards);
    measure_time(KIND_LONG, "reading a deck of %.1f MB, 10,000 layers", 1.5);
    print_memory(layers);
    measure_time(KIND_SHORT, "  %.1f MB, 80,000 answers without texts", 0);
    return 0;
}
