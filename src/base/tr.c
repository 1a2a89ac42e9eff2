/* The one door for every sentence that a person reads. */
#include "base/tr.h"

const char *tr(const char *english)
{
    return english;
}

const char *trn(const char *one, const char *many, int n)
{
    return n == 1 ? one : many;
}
