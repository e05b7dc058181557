#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace skerry::fn {

/// What kind of work a description asks for.
enum class WorkType : unsigned char {
  kCode,     ///< A pure, deterministic computation on the given data.
  kObject,   ///< Structured data or text to be produced.
  kAgentic,  ///< Multi-step work that builds or changes many things.
  kHuman,    ///< Needs a person's judgement, authority or presence.
};
inline constexpr std::size_t kWorkTypeCount = 4;

/// The name used in requests and answers.
[[nodiscard]] std::string_view name_of(WorkType type);
/// The type of that name, or none.
[[nodiscard]] std::optional<WorkType> work_type_named(std::string_view name);

/// True for work whose result is in the answer to its request; other work is always a job.
[[nodiscard]] constexpr bool ends_with_request(WorkType type) {
  return type == WorkType::kCode || type == WorkType::kObject;
}

/// A classification and how it came about.
struct Classification {
  WorkType type;
  /// Between 0 and 1. The probabilities of all types sum to 1.
  double confidence;
  std::array<double, kWorkTypeCount> probabilities;
  /// One short sentence that a person can check against the description.
  std::string reasoning;
  /// Who decided: `caller`, `registered`, `accepted` (code that was accepted for the same task),
  /// `catalogue`, `model` (the local one) or `llm`.
  std::string_view tier;
  /// The provider and model of the tier `llm`; empty for others.
  std::string_view provider = {};
  std::string model = {};
};

/// The classification for a type that the caller named.
[[nodiscard]] Classification classified_by_caller(WorkType type);

}  // namespace skerry::fn
