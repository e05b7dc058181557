#pragma once

#include <optional>
#include <string>

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// A function to run.
struct CodeRun {
  /// TypeScript with a default export.
  std::string source;
  /// By position.
  Json arguments;
  /// The member `code` of the answer.
  Json code;
  /// Of the run, where it has been made already.
  std::optional<Json> report = {};
};

}  // namespace skerry::fn
