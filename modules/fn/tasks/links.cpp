#include "modules/fn/tasks/links.hpp"

#include <charconv>
#include <utility>
#include <vector>

#include "modules/fn/tasks/limits.hpp"
#include "modules/sdk/base64.hpp"
#include "modules/sdk/constant_time.hpp"

namespace skerry::fn {
namespace {

/// Of HMAC-SHA-256 in hexadecimal.
constexpr std::size_t kMacCharacters = 64;
constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string hex(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char character : bytes) {
    const auto byte = static_cast<unsigned char>(character);
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 0xf];
  }
  return text;
}

/// What is signed. The first line keeps the key's other uses, should there be any, apart.
std::string mac_of(CryptoPort& crypto, std::string_view key, std::string_view task_id,
                   std::string_view members) {
  std::string signed_text = "skerry task link 1\n";
  signed_text.append(task_id).append("\n").append(members);
  return crypto.hmac_sha256(key, signed_text);
}

/// Takes the text up to the next dot, and the dot, off the front.
std::string_view take_member(std::string_view& text) {
  const std::string_view member = text.substr(0, text.find('.'));
  text.remove_prefix(std::min(text.size(), member.size() + 1));
  return member;
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string new_key(RandomPort& random) {
  constexpr int kDraws = 4;
  std::string key;
  for (int draw = 0; draw < kDraws; ++draw) {
    std::uint64_t bits = random.next();
    for (int digit = 0; digit < 16; ++digit, bits >>= 4) key += kHexDigits[bits & 15];
  }
  return key;
}

}  // namespace

std::string link_token(CryptoPort& crypto, std::string_view key, std::string_view task_id,
                       const TaskLink& link) {
  std::string token = std::to_string(link.generation);
  token.append(".").append(std::to_string(link.expires_ms));
  token.append(".").append(hex(link.addressee));
  std::string mac = mac_of(crypto, key, task_id, token);
  return token.append(".").append(mac);
}

std::optional<TaskLink> read_link_token(CryptoPort& crypto, std::string_view key,
                                        std::string_view task_id, std::string_view token) {
  if (token.size() <= kMacCharacters || token.size() > limits::kTaskTokenBytesMax) {
    return std::nullopt;
  }
  // Other texts, cut in the middle of a character, would be none that the host can be given.
  if (token.find_first_not_of("0123456789abcdef.") != std::string_view::npos) return std::nullopt;
  const std::string_view mac = token.substr(token.size() - kMacCharacters);
  const std::string_view members = token.substr(0, token.size() - kMacCharacters - 1);
  const bool separated = token[members.size()] == '.';
  const bool genuine = equal_in_constant_time(mac_of(crypto, key, task_id, members), mac);
  if (!separated || !genuine) return std::nullopt;
  // From here on it is a text of `link_token`.
  std::string_view rest = members;
  const std::uint64_t generation = number_of(take_member(rest));
  const std::uint64_t expires_ms = number_of(take_member(rest));
  return TaskLink{generation, expires_ms, bytes_of_hex(rest)};
}

Task<Result<std::string>> task_link_key(Basics basics, StoragePort* storage) {
  if (auto configured = basics.config.get("task_link_key")) {
    if (configured->size() >= limits::kTaskLinkKeyBytesMin) co_return std::move(*configured);
    basics.log.write(LogLevel::kError, "task_link_key is too short and is not used", "{}");
  }
  std::vector<SqlStatement> statements;
  statements.push_back(
      {"INSERT INTO task_link_keys (id, key) VALUES (1, ?) ON CONFLICT (id) DO NOTHING",
       Json::array({new_key(basics.random)})});
  statements.push_back({"SELECT key FROM task_link_keys WHERE id = 1", Json::array()});
  const auto done = co_await batch(*storage, std::move(statements));
  if (!done) co_return std::unexpected(done.error());
  const Json& rows = done->back().rows;
  if (rows.empty() || !rows[0][0].is_string()) {
    co_return fail(FailureKind::kUnavailable, "no key for tasks' links");
  }
  co_return rows[0][0].get<std::string>();
}

}  // namespace skerry::fn
