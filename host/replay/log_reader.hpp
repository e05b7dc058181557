#pragma once

#include <cstdint>
#include <expected>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/engine/exports.hpp"
#include "host/engine/instance.hpp"
#include "host/replay/value_text.hpp"

namespace skerry::host {

inline constexpr int kLogFormat = 1;

/// `http.respond` for `skerry:host/http@0.1.0` and `respond`: what logs call a function.
[[nodiscard]] std::string short_name(std::string_view interface, std::string_view function);

/// What a log says of the instance it belongs to.
struct LogHeader {
  /// Lower-case letters, digits and hyphens.
  std::string module;
  std::string sha256;
  std::uint64_t memory_bytes_max = 0;
  std::uint64_t stack_bytes_max = 0;
  std::uint32_t event_time_ms_max = 0;
};

/// A call of an import. `result` is null when it has none, `{"trap": reason}` when it trapped.
struct LoggedImport {
  std::string name;
  LogJson arguments;
  LogJson result;
};

struct LoggedEvent {
  std::uint64_t number = 0;
  Event event{};
  OwnedValues arguments;
  std::vector<LoggedImport> imports;
  /// As `outcome_name` has it.
  std::string outcome;
};

/// `done`, `trapped`, or `interrupted` for an event that took too long.
[[nodiscard]] std::string_view outcome_name(CallOutcome outcome, std::string_view trap_message);

/// Reads a log, an event at a time.
class LogReader {
 public:
  explicit LogReader(std::istream& stream) : stream_(stream) {}

  /// First of all. Errors are one line for an operator.
  [[nodiscard]] std::expected<LogHeader, std::string> header();
  /// None at the end of the log. An event that is not whole is the end.
  [[nodiscard]] std::expected<std::optional<LoggedEvent>, std::string> next();
  /// After the end: why the log was closed; none when it is cut off.
  [[nodiscard]] const std::optional<std::string>& closed() const { return closed_; }

 private:
  /// Null at the end, or when the line is not whole.
  [[nodiscard]] std::expected<LogJson, std::string> line();
  [[nodiscard]] std::expected<bool, std::string> add(const LogJson& json, LoggedEvent& event);
  [[nodiscard]] std::unexpected<std::string> malformed() const;

  std::istream& stream_;
  std::uint64_t line_number_ = 0;
  std::uint64_t events_ = 0;
  std::optional<std::string> closed_;
};

}  // namespace skerry::host
