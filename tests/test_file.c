/* file: whole files or none, and nothing that is not a file is read, waited for or replaced. */
#include "store/file.h"

#include "base/mem.h"
#include "folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char *in_top(const char *name)
{
    return xprintf("%s/%s", folder_top, name);
}

static void assert_reads(const char *path, const char *expected)
{
    struct err err = {{0}};
    size_t size;
    char *bytes = file_read(path, 1000, &size, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(size, strlen(expected));
    assert_string_equal(bytes, expected);
    free(bytes);
}

static void assert_refused(const char *path, size_t limit, const char *says)
{
    struct err err = {{0}};
    size_t size;
    assert_null(file_read(path, limit, &size, &err));
    assert_non_null(strstr(err.text, says));
    assert_non_null(strstr(err.text, path));
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    char *path = in_top("a.txt");
    struct err err;
    assert_false(file_exists(path));
    assert_true(file_write(path, "one", 3, false, &err));
    assert_true(file_exists(path));
    assert_reads(path, "one");
    assert_int_equal(chmod(path, 0640), 0);
    assert_true(file_write(path, "a longer text", 13, true, &err));
    assert_reads(path, "a longer text");
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    assert_true(file_write(path, "", 0, true, &err));
    assert_reads(path, "");
    free(path);
}

static void zero_bytes_are_content(void **state)
{
    (void)state;
    char *path = in_top("zero");
    struct err err;
    size_t size;
    assert_true(file_write(path, "a\0b", 3, true, &err));
    char *bytes = file_read(path, 3, &size, &err);
    assert_int_equal(size, 3);
    assert_memory_equal(bytes, "a\0b", 4);
    free(bytes);
    free(path);
}

static void what_is_no_file_is_not_read(void **state)
{
    (void)state;
    char *fifo = in_top("fifo"), *large = in_top("large"), *none = in_top("none");
    struct err err;
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_refused(fifo, 100, "not a regular file");
    assert_refused(folder_top, 100, "is a folder");
    assert_refused("/dev/zero", 100, "not a regular file");
    assert_refused(none, 100, "No such file");
    assert_true(file_write(large, "0123456789", 10, false, &err));
    assert_refused(large, 9, "too large");
    assert_reads(large, "0123456789");
    /* It tells no size beforehand and is read until it ends. */
    assert_refused("/proc/self/maps", 100, "too large");
    free(fifo);
    free(large);
    free(none);
}

static void what_is_no_file_is_not_replaced(void **state)
{
    (void)state;
    char *fifo = in_top("fifo2"), *folder = in_top("folder"), *nowhere = in_top("nowhere/a");
    struct err err;
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_true(file_make_folder(folder, &err));
    assert_false(file_write(fifo, "a", 1, false, &err));
    assert_non_null(strstr(err.text, "not a regular file"));
    assert_false(file_write(folder, "a", 1, false, &err));
    assert_non_null(strstr(err.text, "is a folder"));
    assert_false(file_write(nowhere, "a", 1, false, &err));
    assert_non_null(strstr(err.text, "No such file"));
    free(fifo);
    free(folder);
    free(nowhere);
}

static void a_link_is_followed(void **state)
{
    (void)state;
    char *path = in_top("real"), *link = in_top("link");
    struct err err;
    assert_true(file_write(path, "old", 3, false, &err));
    assert_int_equal(symlink("real", link), 0);
    assert_true(file_write(link, "new", 3, true, &err));
    assert_reads(path, "new");
    struct stat info;
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    free(path);
    free(link);
}

static void a_failed_write_leaves_the_old_file(void **state)
{
    (void)state;
    char *path = in_top("kept"), *beside = xprintf("%s/.kept.%ld.new", folder_top, (long)getpid());
    struct err err;
    assert_true(file_write(path, "old", 3, false, &err));
    assert_true(file_make_folder(beside, &err)); /* in the way of the temporary file */
    assert_false(file_write(path, "new", 3, false, &err));
    assert_non_null(strstr(err.text, path));
    assert_reads(path, "old");
    assert_int_equal(rmdir(beside), 0);
    free(path);
    free(beside);
}

static void folders_are_made_for_the_user_alone(void **state)
{
    (void)state;
    char *deep = in_top("x/y/z/"), *x = in_top("x"), *file = in_top("plain"), *under = in_top("plain/deep");
    struct err err;
    assert_true(file_make_folder(deep, &err));
    assert_true(file_make_folder(deep, &err));
    struct stat info;
    assert_int_equal(stat(x, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_true(file_write(file, "a", 1, false, &err));
    assert_false(file_make_folder(file, &err));
    assert_non_null(strstr(err.text, file));
    assert_false(file_make_folder(under, &err));
    free(deep);
    free(x);
    free(file);
    free(under);
}

static void names_are_listed_in_order(void **state)
{
    (void)state;
    static const char *const names[] = {"b.yaml", "a.yaml", "B.yaml", ".hidden.yaml", "c.txt", "yaml"};
    static const char *const expected[] = {"B.yaml", "a.yaml", "b.yaml"};
    char *folder = in_top("list"), *none = in_top("not-there");
    struct err err;
    assert_true(file_make_folder(folder, &err));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = xprintf("%s/%s", folder, names[i]);
        assert_true(file_write(path, "", 0, false, &err));
        free(path);
    }
    int n;
    char **list = file_list(folder, ".yaml", &n);
    assert_int_equal(n, 3);
    for (int i = 0; i < n; i++) {
        assert_string_equal(list[i], expected[i]);
        free(list[i]);
    }
    free(list);
    assert_null(file_list(none, ".yaml", &n));
    assert_int_equal(n, 0);
    free(folder);
    free(none);
}

static bool another_may_hold(const char *path)
{
    pid_t child = fork();
    if (child == 0)
        _exit(file_hold(path) < 0);
    int status;
    waitpid(child, &status, 0);
    return status == 0;
}

static void a_held_file_can_be_copied(void **state)
{
    (void)state;
    char *path = in_top("held"), *copy = in_top("copied");
    struct err err;
    assert_true(file_write(path, "mine", 4, false, &err));
    int hold = file_hold(path);
    assert_true(hold >= 0);
    assert_false(another_may_hold(path));
    assert_true(file_copy(path, copy, &err));
    assert_reads(copy, "mine");
    assert_reads(path, "mine");
    assert_false(another_may_hold(path));
    file_let_go(hold);
    assert_true(another_may_hold(path));
    free(path);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(zero_bytes_are_content),
        cmocka_unit_test(what_is_no_file_is_not_read),
        cmocka_unit_test(what_is_no_file_is_not_replaced),
        cmocka_unit_test(a_link_is_followed),
        cmocka_unit_test(a_failed_write_leaves_the_old_file),
        cmocka_unit_test(folders_are_made_for_the_user_alone),
        cmocka_unit_test(names_are_listed_in_order),
        cmocka_unit_test(a_held_file_can_be_copied),
    };
    return cmocka_run_group_tests(tests, folder_make_top, folder_drop_top);
}
