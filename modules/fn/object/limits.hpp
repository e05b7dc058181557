#pragma once

#include <cstddef>
#include <cstdint>

/// The limits of the local object generator.
namespace skerry::fn::limits {

/// Places tried, over all attempts at one value.
inline constexpr std::uint32_t kObjectStepsMax = 20'000;
/// Everything else that is counted: subschemas merged, names looked up, parts of texts written. All
/// of it takes about a tenth of a second.
inline constexpr std::uint64_t kObjectWorkMax = 1'000'000;
/// Values within one generated value, counted while it is made.
inline constexpr std::uint32_t kObjectValuesMax = 5'000;
/// Nested values. Beyond `kObjectDepthFull`, and once `kObjectValuesFull` are made, only what the
/// schema demands is made.
inline constexpr std::uint32_t kObjectDepthMax = 48;
inline constexpr std::uint32_t kObjectDepthFull = 5;
inline constexpr std::uint32_t kObjectValuesFull = 400;
/// Members of an object that are held against one another, such as a start against its end.
inline constexpr std::size_t kRelatedMembersMax = 128;
/// Bytes of all texts of one generated value.
inline constexpr std::size_t kObjectTextBytesMax = 256 * 1024;

/// Attempts at one place, each with other choices.
inline constexpr std::uint32_t kPlaceAttemptsMax = 32;
/// Rounds within an attempt until what conditions say and what was made agree.
inline constexpr std::uint32_t kConditionRoundsMax = 5;
/// Attempts at one text, at one number, and at an item that differs from the others.
inline constexpr std::uint32_t kTextAttemptsMax = 96;
inline constexpr std::uint32_t kNumberAttemptsMax = 16;
inline constexpr std::uint32_t kUniqueAttemptsMax = 48;
/// Schemas merged at one place.
inline constexpr std::size_t kMergedSchemasMax = 500;
/// Values generated and sent through the validator before a schema is given up.
inline constexpr std::uint32_t kObjectValidationsMax = 4;

/// Steps of the validator for all checks of parts while a value is made.
inline constexpr std::uint64_t kObjectCheckStepsMax = 500'000;

/// A pattern: its own length, its parts, their nesting; the texts it is held against.
inline constexpr std::size_t kPatternBytesMax = 4'096;
inline constexpr std::size_t kPatternPartsMax = 4'000;
inline constexpr std::uint32_t kPatternDepthMax = 64;
inline constexpr std::size_t kPatternTextCharactersMax = 4'096;
/// Characters looked at by all matches while one value is made.
inline constexpr std::uint64_t kPatternMatchStepsMax = 3'000'000;
/// Parts written for one text.
inline constexpr std::uint32_t kPatternWritesMax = 20'000;

static_assert(kObjectDepthFull < kObjectDepthMax);
static_assert(kObjectValuesFull < kObjectValuesMax);
static_assert(kObjectValuesMax < kObjectStepsMax);

}  // namespace skerry::fn::limits
