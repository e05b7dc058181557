#include "modules/fn/object/judge.hpp"

#include <cstdlib>
#include <utility>
#include <vector>

#include "modules/fn/object/pattern.hpp"
#include "modules/fn/schema/compile.hpp"
#include "modules/fn/schema/evaluate.hpp"
#include "modules/fn/schema/limits.hpp"
#include "modules/sdk/assert.hpp"

extern "C" {
#include <libregexp.h>

bool lre_check_stack_overflow(void* /*opaque*/, size_t /*bytes*/) { return false; }
int lre_check_timeout(void* /*opaque*/) { return 0; }
void* lre_realloc(void* /*opaque*/, void* memory, size_t bytes) {
  if (bytes > 0) return std::realloc(memory, bytes);
  std::free(memory);
  return nullptr;
}
}

namespace skerry::fn::object::judge {
namespace {

constexpr std::string_view kTooMuchWork = "too much work";

std::u16string utf16_of(std::string_view text) {
  std::u16string units;
  for (const char32_t character : characters_of(text)) {
    if (character < 0x10000) {
      units.push_back(static_cast<char16_t>(character));
    } else {
      units.push_back(static_cast<char16_t>(0xD7C0 + (character >> 10)));
      units.push_back(static_cast<char16_t>(0xDC00 + (character & 0x3FF)));
    }
  }
  return units;
}

void answer(schema::PatternAnswers& patterns) {
  Json all = Json::array();
  const Json questions = patterns.questions();
  for (const Json& question : questions[0]) {
    const auto pattern = question[0].get<std::string>();
    Json found = Json::array();
    if (!matches(pattern, "")) found = nullptr;
    for (const Json& text : question[1]) {
      if (found.is_array())
        found.push_back(matches(pattern, text.get<std::string>()).value_or(false));
    }
    all.push_back(std::move(found));
  }
  SKERRY_ASSERT(patterns.learn(all));
}

}  // namespace

std::optional<bool> matches(std::string_view pattern, std::string_view text) {
  const std::string source(pattern);
  char message[128];
  int bytes = 0;
  std::uint8_t* program = lre_compile(&bytes, message, sizeof message, source.c_str(),
                                      source.size(), LRE_FLAG_UNICODE, nullptr);
  if (program == nullptr) return std::nullopt;
  const std::u16string units = utf16_of(text);
  std::vector<std::uint8_t*> captures(static_cast<std::size_t>(lre_get_alloc_count(program)));
  constexpr int kUtf16 = 1;
  const int found =
      lre_exec(captures.data(), program, reinterpret_cast<const std::uint8_t*>(units.data()), 0,
               static_cast<int>(units.size()), kUtf16, nullptr);
  std::free(program);
  SKERRY_ASSERT(found >= 0);
  return found == 1;
}

schema::CompiledSchema schema_of(std::string_view text) {
  auto json = read_json(text);
  SKERRY_ASSERT(json.has_value());
  const Json* named = find_member(*json, "$schema");
  const auto draft =
      named == nullptr ? schema::Draft::k2020 : schema::draft_of_uri(named->get<std::string>());
  SKERRY_ASSERT(draft.has_value());
  auto compiled = schema::compile(std::move(*json), *draft);
  SKERRY_ASSERT(compiled.has_value());
  return std::move(*compiled);
}

std::string fault_of(const schema::CompiledSchema& schema, const Json& value) {
  schema::PatternAnswers patterns;
  schema::Work work(limits::kSchemaStepsMax);
  while (true) {
    const schema::Evaluation evaluation = schema::evaluate(schema, value, patterns, work);
    if (work.exhausted()) return std::string(kTooMuchWork);
    if (patterns.has_questions()) {
      answer(patterns);
      continue;
    }
    if (evaluation.valid) return {};
    return evaluation.mismatches.front().pointer + ": " + evaluation.mismatches.front().detail;
  }
}

std::string outcome(std::string_view text, std::uint64_t key) {
  const schema::CompiledSchema schema = schema_of(text);
  const auto value = generate(schema, key);
  if (!value) return "refused " + value.error().pointer + ": " + value.error().detail;
  const std::string fault = fault_of(schema, *value);
  // Schemas that refer to nothing but themselves: no validator can say anything of them.
  if (fault == kTooMuchWork) return "refused : " + fault;
  return fault.empty() ? to_text(*value) : "INVALID " + fault + " in " + to_text(*value);
}

}  // namespace skerry::fn::object::judge
