#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "modules/ai/failure.hpp"
#include "modules/ai/settings.hpp"
#include "modules/ai/sse.hpp"
#include "modules/sdk/fetch.hpp"

/// How requests and answers look at each provider.
namespace skerry::ai {

/// What a server may lack. Learned from its refusals and remembered as plain data.
struct Lacks {
  bool json_schema = false;
  /// `response_format: json_object`.
  bool json_object = false;
  bool streaming = false;
  /// `stream_options`, which asks for the usage of a stream.
  bool stream_usage = false;
  bool seed = false;
  bool temperature = false;

  friend bool operator==(const Lacks&, const Lacks&) = default;
};

/// One request, in nobody's dialect.
struct WireRequest {
  std::string model;
  Messages messages;
  std::uint32_t output_tokens_max = limits::kOutputTokensDefault;
  std::optional<double> temperature = {};
  std::optional<std::int64_t> seed = {};
  /// Of the answer; an object's schema at its root.
  std::optional<Json> schema = {};
  Lacks lacks = {};
};

/// About how many tokens a request takes as input, rather too many than too few.
[[nodiscard]] std::uint64_t estimated_input_tokens(const WireRequest& request);

/// What an answer said so far.
struct WireAnswer {
  std::string text;
  FinishReason finish = FinishReason::kOther;
  /// As the provider names it; empty when it does not.
  std::string model;
  std::optional<std::uint64_t> input_tokens;
  std::optional<std::uint64_t> output_tokens;
  /// The terminator has come.
  bool complete = false;
};

/// What is wrong with an answer. `message` may hold the provider's words, with secrets.
struct WireFault {
  ModelFailureKind kind = ModelFailureKind::kBadAnswer;
  std::string message = {};
};

/// Reads one answer of a dialect.
class AnswerReader {
 public:
  virtual ~AnswerReader() = default;

  /// Takes one event of a stream. After a fault nothing more may be read.
  [[nodiscard]] virtual std::expected<void, WireFault> read_event(const SseEvent& event) = 0;
  /// Takes an answer that was not streamed.
  [[nodiscard]] virtual std::expected<void, WireFault> read_whole(std::string_view body) = 0;

  [[nodiscard]] const WireAnswer& answer() const { return answer_; }

 protected:
  /// Appends to the answer's text; a fault beyond `limits::kAnswerBytesMax`.
  [[nodiscard]] std::expected<void, WireFault> add_text(std::string_view text);

  WireAnswer answer_;
};

/// OpenAI's Chat Completions, also for compatible servers.
namespace chat {
[[nodiscard]] FetchRequest request_to(const Endpoint& endpoint, const WireRequest& request);
[[nodiscard]] std::unique_ptr<AnswerReader> make_reader();
/// What a refusal by a compatible server or Workers AI of a request (400, 404, 415, 422, 501) shows
/// it to lack beside what is known; nothing when it is about something else.
[[nodiscard]] std::optional<Lacks> lacks_shown_by(std::uint16_t status, std::string_view body,
                                                  const WireRequest& request);
}  // namespace chat

/// Cloudflare's Workers AI, reached through the host's service of that name, which takes
/// `{"model", "inputs"}`. Models answer in a form of their own (`response`) or in Chat
/// Completions'.
namespace workers_ai {
[[nodiscard]] FetchRequest request_to(const WireRequest& request);
[[nodiscard]] std::unique_ptr<AnswerReader> make_reader();
}  // namespace workers_ai

/// Anthropic's Messages; a schema becomes the input of the one tool the model must use.
namespace anthropic {
[[nodiscard]] FetchRequest request_to(const Endpoint& endpoint, const WireRequest& request);
[[nodiscard]] std::unique_ptr<AnswerReader> make_reader();
}  // namespace anthropic

/// A count of tokens in a provider's usage; nothing where there is none that could be true.
[[nodiscard]] std::optional<std::uint64_t> tokens_in(const Json& usage, std::string_view name);

/// The provider's own words in the body of an error; the body itself when it is in no known form.
[[nodiscard]] std::string message_in_error(std::string_view body);

/// Whether an error says that waiting will not help: the quota is used up.
[[nodiscard]] bool is_quota_exhausted(std::string_view body);

}  // namespace skerry::ai
