#ifndef DEMARC_SCREENS_LANGUAGE_H
#define DEMARC_SCREENS_LANGUAGE_H

const char *language_name(const char *code); /* "Dutch" for nl; the code where it has no name here */

#endif
