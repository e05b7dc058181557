#pragma once

#include <cstddef>
#include <cstdint>

/// The limits of checks against a JSON Schema.
namespace skerry::fn::limits {

/// Subschemas applied, values compared and names looked up by one check; all of them take about a
/// tenth of a second (docs/json-schema.md).
inline constexpr std::uint64_t kSchemaStepsMax = 2'000'000;
/// Subschemas within each other, references followed included.
inline constexpr std::size_t kSchemaDepthMax = 400;

/// A pointer to a place at fault.
inline constexpr std::size_t kMismatchPointerBytesMax = 4 * 1024;

/// Runs in the sandbox for one check, and what each of them may be asked.
inline constexpr int kPatternRoundsMax = 8;
inline constexpr std::uint64_t kPatternStepsMax = 50'000'000;
inline constexpr std::size_t kPatternQuestionsBytesMax = 2 * 1024 * 1024;

/// Checked schemas kept in one instance.
inline constexpr std::size_t kKeptSchemasMax = 64;
inline constexpr std::size_t kKeptSchemasBytesMax = 256 * 1024;

}  // namespace skerry::fn::limits
