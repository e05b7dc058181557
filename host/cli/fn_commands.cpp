#include <CLI/CLI.hpp>
#include <format>
#include <memory>

#include "host/cli/commands.hpp"
#include "host/cli/job_waiting.hpp"
#include "host/cli/output.hpp"
#include "host/cli/terminal.hpp"
#include "modules/sdk/percent.hpp"

namespace skerry::host {
namespace {

/// What `fn` and `classify` read.
struct Asked {
  std::string description;
  std::optional<std::string> args;
  std::optional<std::string> schema;
  std::string context;
  std::string type;
  std::string model;
  std::string provider;
  bool is_async = false;
  bool no_wait = false;
};

/// The body of the request, or a line for the user.
std::expected<Json, std::string> body_of(const Asked& asked) {
  for (const std::string* text : {&asked.description, &asked.context}) {
    if (!is_utf8(*text)) return std::unexpected("the description or its context is not UTF-8");
  }
  if (asked.args == "-" && asked.schema == "-") {
    return std::unexpected("--args and --schema cannot both be standard input");
  }
  Json body = {{"description", asked.description}};
  for (const auto& [name, option, text] :
       {std::tuple{"args", "--args", &asked.args}, {"schema", "--schema", &asked.schema}}) {
    if (!*text) continue;
    auto value = read_json_source(option, **text);
    if (!value) return std::unexpected(value.error());
    body[name] = std::move(*value);
  }
  if (!asked.context.empty()) body["context"] = asked.context;
  if (!asked.type.empty()) body["type"] = asked.type;
  Json options = Json::object();
  if (asked.is_async) options["mode"] = "async";
  if (!asked.model.empty()) options["model"] = asked.model;
  if (!asked.provider.empty()) options["provider"] = asked.provider;
  if (!options.empty()) body["options"] = std::move(options);
  return body;
}

/// One line about how an answer came about: `code, 0.98 sure, catalogue, 1.2 ms`.
std::string summary_of(const Json& answer) {
  const auto text_at = [&](std::initializer_list<const char*> path) -> std::string {
    const Json* value = &answer;
    for (const char* name : path) {
      if (value != nullptr) value = find_member(*value, name);
    }
    return value == nullptr ? "" : readable(*value);
  };
  std::string line = text_at({"type"});
  const std::string confidence = text_at({"classification", "confidence"});
  if (!confidence.empty()) line += std::format(" ({} sure)", confidence);
  const std::string origin = text_at({"code", "origin"});
  if (!origin.empty()) line += ", " + origin + " " + text_at({"code", "functionId"});
  const std::string total = text_at({"timings", "totalMs"});
  if (!total.empty()) line += ", " + total + " ms";
  return line;
}

int print_answer(const Json& answer, const Place& place) {
  const int status = print_result(answer, place);
  if (status != 0 || wants_json(place) || !answer.contains("result")) return status;
  return print(faint(summary_of(answer), terminal_of(stdout)) + "\n");
}

std::string text_of(const Json& answer, std::string_view name) {
  const Json* value = find_member(answer, name);
  return value == nullptr ? "" : readable(*value);
}

/// A task for a person, and how that person answers it.
int print_task(const Json& answer, const Place& place) {
  if (wants_json(place)) return print_record(answer, place);
  const std::string task = text_of(answer, "taskId");
  Json shown = {{"waits for", "a person"}, {"task", task}, {"job", text_of(answer, "jobId")}};
  const std::string link = text_of(answer, "taskUrl");
  // Without a server there is nobody to open it at.
  if (!link.starts_with('/')) shown["link"] = link;
  shown["answer it"] = std::format("skerry tasks complete {} --claim --response '\"…\"'", task);
  const Terminal terminal = terminal_of(stdout);
  return print(layout_record(shown, terminal) + faint(summary_of(answer), terminal) + "\n");
}

/// The id of the job that an answer names, checked; empty when it names none.
std::string job_of(const Json& answer) {
  const Json* id = find_member(answer, "jobId");
  return id != nullptr && id->is_string() && is_id(IdKind::kJob, id->get<std::string>())
             ? id->get<std::string>()
             : "";
}

int run_fn(const Asked& asked, const Place& place) {
  const auto body = body_of(asked);
  if (!body) return fail(body.error());
  return with_door(place, [&](Door& door) {
    const auto answer =
        ask_json(door, {.method = "POST", .path = "/fn", .body = to_text(*body)}, place);
    if (!answer) return 1;
    const std::string job = job_of(*answer);
    if (job.empty()) return print_answer(*answer, place);
    const bool is_task = find_member(*answer, "taskId") != nullptr;
    // Nobody could answer a task while this command holds the folder.
    const bool waits = asked.is_async && !asked.no_wait && !(is_task && door.url().empty());
    if (!waits) {
      if (is_task) return print_task(*answer, place);
      if (asked.is_async) note_left_alone(door, job);
      return print_record(*answer, place);
    }
    const auto ended = wait_for_job(door, job, place);
    return ended ? print_ended_job(*ended, place) : 1;
  });
}

int run_classify(const Asked& asked, const Place& place) {
  const auto body = body_of(asked);
  if (!body) return fail(body.error());
  return with_door(place, [&](Door& door) {
    const auto answer =
        ask_json(door, {.method = "POST", .path = "/fn/classify", .body = to_text(*body)}, place);
    if (!answer) return 1;
    if (wants_json(place)) return print_value(*answer, place);
    const Json* classification = find_member(*answer, "classification");
    if (classification == nullptr) return print_record(*answer, place);
    Json shown = *classification;
    for (const char* name : {"uncertain", "wouldRun"}) {
      if (const Json* value = find_member(*answer, name)) shown[name] = *value;
    }
    return print_record(shown, place);
  });
}

void add_asked_options(CLI::App& command, Asked& asked) {
  command.add_option("description", asked.description, "What the function does, in a sentence")
      ->required();
  command.add_option("--args", asked.args, "Its arguments: JSON, @file, or - for standard input");
  command.add_option("--schema", asked.schema,
                     "JSON Schema of the result: JSON, @file, or - for standard input");
  command.add_option("--context", asked.context, "More about what is wanted");
}

}  // namespace

void add_fn_commands(CLI::App& program, Place& place, Action& action) {
  const auto asked = std::make_shared<Asked>();
  CLI::App* fn = program.add_subcommand("fn", "Describe a function and have it done");
  add_asked_options(*fn, *asked);
  fn->add_option("--type", asked->type, "The kind of work, when it is known")
      ->check(CLI::IsMember({"code", "object", "agentic", "human"}));
  fn->add_option("--model", asked->model, "A model that the configuration allows");
  fn->add_option("--provider", asked->provider, "The provider to use")
      ->check(CLI::IsMember({"local", "openai", "anthropic", "compatible", "workers-ai"}));
  CLI::Option* async = fn->add_flag("--async", asked->is_async, "As a job; waits until it ends");
  fn->add_flag("--no-wait", asked->no_wait, "Do not wait for the job, only name it")->needs(async);
  add_place_options(*fn, place);
  fn->callback(
      [asked, &place, &action] { action = [asked, &place] { return run_fn(*asked, place); }; });
  const auto classified = std::make_shared<Asked>();
  CLI::App* classify = program.add_subcommand("classify", "Say what kind of work a description is");
  add_asked_options(*classify, *classified);
  add_place_options(*classify, place);
  classify->callback([classified, &place, &action] {
    action = [classified, &place] { return run_classify(*classified, place); };
  });
}

}  // namespace skerry::host
