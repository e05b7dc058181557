#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "host/database/actor_store.hpp"
#include "host/database/executor.hpp"
#include "host/database/testing/durability_workload.hpp"
#include "host/database/testing/scratch_folder.hpp"
#include "host/database/testing/simulated_disk.hpp"

namespace skerry::host {
namespace {

constexpr int kCutsDefault = 2'000;
constexpr int kCutsOneDisk = 4;
/// Changes of the disk that a life lasts at most before its power is cut.
constexpr std::uint64_t kOperationsMax = 600;
constexpr int kStepsMax = 200;

int cuts_wanted() {
  const char* set = std::getenv("SKERRY_POWER_CUTS");
  return set == nullptr ? kCutsDefault : static_cast<int>(std::strtol(set, nullptr, 10));
}

/// Runs a workload on one disk through several power cuts. Returns what was wrong after one, and
/// counts what was acknowledged.
std::vector<std::string> run_disk(std::uint64_t seed, SqliteSync sync, int cuts,
                                  std::uint64_t& acknowledged) {
  const ScratchFolder folder;
  SimulatedDisk disk(seed);
  std::mt19937_64 random(seed);
  Ledger ledger;
  for (int cut = 0; cut < cuts; ++cut) {
    disk.cut_after(1 + random() % kOperationsMax);
    // The power may go while the stores are opened and repair themselves.
    if (auto opened = Installation::open(folder.path(), disk.vfs_name(), sync); opened) {
      DurabilityWorkload workload(
          **opened, random(),
          {[&](const std::string& party, Progress progress) { ledger.tried[party] = progress; },
           [&](const std::string& party, Progress progress) {
             ledger.acknowledged[party] = progress;
             ++acknowledged;
           }});
      for (int step = 0; step < kStepsMax && workload.step(); ++step) continue;
    } else if (!disk.is_cut()) {
      return {"cannot be opened: " + opened.error().detail};
    }
    disk.restart();
    auto reopened = Installation::open(folder.path(), disk.vfs_name(), sync);
    if (!reopened) return {"cannot be reopened: " + reopened.error().detail};
    auto wrong = check_installation(**reopened, ledger);
    if (!wrong.empty()) return wrong;
  }
  return {};
}

/// Rows of the first commit, and how long each is: within a page, and beyond what a log may hold
/// before its content is moved into the file.
struct FirstCommit {
  int rows;
  int row_bytes;
};
constexpr FirstCommit kFirstCommits[] = {{3, 10}, {40, 20'000}};
/// Changes of the disk that a small first commit stays below, with its alarm.
constexpr std::uint64_t kMomentsMax = 80;
constexpr std::uint64_t kAlarmAtMs = 7'000;
const ActorIdentity kNewborn{"test", "eve"};

Result<std::string> in_event(ActorDatabase& actor, const std::string& sql) {
  if (auto begun = actor.begin_event(); !begun) return std::unexpected(begun.error());
  auto result = actor.execute(sql, "");
  if (auto ended = actor.end_event(); !ended) return std::unexpected(ended.error());
  return result;
}

/// Whether the actor's first commit was acknowledged; with that the power goes.
bool create_actor(ActorStore& store, const FirstCommit& first, SimulatedDisk& disk) {
  auto actor = store.open_actor_now(kNewborn);
  if (!actor || !(*actor)->begin_event()) return false;
  const auto inserted = "INSERT INTO rows SELECT value, hex(zeroblob(" +
                        std::to_string(first.row_bytes / 2) + ")) FROM json_each('[" +
                        [&] {
                          std::string numbers = "1";
                          for (int i = 2; i <= first.rows; ++i) numbers += "," + std::to_string(i);
                          return numbers;
                        }() +
                        "]')";
  if (!(*actor)->execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, text)", "") ||
      !(*actor)->execute(inserted, "") || !(*actor)->set_alarm(kAlarmAtMs) ||
      !(*actor)->end_event()) {
    return false;
  }
  bool acknowledged = false;
  const bool wrote = (*actor)->commit([&](const auto& done) {
    acknowledged = done.has_value();
    // Closing the actor would make good what its commit did not wait for.
    if (acknowledged) disk.cut_after(1);
  });
  return wrote && acknowledged;
}

/// What is wrong with an actor whose power was cut while it was made; empty when nothing is.
std::string wrong_with_newborn(ActorStore& store, const FirstCommit& first, bool acknowledged) {
  const auto due = store.take_due_alarms(kAlarmAtMs, 1);
  auto actor = store.open_actor_now(kNewborn);
  if (!actor) return "cannot be opened: " + actor.error().detail;
  const auto found = in_event(**actor, "SELECT count(*), sum(length(text)) FROM rows");
  if (!found) return acknowledged ? "acknowledged and not there" : "";
  const auto whole = "\"rows\":[[" + std::to_string(first.rows) + "," +
                     std::to_string(first.rows * first.row_bytes) + "]]";
  if (found->find(whole) == std::string::npos) return "is there in part: " + *found;
  return due.empty() ? "its alarm is in no index" : "";
}

bool is_there(ActorStore& store) {
  auto actor = store.open_actor_now(kNewborn);
  return actor && in_event(**actor, "SELECT 1 FROM rows").has_value();
}

/// Cuts the power at one moment while an actor is made, and again while it is made anew on what
/// that left; then makes it undisturbed. What was wrong, or nothing.
std::string cut_creation(std::uint64_t seed, SqliteSync sync, const FirstCommit& first,
                         std::uint64_t moment) {
  const ScratchFolder folder;
  SimulatedDisk disk(seed);
  InlineExecutor executor;
  const ActorStoreOptions options{.folder = folder.path(), .vfs = disk.vfs_name(), .sync = sync};
  for (const bool is_cut : {true, true, false}) {
    bool acknowledged = false;
    {
      auto store = ActorStore::open(options, executor);
      if (!store) return "cannot be opened: " + store.error().detail;
      if (is_cut) disk.cut_after(moment);
      acknowledged = create_actor(**store, first, disk);
    }
    disk.restart();
    auto store = ActorStore::open(options, executor);
    if (!store) return "cannot be reopened: " + store.error().detail;
    if (auto wrong = wrong_with_newborn(**store, first, acknowledged); !wrong.empty()) return wrong;
    if (is_there(**store)) return "";
  }
  return "was never made";
}

}  // namespace

TEST_CASE("an actor whose power was cut while it was made is whole or not there", "[durability]") {
  const auto base = static_cast<std::uint64_t>(Catch::rngSeed()) + 1;
  for (const auto& first : kFirstCommits) {
    for (std::uint64_t moment = 1; moment <= kMomentsMax; ++moment) {
      const auto seed = base * 1'000 + moment;
      const auto wrong = cut_creation(seed, SqliteSync::kFull, first, moment);
      INFO("seed " << seed << ", moment " << moment << ", rows " << first.rows);
      CHECK_THAT(wrong, Catch::Equals(""));
    }
  }
}

TEST_CASE("the same test notices when an actor is made without waiting for the disk",
          "[durability][canary]") {
  bool noticed = false;
  for (std::uint64_t seed = 1; seed <= 50 && !noticed; ++seed) {
    noticed = !cut_creation(seed, SqliteSync::kOff, kFirstCommits[0], kMomentsMax).empty();
  }
  CHECK(noticed);
}

TEST_CASE("no power cut loses or halves what was acknowledged", "[durability]") {
  const auto base = static_cast<std::uint64_t>(Catch::rngSeed()) + 1;
  std::uint64_t acknowledged = 0;
  for (int disk = 0; disk * kCutsOneDisk < cuts_wanted(); ++disk) {
    const auto seed = base * 1'000'000 + static_cast<std::uint64_t>(disk);
    for (const auto& wrong : run_disk(seed, SqliteSync::kFull, kCutsOneDisk, acknowledged)) {
      FAIL("seed " << seed << ": " << wrong);
    }
  }
  // Otherwise nothing was at stake.
  CHECK(acknowledged > 5 * static_cast<std::uint64_t>(cuts_wanted()));
}

TEST_CASE("the same test notices when commits do not wait for the disk", "[durability][canary]") {
  bool noticed = false;
  std::uint64_t acknowledged = 0;
  for (std::uint64_t seed = 1; seed <= 50 && !noticed; ++seed) {
    noticed = !run_disk(seed, SqliteSync::kOff, kCutsOneDisk, acknowledged).empty();
  }
  CHECK(noticed);
}

}  // namespace skerry::host
