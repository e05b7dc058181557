#include <algorithm>

#include "modules/ai/answer_json.hpp"
#include "modules/ai/prompts.hpp"
#include "modules/ai/running.hpp"

namespace skerry::ai {

using Kind = ModelFailureKind;

namespace {

/// The value that was asked for, out of the object it was put in for the provider's sake. A model
/// may have answered without it.
Json unwrapped(const Json& value, bool wrapped) {
  const Json* inner = wrapped && value.size() == 1 ? find_member(value, kWrappedMember) : nullptr;
  return inner == nullptr ? value : *inner;
}

}  // namespace

Messages AnswerValidator::repair(const std::vector<AnswerError>& errors) const {
  Json list = Json::array();
  for (const AnswerError& error : errors) {
    if (list.size() == limits::kShownErrorsMax) break;
    list.push_back({{"pointer", error.pointer}, {"detail", error.detail}});
  }
  return render(Prompt::kObjectRepair, {{"errors", to_text(list)}});
}

std::string_view AnswerValidator::verdict() const {
  return "The model's answers did not satisfy the schema.";
}

Task<AiService::Object> AiService::generate_checked(Messages messages, Json schema,
                                                    AnswerValidator* validator, Options options) {
  auto call = begin_call(std::move(messages), std::move(options));
  if (!call) co_return std::unexpected(std::move(call.error()));
  call->wrapped = wrapped_schema(schema);
  call->schema = std::move(schema);
  std::vector<AnswerError> errors;
  bool readable = false;
  for (std::uint32_t round = 1; round <= limits::kRoundsMax; ++round) {
    auto running = co_await ask(&*call);
    if (!running) {
      running.error().errors = std::move(errors);
      co_return std::unexpected(std::move(running.error()));
    }
    note_answer(*call, **running);
    Generation generation = generation_of(*call, **running);
    call->usage = generation.usage;
    if (generation.finish == FinishReason::kLength) {
      note_useless(*call, **running, Kind::kLengthStop);
      co_return std::unexpected(
          failure_of(*call, Kind::kLengthStop, "The answer was longer than its limit of tokens."));
    }
    auto value = json_in_answer(generation.text);
    readable = value.has_value();
    if (readable) {
      Json answer = unwrapped(*value, call->wrapped->wrapped);
      auto found = co_await validator->check(answer);
      if (!found) {
        note_useless(*call, **running, Kind::kNotValidated);
        co_return std::unexpected(failure_of(*call, Kind::kNotValidated, found.error().detail));
      }
      if (found->empty()) {
        co_return GeneratedObject{std::move(answer), std::move(generation), round};
      }
      errors = std::move(*found);
    } else {
      errors = {{"", std::move(value.error())}};
    }
    note_useless(*call, **running, Kind::kInvalidOutput);
    call->messages.push_back({Role::kAssistant, std::move(generation.text)});
    std::ranges::move(validator->repair(errors), std::back_inserter(call->messages));
  }
  const std::string_view verdict =
      readable ? validator->verdict() : "The model's answers held no JSON that could be read.";
  auto failure = failure_of(*call, Kind::kInvalidOutput, std::string(verdict));
  failure.errors = std::move(errors);
  co_return std::unexpected(std::move(failure));
}

}  // namespace skerry::ai
