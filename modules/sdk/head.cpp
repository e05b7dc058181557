#include "modules/sdk/head.hpp"

#include <algorithm>
#include <array>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/limits.hpp"

namespace skerry {

namespace {

/// Characters of RFC 9110 section 5.6.2, lower case only.
constexpr auto kNameCharacters = [] {
  std::array<bool, 256> allowed{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~")) {
    allowed[static_cast<unsigned char>(c)] = true;
  }
  return allowed;
}();

bool is_name_character(char c) { return kNameCharacters[static_cast<unsigned char>(c)]; }

bool is_name(std::string_view name) {
  if (name.starts_with(':')) name.remove_prefix(1);
  return !name.empty() && std::ranges::all_of(name, is_name_character);
}

/// Fields of most requests; more are no harm.
constexpr std::size_t kUsualFields = 16;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

}  // namespace

Result<Head> Head::parse(std::string block) {
  if (block.size() > limits::kHeadBytesMax) {
    return fail(FailureKind::kLimitExceeded,
                "head_bytes_max=" + std::to_string(limits::kHeadBytesMax));
  }
  Head head;
  head.block_ = std::move(block);
  const std::string_view text = head.block_;
  head.lines_.reserve(kUsualFields);
  std::size_t begin = 0;
  while (begin < text.size()) {
    if (head.lines_.size() == limits::kHeadFieldsMax) {
      return fail(FailureKind::kLimitExceeded,
                  "head_fields_max=" + std::to_string(limits::kHeadFieldsMax));
    }
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return fail(FailureKind::kInvalid, "head: no line end");
    const std::size_t name_end = text.find(": ", begin + 1);
    if (name_end == std::string_view::npos || name_end >= end ||
        !is_name(text.substr(begin, name_end - begin))) {
      return fail(FailureKind::kInvalid, "head: malformed field name");
    }
    const auto value = text.substr(name_end + kSeparatorBytes, end - name_end - kSeparatorBytes);
    if (value.find_first_of(std::string_view("\r\0", 2)) != std::string_view::npos) {
      return fail(FailureKind::kInvalid, "head: CR or NUL in a value");
    }
    head.lines_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(name_end),
                           static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  return head;
}

Head::Field Head::operator[](std::size_t index) const {
  const Line& line = lines_[index];
  const std::string_view text = block_;
  const std::size_t value = line.name_end + kSeparatorBytes;
  return {text.substr(line.begin, line.name_end - line.begin),
          text.substr(value, line.end - value)};
}

std::optional<std::string_view> Head::find(std::string_view name) const {
  for (std::size_t index = 0; index < size(); ++index) {
    const Field field = (*this)[index];
    if (field.name == name) return field.value;
  }
  return std::nullopt;
}

std::string_view Head::get(std::string_view name) const { return find(name).value_or(""); }

std::vector<std::string_view> Head::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (std::size_t index = 0; index < size(); ++index) {
    const Field field = (*this)[index];
    if (field.name == name) values.push_back(field.value);
  }
  return values;
}

Head& Head::add(std::string_view name, std::string_view value) {
  SKERRY_ASSERT(is_name(name));
  const auto begin = static_cast<std::uint32_t>(block_.size());
  block_ += name;
  const auto name_end = static_cast<std::uint32_t>(block_.size());
  block_ += ": ";
  const auto value_begin = static_cast<std::ptrdiff_t>(block_.size());
  block_ += value;
  std::replace_if(block_.begin() + value_begin, block_.end(), is_control, ' ');
  const auto end = static_cast<std::uint32_t>(block_.size());
  block_ += '\n';
  lines_.push_back({begin, name_end, end});
  return *this;
}

Head& Head::remove(std::string_view name) {
  if (!find(name)) return *this;
  Head kept;
  for (std::size_t index = 0; index < size(); ++index) {
    const Field field = (*this)[index];
    if (field.name != name) kept.add(field.name, field.value);
  }
  *this = std::move(kept);
  return *this;
}

Head& Head::set(std::string_view name, std::string_view value) {
  return remove(name).add(name, value);
}

}  // namespace skerry
