#include "host/capabilities/journal.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <chrono>
#include <format>
#include <memory>
#include <nlohmann/json.hpp>

#include "host/capabilities/limits.hpp"

namespace skerry::host {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>("skerry",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->set_level(spdlog::level::info);
    return made;
  }();
  return *instance;
}

constexpr std::array<std::string_view, 4> kNames = {"debug", "info", "warning", "error"};
constexpr std::array<spdlog::level::level_enum, 4> kLevels = {
    spdlog::level::debug, spdlog::level::info, spdlog::level::warn, spdlog::level::err};

std::string_view cut(std::string_view text) { return text.substr(0, kLogBytesMax); }

}  // namespace

std::string log_line(LogLevel level, std::string_view source, std::string_view message,
                     std::string_view fields) {
  const auto index = static_cast<std::size_t>(level);
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  nlohmann::ordered_json line = {{"time", std::format("{:%FT%TZ}", now)},
                                 {"level", kNames[index]},
                                 {"source", source},
                                 {"message", cut(message)}};
  if (!fields.empty()) {
    auto extra = nlohmann::ordered_json::parse(cut(fields), nullptr, false);
    if (extra.is_object()) {
      nlohmann::ordered_json taken;
      for (auto& [name, value] : extra.items()) {
        (line.contains(name) ? taken : line)[name] = std::move(value);
      }
      if (!taken.is_null()) line["fields"] = std::move(taken);
    } else {
      line["fields"] = cut(fields);
    }
  }
  // Text that was cut may end within a character.
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void write_log(LogLevel level, std::string_view source, std::string_view message,
               std::string_view fields) {
  const auto spdlog_level = kLevels[static_cast<std::size_t>(level)];
  if (!logger().should_log(spdlog_level)) return;
  logger().log(spdlog_level, log_line(level, source, message, fields));
}

std::string log_field(std::string_view name, std::string_view value) {
  return nlohmann::json{{name, value}}.dump(-1, ' ', false,
                                            nlohmann::json::error_handler_t::replace);
}

void silence_log() { logger().set_level(spdlog::level::off); }

}  // namespace skerry::host
