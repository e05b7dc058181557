#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <thread>

#include "host/database/testing/durability_workload.hpp"
#include "host/database/testing/scratch_folder.hpp"

namespace skerry::host {
namespace {

constexpr int kKillsDefault = 200;
/// Kills after which the next begins with an empty folder, so that states stay small.
constexpr int kKillsOneFolder = 20;
/// A kill comes up to so many acknowledgements and then up to so much time after the start.
constexpr std::uint64_t kAcknowledgementsMax = 12;
constexpr std::uint64_t kDelayUsMax = 4'000;

int kills_wanted() {
  const char* set = std::getenv("SKERRY_KILLS");
  return set == nullptr ? kKillsDefault : static_cast<int>(std::strtol(set, nullptr, 10));
}

/// A child process whose standard output is read here. Killed and reaped when destroyed.
class Child {
 public:
  Child(const std::string& folder, std::uint64_t seed) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) std::abort();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
    std::string program = SKERRY_KILL_CHILD;
    std::string folder_text = folder;
    std::string seed_text = std::to_string(seed);
    std::string sync = "full";
    const std::array<char*, 5> arguments = {program.data(), folder_text.data(), seed_text.data(),
                                            sync.data(), nullptr};
    const int code =
        ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe[1]);
    if (code != 0) std::abort();
    output_ = pipe[0];
  }
  ~Child() { ::close(output_); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits until so many acknowledgements were reported. False when the process ends before.
  bool wait_for(int acknowledgements) {
    while (std::ranges::count(text_, 'A') < acknowledgements) {
      if (!read_some()) return false;
    }
    return true;
  }

  /// Ends the process without notice and returns all it has reported. False in `was_alive` when it
  /// had ended by itself.
  std::string kill(bool& was_alive) {
    ::kill(process_, SIGKILL);
    while (read_some()) continue;
    int status = 0;
    ::waitpid(process_, &status, 0);
    was_alive = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    return text_;
  }

 private:
  bool read_some() {
    std::array<char, 4'096> buffer;
    const auto count = ::read(output_, buffer.data(), buffer.size());
    if (count <= 0) return false;
    text_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
  }

  pid_t process_ = 0;
  int output_ = -1;
  std::string text_;
};

/// Enters a child's report into the ledger and returns the number of acknowledgements.
int enter(const std::string& report, Ledger& ledger) {
  int acknowledged = 0;
  std::istringstream lines(report);
  std::string what;
  std::string party;
  Progress progress;
  while (lines >> what >> party >> progress.epoch >> progress.events) {
    if (what == "A") ++acknowledged;
    (what == "A" ? ledger.acknowledged : ledger.tried)[party] = progress;
  }
  return acknowledged;
}

}  // namespace

TEST_CASE("killed at any moment, a host finds all that it acknowledged", "[durability]") {
  std::mt19937_64 random(Catch::rngSeed() + 1);
  std::unique_ptr<ScratchFolder> folder;
  Ledger ledger;
  int acknowledged = 0;
  for (int kill = 0; kill < kills_wanted(); ++kill) {
    if (kill % kKillsOneFolder == 0) {
      folder = std::make_unique<ScratchFolder>();
      ledger = {};
    }
    const auto seed = random();
    INFO("kill " << kill << ", seed " << seed);
    Child child(folder->path(), seed);
    REQUIRE(child.wait_for(static_cast<int>(random() % kAcknowledgementsMax)));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % kDelayUsMax));
    bool was_alive = false;
    acknowledged += enter(child.kill(was_alive), ledger);
    REQUIRE(was_alive);
    const auto installation = Installation::open(folder->path(), "", SqliteSync::kFull);
    REQUIRE(installation);
    for (const auto& wrong : check_installation(**installation, ledger)) FAIL(wrong);
  }
  // Otherwise nothing was at stake.
  CHECK(acknowledged > kills_wanted());
}

}  // namespace skerry::host
