#include <algorithm>
#include <string>

#include "modules/ai/retry.hpp"
#include "modules/ai/running.hpp"

namespace skerry::ai {

namespace {

Json labels_of(const ModelChoice& choice, std::string_view outcome) {
  return {{"provider", name_of(choice.provider)}, {"model", choice.model}, {"outcome", outcome}};
}

void name_request(Json& fields, const Options& options) {
  if (!options.request_id.empty()) fields["requestId"] = options.request_id;
}

Json as_json(const Messages& messages) {
  constexpr std::string_view kRoles[] = {"system", "user", "assistant"};
  Json list = Json::array();
  for (const Message& message : messages) {
    list.push_back(
        {{"role", kRoles[static_cast<std::size_t>(message.role)]}, {"text", message.text}});
  }
  return list;
}

}  // namespace

const Attempt& AiService::add_attempt(Call& call, Attempt attempt) {
  const Attempt& added = call.attempts.emplace_back(std::move(attempt));
  if (call.options.on_attempt) call.options.on_attempt(added);
  return added;
}

void AiService::note_failure(Call& call, Running& running, const ExchangeFault& fault) {
  const ModelChoice& choice = running.choice();
  const WireAnswer& answer = running.exchange().answer();
  // Whoever accepts a request reads its input, even if nothing comes of it.
  constexpr int kSuccess = 2;
  const bool answered = !answer.text.empty() || answer.output_tokens.has_value() ||
                        fault.status.value_or(0) / 100 == kSuccess;
  if (counts_against_provider(fault.kind)) {
    breakers_.failed(choice.provider, choice.model, now_ms());
  } else if (fault.status) {
    // It is there and answers, if not as one would like.
    breakers_.succeeded(choice.provider, choice.model);
  }
  running.settle(answered);
  if (answered) call.usage += running.usage();
  if (fault.retry_after_ms) {
    call.left_alone_until_ms = std::max(call.left_alone_until_ms, now_ms() + *fault.retry_after_ms);
  }
  const Attempt& attempt = add_attempt(
      call, {choice.provider, choice.model, fault.kind, fault.status, running.latency_ms(),
             secrets_.shown(fault.message, limits::kProviderMessageBytesMax)});
  ports_.basics.metrics.add("ai_attempts", to_text(labels_of(choice, name_of(fault.kind))), 1);
  Json fields = report_of({attempt}).front();
  name_request(fields, call.options);
  ports_.basics.log.write(LogLevel::kWarning, "a model was asked in vain", to_text(fields));
}

void AiService::note_success(Running& running) {
  const ModelChoice& choice = running.choice();
  breakers_.succeeded(choice.provider, choice.model);
  const Json labels = labels_of(choice, "answered");
  ports_.basics.metrics.add("ai_attempts", to_text(labels), 1);
  ports_.basics.metrics.observe("ai_latency_ms", to_text(labels), running.latency_ms());
}

void AiService::note_useless(Call& call, const Running& running, ModelFailureKind kind) {
  const ModelChoice& choice = running.choice();
  add_attempt(call, {choice.provider, choice.model, kind, {}, running.latency_ms(), {}});
  ports_.basics.metrics.add("ai_attempts", to_text(labels_of(choice, name_of(kind))), 1);
}

void AiService::note_answer(const Call& call, Running& running) {
  running.settle(true);
  const ModelChoice& choice = running.choice();
  const Usage usage = running.usage();
  const auto labels = [&](std::string_view direction) {
    return to_text(Json{
        {"provider", name_of(choice.provider)}, {"model", choice.model}, {"direction", direction}});
  };
  MetricsPort& metrics = ports_.basics.metrics;
  metrics.add("ai_tokens", labels("input"), static_cast<double>(usage.input_tokens));
  metrics.add("ai_tokens", labels("output"), static_cast<double>(usage.output_tokens));
  metrics.add("ai_cost_usd",
              to_text(Json{{"provider", name_of(choice.provider)}, {"model", choice.model}}),
              usage.cost_usd);
  Json fields = {{"provider", name_of(choice.provider)},
                 {"model", choice.model},
                 {"latencyMs", json_number(running.latency_ms())},
                 {"inputTokens", usage.input_tokens},
                 {"outputTokens", usage.output_tokens},
                 {"failedAttempts", call.attempts.size()}};
  if (settings_.log_prompts) {
    fields["answer"] = secrets_.removed_from(running.exchange().answer().text);
  }
  name_request(fields, call.options);
  ports_.basics.log.write(LogLevel::kInfo, "a model answered", to_text(fields));
}

void AiService::log_prompt(const Call& call, const Running& running) {
  if (!settings_.log_prompts) return;
  Json fields = {{"provider", name_of(running.choice().provider)},
                 {"model", running.choice().model},
                 {"messages", as_json(running.exchange().request().messages)}};
  name_request(fields, call.options);
  ports_.basics.log.write(LogLevel::kInfo, "a model is asked",
                          secrets_.removed_from(to_text(fields)));
}

Usage AiService::usage_of(const ModelChoice& choice, const WireRequest& request,
                          const WireAnswer& answer) const {
  Usage usage;
  usage.input_tokens = answer.input_tokens.value_or(estimated_input_tokens(request));
  usage.output_tokens = answer.output_tokens.value_or(estimated_tokens(answer.text));
  usage.estimated = !answer.input_tokens || !answer.output_tokens;
  const auto price = settings_.prices.find(choice.model);
  usage.priced = price != settings_.prices.end();
  if (!usage.priced) return usage;
  constexpr double kPricedTokens = 1'000'000;
  usage.cost_usd = (static_cast<double>(usage.input_tokens) * price->second.input_usd +
                    static_cast<double>(usage.output_tokens) * price->second.output_usd) /
                   kPricedTokens;
  return usage;
}

Generation AiService::generation_of(const Call& call, const Running& running) const {
  const WireAnswer& answer = running.exchange().answer();
  Usage usage = call.usage;
  usage += running.usage();
  // A provider that names its model names it in full, with a date say.
  const bool named = !answer.model.empty() && answer.model.size() <= limits::kModelNameBytesMax;
  return {.text = answer.text,
          .finish = answer.finish,
          .usage = usage,
          .provider = running.choice().provider,
          .model = named ? answer.model : running.choice().model,
          .attempts = call.attempts};
}

}  // namespace skerry::ai
