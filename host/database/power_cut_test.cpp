#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

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

}  // namespace

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
