#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "modules/ai/failure.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// What a function is to return for certain arguments.
struct Example {
  /// An array: the arguments by position.
  Json args;
  Json result;
};

/// A function as a model wrote it: data, until its examples prove it.
struct WrittenCode {
  /// TypeScript with a default export.
  std::string source;
  /// Names of the parameters in their order.
  std::vector<std::string> parameters;
  std::vector<Example> examples;
  /// The call's own arguments by position; absent where it has none.
  std::optional<Json> arguments;
};

/// The JSON Schema of what a model answers to the prompt `code`.
[[nodiscard]] const Json& written_code_schema();

/// Reads a model's answer and checks what can be told without running it: limits, that `args`, when
/// given, are arguments of the function as its examples show them (`bind_arguments`), and that
/// there are enough different examples made like them. Otherwise says what is wrong, with pointers
/// into the answer.
[[nodiscard]] std::expected<WrittenCode, std::vector<ai::AnswerError>> read_written_code(
    const Json& answer, const Json* args);

/// Examples as they are kept: `[{"args": [positional…], "result": …}]`.
[[nodiscard]] Json to_json(const std::vector<Example>& examples);

}  // namespace skerry::fn
