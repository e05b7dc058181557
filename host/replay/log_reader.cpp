#include "host/replay/log_reader.hpp"

#include <algorithm>
#include <format>

namespace skerry::host {
namespace {

std::string text_member(const LogJson& json, std::string_view name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number_member(const LogJson& json, std::string_view name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

/// The file is named after the module, so no name may lead out of the folder.
bool is_module_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_entry(const LogJson& json, std::string_view kind, std::size_t size) {
  return json.is_array() && json.size() >= size && json[0] == kind;
}

std::optional<Event> find_event(std::string_view name) {
  for (std::size_t i = 0; i < kExportNames.size(); ++i) {
    if (short_name(kExportNames[i].interface, kExportNames[i].function) == name) {
      return static_cast<Event>(i);
    }
  }
  return std::nullopt;
}

}  // namespace

std::string short_name(std::string_view interface, std::string_view function) {
  const auto slash = interface.find('/');
  if (slash != std::string_view::npos) interface.remove_prefix(slash + 1);
  return std::format("{}.{}", interface.substr(0, interface.find('@')), function);
}

std::string_view outcome_name(CallOutcome outcome, std::string_view trap_message) {
  if (outcome == CallOutcome::kDone) return "done";
  if (outcome != CallOutcome::kTrapped) return "refused";
  return trap_message.contains("wasm trap: interrupt") ? "interrupted" : "trapped";
}

std::unexpected<std::string> LogReader::malformed() const {
  return std::unexpected(std::format("line {} is no entry of a log", line_number_));
}

std::expected<LogJson, std::string> LogReader::line() {
  std::string text;
  // A last line without its end was being written when the host went.
  if (!std::getline(stream_, text) || stream_.eof()) return LogJson();
  ++line_number_;
  LogJson json = LogJson::parse(text, nullptr, false);
  if (!json.is_structured()) return malformed();
  return json;
}

std::expected<LogHeader, std::string> LogReader::header() {
  const auto json = line();
  if (!json) return std::unexpected(json.error());
  if (!json->is_object() || !json->contains("skerry_log")) {
    return std::unexpected("this is no log of skerry");
  }
  if ((*json)["skerry_log"] != kLogFormat) {
    return std::unexpected(
        std::format("this log has format {}, not {}", line_of((*json)["skerry_log"]), kLogFormat));
  }
  LogHeader header{
      .module = text_member(*json, "module"),
      .sha256 = text_member(*json, "sha256"),
      .memory_bytes_max = number_member(*json, "memory_bytes_max"),
      .stack_bytes_max = number_member(*json, "stack_bytes_max"),
      .event_time_ms_max = static_cast<std::uint32_t>(
          std::min<std::uint64_t>(number_member(*json, "event_time_ms_max"), 1U << 20)),
  };
  // More than any host allows is a damaged log, and would be reserved by the engine.
  const bool sound = is_module_name(header.module) && header.event_time_ms_max > 0 &&
                     header.memory_bytes_max > 0 &&
                     header.memory_bytes_max <= 16 * kInstanceMemoryBytesMax &&
                     header.stack_bytes_max > 0 && header.stack_bytes_max <= kWasmStackBytesMax;
  if (!sound) return malformed();
  return header;
}

std::expected<bool, std::string> LogReader::add(const LogJson& json, LoggedEvent& event) {
  if (is_entry(json, "import", 4) && json[1].is_string() && json[2].is_array()) {
    event.imports.push_back({json[1].get<std::string>(), json[2], json[3]});
    return false;
  }
  if (is_entry(json, "end", 3) && json[1] == event.number && json[2].is_string()) {
    event.outcome = json[2].get<std::string>();
    return true;
  }
  return malformed();
}

std::expected<std::optional<LoggedEvent>, std::string> LogReader::next() {
  std::optional<LoggedEvent> event;
  while (true) {
    const auto json = line();
    if (!json) return std::unexpected(json.error());
    if (json->is_null()) return std::nullopt;
    if (is_entry(*json, "closed", 2) && (*json)[1].is_string()) {
      closed_ = (*json)[1].get<std::string>();
      return std::nullopt;
    }
    if (event) {
      const auto whole = add(*json, *event);
      if (!whole) return std::unexpected(whole.error());
      if (*whole) return event;
      continue;
    }
    if (!is_entry(*json, "event", 4) || (*json)[1] != events_ + 1 || !(*json)[2].is_string()) {
      return malformed();
    }
    const auto found = find_event((*json)[2].get_ref<const std::string&>());
    auto arguments = read_values((*json)[3]);
    if (!found || !arguments) return malformed();
    event.emplace(++events_, *found, std::move(*arguments));
  }
}

}  // namespace skerry::host
