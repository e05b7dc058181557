#include "modules/fn/answer.hpp"

#include <algorithm>
#include <cmath>

#include "modules/sdk/duration.hpp"
#include "modules/sdk/problems.hpp"

namespace skerry::fn {
namespace {

Json rounded(double probability) { return json_number(std::round(probability * 1e4) / 1e4); }

/// Who may have decided, as constants: a classification refers to its tier.
constexpr std::string_view kTiers[] = {"caller",    "registered", "accepted",
                                       "catalogue", "model",      "llm"};

std::optional<double> confidence_in(const Json& json) {
  const Json* confidence = find_member(json, "confidence");
  if (confidence == nullptr || !confidence->is_number()) return std::nullopt;
  return confidence->get<double>();
}

std::string without_braces(const Json& object) {
  const std::string text = to_text(object);
  return text.substr(1, text.size() - 2);
}

}  // namespace

Json to_json(const Classification& classification) {
  Json alternatives = Json::array();
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    const auto type = static_cast<WorkType>(index);
    if (type == classification.type) continue;
    alternatives.push_back(Json{{"type", name_of(type)},
                                {"confidence", rounded(classification.probabilities[index])}});
  }
  Json json = {{"type", name_of(classification.type)},
               {"confidence", rounded(classification.confidence)},
               {"reasoning", classification.reasoning},
               {"tier", classification.tier}};
  if (!classification.provider.empty()) json["provider"] = classification.provider;
  if (!classification.model.empty()) json["model"] = classification.model;
  json["alternatives"] = std::move(alternatives);
  return json;
}

std::optional<Classification> classification_in(const Json& json) {
  const auto type = work_type_named(text_member(json, "type"));
  const auto confidence = confidence_in(json);
  const auto* tier = std::ranges::find(kTiers, text_member(json, "tier"));
  if (!type || !confidence || tier == std::end(kTiers)) return std::nullopt;
  Classification classification{.type = *type,
                                .confidence = *confidence,
                                .probabilities = {},
                                .reasoning = text_member(json, "reasoning"),
                                .tier = *tier};
  if (const auto provider = ai::find_provider(text_member(json, "provider"))) {
    classification.provider = ai::name_of(*provider);
  }
  classification.model = text_member(json, "model");
  classification.probabilities[static_cast<std::size_t>(*type)] = *confidence;
  const Json* alternatives = find_member(json, "alternatives");
  if (alternatives == nullptr || !alternatives->is_array()) return classification;
  for (const Json& alternative : *alternatives) {
    const auto other = work_type_named(text_member(alternative, "type"));
    const auto probability = confidence_in(alternative);
    if (other && probability) {
      classification.probabilities[static_cast<std::size_t>(*other)] = *probability;
    }
  }
  return classification;
}

Json to_json(const Timings& timings) {
  const auto rounded_ms = [](double milliseconds) {
    return json_number(std::round(std::max(milliseconds, 0.0) * 1e3) / 1e3);
  };
  return Json{{"classifyMs", rounded_ms(timings.classify_ms)},
              {"generateMs", rounded_ms(timings.generate_ms)},
              {"executeMs", rounded_ms(timings.execute_ms)},
              {"totalMs", rounded_ms(timings.total_ms)}};
}

std::string stable_members(const ClassifiedCall& call, const CodeResult& result) {
  Json members = {{"type", name_of(WorkType::kCode)}, {"status", "succeeded"}};
  if (result.result) members["result"] = *result.result;
  if (result.bigint) members["resultEncoding"] = "bigint";
  members["classification"] = to_json(call.classification);
  members["code"] = result.code;
  members["attempts"] = to_json(call.trace.attempts);
  return without_braces(members);
}

std::string stable_members(const ClassifiedCall& call, const ObjectResult& result) {
  Json members = {
      {"type", name_of(WorkType::kObject)}, {"status", "succeeded"}, {"result", result.result}};
  if (result.schema) members["schema"] = *result.schema;
  members["classification"] = to_json(call.classification);
  const bool made_up = result.provider == ai::Provider::kLocal;
  Json& object = members["object"] = {{"origin", made_up ? "sample" : "model"},
                                      {"provider", ai::name_of(result.provider)}};
  if (!made_up) object["model"] = result.model;
  members["attempts"] = to_json(call.trace.attempts);
  return without_braces(members);
}

Json to_json(const ai::Usage& usage) {
  Json json = {{"inputTokens", usage.input_tokens}, {"outputTokens", usage.output_tokens}};
  if (usage.priced) json["costUsd"] = usage.cost_usd;
  return json;
}

std::string usage_member(const ai::Usage& usage) {
  if (usage.tokens() == 0) return {};
  return R"(,"usage":)" + to_text(to_json(usage));
}

void add_trace(Json& members, const CallTrace& trace) {
  if (!trace.attempts.empty()) members["attempts"] = to_json(trace.attempts);
  if (trace.budget && trace.budget->spent.tokens() > 0) {
    members["usage"] = to_json(trace.budget->spent);
  }
}

std::string answer_text(std::string_view id, std::string_view stable, bool cached,
                        const Timings& timings) {
  static constexpr std::size_t kOwnBytes = 192;
  std::string text;
  text.reserve(id.size() + stable.size() + kOwnBytes);
  text.append(R"({"success":true,"id":")");
  text.append(id).append("\",").append(stable);
  text.append(cached ? R"(,"cached":true)" : R"(,"cached":false)");
  text.append(R"(,"timings":{"classifyMs":)").append(milliseconds_text(timings.classify_ms));
  text.append(R"(,"generateMs":)").append(milliseconds_text(timings.generate_ms));
  text.append(R"(,"executeMs":)").append(milliseconds_text(timings.execute_ms));
  text.append(R"(,"totalMs":)").append(milliseconds_text(timings.total_ms)).append("}}");
  return text;
}

std::string problem_text_of(const Problem& problem, std::string_view request_id) {
  std::string text = problem_text(problem.code, problem.detail, request_id, problem.errors);
  if (!problem.extension.is_object() || problem.extension.empty()) return text;
  text.pop_back();
  return text.append(",").append(without_braces(problem.extension)).append("}");
}

}  // namespace skerry::fn
