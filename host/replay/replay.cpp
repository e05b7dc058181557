#include "host/replay/replay.hpp"

#include <algorithm>
#include <format>
#include <fstream>

#include "host/actors/actor.hpp"
#include "host/capabilities/capabilities.hpp"
#include "host/engine/code_cache.hpp"
#include "host/engine/instance.hpp"
#include "host/replay/limits.hpp"
#include "host/replay/log_reader.hpp"
#include "host/replay/recording.hpp"

namespace skerry::host {
namespace {

/// The neighbourhood of the first byte that differs.
std::string excerpt(std::string_view text, std::string_view other) {
  const auto differs = std::ranges::mismatch(text, other).in1 - text.begin();
  const auto at = static_cast<std::size_t>(differs);
  std::size_t begin = at > kShownBytesMax / 2 ? at - kShownBytesMax / 2 : 0;
  std::size_t end = std::min(text.size(), begin + kShownBytesMax);
  const auto is_continuation = [&](std::size_t i) { return (text[i] & 0xc0) == 0x80; };
  while (begin > 0 && is_continuation(begin)) --begin;
  while (end < text.size() && is_continuation(end)) ++end;
  return std::format("{}{}{}", begin > 0 ? "…" : "", text.substr(begin, end - begin),
                     end < text.size() ? "…" : "");
}

/// Answers imports from the log, and notes the first call that is not the recorded one.
class Replayer final : public ImportTarget {
 public:
  void begin(const LoggedEvent& event) {
    event_ = &event;
    next_ = 0;
  }

  /// True when the event is over and did what the log says.
  [[nodiscard]] bool end(CallOutcome outcome, std::string_view trap_message) {
    // Where a time limit struck cannot be repeated; up to there all was the same.
    if (divergence_.empty() && event_->outcome == "interrupted") return true;
    if (divergence_.empty() && next_ < event_->imports.size()) {
      diverge(call_text(event_->imports[next_]), "the end of the event");
    }
    const std::string_view found = outcome_name(outcome, trap_message);
    if (divergence_.empty() && found != event_->outcome) {
      diverge(event_->outcome, std::format("{}: {}", found, trap_message));
    }
    return divergence_.empty();
  }

  [[nodiscard]] const std::string& divergence() const { return divergence_; }
  [[nodiscard]] std::uint64_t imports() const { return imports_; }

  [[nodiscard]] wasmtime_error_t* answer(const Import& import,
                                         std::span<const wasmtime_component_val_t> arguments,
                                         wasmtime_component_val_t* result) {
    LoggedImport found{short_name(import.interface, import.function), write_values(arguments), {}};
    if (event_ == nullptr) return stop("nothing before the first event", call_text(found));
    if (next_ == event_->imports.size()) {
      if (event_->outcome == "interrupted") return wasmtime_error_new("as far as was recorded");
      return stop("the end of the event", call_text(found));
    }
    const LoggedImport& expected = event_->imports[next_];
    if (call_text(found) != call_text(expected)) {
      return stop(call_text(expected), call_text(found));
    }
    ++next_;
    ++imports_;
    if (expected.result.is_object() && expected.result.contains("trap")) {
      const LogJson& reason = expected.result["trap"];
      return wasmtime_error_new(reason.is_string() ? reason.get_ref<const std::string&>().c_str()
                                                   : "trap");
    }
    if (expected.result.is_null() != (result == nullptr)) {
      return stop(line_of(expected.result), "a result of another type");
    }
    if (result != nullptr) {
      auto value = read_value(expected.result);
      if (!value) return stop(line_of(expected.result), "a result of another type");
      *result = value->take();
    }
    return nullptr;
  }

 private:
  static std::string call_text(const LoggedImport& import) {
    return import.name + line_of(import.arguments);
  }

  void diverge(std::string_view expected, std::string_view found) {
    if (!divergence_.empty()) return;
    if (event_ == nullptr) {
      divergence_ = std::format("before the first event: found {}", excerpt(found, {}));
      return;
    }
    const auto& [interface, function] = kExportNames[static_cast<std::size_t>(event_->event)];
    divergence_ = std::format("event {} ({}), after {} imports: expected {}, found {}",
                              event_->number, short_name(interface, function), next_,
                              excerpt(expected, found), excerpt(found, expected));
  }

  wasmtime_error_t* stop(std::string_view expected, std::string_view found) {
    diverge(expected, found);
    return wasmtime_error_new("the replay diverged");
  }

  const LoggedEvent* event_ = nullptr;
  std::size_t next_ = 0;
  std::uint64_t imports_ = 0;
  std::string divergence_;
};

wasmtime_error_t* answer_import(void* import, wasmtime_context_t* context,
                                const wasmtime_component_func_type_t*,
                                wasmtime_component_val_t* arguments, std::size_t count,
                                wasmtime_component_val_t* results, std::size_t result_count) {
  auto& target = *static_cast<ImportTarget*>(wasmtime_context_get_data(context));
  return static_cast<Replayer&>(target).answer(*static_cast<const Import*>(import),
                                               {arguments, count},
                                               result_count == 0 ? nullptr : results);
}

/// Everything that any module may import, answered from the log.
Imports replayed_imports() {
  Imports real = common_imports();
  add_actor_capabilities(real);
  Imports imports;
  for (const Import& import : real.list()) {
    imports.add({import.interface, import.function, &answer_import});
  }
  return imports;
}

ReplayReport unusable(std::string line) { return {ReplayOutcome::kUnusable, std::move(line)}; }

ReplayReport replay_events(LogReader& reader, const Component& component) {
  Replayer replayer;
  const auto instance = Instance::create(component, replayer);
  if (!replayer.divergence().empty()) return {ReplayOutcome::kDiverged, replayer.divergence()};
  if (!instance) return unusable(instance.error());
  std::uint64_t events = 0;
  while (true) {
    const auto event = reader.next();
    if (!event) return unusable(event.error());
    if (!*event) break;
    replayer.begin(**event);
    const CallOutcome outcome = (*instance)->call_with((*event)->event, (*event)->arguments.get());
    const bool trapped = outcome == CallOutcome::kTrapped;
    if (!replayer.end(outcome, trapped ? (*instance)->trap_message() : std::string())) {
      return {ReplayOutcome::kDiverged, replayer.divergence()};
    }
    ++events;
    // A trapped instance is never called again; nor may a damaged log make it.
    if ((*event)->outcome != "done") break;
  }
  const std::string counts =
      std::format("replayed {} events, {} imports: identical", events, replayer.imports());
  const auto rest =
      reader.closed() ? std::optional<LoggedEvent>() : reader.next().value_or(std::nullopt);
  if (rest) return unusable("the log goes on after a trap");
  if (!reader.closed()) {
    return unusable(std::format("{}, but the log is cut off after event {}", counts, events));
  }
  return {ReplayOutcome::kIdentical, counts};
}

}  // namespace

/// A module ready to be replayed, with an engine that has the limits of the recording.
struct Replays::Loaded {
  explicit Loaded(const LogHeader& header)
      : engine({.component_instances_max = 1,
                .instance_memory_bytes_max = header.memory_bytes_max,
                .event_time_ms_max = header.event_time_ms_max * kReplayTimeFactor,
                .wasm_stack_bytes_max = header.stack_bytes_max}) {}

  Engine engine;
  Imports imports = replayed_imports();
  std::unique_ptr<Component> component;
};

Replays::Replays(std::filesystem::path modules_folder)
    : modules_folder_(std::move(modules_folder)) {}

Replays::~Replays() = default;

std::expected<const Replays::Loaded*, std::string> Replays::load(const LogHeader& header) {
  const std::string key =
      std::format("{} {} {} {} {}", header.module, header.sha256, header.memory_bytes_max,
                  header.stack_bytes_max, header.event_time_ms_max);
  if (const auto found = loaded_.find(key); found != loaded_.end()) return found->second.get();
  const auto file = modules_folder_ / (header.module + ".wasm");
  const auto bytes = read_file(file);
  if (!bytes) return std::unexpected(std::format("there is no module {}", file.string()));
  if (const std::string digest = digest_hex(*bytes); digest != header.sha256) {
    return std::unexpected(std::format("the log is of module {} {}, this one is {}", header.module,
                                       header.sha256, digest));
  }
  auto loaded = std::make_unique<Loaded>(header);
  auto component = Component::load(loaded->engine, loaded->imports, file, {});
  if (!component) return std::unexpected(component.error());
  loaded->component = std::move(*component);
  return loaded_.emplace(key, std::move(loaded)).first->second.get();
}

ReplayReport Replays::replay(const std::filesystem::path& log) {
  std::ifstream stream(log, std::ios::binary);
  if (!stream) return unusable("the log cannot be read");
  LogReader reader(stream);
  const auto header = reader.header();
  if (!header) return unusable(header.error());
  const auto loaded = load(*header);
  if (!loaded) return unusable(loaded.error());
  return replay_events(reader, *(*loaded)->component);
}

int replay_logs(const std::vector<std::string>& logs, const std::filesystem::path& modules_folder,
                const std::function<void(const std::string& line)>& say) {
  Replays replays(modules_folder);
  bool diverged = false;
  bool unusable = false;
  for (const std::string& log : logs) {
    const ReplayReport report = replays.replay(log);
    diverged |= report.outcome == ReplayOutcome::kDiverged;
    unusable |= report.outcome == ReplayOutcome::kUnusable;
    say(log + ": " + report.line);
  }
  if (diverged) return 1;
  return unusable ? 2 : 0;
}

}  // namespace skerry::host
