#include "host/replay/recording.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <format>

#include "host/capabilities/journal.hpp"
#include "host/engine/component.hpp"
#include "host/engine/instance.hpp"
#include "host/replay/log_reader.hpp"
#include "host/replay/value_text.hpp"

namespace skerry::host {
namespace {

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

/// Writes one instance's log.
class Recording::Log final : public Observer {
 public:
  Log(Recording& recording, int file) : recording_(recording), file_(file) {}
  // NOLINTNEXTLINE(bugprone-exception-escape): what `close` writes is always valid JSON.
  ~Log() override {
    close("dropped");
    ::close(file_);
  }
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void header(std::string_view module, const Component& component) {
    const Engine::Options& options = recording_.engine_;
    append({{"skerry_log", kLogFormat},
            {"module", module},
            {"sha256", component.digest()},
            {"engine", Engine::fingerprint()},
            {"memory_bytes_max", options.instance_memory_bytes_max},
            {"stack_bytes_max", options.wasm_stack_bytes_max},
            {"event_time_ms_max", options.event_time_ms_max}});
    flush();
  }

  void event(Event event, std::span<const wasmtime_component_val_t> arguments) override {
    if (closed_) return;
    const auto& [interface, function] = kExportNames[static_cast<std::size_t>(event)];
    append({"event", ++events_, short_name(interface, function), write_values(arguments)});
    // Before the module runs: should the host not survive it, the log says what it was.
    flush();
  }

  void import(const Import& import, std::span<const wasmtime_component_val_t> arguments,
              const wasmtime_component_val_t* result,
              std::optional<std::string_view> trap) override {
    if (closed_) return;
    LogJson answer;
    if (trap) {
      answer = {{"trap", *trap}};
    } else if (result != nullptr) {
      answer = write_value(*result);
    }
    ++imports_;
    append({"import", short_name(import.interface, import.function), write_values(arguments),
            std::move(answer)});
  }

  void ended(CallOutcome outcome, std::string_view trap_message) override {
    if (closed_) return;
    if (outcome == CallOutcome::kTrapped) {
      append({"end", events_, outcome_name(outcome, trap_message), trap_message});
    } else {
      append({"end", events_, outcome_name(outcome, trap_message)});
    }
    flush();
  }

 private:
  void append(const LogJson& json) {
    buffer_ += line_of(json);
    buffer_ += '\n';
    if (buffer_.size() + bytes_ > recording_.limits_.log_bytes_max) {
      return stop(std::format("recorded_log_bytes_max={}", recording_.limits_.log_bytes_max));
    }
    if (buffer_.size() + recording_.bytes_ > recording_.limits_.bytes_max) {
      stop(std::format("recorded_bytes_max={}", recording_.limits_.bytes_max));
    }
  }

  void flush() {
    if (closed_) return;
    bytes_ += buffer_.size();
    recording_.bytes_ += buffer_.size();
    if (!write_all(file_, buffer_)) {
      closed_ = true;
      recording_.give_up(std::format("a log cannot be written: {}", std::strerror(errno)));
    }
    buffer_.clear();
  }

  /// What is not yet written does not fit; a reader leaves an event without an end out.
  void stop(const std::string& reason) {
    buffer_.clear();
    close(reason);
    write_log(LogLevel::kWarning, "replay", "recording of an instance stopped",
              log_field("reason", reason));
  }

  void close(std::string_view reason) {
    if (std::exchange(closed_, true)) return;
    static_cast<void>(write_all(file_, line_of({"closed", reason, events_, imports_}) + '\n'));
  }

  Recording& recording_;
  const int file_;
  std::string buffer_;
  std::uint64_t bytes_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t imports_ = 0;
  bool closed_ = false;
};

std::expected<std::unique_ptr<Recording>, std::string> Recording::open(
    const std::filesystem::path& folder, const Engine::Options& engine, Limits limits) {
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  if (!std::filesystem::is_directory(folder) || access(folder.c_str(), W_OK | X_OK) != 0) {
    return std::unexpected(std::format("logs cannot be written to {}", folder.string()));
  }
  return std::unique_ptr<Recording>(new Recording(folder, engine, limits));
}

std::expected<int, std::string> Recording::create(std::string_view module) {
  while (true) {
    const std::uint32_t number = ++logs_;
    if (number > limits_.logs_max) {
      return std::unexpected(std::format("recorded_logs_max={}", limits_.logs_max));
    }
    const auto path = folder_ / std::format("{}-{}.log", module, number);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    // A log of an earlier run keeps its name.
    if (errno != EEXIST) {
      return std::unexpected(std::format("{}: {}", path.string(), std::strerror(errno)));
    }
  }
}

std::unique_ptr<Observer> Recording::observe(std::string_view module, const Component& component) {
  if (gave_up_) return nullptr;
  const auto file = create(module);
  if (!file) {
    give_up(file.error());
    return nullptr;
  }
  auto log = std::make_unique<Log>(*this, *file);
  log->header(module, component);
  return log;
}

void Recording::give_up(std::string_view reason) {
  if (gave_up_.exchange(true)) return;
  write_log(LogLevel::kWarning, "replay", "no further instance is recorded",
            log_field("reason", reason));
}

}  // namespace skerry::host
