#include "modules/probe/steps.hpp"

#include <utility>

#include "modules/sdk/join.hpp"

namespace skerry::probe {
namespace {

constexpr double kSandboxStepsDefault = 250e6;
constexpr double kSandboxMemoryBytesDefault = 16 << 20;
constexpr double kSandboxOutputBytesDefault = 1 << 20;
constexpr double kSandboxConsoleBytesDefault = 16 << 10;
constexpr double kListDefault = 100;

Json step_failure(std::string detail) {
  return Json{{"failure", "step"}, {"detail", std::move(detail)}};
}

Json head_json(const Head& head) {
  Json json = Json::object();
  for (std::size_t index = 0; index < head.size(); ++index) {
    json[std::string(head[index].name)] = std::string(head[index].value);
  }
  return json;
}

/// `internet`, `service:<name>` or `actor:<namespace>/<name>`.
Destination destination_of(std::string_view text) {
  constexpr std::string_view kService = "service:";
  constexpr std::string_view kActor = "actor:";
  if (text.starts_with(kService)) {
    return Destination::service(std::string(text.substr(kService.size())));
  }
  if (text.starts_with(kActor)) {
    return {Destination::Kind::kActor, std::string(text.substr(kActor.size()))};
  }
  return Destination::internet();
}

FetchRequest request_of(const Json& step) {
  FetchRequest request;
  request.to = destination_of(text_of(step, "to"));
  request.method = text_of(step, "method");
  if (request.method.empty()) request.method = "GET";
  request.url = text_of(step, "url");
  request.principal = text_of(step, "principal");
  request.body = text_of(step, "body");
  if (const Json* headers = find_member(step, "headers"); headers && headers->is_object()) {
    for (const auto& [name, value] : headers->items()) {
      if (value.is_string()) request.head.add(name, value.get_ref<const std::string&>());
    }
  }
  return request;
}

Json rows_json(const SqlRows& rows) {
  return Json{{"columns", rows.columns}, {"rows", rows.rows}, {"rowsWritten", rows.rows_written}};
}

[[noreturn]] void loop_forever() {
  // Volatile, so that no compiler may assume that a loop without effects ends.
  volatile int counter = 0;
  for (;;) counter = counter + 1;
}

[[noreturn]] void exhaust_memory() {
  constexpr std::size_t kBlockBytes = 1 << 20;
  std::vector<std::string> blocks;
  for (;;) blocks.emplace_back(kBlockBytes, 'x');
}

}  // namespace

Json failure_json(const Failure& failure) {
  return Json{{"failure", name_of(failure.kind)}, {"detail", failure.detail}};
}

std::string text_of(const Json& step, std::string_view name) {
  const Json* member = find_member(step, name);
  return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

double number_of(const Json& step, std::string_view name, double fallback) {
  const Json* member = find_member(step, name);
  return member != nullptr && member->is_number() ? member->get<double>() : fallback;
}

Task<Json> Steps::run(Json steps) {
  Json results = Json::array();
  if (!steps.is_array()) co_return step_failure("steps is no array");
  for (const Json& step : steps) results.push_back(co_await run_one(step));
  co_return results;
}

Task<Json> Steps::run_one(Json step) {
  const std::string what = text_of(step, "do");
  if (what == "trap") __builtin_trap();
  if (what == "loop") loop_forever();
  if (what == "bomb") exhaust_memory();
  if (what == "fetch") co_return co_await fetch_whole(std::move(step));
  if (what == "fetch-stream") co_return co_await fetch_streamed(std::move(step));
  if (what == "storage") co_return co_await use_storage(std::move(step));
  if (what.starts_with("blob.")) co_return co_await use_blobs(std::move(step));
  if (what == "sandbox") co_return co_await use_sandbox(std::move(step));
  if (what == "all" || what == "within") co_return co_await combine(std::move(step));
  if (what == "sleep") {
    const double began_ms = ports_.basics.clock.now_ms();
    const double delay_ms = number_of(step, "ms", 0);
    co_await sleep(ports_.timers, static_cast<std::uint64_t>(delay_ms));
    co_return Json{{"early", ports_.basics.clock.now_ms() - began_ms + 1 < delay_ms}};
  }
  if (what == "queue.send" && ports_.queue != nullptr) {
    const auto sent = co_await send(*ports_.queue, text_of(step, "queue"), text_of(step, "body"),
                                    static_cast<std::uint32_t>(number_of(step, "delayS", 0)));
    co_return sent ? Json{{"sent", true}} : failure_json(sent.error());
  }
  Json result = use_basics(step);
  if (result.is_null()) result = use_actor(step);
  co_return result.is_null() ? step_failure("no such step: " + what) : std::move(result);
}

Task<Json> Steps::fetch_whole(Json step) {
  auto answer = co_await fetch(ports_.fetch, request_of(step));
  if (!answer) co_return failure_json(answer.error());
  Json json = {{"status", answer->status}, {"head", head_json(answer->head)}};
  if (number_of(step, "onlySize", 0) != 0) {
    json["bytes"] = answer->body.size();
  } else {
    json["body"] = std::move(answer->body);
  }
  co_return json;
}

Task<Json> Steps::fetch_streamed(Json step) {
  auto stream = co_await fetch_stream(ports_.fetch, request_of(step));
  if (!stream) co_return failure_json(stream.error());
  const double pieces_max = number_of(step, "piecesMax", 1e9);
  std::string text;
  std::size_t pieces = 0;
  Json json = {{"status", stream->status()}, {"head", head_json(stream->head())}};
  while (static_cast<double>(pieces) < pieces_max) {
    auto piece = co_await stream->read();
    if (!piece) {
      json["end"] = failure_json(piece.error());
      break;
    }
    if (!*piece) {
      json["end"] = "whole";
      break;
    }
    text += **piece;
    ++pieces;
  }
  json["bytes"] = text.size();
  if (number_of(step, "onlySize", 0) == 0) json["text"] = std::move(text);
  co_return json;
}

Task<Json> Steps::use_storage(Json step) {
  std::vector<SqlStatement> statements;
  if (const Json* list = find_member(step, "statements"); list != nullptr && list->is_array()) {
    for (const Json& entry : *list) {
      const Json* params = find_member(entry, "params");
      statements.push_back({text_of(entry, "sql"), params ? *params : Json::array()});
    }
  }
  const auto results = co_await batch(ports_.storage, std::move(statements));
  if (!results) co_return failure_json(results.error());
  Json json = Json::array();
  for (const SqlRows& rows : *results) json.push_back(rows_json(rows));
  co_return json;
}

Task<Json> Steps::use_blobs(Json step) {
  const std::string what = text_of(step, "do");
  const std::string key = text_of(step, "key");
  if (what == "blob.put") {
    const auto done =
        co_await put_blob(ports_.blobs, key, text_of(step, "contentType"), text_of(step, "text"));
    co_return done ? Json{{"stored", true}} : failure_json(done.error());
  }
  if (what == "blob.get") {
    const auto text = co_await get_blob(ports_.blobs, key);
    if (!text) co_return failure_json(text.error());
    if (number_of(step, "onlySize", 0) != 0) co_return Json{{"bytes", text->size()}};
    co_return Json{{"text", *text}};
  }
  if (what == "blob.delete") {
    const auto done = co_await delete_blob(ports_.blobs, key);
    co_return done ? Json{{"deleted", true}} : failure_json(done.error());
  }
  if (what == "blob.list") {
    const auto page =
        co_await list_blobs(ports_.blobs, text_of(step, "prefix"), text_of(step, "cursor"),
                            static_cast<std::uint32_t>(number_of(step, "limit", kListDefault)));
    if (!page) co_return failure_json(page.error());
    Json keys = Json::array();
    for (const BlobEntry& entry : page->keys) {
      keys.push_back(
          Json{{"key", entry.key}, {"bytes", entry.bytes}, {"contentType", entry.content_type}});
    }
    co_return Json{{"keys", keys}, {"more", page->cursor.has_value()}};
  }
  co_return step_failure("no such step: " + what);
}

Task<Json> Steps::use_sandbox(Json step) {
  const Json* arguments = find_member(step, "args");
  const auto language = text_of(step, "language") == "typescript" ? SandboxLanguage::kTypescript
                                                                  : SandboxLanguage::kJavascript;
  const SandboxLimits limits{
      .steps_max = static_cast<std::uint64_t>(number_of(step, "stepsMax", kSandboxStepsDefault)),
      .memory_bytes_max =
          static_cast<std::uint32_t>(number_of(step, "memoryBytesMax", kSandboxMemoryBytesDefault)),
      .output_bytes_max =
          static_cast<std::uint32_t>(number_of(step, "outputBytesMax", kSandboxOutputBytesDefault)),
      .console_bytes_max = static_cast<std::uint32_t>(
          number_of(step, "consoleBytesMax", kSandboxConsoleBytesDefault)),
  };
  const auto report =
      co_await skerry::run(ports_.sandbox, language, text_of(step, "program"),
                           arguments != nullptr ? to_text(*arguments) : "[]", limits);
  if (!report) co_return failure_json(report.error());
  auto json = read_json(*report, JsonLimits::for_hosts());
  co_return json ? std::move(*json) : step_failure(json.error().detail);
}

Task<Json> Steps::combine(Json step) {
  if (text_of(step, "do") == "within") {
    const auto limit_ms = static_cast<std::uint64_t>(number_of(step, "ms", 0));
    const Json* inner = find_member(step, "step");
    auto result =
        co_await with_timeout(ports_.timers, run_within(inner ? *inner : Json()), limit_ms);
    co_return result ? std::move(*result) : failure_json(result.error());
  }
  std::vector<Task<Json>> tasks;
  if (const Json* list = find_member(step, "steps"); list != nullptr && list->is_array()) {
    for (const Json& entry : *list) tasks.push_back(run_one(entry));
  }
  Json results = Json::array();
  for (Json& result : co_await when_all(std::move(tasks))) results.push_back(std::move(result));
  co_return results;
}

Task<Result<Json>> Steps::run_within(Json step) { co_return co_await run_one(std::move(step)); }

Json Steps::use_basics(const Json& step) {
  const std::string what = text_of(step, "do");
  Basics& basics = ports_.basics;
  if (what == "now") {
    const double now_ms = basics.clock.now_ms();
    constexpr double kYear2026Ms = 1.76e12;
    return Json{{"plausible", now_ms > kYear2026Ms && now_ms < 2 * kYear2026Ms},
                {"monotonic", basics.clock.monotonic_ms() <= basics.clock.monotonic_ms()}};
  }
  if (what == "random") {
    return Json{{"different", basics.random.next() != basics.random.next()}};
  }
  if (what == "config") {
    const auto value = basics.config.get(text_of(step, "name"));
    return value ? Json{{"value", *value}} : Json{{"value", nullptr}};
  }
  if (what == "log") {
    basics.log.write(LogLevel::kInfo, text_of(step, "message"), R"({"from":"probe"})");
    return Json{{"logged", true}};
  }
  if (what == "metric") {
    basics.metrics.add(text_of(step, "name"), R"({"from":"probe"})", number_of(step, "amount", 1));
    return Json{{"counted", true}};
  }
  if (what == "sha256") return Json{{"hex", basics.crypto.sha256(text_of(step, "text"))}};
  if (what == "hmac") {
    return Json{{"hex", basics.crypto.hmac_sha256(text_of(step, "key"), text_of(step, "text"))}};
  }
  if (what == "verify") {
    const auto valid = basics.crypto.verify(text_of(step, "algorithm"), text_of(step, "key"),
                                            text_of(step, "text"), text_of(step, "signature"));
    return valid ? Json{{"valid", *valid}} : failure_json(valid.error());
  }
  if (what == "allocate") {
    const std::string block(static_cast<std::size_t>(number_of(step, "bytes", 0)), 'x');
    return Json{{"bytes", block.size()}};
  }
  return {};
}

Json Steps::use_actor(const Json& step) {
  const std::string what = text_of(step, "do");
  if (what == "sql" && ports_.actor_storage != nullptr) {
    const Json* params = find_member(step, "params");
    const auto rows = execute(*ports_.actor_storage, text_of(step, "sql"),
                              params != nullptr ? *params : Json::array());
    return rows ? rows_json(*rows) : failure_json(rows.error());
  }
  if (what == "self" && ports_.actor != nullptr) {
    const ActorIdentity identity = ports_.actor->self();
    return Json{{"namespace", identity.space}, {"name", identity.name}};
  }
  if (what == "destroy" && ports_.actor != nullptr) {
    ports_.actor->destroy();
    return Json{{"destroyed", true}};
  }
  if (what == "alarm.set" && ports_.alarm != nullptr) {
    const double at_ms = ports_.basics.clock.now_ms() + number_of(step, "inMs", 0);
    ports_.alarm->set(static_cast<std::uint64_t>(at_ms < 0 ? 0 : at_ms));
    return Json{{"set", true}};
  }
  if (what == "alarm.clear" && ports_.alarm != nullptr) {
    ports_.alarm->clear();
    return Json{{"cleared", true}};
  }
  if (what == "alarm.get" && ports_.alarm != nullptr) {
    return Json{{"set", ports_.alarm->get().has_value()}};
  }
  if (what == "sockets.list" && ports_.sockets != nullptr) {
    return Json{{"count", ports_.sockets->list().size()}};
  }
  if (what == "sockets.send-all" && ports_.sockets != nullptr) {
    const auto times = static_cast<int>(number_of(step, "times", 1));
    for (const std::string& socket : ports_.sockets->list()) {
      for (int index = 0; index < times; ++index) {
        ports_.sockets->send(socket, text_of(step, "text"));
      }
    }
    return Json{{"sent", true}};
  }
  if (what == "sockets.close-all" && ports_.sockets != nullptr) {
    for (const std::string& socket : ports_.sockets->list()) {
      ports_.sockets->close(socket, static_cast<std::uint16_t>(number_of(step, "code", 1000)),
                            text_of(step, "reason"));
    }
    return Json{{"closed", true}};
  }
  return {};
}

}  // namespace skerry::probe
