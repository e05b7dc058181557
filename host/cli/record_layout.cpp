#include "host/cli/record_layout.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace skerry::host {
namespace {

/// Members that hold what callers gave and got.
constexpr std::array<std::string_view, 6> kData = {"args",           "result",   "schema",
                                                   "responseSchema", "response", "examples"};
/// Levels of objects that are laid out, the record's own included.
constexpr int kLevelsMax = 3;
constexpr std::size_t kColumnsMax = 12;
constexpr std::size_t kIndentColumns = 2;
/// A cell beyond this may be shortened.
constexpr std::size_t kWholeCellColumns = 30;

bool is_data(std::string_view name) { return std::ranges::contains(kData, name); }

bool is_flat(const Json& value) {
  return std::ranges::none_of(value, [](const Json& item) { return item.is_structured(); });
}

/// A value in a row: of an object that holds no others its values, as `caller anonymous`.
std::string cell(const std::string& name, const Json& value) {
  if (!value.is_structured() || is_data(name) || !is_flat(value)) return readable(value);
  std::string text;
  for (const Json& item : value) {
    const std::string shown = readable(item);
    if (!shown.empty()) text.append(text.empty() ? "" : " ").append(shown);
  }
  return text;
}

/// Rows of objects under their members' names, in the order in which these first come. Nothing when
/// they are no rows, or have more columns than make a table.
std::optional<std::string> table_of(const Json& rows, const Terminal& terminal) {
  std::vector<std::string> names;
  std::vector<std::size_t> widths;
  for (const Json& row : rows) {
    if (!row.is_object()) return std::nullopt;
    for (const auto& [name, value] : row.items()) {
      auto place = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
      if (place == names.size()) {
        if (names.size() == kColumnsMax) return std::nullopt;
        names.push_back(name);
        widths.push_back(0);
      }
      widths[place] = std::max(widths[place], width_of(cell(name, value)));
    }
  }
  std::vector<Table::Column> columns;
  columns.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    columns.push_back({clean(names[i]), widths[i] > kWholeCellColumns});
  }
  Table table(std::move(columns));
  for (const Json& row : rows) {
    std::vector<std::string> cells;
    for (const std::string& name : names) {
      const Json* value = find_member(row, name);
      cells.push_back(value == nullptr ? "" : cell(name, *value));
    }
    table.add(std::move(cells));
  }
  return table.draw(terminal);
}

/// Puts what has several lines below its name, further in.
std::string below(std::string_view lines, std::size_t columns) {
  const std::string margin(columns, ' ');
  std::string text;
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    text.append("\n").append(end == 0 ? "" : margin).append(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return text;
}

Terminal narrower(Terminal terminal) {
  terminal.columns -= std::min(terminal.columns, kIndentColumns);
  return terminal;
}

std::string layout_members(const Json& record, const Terminal& terminal, int levels);

/// What comes after a member's name: one line, or several that begin on one of their own.
std::string layout_value(const std::string& name, const Json& value, const Terminal& terminal,
                         int levels) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (!text.contains('\n')) return clean(text);
    return below(clean(text, true), kIndentColumns);
  }
  if (!value.is_structured()) return readable(value);
  if (is_data(name)) return value.empty() ? readable(value) : "\n" + pretty(value);
  if (value.empty()) return "-";
  if (levels > 1 && value.is_object()) {
    return below(layout_members(value, narrower(terminal), levels - 1), kIndentColumns);
  }
  if (value.is_array()) {
    const auto table = table_of(value, narrower(terminal));
    if (table) return below(*table, kIndentColumns);
  }
  if (value.is_object() || !is_flat(value)) return "\n" + pretty(value);
  std::string text;
  for (const Json& item : value) text.append(text.empty() ? "" : ", ").append(readable(item));
  return text;
}

std::string layout_members(const Json& record, const Terminal& terminal, int levels) {
  std::size_t width = 0;
  for (const auto& [name, value] : record.items()) width = std::max(width, width_of(clean(name)));
  std::string text;
  for (const auto& [name, value] : record.items()) {
    const std::string shown_name = clean(name);
    const std::string shown = layout_value(name, value, terminal, levels);
    text += faint(shown_name, terminal);
    if (!shown.starts_with('\n')) text.append(width - width_of(shown_name) + 2, ' ');
    text += shown + "\n";
  }
  return text;
}

}  // namespace

std::string readable(const Json& value) {
  if (value.is_string()) return clean(value.get_ref<const std::string&>());
  return value.is_null() ? "-" : clean_json(to_text(value));
}

std::string pretty(const Json& value) {
  return clean_json(value.dump(2, ' ', false, Json::error_handler_t::replace));
}

std::string layout_record(const Json& record, const Terminal& terminal) {
  return layout_members(record, terminal, kLevelsMax);
}

}  // namespace skerry::host
