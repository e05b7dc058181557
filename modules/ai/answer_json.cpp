#include "modules/ai/answer_json.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "modules/ai/limits.hpp"
#include "modules/sdk/ascii.hpp"

namespace skerry::ai {

namespace {

constexpr std::string_view kFence = "```";

JsonLimits answer_limits() { return {.bytes_max = limits::kAnswerBytesMax}; }

/// The contents of code fences, in order; one that is not closed reaches to the end.
std::vector<std::string_view> fenced(std::string_view text) {
  std::vector<std::string_view> blocks;
  while (blocks.size() < limits::kJsonStartsMax) {
    const auto open = text.find(kFence);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open + kFence.size());
    // The language stands on the fence's own line.
    text.remove_prefix(std::min(text.find_first_of("\r\n"), text.size()));
    const auto close = std::min(text.find(kFence), text.size());
    blocks.push_back(trimmed(text.substr(0, close), kJsonSpace));
    text.remove_prefix(std::min(close + kFence.size(), text.size()));
  }
  return blocks;
}

/// The end of the value that begins with the bracket at `begin`, if all its brackets are closed.
std::optional<std::size_t> end_of_value(std::string_view text, std::size_t begin) {
  std::size_t open = 0;
  for (std::size_t at = begin; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
      }
    } else if (c == '{' || c == '[') {
      if (++open > skerry::limits::kJsonDepthMax) return std::nullopt;
    } else if (c == '}' || c == ']') {
      if (--open == 0) return at + 1;
    }
  }
  return std::nullopt;
}

/// A value that begins with the bracket at `begin`, and its end.
struct Found {
  Json value;
  std::size_t end;
};

/// `looked_at` is how many bytes were read from there on, whether there is a value or not.
std::optional<Found> value_at(std::string_view text, std::size_t begin, std::size_t& looked_at) {
  const auto end = end_of_value(text, begin);
  looked_at = end.value_or(text.size()) - begin;
  if (end) {
    if (auto value = read_json(text.substr(begin, looked_at), answer_limits())) {
      return Found{std::move(*value), *end};
    }
  }
  const Mended tried = mended(text.substr(begin));
  looked_at = std::max(looked_at, tried.end_bytes);
  auto value = read_json(tried.text, answer_limits());
  if (!value) return std::nullopt;
  return Found{std::move(*value), begin + tried.end_bytes};
}

/// The longest value that begins at a bracket. Nothing inside of a value is one.
std::optional<Json> longest_value(std::string_view text) {
  std::optional<Json> longest;
  std::size_t longest_bytes = 0;
  std::size_t bytes_left = limits::kJsonSearchBytesMax;
  std::size_t at = text.find_first_of("{[");
  for (std::size_t starts = 0; at != std::string_view::npos && starts < limits::kJsonStartsMax;
       ++starts) {
    if (text.size() - at > bytes_left) break;
    std::size_t next = at + 1;
    std::size_t looked_at = 0;
    if (auto found = value_at(text, at, looked_at)) {
      next = found->end;
      if (found->end - at > longest_bytes) {
        longest_bytes = found->end - at;
        longest = std::move(found->value);
      }
    }
    bytes_left -= looked_at;
    at = text.find_first_of("{[", next);
  }
  return longest;
}

}  // namespace

std::expected<Json, std::string> json_in_answer(std::string_view text) {
  text = trimmed(text, kJsonSpace);
  if (text.empty()) return std::unexpected("The answer is empty.");
  auto whole = read_json(text, answer_limits());
  if (whole) return std::move(*whole);
  if (auto value = longest_value(text)) return std::move(*value);
  for (const std::string_view block : fenced(text)) {
    if (auto value = read_json(block, answer_limits())) return std::move(*value);
  }
  return std::unexpected(
      "The answer holds no JSON value that can be read: " + whole.error().detail + ".");
}

}  // namespace skerry::ai
