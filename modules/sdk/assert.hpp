#pragma once

/// Stops the instance when an invariant is broken. Stays on in release builds: natively it ends the
/// process, in a module it traps and the host drops the instance.
#define SKERRY_ASSERT(condition)   \
  do {                             \
    if (!(condition)) [[unlikely]] \
      __builtin_trap();            \
  } while (false)
