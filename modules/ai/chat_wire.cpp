#include <algorithm>

#include "modules/ai/strict_schema.hpp"
#include "modules/ai/wire.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::ai::chat {

namespace {

constexpr std::string_view kTerminator = "[DONE]";
constexpr std::string_view kSchemaName = "answer";

std::string_view name_of(Role role) {
  constexpr std::string_view kNames[] = {"system", "user", "assistant"};
  return kNames[static_cast<std::size_t>(role)];
}

Json response_format(const Json& schema, bool may_be_strict) {
  Json format = {{"name", kSchemaName}, {"schema", schema}};
  if (may_be_strict) format["strict"] = is_strict_schema(schema);
  return {{"type", "json_schema"}, {"json_schema", std::move(format)}};
}

std::string body_of(Provider provider, const WireRequest& request) {
  Json messages = Json::array();
  for (const Message& message : request.messages) {
    messages.push_back({{"role", name_of(message.role)}, {"content", message.text}});
  }
  const bool openai = provider == Provider::kOpenai;
  const Lacks& lacks = request.lacks;
  Json body = {{"model", request.model}, {"messages", std::move(messages)}};
  // OpenAI's newer models refuse the older name, many other servers do not know the newer one.
  body[openai ? "max_completion_tokens" : "max_tokens"] = request.output_tokens_max;
  if (request.temperature && !lacks.temperature) body["temperature"] = *request.temperature;
  if (request.seed && !lacks.seed) body["seed"] = *request.seed;
  if (request.schema && !lacks.json_schema) {
    body["response_format"] = response_format(*request.schema, openai);
  } else if (request.schema && !lacks.json_object) {
    body["response_format"] = {{"type", "json_object"}};
  }
  if (!lacks.streaming) {
    body["stream"] = true;
    if (!lacks.stream_usage) body["stream_options"] = {{"include_usage", true}};
  }
  return to_text(body);
}

/// Whether a word begins so: "upstream" is nothing about streams.
bool mentions(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    if (at == 0 || words[at - 1] < 'a' || words[at - 1] > 'z') return true;
  }
  return false;
}

class ChatReader final : public AnswerReader {
 public:
  std::expected<void, WireFault> read_event(const SseEvent& event) override {
    if (event.data == kTerminator) {
      if (refused_) return std::unexpected(refusal());
      answer_.complete = true;
      return {};
    }
    return read(event.data, "delta");
  }

  std::expected<void, WireFault> read_whole(std::string_view body) override {
    if (auto done = read(body, "message"); !done) return done;
    if (!has_choice_) return std::unexpected(WireFault{.message = "an answer without choices"});
    if (refused_) return std::unexpected(refusal());
    answer_.complete = true;
    return {};
  }

 private:
  std::expected<void, WireFault> read(std::string_view text, std::string_view part) {
    const auto json = read_json(text, JsonLimits::for_hosts());
    if (!json || !json->is_object()) {
      return std::unexpected(WireFault{.message = "no JSON object in the answer"});
    }
    if (const Json* error = find_member(*json, "error"); error != nullptr && !error->is_null()) {
      return std::unexpected(WireFault{ModelFailureKind::kProviderFailed, message_in_error(text)});
    }
    if (const Json* model = find_member(*json, "model"); model != nullptr && model->is_string()) {
      answer_.model = model->get<std::string>();
    }
    read_usage(find_member(*json, "usage"));
    const Json* choices = find_member(*json, "choices");
    // The usage comes in a last event without choices.
    if (choices == nullptr || !choices->is_array() || choices->empty()) return {};
    has_choice_ = true;
    return read_choice(choices->front(), part);
  }

  std::expected<void, WireFault> read_choice(const Json& choice, std::string_view part) {
    if (const Json* finish = find_member(choice, "finish_reason");
        finish != nullptr && finish->is_string()) {
      read_finish(finish->get_ref<const std::string&>());
    }
    const Json* message = find_member(choice, part);
    if (message == nullptr) return {};
    if (const Json* refusal = find_member(*message, "refusal");
        refusal != nullptr && refusal->is_string()) {
      refused_ = true;
      refusal_ += refusal->get_ref<const std::string&>().substr(
          0, limits::kProviderMessageBytesMax -
                 std::min(refusal_.size(), limits::kProviderMessageBytesMax));
    }
    const Json* content = find_member(*message, "content");
    if (content == nullptr || !content->is_string()) return {};
    return add_text(content->get_ref<const std::string&>());
  }

  void read_finish(std::string_view finish) {
    if (finish == "stop") answer_.finish = FinishReason::kStop;
    if (finish == "length") answer_.finish = FinishReason::kLength;
    if (finish == "content_filter") refused_ = true;
  }

  void read_usage(const Json* usage) {
    if (usage == nullptr) return;
    const auto count = [&](std::string_view name, std::optional<std::uint64_t>& into) {
      const Json* tokens = find_member(*usage, name);
      if (tokens != nullptr && tokens->is_number_integer() && tokens->get<std::int64_t>() >= 0) {
        into = tokens->get<std::uint64_t>();
      }
    };
    count("prompt_tokens", answer_.input_tokens);
    count("completion_tokens", answer_.output_tokens);
  }

  [[nodiscard]] WireFault refusal() const {
    return {ModelFailureKind::kRefused,
            refusal_.empty() ? "the provider filtered the answer" : refusal_};
  }

  bool has_choice_ = false;
  bool refused_ = false;
  std::string refusal_;
};

}  // namespace

FetchRequest request_to(const Endpoint& endpoint, const WireRequest& request) {
  FetchRequest fetch;
  fetch.method = "POST";
  fetch.url = endpoint.base_url + "/chat/completions";
  fetch.head.add("content-type", "application/json")
      .add("accept", request.lacks.streaming ? "application/json" : "text/event-stream");
  if (!endpoint.key.empty()) fetch.head.add("authorization", "Bearer " + endpoint.key);
  fetch.body = body_of(endpoint.provider, request);
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
  } else if (request.schema && !lacks.json_schema &&
             (mentions(words, "json_schema") || mentions(words, "response_format"))) {
    lacks.json_schema = true;
  } else if (request.schema && lacks.json_schema && !lacks.json_object &&
             (mentions(words, "json_object") || mentions(words, "response_format"))) {
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

}  // namespace skerry::ai::chat
