#include "modules/fn/functions/function_requests.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "modules/fn/functions/request_fields.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/validation.hpp"

namespace skerry::fn {
namespace {

/// An example as it is written.
struct WrittenExample {
  Json args;
  Json result;
};

struct WrittenFunction {
  std::string name;
  std::string description;
  std::vector<std::string> paraphrases;
  std::optional<std::vector<std::string>> parameters;
  std::string source;
  std::vector<WrittenExample> examples;
};

struct WrittenPatch {
  std::optional<std::string> name;
  std::optional<bool> pinned;
  std::optional<std::vector<std::string>> paraphrases;
};

struct WrittenOptions {
  std::optional<std::int64_t> timeout_ms;
};

struct WrittenInvocation {
  std::string id;
  std::optional<Json> args;
  std::optional<Json> schema;
  WrittenOptions options;
};

struct WrittenFeedback {
  WorkType type = WorkType::kCode;
};

/// Source text; unlike other texts it is counted in bytes and may hold tabs and carriage returns.
struct SourceText {
  using Value = std::string;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const {
    if (!from.is_string()) return errors.add(pointer, type_mismatch("text", from));
    into = from.get<std::string>();
    if (into.find_first_not_of(" \t\r\n") == std::string::npos) {
      return errors.add(pointer, "expected text that is not blank");
    }
    if (into.size() > limits::kFunctionSourceBytesMax) {
      errors.add(pointer, "expected at most " + std::to_string(limits::kFunctionSourceBytesMax) +
                              " bytes, found " + std::to_string(into.size()));
    }
  }
  [[nodiscard]] Json schema() const {
    return Json{{"type", "string"},
                {"pattern", "[^ \\t\\r\\n]"},
                {"x-textBytesMax", limits::kFunctionSourceBytesMax}};
  }
};

/// Named or positional arguments.
struct ArgumentsValue {
  using Value = Json;

  AnyValue rule{.bytes_max = limits::kArgsBytesMax, .depth_max = limits::kArgsDepthMax};

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const {
    if (!from.is_object() && !from.is_array()) {
      return errors.add(pointer, type_mismatch("object or array", from));
    }
    rule.read(from, into, errors, pointer);
  }
  [[nodiscard]] Json schema() const {
    Json schema = {{"type", Json::array({"object", "array"})}};
    schema.update(rule.schema());
    return schema;
  }
};

/// A JSON Schema; what makes one is checked when it is compiled.
struct SchemaValue {
  using Value = Json;

  AnyValue rule;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const {
    if (!from.is_object() && !from.is_boolean()) {
      return errors.add(pointer, type_mismatch("object or boolean", from));
    }
    rule.read(from, into, errors, pointer);
  }
  [[nodiscard]] Json schema() const {
    Json schema = {{"type", Json::array({"object", "boolean"})}};
    schema.update(rule.schema());
    return schema;
  }
};

const Text kName{.characters_max = limits::kFunctionNameCharactersMax, .characters_min = 1};

ListOf<Text> paraphrases_rule() {
  return {.item = Text{.characters_max = limits::kParaphraseCharactersMax, .characters_min = 1},
          .items_min = 0,
          .items_max = limits::kParaphrasesMax};
}

ObjectOf<WrittenFunction> new_function_fields() {
  ObjectOf<WrittenExample> example;
  example
      .required("args", &WrittenExample::args, ArgumentsValue{},
                "An object of named arguments, or an array of the arguments by position.")
      .required("result", &WrittenExample::result, AnyValue{.bytes_max = limits::kArgsBytesMax},
                "What the function returns for them.");
  ObjectOf<WrittenFunction> fields;
  fields.required("name", &WrittenFunction::name, kName, "Unique among your functions.")
      .required("description", &WrittenFunction::description,
                Text{.characters_max = limits::kParaphraseCharactersMax, .characters_min = 1},
                "What the function does: a call with the same words is answered by it.")
      .required("source", &WrittenFunction::source, SourceText{},
                "A TypeScript module without imports whose default export is the function.")
      .required("examples", &WrittenFunction::examples,
                ListOf<ObjectOf<WrittenExample>>{.item = example,
                                                 .items_min = limits::kFunctionExamplesMin,
                                                 .items_max = limits::kFunctionExamplesMax},
                "What it is proven by, each with other arguments.")
      .optional("paraphrases", &WrittenFunction::paraphrases, paraphrases_rule(),
                "Other words for the description.")
      .optional(
          "parameters", &WrittenFunction::parameters,
          ListOf<Text>{.item = kName, .items_min = 0, .items_max = limits::kFunctionParametersMax},
          "Names of the parameters in their order; without them, the members of the first "
          "example's args.");
  return fields;
}

ObjectOf<WrittenPatch> patch_fields() {
  ObjectOf<WrittenPatch> fields;
  fields.optional("name", &WrittenPatch::name, kName, "Unique among your functions.")
      .optional("pinned", &WrittenPatch::pinned, Boolean{}, "Never makes room for another.")
      .optional("paraphrases", &WrittenPatch::paraphrases, paraphrases_rule(),
                "Other words for the description, instead of those before.");
  return fields;
}

ObjectOf<WrittenInvocation> invocation_fields(bool names_function, const CallLimits& limits) {
  ObjectOf<WrittenOptions> options;
  options.optional("timeoutMs", &WrittenOptions::timeout_ms,
                   Integer{limits::kCallTimeoutMsMin, limits.timeout_ms_max},
                   "Time limit in milliseconds; the largest one is the default.");
  ObjectOf<WrittenInvocation> fields;
  if (names_function) {
    fields.required("functionId", &WrittenInvocation::id, kName, "The function's id.");
  }
  fields
      .optional("args", &WrittenInvocation::args,
                AnyValue{.bytes_max = limits.args_bytes_max, .depth_max = limits::kArgsDepthMax},
                "As the args of a call; may be left out where the function takes none.")
      .optional("schema", &WrittenInvocation::schema,
                SchemaValue{{.bytes_max = limits.schema_bytes_max}},
                "A JSON Schema that the result must satisfy.")
      .optional("options", &WrittenInvocation::options, options);
  return fields;
}

ObjectOf<WrittenFeedback> feedback_fields() {
  EnumOf<WorkType> types;
  for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
    const auto type = static_cast<WorkType>(index);
    types.words.emplace_back(name_of(type), type);
  }
  ObjectOf<WrittenFeedback> fields;
  fields.required("type", &WrittenFeedback::type, std::move(types),
                  "The kind of work that it should have been.");
  return fields;
}

Problem invalid(std::vector<FieldError> errors) {
  return {"invalid_arguments", "The body is not what the route takes.", std::move(errors), {}};
}

template <class Struct>
std::expected<Struct, Problem> read(const ObjectOf<Struct>& fields, std::string_view body) {
  const auto json = read_body(body);
  if (!json) return std::unexpected(json.error());
  return read_fields(fields, *json);
}

/// Names of parameters must tell them apart.
bool add_names(const std::vector<std::string>& names, std::vector<FieldError>& errors) {
  const std::set<std::string> different(names.begin(), names.end());
  if (different.size() == names.size()) return true;
  errors.push_back({"/parameters", "holds a name twice"});
  return false;
}

std::vector<std::string> names_of(const WrittenFunction& written) {
  std::vector<std::string> names;
  if (written.parameters) return *written.parameters;
  const Json& first = written.examples.front().args;
  if (!first.is_object()) return names;
  for (const auto& [name, value] : first.items()) names.push_back(name);
  return names;
}

/// The arguments of an example by position. Named ones may only be left out at the end.
std::optional<Json> by_position(const std::vector<std::string>& names, const Json& args) {
  if (args.is_array()) return args;
  Json positional = Json::array();
  for (const std::string& name : names) {
    const Json* argument = find_member(args, name);
    if (argument == nullptr) break;
    positional.push_back(*argument);
  }
  if (positional.size() != args.size()) return std::nullopt;
  return positional;
}

std::expected<Json, std::vector<FieldError>> read_examples(const WrittenFunction& written,
                                                           const std::vector<std::string>& names) {
  std::vector<FieldError> errors;
  Json examples = Json::array();
  std::set<std::string> different;
  for (std::size_t index = 0; index < written.examples.size(); ++index) {
    const WrittenExample& example = written.examples[index];
    const std::string pointer = "/examples/" + std::to_string(index) + "/args";
    auto positional = by_position(names, example.args);
    if (!positional) {
      errors.push_back({pointer, "expected the parameters as members, left out at the end alone"});
      continue;
    }
    if (positional->size() > limits::kFunctionParametersMax ||
        (!names.empty() && positional->size() > names.size())) {
      errors.push_back({pointer, "more arguments than parameters"});
      continue;
    }
    different.insert(to_text(*positional));
    examples.push_back(Json{{"args", std::move(*positional)}, {"result", example.result}});
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  // Without parameters there is but one thing to show.
  const bool takes_nothing = different == std::set<std::string>{"[]"};
  if (different.size() < limits::kFunctionExamplesMin && !takes_nothing) {
    errors.push_back({"/examples", "expected at least " +
                                       std::to_string(limits::kFunctionExamplesMin) +
                                       " examples with different arguments"});
  } else if (to_text(examples).size() > limits::kFunctionExamplesBytesMax) {
    errors.push_back({"/examples", "expected at most " +
                                       std::to_string(limits::kFunctionExamplesBytesMax) +
                                       " bytes in all"});
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return examples;
}

std::expected<Invocation, Problem> invocation_in(WrittenInvocation written, std::string id,
                                                 const CallLimits& limits) {
  if (written.schema && !schema::draft_of(*written.schema)) {
    return std::unexpected(Problem{"unsupported_schema_draft",
                                   "schema names a draft that is not supported.",
                                   {{"/schema/$schema", "unsupported draft"}},
                                   {}});
  }
  const std::int64_t timeout_ms = written.options.timeout_ms.value_or(limits.timeout_ms_max);
  return Invocation{.id = std::move(id),
                    .args = std::move(written.args),
                    .schema = std::move(written.schema),
                    .timeout_ms = static_cast<std::uint32_t>(timeout_ms)};
}

}  // namespace

Json new_function_schema() { return new_function_fields().schema(); }
Json function_patch_schema() { return patch_fields().schema(); }
Json invocation_schema(const CallLimits& limits) {
  return invocation_fields(false, limits).schema();
}
Json feedback_schema() { return feedback_fields().schema(); }

std::expected<NewFunction, Problem> read_new_function(std::string_view body) {
  auto written = read(new_function_fields(), body);
  if (!written) return std::unexpected(std::move(written.error()));
  std::vector<std::string> names = names_of(*written);
  std::vector<FieldError> errors;
  if (names.size() > limits::kFunctionParametersMax) {
    errors.push_back({"/examples/0/args", "more arguments than a function may have"});
  }
  if (!add_names(names, errors) || !errors.empty()) return std::unexpected(invalid(errors));
  auto examples = read_examples(*written, names);
  if (!examples) return std::unexpected(invalid(std::move(examples.error())));
  return NewFunction{.name = std::move(written->name),
                     .description = std::move(written->description),
                     .paraphrases = std::move(written->paraphrases),
                     .parameters = std::move(names),
                     .source = std::move(written->source),
                     .examples = std::move(*examples)};
}

std::expected<FunctionPatch, Problem> read_function_patch(std::string_view body) {
  auto written = read(patch_fields(), body);
  if (!written) return std::unexpected(std::move(written.error()));
  return FunctionPatch{.name = std::move(written->name),
                       .pinned = written->pinned,
                       .paraphrases = std::move(written->paraphrases),
                       .phrase_keys = {}};
}

std::expected<Invocation, Problem> read_invocation(std::string_view body, std::string id,
                                                   const CallLimits& limits) {
  auto written = read(invocation_fields(false, limits), body);
  if (!written) return std::unexpected(std::move(written.error()));
  return invocation_in(std::move(*written), std::move(id), limits);
}

std::expected<Invocation, Problem> read_invocation_call(std::string_view argument,
                                                        const CallLimits& limits) {
  auto written = read(invocation_fields(true, limits), argument);
  if (!written) return std::unexpected(std::move(written.error()));
  std::string id = std::move(written->id);
  return invocation_in(std::move(*written), std::move(id), limits);
}

std::expected<WorkType, Problem> read_feedback(std::string_view body) {
  auto written = read(feedback_fields(), body);
  if (!written) return std::unexpected(std::move(written.error()));
  return written->type;
}

}  // namespace skerry::fn
