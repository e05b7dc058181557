// Runs the durability workload on real files and reports every attempt and acknowledgement on
// standard output, until it is killed.
//
//     kill_child <folder> <seed> <full|off>

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "host/database/testing/durability_workload.hpp"

namespace {

/// One line in one write: short enough for a pipe to take whole.
void report(char what, const std::string& party, skerry::host::Progress progress) {
  const std::string line = std::string(1, what) + " " + party + " " +
                           std::to_string(progress.epoch) + " " + std::to_string(progress.events) +
                           "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    std::_Exit(3);
  }
}

}  // namespace

int main(int argc, char** argv) {
  using namespace skerry::host;
  if (argc != 4) return 2;
  const auto sync = std::string_view(argv[3]) == "off" ? SqliteSync::kOff : SqliteSync::kFull;
  auto installation = Installation::open(argv[1], "", sync);
  if (!installation) return 4;
  DurabilityWorkload workload(
      **installation, std::strtoull(argv[2], nullptr, 10),
      {[](const std::string& party, Progress progress) { report('T', party, progress); },
       [](const std::string& party, Progress progress) { report('A', party, progress); }});
  while (workload.step()) continue;
  return 5;
}
