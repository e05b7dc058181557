#include <algorithm>
#include <cmath>
#include <ranges>

#include "modules/ai/prompts.hpp"
#include "modules/ai/retry.hpp"
#include "modules/ai/running.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::ai {

using Kind = ModelFailureKind;

namespace {

std::string key_of(const ModelChoice& choice) {
  return std::string(name_of(choice.provider)) + ":" + choice.model;
}

std::string budget_detail(std::string_view owner, std::optional<double> renewed_ms) {
  const std::string when = owner == "tenant" ? " of today (UTC)" : "";
  std::string detail = "The " + std::string(owner) + "'s token budget" + when +
                       " has too little left for the request; nothing was sent.";
  if (renewed_ms) {
    detail += " It is whole again at " + timestamp(static_cast<std::uint64_t>(*renewed_ms)) + ".";
  }
  return detail;
}

/// What a person is told about a call that was not answered, with what was wrong with an answer.
std::string detail_of(Kind kind, const std::vector<Attempt>& attempts,
                      std::uint32_t model_call_ms) {
  switch (kind) {
    case Kind::kBadAnswer:
    case Kind::kTruncated:
      for (const Attempt& attempt : std::views::reverse(attempts)) {
        if (attempt.kind != kind || attempt.message.empty()) continue;
        return "The provider's answer was of no use: " + attempt.message + ".";
      }
      return "The provider's answer was of no use.";
    case Kind::kRefused:
      return "The provider declined to answer.";
    case Kind::kSkipped:
      return "Every provider has failed too often lately and is left alone for a while.";
    case Kind::kTimedOut:
      return "No provider answered in time: a request may take " + std::to_string(model_call_ms) +
             " ms (AI_CALL_TIMEOUT_MS), all of them together what the call has.";
    case Kind::kCredentials:
      return "The provider does not accept the configured key.";
    default:
      return "No provider answered.";
  }
}

}  // namespace

Task<std::expected<std::unique_ptr<AiService::Running>, ModelFailure>> AiService::ask(Call* call) {
  Kind last = Kind::kNotConfigured;
  for (std::size_t index = 0; index < call->choices.size(); ++index) {
    const auto sharers = static_cast<double>(call->choices.size() - index);
    const double now = now_ms();
    auto answered = co_await ask_provider(call, {.choice = call->choices[index],
                                                 .ends_ms = now + (call->ends_ms - now) / sharers,
                                                 .last = index + 1 == call->choices.size()});
    if (answered) {
      call->choices.erase(call->choices.begin(),
                          call->choices.begin() + static_cast<std::ptrdiff_t>(index));
      co_return std::move(*answered);
    }
    // That the rest is skipped says less than why one failed.
    if (answered.error() != Kind::kSkipped || last == Kind::kNotConfigured) {
      last = answered.error();
    }
    if (!may_fall_back(answered.error()) || now_ms() >= call->ends_ms) break;
  }
  std::string detail =
      last == Kind::kBudgetExceeded
          ? budget_detail(call->short_budget, call->budget_renewed_ms)
          : detail_of(last, call->attempts,
                      call->options.deadlines.model_call_ms.value_or(settings_.model_call_ms));
  co_return std::unexpected(failure_of(*call, last, std::move(detail)));
}

Task<std::expected<std::unique_ptr<AiService::Running>, ModelFailureKind>> AiService::ask_provider(
    Call* call, Turn turn) {
  std::uint32_t failed = 0;
  std::uint32_t concessions = 0;
  while (true) {
    auto started = start(*call, turn);
    if (!started) co_return std::unexpected(started.error());
    Running& running = **started;
    const auto outcome = call->to_end ? co_await running.exchange().finish_from_start()
                                      : co_await running.exchange().begin();
    if (outcome) {
      note_success(running);
      co_return std::move(*started);
    }
    const ExchangeFault& fault = outcome.error();
    note_failure(*call, running, fault);
    if (fault.lacks && concessions++ < limits::kConcessionsMax) {
      // Not the same request again: one without what the server lacks.
      remember(turn.choice, *fault.lacks);
      continue;
    }
    const auto pause = pause_ms(turn, fault, ++failed);
    if (!pause) co_return std::unexpected(fault.kind);
    started->reset();
    co_await sleep(ports_.timers, *pause);
  }
}

std::expected<std::unique_ptr<AiService::Running>, ModelFailureKind> AiService::start(
    Call& call, const Turn& turn) {
  const ModelChoice& choice = turn.choice;
  const Endpoint* endpoint = settings_.find_endpoint(choice.provider);
  SKERRY_ASSERT(endpoint != nullptr);
  WireRequest request = wire_request(call, choice);
  const std::uint64_t input = estimated_input_tokens(request);
  const Budget& tightest = tightest_of(call.budgets);
  const std::uint64_t left = tightest.tokens_left();
  const std::uint64_t needed = input + limits::kOutputTokensMin;
  if (left < needed) {
    call.short_budget = tightest.owner;
    call.budget_renewed_ms = needed <= tightest.tokens_max ? tightest.renewed_ms : std::nullopt;
    add_attempt(call, {choice.provider, choice.model, Kind::kBudgetExceeded});
    return std::unexpected(Kind::kBudgetExceeded);
  }
  request.output_tokens_max =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(request.output_tokens_max, left - input));
  if (const auto admitted = breakers_.admit(choice.provider, choice.model, now_ms()); !admitted) {
    call.left_alone_until_ms = std::max(call.left_alone_until_ms, admitted.error());
    add_attempt(call, {choice.provider, choice.model, Kind::kSkipped});
    return std::unexpected(Kind::kSkipped);
  }
  const std::uint64_t reserved = input + request.output_tokens_max;
  auto exchange =
      std::make_unique<Exchange>(Exchange::Ports{ports_.fetch, ports_.timers, ports_.basics.clock},
                                 *endpoint, std::move(request), limits_of(call, turn));
  auto running = std::make_unique<Running>(*this, choice, Reservation(call.budgets, reserved),
                                           std::move(exchange));
  log_prompt(call, *running);
  return running;
}

Exchange::Limits AiService::limits_of(const Call& call, const Turn& turn) const {
  const Deadlines& wanted = call.options.deadlines;
  const double now = now_ms();
  const std::uint32_t whole_ms = wanted.model_call_ms.value_or(settings_.model_call_ms);
  const auto part = [&](double share) { return static_cast<std::uint32_t>(whole_ms * share); };
  // Only the beginning is hurried: an answer under way is worth more than one not begun.
  const double turn_ms = turn.last ? whole_ms : std::max(std::ceil(turn.ends_ms - now), 0.0);
  const std::uint32_t first_ms = wanted.first_byte_ms.value_or(part(limits::kFirstByteShare));
  return {.first_byte_ms = static_cast<std::uint32_t>(std::min<double>(first_ms, turn_ms)),
          .between_chunks_ms = wanted.between_chunks_ms.value_or(part(limits::kBetweenChunksShare)),
          .ends_ms = std::min(call.ends_ms, now + whole_ms)};
}

std::optional<std::uint32_t> AiService::pause_ms(const Turn& turn, const ExchangeFault& fault,
                                                 std::uint32_t failed) {
  // Whoever was too slow would be so again, at the expense of those who follow.
  if (fault.kind == Kind::kTimedOut && !turn.last) return std::nullopt;
  if (!may_retry(fault.kind) || fault.lasting || failed >= limits::kAttemptsMax) {
    return std::nullopt;
  }
  std::uint32_t pause = backoff_ms(failed, ports_.basics.random.next());
  if (fault.retry_after_ms) {
    if (*fault.retry_after_ms > limits::kRetryAfterMaxMs) return std::nullopt;
    pause = std::max(pause, static_cast<std::uint32_t>(std::ceil(*fault.retry_after_ms)));
  }
  if (now_ms() + pause >= turn.ends_ms) return std::nullopt;
  return pause;
}

WireRequest AiService::wire_request(const Call& call, const ModelChoice& choice) const {
  WireRequest request{.model = choice.model,
                      .messages = call.messages,
                      .output_tokens_max = call.options.output_tokens_max,
                      .temperature = call.options.temperature,
                      .seed = call.options.seed,
                      .schema = {},
                      .lacks = lacks_of(choice)};
  if (!call.schema || !call.wrapped) return request;
  request.schema = call.wrapped->schema;
  if (call.wrapped->complete && !request.lacks.json_schema) return request;
  // The server cannot be told the schema, or not all of it, so the model is.
  Messages told = render(Prompt::kObjectSchema,
                         {{"schema", to_text(*call.schema)},
                          {"member", call.wrapped->wrapped ? std::string(kWrappedMember) : ""}});
  request.messages.insert(request.messages.end(), std::make_move_iterator(told.begin()),
                          std::make_move_iterator(told.end()));
  return request;
}

const Lacks& AiService::lacks_of(const ModelChoice& choice) const {
  static constexpr Lacks kNothing;
  const auto known = lacks_.find(key_of(choice));
  return known == lacks_.end() ? kNothing : known->second;
}

void AiService::remember(const ModelChoice& choice, const Lacks& lacks) {
  if (lacks_.size() >= limits::kRememberedModelsMax) lacks_.clear();
  lacks_[key_of(choice)] = lacks;
}

ModelFailure AiService::failure_of(Call& call, ModelFailureKind kind, std::string detail) const {
  const bool budget = kind == Kind::kBudgetExceeded;
  const double wall_now_ms = ports_.basics.clock.now_ms();
  const double pause_ms = budget ? call.budget_renewed_ms.value_or(wall_now_ms) - wall_now_ms
                                 : call.left_alone_until_ms - now_ms();
  return {.kind = kind,
          .detail = std::move(detail),
          .attempts = std::move(call.attempts),
          .usage = call.usage,
          .errors = {},
          .retry_after_ms = pause_ms > 0 ? std::optional(pause_ms) : std::nullopt,
          .short_budget = budget ? call.short_budget : std::string_view(),
          .budget_renewed_ms = budget ? call.budget_renewed_ms : std::nullopt,
          .local_is_next = settings_.local == LocalPlace::kAfterModels && !call.options.provider &&
                           !call.options.model};
}

}  // namespace skerry::ai
