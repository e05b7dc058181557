#pragma once

#include <tree_sitter/api.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string_view>

#include "modules/typestrip/limits.hpp"

namespace skerry::typestrip {

/// The TypeScript grammar (without JSX) of tree-sitter-typescript. Lives for ever.
[[nodiscard]] const TSLanguage* typescript_language() noexcept;

struct TreeDeleter {
  void operator()(TSTree* tree) const noexcept { ts_tree_delete(tree); }
};

/// A complete tree without errors. It does not refer to the text it was made from.
using SyntaxTree = std::unique_ptr<TSTree, TreeDeleter>;

/// Why there is no tree.
struct ParseFailure {
  bool too_complex;    ///< The budget ran out; otherwise the text is wrong.
  std::size_t end;     ///< The end of the last token that continues some parse.
  std::size_t offset;  ///< The begin of the token after it, which continues none.
};

/// Parses with a budget that all calls share: operations of the parser, pieces of text read, and
/// memory held.
class Parser {
 public:
  Parser();

  /// Parses `text` (UTF-8 without NULs, at most `kSourceBytesMax`) up to the first error.
  [[nodiscard]] std::expected<SyntaxTree, ParseFailure> parse(std::string_view text);

 private:
  struct Deleter {
    void operator()(TSParser* parser) const noexcept { ts_parser_delete(parser); }
  };
  struct Input;
  struct Progress;

  SyntaxTree run(std::string_view text, Progress& progress);

  struct Budget {
    std::uint32_t checks = kParseOperationsMax / kOperationsPerCheck;
    std::uint32_t pieces = kPiecesMax;
  };

  std::unique_ptr<TSParser, Deleter> parser_;
  Budget budget_;  ///< What is left for all calls together.
};

}  // namespace skerry::typestrip
