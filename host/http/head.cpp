#include "host/http/head.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "modules/sdk/percent.hpp"

namespace skerry::host::http {
namespace {

constexpr std::string_view kAlphanumeric =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

constexpr std::array<bool, 256> characters(std::string_view more) {
  std::array<bool, 256> table{};
  for (const char c : kAlphanumeric) table[static_cast<unsigned char>(c)] = true;
  for (const char c : more) table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr auto kTokenCharacters = characters("!#$%&'*+-.^_`|~");
constexpr auto kAuthorityCharacters = characters("-._~%!$&'()*+,;=:[]");

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool consists_of(std::string_view text, const std::array<bool, 256>& table) {
  return std::ranges::all_of(text, [&](char c) { return table[static_cast<unsigned char>(c)]; });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

bool equals_ignoring_case(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

bool list_holds(std::string_view list, std::string_view token) {
  while (true) {
    const std::size_t comma = list.find(',');
    if (equals_ignoring_case(trimmed(list.substr(0, comma)), token)) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
}

bool is_token(std::string_view text) {
  return !text.empty() && consists_of(text, kTokenCharacters);
}

bool is_field_value(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7f) || c == '\t';
  });
}

bool is_authority(std::string_view text) {
  if (text.empty() || !consists_of(text, kAuthorityCharacters)) return false;
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || close == 1) return false;
    port = text.substr(close + 1);
    if (!port.empty() && !port.starts_with(':')) return false;
    text = text.substr(1, close - 1);
    if (text.find_first_of("[]") != std::string_view::npos) return false;
  } else {
    const std::size_t colon = text.find(':');
    if (colon == 0 || text.find_first_of("[]") != std::string_view::npos) return false;
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  if (port.starts_with(':')) port.remove_prefix(1);
  static constexpr unsigned kPortMax = 65'535;
  unsigned number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (port.empty()) return true;
  return error == std::errc() && end == port.data() + port.size() && number <= kPortMax;
}

bool is_sound_path(std::string_view target) {
  std::string_view path = target.substr(0, target.find('?'));
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const auto segment = percent_decode(path.substr(0, slash));
    if (!segment || *segment == "." || *segment == "..") return false;
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return true;
}

bool has_unfit_target(std::string_view bytes) {
  std::string_view line = bytes.substr(0, bytes.find_first_of("\r\n"));
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return false;
  line.remove_prefix(space + 1);
  const std::string_view target = line.substr(0, line.rfind(' '));
  return target.find('\t') != std::string_view::npos || !is_field_value(target) ||
         !simdjson::validate_utf8(target.data(), target.size());
}

bool is_hop_by_hop(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames = {
      "connection",          "keep-alive", "proxy-authenticate",
      "proxy-authorization", "te",         "proxy-connection",
      "transfer-encoding",   "trailer",    "upgrade"};
  return std::ranges::find(kNames, name) != kNames.end();
}

bool is_set_by_host(std::string_view name) {
  return name == "content-length" || name == "date" || is_hop_by_hop(name);
}

bool has_bare_control(std::string_view bytes) {
  for (std::size_t at = bytes.find_first_of(std::string_view("\r\n\0", 3));
       at != std::string_view::npos; at = bytes.find_first_of(std::string_view("\r\n\0", 3), at)) {
    if (bytes[at] != '\r') return true;
    if (at + 1 == bytes.size()) return false;
    if (bytes[at + 1] != '\n') return true;
    at += 2;
  }
  return false;
}

bool is_sane_head(std::string_view bytes) {
  // One pass over line ends only: memchr is much faster than looking at every byte for three.
  if (bytes.find('\0') != std::string_view::npos) return false;
  std::size_t returns = 0;
  for (std::size_t at = bytes.find('\r'); at != std::string_view::npos;
       at = bytes.find('\r', at + 2)) {
    if (at + 1 >= bytes.size() || bytes[at + 1] != '\n') return false;
    const bool folded = at + 2 < bytes.size() && (bytes[at + 2] == ' ' || bytes[at + 2] == '\t');
    if (folded) return false;
    ++returns;
  }
  const auto newlines = std::ranges::count(bytes, '\n');
  return static_cast<std::size_t>(newlines) == returns &&
         simdjson::validate_utf8(bytes.data(), bytes.size());
}

bool append_answer_fields(std::string& wire, std::string_view head) {
  bool sound = true;
  std::string lowered;
  const bool complete = for_each_field(head, [&](std::string_view name, std::string_view value) {
    if (!is_token(name) || !is_field_value(value)) {
      sound = false;
      return;
    }
    lowered.assign(name);
    std::ranges::transform(lowered, lowered.begin(), lower);
    if (is_set_by_host(lowered)) return;
    wire.append(name).append(": ").append(value).append("\r\n");
  });
  return complete && sound;
}

}  // namespace skerry::host::http
