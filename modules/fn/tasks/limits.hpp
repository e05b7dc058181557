#pragma once

#include <cstddef>
#include <cstdint>

#include "modules/fn/jobs/limits.hpp"

/// The limits of human tasks, each with its unit in its name.
namespace skerry::fn::limits {

inline constexpr std::size_t kTaskTitleCharactersMax = 200;
inline constexpr std::size_t kTaskInstructionsCharactersMax = 16'000;
/// A person or a group, as the caller names them.
inline constexpr std::size_t kTaskPersonCharactersMax = 200;
inline constexpr std::size_t kTaskRemindersMax = 10;
inline constexpr std::size_t kTaskCommentCharactersMax = 2'000;
inline constexpr std::size_t kTaskResponseBytesMax = 256UZ * 1024;
inline constexpr std::size_t kTaskResponseDepthMax = 64;
/// Entries of one task's audit trail before it can no longer be claimed anew.
inline constexpr std::size_t kTaskAuditEntriesMax = 200;
/// Fields of a page's form that are made from a response schema.
inline constexpr std::size_t kTaskFormFieldsMax = 40;
inline constexpr std::size_t kTaskFormChoicesMax = 200;
/// Parameters of a form's body.
inline constexpr std::size_t kTaskFormParametersMax = 100;
/// A link's token: the addressee in hexadecimal is most of it.
inline constexpr std::size_t kTaskTokenBytesMax = 4UZ * 1024;
/// How long a configured key must be at least.
inline constexpr std::size_t kTaskLinkKeyBytesMin = 32;

/// When the alarm repairs the index's row if the request that changed the task could not.
inline constexpr std::uint64_t kTaskIndexRepairMs = 5 * kSecondMs;
/// Reading a response schema anew, when a response is checked.
inline constexpr std::uint32_t kTaskSchemaTimeoutMs = 10'000;

static_assert(kTaskResponseBytesMax < kJobCreationBytesMax);
static_assert(kTaskPersonCharactersMax * 4 * 2 < kTaskTokenBytesMax,
              "a token holds the longest addressee");

}  // namespace skerry::fn::limits
