#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace skerry::typestrip {

/// Why a source cannot be turned into JavaScript by erasing its types.
// NOLINTNEXTLINE(performance-enum-size): a word of the report that the host reads.
enum class StripFailure : std::uint32_t {
  source_too_large = 1,    ///< Longer than `kSourceBytesMax`.
  not_utf8 = 2,            ///< Not well-formed UTF-8 (Unicode 16, table 3-7).
  nul_character = 3,       ///< Contains U+0000, which no JavaScript source needs.
  syntax_error = 4,        ///< Not TypeScript.
  unsupported_syntax = 5,  ///< TypeScript with behaviour of its own, such as `enum`.
  too_complex = 6,         ///< Parsing would take more than the operations allowed.
};

/// The stable name of a failure, as it appears in JSON: `syntax_error` and so on.
[[nodiscard]] std::string_view name_of(StripFailure failure) noexcept;

/// A failure and where it is.
struct StripError {
  StripFailure code;
  /// One or two English sentences: what is wrong and, where that is known, what to write instead.
  std::string message;
  /// Line, from 1. Lines end with LF, CR, CR LF, U+2028 or U+2029, as in ECMA-262.
  std::uint32_t line;
  /// Column, from 1, in UTF-16 code units: what V8, TypeScript and editors count. QuickJS counts
  /// bytes of UTF-8; the two differ only after a non-ASCII character of the same line.
  std::uint32_t column;
};

/// Erases the types of a TypeScript source and leaves JavaScript.
///
/// What is erased becomes white space and line ends stay, so every remaining token keeps its line
/// and column. Erased non-ASCII characters become white space of the same length both in UTF-8
/// bytes and in UTF-16 code units; the result therefore has exactly as many bytes as the source,
/// and positions are kept whichever of the two an engine counts. Three kinds of characters are
/// written in place of erased ones, where white space alone would change the meaning: `;` before
/// a line that would otherwise continue the statement above it, and a `(` or `)` moved to the
/// other end of erased type parameters or of a return type, where a line break is not allowed.
///
/// Only erasing is done, nothing is checked or transformed: `enum`, namespaces with values,
/// parameter properties, decorators, `accessor`, `import x =`, `export =` and `<T>x` fail as
/// `unsupported_syntax`. What is wrong JavaScript without being wrong TypeScript grammar (a
/// duplicate declaration, `a ?? b || c`) passes and is the engine's to report, at its position.
///
/// `source` is a module or a script, `.ts` rather than `.tsx`, and is read only during the call.
/// The result depends on nothing else. The work done is bounded by `kParseOperationsMax`.
[[nodiscard]] std::expected<std::string, StripError> strip_types(std::string_view source);

}  // namespace skerry::typestrip
