#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "modules/ai/wire.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::ai {

/// The body of a request for Chat Completions; for Workers AI, the inputs of its model.
[[nodiscard]] Json chat_body(Provider provider, const WireRequest& request);

/// Reads answers of Chat Completions, and what others made of them.
class ChatReader : public AnswerReader {
 public:
  std::expected<void, WireFault> read_event(const SseEvent& event) override;
  std::expected<void, WireFault> read_whole(std::string_view body) override;

 protected:
  /// Takes one JSON object: an event's (`part` is `delta`) or a whole answer (`message`).
  virtual std::expected<void, WireFault> read_object(const Json& object, std::string_view part);
  /// Takes the reason why the model stopped.
  void read_finish(const Json* reason);

  /// The answer has what an answer is made of, even if it is empty.
  bool has_content_ = false;

 private:
  std::expected<void, WireFault> read(std::string_view text, std::string_view part);
  std::expected<void, WireFault> read_choice(const Json& choice, std::string_view part);
  void read_usage(const Json* usage);
  [[nodiscard]] WireFault refusal() const;

  bool refused_ = false;
  std::string refusal_;
};

}  // namespace skerry::ai
