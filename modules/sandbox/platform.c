/* The C library's floor. The module has no imports, so what the library would ask of an operating
   system is answered here: no files, no environment, no entropy, and one frozen time. */

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <wasi/api.h>

#include "platform.h"

static double frozen_now_ms;
static bool time_was_read;

void platform_set_now(double now_ms) {
  frozen_now_ms = now_ms;
  time_was_read = false;
}

bool platform_time_was_read(void) { return time_was_read; }

int gettimeofday(struct timeval* restrict out, void* restrict zone) {
  (void)zone;
  time_was_read = true;
  int64_t now_us = (int64_t)(frozen_now_ms * 1000.0);
  out->tv_sec = now_us / 1000000;
  out->tv_usec = (suseconds_t)(now_us % 1000000);
  return 0;
}

/* Only an engine feature that is not installed (performance.now) would ask. */
int clock_gettime(clockid_t clock, struct timespec* out) {
  (void)clock;
  (void)out;
  __builtin_trap();
}

/* Everyone's time zone is UTC. */
struct tm* localtime_r(const time_t* restrict time, struct tm* restrict out) {
  struct tm* parts = gmtime_r(time, out);
  if (!parts) memset(out, 0, sizeof(*out));
  return out;
}

/* Bulk instructions where they pay; short lengths are cheaper in a loop. The metering charges the
   instructions by length and the loops by the pass. */
enum { kBulkBytesMin = 64 };

static void copy_bulk(void* to, const void* from, size_t bytes) {
  __asm__ volatile("local.get %0\n\tlocal.get %1\n\tlocal.get %2\n\tmemory.copy 0, 0"
                   :
                   : "r"(to), "r"(from), "r"(bytes)
                   : "memory");
}

void* memcpy(void* restrict to, const void* restrict from, size_t bytes) {
  if (bytes >= kBulkBytesMin) {
    copy_bulk(to, from, bytes);
    return to;
  }
  unsigned char* out = to;
  const unsigned char* in = from;
  for (; bytes >= 8; bytes -= 8, out += 8, in += 8) {
    uint64_t word;
    __builtin_memcpy_inline(&word, in, 8);
    __builtin_memcpy_inline(out, &word, 8);
  }
  for (; bytes; --bytes) {
    *out++ = *in++;
    __asm__ volatile("");
  }
  return to;
}

void* memmove(void* to, const void* from, size_t bytes) {
  uintptr_t ahead = (uintptr_t)to - (uintptr_t)from;
  if (ahead >= bytes && -ahead >= bytes) return memcpy(to, from, bytes);
  copy_bulk(to, from, bytes);
  return to;
}

void* memset(void* to, int value, size_t bytes) {
  if (bytes >= kBulkBytesMin) {
    __asm__ volatile("local.get %0\n\tlocal.get %1\n\tlocal.get %2\n\tmemory.fill 0"
                     :
                     : "r"(to), "r"(value), "r"(bytes)
                     : "memory");
    return to;
  }
  unsigned char* out = to;
  for (; bytes; --bytes) {
    *out++ = (unsigned char)value;
    __asm__ volatile("");
  }
  return to;
}

_Noreturn void abort(void) { __builtin_trap(); }

uintptr_t __stack_chk_guard = 0x5ca1ab1e;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

__wasi_errno_t __wasi_fd_write(__wasi_fd_t fd, const __wasi_ciovec_t* parts, size_t count,
                               __wasi_size_t* written) {
  (void)fd, (void)parts, (void)count, (void)written;
  return __WASI_ERRNO_BADF;
}
__wasi_errno_t __wasi_fd_close(__wasi_fd_t fd) {
  (void)fd;
  return __WASI_ERRNO_BADF;
}
__wasi_errno_t __wasi_fd_seek(__wasi_fd_t fd, __wasi_filedelta_t offset, __wasi_whence_t whence,
                              __wasi_filesize_t* position) {
  (void)fd, (void)offset, (void)whence, (void)position;
  return __WASI_ERRNO_BADF;
}
__wasi_errno_t __wasi_fd_read(__wasi_fd_t fd, const __wasi_iovec_t* parts, size_t count,
                              __wasi_size_t* read) {
  (void)fd, (void)parts, (void)count, (void)read;
  return __WASI_ERRNO_BADF;
}
__wasi_errno_t __wasi_fd_fdstat_get(__wasi_fd_t fd, __wasi_fdstat_t* status) {
  (void)fd, (void)status;
  return __WASI_ERRNO_BADF;
}
__wasi_errno_t __wasi_environ_sizes_get(__wasi_size_t* count, __wasi_size_t* bytes) {
  *count = *bytes = 0;
  return __WASI_ERRNO_SUCCESS;
}
__wasi_errno_t __wasi_environ_get(uint8_t** names, uint8_t* text) {
  (void)names, (void)text;
  return __WASI_ERRNO_SUCCESS;
}
__wasi_errno_t __wasi_clock_time_get(__wasi_clockid_t clock, __wasi_timestamp_t precision,
                                     __wasi_timestamp_t* time) {
  (void)clock, (void)precision, (void)time;
  __builtin_trap();
}
__wasi_errno_t __wasi_random_get(uint8_t* out, __wasi_size_t bytes) {
  (void)out, (void)bytes;
  __builtin_trap();
}
_Noreturn void __wasi_proc_exit(__wasi_exitcode_t code) {
  (void)code;
  __builtin_trap();
}
