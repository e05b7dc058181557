#include "modules/typestrip/syntax_tree.hpp"

#include <malloc.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>

#include "modules/typestrip/source_text.hpp"

extern "C" const TSLanguage* tree_sitter_typescript(void);

namespace skerry::typestrip {
namespace {

/// Bytes that tree-sitter holds on this thread. tree-sitter takes its allocator once for the whole
/// process, so this cannot be a member.
thread_local std::size_t parser_bytes = 0;

/// tree-sitter cannot cope with an allocation that fails.
void* counted(void* memory) noexcept {
  if (memory == nullptr) std::abort();
  parser_bytes += malloc_usable_size(memory);
  return memory;
}

void discount(void* memory) noexcept { parser_bytes -= malloc_usable_size(memory); }

/// Makes tree-sitter count what it allocates.
void count_parser_memory() noexcept {
  static const bool done = [] {
    ts_set_allocator(
        [](std::size_t bytes) { return counted(std::malloc(bytes)); },
        [](std::size_t n, std::size_t bytes) { return counted(std::calloc(n, bytes)); },
        [](void* memory, std::size_t bytes) {
          discount(memory);
          return counted(std::realloc(memory, bytes));
        },
        [](void* memory) {
          discount(memory);
          std::free(memory);
        });
    return true;
  }();
  static_cast<void>(done);
}

/// Reads the unsigned number that follows `label` in a log message.
std::uint32_t number_after(std::string_view message, std::string_view label) noexcept {
  const std::size_t found = message.find(label);
  std::uint32_t number = 0;
  if (found != std::string_view::npos) {
    const char* begin = message.data() + found + label.size();
    std::from_chars(begin, message.data() + message.size(), number);
  }
  return number;
}

/// Follows the parser's log up to the moment when no parse is left that accepts the next token.
///
/// The parser tries several parses side by side. One that cannot go on says `detect_error` and
/// waits; `resume` means that all wait, and that error recovery begins. The error is where the
/// furthest of them stands. The tree alone does not tell: recovery wraps an arbitrary part of the
/// text into its error node.
struct ErrorTrace {
  TSPoint now{0, 0};
  TSPoint furthest{0, 0};
  bool detected = false;
  bool accepted = false;
  bool complete = false;

  static void log(void* payload, TSLogType type, const char* text) {
    auto& self = *static_cast<ErrorTrace*>(payload);
    if (type != TSLogTypeParse || self.complete) return;
    const std::string_view message = text;
    if (message.starts_with("process ")) {
      self.now = {number_after(message, "row:"), number_after(message, "col:")};
    } else if (message.starts_with("detect_error")) {
      self.detected = true;
      const bool further = self.now.row != self.furthest.row
                               ? self.now.row > self.furthest.row
                               : self.now.column > self.furthest.column;
      if (further) self.furthest = self.now;
    } else if (message.starts_with("accept")) {
      self.accepted = true;
    } else if (message.starts_with("resume ")) {
      self.complete = self.detected && !self.accepted;
    }
  }
};

/// The offset of a point of tree-sitter, whose rows end with LF and whose columns are bytes.
std::size_t offset_of(std::string_view text, TSPoint point) noexcept {
  std::size_t line_begin = 0;
  for (std::uint32_t row = 0; row < point.row; ++row) {
    const std::size_t line_end = text.find('\n', line_begin);
    if (line_end == std::string_view::npos) break;
    line_begin = line_end + 1;
  }
  return std::min<std::size_t>(line_begin + point.column, text.size());
}

}  // namespace

const TSLanguage* typescript_language() noexcept { return tree_sitter_typescript(); }

/// What a run of the parser may still spend, and why it ended early.
struct Parser::Progress {
  Budget& budget;
  const ErrorTrace& trace;
  bool exhausted = false;

  /// Returns whether the parser must stop.
  static bool check(TSParseState* state) {
    auto& self = *static_cast<Progress*>(state->payload);
    if (self.trace.complete) return true;
    if (self.budget.checks == 0 || self.budget.pieces == 0 || parser_bytes > kParserBytesMax) {
      return self.exhausted = true;
    }
    --self.budget.checks;
    return false;
  }
};

/// The text as tree-sitter reads it, in counted pieces. Without budget it ends early, so that the
/// parser soon looks at the budget itself.
struct Parser::Input {
  std::string_view text;
  Budget& budget;

  static const char* read(void* payload, std::uint32_t offset, TSPoint, std::uint32_t* length) {
    auto& [text, budget] = *static_cast<Input*>(payload);
    if (budget.pieces > 0) --budget.pieces;
    const std::size_t from =
        budget.pieces == 0 ? text.size() : std::min<std::size_t>(offset, text.size());
    *length =
        static_cast<std::uint32_t>(std::min(text.size() - from, kPieceBytes - from % kPieceBytes));
    return text.data() + from;
  }
};

Parser::Parser() {
  count_parser_memory();
  parser_.reset(ts_parser_new());
  ts_parser_set_language(parser_.get(), typescript_language());
}

SyntaxTree Parser::run(std::string_view text, Progress& progress) {
  Input input{text, budget_};
  const TSInput source{&input, &Input::read, TSInputEncodingUTF8, nullptr};
  SyntaxTree tree(ts_parser_parse_with_options(parser_.get(), nullptr, source,
                                               TSParseOptions{&progress, &Progress::check}));
  ts_parser_reset(parser_.get());
  progress.exhausted |= budget_.pieces == 0;
  return tree;
}

std::expected<SyntaxTree, ParseFailure> Parser::parse(std::string_view text) {
  ErrorTrace trace;
  Progress progress{.budget = budget_, .trace = trace};
  ts_parser_set_logger(parser_.get(), TSLogger{&trace, &ErrorTrace::log});
  SyntaxTree tree = run(text, progress);
  ts_parser_set_logger(parser_.get(), TSLogger{nullptr, nullptr});
  if (tree != nullptr && !ts_node_has_error(ts_tree_root_node(tree.get()))) return tree;
  if (progress.exhausted && !trace.complete) return std::unexpected(ParseFailure{true, 0, 0});
  const std::size_t end = offset_of(text, trace.furthest);
  return std::unexpected(ParseFailure{false, end, skip_trivia(text, end)});
}

}  // namespace skerry::typestrip
