#include "host/cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdint>
#include <cstdlib>
#include <cwchar>
#include <format>

namespace skerry::host {
namespace {

constexpr std::size_t kCellColumnsMin = 8;
constexpr std::string_view kGap = "  ";
constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::string_view kEllipsis = "…";

struct Character {
  char32_t code = 0;
  /// Bytes; 0 at the text's end.
  std::size_t size = 0;
  bool valid = true;
};

/// The character at a text's beginning. A byte that begins none is one of its own.
Character first_of(std::string_view text) {
  if (text.empty()) return {};
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {0, 1, false};
  char32_t code = lead & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) != 0x80) return {0, 1, false};
    code = code << 6 | (byte & 0x3fU);
  }
  // What fewer bytes could say would be a second way to write a control character.
  const char32_t first = size == 4 ? 0x10000 : size == 3 ? 0x800 : 0x80;
  return code < first ? Character{0, 1, false} : Character{code, size};
}

/// Moves the cursor, changes the terminal, or shows what follows in another order.
bool is_unsafe(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c ||
         (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xfeff ||
         (code >= 0xd800 && code <= 0xdfff) || code >= 0xe0000;
}

std::size_t columns_of(char32_t code) {
  // Once; widths do not depend on the language, but the C library wants a locale with UTF-8.
  static const bool kReady = std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr;
  const int width = kReady ? wcwidth(static_cast<wchar_t>(code)) : 1;
  return width < 0 ? 1 : static_cast<std::size_t>(width);
}

}  // namespace

Terminal terminal_of(std::FILE* stream) {
  Terminal terminal;
  const int file = fileno(stream);
  terminal.is_terminal = isatty(file) == 1;
  winsize size{};
  if (ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) terminal.columns = size.ws_col;
  const char* const no_colour = std::getenv("NO_COLOR");
  const char* const type = std::getenv("TERM");
  terminal.has_colour = terminal.is_terminal && (no_colour == nullptr || *no_colour == '\0') &&
                        type != nullptr && std::string_view(type) != "dumb";
  return terminal;
}

std::string clean(std::string_view text, bool keeps_lines) {
  std::string result;
  for (Character c = first_of(text); c.size != 0; c = first_of(text)) {
    const std::string_view bytes = text.substr(0, c.size);
    text.remove_prefix(c.size);
    if (c.code == '\n' || c.code == '\t') {
      result += keeps_lines ? bytes : " ";
    } else {
      result += !c.valid || is_unsafe(c.code) ? kReplacement : bytes;
    }
  }
  return result;
}

std::string clean_json(std::string_view json) {
  std::string result;
  for (Character c = first_of(json); c.size != 0; c = first_of(json)) {
    if (!c.valid) {
      result += "\\ufffd";
    } else if (c.code == '\n' || !is_unsafe(c.code)) {
      result += json.substr(0, c.size);
    } else if (c.code < 0x10000) {
      result += std::format("\\u{:04x}", static_cast<std::uint32_t>(c.code));
    } else {
      const auto above = static_cast<std::uint32_t>(c.code) - 0x10000;
      result += std::format("\\u{:04x}\\u{:04x}", 0xd800 + (above >> 10), 0xdc00 + (above & 0x3ff));
    }
    json.remove_prefix(c.size);
  }
  return result;
}

std::size_t width_of(std::string_view text) {
  std::size_t columns = 0;
  for (Character c = first_of(text); c.size != 0; c = first_of(text)) {
    columns += columns_of(c.code);
    text.remove_prefix(c.size);
  }
  return columns;
}

std::string fit(std::string_view text, std::size_t columns) {
  if (width_of(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::string result;
  std::size_t used = 1;
  for (Character c = first_of(text); c.size != 0; c = first_of(text)) {
    used += columns_of(c.code);
    if (used > columns) break;
    result += text.substr(0, c.size);
    text.remove_prefix(c.size);
  }
  return result.append(kEllipsis);
}

std::string faint(std::string_view text, const Terminal& terminal) {
  if (!terminal.has_colour) return std::string(text);
  return std::string("\x1b[2m").append(text).append("\x1b[0m");
}

void Table::add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = cell.empty() ? "-" : clean(cell);
  rows_.push_back(std::move(cells));
}

std::string Table::draw(const Terminal& terminal) const {
  if (rows_.empty()) return {};
  std::vector<std::size_t> widths;
  std::size_t total = kGap.size() * (columns_.size() - 1);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = width_of(columns_[i].heading);
    for (const auto& row : rows_) width = std::max(width, width_of(row[i]));
    widths.push_back(width);
    total += width;
  }
  while (total > terminal.columns) {
    std::size_t widest = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].may_shrink || widths[i] <= kCellColumnsMin) continue;
      if (widest == columns_.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == columns_.size()) break;
    --widths[widest];
    --total;
  }
  const auto line_of = [&](const auto& text_at) {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const std::string cell = fit(text_at(i), widths[i]);
      line += (i == 0 ? "" : std::string(kGap)) + cell;
      if (i + 1 < columns_.size()) line.append(widths[i] - width_of(cell), ' ');
    }
    return line;
  };
  const auto heading_at = [&](std::size_t i) -> const std::string& { return columns_[i].heading; };
  std::string text = faint(line_of(heading_at), terminal) + "\n";
  for (const auto& row : rows_) {
    text += line_of([&](std::size_t i) -> const std::string& { return row[i]; }) + "\n";
  }
  return text;
}

}  // namespace skerry::host
