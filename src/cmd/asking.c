#include "base/tr.h"
#include "cmd/cmd.h"

#include <stdio.h>
#include <unistd.h>

int cmd_no_folder(void)
{
    fprintf(stderr, "demarc: %s\n", tr("there is no home folder; give one with --data"));
    return EXIT_WORLD;
}

bool cmd_can_ask(void)
{
    return isatty(STDIN_FILENO);
}

bool cmd_ask(const char *question, bool otherwise)
{
    char line[20] = "";
    fprintf(stderr, "%s %s ", question, otherwise ? "[Y/n]" : "[y/N]");
    if (!fgets(line, sizeof line, stdin))
        return false;
    return line[0] == 'y' || line[0] == 'Y' || (otherwise && line[0] == '\n');
}
