#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "modules/fn/classification/classification.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn::train {

/// Parts that the corpus is split into for measuring on what was not trained on.
inline constexpr std::size_t kFoldCount = 5;
/// Lines whose sets of five-character pieces overlap by this much (Jaccard) say the same.
inline constexpr double kNearDuplicateJaccard = 0.8;

/// One labelled description.
struct Line {
  std::string description;
  std::string context;
  /// Null where absent.
  Json args;
  Json schema;
  WorkType type;
  std::string family;
  std::string language;
  bool hard = false;
  std::size_t fold = 0;
};

/// Reads all *.jsonl files directly within a folder, in the order of their names, and assigns
/// folds.
///
/// Lines of one family share a fold, and so do families with near-duplicate lines. Ends the program
/// with one line on standard error when a file cannot be read or a line is not as data/README.md
/// says.
[[nodiscard]] std::vector<Line> read_corpus(const std::filesystem::path& folder);

/// Reads data/vocabulary.txt: phrases that are trained on and never measured on. Fails likewise.
[[nodiscard]] std::vector<Line> read_vocabulary(const std::filesystem::path& path);

/// Indices of two lines that say the same.
struct NearDuplicates {
  std::size_t first;
  std::size_t second;
};

/// All pairs of near-duplicates.
[[nodiscard]] std::vector<NearDuplicates> near_duplicates(const std::vector<Line>& lines);

}  // namespace skerry::fn::train
