#include "modules/fn/functions/function_door.hpp"

#include <algorithm>
#include <utility>

#include "modules/fn/adjustable_limits.hpp"
#include "modules/fn/functions/catalogue_functions.hpp"
#include "modules/fn/functions/function_views.hpp"
#include "modules/fn/functions/own_functions.hpp"
#include "modules/fn/generation/code_prover.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/join.hpp"
#include "modules/sdk/paging.hpp"
#include "modules/sdk/percent.hpp"

namespace skerry::fn {
namespace {

Problem not_found() { return {"function_not_found", "There is no such function.", {}, {}}; }

Problem read_only() {
  return {"function_read_only", "Functions of the catalogue cannot be changed.", {}, {}};
}

/// How a function is to be shown: the query's one parameter.
enum class Form : unsigned char { kJson, kTypescript };

std::expected<Form, Problem> read_form(const std::string& query) {
  const auto parameters = parse_query(query);
  const Problem fault{"invalid_query", "The one parameter is format: json or typescript.", {}, {}};
  if (!parameters || parameters->size() > 1) return std::unexpected(fault);
  if (parameters->empty()) return Form::kJson;
  const auto& [name, value] = parameters->front();
  if (name != "format" || (value != "json" && value != "typescript")) return std::unexpected(fault);
  return value == "json" ? Form::kJson : Form::kTypescript;
}

/// An id that is none names nothing, and is not looked for.
bool may_be_function(std::string_view id) {
  return is_id(IdKind::kFunction, id) || find_catalogue_function(id) != nullptr;
}

Task<FunctionDoor::Outcome> nothing_there() { co_return std::unexpected(not_found()); }

Response module_response(const std::string& id, std::string module) {
  Response response = text_response(200, std::move(module));
  response.head.add("content-disposition", "attachment; filename=\"" + id + ".ts\"");
  return response;
}

}  // namespace

FunctionDoor::FunctionDoor(Ports ports) : ports_(ports), store_(ports.basics, ports.storage) {}

bool takes_body(FunctionRoute route) {
  return route == FunctionRoute::kRegister || route == FunctionRoute::kChange ||
         route == FunctionRoute::kInvoke || route == FunctionRoute::kCorrect;
}

Task<FunctionDoor::Outcome> FunctionDoor::answer(Asked asked) {
  const FunctionRoute route = asked.route;
  if (route == FunctionRoute::kList) return list(std::move(asked));
  if (route == FunctionRoute::kRegister) return register_function(std::move(asked));
  if (route == FunctionRoute::kCorrect) return correct(std::move(asked));
  if (!may_be_function(asked.id)) return nothing_there();
  if (route == FunctionRoute::kRead) return read(std::move(asked));
  if (route == FunctionRoute::kChange) return change(std::move(asked));
  if (route == FunctionRoute::kForget) return forget(std::move(asked));
  return invoke(std::move(asked));
}

Task<FunctionDoor::Outcome> FunctionDoor::invoke(Asked asked) {
  auto invocation =
      read_invocation(asked.body, std::move(asked.id), call_limits(ports_.basics.config));
  if (!invocation) co_return std::unexpected(std::move(invocation.error()));
  auto text = co_await invoke(std::move(asked.tenant), std::move(*invocation));
  if (!text) co_return std::unexpected(std::move(text.error()));
  co_return json_response(200, std::move(*text));
}

Task<FunctionDoor::Outcome> FunctionDoor::correct(Asked asked) {
  const auto type = read_feedback(asked.body);
  if (!type) co_return std::unexpected(type.error());
  const auto correction =
      co_await ports_.executions.correct(std::move(asked.tenant), asked.id, *type);
  if (!correction) co_return std::unexpected(correction.error());
  co_return json_response(200, to_text(Json{{"success", true},
                                            {"id", asked.id},
                                            {"type", name_of(correction->type)},
                                            {"tier", correction->tier},
                                            {"corrected", name_of(*type)}}));
}

Task<FunctionDoor::Outcome> FunctionDoor::list(Asked asked) {
  const auto page = read_page_query(asked.query, IdKind::kFunction);
  if (!page) co_return std::unexpected(Problem{"invalid_query", page.error(), {}, {}});
  const auto functions =
      co_await store_.list(std::move(asked.tenant), page->before(), page->rows_wanted());
  if (!functions) co_return std::unexpected(problem_of(functions.error()));
  Json items = Json::array();
  for (const FunctionSummary& function : *functions) items.push_back(view_of(function));
  co_return json_response(200, to_text(page->page(std::move(items), "id")));
}

Task<FunctionDoor::Outcome> FunctionDoor::register_function(Asked asked) {
  auto function = read_new_function(asked.body);
  if (!function) co_return std::unexpected(std::move(function.error()));
  auto fault = co_await with_timeout(ports_.timers, fault_of(&*function),
                                     call_limits(ports_.basics.config).timeout_ms_max);
  if (!fault) {
    co_return std::unexpected(
        Problem{"timed_out", "The examples did not end within the time of a call.", {}, {}});
  }
  if (*fault) co_return std::unexpected(std::move(**fault));
  CryptoPort& crypto = ports_.basics.crypto;
  const auto tests = static_cast<std::uint32_t>(function->examples.size());
  // It is found by its phrases; its key need only differ from every other.
  ProvenFunction proven{.tenant = asked.tenant,
                        .lookup_key = crypto.sha256(
                            make_id(IdKind::kFunction, ports_.basics.clock, ports_.basics.random)),
                        .name = std::move(function->name),
                        .description = function->description,
                        .paraphrases = function->paraphrases,
                        .phrase_keys = keys_of(function->description, function->paraphrases),
                        .parameters = std::move(function->parameters),
                        .source = std::move(function->source),
                        .examples = std::move(function->examples),
                        .origin = FunctionOrigin::kOwn,
                        .tests = tests};
  const auto accepted = co_await store_.accept(std::move(proven));
  if (!accepted) co_return std::unexpected(problem_of(accepted.error()));
  ports_.executor.functions_changed(asked.tenant);
  Response response = json_response(201, to_text(view_of(accepted->function)));
  response.head.add("location", "/fn/functions/" + accepted->function.id);
  co_return response;
}

Task<Result<std::optional<Problem>>> FunctionDoor::fault_of(const NewFunction* function) {
  std::vector<Example> examples;
  for (const Json& example : function->examples) {
    examples.push_back({*find_member(example, "args"), *find_member(example, "result")});
  }
  CodeProver prover(ports_.basics.log, ports_.sandbox, sandbox_work_steps(ports_.basics.config),
                    ports_.executor.schemas());
  const auto verdict = co_await prover.prove(function->source, std::move(examples), nullptr);
  if (!verdict) co_return std::optional(verdict.error());
  if (verdict->empty()) co_return std::optional<Problem>();
  Problem problem{"function_not_proven", "The function does not pass its examples.", {}, {}};
  for (const auto& error : *verdict) {
    if (error.pointer == "/source") {
      problem.code = "source_invalid";
      problem.detail = "The source cannot be used.";
    }
    problem.errors.push_back({error.pointer, error.detail});
  }
  co_return std::optional(std::move(problem));
}

Task<FunctionDoor::Outcome> FunctionDoor::read(Asked asked) {
  const auto form = read_form(asked.query);
  if (!form) co_return std::unexpected(form.error());
  if (const table::Function* function = find_catalogue_function(asked.id)) {
    if (*form == Form::kTypescript) co_return module_response(asked.id, function->source());
    co_return json_response(200, to_text(view_of(*function)));
  }
  const auto function = co_await store_.get(std::move(asked.tenant), asked.id);
  if (!function) co_return std::unexpected(problem_of(function.error()));
  if (!*function) co_return std::unexpected(not_found());
  if (*form == Form::kTypescript) co_return module_response(asked.id, typescript_of(**function));
  co_return json_response(200, to_text(view_of(**function)));
}

Task<FunctionDoor::Outcome> FunctionDoor::change(Asked asked) {
  auto patch = read_function_patch(asked.body);
  if (!patch) co_return std::unexpected(std::move(patch.error()));
  if (find_catalogue_function(asked.id) != nullptr) co_return std::unexpected(read_only());
  if (patch->paraphrases) {
    const auto before = co_await store_.get(asked.tenant, asked.id);
    if (!before) co_return std::unexpected(problem_of(before.error()));
    if (!*before) co_return std::unexpected(not_found());
    // A model's function answers the call that it was written for, whose words alone do not name
    // it: only what its tenant adds does.
    const bool by_model = (*before)->origin == FunctionOrigin::kModel;
    patch->phrase_keys = keys_of(by_model ? "" : (*before)->description, *patch->paraphrases);
  }
  const auto function = co_await store_.patch(asked.tenant, std::move(asked.id), std::move(*patch));
  if (!function) co_return std::unexpected(problem_of(function.error()));
  if (!*function) co_return std::unexpected(not_found());
  ports_.executor.functions_changed(asked.tenant);
  co_return json_response(200, to_text(view_of(**function)));
}

Task<FunctionDoor::Outcome> FunctionDoor::forget(Asked asked) {
  if (find_catalogue_function(asked.id) != nullptr) co_return std::unexpected(read_only());
  const auto removed = co_await store_.remove(asked.tenant, std::move(asked.id));
  if (!removed) co_return std::unexpected(problem_of(removed.error()));
  if (!*removed) co_return std::unexpected(not_found());
  ports_.executor.functions_changed(asked.tenant);
  co_return Response{204, {}, {}};
}

Task<Executor::Outcome> FunctionDoor::invoke(std::string tenant, Invocation invocation) {
  if (!may_be_function(invocation.id)) co_return std::unexpected(not_found());
  const Json* args = invocation.args ? &*invocation.args : nullptr;
  std::expected<CodeRun, Problem> run = std::unexpected(not_found());
  if (const table::Function* listed = find_catalogue_function(invocation.id)) {
    run = code_run_of(*listed, args);
  } else {
    const auto function = co_await store_.get(tenant, invocation.id);
    if (!function) co_return std::unexpected(problem_of(function.error()));
    if (!*function) co_return std::unexpected(not_found());
    run = args != nullptr ? code_run_of(**function, *args) : code_run_of(**function);
    if (run) co_await store_.touch(std::move(tenant), invocation.id, (*function)->used_ms);
  }
  if (!run) co_return std::unexpected(std::move(run.error()));
  co_return co_await ports_.executor.invoke(std::move(*run), std::move(invocation.schema),
                                            invocation.timeout_ms);
}

std::vector<std::string> FunctionDoor::keys_of(const std::string& description,
                                               const std::vector<std::string>& paraphrases) {
  std::vector<std::string> keys;
  const auto add = [&](const std::string& phrase) {
    std::string key = phrase_key_of(ports_.basics.crypto, phrase, "");
    if (!key.empty()) keys.push_back(std::move(key));
  };
  add(description);
  for (const std::string& paraphrase : paraphrases) add(paraphrase);
  return keys;
}

}  // namespace skerry::fn
