#include "host/cli/job_waiting.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <format>
#include <thread>

#include "host/cli/output.hpp"
#include "host/cli/terminal.hpp"

namespace skerry::host {
namespace {

constexpr std::array<std::string_view, 4> kFinal = {"succeeded", "failed", "cancelled", "expired"};
/// From one look at a job to the next: at first often, for jobs that take no time.
constexpr std::chrono::milliseconds kLookFirst{50};
constexpr std::chrono::milliseconds kLookLast{1'000};

/// The line that shows how a job goes; nothing but on a terminal.
class Progress {
 public:
  explicit Progress(std::string id) : id_(std::move(id)), terminal_(terminal_of(stderr)) {}
  ~Progress() {
    if (terminal_.is_terminal) std::fputs("\r\x1b[K", stderr);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const std::string& status) const {
    if (!terminal_.is_terminal) return;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began_;
    const std::string line = std::format("{} {} {:.1f} s", id_, clean(status), took.count());
    std::fprintf(stderr, "\r\x1b[K%s", fit(line, terminal_.columns - 1).c_str());
    std::fflush(stderr);
  }

 private:
  const std::string id_;
  const Terminal terminal_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace

bool is_final_status(std::string_view status) { return std::ranges::contains(kFinal, status); }

std::string status_of_job(const Json& job) {
  const Json* status = find_member(job, "status");
  return status != nullptr && status->is_string() ? status->get<std::string>() : "";
}

std::optional<Json> wait_for_job(Door& door, const std::string& id, const Place& place) {
  door.work_on(id);
  const Progress progress(id);
  for (auto pause = kLookFirst;; pause = std::min(pause * 2, kLookLast)) {
    auto job = ask_json(door, {.path = "/fn/jobs/" + id}, place);
    if (!job) {
      note_left_alone(door, id);
      return std::nullopt;
    }
    const std::string status = status_of_job(*job);
    if (is_final_status(status)) return job;
    progress.show(status);
    std::this_thread::sleep_for(pause);
  }
}

void note_left_alone(const Door& door, const std::string& id) {
  if (!door.url().empty()) return;
  note(std::format("no server is running: {0} goes on with skerry jobs watch {0}, or once one does",
                   id));
}

int print_ended_job(const Json& job, const Place& place) {
  if (status_of_job(job) == "succeeded") return print_result(job, place);
  const Json* error = find_member(job, "error");
  return fail_with({.status = 0, .body = to_text(error == nullptr ? job : *error)}, place);
}

}  // namespace skerry::host
