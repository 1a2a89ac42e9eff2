/* The names of languages, in one place for the translators. */
#include "screens/language.h"

#include "base/tr.h"

#include <stddef.h>
#include <strings.h>

const char *language_name(const char *code)
{
    static const struct {
        const char *code, *name;
    } names[] = {{"en", TR_MARK("English")}, {"nl", TR_MARK("Dutch")},      {"de", TR_MARK("German")},
                 {"fr", TR_MARK("French")},  {"es", TR_MARK("Spanish")},    {"it", TR_MARK("Italian")},
                 {"pl", TR_MARK("Polish")},  {"pt", TR_MARK("Portuguese")}, {"sv", TR_MARK("Swedish")}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(names[i].code, code) == 0)
            return tr(names[i].name);
    return code;
}
