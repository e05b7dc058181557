#pragma once

#include <string_view>

// What the program says to whoever started it. `fail` and `print` return the exit status for it.

namespace skerry::host {

/// Writes one line on standard error, `skerry: …`, control characters replaced, and returns 1.
int fail(std::string_view line);

/// Writes one line on standard error, `skerry: …`, as `fail` does, about nothing bad.
void note(std::string_view line);

/// Writes text on standard output and returns 0; when it cannot be written in full, as on a full
/// disk, says so and returns 1.
[[nodiscard]] int print(std::string_view text);

}  // namespace skerry::host
