#include <CLI/CLI.hpp>
#include <format>
#include <memory>

#include "host/cli/commands.hpp"
#include "host/cli/output.hpp"
#include "host/cli/terminal.hpp"
#include "modules/sdk/percent.hpp"

namespace skerry::host {
namespace {

constexpr std::size_t kListDefault = 20;
constexpr std::size_t kListMax = 10'000;
constexpr std::size_t kShownColumnsMax = 60;
constexpr std::string_view kPath = "/fn/functions";

struct Chosen {
  std::string id;
  std::size_t limit = kListDefault;
  std::string source;
  std::string description;
  std::string name;
  std::vector<std::string> paraphrases;
  std::vector<std::string> parameters;
  std::string examples;
  std::optional<std::string> args;
};

/// Does something with the answer to a request about one function.
int ask_about(const Chosen& chosen, const Place& place, DoorRequest request,
              const std::function<int(const Json&)>& show) {
  if (const auto fault = fault_of_id(IdKind::kFunction, chosen.id)) return fail(*fault);
  request.path = std::string(kPath) + "/" + chosen.id + request.path;
  return with_door(place, [&](Door& door) {
    const auto answer = ask_json(door, request, place);
    return answer ? show(*answer) : 1;
  });
}

int show(const Chosen& chosen, const Place& place) {
  return ask_about(chosen, place, {},
                   [&](const Json& answer) { return print_record(answer, place); });
}

int remove(const Chosen& chosen, const Place& place) {
  return ask_about(chosen, place, {.method = "DELETE", .path = {}}, [](const Json&) { return 0; });
}

/// Prints the TypeScript alone, for a file.
int export_source(const Chosen& chosen, const Place& place) {
  if (const auto fault = fault_of_id(IdKind::kFunction, chosen.id)) return fail(*fault);
  return with_door(place, [&](Door& door) {
    const auto answer =
        door.ask({.path = std::format("{}/{}?format=typescript", kPath, chosen.id)});
    if (!answer) return fail(answer.error());
    if (answer->status != 200) return fail_with(*answer, place);
    if (place.json) return print_json(to_text(Json(answer->body)) + "\n");
    // A file gets it byte for byte.
    return print(terminal_of(stdout).is_terminal ? clean(answer->body, true) : answer->body);
  });
}

int invoke(const Chosen& chosen, const Place& place) {
  Json body = Json::object();
  if (chosen.args) {
    auto args = read_json_source("--args", *chosen.args);
    if (!args) return fail(args.error());
    body["args"] = std::move(*args);
  }
  DoorRequest request{.method = "POST", .path = "/invoke", .body = to_text(body)};
  return ask_about(chosen, place, request,
                   [&](const Json& answer) { return print_result(answer, place); });
}

int add(const Chosen& chosen, const Place& place) {
  const auto source = read_source("source", chosen.source);
  if (!source) return fail(source.error());
  if (!is_utf8(*source)) return fail("the source is not UTF-8");
  if (const std::string hint = hint_about_file(chosen.source); !hint.empty()) {
    return fail("the source is the name of a file" + hint);
  }
  // `export default` has one.
  if (source->find_first_of(" \t\r\n") == std::string::npos) {
    return fail(std::format("the source is no TypeScript: {}; give its text, @file, or -",
                            fit(clean(*source), kShownColumnsMax)));
  }
  if (chosen.source == "-" && chosen.examples == "-") {
    return fail("the source and --examples cannot both be standard input");
  }
  const auto examples = read_json_source("--examples", chosen.examples);
  if (!examples) return fail(examples.error());
  Json body = {{"name", chosen.name},
               {"description", chosen.description},
               {"source", *source},
               {"examples", *examples}};
  if (!chosen.paraphrases.empty()) body["paraphrases"] = chosen.paraphrases;
  if (!chosen.parameters.empty()) body["parameters"] = chosen.parameters;
  return with_door(place, [&](Door& door) {
    const auto answer = ask_json(
        door, {.method = "POST", .path = std::string(kPath), .body = to_text(body)}, place);
    return answer ? print_record(*answer, place) : 1;
  });
}

void add_list(CLI::App& functions, const std::shared_ptr<Chosen>& chosen, Place& place,
              Action& action) {
  CLI::App* list = functions.add_subcommand("list", "Accepted functions, newest first");
  list->add_option("--limit", chosen->limit, "How many at most")
      ->check(CLI::Range(std::size_t{1}, kListMax))
      ->capture_default_str();
  add_place_options(*list, place);
  list->callback([chosen, &place, &action] {
    action = [chosen, &place] {
      return print_list(place, std::string(kPath), {}, chosen->limit,
                        {{"FUNCTION", "id"},
                         {"NAME", "name", true},
                         {"ORIGIN", "origin"},
                         {"TESTS", "tests"},
                         {"PINNED", "pinned"},
                         {"DESCRIPTION", "description", true}});
    };
  });
}

}  // namespace

void add_function_commands(CLI::App& program, Place& place, Action& action) {
  const auto chosen = std::make_shared<Chosen>();
  CLI::App* functions = program.add_subcommand("functions", "Accepted functions, one's own too");
  functions->require_subcommand(1);
  add_list(*functions, chosen, place, action);
  const auto command = [&](const char* name, const char* help, auto act) {
    CLI::App* made = functions->add_subcommand(name, help);
    add_place_options(*made, place);
    made->callback([chosen, &place, &action, act] {
      action = [chosen, &place, act] { return act(*chosen, place); };
    });
    return made;
  };
  CLI::App* added = command("add", "Register a function of one's own; it is proven first", add);
  added->add_option("source", chosen->source, "TypeScript: text, @file, or - for standard input")
      ->required();
  added->add_option("--description", chosen->description, "What it does, in a sentence")
      ->required();
  added
      ->add_option("--examples", chosen->examples,
                   "[{\"args\": […], \"result\": …}, …]: JSON, @file, or - for standard input")
      ->required();
  added->add_option("--name", chosen->name, "Unique among your functions")->required();
  added
      ->add_option("--paraphrase", chosen->paraphrases,
                   "Another sentence that asks for it; may be given several times")
      ->expected(1)
      ->take_all();
  added
      ->add_option("--parameter", chosen->parameters,
                   "A parameter's name, once for each in their order; otherwise the members of the "
                   "first example's args")
      ->expected(1)
      ->take_all();
  for (CLI::App* one : {command("show", "One function", show),
                        command("invoke", "Run a function: no classification, no model", invoke),
                        command("export", "Its TypeScript, for a file", export_source),
                        command("rm", "Forget a function", remove)}) {
    one->add_option("function", chosen->id, "Its id, fn_…")->required();
    if (one->get_name() == "invoke") {
      one->add_option("--args", chosen->args, "Its arguments: JSON, @file, or -");
    }
  }
}

}  // namespace skerry::host
