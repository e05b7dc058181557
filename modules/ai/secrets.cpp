#include "modules/ai/secrets.hpp"

#include <algorithm>

namespace skerry::ai {

namespace {

constexpr std::string_view kRedacted = "[redacted]";
/// A piece of a key from which the rest could be told apart.
constexpr std::size_t kTellingBytes = 8;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_key_character(char c) {
  return is_alphanumeric(c) || std::string_view("-_.*+/=~%").contains(c);
}

bool is_bearer(std::string_view word) {
  constexpr std::string_view kBearer = "bearer";
  return std::ranges::equal(word, kBearer, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

}  // namespace

Secrets::Secrets(std::vector<std::string> keys) : keys_(std::move(keys)) {
  std::erase_if(keys_, [](const std::string& key) { return key.empty(); });
  // Of two keys of which one holds the other, the longer one goes first.
  std::ranges::sort(keys_, std::greater{}, &std::string::size);
}

bool Secrets::is_secret(std::string_view word, bool after_bearer) const {
  if (after_bearer || word.contains("***")) return true;
  for (const std::string_view prefix : {"sk-", "sk_", "pk-", "xai-", "gsk_"}) {
    // At the beginning of a word of its own: a "task-based" approach is no key.
    const std::size_t at = word.find(prefix);
    if (at == std::string_view::npos || word.size() - at < kTellingBytes) continue;
    if (at == 0 || !is_alphanumeric(word[at - 1])) return true;
  }
  return std::ranges::any_of(keys_, [&](std::string_view key) {
    for (std::size_t at = 0; at + kTellingBytes <= key.size(); ++at) {
      if (word.contains(key.substr(at, kTellingBytes))) return true;
    }
    return false;
  });
}

std::string Secrets::removed_from(std::string_view text) const {
  // Keys may hold characters that end a word below; whole ones go first.
  std::string whole(text);
  for (const std::string& key : keys_) {
    for (std::size_t at = 0; (at = whole.find(key, at)) != std::string::npos;) {
      whole.replace(at, key.size(), kRedacted);
      at += kRedacted.size();
    }
  }
  std::string clean;
  bool after_bearer = false;
  for (std::size_t at = 0; at < whole.size();) {
    if (!is_key_character(whole[at])) {
      clean += whole[at++];
      continue;
    }
    const auto end = std::ranges::find_if_not(whole.begin() + static_cast<std::ptrdiff_t>(at),
                                              whole.end(), is_key_character);
    const std::string_view word(whole.begin() + static_cast<std::ptrdiff_t>(at), end);
    clean += is_secret(word, after_bearer) ? kRedacted : word;
    after_bearer = is_bearer(word);
    at += word.size();
  }
  return clean;
}

std::string Secrets::shown(std::string_view text, std::size_t bytes_max) const {
  std::string clean = removed_from(text);
  if (clean.size() > bytes_max) {
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(clean[end]) & 0xc0) == 0x80) --end;
    clean.resize(end);
    clean += "…";
  }
  std::ranges::replace_if(
      clean, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return clean;
}

}  // namespace skerry::ai
