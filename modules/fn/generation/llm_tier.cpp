#include "modules/fn/generation/llm_tier.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/ai/prompts.hpp"
#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/models.hpp"
#include "modules/fn/generation/samples.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kSchema = R"({
  "type": "object",
  "additionalProperties": false,
  "required": ["type", "confidence", "reasoning", "alternatives"],
  "properties": {
    "type": {"type": "string", "enum": ["code", "object", "agentic", "human"]},
    "confidence": {"type": "number"},
    "reasoning": {"type": "string"},
    "alternatives": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": ["type", "confidence"],
        "properties": {
          "type": {"type": "string", "enum": ["code", "object", "agentic", "human"]},
          "confidence": {"type": "number"}
        }
      }
    }
  }
})";

std::optional<WorkType> type_in(const Json& value) {
  const Json* type = find_member(value, "type");
  if (type == nullptr || !type->is_string()) return std::nullopt;
  return work_type_named(type->get_ref<const std::string&>());
}

std::optional<double> confidence_in(const Json& value) {
  const Json* confidence = find_member(value, "confidence");
  if (confidence == nullptr || !confidence->is_number()) return std::nullopt;
  const auto number = confidence->get<double>();
  if (!(number >= 0 && number <= 1)) return std::nullopt;
  return number;
}

/// What the answer says of the other types, as it says it.
std::array<double, kWorkTypeCount> alternatives_in(const Json& answer, WorkType type) {
  std::array<double, kWorkTypeCount> all{};
  const Json* alternatives = find_member(answer, "alternatives");
  if (alternatives != nullptr && alternatives->is_array()) {
    for (const Json& alternative : *alternatives) {
      const auto other = type_in(alternative);
      const auto probability = confidence_in(alternative);
      if (other && probability && *other != type) {
        all[static_cast<std::size_t>(*other)] = *probability;
      }
    }
  }
  return all;
}

std::array<double, kWorkTypeCount> probabilities_of(std::array<double, kWorkTypeCount> all,
                                                    WorkType type, double confidence) {
  double sum = 0;
  for (const double probability : all) sum += probability;
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    const double share = sum > 0 ? all[index] / sum : 1.0 / (kWorkTypeCount - 1);
    all[index] = (1 - confidence) * share;
  }
  all[static_cast<std::size_t>(type)] = confidence;
  return all;
}

class Validator final : public ai::AnswerValidator {
 public:
  [[nodiscard]] Task<Result<std::vector<ai::AnswerError>>> check(Json value) override {
    auto read = read_classification(value);
    if (read) co_return std::vector<ai::AnswerError>();
    co_return std::move(read.error());
  }
};

std::string sample_text(const std::optional<Json>& value) {
  return value ? to_text(sample_of(*value)) : std::string();
}

}  // namespace

const Json& classification_schema() {
  // Made by the first call; holds no capability.
  static const auto& schema = *new Json(*read_json(kSchema));
  return schema;
}

std::expected<Classification, std::vector<ai::AnswerError>> read_classification(
    const Json& answer) {
  std::vector<ai::AnswerError> errors;
  const auto type = type_in(answer);
  const auto confidence = confidence_in(answer);
  const Json* reasoning = find_member(answer, "reasoning");
  const bool reasoned = reasoning != nullptr && reasoning->is_string() &&
                        !reasoning->get_ref<const std::string&>().empty();
  if (!type) errors.push_back({"/type", "expected code, object, agentic or human"});
  if (!confidence) errors.push_back({"/confidence", "expected a number from 0 to 1"});
  if (!reasoned) errors.push_back({"/reasoning", "expected one short sentence"});
  if (!type || !confidence || !reasoned) return std::unexpected(std::move(errors));
  const auto alternatives = alternatives_in(answer, *type);
  if (std::ranges::max(alternatives) > *confidence) {
    errors.push_back({"/type", "expected the likeliest type; one of alternatives is likelier"});
    return std::unexpected(std::move(errors));
  }
  return Classification{
      .type = *type,
      .confidence = *confidence,
      .probabilities = probabilities_of(alternatives, *type, *confidence),
      .reasoning = shortened(reasoning->get_ref<const std::string&>(), limits::kReasoningBytesMax),
      .tier = "llm"};
}

Task<std::expected<Classification, ai::ModelFailureKind>> LlmTier::classify(const Call* call,
                                                                            CallTrace* trace) {
  auto messages = ai::render(ai::Prompt::kClassify, {{"description", call->description},
                                                     {"context", call->context},
                                                     {"args", sample_text(call->args)},
                                                     {"schema", sample_text(call->schema)}});
  co_await tokens_.open(trace);
  ai::Options options = options_for(ai::Use::kClassify, "classify", models_, call->options, trace,
                                    clock_.monotonic_ms());
  options.deadlines.whole_call_ms = std::min(options.deadlines.whole_call_ms, limits::kLlmTierMs);
  options.output_tokens_max = limits::kClassifyTokensMax;
  options.temperature = 0;
  // The model that is chosen for the work need not be asked about it.
  options.model.reset();
  Validator validator;
  auto answer = co_await models_.generate_object(std::move(messages), classification_schema(),
                                                 validator, std::move(options));
  if (!answer) co_return std::unexpected(answer.error().kind);
  const ai::Generation& generation = answer->generation;
  trace->attempts.push_back({"classify", {}, generation.provider, generation.model});
  Classification classification = *read_classification(answer->value);
  classification.provider = ai::name_of(generation.provider);
  classification.model = generation.model;
  co_return classification;
}

}  // namespace skerry::fn
