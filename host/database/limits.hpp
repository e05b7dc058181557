#pragma once

#include <cstddef>
#include <cstdint>

namespace skerry::host {

/// Limits of SQL, equal to Cloudflare's (D1 and Durable Objects), so that a statement that runs
/// here runs there. All but the last four are enforced by SQLite itself (`sqlite3_limit`).
inline constexpr int kSqlParametersMax = 100;
inline constexpr int kSqlStatementBytesMax = 100'000;
/// Of a text, and of a row with its header.
inline constexpr int kSqlRowBytesMax = 2'000'000;
inline constexpr int kSqlColumnsMax = 100;
inline constexpr int kSqlLikePatternBytesMax = 50;
inline constexpr int kSqlFunctionArgumentsMax = 32;
inline constexpr int kSqlExpressionDepthMax = 100;
inline constexpr int kSqlCompoundSelectsMax = 5;
inline constexpr int kSqlTriggerDepthMax = 10;
inline constexpr int kSqlProgramOperationsMax = 25'000;

/// Steps of SQLite's virtual machine that one statement may take: about a second of work.
inline constexpr std::uint64_t kSqlStepsMax = 20'000'000;
/// The JSON text of one statement's result, and of a whole batch's.
inline constexpr std::size_t kSqlResultBytesMax = 8u << 20;
/// The JSON text of one batch, and of one statement's parameters.
inline constexpr std::size_t kSqlBatchBytesMax = 16u << 20;
inline constexpr std::size_t kSqlBatchStatementsMax = 1'000;

/// 2^53 - 1: the largest integer that, like all smaller ones, a double holds exactly.
inline constexpr std::int64_t kSqlIntegerMax = 9'007'199'254'740'991;

/// Compiled statements a connection keeps, by number and by SQLite's own account of their memory.
inline constexpr std::size_t kStatementsCachedMax = 48;
inline constexpr std::size_t kStatementsCachedBytesMax = 128u << 10;

/// Page cache of one resident actor and of the installation's database.
inline constexpr int kActorCacheKib = 32;
inline constexpr int kSharedCacheKib = 8'192;
/// Pages in a write-ahead log before its content is moved into the database file.
inline constexpr int kActorCheckpointPages = 128;
inline constexpr int kSharedCheckpointPages = 1'000;
inline constexpr std::uint64_t kActorDatabaseBytesMax = 1ull << 30;
inline constexpr std::uint64_t kSharedDatabaseBytesMax = 10ull << 30;

/// Jobs that share one transaction and one `fsync`, and jobs that may wait in all.
inline constexpr std::size_t kGroupCommitJobsMax = 128;
inline constexpr std::size_t kGroupCommitQueueMax = 10'000;

/// Changes of alarms that may wait to be written to the index because their loss costs nothing.
inline constexpr std::size_t kAlarmIndexStaleMax = 256;
inline constexpr std::size_t kActorNamespaceBytesMax = 64;
inline constexpr std::size_t kActorNameBytesMax = 512;
inline constexpr std::size_t kActorSocketsMax = 1'024;

inline constexpr std::size_t kBlobKeyBytesMax = 512;
inline constexpr std::uint64_t kBlobBytesMax = 300ull << 20;
inline constexpr std::uint64_t kBlobTextBytesMax = 8u << 20;
inline constexpr std::size_t kBlobContentTypeBytesMax = 256;
inline constexpr std::uint32_t kBlobListMax = 1'000;
inline constexpr std::size_t kBlobChunkBytes = 64u << 10;

inline constexpr std::size_t kQueueMessageBytesMax = 128'000;
inline constexpr std::uint32_t kQueueDelaySMax = 43'200;
inline constexpr std::uint32_t kQueueRetriesMax = 100;

static_assert(kSqlStatementBytesMax < kSqlRowBytesMax);
static_assert(static_cast<std::size_t>(kSqlRowBytesMax) < kSqlResultBytesMax);
static_assert(kSqlResultBytesMax <= kSqlBatchBytesMax);

}  // namespace skerry::host
