#include <algorithm>
#include <utility>

#include "modules/ai/wire.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::ai::anthropic {

namespace {

constexpr std::string_view kVersion = "2023-06-01";
constexpr std::string_view kTool = "answer";
constexpr double kTemperatureMax = 1;

std::string body_of(const WireRequest& request) {
  std::string system;
  Json messages = Json::array();
  for (const Message& message : request.messages) {
    if (message.role == Role::kSystem) {
      system += (system.empty() ? "" : "\n\n") + message.text;
    } else {
      messages.push_back({{"role", message.role == Role::kUser ? "user" : "assistant"},
                          {"content", message.text}});
    }
  }
  Json body = {{"model", request.model},
               {"max_tokens", request.output_tokens_max},
               {"messages", std::move(messages)},
               {"stream", true}};
  if (!system.empty()) body["system"] = std::move(system);
  if (request.temperature) {
    body["temperature"] = std::min(*request.temperature, kTemperatureMax);
  }
  if (request.schema) {
    body["tools"] = Json::array({{{"name", kTool},
                                  {"description", "Takes the answer."},
                                  {"input_schema", *request.schema}}});
    body["tool_choice"] = {{"type", "tool"}, {"name", kTool}};
  }
  return to_text(body);
}

std::string_view text_of(const Json* value, std::string_view name) {
  const Json* member = value == nullptr ? nullptr : find_member(*value, name);
  if (member == nullptr || !member->is_string()) return {};
  return member->get_ref<const std::string&>();
}

class MessagesReader final : public AnswerReader {
 public:
  std::expected<void, WireFault> read_event(const SseEvent& event) override {
    const auto json = read_json(event.data, JsonLimits::for_hosts());
    if (!json || !json->is_object()) {
      return std::unexpected(WireFault{.message = "no JSON object in the answer"});
    }
    const std::string_view type = text_of(&*json, "type");
    if (type == "message_start") {
      read_head(find_member(*json, "message"));
    } else if (type == "content_block_start") {
      return begin_block(find_member(*json, "content_block"));
    } else if (type == "content_block_delta") {
      return read_delta(find_member(*json, "delta"));
    } else if (type == "content_block_stop") {
      return end_block();
    } else if (type == "message_delta") {
      read_stop(text_of(find_member(*json, "delta"), "stop_reason"));
      read_usage(find_member(*json, "usage"));
    } else if (type == "message_stop") {
      if (refused_) return std::unexpected(refusal());
      answer_.complete = true;
    } else if (type == "error") {
      return std::unexpected(WireFault{fault_of(text_of(find_member(*json, "error"), "type")),
                                       message_in_error(event.data)});
    }
    return {};
  }

  std::expected<void, WireFault> read_whole(std::string_view body) override {
    const auto json = read_json(body, JsonLimits::for_hosts());
    const Json* content = json ? find_member(*json, "content") : nullptr;
    if (content == nullptr || !content->is_array()) {
      return std::unexpected(WireFault{.message = "an answer without content"});
    }
    read_head(&*json);
    read_stop(text_of(&*json, "stop_reason"));
    for (const Json& block : *content) {
      const bool tool = text_of(&block, "type") == "tool_use";
      const Json* input = find_member(block, "input");
      if (tool) answer_.text.clear();
      const auto added = tool ? add_text(input == nullptr ? "{}" : to_text(*input))
                              : add_text(text_of(&block, "text"));
      if (!added) return added;
    }
    if (refused_) return std::unexpected(refusal());
    answer_.complete = true;
    return {};
  }

 private:
  void read_head(const Json* message) {
    if (message == nullptr) return;
    answer_.model = text_of(message, "model");
    read_usage(find_member(*message, "usage"));
  }

  std::expected<void, WireFault> begin_block(const Json* block) {
    in_tool_ = text_of(block, "type") == "tool_use";
    // What the model said before is not the answer.
    if (in_tool_) answer_.text.clear();
    return add_text(text_of(block, "text"));
  }

  std::expected<void, WireFault> read_delta(const Json* delta) {
    const std::string_view type = text_of(delta, "type");
    // What it thinks comes by deltas of other types.
    if (type == "text_delta") return add_text(text_of(delta, "text"));
    if (type == "input_json_delta") return add_text(text_of(delta, "partial_json"));
    return {};
  }

  /// A tool's input without members may come without a delta.
  std::expected<void, WireFault> end_block() {
    if (std::exchange(in_tool_, false) && answer_.text.empty()) return add_text("{}");
    return {};
  }

  void read_stop(std::string_view reason) {
    if (reason == "end_turn" || reason == "stop_sequence" || reason == "tool_use") {
      answer_.finish = FinishReason::kStop;
    } else if (reason == "max_tokens" || reason == "model_context_window_exceeded") {
      answer_.finish = FinishReason::kLength;
    } else if (reason == "refusal") {
      refused_ = true;
    }
  }

  /// Input from caches is counted apart.
  void read_usage(const Json* usage) {
    if (usage == nullptr) return;
    std::uint64_t input = 0;
    bool has_input = false;
    for (const std::string_view name :
         {"input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"}) {
      if (const auto tokens = tokens_in(*usage, name)) {
        input += *tokens;
        has_input = true;
      }
    }
    if (has_input) answer_.input_tokens = input;
    if (const auto tokens = tokens_in(*usage, "output_tokens")) answer_.output_tokens = tokens;
  }

  static ModelFailureKind fault_of(std::string_view error) {
    if (error == "rate_limit_error") return ModelFailureKind::kRateLimited;
    if (error == "invalid_request_error") return ModelFailureKind::kRejected;
    return ModelFailureKind::kProviderFailed;
  }

  static WireFault refusal() { return {ModelFailureKind::kRefused, "the model declined"}; }

  bool in_tool_ = false;
  bool refused_ = false;
};

}  // namespace

FetchRequest request_to(const Endpoint& endpoint, const WireRequest& request) {
  FetchRequest fetch;
  fetch.method = "POST";
  fetch.url = endpoint.base_url + "/v1/messages";
  fetch.head.add("content-type", "application/json")
      .add("accept", "text/event-stream")
      .add("anthropic-version", kVersion)
      .add("x-api-key", endpoint.key);
  fetch.body = body_of(request);
  return fetch;
}

std::unique_ptr<AnswerReader> make_reader() { return std::make_unique<MessagesReader>(); }

}  // namespace skerry::ai::anthropic
