#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "modules/ai/attempt.hpp"
#include "modules/ai/budget.hpp"
#include "modules/ai/limits.hpp"
#include "modules/ai/usage.hpp"
#include "modules/sdk/json.hpp"

/// What callers say to a model, and what they get.
namespace skerry::ai {

/// What a call is for; each use may have a model of its own (`MODEL_CLASSIFY`, …).
enum class Use : std::uint8_t { kDefault, kClassify, kCode, kObject, kPlan, kWrite, kReview };
inline constexpr std::size_t kUses = 7;

enum class Role : std::uint8_t { kSystem, kUser, kAssistant };

/// One turn. Text of a caller belongs into `kUser`, as data (prompt.hpp); `kSystem` is for texts of
/// this program alone.
struct Message {
  Role role = Role::kUser;
  std::string text;

  friend bool operator==(const Message&, const Message&) = default;
};
using Messages = std::vector<Message>;

/// How long a call may take. Each counts from the beginning of what it covers; 0 is no time at all.
/// What is absent is as the setting `AI_CALL_TIMEOUT_MS` says.
struct Deadlines {
  /// From sending a request to the first event of its answer, or the first piece of one that is not
  /// streamed. While other providers follow it is no longer than this one's share of what is left
  /// of the call.
  std::optional<std::uint32_t> first_byte_ms = {};
  /// From one piece of an answer to the next.
  std::optional<std::uint32_t> between_chunks_ms = {};
  /// From sending a request to the end of its answer.
  std::optional<std::uint32_t> model_call_ms = {};
  /// Everything: all attempts, pauses, providers and rounds. A stream counts until its end.
  std::uint32_t whole_call_ms = limits::kWholeCallMs;
};

struct Options {
  Use use = Use::kDefault;
  /// Instead of the configured ones; must be on the allow-list.
  std::optional<std::string> model = {};
  /// Nobody else is asked then.
  std::optional<Provider> provider = {};
  Deadlines deadlines = {};
  std::uint32_t output_tokens_max = limits::kOutputTokensDefault;
  /// 0 to 2; Anthropic's models take at most 1, to which it is lowered.
  std::optional<double> temperature = {};
  /// For reproducible answers, where a provider knows seeds; Anthropic does not.
  std::optional<std::int64_t> seed = {};
  /// Budgets of a job, session or tenant, beside that of the call. All of them must have room.
  std::vector<std::shared_ptr<Budget>> budgets = {};
  /// Under which the call's lines are found in the log; empty for none.
  std::string request_id = {};
  /// Told of each attempt that was in vain when it ends, also where the call is given up later.
  std::function<void(const Attempt&)> on_attempt = {};
};

enum class FinishReason : std::uint8_t { kStop, kLength, kOther };

/// A model's answer. What it says is data until a schema or a test has accepted it.
struct Generation {
  std::string text;
  FinishReason finish = FinishReason::kOther;
  /// Of every round and attempt that was answered, as far as the provider told.
  Usage usage;
  Provider provider = Provider::kLocal;
  /// As the provider names it.
  std::string model;
  /// What was asked in vain before, in order: requests that failed and answers that did not satisfy
  /// the schema.
  std::vector<Attempt> attempts = {};
};

/// JSON that satisfies the schema it was asked for with.
struct GeneratedObject {
  Json value;
  Generation generation;
  /// 1 when the first answer was right.
  std::uint32_t rounds = 1;
};

}  // namespace skerry::ai
