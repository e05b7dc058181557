#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace skerry::typestrip {

/// A position for people: line and column from 1, column in UTF-16 code units.
struct Position {
  std::uint32_t line;
  std::uint32_t column;
};

/// The offset of the first byte that is not part of well-formed UTF-8, if there is one.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text) noexcept;

/// Length in bytes of the well-formed UTF-8 sequence that starts with `lead`.
[[nodiscard]] std::size_t utf8_length(char lead) noexcept;

/// Where the byte at `offset` is. `text` must be well-formed up to there.
[[nodiscard]] Position position_of(std::string_view text, std::size_t offset) noexcept;

/// Length in bytes of the white space or line end at `offset` (ECMA-262, 12.2 and 12.3), 0 when
/// something else is there.
[[nodiscard]] std::size_t space_length(std::string_view text, std::size_t offset) noexcept;

/// Length in bytes of the line end at `offset`, 0 when there is none. CR LF counts as two.
[[nodiscard]] std::size_t line_end_length(std::string_view text, std::size_t offset) noexcept;

/// The first offset at or after `offset` that is neither in white space nor in a comment.
/// `offset` must not be inside a token.
[[nodiscard]] std::size_t skip_trivia(std::string_view text, std::size_t offset) noexcept;

/// Whether a line ends somewhere in [begin, end).
[[nodiscard]] bool spans_lines(std::string_view text, std::size_t begin, std::size_t end) noexcept;

/// Whether `c` can be part of an identifier. All bytes of non-ASCII characters count.
[[nodiscard]] bool is_word(char c) noexcept;

/// The word that starts at `offset`; empty when none does.
[[nodiscard]] std::string_view word_at(std::string_view text, std::size_t offset) noexcept;

/// The word whose last byte is the one before `end`; empty when none ends there.
[[nodiscard]] std::string_view word_before(std::string_view text, std::size_t end) noexcept;

}  // namespace skerry::typestrip
