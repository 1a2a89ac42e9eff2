/* Asks a window to close, as the button in its title bar does; the display of the tests has no window manager. */
#include <X11/Xlib.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    Display *display = argc == 2 ? XOpenDisplay(NULL) : NULL;
    if (!display)
        return 1;
    XEvent event = {.xclient = {.type = ClientMessage, .window = strtoul(argv[1], NULL, 10), .format = 32}};
    event.xclient.message_type = XInternAtom(display, "WM_PROTOCOLS", False);
    event.xclient.data.l[0] = (long)XInternAtom(display, "WM_DELETE_WINDOW", False);
    XSendEvent(display, event.xclient.window, False, NoEventMask, &event);
    XCloseDisplay(display);
    return 0;
}
