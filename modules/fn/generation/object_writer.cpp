#include "modules/fn/generation/object_writer.hpp"

#include <utility>

#include "modules/ai/prompts.hpp"
#include "modules/fn/generation/answer_schema.hpp"
#include "modules/fn/generation/limits.hpp"
#include "modules/fn/generation/models.hpp"
#include "modules/fn/generation/samples.hpp"

namespace skerry::fn {
namespace {

/// A caller's seed, which may be any value, as the number that providers take.
std::int64_t number_of(const Json& seed, CryptoPort& crypto) {
  if (seed.is_number_unsigned() || seed.is_number_integer()) {
    constexpr std::int64_t kExactMax = std::int64_t{1} << 53;
    const auto number = seed.get<std::int64_t>();
    if (number >= 0 && number < kExactMax) return number;
  }
  // Of the digest as many bits as every server takes.
  constexpr std::size_t kDigits = 7;
  std::int64_t number = 0;
  for (const char c : crypto.sha256(to_text(seed)).substr(0, kDigits)) {
    number = number * 16 + (c >= 'a' ? c - 'a' + 10 : c - '0');
  }
  return number;
}

}  // namespace

Task<ObjectWriter::Outcome> ObjectWriter::write(ClassifiedCall* call) {
  const Call& wanted = call->call;
  auto messages = ai::render(ai::Prompt::kObject,
                             {{"description", wanted.description},
                              {"context", wanted.context},
                              {"args", wanted.args ? to_text(*wanted.args) : std::string()}});
  co_await ports_.tokens.open(&call->trace);
  ai::Options options = options_for(ai::Use::kObject, "object", ports_.models, wanted.options,
                                    &call->trace, ports_.clock.monotonic_ms());
  options.output_tokens_max = limits::kObjectTokensMax;
  if (wanted.options.seed) options.seed = number_of(*wanted.options.seed, ports_.crypto);
  AnswerSchema validator(ports_.schemas, call->schema);
  auto object = co_await ports_.models.generate_object(
      std::move(messages), wanted.schema.value_or(Json::object()), validator, std::move(options));
  if (!object) {
    if (validator.problem()) co_return std::unexpected(*validator.problem());
    co_return std::unexpected(problem_of(object.error(), "/result"));
  }
  const ai::Generation& generation = object->generation;
  call->trace.attempts.push_back({"object", {}, generation.provider, generation.model});
  WrittenObject written{std::move(object->value), std::nullopt, generation.provider,
                        generation.model};
  if (!wanted.schema) written.schema = inferred_schema(written.value);
  co_return written;
}

}  // namespace skerry::fn
