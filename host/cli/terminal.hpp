#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace skerry::host {

/// What a stream leads to.
struct Terminal {
  /// False for files and pipes.
  bool is_terminal = false;
  /// Columns; 80 when nobody says.
  std::size_t columns = 80;
  /// May be written in colour: a terminal, and neither NO_COLOR (no-color.org) nor TERM=dumb.
  bool has_colour = false;
};

[[nodiscard]] Terminal terminal_of(std::FILE* stream);

/// Text of others as a terminal may get it: control characters and marks that reorder text are
/// replaced, and so are lines' ends unless they are kept.
[[nodiscard]] std::string clean(std::string_view text, bool keeps_lines = false);

/// JSON of others as a terminal may get it: the same value, and what `clean` replaces as `\u`
/// escapes; bytes that are no UTF-8 as the replacement character's.
[[nodiscard]] std::string clean_json(std::string_view json);

/// Columns that a clean text takes.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// The text's beginning within so many columns, with `…` at its end when something is missing.
[[nodiscard]] std::string fit(std::string_view text, std::size_t columns);

/// Faint, where colours are.
[[nodiscard]] std::string faint(std::string_view text, const Terminal& terminal);

/// Rows under headings, columns as wide as needed, and narrower where the terminal ends.
class Table {
 public:
  struct Column {
    std::string heading;
    /// Ids and the like are of no use when shortened.
    bool may_shrink = false;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  /// A cell for each column.
  void add(std::vector<std::string> cells);
  /// Lines, each with its end; none without rows.
  [[nodiscard]] std::string draw(const Terminal& terminal) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace skerry::host
