#include "modules/fn/call.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/schema/schema.hpp"
#include "modules/sdk/validation.hpp"

namespace skerry::fn {
namespace {

constexpr std::size_t kNameCharactersMax = 100;
constexpr std::size_t kUrlCharactersMax = 2'000;
constexpr std::string_view kRemoteProviders[] = {"openai", "anthropic", "compatible", "workers-ai"};

enum class Mode : unsigned char { kSync, kAsync };
enum class OnRouteFailure : unsigned char { kError, kNextType, kHuman };

/// `onUncertain` in its written form: what to do, and with which type.
struct UncertainChoice {
  OnUncertain what = OnUncertain::kHuman;
  WorkType type = WorkType::kHuman;
};

/// The options as they are written.
struct WrittenOptions {
  Mode mode = Mode::kSync;
  std::int64_t timeout_ms = limits::kCallTimeoutMs;
  bool cache = true;
  std::optional<std::string> model;
  std::optional<std::string> provider;
  double confidence_threshold = CallOptions{}.confidence_threshold;
  UncertainChoice on_uncertain;
  OnRouteFailure on_route_failure = OnRouteFailure::kError;
  std::optional<std::string> callback_url;
  std::optional<Json> seed;
};

struct WrittenCall {
  std::string description;
  std::string context;
  std::optional<Json> args;
  std::optional<Json> schema;
  std::optional<WorkType> type;
  WrittenOptions options;
};

ObjectOf<WrittenOptions> option_fields() {
  ObjectOf<WrittenOptions> fields;
  fields
      .optional("mode", &WrittenOptions::mode,
                EnumOf<Mode>{{{"sync", Mode::kSync}, {"async", Mode::kAsync}}})
      .optional("timeoutMs", &WrittenOptions::timeout_ms,
                Integer{limits::kCallTimeoutMsMin, limits::kCallTimeoutMs})
      .optional("cache", &WrittenOptions::cache, Boolean{})
      .optional("model", &WrittenOptions::model, Text{.characters_max = kNameCharactersMax})
      .optional("provider", &WrittenOptions::provider, Text{.characters_max = kNameCharactersMax})
      .optional("confidenceThreshold", &WrittenOptions::confidence_threshold, Number{0, 1})
      .optional(
          "onUncertain", &WrittenOptions::on_uncertain,
          EnumOf<UncertainChoice>{{{"human", {OnUncertain::kHuman, WorkType::kHuman}},
                                   {"error", {OnUncertain::kError, WorkType::kHuman}},
                                   {"code", {OnUncertain::kNamedType, WorkType::kCode}},
                                   {"object", {OnUncertain::kNamedType, WorkType::kObject}},
                                   {"agentic", {OnUncertain::kNamedType, WorkType::kAgentic}}}})
      .optional("onRouteFailure", &WrittenOptions::on_route_failure,
                EnumOf<OnRouteFailure>{{{"error", OnRouteFailure::kError},
                                        {"next-type", OnRouteFailure::kNextType},
                                        {"human", OnRouteFailure::kHuman}}})
      .optional("callbackUrl", &WrittenOptions::callback_url,
                Text{.characters_max = kUrlCharactersMax})
      .optional("seed", &WrittenOptions::seed, AnyValue{.bytes_max = kNameCharactersMax});
  return fields;
}

const ObjectOf<WrittenCall>& call_fields() {
  // Built by the first call; holds no capability.
  static const ObjectOf<WrittenCall>& fields = *[] {
    auto* made = new ObjectOf<WrittenCall>;
    made->required("description", &WrittenCall::description,
                   Text{.characters_max = limits::kDescriptionCharactersMax})
        .optional("args", &WrittenCall::args,
                  AnyValue{.bytes_max = limits::kArgsBytesMax, .depth_max = limits::kArgsDepthMax})
        .optional("schema", &WrittenCall::schema, AnyValue{.bytes_max = limits::kSchemaBytesMax})
        .optional("context", &WrittenCall::context,
                  Text{.characters_max = limits::kContextCharactersMax, .blank_allowed = true})
        .optional("type", &WrittenCall::type,
                  EnumOf<WorkType>{{{"code", WorkType::kCode},
                                    {"object", WorkType::kObject},
                                    {"agentic", WorkType::kAgentic},
                                    {"human", WorkType::kHuman}}})
        .optional("options", &WrittenCall::options, option_fields());
    return made;
  }();
  return fields;
}

std::string_view code_of(JsonErrorKind kind) {
  switch (kind) {
    case JsonErrorKind::kMalformed:
      return "invalid_json";
    case JsonErrorKind::kNotUtf8:
    case JsonErrorKind::kLoneSurrogate:
      return "invalid_utf8";
    case JsonErrorKind::kDuplicateKey:
      return "duplicate_key";
    case JsonErrorKind::kTooDeep:
      return "json_too_deep";
    case JsonErrorKind::kTooLarge:
      return "body_too_large";
    case JsonErrorKind::kNumberOutOfRange:
      return "number_out_of_range";
  }
  __builtin_trap();
}

/// Only the local provider is there; the others are known but have no configuration.
std::optional<Problem> check_provider(const WrittenOptions& options) {
  if (options.provider && *options.provider != "local") {
    if (std::ranges::contains(kRemoteProviders, *options.provider)) {
      return Problem{"model_unavailable",
                     "This provider is not configured.",
                     {{"/options/provider", "not configured"}},
                     {}};
    }
    return Problem{"model_not_allowed",
                   "This provider is not known.",
                   {{"/options/provider", "unknown provider"}},
                   {}};
  }
  if (!options.model) return std::nullopt;
  return Problem{"model_not_allowed",
                 "No model is configured.",
                 {{"/options/model", "not on the list of allowed models"}},
                 {}};
}

std::optional<Problem> check_schema_form(const std::optional<Json>& schema) {
  if (!schema) return std::nullopt;
  if (!schema->is_object() && !schema->is_boolean()) {
    return Problem{"invalid_schema",
                   "schema is not a JSON Schema.",
                   {{"/schema", type_mismatch("object or boolean", *schema)}},
                   {}};
  }
  if (schema_draft(*schema)) return std::nullopt;
  return Problem{"unsupported_schema_draft",
                 "schema names a draft that is not supported.",
                 {{"/schema/$schema", "unsupported draft"}},
                 {}};
}

}  // namespace

std::expected<Call, Problem> read_call(std::string_view body) {
  auto json = read_json(body);
  if (!json) {
    return std::unexpected(Problem{code_of(json.error().kind), json.error().detail, {}, {}});
  }
  auto written = call_fields().validate(*json);
  if (!written) {
    const InvalidValue& invalid = written.error();
    const bool unknown = invalid.only_unknown_fields;
    return std::unexpected(Problem{
        unknown ? "unknown_field" : "invalid_arguments",
        unknown ? "The body has fields that are not known." : "The body is not a valid call.",
        invalid.errors,
        {}});
  }
  if (auto problem = check_provider(written->options)) return std::unexpected(std::move(*problem));
  if (auto problem = check_schema_form(written->schema)) {
    return std::unexpected(std::move(*problem));
  }
  const WrittenOptions& options = written->options;
  return Call{
      .description = std::move(written->description),
      .context = std::move(written->context),
      .args = std::move(written->args),
      .schema = std::move(written->schema),
      .type = written->type,
      .options = {.async = options.mode == Mode::kAsync,
                  .timeout_ms = static_cast<std::uint32_t>(options.timeout_ms),
                  .cache = options.cache,
                  .confidence_threshold = options.confidence_threshold,
                  .on_uncertain = options.on_uncertain.what,
                  .uncertain_type = options.on_uncertain.type},
  };
}

}  // namespace skerry::fn
