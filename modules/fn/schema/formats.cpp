#include "modules/fn/schema/formats.hpp"

#include <algorithm>

#include "modules/fn/schema/text_classes.hpp"
#include "modules/fn/schema/uri.hpp"

namespace skerry::fn::schema {
namespace {

constexpr std::size_t kHostnameBytesMax = 253;
constexpr std::size_t kLabelBytesMax = 63;
constexpr std::size_t kLocalPartBytesMax = 64;

/// Reads a text from its beginning, one piece after the other.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool next_is(char c) const { return rest_.starts_with(c); }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// One of two spellings of a letter.
  bool take_letter(char lower) { return take(lower) || take(static_cast<char>(lower - 'a' + 'A')); }

  /// Exactly `count` digits.
  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count || !std::ranges::all_of(rest_.substr(0, count), is_digit)) return {};
    int value = 0;
    for (const char c : rest_.substr(0, count)) value = value * 10 + (c - '0');
    rest_.remove_prefix(count);
    return value;
  }

  /// As many digits as there are; how many.
  std::size_t skip_digits() {
    const std::size_t count =
        static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_digit) - rest_.begin());
    rest_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view rest_;
};

bool read_date(Scanner& in) {
  const auto year = in.digits(4);
  if (!year || !in.take('-')) return false;
  const auto month = in.digits(2);
  if (!month || *month < 1 || *month > 12 || !in.take('-')) return false;
  const auto day = in.digits(2);
  if (!day || *day < 1) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  return *day <= kDays[*month - 1] + (*month == 2 && leap ? 1 : 0);
}

/// `full-time` of RFC 3339; second 60 only where UTC has its leap second.
bool read_time(Scanner& in) {
  const auto hour = in.digits(2);
  if (!hour || *hour > 23 || !in.take(':')) return false;
  const auto minute = in.digits(2);
  if (!minute || *minute > 59 || !in.take(':')) return false;
  const auto second = in.digits(2);
  if (!second || *second > 60) return false;
  if (in.take('.') && in.skip_digits() == 0) return false;
  int offset = 0;
  if (!in.take_letter('z')) {
    const bool ahead = in.take('+');
    if (!ahead && !in.take('-')) return false;
    const auto hours = in.digits(2);
    if (!hours || *hours > 23 || !in.take(':')) return false;
    const auto minutes = in.digits(2);
    if (!minutes || *minutes > 59) return false;
    offset = (*hours * 60 + *minutes) * (ahead ? 1 : -1);
  }
  constexpr int kDayMinutes = 24 * 60;
  const int utc = (*hour * 60 + *minute - offset + 2 * kDayMinutes) % kDayMinutes;
  return *second < 60 || utc == kDayMinutes - 1;
}

bool is_date(std::string_view text) {
  Scanner in(text);
  return read_date(in) && in.at_end();
}

bool is_time(std::string_view text) {
  Scanner in(text);
  return read_time(in) && in.at_end();
}

bool is_date_time(std::string_view text) {
  Scanner in(text);
  return read_date(in) && in.take_letter('t') && read_time(in) && in.at_end();
}

/// Reads units in their order, each with an amount; how many there were, or nothing when one of
/// them is skipped where RFC 3339, appendix A, allows no gap.
std::optional<int> read_units(Scanner& in, std::string_view units) {
  int taken = 0;
  std::size_t next = 0;
  while (!in.at_end() && !in.next_is('T')) {
    if (in.skip_digits() == 0) return {};
    std::size_t unit = next;
    while (unit < units.size() && !in.take(units[unit])) ++unit;
    if (unit == units.size() || (taken > 0 && unit != next)) return {};
    next = unit + 1;
    ++taken;
  }
  return taken;
}

bool is_duration(std::string_view text) {
  if (text.ends_with('W') && text.starts_with('P')) {
    text = text.substr(1, text.size() - 2);
    return !text.empty() && std::ranges::all_of(text, is_digit);
  }
  Scanner in(text);
  if (!in.take('P')) return false;
  const auto days = read_units(in, "YMD");
  if (!days) return false;
  if (!in.take('T')) return *days > 0 && in.at_end();
  const auto times = read_units(in, "HMS");
  return times && *times > 0 && in.at_end();
}

bool is_ipv4(std::string_view text) {
  Scanner in(text);
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && !in.take('.')) return false;
    std::string_view digits = text;
    digits = digits.substr(0, std::min(digits.find('.'), digits.size()));
    if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0'))
      return false;
    const auto value = in.digits(digits.size());
    if (!value || *value > 255) return false;
    text.remove_prefix(std::min(text.size(), digits.size() + 1));
  }
  return in.at_end();
}

/// A label of a host name: letters, digits and inner hyphens. `beyond_ascii` takes any others too.
bool is_label(std::string_view label, bool beyond_ascii) {
  if (label.empty() || label.size() > kLabelBytesMax) return false;
  if (label.starts_with('-') || label.ends_with('-')) return false;
  // A double hyphen there is for encoded names alone (RFC 5891, 4.2.3.1).
  if (label.size() >= 4 && label.substr(2, 2) == "--" && !label.starts_with("xn--") &&
      !label.starts_with("XN--")) {
    return false;
  }
  return std::ranges::all_of(label, [=](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || (beyond_ascii && is_beyond_ascii(c));
  });
}

/// `separators` are the characters that part labels, each as UTF-8.
bool is_hostname(std::string_view text, bool beyond_ascii) {
  if (text.empty() || text.size() > kHostnameBytesMax) return false;
  constexpr std::string_view kWideDots[] = {"\u3002", "\uFF0E", "\uFF61"};
  while (true) {
    std::size_t end = text.find('.');
    std::size_t dot_bytes = 1;
    if (beyond_ascii) {
      for (const std::string_view dot : kWideDots) {
        if (const std::size_t found = text.find(dot); found < end) {
          end = found;
          dot_bytes = dot.size();
        }
      }
    }
    if (!is_label(text.substr(0, end), beyond_ascii)) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + dot_bytes);
  }
}

bool is_atom_character(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").contains(c);
}

bool is_local_part(std::string_view text, bool beyond_ascii) {
  if (text.empty() || text.size() > kLocalPartBytesMax) return false;
  if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) {
    text = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\') {
        ++i;
        if (i == text.size()) return false;
      }
      if (static_cast<unsigned char>(text[i]) < ' ' || text[i] == 127) return false;
      if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) return false;
      if (is_beyond_ascii(text[i]) && !beyond_ascii) return false;
    }
    return true;
  }
  if (text.starts_with('.') || text.ends_with('.') || text.contains("..")) return false;
  return std::ranges::all_of(text, [=](char c) {
    return is_atom_character(c) || c == '.' || (beyond_ascii && is_beyond_ascii(c));
  });
}

/// A mailbox of RFC 5321, 4.1.2, or of RFC 6531 with `beyond_ascii`.
bool is_email(std::string_view text, bool beyond_ascii) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || !is_local_part(text.substr(0, at), beyond_ascii))
    return false;
  const std::string_view domain = text.substr(at + 1);
  if (!domain.starts_with('[') || !domain.ends_with(']')) return is_hostname(domain, beyond_ascii);
  const std::string_view literal = domain.substr(1, domain.size() - 2);
  constexpr std::string_view kIpv6Tag = "IPv6:";
  return literal.starts_with(kIpv6Tag) ? is_ipv6(literal.substr(kIpv6Tag.size()))
                                       : is_ipv4(literal);
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::ranges::equal(text, kForm,
                            [](char c, char form) { return form == '-' ? c == '-' : is_hex(c); });
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) {
      return false;
    }
  }
  return true;
}

bool is_relative_json_pointer(std::string_view text) {
  const std::size_t digits =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
  text.remove_prefix(digits);
  return text == "#" || is_json_pointer(text);
}

/// A variable of an expression: name and modifier (RFC 6570, 2.3 and 2.4).
bool is_template_variable(std::string_view text) {
  if (text.ends_with('*')) text.remove_suffix(1);
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    const std::string_view length = text.substr(colon + 1);
    if (length.empty() || length.size() > 4 || length[0] == '0') return false;
    if (!std::ranges::all_of(length, is_digit)) return false;
    text = text.substr(0, colon);
  }
  if (text.empty() || text.starts_with('.') || text.ends_with('.')) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 2;
    } else if (!is_letter(text[i]) && !is_digit(text[i]) && text[i] != '_' && text[i] != '.') {
      return false;
    }
  }
  return true;
}

bool is_template_expression(std::string_view text) {
  if (!text.empty() && std::string_view("+#./;?&=,!@|").contains(text[0])) text.remove_prefix(1);
  while (true) {
    const std::size_t comma = text.find(',');
    if (!is_template_variable(text.substr(0, comma))) return false;
    if (comma == std::string_view::npos) return true;
    text.remove_prefix(comma + 1);
  }
}

bool is_uri_template(std::string_view text) {
  while (!text.empty()) {
    const char c = text[0];
    if (c == '{') {
      const std::size_t end = text.find('}');
      if (end == std::string_view::npos || !is_template_expression(text.substr(1, end - 1))) {
        return false;
      }
      text.remove_prefix(end + 1);
      continue;
    }
    if (static_cast<unsigned char>(c) <= ' ' || std::string_view("\"'<>\\^`|}").contains(c)) {
      return false;
    }
    if (c == '%' && (text.size() < 3 || !is_hex(text[1]) || !is_hex(text[2]))) return false;
    text.remove_prefix(1);
  }
  return true;
}

struct Format {
  std::string_view name;
  bool (*accepts)(std::string_view);
};

constexpr Format kFormats[] = {
    {"date", is_date},
    {"date-time", is_date_time},
    {"duration", is_duration},
    {"email", [](std::string_view text) { return is_email(text, false); }},
    {"hostname", [](std::string_view text) { return is_hostname(text, false); }},
    {"idn-email", [](std::string_view text) { return is_email(text, true); }},
    {"idn-hostname", [](std::string_view text) { return is_hostname(text, true); }},
    {"ipv4", is_ipv4},
    {"ipv6", is_ipv6},
    {"iri", [](std::string_view text) { return is_uri(text, UriAlphabet::kIri, true); }},
    {"iri-reference", [](std::string_view text) { return is_uri(text, UriAlphabet::kIri, false); }},
    {"json-pointer", is_json_pointer},
    {"relative-json-pointer", is_relative_json_pointer},
    {"time", is_time},
    {"uri", [](std::string_view text) { return is_uri(text, UriAlphabet::kUri, true); }},
    {"uri-reference", [](std::string_view text) { return is_uri(text, UriAlphabet::kUri, false); }},
    {"uri-template", is_uri_template},
    {"uuid", is_uuid},
};

}  // namespace

bool is_ipv6(std::string_view text) {
  int groups = 0;
  bool shortened = false;
  if (text.starts_with("::")) {
    shortened = true;
    text.remove_prefix(2);
    if (text.empty()) return true;
  }
  while (true) {
    const std::size_t end = std::min(text.find(':'), text.size());
    const std::string_view group = text.substr(0, end);
    if (group.contains('.')) {
      groups += 2;
      return end == text.size() && is_ipv4(group) && (shortened ? groups < 8 : groups == 8);
    }
    if (group.empty() || group.size() > 4 || !std::ranges::all_of(group, is_hex)) return false;
    ++groups;
    if (end == text.size()) return shortened ? groups < 8 : groups == 8;
    text.remove_prefix(end + 1);
    if (text.starts_with(':')) {
      if (shortened) return false;
      shortened = true;
      text.remove_prefix(1);
      if (text.empty()) return groups < 8;
    }
  }
}

std::optional<bool> has_format(std::string_view format, std::string_view text) {
  const auto known = std::ranges::find(kFormats, format, &Format::name);
  if (known == std::end(kFormats)) return std::nullopt;
  return known->accepts(text);
}

}  // namespace skerry::fn::schema
