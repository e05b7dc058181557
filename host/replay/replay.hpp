#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace skerry::host {

struct LogHeader;

enum class ReplayOutcome : std::uint8_t {
  /// The module did again exactly what the log says.
  kIdentical,
  /// It did something else.
  kDiverged,
  /// Nothing can be said: the log is damaged, cut off, or of another module.
  kUnusable,
};

struct ReplayReport {
  ReplayOutcome outcome = ReplayOutcome::kUnusable;
  /// One line for an operator.
  std::string line;
};

/// Repeats recorded instances with the modules of one folder, each compiled once.
class Replays {
 public:
  explicit Replays(std::filesystem::path modules_folder);
  ~Replays();
  Replays(const Replays&) = delete;
  Replays& operator=(const Replays&) = delete;

  /// Repeats one instance's life: the very module, each event in order, every import answered from
  /// the log and compared with it. Events up to where a log is cut off are repeated too.
  [[nodiscard]] ReplayReport replay(const std::filesystem::path& log);

 private:
  struct Loaded;
  [[nodiscard]] std::expected<const Loaded*, std::string> load(const LogHeader& header);

  const std::filesystem::path modules_folder_;
  std::map<std::string, std::unique_ptr<Loaded>> loaded_;
};

/// Replays each log and says a line about it, with whatever the log holds in it. The exit status is
/// 0 when all were identical, 1 when one diverged, else 2.
[[nodiscard]] int replay_logs(const std::vector<std::string>& logs,
                              const std::filesystem::path& modules_folder,
                              const std::function<void(const std::string& line)>& say);

}  // namespace skerry::host
