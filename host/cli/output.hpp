#pragma once

#include <string_view>

// What the program says to whoever started it. `fail` and `print` return the exit status for it.
// What comes from elsewhere, from a server or a file, reaches a terminal by `note`, `fail` and the
// functions for JSON, which make it safe, or through `clean`.

namespace skerry::host {

/// Writes one line on standard error, `skerry: …`, clean as `clean` makes it, and returns 1.
int fail(std::string_view line);

/// Writes one line on standard error, `skerry: …`, as `fail` does, about nothing bad.
void note(std::string_view line);

/// Writes JSON and the end of a line on standard error, safe where that is a terminal; returns 1.
int fail_json(std::string_view json);

/// Writes lines of JSON as `print` does, safe where standard output is a terminal.
[[nodiscard]] int print_json(std::string_view json);

/// Writes text on standard output and returns 0; when it cannot be written in full, as on a full
/// disk, says so and returns 1.
[[nodiscard]] int print(std::string_view text);

}  // namespace skerry::host
