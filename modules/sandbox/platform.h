#ifndef SKERRY_SANDBOX_PLATFORM_H
#define SKERRY_SANDBOX_PLATFORM_H

/* The time a program sees. */

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Freezes the clock at `now_ms` milliseconds since 1970 and forgets that it was read. */
void platform_set_now(double now_ms);

/* Whether the program asked for the time since then. */
bool platform_time_was_read(void);

#ifdef __cplusplus
}
#endif

#endif
