/* Solutions: which may be seen, and which stand beside what was answered and so count as seen today. */
#include "play/session_parts.h"

bool session_task_asks(const struct task *task, int deck, int item)
{
    if (task->deck != deck)
        return false;
    for (int i = 0; i < task->n_items; i++)
        if (task->items[i] == item)
            return true;
    return false;
}

bool session_may_show(const struct session *session, int deck, int item)
{
    if (!deck_item_asks(session->decks[deck], item))
        return true;
    if (session->phase == PHASE_CHECKED && session_task_asks(session_task(session), deck, item))
        return true;
    for (int t = session->task; t < session->n_tasks; t++)
        if (session_task_asks(&session->tasks[t], deck, item))
            return false;
    int at = session_first_item(session->decks, deck) + item;
    return session->said[at] || !session->hidden[at];
}

static void show_once(struct session_change *change, int deck, int item)
{
    for (int i = 0; i < change->n_shown; i++)
        if (change->shown[i].deck == deck && change->shown[i].item == item)
            return;
    if (change->n_shown == (int)(sizeof change->shown / sizeof *change->shown))
        return;
    change->shown[change->n_shown].deck = deck;
    change->shown[change->n_shown++].item = item;
}

void session_show_layers(struct session *session)
{
    int deck = session_task(session)->deck;
    const struct deck *d = session->decks[deck];
    for (int at = 0; at < session->board.n_cells; at++) {
        int first = deck_item_of_cell(d, session->board.cells[at].layer, 0);
        for (int item = first; item < first + d->n_models; item++)
            if (deck_item_asks(d, item) && !session->said[session_first_item(session->decks, deck) + item] &&
                session_may_show(session, deck, item))
                show_once(&session->change, deck, item);
    }
}

/* A card that is turned and a question that is explained tell of the layers that they are about. */
void session_show_about(struct session *session)
{
    if (session_task(session)->reask)
        return; /* told before */
    const struct task_about *about = &session->about[session->task];
    for (int i = about->at; i < about->at + about->n; i++) {
        int topic = session->topics.list[i], deck = session->topics.n_decks - 1;
        while (session->topics.first[deck] > topic)
            deck--;
        const struct deck *d = session->decks[deck];
        int first = deck_item_of_cell(d, topic - session->topics.first[deck], 0);
        for (int item = first; item < first + d->n_models; item++)
            if (deck_item_asks(d, item) &&
                (deck >= session->n_decks || !session->said[session_first_item(session->decks, deck) + item]))
                show_once(&session->change, deck, item);
    }
}
