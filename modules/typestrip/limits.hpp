#pragma once

#include <cstddef>
#include <cstdint>

namespace skerry::typestrip {

/// Largest accepted source, in bytes of UTF-8.
inline constexpr std::size_t kSourceBytesMax = 64 * 1024;

/// Parser operations between two looks at the budget: fixed by tree-sitter, stated here because
/// the next limits count in it.
inline constexpr std::uint32_t kOperationsPerCheck = 100;

/// Parser operations one call of `strip_types` may spend, all rounds of parsing together.
inline constexpr std::uint32_t kParseOperationsMax = 4'000'000;

/// Bytes of the source that tree-sitter is handed at a time. An operation reads a token, whose
/// length has no limit, so the pieces are counted, too.
inline constexpr std::size_t kPieceBytes = 128;

/// Pieces one call of `strip_types` may read, all rounds together: the whole source 128 times.
inline constexpr std::uint32_t kPiecesMax = 128 * (kSourceBytesMax / kPieceBytes);

/// Memory of parser and tree. Only sources that are dense in unusual ways reach it, such as 64 KiB
/// of nothing but `;`.
inline constexpr std::size_t kParserBytesMax = std::size_t{14} << 20;

/// Levels of brackets. tree-sitter frees its stack recursively where a text is ambiguous, a level
/// or more for each bracket, and hosts give WebAssembly no more than half a mebibyte of stack.
inline constexpr std::size_t kNestingMax = 1'000;

/// Rounds of parsing one source may take. Each round after the first repairs one construct that
/// the grammar does not know (`export type *`, `<in out T>`, a line break after `as T`).
inline constexpr std::uint32_t kParseRoundsMax = 48;

/// Tokens of a list of type arguments that is told from comparisons by looking at them.
inline constexpr std::size_t kTypeArgumentTokensMax = 64;

/// Bytes of an unexpected token that an error message repeats.
inline constexpr std::size_t kQuotedTokenBytesMax = 32;

static_assert(kParseOperationsMax / kSourceBytesMax >= 30);

}  // namespace skerry::typestrip
