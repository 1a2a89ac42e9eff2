/* `screen pixels WINDOW` prints what a window shows as one number, then its most frequent colour and its size; on a
   display without a compositor its pixels are those of the screen. `screen dpi N` has the display say how large text
   is, as a desktop does. */
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print_pixels(Display *display, Window window)
{
    XWindowAttributes is;
    if (!XGetWindowAttributes(display, window, &is))
        return 1;
    XImage *image = XGetImage(display, window, 0, 0, (unsigned)is.width, (unsigned)is.height, AllPlanes, ZPixmap);
    if (!image)
        return 1;
    uint64_t hash = UINT64_C(14695981039346656037);
    unsigned long often = 0;
    int votes = 0; /* of the majority, as Boyer and Moore find it */
    for (int y = 0; y < is.height; y++)
        for (int x = 0; x < is.width; x++) {
            unsigned long pixel = XGetPixel(image, x, y) & 0xffffff;
            hash = (hash ^ pixel) * UINT64_C(1099511628211);
            often = votes ? often : pixel;
            votes += pixel == often ? 1 : -1;
        }
    printf("%016" PRIx64 " %06lx %dx%d\n", hash, often, is.width, is.height);
    XDestroyImage(image);
    return 0;
}

static int set_dpi(Display *display, const char *dpi)
{
    char text[40];
    int n = snprintf(text, sizeof text, "Xft.dpi:\t%s\n", dpi);
    XChangeProperty(display, DefaultRootWindow(display), XA_RESOURCE_MANAGER, XA_STRING, 8, PropModeReplace,
                    (const unsigned char *)text, n);
    return 0;
}

int main(int argc, char **argv)
{
    Display *display = argc == 3 ? XOpenDisplay(NULL) : NULL;
    if (!display)
        return 1;
    int status =
        strcmp(argv[1], "dpi") == 0 ? set_dpi(display, argv[2]) : print_pixels(display, strtoul(argv[2], NULL, 10));
    XCloseDisplay(display);
    return status;
}
