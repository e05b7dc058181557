#include "modules/ai/service_fixture.hpp"

#include <algorithm>

namespace skerry::ai::testing {

namespace {

/// Characters of one event.
constexpr std::size_t kDeltaBytes = 4;

/// Pieces that split no character.
std::vector<std::string> deltas_of(std::string_view text) {
  std::vector<std::string> deltas;
  while (!text.empty()) {
    std::size_t bytes = std::min(kDeltaBytes, text.size());
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) ++bytes;
    deltas.emplace_back(text.substr(0, bytes));
    text.remove_prefix(bytes);
  }
  return deltas;
}

std::string data(const Json& value) { return "data: " + to_text(value) + "\n\n"; }

std::string event(std::string_view type, Json value) {
  value["type"] = type;
  return "event: " + std::string(type) + "\n" + data(value);
}

Json chunk(Json delta, Json finish) {
  return {
      {"id", "c1"},
      {"model", "gpt-4o-mini-2024-07-18"},
      {"choices",
       Json::array(
           {{{"index", 0}, {"delta", std::move(delta)}, {"finish_reason", std::move(finish)}}})}};
}

}  // namespace

std::string chat_stream(std::string_view text, std::string_view finish) {
  std::string stream = data(chunk({{"role", "assistant"}, {"content", ""}}, nullptr));
  for (const std::string& delta : deltas_of(text)) {
    stream += data(chunk({{"content", delta}}, nullptr));
  }
  stream += data(chunk(Json::object(), finish));
  stream += data(
      {{"choices", Json::array()}, {"usage", {{"prompt_tokens", 20}, {"completion_tokens", 5}}}});
  return stream + "data: [DONE]\n\n";
}

std::string anthropic_stream(std::string_view text, bool tool, std::string_view stop) {
  const Json block =
      tool ? Json{{"type", "tool_use"}, {"id", "t1"}, {"name", "answer"}, {"input", Json::object()}}
           : Json{{"type", "text"}, {"text", ""}};
  std::string stream =
      event("message_start",
            {{"message",
              {{"model", "claude-haiku-4-5-20251001"},
               {"usage",
                {{"input_tokens", 30}, {"cache_read_input_tokens", 10}, {"output_tokens", 1}}}}}});
  stream += event("ping", Json::object());
  stream += event("content_block_start", {{"index", 0}, {"content_block", block}});
  for (const std::string& delta : deltas_of(text)) {
    const Json part = tool ? Json{{"type", "input_json_delta"}, {"partial_json", delta}}
                           : Json{{"type", "text_delta"}, {"text", delta}};
    stream += event("content_block_delta", {{"index", 0}, {"delta", part}});
  }
  stream += event("content_block_stop", {{"index", 0}});
  stream += event("message_delta",
                  {{"delta", {{"stop_reason", stop}}}, {"usage", {{"output_tokens", 7}}}});
  return stream + event("message_stop", Json::object());
}

NetworkAnswer streamed(std::string_view text, std::size_t bytes) {
  NetworkAnswer answer;
  answer.head.add("content-type", "text/event-stream; charset=utf-8");
  if (bytes == 0) bytes = text.size();
  for (std::size_t at = 0; at < text.size(); at += bytes) {
    answer.pieces.emplace_back(text.substr(at, bytes));
  }
  return answer;
}

NetworkAnswer refused(std::uint16_t status, std::string_view message, Head head) {
  NetworkAnswer answer = NetworkAnswer::text(
      to_text({{"error", {{"message", message}, {"type", "some_error"}}}}), status);
  answer.head = std::move(head.add("content-type", "application/json"));
  return answer;
}

}  // namespace skerry::ai::testing
