#include "modules/fn/functions/batch.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/answer.hpp"
#include "modules/fn/functions/request_fields.hpp"
#include "modules/sdk/join.hpp"

namespace skerry::fn {
namespace {

struct Batch {
  std::vector<Json> calls;
};

/// A call, to be checked when it is made.
struct AnyCall {
  using Value = Json;

  void read(const Json& from, Value& into, ValidationErrors& /*errors*/,
            const std::string& /*pointer*/) const {
    into = from;
  }
  [[nodiscard]] Json schema() const { return true; }
};

/// What the callers of one batch share. Lives in the frame that waits for them all.
struct Progress {
  ClockPort* clock;
  TimersPort* timers;
  MakeCall make;
  std::vector<Json> calls;
  std::string request_id;
  double ends_ms = 0;
  std::size_t next = 0;
  std::size_t bytes = 0;
  std::vector<std::string> items = {};
};

std::string refusal(const Problem& problem, const std::string& request_id) {
  return R"({"success":false,"error":)" + problem_text_of(problem, request_id) + "}";
}

std::string item_of(Progress& progress, std::string answer) {
  if (progress.bytes + answer.size() > limits::kBatchAnswersBytesMax) {
    return refusal({"output_limit",
                    "The answers of the batch exceed their limit; make this call alone.",
                    {},
                    {}},
                   progress.request_id);
  }
  progress.bytes += answer.size();
  return answer;
}

/// The same in the form that a time limit asks for.
Task<Result<std::string>> make_call(const MakeCall* make, std::string body) {
  co_return co_await (*make)(std::move(body));
}

Task<void> work(Progress* progress) {
  while (progress->next < progress->calls.size()) {
    const std::size_t index = progress->next++;
    // Each call has an event of its own: together they would take longer than one may.
    if (index > 0) co_await sleep(*progress->timers, 0);
    const double left_ms = progress->ends_ms - progress->clock->monotonic_ms();
    Result<std::string> answer = fail(FailureKind::kTimedOut, "batch");
    if (left_ms >= 1) {
      std::string body = to_text(std::exchange(progress->calls[index], Json()));
      answer = co_await with_timeout(*progress->timers, make_call(&progress->make, std::move(body)),
                                     static_cast<std::uint64_t>(left_ms));
    }
    progress->items[index] = answer
                                 ? item_of(*progress, std::move(*answer))
                                 : refusal({"timed_out", "The time of the batch was over.", {}, {}},
                                           progress->request_id);
  }
}

}  // namespace

std::expected<std::vector<Json>, Problem> read_batch(std::string_view body,
                                                     const CallLimits& limits) {
  auto json = read_body(body);
  if (!json) return std::unexpected(std::move(json.error()));
  const Json* calls = find_member(*json, "calls");
  if (calls != nullptr && calls->is_array() && calls->size() > limits.batch_calls_max) {
    return std::unexpected(
        Problem{"batch_too_large",
                "A batch holds at most " + std::to_string(limits.batch_calls_max) + " calls.",
                {{"/calls", std::to_string(calls->size()) + " calls"}},
                {}});
  }
  ObjectOf<Batch> fields;
  fields.required("calls", &Batch::calls,
                  ListOf<AnyCall>{.item = {}, .items_min = 1, .items_max = limits.batch_calls_max});
  auto read = read_fields(fields, *json);
  if (!read) return std::unexpected(std::move(read.error()));
  return std::move(read->calls);
}

Json batch_schema(const CallLimits& limits) {
  return Json{{"type", "object"},
              {"properties",
               {{"calls",
                 {{"type", "array"},
                  {"items", {{"$ref", "#/components/schemas/Call"}}},
                  {"minItems", 1},
                  {"maxItems", limits.batch_calls_max}}}}},
              {"required", Json::array({"calls"})},
              {"additionalProperties", false}};
}

Task<std::string> run_batch(ClockPort* clock, TimersPort* timers, MakeCall make,
                            std::vector<Json> calls, std::string request_id,
                            std::uint32_t timeout_ms) {
  const std::size_t count = calls.size();
  Progress progress{.clock = clock,
                    .timers = timers,
                    .make = std::move(make),
                    .calls = std::move(calls),
                    .request_id = std::move(request_id),
                    .ends_ms = clock->monotonic_ms() + timeout_ms};
  progress.items.resize(count);
  const std::size_t side_by_side = std::min(count, limits::kBatchConcurrencyMax);
  std::vector<Task<void>> workers;
  workers.reserve(side_by_side);
  for (std::size_t index = 0; index < side_by_side; ++index) workers.push_back(work(&progress));
  co_await when_all(std::move(workers));
  std::string text = R"({"items":[)";
  for (std::size_t index = 0; index < count; ++index) {
    if (index > 0) text.append(",");
    text.append(progress.items[index]);
  }
  co_return text.append("]}");
}

}  // namespace skerry::fn
