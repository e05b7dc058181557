#include <algorithm>

#include "modules/ai/chat_dialect.hpp"
#include "modules/ai/strict_schema.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::ai {
namespace chat {

namespace {

constexpr std::string_view kSchemaName = "answer";

std::string_view name_of(Role role) {
  constexpr std::string_view kNames[] = {"system", "user", "assistant"};
  return kNames[static_cast<std::size_t>(role)];
}

Json response_format(Provider provider, const Json& schema) {
  // Workers AI takes the schema alone.
  if (provider == Provider::kWorkersAi) return {{"type", "json_schema"}, {"json_schema", schema}};
  Json format = {{"name", kSchemaName}, {"schema", schema}};
  if (provider == Provider::kOpenai) format["strict"] = is_strict_schema(schema);
  return {{"type", "json_schema"}, {"json_schema", std::move(format)}};
}

/// Whether a word begins so: "upstream" is nothing about streams.
bool mentions(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    if (at == 0 || words[at - 1] < 'a' || words[at - 1] > 'z') return true;
  }
  return false;
}

/// Whether a refusal is about how the answer is to be formed.
bool mentions_format(std::string_view words) {
  constexpr std::string_view kWords[] = {"json_schema", "response_format", "json schema",
                                         "json mode"};
  return std::ranges::any_of(kWords, [&](auto word) { return mentions(words, word); });
}

}  // namespace
}  // namespace chat

Json chat_body(Provider provider, const WireRequest& request) {
  Json messages = Json::array();
  for (const Message& message : request.messages) {
    messages.push_back({{"role", chat::name_of(message.role)}, {"content", message.text}});
  }
  const bool workers_ai = provider == Provider::kWorkersAi;
  const Lacks& lacks = request.lacks;
  Json body = {{"messages", std::move(messages)}};
  if (!workers_ai) body["model"] = request.model;
  // OpenAI's newer models refuse the older name, many other servers do not know the newer one.
  body[provider == Provider::kOpenai ? "max_completion_tokens" : "max_tokens"] =
      request.output_tokens_max;
  if (request.temperature && !lacks.temperature) body["temperature"] = *request.temperature;
  if (request.seed && !lacks.seed) body["seed"] = *request.seed;
  if (request.schema && !lacks.json_schema) {
    body["response_format"] = chat::response_format(provider, *request.schema);
  } else if (request.schema && !lacks.json_object) {
    body["response_format"] = {{"type", "json_object"}};
  }
  // Workers AI does not stream what it holds to a format.
  if (!lacks.streaming && !(workers_ai && body.contains("response_format"))) {
    body["stream"] = true;
    if (!workers_ai && !lacks.stream_usage) body["stream_options"] = {{"include_usage", true}};
  }
  return body;
}

namespace chat {

FetchRequest request_to(const Endpoint& endpoint, const WireRequest& request) {
  FetchRequest fetch;
  fetch.method = "POST";
  fetch.url = endpoint.base_url + "/chat/completions";
  fetch.head.add("content-type", "application/json")
      .add("accept", request.lacks.streaming ? "application/json" : "text/event-stream");
  if (!endpoint.key.empty()) fetch.head.add("authorization", "Bearer " + endpoint.key);
  fetch.body = to_text(chat_body(endpoint.provider, request));
  return fetch;
}

std::unique_ptr<AnswerReader> make_reader() { return std::make_unique<ChatReader>(); }

std::optional<Lacks> lacks_shown_by(std::uint16_t status, std::string_view body,
                                    const WireRequest& request) {
  constexpr std::uint16_t kStatuses[] = {400, 404, 415, 422, 501};
  if (!std::ranges::contains(kStatuses, status)) return std::nullopt;
  std::string words(body);
  for (char& c : words) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  Lacks lacks = request.lacks;
  const bool streamed = !lacks.streaming;
  if (streamed && !lacks.stream_usage && mentions(words, "stream_options")) {
    lacks.stream_usage = true;
  } else if (request.schema && !lacks.json_schema && mentions_format(words)) {
    lacks.json_schema = true;
  } else if (request.schema && lacks.json_schema && !lacks.json_object &&
             (mentions(words, "json_object") || mentions_format(words))) {
    lacks.json_object = true;
  } else if (request.seed && !lacks.seed && mentions(words, "seed")) {
    lacks.seed = true;
  } else if (request.temperature && !lacks.temperature && mentions(words, "temperature")) {
    lacks.temperature = true;
  } else if (streamed && mentions(words, "stream")) {
    lacks.streaming = true;
  }
  return lacks == request.lacks ? std::nullopt : std::optional<Lacks>(lacks);
}

}  // namespace chat
}  // namespace skerry::ai
