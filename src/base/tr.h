#ifndef DEMARC_BASE_TR_H
#define DEMARC_BASE_TR_H

/* The sentence in the learner's language; there are no catalogues yet, so it is the English one. The format is checked
   through it. trn picks the form for n. TR_MARK only marks a text in a table; tr it where it is shown. */
const char *tr(const char *english) __attribute__((format_arg(1)));
const char *trn(const char *one, const char *many, int n) __attribute__((format_arg(1), format_arg(2)));
#define TR_MARK(english) english

#endif
