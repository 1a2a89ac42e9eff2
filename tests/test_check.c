/* check: each kind of mistake, made in a deck that is well, is found by the rule or the sentence that should find it;
   and a deck that is well is told nothing. */
#include "base/mem.h"
#include "cmd/json.h"
#include "deck/deck_against.h"
#include "deck/deck_allow.h"
#include "deck/deck_check.h"
#include "deck/deck_yaml.h"
#include "deck/word.h"
#include "screens/fit.h"
#include "sdl/font.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The decks that are changed: two of those that are shipped, and two made for this. */
enum which { AZURE, AZURE_NL, BANK, BANK_NL, DECK_FILES };

static const char *const paths[DECK_FILES] = {DECKS "/azure.yaml", DECKS "/azure.nl.yaml",
                                              TEST_DATA "/decks/check/bank.yaml",
                                              TEST_DATA "/decks/check/bank.nl.yaml"};
static char *texts[DECK_FILES];
static struct deck *good[DECK_FILES];
static struct fonts *fonts;
static int now;

static char *slurp(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot open %s", path);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = xmalloc(size + 1);
    assert_int_equal(fread(text, 1, size, file), size);
    text[size] = '\0';
    fclose(file);
    return text;
}

static char *replaced(const char *text, const char *find, const char *put)
{
    const char *at = strstr(text, find);
    return at ? xprintf("%.*s%s%s", (int)(at - text), text, put, at + strlen(find)) : NULL;
}

/* What is said of a deck, one line each: "12:5: rule: sentence". */
struct said {
    char *text;
    int n;
};

static void say(struct said *said, int line, int column, const char *rule, const char *text)
{
    char *longer = xprintf("%s%d:%d: %s: %s\n", said->text, line, column, rule, text);
    free(said->text);
    said->text = longer;
    said->n++;
}

static struct deck *read_as(enum which which, const char *text, size_t size, struct deck_problems *problems)
{
    bool translation = which == AZURE_NL || which == BANK_NL;
    return translation ? deck_read_translation(good[which - 1], "test", text, size, problems)
                       : deck_read("test", text, size, problems);
}

static void check_deck(const struct deck *deck, const char *text, size_t size, bool fit, struct said *said)
{
    const struct deck *const others[] = {deck->base ? deck->base : deck, good[AZURE], good[BANK]};
    struct ui_measure measure = fonts_measure(fonts);
    struct deck_check check = {.deck = deck,
                               .bytes = text,
                               .size = size,
                               .others = others,
                               .n_others = 3,
                               .today = now,
                               .measure = fit ? fit_deck : NULL,
                               .with = &measure};
    deck_check_run(&check);
    for (int i = 0; i < check.n; i++) {
        const struct deck_finding *found = &check.found[i];
        if (i)
            assert_true(found[-1].line <= found->line);
        say(said, found->line, found->column, found->rule ? found->rule : "error", found->text);
    }
    deck_check_clear(&check);
}

/* Reads and checks; the caller frees the text. */
static struct said check_text(enum which which, const char *text, bool fit)
{
    static struct deck_problems problems;
    struct said said = {.text = xstrdup("")};
    size_t size = strlen(text);
    char *exact = xmalloc(size);
    memcpy(exact, text, size);
    struct deck *deck = read_as(which, exact, size, &problems);
    if (deck)
        check_deck(deck, exact, size, fit, &said);
    for (int i = 0; !deck && i < problems.n; i++)
        say(&said, problems.list[i].line, problems.list[i].column, "reader", problems.list[i].text);
    deck_free(deck);
    free(exact);
    return said;
}

/* -- mutations -- */

/* An edit of one place, and who finds it: the name of a rule, "error" for the deck's own tests, "reader", and words of
   the sentence. */
static const struct mutation {
    const char *kind;
    enum which which;
    const char *find, *put, *rule, *words;
} mutations[] = {
    /* answers */
    {"an answer is swapped", AZURE, "paas: provider, saas: provider}\n    why:\n      onprem: \"The servers are yours",
     "paas: provider, saas: shared}\n    why:\n      onprem: \"The servers are yours", "reader", "this one is"},
    {"the line goes back up", AZURE, "layers:\n",
     "layers:\n  - {id: extra, name: Extra, means: M, answer: {onprem: customer, iaas: provider, paas: provider, saas: "
     "customer}, why: {iaas: W, paas: W, saas: W}, source: docs}\n",
     "line-back", "Microsoft in PaaS, then Customer in SaaS"},
    {"the line goes back to shared", AZURE, "layers:\n",
     "layers:\n  - {id: extra, name: Extra, means: M, answer: {onprem: customer, iaas: provider, paas: shared, saas: "
     "provider}, why: {iaas: W, paas: W, saas: W}, source: docs}\n",
     "line-back", "then Shared in PaaS"},
    {"the given model is behind the first", AZURE, "{onprem: customer, iaas: customer, paas: customer, saas: customer}",
     "{onprem: provider, iaas: customer, paas: customer, saas: customer}", "line-back", "On-prem"},
    {"a test expects too much", AZURE, "- right: 0", "- right: 1", "error", "gives 0 right and not 1"},
    {"a test expects other words", AZURE, "says:\n      os: {iaas: \"On your", "says:\n      os: {iaas: \"Not on your",
     "error", "is not said of 'os' in 'iaas'"},
    {"a text that a test needs is rewritten", AZURE, "Your mail sits in Microsoft's app", "Your mail is there", "error",
     "'data' in 'saas'"},
    {"an edition that a test needs is taken out", AZURE,
     "    differs:\n      iaas:\n        shared:", "    open:\n      iaas:", "reader", ""},
    {"a zone is not one", AZURE, "iaas: customer, paas: shared, saas: shared}",
     "iaas: custmer, paas: shared, saas: shared}", "reader", "did you mean 'customer'"},
    {"an answer is missing", AZURE, "paas: customer, saas: customer}", "paas: customer}", "reader",
     "no answer for 'saas'"},
    {"an answer for no model", AZURE, "paas: customer, saas: customer}",
     "paas: customer, saas: customer, faas: customer}", "reader", "unknown model 'faas'"},
    {"a zone that is never right", AZURE, "  provider: {name: Microsoft,",
     "  both: {name: Both, look: fourth}\n  provider: {name: Microsoft, look: provider,", "zone-never-right", "'both'"},
    {"differs names every other zone", AZURE, "        shared: \"Microsoft's documentation of January 2026\"",
     "        {shared: a, customer: b}", "reader", "every other zone"},
    {"wrong for the right zone", AZURE, "      saas:\n        provider: \"Intune",
     "      saas:\n        customer: \"Intune", "reader", "this one is, so write it under 'why'"},
    {"an answer is open too", AZURE, "    differs:\n      iaas:\n",
     "    open: {iaas: Nobody says}\n    differs:\n      iaas:\n", "reader", "'iaas' has an answer and is open"},
    {"a zone that differs is wrong too", AZURE, "layers:\n",
     "layers:\n  - {id: extra, name: Extra, means: M, answer: {onprem: customer, iaas: customer, paas: provider, saas: "
     "provider}, why: {iaas: W, paas: W, saas: W}, differs: {paas: {shared: D}}, wrong: {iaas: {shared: W, provider: "
     "W}, "
     "paas: {shared: W, customer: W}, saas: {shared: W, customer: W}}, source: docs}\n",
     "wrong-differs", "'shared' differs"},
    {"a why where nothing is", AZURE, "layers:\n",
     "layers:\n  - {id: extra, name: Extra, means: M, answer: {onprem: customer, iaas: customer, paas: none, saas: "
     "provider}, why: {iaas: W, paas: W, saas: W}, source: docs}\n",
     "why-none", "'extra' does not exist in 'paas'"},
    /* texts */
    {"a why is missing", AZURE, "      paas: \"Who can unlock the phone", "      onprem2: \"Who can unlock the phone",
     "reader", "onprem"},
    {"a why is gone", AZURE,
     "      iaas: \"The laptop you work on is in your hands. Renting a virtual machine changes nothing about who can "
     "unlock "
     "it, update it or lose it.\"\n",
     "", "no-why", "'devices' in 'iaas'"},
    {"an option without why", BANK, ", why: \"Because of reason b in exam-a.\"", "", "no-why", "'b' of 'exam-a'"},
    {"a statement without why", BANK, ", why: \"You cannot log in to them.\"", "", "no-why", "'b' of 'exam-h'"},
    {"a wrong is gone", AZURE,
     "        provider: \"Microsoft maintains the database program. The program is the box; this layer is what you put "
     "in "
     "it.\"\n",
     "", "no-wrong", "'data' in 'paas' has no 'wrong' for the zone 'provider'"},
    {"a means is gone", AZURE,
     "    means: \"Laptops, phones and PCs that connect: antivirus, updates, local firewall. Not the servers.\"\n", "",
     "no-means", "'devices'"},
    {"a like is gone", AZURE, "{name: SaaS, like: Microsoft 365}", "{name: SaaS}", "no-like", "'saas'"},
    {"a short name is gone", AZURE, "    short: Devices\n", "", "no-short", "24 characters"},
    {"a short name is gone in the translation", AZURE_NL, "name: On-premises, short: On-prem",
     "name: On-premises met lange naam", "untranslated", "'short' of the model 'onprem'"},
    {"a text is empty", AZURE, "hint: You secure it", "hint: \"\"", "reader", "is empty"},
    {"a text is a list", AZURE, "hint: You secure it", "hint: [You secure it]", "reader", "must be one text"},
    /* lengths, measured */
    {"the title is too long", AZURE, "title: \"Azure, training diagram",
     "title: \"Azure, the training diagram of all the years between 2017 and 2026 as it was drawn", "text-fit", "this title has"},
    {"a zone's name is too long", AZURE, "name: Microsoft,", "name: Microsoft Corporation,", "text-fit",
     "this name has 21"},
    {"a zone's hint is too long", AZURE, "hint: Each side has its own part",
     "hint: Each side has a part that is its own", "text-fit", "this hint has"},
    {"a model's name is too long", AZURE, "name: IaaS,", "name: Infrastructure service, short: Infrastructure servic,",
     "text-fit", "name"},
    {"what a model is like is too long", AZURE, "like: Azure Virtual Machines",
     "like: \"Azure Virtual Machines, scale sets, dedicated hosts and more of these\"", "text-fit", "this example"},
    {"a layer's short name is too long", AZURE, "short: Devices", "short: Devices of all kinds everywhere", "text-fit",
     "this name has 31"},
    {"a means is too long", AZURE, "Not the servers.\"",
     "Not the servers, and nothing that stands in a datacenter or goes there from time to time.\"", "text-fit",
     "at most 3"},
    {"a why is too long", AZURE, "Nobody else can read, label or delete it.",
     "Nobody else can read, label or delete it. Well, and this goes on for a while, so that nobody reads it to the "
     "end, "
     "which "
     "is a pity for it, as the end says what it is all about, and nobody knows that.",
     "text-fit", "at most 5"},
    {"a wrong is too long", AZURE, "It was stored there, not given away.",
     "It was stored there, not given away. And this goes on for a while, so that nobody reads it to the end, and that "
     "is "
     "a pity.",
     "text-fit", "at most 4"},
    {"a differs is too long", AZURE, "\"Microsoft's white paper of 2017 and its documentation of January 2026\"",
     "\"Microsoft's white paper of 2017 and its documentation of January 2026 and every page about this since then, as "
     "a "
     "footnote says that nobody has read until now, not even those who wrote it down there\"",
     "text-fit", "at most 3"},
    {"a text is too long in the translation", AZURE_NL, "name: Gedeeld,", "name: Gezamenlijke taken,", "text-fit",
     "this name"},
    {"a card's front is too long", BANK, "What do you rent with IaaS?",
     "What do you rent with IaaS? What do you rent with IaaS? What do you rent with IaaS? What do you rent with IaaS? "
     "What "
     "do you rent with IaaS? What do you rent with IaaS? What do you rent with IaaS? What do you rent with IaaS? What "
     "do "
     "you rent with it? What do you rent with IaaS?",
     "text-fit", "at most 6"},
    {"an option is too long", BANK, "You go there and do it",
     "You go there and do it, with a disk of the same size and make under your arm, in the night, when nobody is at "
     "work, "
     "and you bring the old one home with you, to keep it there for good, for one never knows",
     "text-fit", "at most 4"},
    /* ids and keys */
    {"an id stands twice", AZURE, "  - id: devices", "  - id: data", "reader", "is already on line"},
    {"an id has a capital", AZURE, "  - id: devices", "  - id: Devices", "reader", "lower-case"},
    {"a key is unknown", AZURE, "    means: \"Laptops", "    meens: \"Laptops", "reader", "did you mean 'means'"},
    {"a key stands twice", AZURE, "    short: Devices", "    short: Devices\n    short: Things", "reader",
     "'short' twice"},
    {"a key is missing", AZURE, "    name: Operating system\n", "", "reader", "no 'name'"},
    {"the title is missing", AZURE, "title: \"Azure, training diagram\"\n", "", "reader", "no 'title'"},
    {"a question's id is a card's", BANK, "id: who-names", "id: iaas", "reader", "has the id 'iaas' too"},
    {"two options have one id", BANK, "{id: b, text: \"The provider patches it\"",
     "{id: a, text: \"The provider patches it\"", "reader", "is already on line"},
    {"a look is taken twice", AZURE, "hint: You secure it", "hint: You secure it, look: shared", "reader",
     "look the same"},
    {"the format is of the future", AZURE, "demarc: 1", "demarc: 2", "reader", "reads decks of format 1"},
    {"the language is a name", AZURE, "language: en", "language: English", "reader", "code of a language"},
    /* sources and days */
    {"a source is dead", AZURE, "    source: training", "    source: trainin", "reader", "did you mean 'training'"},
    {"a source is not used", AZURE, "sources:\n", "sources:\n  paper: {title: White paper}\n", "unused-source",
     "'paper'"},
    {"a deck is old", AZURE, "as_of: 2026-11-21", "as_of: 2025-10-01", "old-source", "446 days"},
    {"a source is old", BANK, "as_of: 2026-11-01", "as_of: 2025-11-01", "old-source", "'book'"},
    {"a deck is of the future", AZURE, "as_of: 2026-11-21", "as_of: 2027-11-21", "future-date", "in the future"},
    {"a source is of the future", BANK, "as_of: 2026-11-01", "as_of: 2027-11-01", "future-date", "in the future"},
    {"a day is none", AZURE, "as_of: 2026-11-21", "as_of: 2026-11-31", "reader", "not a day of the calendar"},
    {"a link is none", AZURE, "https://learn.microsoft.com/en-us/training", "learn.microsoft.com/en-us/training",
     "reader", "not a web address"},
    /* questions and exams */
    {"no option is right", BANK, "\"You patch it yourself\", right: true", "\"You patch it yourself\"", "reader",
     "no option is right"},
    {"all options are right", BANK,
     "right: true, why: \"Because of reason a in exam-e.\"}\n      - {id: b, text: \"The provider chooses it\", why: "
     "\"Because "
     "of reason b in exam-e.\"}\n      - {id: c, text: \"A law chooses it for you\",",
     "right: true, why: A}\n      - {id: b, text: B, right: true, why: B}\n      - {id: c, text: C, right: true,",
     "reader", "every option is right"},
    {"the right option is the longest", BANK, "{id: a, text: \"You choose it\"",
     "{id: a, text: \"You choose it, for nobody else knows what is secret\"", "long-right", "'exam-e'"},
    {"the weights are not 100", BANK, "weight: 50, board", "weight: 40, board", "reader", "are together 90"},
    {"an objective is unknown", BANK, "objective: \"2.1\"\n    ask: \"Who hands",
     "objective: \"2.2\"\n    ask: \"Who hands", "reader", "2.2"},
    {"an objective is missing", BANK, "    objective: \"2.1\"\n    ask: \"Who hands", "    ask: \"Who hands", "reader",
     "has an objective"},
    {"too little is kept for exams", BANK, "    use: exam\n    objective: \"2.1\"\n    ask: \"Who closes",
     "    objective: \"2.1\"\n    ask: \"Who closes", "bank-small", "'2.1' has 3 questions"},
    {"the bank is too small", BANK, "questions: 4\n", "questions: 5\n", "bank-small", "needs a bank of 15"},
    {"about a layer that is none", BANK, "about: [os]", "about: [osx]", "about", "'osx'; did you mean 'os'"},
    {"a card about a layer that is none", BANK, "about: [os, data]", "about: [os, mains]", "about", "'mains'"},
    {"about layers of no exam", BANK, "exam: [az-900]", "exam: [az-901]", "about", "means nothing here"},
    {"a board of no deck", BANK, "board: azure", "board: azur", "board", "did you mean 'azure'"},
    {"a board of a deck without layers", BANK, "board: azure", "board: bank", "board", "no layers"},
    {"a conflict with no deck", BANK, "conflicts: [azure]", "conflicts: [gcp]", "conflicts", "'gcp'"},
    {"a use is unknown", BANK, "use: exam", "use: exams", "reader", "did you mean 'exam'"},
    /* translations */
    {"a translation of nothing", AZURE_NL, "  - id: devices", "  - id: device", "reader", "devices"},
    {"a translation of no zone", AZURE_NL, "  shared: {name: Gedeeld", "  both: {name: Gedeeld", "reader", "both"},
    {"an answer in a translation", AZURE_NL, "    short: Gegevens", "    answer: {iaas: customer}", "reader", "answer"},
    {"a layer is not translated", AZURE_NL, "    name: Informatie en gegevens\n", "", "untranslated",
     "'name' of the layer 'data'"},
    {"a hint is not translated", AZURE_NL, ", hint: Jij beveiligt het", "", "untranslated",
     "'hint' of the zone 'customer'"},
    {"a card is not translated", BANK_NL, "front: \"Wat huur je met IaaS?\", ", "", "untranslated",
     "'front' of the card"},
    {"an option is not translated", BANK_NL, "text: \"Antwoord b\", ", "", "untranslated", "'b: text'"},
    {"a part is not translated", BANK_NL, ", name: Identiteit", "", "untranslated", "part '2.1'"},
    {"the translation is of another deck", AZURE_NL, "id: azure", "id: aws", "reader", "azure"},
    /* the file */
    {"a byte order mark in the middle", AZURE, "zones:\n", "\xef\xbb\xbfzones:\n", "reader", ""},
    {"a tab", AZURE, "  - id: devices", "\t- id: devices", "reader", "use spaces"},
    {"an anchor", AZURE, "title: \"Azure", "title: &t \"Azure", "reader", "an anchor"},
    {"an alias", AZURE, "short: Devices", "short: *t", "reader", "an alias"},
    {"a tag", AZURE, "as_of: 2026", "as_of: !day 2026", "reader", "a tag"},
    {"a merge key", AZURE, "    short: Devices", "    <<: {short: Devices}", "reader", "merge key"},
    {"a quote is left open", AZURE, "hint: You secure it}", "hint: \"You secure it}", "reader", "this quote is"},
    {"two documents", AZURE, "zones:\n", "---\nzones:\n", "reader", ""},
    {"not UTF-8", AZURE, "Renting", "Renting \xe9", "reader", "UTF-8"},
    {"nested too deep", AZURE, "short: Devices", "short: [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", "reader",
     "nested deeper"},
    /* comments that silence */
    {"silenced without a reason", AZURE, "    short: Devices", "    short: Devices # allow line-back", "unused-allow",
     "without a reason"},
    {"silenced where nothing is", AZURE, "    short: Devices", "    short: Devices # allow line-back: it is so",
     "unused-allow", "no line-back on this line"},
    {"silenced by a name that is none", AZURE, "    short: Devices", "    short: Devices # allow lineback: so it is",
     "unused-allow", "did you mean 'line-back'"},
};
enum { MUTATIONS = sizeof mutations / sizeof *mutations };

/* Is there a line of that rule with these words? */
static bool is_said(const struct said *said, const char *rule, const char *words)
{
    char *copy = xstrdup(said->text), *wanted = xprintf(": %s: ", rule);
    bool found = false;
    for (char *save, *line = strtok_r(copy, "\n", &save); line && !found; line = strtok_r(NULL, "\n", &save)) {
        const char *at = strstr(line, wanted);
        found = at && strstr(at, words);
    }
    free(wanted);
    free(copy);
    return found;
}

static void mutations_are_found(void **state)
{
    (void)state;
    int missed = 0;
    assert_true(MUTATIONS >= 50);
    for (int i = 0; i < MUTATIONS; i++) {
        const struct mutation *m = &mutations[i];
        char *text = replaced(texts[m->which], m->find, m->put);
        if (!text)
            fail_msg("%s: '%s' is not in %s", m->kind, m->find, paths[m->which]);
        struct said said = check_text(m->which, text, strcmp(m->rule, "text-fit") == 0);
        if (!is_said(&said, m->rule, m->words))
            print_error("%s: no '%s ... %s' but\n%s", m->kind, m->rule, m->words, said.text), missed++;
        free(said.text);
        free(text);
    }
    assert_int_equal(missed, 0);
}

/* Every answer of the deck that is shipped, with each other zone in its place. */
static void swapped_answers_are_found(void **state)
{
    (void)state;
    const struct deck *deck = good[AZURE];
    int tried = 0;
    for (int layer = 0; layer < deck->n_layers; layer++)
        for (int model = 1; model < deck->n_models; model++)
            for (int zone = 0; zone < deck->n_zones; zone++) {
                int right = deck->layers[layer].cells[model].answer;
                if (zone == right)
                    continue;
                char *id = xprintf("- id: %s\n", deck->layers[layer].id), *start = strstr(texts[AZURE], id);
                char *was = xprintf("%s: %s", deck->models[model].id, deck->zones[right].id);
                char *put = xprintf("%s: %s", deck->models[model].id, deck->zones[zone].id);
                char *rest = replaced(strstr(start, "answer:"), was, put);
                char *text = xprintf("%.*s%s", (int)(strstr(start, "answer:") - texts[AZURE]), texts[AZURE], rest);
                struct said said = check_text(AZURE, text, false);
                if (!said.n || strcmp(text, texts[AZURE]) == 0)
                    fail_msg("%s: '%s' for '%s' is not found", id, put, was);
                tried++;
                free(said.text);
                free(text);
                free(rest);
                free(put);
                free(was);
                free(id);
            }
    assert_int_equal(tried, 60);
}

static void good_decks_are_told_nothing(void **state)
{
    (void)state;
    for (int which = 0; which < DECK_FILES; which++) {
        struct said said = check_text((enum which)which, texts[which], true);
        if (said.n)
            fail_msg("%s:\n%s", paths[which], said.text);
        free(said.text);
    }
}

/* -- rules, one by one -- */

static const char head[] = "demarc: 1\nid: t\ntitle: T\nlanguage: en\nas_of: 2026-11-21\nsources: {s: {title: S}}\n"
                           "zones: {you: {name: You}, both: {name: Both}, they: {name: They}}\n";

/* Layers of three models, one letter for each answer: y, b, t, - for none, o for open. The caller frees. */
static char *deck_of(const char *const *rows, int n, const char *more)
{
    static const char letters[] = "ybt-";
    static const char *const zones[] = {"you", "both", "they", "none"};
    char *text =
        xprintf("%smodels: {m: {name: M, like: x}, n: {name: N, like: x}, p: {name: P, like: x}}\nlayers:\n", head);
    for (int i = 0; i < n; i++) {
        char answer[200] = "", open[200] = "";
        for (int model = 0; model < 3; model++) {
            bool is_open = rows[i][model] == 'o';
            char *list = is_open ? open : answer;
            size_t used = strlen(list);
            snprintf(list + used, 200 - used, "%s%c: %s", used ? ", " : "", "mnp"[model],
                     is_open ? "Nobody says" : zones[strchr(letters, rows[i][model]) - letters]);
        }
        char *longer = xprintf(
            "%s- {id: l%d, name: L, means: M, source: s, why: {m: w, n: w, p: w}, answer: {%s}, open: {%s}%s}\n", text,
            i, answer, open, more);
        free(text);
        text = longer;
    }
    return text;
}

static struct said check_rows(const char *const *rows, int n, const char *more)
{
    char *text = deck_of(rows, n, more);
    struct said said = check_text(AZURE, text, false);
    free(text);
    return said;
}

static void the_line_goes_one_way(void **state)
{
    (void)state;
    static const struct {
        const char *row;
        bool back;
    } cases[] = {{"ybt", false}, {"yyy", false}, {"y-t", false}, {"tty", true},  {"t-y", true},
                 {"toy", true},  {"tbb", true},  {"byt", true},  {"-bt", false}, {"bob", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct said said = check_rows(&cases[i].row, 1, "");
        if (is_said(&said, "line-back", "") != cases[i].back)
            fail_msg("%s:\n%s", cases[i].row, said.text);
        free(said.text);
    }
}

static void one_line_rules_are_scored(void **state)
{
    (void)state;
    static const char *const easy[] = {"ybt", "ybt", "ybt", "ybt", "btt"}, *const hard[] = {"ybt", "ybt", "ytt", "ybt",
                                                                                            "btt"};
    struct said said = check_rows(easy, 5, "");
    assert_true(is_said(&said, "one-line-rule", "gets 13 of 15 right (86 %): M You, N Both, P They"));
    free(said.text);
    said = check_rows(hard, 5, "");
    assert_true(is_said(&said, "one-line-rule", "gets 12 of 15 right (80 %)"));
    free(said.text);
    static const char *const harder[] = {"ybt", "ytt", "ytt", "bbt", "btt"};
    said = check_rows(harder, 5, "");
    assert_false(is_said(&said, "one-line-rule", ""));
    free(said.text);
    said = check_rows(harder, 5, ", differs: {m: {they: x}}"); /* differing is a point: 5 + 3 + 5 */
    assert_true(is_said(&said, "one-line-rule", "gets 13 of 15 right"));
    free(said.text);
    static const char *const open[] = {"ybt", "yot", "ybt", "bbt", "-tt"}; /* 13 are asked */
    said = check_rows(open, 5, "");
    assert_true(is_said(&said, "one-line-rule", "gets 11 of 13 right"));
    free(said.text);
    said = check_rows(easy, 3, ""); /* nine are too few */
    assert_false(is_said(&said, "one-line-rule", ""));
    free(said.text);
}

static void own_tests_are_run(void **state)
{
    (void)state;
    static const char *const rows[] = {"ybt", "y-o"};
    static const struct {
        const char *tests, *words; /* NULL: it is as it says */
    } cases[] = {
        {"{right: 2, place: {l0: {m: you, n: both}}}", NULL},
        {"{right: 2, place: {l0: {m: you, n: they}}}", "gives 1 right and not 2; wrong are: l0 n"},
        {"{right: 1, place: {l0: {m: you, n: both}}}", "gives 2 right and not 1; wrong are: none"},
        {"{right: 0, place: {l0: {m: both, p: you}, l1: {m: they}}}", NULL},
        {"{right: 1, place: {l0: {m: both, p: you}, l1: {m: they}}}", "wrong are: l0 m, l0 p, l1 m"},
        {"{right: 1, place: {l0: {m: both, n: they}}}", "gives 0 right"},
        {"{right: 1, place: {l0: {m: you}}, says: {l0: {m: w}}}", NULL},
        {"{right: 1, place: {l0: {m: you}}, says: {l0: {m: why}}}", "'why' is not said of 'l0' in 'm'; said is: w"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *deck = deck_of(rows, 2, ""), *text = xprintf("%stests: [%s]\n", deck, cases[i].tests);
        struct said said = check_text(AZURE, text, false);
        if (cases[i].words ? !is_said(&said, "error", cases[i].words) : is_said(&said, "error", ""))
            fail_msg("%s:\n%s", cases[i].tests, said.text);
        assert_false(is_said(&said, "reader", ""));
        free(said.text);
        free(text);
        free(deck);
    }
    static const char *const differing[] = {"ybt"};
    char *deck = deck_of(differing, 1, ", differs: {m: {both: Another paper}}, wrong: {m: {they: No}}");
    char *text = xprintf("%stests: [{right: 1, place: {l0: {m: both}}, says: {l0: {m: Another paper w}}}, {right: 0, "
                         "place: {l0: {m: they}}, says: {l0: {m: No w}}}]\n",
                         deck);
    struct said said = check_text(AZURE, text, false);
    assert_false(is_said(&said, "error", "") || is_said(&said, "reader", ""));
    free(said.text);
    free(text);
    free(deck);
}

static void zones_are_right_somewhere(void **state)
{
    (void)state;
    static const char *const without[] = {"yyt", "ytt"}, *const with[] = {"yyt", "ybt"}, *const open[] = {"yyt", "yot"};
    struct said said = check_rows(without, 2, "");
    assert_true(is_said(&said, "zone-never-right", "'both'"));
    free(said.text);
    said = check_rows(with, 2, "");
    assert_false(is_said(&said, "zone-never-right", ""));
    free(said.text);
    said = check_rows(open, 2, "");
    assert_true(is_said(&said, "zone-never-right", "'both'"));
    free(said.text);
}

/* -- banks -- */

/* A bank of n questions; in the first `longer` the right option is the longest, and the first `kept` are for exams. */
static struct said check_bank(int n, int longer, int kept)
{
    char *text = xprintf("%squestions:\n",
                         "demarc: 1\nid: t\ntitle: T\nlanguage: en\nas_of: 2026-11-21\nsources: {s: {title: S}}\n");
    for (int i = 0; i < n; i++) {
        char *more =
            xprintf("%s- {id: q%d, use: %s, ask: A, source: s, options: [{id: a, text: %s, right: true, why: W}, "
                    "{id: b, text: four, why: W}]}\n",
                    text, i, i < kept ? "exam" : "drill", i < longer ? "fives" : "four");
        free(text);
        text = more;
    }
    struct said said = check_text(AZURE, text, false);
    free(text);
    return said;
}

static void banks_are_counted(void **state)
{
    (void)state;
    static const struct {
        int n, longer, kept;
        bool long_right, exam_share;
    } cases[] = {{8, 5, 4, true, false}, {8, 4, 4, false, false}, {7, 7, 4, false, false},
                 {8, 0, 3, false, true}, {9, 0, 4, false, true},  {8, 0, 0, false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct said said = check_bank(cases[i].n, cases[i].longer, cases[i].kept);
        if (is_said(&said, "long-right", "the longest option is right") != cases[i].long_right ||
            is_said(&said, "exam-share", "let at least half") != cases[i].exam_share || is_said(&said, "reader", ""))
            fail_msg("case %zu:\n%s", i, said.text);
        free(said.text);
    }
    for (int kept = 1; kept <= 2; kept++) {
        struct said said = check_bank(8, 0, kept);
        if (!is_said(&said, "exam-share", kept == 1 ? "1 of 8 questions is kept" : "of 8 questions are kept"))
            fail_msg("%d kept:\n%s", kept, said.text);
        free(said.text);
    }
}

/* -- silencing -- */

static bool any_name(const char *name)
{
    return strcmp(name, "no-why") == 0 || strcmp(name, "line-back") == 0;
}

static void comments_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected; /* line:column rule, + where it has a reason, ? where no such rule is */
    } cases[] = {
        {"a: b # allow no-why: so\n", "1:6 no-why+ "},
        {"# allow no-why: so", "1:1 no-why+ "},
        {"a: b # allow no-why\n", "1:6 no-why "},
        {"a: b # allow no-why:  \n", "1:6 no-why "},
        {"a: b #   allow   no-why   : so\n", "1:6 no-why "},
        {"a: b # allow other: so\n", "1:6 other?+ "},
        {"a: b # allow other things\n", ""},
        {"a: b # allowing no-why: so\n", ""},
        {"a: b# allow no-why: so\n", ""},
        {"a: 'b # allow no-why: so'\n", ""},
        {"a: \"b \\\" # allow no-why: so\"\n", ""},
        {"a: \"b\n  # allow no-why: so\"\n", ""},
        {"a: 'it''s # allow no-why: x' # allow line-back: y\n", "1:30 line-back+ "},
        {"a: it's # allow no-why: so\n", "1:9 no-why+ "},
        {"a: this\n  'tis # allow no-why: so\n", "2:8 no-why+ "},
        {"a: |\n  # allow no-why: so\nb: c\n", ""},
        {"a: >\n  x # allow no-why: so\n# allow no-why: so\nb: c\n", "3:1 no-why+ "},
        {"a: {b: c, # allow no-why: so\n  d: e} # allow line-back: so\n", "1:11 no-why+ 2:9 line-back+ "},
        {"a: b # allow no-why: so # allow line-back: so\n", "1:6 no-why+ 1:25 line-back+ "},
        {"a: \xc3\xa9 # allow no-why: so\r\nb: c # allow no-why: so\r\n", "1:6 no-why+ 2:6 no-why+ "},
        {"\xef\xbb\xbf"
         "a: b # allow no-why: so\n",
         "1:6 no-why+ "},
        {"# one\n\n- a # x # allow no-why: so\n", "3:9 no-why+ "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int n;
        struct deck_allow *list = deck_allow_find(cases[i].text, strlen(cases[i].text), any_name, &n);
        char got[200] = "";
        for (int k = 0; k < n; k++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%d:%d %s%s%s ", list[k].at.line, list[k].at.column,
                     list[k].rule, list[k].known ? "" : "?", list[k].reason ? "+" : "");
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("'%s' is read as '%s', expected '%s'", cases[i].text, got, cases[i].expected);
        free(list);
    }
}

/* Each rule that a row of the table finds, at the end of the line it names. */
static void rules_are_silenced_on_their_line(void **state)
{
    (void)state;
    for (int i = 0; i < MUTATIONS; i++) {
        const struct mutation *m = &mutations[i];
        if (strcmp(m->rule, "reader") == 0 || strcmp(m->rule, "error") == 0 || strcmp(m->rule, "unused-allow") == 0)
            continue;
        bool fit = strcmp(m->rule, "text-fit") == 0;
        char *text = replaced(texts[m->which], m->find, m->put), *wanted = xprintf(": %s: ", m->rule);
        struct said before = check_text(m->which, text, fit);
        const char *found = strstr(before.text, wanted);
        if (!found)
            fail_msg("%s is not found", m->kind);
        while (found > before.text && found[-1] != '\n')
            found--;
        const char *at = text;
        for (int line = atoi(found); line > 1; line--)
            at = strchr(at, '\n') + 1;
        at += strcspn(at, "\n");
        char *silenced = xprintf("%.*s # allow %s: the test says so%s", (int)(at - text), text, m->rule, at);
        struct said after = check_text(m->which, silenced, fit);
        if (after.n >= before.n || is_said(&after, "unused-allow", ""))
            fail_msg("%s: before\n%safter\n%s", m->kind, before.text, after.text);
        free(after.text);
        free(silenced);
        silenced = xprintf("%.*s # allow %s: %s", (int)(at - text), text, m->rule, at);
        after = check_text(m->which, silenced, fit);
        if (after.n != before.n + 1 || !is_said(&after, m->rule, m->words) ||
            !is_said(&after, "unused-allow", "without a reason"))
            fail_msg("%s: without a reason\n%s", m->kind, after.text);
        free(before.text);
        free(after.text);
        free(silenced);
        free(wanted);
        free(text);
    }
}

/* -- against, and JSON -- */

static void tell(void *with, const char *key, enum deck_change change)
{
    FILE *out = with;
    fprintf(out, "%c %s\n", "=!+-"[change], key);
}

static char *changes(struct deck *old, struct deck *fresh)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert_true(old && fresh);
    deck_against(old, fresh, tell, out);
    fclose(out);
    deck_free(old);
    deck_free(fresh);
    return text;
}

static struct deck *bank_with(const char *find, const char *put)
{
    static struct deck_problems problems;
    char *text = replaced(texts[BANK], find, put);
    assert_non_null(text);
    struct deck *deck = deck_read("test", text, strlen(text), &problems);
    if (!deck)
        fail_msg("%d: %s", problems.list[0].line, problems.list[0].text);
    free(text);
    return deck;
}

static void editions_are_compared(void **state)
{
    (void)state;
    static struct deck_problems problems;
    static const char *const rows[] = {"ybt", "y-o"}, *const other[] = {"ytt", "yb-", "ybt"};
    char *old = deck_of(rows, 2, ""), *fresh = deck_of(other, 3, "");
    char *said =
        changes(deck_read("old", old, strlen(old), &problems), deck_read("new", fresh, strlen(fresh), &problems));
    assert_string_equal(said, "= t/l0/m\n! t/l0/n\n= t/l0/p\n= t/l1/m\n+ t/l1/n\n+ t/l2/m\n+ t/l2/n\n+ t/l2/p\n");
    free(said);
    said = changes(deck_read("old", fresh, strlen(fresh), &problems), deck_read("new", old, strlen(old), &problems));
    assert_non_null(strstr(said, "- t/l1/n\n- t/l2/m\n- t/l2/n\n- t/l2/p\n"));
    free(said);
    free(old);
    free(fresh);
    said = changes(bank_with("id: saas", "id: saas"), bank_with("\"You patch it yourself\"", "\"You do\""));
    assert_null(strchr(said, '!'));
    assert_null(strchr(said, '+'));
    free(said);
    said = changes(bank_with("id: saas", "id: saas"),
                   bank_with("- {id: b, text: \"The provider patches it\", ",
                             "- {id: b, text: \"The provider patches it\", right: true, "));
    assert_non_null(strstr(said, "! bank/who-patches\n"));
    assert_non_null(strstr(said, "= bank/who-walks\n"));
    free(said);
    said = changes(bank_with("id: saas", "id: saas"), bank_with("{id: saas", "{id: saas-2"));
    assert_non_null(strstr(said, "= bank/iaas\n+ bank/saas-2\n"));
    assert_non_null(strstr(said, "- bank/saas\n"));
    free(said);
}

static void json_is_always_valid(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {{"a", "\"a\""},
                 {"", "\"\""},
                 {NULL, "null"},
                 {"\"\\/\n\t\x01\x7f", "\"\\\"\\\\/\\u000a\\u0009\\u0001\\u007f\""},
                 {"\xc3\xa9\xf0\x9f\x98\x80", "\"\xc3\xa9\xf0\x9f\x98\x80\""},
                 {"a\xff"
                  "b\xc3",
                  "\"a\xef\xbf\xbd"
                  "b\xef\xbf\xbd\""},
                 {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
                 {"\xe2\x80\xa8", "\"\\u2028\""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text;
        size_t size;
        FILE *out = open_memstream(&text, &size);
        json_text(out, cases[i].text);
        fclose(out);
        assert_string_equal(text, cases[i].expected);
        free(text);
    }
}

/* Each warning has its row in the reference. */
static void warnings_are_explained(void **state)
{
    (void)state;
    char *reference = slurp(DECKS "/README.md");
    for (int i = 0; deck_check_rule(i); i++) {
        char *row = xprintf("\n| `%s` |", deck_check_rule(i));
        if (!strstr(reference, row))
            fail_msg("decks/README.md has no row for '%s'", deck_check_rule(i));
        free(row);
    }
    free(reference);
}

static int open_all(void **state)
{
    (void)state;
    static struct deck_problems problems;
    struct err err;
    word_day("2026-12-21", &now);
    fonts = fonts_new(FONTS, &err);
    for (int which = 0; which < DECK_FILES; which++) {
        texts[which] = slurp(paths[which]);
        good[which] = read_as((enum which)which, texts[which], strlen(texts[which]), &problems);
        if (!good[which])
            print_error("%s:%d: %s\n", paths[which], problems.list[0].line, problems.list[0].text);
    }
    return !fonts || !good[AZURE] || !good[AZURE_NL] || !good[BANK] || !good[BANK_NL];
}

static int close_all(void **state)
{
    (void)state;
    for (int which = DECK_FILES - 1; which >= 0; which--) {
        deck_free(good[which]);
        free(texts[which]);
    }
    fonts_free(fonts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_decks_are_told_nothing), cmocka_unit_test(mutations_are_found),
        cmocka_unit_test(swapped_answers_are_found),   cmocka_unit_test(the_line_goes_one_way),
        cmocka_unit_test(one_line_rules_are_scored),   cmocka_unit_test(own_tests_are_run),
        cmocka_unit_test(zones_are_right_somewhere),   cmocka_unit_test(banks_are_counted),
        cmocka_unit_test(comments_are_found),          cmocka_unit_test(rules_are_silenced_on_their_line),
        cmocka_unit_test(editions_are_compared),       cmocka_unit_test(json_is_always_valid),
        cmocka_unit_test(warnings_are_explained)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
