/* shelf: which decks are found in folders, and in which language. */
#include "base/mem.h"
#include "reading.h"
#include "shelf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char top[] = "/tmp/demarc-shelf-XXXXXX", *shipped, *own;
static struct shelf shelf;

static int make_folders(void **state)
{
    (void)state;
    strcpy(top + strlen(top) - 6, "XXXXXX");
    if (!mkdtemp(top))
        return 1;
    shipped = xprintf("%s/shipped", top);
    own = xprintf("%s/own", top);
    return chmod(top, 0755) || mkdir(shipped, 0755) || mkdir(own, 0755);
}

static void remove_all(const char *folder)
{
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char *path = xprintf("%s/%s", folder, entry->d_name);
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && unlink(path) != 0)
            remove_all(path);
        free(path);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
}

static int remove_folders(void **state)
{
    (void)state;
    remove_all(top);
    free(shipped);
    free(own);
    return 0;
}

static void put_file(const char *folder, const char *name, const char *text)
{
    char *path = xprintf("%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    free(path);
}

static void put_deck(const char *folder, const char *name, const char *id, const char *language, const char *title)
{
    char *text = xprintf("demarc: 1\nid: %s\ntitle: %s\nlanguage: %s\nas_of: 2026-11-21\nsources: {s: {title: S}}\n"
                         "cards: [{id: a, front: F, back: B, source: s}]\n",
                         id, title, language);
    put_file(folder, name, text);
    free(text);
}

static void put_translation(const char *folder, const char *name, const char *id, const char *language,
                            const char *title)
{
    char *text = xprintf("demarc: 1\nid: %s\nlanguage: %s\ntranslates: en\ntitle: %s\n", id, language, title);
    put_file(folder, name, text);
    free(text);
}

static void load(const char *language)
{
    shelf_load(&shelf, (const char *const[]){shipped, own}, 2, language, NULL);
}

/* "id title" of each deck, and the problems without the folder's name. */
static void assert_shelf(const char *decks, const char *told)
{
    char *text = xstrdup(""), *problem = xstrdup(""), *from = shelf.problems;
    for (int i = 0; i < shelf.n; i++) {
        char *longer = xprintf("%s%s%s: %s", text, i ? ", " : "", shelf.decks[i]->id, shelf.decks[i]->title);
        free(text);
        text = longer;
    }
    for (char *at; (at = strstr(from, top)); from = at + strlen(top) + 1) {
        char *longer = xprintf("%s%.*s", problem, (int)(at - from), from);
        free(problem);
        problem = longer;
    }
    char *whole = xprintf("%s%s", problem, from);
    assert_string_equal(text, decks);
    assert_string_equal(whole, told);
    free(text);
    free(problem);
    free(whole);
    shelf_clear(&shelf);
}

static void languages_are_words(void **state)
{
    (void)state;
    static const struct {
        const char *word, *language;
        bool fine;
    } rows[] = {
        {"nl", "nl", true},
        {"nl_NL.UTF-8", "nl-nl", true},
        {"NL", "nl", true},
        {"pt-BR", "pt-br", true},
        {"de_DE@euro", "de-de", true},
        {"C", "", true},
        {"C.UTF-8", "", true},
        {"POSIX", "", true},
        {"", "", true},
        {"Dutch", "", false},
        {"n", "", false},
        {"nl/../..", "", false},
        {"nl-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaaa", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char language[SHELF_LANGUAGE_MAX];
        assert_int_equal(shelf_language(rows[i].word, language), rows[i].fine);
        assert_string_equal(language, rows[i].language);
    }
}

static void translations_are_found(void **state)
{
    (void)state;
    put_deck(shipped, "azure.yaml", "azure", "en", "English");
    put_translation(shipped, "azure.nl.yaml", "azure", "nl", "Nederlands");
    put_translation(shipped, "azure.nl-be.yaml", "azure", "nl-be", "Vlaams");
    put_deck(shipped, "terms.yaml", "terms", "en", "Terms");
    static const char *const rows[][2] = {
        {"nl", "azure: Nederlands, terms: Terms"},       {"nl_NL.UTF-8", "azure: Nederlands, terms: Terms"},
        {"nl_BE", "azure: Vlaams, terms: Terms"},        {"en", "azure: English, terms: Terms"},
        {"en_US.UTF-8", "azure: English, terms: Terms"}, {"C", "azure: English, terms: Terms"},
        {"de", "azure: English, terms: Terms"},          {"?", "azure: English, terms: Terms"},
        {NULL, "azure: English, terms: Terms"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        load(rows[i][0]);
        assert_shelf(rows[i][1], "");
    }
    load("nl");
    const struct deck *deck = shelf_find(&shelf, "azure");
    assert_non_null(deck->base);
    assert_true(deck->print == deck->base->print);
    shelf_clear(&shelf);
}

static void a_base_in_another_language(void **state)
{
    (void)state;
    put_deck(shipped, "wet.yaml", "wet", "nl", "Wet");
    put_file(shipped, "wet.en.yaml", "demarc: 1\nid: wet\nlanguage: en\ntranslates: nl\ntitle: Law\n");
    load("nl_NL");
    assert_shelf("wet: Wet", "");
    load("en_GB");
    assert_shelf("wet: Law", "");
    load("C");
    assert_shelf("wet: Wet", "");
    put_deck(own, "law.yaml", "wet", "en-gb", "British");
    put_file(own, "law.en.yaml", "demarc: 1\nid: wet\nlanguage: en\ntranslates: en-gb\ntitle: Any\n");
    load("en_GB");
    assert_string_equal(shelf_find(&shelf, "wet")->title, "British");
    shelf_clear(&shelf);
}

static void bad_translations_leave_the_base(void **state)
{
    (void)state;
    put_deck(shipped, "azure.yaml", "azure", "en", "English");
    put_translation(shipped, "azure.nl.yaml", "azur", "nl", "Nederlands");
    load("en");
    assert_shelf("azure: English", "");
    load("nl");
    assert_shelf("azure: English", "shipped/azure.nl.yaml:2:5: this is a translation of the deck 'azure', so it cannot "
                                   "have the id 'azur'; write 'azure'");
    put_translation(shipped, "azure.nl.yaml", "azure", "de", "Deutsch");
    load("nl");
    assert_shelf("azure: English", "shipped/azure.nl.yaml is written in 'de', but its name says 'nl'; rename it or "
                                   "correct its 'language'");
}

static void the_later_folder_wins(void **state)
{
    (void)state;
    put_deck(shipped, "azure.yaml", "azure", "en", "English");
    put_translation(shipped, "azure.nl.yaml", "azure", "nl", "Nederlands");
    put_translation(own, "azure.nl.yaml", "azure", "nl", "Eigen");
    load("nl");
    assert_shelf("azure: Eigen",
                 "own/azure.nl.yaml translates 'azure' as shipped/azure.nl.yaml does and is used instead "
                 "of it; take one of them out");
    put_deck(own, "azure.yaml", "azure", "en", "Mine");
    load("nl");
    assert_shelf("azure: Eigen",
                 "own/azure.yaml has the id 'azure' of shipped/azure.yaml and is used instead of it; give one of them "
                 "another id");
    char *path = xprintf("%s/azure.nl.yaml", own);
    assert_int_equal(unlink(path), 0);
    free(path);
    load("nl");
    assert_shelf("azure: Mine",
                 "own/azure.yaml has the id 'azure' of shipped/azure.yaml and is used instead of it; give one of them "
                 "another id");
}

static void names_that_only_look_so(void **state)
{
    (void)state;
    put_deck(shipped, "cloud.new.yaml", "cloud-new", "en", "New");
    put_translation(shipped, "lost.nl.yaml", "lost", "nl", "Verdwaald");
    load("nl");
    assert_shelf(
        "cloud-new: New",
        "shipped/lost.nl.yaml:4:1: 'translates' makes this a translation, which is read with its deck: name it "
        "like kitchen.nl.yaml beside kitchen.yaml");
}

static const struct deck *get(const char *name, const char *language, struct err *err)
{
    char *path = xprintf("%s/%s", own, name);
    shelf_load(&shelf, (const char *const[]){shipped}, 1, language, NULL);
    const struct deck *deck = shelf_get(&shelf, path, err);
    free(path);
    return deck;
}

static void files_are_opened_in_a_language(void **state)
{
    (void)state;
    struct err err;
    put_deck(shipped, "azure.yaml", "azure", "en", "English");
    put_deck(own, "mine.yaml", "azure", "en", "Mine");
    put_translation(own, "mine.nl.yaml", "azure", "nl", "Eigen");
    assert_string_equal(get("mine.yaml", "nl_BE", &err)->title, "Eigen");
    shelf_clear(&shelf);
    assert_string_equal(get("mine.yaml", NULL, &err)->title, "Mine");
    shelf_clear(&shelf);
    assert_null(get("mine.nl.yaml", "nl", &err));
    assert_non_null(strstr(err.text, "is a translation; name its deck"));
    shelf_clear(&shelf);
}

/* As `demarc round a.yaml ./a.yaml` does. */
static void a_deck_that_was_got_lives_as_long_as_the_shelf(void **state)
{
    (void)state;
    struct err err;
    put_deck(shipped, "azure.yaml", "azure", "en", "English");
    put_deck(own, "mine.yaml", "azure", "en", "Mine");
    put_translation(own, "mine.nl.yaml", "azure", "nl", "Eigen");
    const struct deck *first = get("mine.yaml", "nl", &err);
    char *path = xprintf("%s/../own/mine.yaml", own);
    const struct deck *second = shelf_get(&shelf, path, &err);
    free(path);
    assert_non_null(second);
    assert_ptr_not_equal(first, second);
    assert_string_equal(first->title, "Eigen");
    assert_string_equal(first->base->title, "Mine");
    assert_ptr_equal(shelf_find(&shelf, "azure"), second);
    shelf_clear(&shelf);
}

static void what_is_no_file_is_named(void **state)
{
    (void)state;
    put_deck(shipped, "azure.yaml", "azure", "en", "English");
    char *folder = xprintf("%s/folder.yaml", shipped), *pipe = xprintf("%s/pipe.yaml", shipped),
         *dutch = xprintf("%s/azure.nl.yaml", shipped);
    assert_int_equal(mkdir(folder, 0755), 0);
    assert_int_equal(mkfifo(pipe, 0644), 0);
    assert_int_equal(mkfifo(dutch, 0644), 0);
    load("nl");
    char *told = xprintf("'%s/folder.yaml' is a folder, not a file.\n'%s/pipe.yaml' is not a regular file.\n"
                         "'%s/azure.nl.yaml' is not a regular file.",
                         "shipped", "shipped", "shipped");
    assert_shelf("azure: English", told);
    free(told);
    free(folder);
    free(pipe);
    free(dutch);
}

/* In a process of its own that is not root, for whom nothing is forbidden. */
static void forbidden_files_are_named(void **state)
{
    (void)state;
    put_deck(shipped, "azure.yaml", "azure", "en", "English");
    put_deck(shipped, "secret.yaml", "secret", "en", "Secret");
    char *path = xprintf("%s/secret.yaml", shipped);
    assert_int_equal(chmod(path, 0), 0);
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(2);
        load("en");
        _exit(shelf.n == 1 && strstr(shelf.problems, "secret.yaml") && !strchr(shelf.problems, '\n') ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    free(path);
}

#define ROW(test) cmocka_unit_test_setup_teardown(test, make_folders, remove_folders)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_are_words),
        ROW(translations_are_found),
        ROW(a_base_in_another_language),
        ROW(bad_translations_leave_the_base),
        ROW(the_later_folder_wins),
        ROW(names_that_only_look_so),
        ROW(files_are_opened_in_a_language),
        ROW(what_is_no_file_is_named),
        ROW(forbidden_files_are_named),
        ROW(a_deck_that_was_got_lives_as_long_as_the_shelf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
