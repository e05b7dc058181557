#include "modules/fn/call.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/jobs/limits.hpp"
#include "modules/fn/schema/schema.hpp"
#include "modules/fn/tasks/task_options.hpp"
#include "modules/sdk/request_body.hpp"
#include "modules/sdk/validation.hpp"

namespace skerry::fn {
namespace {

constexpr std::size_t kNameCharactersMax = 100;
constexpr std::size_t kUrlCharactersMax = 2'000;

enum class Mode : unsigned char { kSync, kAsync };

/// `onUncertain` in its written form: what to do, and with which type.
struct UncertainChoice {
  OnUncertain what = OnUncertain::kHuman;
  WorkType type = WorkType::kHuman;
};

/// The options as they are written.
struct WrittenOptions {
  Mode mode = Mode::kSync;
  std::optional<std::int64_t> timeout_ms;
  bool cache = true;
  std::optional<std::string> model;
  std::optional<std::string> provider;
  double confidence_threshold = CallOptions{}.confidence_threshold;
  UncertainChoice on_uncertain;
  OnRouteFailure on_route_failure = OnRouteFailure::kError;
  std::optional<std::string> callback_url;
  std::optional<Json> seed;
  /// Read again by the task itself.
  std::optional<TaskOptions> task;
};

struct WrittenCall {
  std::string description;
  std::string context;
  std::optional<Json> args;
  std::optional<Json> schema;
  std::optional<WorkType> type;
  WrittenOptions options;
};

/// A JSON Schema; what makes one is checked apart, for its own problem.
struct SchemaValue {
  using Value = Json;

  AnyValue rule;

  void read(const Json& from, Value& into, ValidationErrors& errors,
            const std::string& pointer) const {
    rule.read(from, into, errors, pointer);
  }
  [[nodiscard]] Json schema() const {
    Json schema = {{"type", Json::array({"object", "boolean"})}};
    schema.update(rule.schema());
    return schema;
  }
};

ObjectOf<WrittenOptions> option_fields(const CallLimits& limits) {
  const EnumOf<Mode> modes{{{"sync", Mode::kSync}, {"async", Mode::kAsync}}};
  const EnumOf<UncertainChoice> choices{
      {{"human", {OnUncertain::kHuman, WorkType::kHuman}},
       {"error", {OnUncertain::kError, WorkType::kHuman}},
       {"code", {OnUncertain::kNamedType, WorkType::kCode}},
       {"object", {OnUncertain::kNamedType, WorkType::kObject}},
       {"agentic", {OnUncertain::kNamedType, WorkType::kAgentic}}}};
  const EnumOf<OnRouteFailure> failures{{{"error", OnRouteFailure::kError},
                                         {"next-type", OnRouteFailure::kNextType},
                                         {"human", OnRouteFailure::kHuman}}};
  const Text name{.characters_max = kNameCharactersMax};
  ObjectOf<WrittenOptions> fields;
  fields
      .optional(
          "mode", &WrittenOptions::mode, modes,
          "sync answers with the result, async with a job at once. Work of the types agentic and "
          "human is a job always.")
      .optional("timeoutMs", &WrittenOptions::timeout_ms,
                Integer{limits::kCallTimeoutMsMin, limits::kJobTimeoutMsMax},
                "Time limit in milliseconds. At most " + std::to_string(limits.timeout_ms_max) +
                    ", which is the default, unless the call "
                    "becomes a job by mode async or by its type; of a job the whole time from its "
                    "acceptance, by default 10 minutes, for agentic work an hour, for human work 7 "
                    "days.")
      .optional("cache", &WrittenOptions::cache, Boolean{},
                "Whether an equal call may be answered with a kept result.")
      .optional("model", &WrittenOptions::model, name, "A model on the configured allow-list.")
      .optional("provider", &WrittenOptions::provider, name,
                "The provider that does the work; local needs no configuration.")
      .optional("confidenceThreshold", &WrittenOptions::confidence_threshold, Number{0, 1},
                "Below this confidence onUncertain decides.")
      .optional(
          "onUncertain", &WrittenOptions::on_uncertain, choices,
          "What happens below the threshold: a task for a person, a problem, or work of the named "
          "type.")
      .optional("onRouteFailure", &WrittenOptions::on_route_failure, failures,
                "What happens when the chosen route shows that the type was wrong: a problem, the "
                "next likely type, or a task for a person.")
      .optional("callbackUrl", &WrittenOptions::callback_url,
                HttpUrl{.characters_max = kUrlCharactersMax},
                "Where the end of a job is reported: an absolute http or https URL without "
                "credentials. For calls that become one, or may by onRouteFailure.")
      .optional("seed", &WrittenOptions::seed, AnyValue{.bytes_max = kNameCharactersMax},
                "Equal calls with equal seeds give equal generated data.")
      .optional("task", &WrittenOptions::task, task_option_fields(),
                "More about the task that work of the type human becomes; schema is what its "
                "response must satisfy.");
  return fields;
}

ObjectOf<WrittenCall> make_call_fields(CallKind kind, const CallLimits& limits) {
  ObjectOf<WrittenCall> fields;
  fields
      .required("description", &WrittenCall::description,
                Text{.characters_max = limits.description_characters_max},
                "What the function does, in a sentence.")
      .optional("args", &WrittenCall::args,
                AnyValue{.bytes_max = limits.args_bytes_max, .depth_max = limits::kArgsDepthMax},
                "An object of named arguments, an array (the one array argument, else positional "
                "arguments), or the single argument.")
      .optional("schema", &WrittenCall::schema, SchemaValue{{.bytes_max = limits.schema_bytes_max}},
                "A JSON Schema (2020-12, 2019-09 or draft-07) that the result must satisfy.")
      .optional("context", &WrittenCall::context,
                Text{.characters_max = limits.context_characters_max, .blank_allowed = true},
                "More about what is wanted.");
  if (kind == CallKind::kExecute) {
    EnumOf<WorkType> types;
    for (std::size_t index = 0; index < kWorkTypeCount; ++index) {
      const auto type = static_cast<WorkType>(index);
      types.words.emplace_back(name_of(type), type);
    }
    fields.optional("type", &WrittenCall::type, std::move(types),
                    "The kind of work; skips classification.");
  }
  fields.optional("options", &WrittenCall::options, option_fields(limits));
  return fields;
}

/// The fields for the limits of this instance, which its host never changes.
const ObjectOf<WrittenCall>& call_fields(CallKind kind, const CallLimits& limits) {
  struct Fields {
    CallLimits limits;
    ObjectOf<WrittenCall> execute;
    ObjectOf<WrittenCall> classify;
  };
  // Built by the first call; holds no capability.
  static auto& fields = *new std::optional<Fields>;
  if (!fields || fields->limits != limits) {
    fields = {limits, make_call_fields(CallKind::kExecute, limits),
              make_call_fields(CallKind::kClassify, limits)};
  }
  return kind == CallKind::kExecute ? fields->execute : fields->classify;
}

std::expected<std::optional<ai::Provider>, Problem> provider_in(const WrittenOptions& options) {
  if (!options.provider) return std::nullopt;
  if (const auto provider = ai::find_provider(*options.provider)) return provider;
  return std::unexpected(Problem{"model_not_allowed",
                                 "This provider is not known.",
                                 {{"/options/provider", "unknown provider"}},
                                 {}});
}

std::optional<Problem> check_schema_form(const std::optional<Json>& schema) {
  if (!schema) return std::nullopt;
  if (!schema->is_object() && !schema->is_boolean()) {
    return Problem{"invalid_schema",
                   "schema is not a JSON Schema.",
                   {{"/schema", type_mismatch("object or boolean", *schema)}},
                   {}};
  }
  if (schema::draft_of(*schema)) return std::nullopt;
  return Problem{"unsupported_schema_draft",
                 "schema names a draft that is not supported.",
                 {{"/schema/$schema", "unsupported draft"}},
                 {}};
}

/// Says what options that are left out stand for. In words: generators of clients take the keyword
/// `default` for a field that is always there.
void add_defaults(Json& schema) {
  Json& options = schema["properties"]["options"]["properties"];
  for (const auto& [name, otherwise] : default_options().items()) {
    const std::string word =
        otherwise.is_string() ? otherwise.get<std::string>() : to_text(otherwise);
    options[name]["description"].get_ref<std::string&>() += " By default " + word + ".";
  }
}

}  // namespace

Json default_options() {
  const CallOptions otherwise;
  return {{"mode", "sync"},
          {"cache", otherwise.cache},
          {"confidenceThreshold", otherwise.confidence_threshold},
          {"onUncertain", "human"},
          {"onRouteFailure", "error"}};
}

Json call_schema(CallKind kind, const CallLimits& limits) {
  Json schema = call_fields(kind, limits).schema();
  add_defaults(schema);
  // A classification does not ask whether the work could be done with the options.
  if (kind == CallKind::kClassify) return schema;
  // What `fault_of_options` says, as far as it can be told before classification.
  const Json is_async = {
      {"properties",
       {{"options",
         {{"properties", {{"mode", {{"const", "async"}}}}}, {"required", Json::array({"mode"})}}}}},
      {"required", Json::array({"options"})}};
  const Json is_job = {
      {"properties",
       {{"type",
         {{"enum", Json::array({name_of(WorkType::kAgentic), name_of(WorkType::kHuman)})}}}}},
      {"required", Json::array({"type"})}};
  schema["if"] = {{"anyOf", Json::array({is_async, is_job})}};
  const Json may_go_on = {
      {"properties",
       {{"options",
         {{"properties", {{"onRouteFailure", {{"enum", Json::array({"next-type", "human"})}}}}},
          {"required", Json::array({"onRouteFailure"})}}}}},
      {"required", Json::array({"options"})}};
  schema["else"] = {
      {"properties",
       {{"options", {{"properties", {{"timeoutMs", {{"maximum", limits.timeout_ms_max}}}}}}}}},
      {"if", may_go_on},
      {"else", {{"properties", {{"options", {{"properties", {{"callbackUrl", false}}}}}}}}}};
  return schema;
}

std::optional<Problem> fault_of_options(const CallOptions& options, WorkType type,
                                        const CallLimits& limits) {
  if (options.async || !ends_with_request(type)) return std::nullopt;
  Problem problem{"invalid_arguments", "The body is not a valid call.", {}, {}};
  if (options.job_timeout_ms.value_or(0) > limits.timeout_ms_max) {
    problem.errors.push_back(
        {"/options/timeoutMs",
         "more than " + std::to_string(limits.timeout_ms_max) + " without mode async"});
  }
  // A call whose route fails may yet become a job.
  if (!options.callback_url.empty() && options.on_route_failure == OnRouteFailure::kError) {
    problem.errors.push_back(
        {"/options/callbackUrl", "only a job reports its end: not without mode async"});
  }
  if (problem.errors.empty()) return std::nullopt;
  return problem;
}

std::expected<Call, Problem> read_call(std::string_view body, CallKind kind,
                                       const CallLimits& limits) {
  auto json = read_json(body);
  if (!json) {
    return std::unexpected(Problem{problem_code(json.error().kind), json.error().detail, {}, {}});
  }
  auto written = call_fields(kind, limits).validate(*json);
  if (!written) {
    const InvalidValue& invalid = written.error();
    const bool unknown = invalid.only_unknown_fields;
    return std::unexpected(Problem{
        unknown ? "unknown_field" : "invalid_arguments",
        unknown ? "The body has fields that are not known." : "The body is not a valid call.",
        invalid.errors,
        {}});
  }
  const auto provider = provider_in(written->options);
  if (!provider) return std::unexpected(provider.error());
  if (auto problem = check_schema_form(written->schema)) {
    return std::unexpected(std::move(*problem));
  }
  const WrittenOptions& options = written->options;
  const bool async = options.mode == Mode::kAsync;
  // A job's time may be far longer than that of any one piece of work.
  const auto timeout_ms = std::min<std::uint64_t>(
      static_cast<std::uint64_t>(options.timeout_ms.value_or(limits.timeout_ms_max)),
      async ? limits::kAttemptTimeoutMs : limits.timeout_ms_max);
  Call call{
      .description = std::move(written->description),
      .context = std::move(written->context),
      .args = std::move(written->args),
      .schema = std::move(written->schema),
      .type = written->type,
      .options = {.async = async,
                  .timeout_ms = static_cast<std::uint32_t>(timeout_ms),
                  .cache = options.cache,
                  .confidence_threshold = options.confidence_threshold,
                  .on_uncertain = options.on_uncertain.what,
                  .uncertain_type = options.on_uncertain.type,
                  .on_route_failure = options.on_route_failure,
                  .provider = *provider,
                  .model = options.model,
                  .seed = options.seed,
                  .job_timeout_ms = options.timeout_ms,
                  .callback_url = options.callback_url.value_or("")},
  };
  if (call.type) {
    if (auto fault = fault_of_options(call.options, *call.type, limits)) {
      return std::unexpected(std::move(*fault));
    }
  }
  return call;
}

}  // namespace skerry::fn
