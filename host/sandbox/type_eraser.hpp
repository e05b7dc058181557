#pragma once

#include <expected>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "host/engine/core_module.hpp"
#include "modules/sdk/failure.hpp"

namespace skerry::host {

/// A TypeScript source without its types, or the report of why there is none.
struct Erased {
  bool erased = false;
  /// JavaScript, or a report (`modules/sandbox/REPORT.md`).
  std::string text;
};

/// Erases types with `typestrip.wasm` and keeps what it made, by the source itself. Thread-safe:
/// one instance serves until it traps, one source at a time.
class TypeEraser {
 public:
  /// `module` must outlive the eraser.
  explicit TypeEraser(const CoreModule& module) : module_(module) {}

  /// Fails with `kLimitExceeded` for a source that is too long, and with `kTrapped`.
  [[nodiscard]] std::expected<Erased, Failure> erase(const std::string& source);

 private:
  struct Entry {
    std::string source;
    Erased erased;
  };

  [[nodiscard]] std::expected<Erased, Failure> run(std::string_view source);
  void keep(const std::string& source, const Erased& erased);

  const CoreModule& module_;
  std::mutex mutex_;
  std::unique_ptr<CoreInstance> instance_;
  /// Most recently used first; the index refers to the sources in here.
  std::list<Entry> entries_;
  std::unordered_map<std::string_view, std::list<Entry>::iterator> index_;
  std::size_t bytes_ = 0;
};

}  // namespace skerry::host
