/* The pages of a round, read line by line. */
#include "base/tr.h"
#include "screens/clock.h"
#include "text_round.h"

#include <stdio.h>
#include <stdlib.h>

/* -- setting one up -- */

static void say_ticks(struct text *t, const struct round_deck *one, bool models)
{
    char line[4000];
    struct text_words words = {line, sizeof line, 0};
    int n = models ? one->deck->n_models : one->deck->n_layers;
    line[0] = '\0';
    for (int i = 0; i < n; i++)
        text_add(&words, tr("%s%d %s%s"), i ? ", " : "", i + 1,
                 models ? one->deck->models[i].name : one->deck->layers[i].name,
                 (models ? one->models : one->layers)[i] ? "" : tr(" (not ticked)"));
    text_say(t, models ? tr("Models: %s.") : tr("Layers: %s."), line);
}

static void say_teams(struct text *t, const struct round_setup *setup)
{
    char line[ROUND_TEAMS_MAX * (ROUND_NAME_MAX + 2)];
    struct text_words words = {line, sizeof line, 0};
    if (setup->n_teams == 1) {
        text_say(t, "%s: 1. %s", tr("Teams"), tr("One: you alone. What you answer counts for your plan."));
        return;
    }
    for (int team = 0; team < setup->n_teams; team++)
        text_add(&words, "%s%s", team ? ", " : "", setup->names[team]);
    text_say(t, "%s: %d. %s.", tr("Teams"), setup->n_teams, line);
}

void text_round_setup_say(struct text *t, const struct round_setup *setup, const struct deck *const *decks, int n_decks)
{
    text_say(t, "%s", "");
    text_say(t, "%s: %s.", tr("Round"), tr("a point for each right placement; speed does not count"));
    text_say(t, "%s:", tr("Decks"));
    for (int d = 0; d < n_decks; d++)
        text_say(t, "%d %s, %s", d + 1, decks[d]->title,
                 round_setup_find(setup, decks[d]) >= 0 ? tr("ticked") : tr("not ticked"));
    for (int d = 0; d < setup->n_decks; d++) {
        if (setup->n_decks > 1)
            text_say(t, "%s", setup->decks[d].deck->title);
        say_ticks(t, &setup->decks[d], true);
        say_ticks(t, &setup->decks[d], false);
    }
    text_say(t, "%s: %d", tr("Seconds for each board"), setup->seconds);
    text_say(t, "%s: %d", setup->n_teams > 1 ? tr("Boards for each team") : tr("Boards"), setup->boards);
    say_teams(t, setup);
    text_say(t, "%s: %s", tr("A round that was played"), tr("number and its number plays the same boards."));
}

/* -- between the boards -- */

static void say_scores(struct text *t, const struct session *round, const struct round_setup *setup)
{
    char line[ROUND_TEAMS_MAX * (ROUND_NAME_MAX + 20)];
    struct text_words words = {line, sizeof line, 0};
    for (int team = 0; team < round->n_teams; team++)
        text_add(&words, "%s%s %d", team ? ", " : "", setup->names[team], round_score(round, team).points);
    if (round->n_teams > 1)
        text_say(t, tr("Points: %s."), line);
}

static void say_board(struct text *t, const struct session *round, const struct round_setup *setup)
{
    char title[ROUND_NAME_MAX + 20], about[160], points[60];
    text_say(t, "%s", "");
    text_say(t, "%s. %s. %s.", round_title(round, setup, title, sizeof title),
             round_board_name(round, setup, about, sizeof about), round_points(round, points, sizeof points));
}

void text_round_ready_say(struct text *t, const struct session *round, const struct round_setup *setup)
{
    char head[200], below[200];
    say_board(t, round, setup);
    round_ready_words(round, setup, head, below, sizeof head);
    text_say(t, "%s", head);
    text_say(t, "%s", below);
    say_scores(t, round, setup);
}

void text_round_pause_say(struct text *t, const struct session *round, const struct round_setup *setup)
{
    char clock[20];
    say_board(t, round, setup);
    if (round->phase == PHASE_PLACING && round->clock.state == CLOCK_PAUSED) {
        clock_text(round->clock.left_ms, clock, sizeof clock);
        text_say(t, tr("%s: %s left."), tr("The clock stands"), clock);
        text_say(t, "%s", tr("What is placed is kept. The board is hidden until the clock goes on."));
    } else {
        text_say(t, "%s %s", tr("Stop here?"), tr("No clock is running."));
    }
    text_say(t, "%s",
             tr("Leave keeps the round: it can go on later. End counts what was checked and shows the table."));
    say_scores(t, round, setup);
}

/* -- the end -- */

static void say_table(struct text *t, const struct session *round, const struct round_setup *setup)
{
    int teams[ROUND_TEAMS_MAX], n = round_ranking(round, teams);
    for (int i = 0; i < n; i++) {
        struct round_score score = round_score(round, teams[i]);
        char points[40];
        snprintf(points, sizeof points, tr("%d of %d"), score.points, score.asked);
        text_say(t, "%s. %s: %s. %s: %d.", n > 1 ? setup->names[teams[i]] : tr("You"), tr("Points"), points,
                 tr("Boards"), score.boards);
    }
}

void text_round_end_say(struct text *t, const struct session *round, const struct round_setup *setup)
{
    char head[200], number[ROUND_NUMBER_MAX];
    int n;
    struct round_miss *misses = round_misses(round, &n);
    round_headline(round, setup, head, sizeof head);
    text_say(t, "%s", "");
    text_say(t, "%s: %s.", tr("Round"), head);
    text_say(t, "%s", round_rule(round));
    say_table(t, round, setup);
    text_say(t, "%s: %s", tr("What went wrong"), round_misses_say(round, n));
    for (int i = 0; i < n; i++) {
        struct round_miss_words words;
        round_miss_words(round, setup, &misses[i], &words);
        text_say(t, "%s: %s. %s", words.name, words.count, words.said);
    }
    free(misses);
    round_number(setup, number);
    text_say(t, "%s: %s", tr("Round number"), number);
    text_say(t, "%s", tr("The same boards anywhere with these decks: demarc round and this number."));
}
