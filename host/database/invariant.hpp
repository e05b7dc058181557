#pragma once

#include <cstdio>
#include <cstdlib>

namespace skerry::host {

/// Ends the process when an invariant of the program itself is broken; stays on in release builds.
/// Never for what a module, a caller or a disk can cause.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "invariant broken: %s\n", what);
  std::abort();
}

}  // namespace skerry::host
