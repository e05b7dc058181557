#include "modules/ai/wire.hpp"

#include <algorithm>

#include "modules/sdk/json.hpp"

namespace skerry::ai {

std::expected<void, WireFault> AnswerReader::add_text(std::string_view text) {
  if (answer_.text.size() + text.size() > limits::kAnswerBytesMax) {
    return std::unexpected(WireFault{
        ModelFailureKind::kBadAnswer,
        "the answer is longer than " + std::to_string(limits::kAnswerBytesMax) + " bytes"});
  }
  answer_.text += text;
  return {};
}

std::uint64_t estimated_input_tokens(const WireRequest& request) {
  // What frames a message, and a whole request.
  constexpr std::uint64_t kTokensAround = 8;
  std::uint64_t tokens = kTokensAround;
  for (const Message& message : request.messages) {
    tokens += kTokensAround + estimated_tokens(message.text);
  }
  if (request.schema) tokens += estimated_tokens(to_text(*request.schema));
  return tokens;
}

std::optional<std::uint64_t> tokens_in(const Json& usage, std::string_view name) {
  const Json* tokens = find_member(usage, name);
  if (tokens == nullptr || !tokens->is_number_integer() || *tokens < 0 ||
      *tokens > limits::kTokensPlausibleMax) {
    return std::nullopt;
  }
  return tokens->get<std::uint64_t>();
}

std::string message_in_error(std::string_view body) {
  const auto json = read_json(body, JsonLimits::for_hosts());
  if (!json) return std::string(body);
  const Json* error = find_member(*json, "error");
  if (error != nullptr && error->is_string()) return error->get<std::string>();
  // Cloudflare lists them.
  const Json* errors = find_member(*json, "errors");
  if (errors != nullptr && errors->is_array() && !errors->empty()) error = &errors->front();
  for (const Json* place : {error, &*json}) {
    if (place == nullptr) continue;
    for (const std::string_view name : {"message", "detail"}) {
      if (std::string text = text_member(*place, name); !text.empty()) return text;
    }
  }
  return std::string(body);
}

bool is_quota_exhausted(std::string_view body) {
  const auto json = read_json(body, JsonLimits::for_hosts());
  if (!json) return false;
  const Json* error = find_member(*json, "error");
  if (error == nullptr) return false;
  return text_member(*error, "code") == "insufficient_quota" ||
         text_member(*error, "type") == "insufficient_quota";
}

}  // namespace skerry::ai
