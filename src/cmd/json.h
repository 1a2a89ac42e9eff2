#ifndef DEMARC_CMD_JSON_H
#define DEMARC_CMD_JSON_H

#include <stdio.h>

/* A string of JSON, quoted; null for NULL. What is not UTF-8 becomes U+FFFD, so that it is always valid. */
void json_text(FILE *out, const char *text);

#endif
