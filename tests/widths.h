#ifndef DEMARC_TESTS_WIDTHS_H
#define DEMARC_TESTS_WIDTHS_H

#include "ui/ui.h"

/* Measures text by a table. */
extern const struct ui_measure fixed_widths;

#endif
