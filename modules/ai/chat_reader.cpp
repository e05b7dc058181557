#include "modules/ai/chat_dialect.hpp"

#include <algorithm>

namespace skerry::ai {

namespace {

constexpr std::string_view kTerminator = "[DONE]";

}  // namespace

std::expected<void, WireFault> ChatReader::read_event(const SseEvent& event) {
  if (event.data == kTerminator) {
    if (refused_) return std::unexpected(refusal());
    answer_.complete = true;
    return {};
  }
  return read(event.data, "delta");
}

std::expected<void, WireFault> ChatReader::read_whole(std::string_view body) {
  if (auto done = read(body, "message"); !done) return done;
  if (!has_content_) return std::unexpected(WireFault{.message = "an answer without choices"});
  if (refused_) return std::unexpected(refusal());
  answer_.complete = true;
  return {};
}

std::expected<void, WireFault> ChatReader::read(std::string_view text, std::string_view part) {
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
  return read_object(*json, part);
}

std::expected<void, WireFault> ChatReader::read_object(const Json& object, std::string_view part) {
  const Json* choices = find_member(object, "choices");
  // The usage comes in a last event without choices.
  if (choices == nullptr || !choices->is_array() || choices->empty()) return {};
  has_content_ = true;
  return read_choice(choices->front(), part);
}

std::expected<void, WireFault> ChatReader::read_choice(const Json& choice, std::string_view part) {
  read_finish(find_member(choice, "finish_reason"));
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

void ChatReader::read_finish(const Json* reason) {
  if (reason == nullptr) return;
  if (*reason == "stop") answer_.finish = FinishReason::kStop;
  if (*reason == "length") answer_.finish = FinishReason::kLength;
  if (*reason == "content_filter") refused_ = true;
}

void ChatReader::read_usage(const Json* usage) {
  if (usage == nullptr) return;
  if (const auto input = tokens_in(*usage, "prompt_tokens")) answer_.input_tokens = input;
  if (const auto output = tokens_in(*usage, "completion_tokens")) answer_.output_tokens = output;
}

WireFault ChatReader::refusal() const {
  return {ModelFailureKind::kRefused,
          refusal_.empty() ? "the provider filtered the answer" : refusal_};
}

}  // namespace skerry::ai
