#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace skerry::host {

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

/// One line of JSON: time, level, source, message and the members of `fields`, a JSON object (what
/// is none is kept as text). Members with the name of one of the line's own are under `fields`.
/// Overlong text is cut.
[[nodiscard]] std::string log_line(LogLevel level, std::string_view source,
                                   std::string_view message, std::string_view fields = {});

/// Writes such a line to standard error. Thread-safe.
void write_log(LogLevel level, std::string_view source, std::string_view message,
               std::string_view fields = {});

/// One member for `fields`.
[[nodiscard]] std::string log_field(std::string_view name, std::string_view value);

/// From now on every line is dropped.
void silence_log();

}  // namespace skerry::host
