#include "modules/fn/functions/accepted_functions.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "modules/sdk/id.hpp"
#include "modules/sdk/join.hpp"
#include "modules/sdk/simulation/migrate.hpp"
#include "modules/sdk/simulation/simulated_host.hpp"

namespace skerry::fn {
namespace {

using simulation::SimulatedHost;

/// Does one thing a request.
class Worker final : public Module {
 public:
  explicit Worker(std::function<Task<void>()>& work) : work_(work) {}

  Task<Answer> on_request(Request /*request*/) override {
    co_await work_();
    co_return text_response(200, "done");
  }

 private:
  std::function<Task<void>()>& work_;
};

template <class T>
Task<void> keep(Task<T> task, std::optional<T>* into) {
  *into = co_await std::move(task);
}

struct Bench {
  Bench() {
    simulation::migrate(host.storage.database);
    host.load<Worker>(std::ref(work));
  }

  /// What a task gives when nothing else is under way.
  template <class T>
  T run(Task<T> task) {
    std::optional<T> result;
    work = [&] { return keep(std::move(task), &result); };
    const OpId request = host.http.send({.method = "POST", .path = "/"});
    host.world.run();
    REQUIRE(host.http.view(request).status == 200);
    return std::move(*result);
  }

  AcceptedFunctions::Acceptance accept(ProvenFunction function) {
    auto outcome = run(store.accept(std::move(function)));
    REQUIRE(outcome);
    return std::move(*outcome);
  }

  AcceptedFunctions::PhraseLookup phrase(std::string tenant, std::string key) {
    auto found = run(store.find_by_phrase(std::move(tenant), std::move(key)));
    REQUIRE(found);
    return std::move(*found);
  }

  std::vector<std::string> ids(const std::string& tenant) {
    const auto page = run(store.list(tenant, "fn_~", 2'000));
    REQUIRE(page);
    std::vector<std::string> found;
    for (const FunctionSummary& item : *page) found.push_back(item.id);
    return found;
  }

  std::int64_t count(std::string_view table) {
    const auto rows =
        host.storage.database.execute("SELECT count(*) FROM " + std::string(table), Json::array());
    return (*rows)["rows"][0][0].get<std::int64_t>();
  }

  SimulatedHost host{11};
  std::function<Task<void>()> work;
  AcceptedFunctions store{host.basics(), host.storage};
};

ProvenFunction own(const std::string& name, std::vector<std::string> phrase_keys = {},
                   const std::string& tenant = "t") {
  return {.tenant = tenant,
          .lookup_key = "key of " + name,
          .name = name,
          .description = "Does " + name,
          .paraphrases = {"do " + name},
          .phrase_keys = std::move(phrase_keys),
          .parameters = {"a", "b"},
          .source = "export default (a, b) => a + b",
          .examples = Json::array({Json{{"args", {1, 2}}, {"result", 3}}}),
          .origin = FunctionOrigin::kOwn,
          .tests = 1};
}

ProvenFunction written(const std::string& key, bool pinned = false) {
  return {.tenant = "t",
          .lookup_key = key,
          .description = "Does " + key,
          .source = "export default () => 1",
          .origin = FunctionOrigin::kModel,
          .provider = "openai",
          .model = "gpt-4o-mini",
          .pinned = pinned,
          .tests = 3};
}

TEST_CASE("an accepted function is found again with everything that was said", "[functions]") {
  Bench bench;
  const auto accepted = bench.accept(own("add", {"p1", "p2", "p1"}));
  CHECK(accepted.first);
  REQUIRE(is_id(IdKind::kFunction, accepted.function.id));
  const auto by_key = bench.run(bench.store.find_by_key("t", "key of add"));
  const auto by_id = bench.run(bench.store.get("t", accepted.function.id));
  const auto phrased = bench.run(bench.store.find_by_phrase("t", "p2"));
  REQUIRE(phrased);
  CHECK(phrased->any);
  const AcceptedFunctions::Outcome<std::optional<AcceptedFunction>> by_phrase = phrased->function;
  for (const auto& outcome : {by_key, by_id, by_phrase}) {
    REQUIRE(outcome);
    REQUIRE(*outcome);
    const AcceptedFunction& function = **outcome;
    CHECK(function.id == accepted.function.id);
    CHECK(function.name == "add");
    CHECK(function.description == "Does add");
    CHECK(function.paraphrases == std::vector<std::string>{"do add"});
    CHECK(function.parameters == std::vector<std::string>{"a", "b"});
    CHECK(function.source == "export default (a, b) => a + b");
    CHECK(function.examples == Json::array({Json{{"args", {1, 2}}, {"result", 3}}}));
    CHECK(function.origin == FunctionOrigin::kOwn);
    CHECK_FALSE(function.model);
    CHECK_FALSE(function.pinned);
    CHECK(function.tests == 1);
    CHECK(function.created_ms == static_cast<std::uint64_t>(bench.host.clock.now_ms()));
  }
}

TEST_CASE("no tenant sees, changes or forgets another's function", "[functions]") {
  Bench bench;
  const std::string id = bench.accept(own("add", {"p"})).function.id;
  CHECK_FALSE(bench.run(bench.store.get("other", id))->has_value());
  CHECK_FALSE(bench.run(bench.store.find_by_key("other", "key of add"))->has_value());
  CHECK_FALSE(bench.phrase("other", "p").function.has_value());
  CHECK(bench.ids("other").empty());
  CHECK_FALSE(bench.run(bench.store.patch("other", id, {.name = "mine"}))->has_value());
  CHECK_FALSE(
      bench
          .run(bench.store.patch(
              "other", id, {.paraphrases = std::vector<std::string>{"x"}, .phrase_keys = {"q"}}))
          ->has_value());
  CHECK(*bench.run(bench.store.remove("other", id)) == false);
  CHECK_FALSE(bench.phrase("other", "p").any);
  const auto kept = bench.phrase("t", "p").function;
  REQUIRE(kept);
  CHECK(kept->name == "add");
  // The same names, keys and phrases are another tenant's own.
  CHECK(bench.accept(own("add", {"p"}, "other")).first);
}

TEST_CASE("of equal functions offered at the same time one is kept and all get it", "[functions]") {
  Bench bench;
  std::vector<Task<AcceptedFunctions::Outcome<AcceptedFunctions::Acceptance>>> tasks;
  for (int offer = 0; offer < 5; ++offer) tasks.push_back(bench.store.accept(written("same")));
  const auto outcomes = bench.run(when_all(std::move(tasks)));
  int first = 0;
  for (const auto& outcome : outcomes) {
    REQUIRE(outcome);
    CHECK(outcome->function.id == outcomes[0]->function.id);
    if (outcome->first) ++first;
  }
  CHECK(first == 1);
  CHECK(bench.ids("t").size() == 1);
}

TEST_CASE("names and phrases are unique within a tenant, also after changes", "[functions]") {
  Bench bench;
  const std::string add = bench.accept(own("add", {"p1"})).function.id;
  const std::string sum = bench.accept(own("sum", {"p2"})).function.id;
  ProvenFunction same_name = own("add", {"p3"});
  same_name.lookup_key = "another key";
  const auto named = bench.run(bench.store.accept(same_name));
  REQUIRE_FALSE(named);
  CHECK(named.error() == FunctionStoreFailure::kNameTaken);
  const auto phrased = bench.run(bench.store.accept(own("third", {"p9", "p2"})));
  REQUIRE_FALSE(phrased);
  CHECK(phrased.error() == FunctionStoreFailure::kPhraseTaken);
  CHECK(bench.ids("t") == std::vector<std::string>{std::max(add, sum), std::min(add, sum)});
  CHECK(bench.count("accepted_function_phrases") == 2);

  const std::vector<std::string> words = {"w"};
  CHECK(bench.run(bench.store.patch("t", sum, {.name = "add"})).error() ==
        FunctionStoreFailure::kNameTaken);
  CHECK(bench.run(bench.store.patch("t", sum, {.paraphrases = words, .phrase_keys = {"p1"}}))
            .error() == FunctionStoreFailure::kPhraseTaken);
  CHECK(bench
            .run(bench.store.patch("t", sum,
                                   {.name = "add", .paraphrases = words, .phrase_keys = {"p7"}}))
            .error() == FunctionStoreFailure::kNameTaken);
  CHECK(bench
            .run(bench.store.patch("t", sum,
                                   {.name = "free", .paraphrases = words, .phrase_keys = {"p1"}}))
            .error() == FunctionStoreFailure::kPhraseTaken);
  const auto unchanged = bench.run(bench.store.get("t", sum));
  CHECK((*unchanged)->name == "sum");
  CHECK(bench.phrase("t", "p2").function.has_value());
}

TEST_CASE("a change changes what it names alone", "[functions]") {
  Bench bench;
  const std::string id = bench.accept(own("add", {"p1", "p2"})).function.id;
  const auto pinned = bench.run(bench.store.patch("t", id, {.pinned = true}));
  REQUIRE(pinned->has_value());
  CHECK((*pinned)->pinned);
  CHECK((*pinned)->name == "add");
  CHECK((*pinned)->paraphrases == std::vector<std::string>{"do add"});
  const auto worded =
      bench.run(bench.store.patch("t", id,
                                  {.pinned = false,
                                   .paraphrases = std::vector<std::string>{"put together"},
                                   .phrase_keys = {"p2", "p3"}}));
  CHECK((*worded)->paraphrases == std::vector<std::string>{"put together"});
  CHECK_FALSE((*worded)->pinned);
  CHECK_FALSE(bench.phrase("t", "p1").function.has_value());
  CHECK(bench.phrase("t", "p2").function.has_value());
  CHECK(bench.phrase("t", "p3").function.has_value());
}

TEST_CASE("a forgotten function leaves nothing and its phrases are free", "[functions]") {
  Bench bench;
  const std::string id = bench.accept(own("add", {"p"})).function.id;
  CHECK(*bench.run(bench.store.remove("t", id)) == true);
  CHECK(*bench.run(bench.store.remove("t", id)) == false);
  CHECK(bench.count("accepted_functions") == 0);
  CHECK(bench.count("accepted_function_phrases") == 0);
  CHECK(bench.accept(own("add", {"p"})).first);
}

TEST_CASE("lists go on where they ended", "[functions]") {
  Bench bench;
  for (int index = 0; index < 5; ++index) {
    bench.accept(own(std::to_string(index)));
    bench.host.world.advance(1);
  }
  const auto all = bench.ids("t");
  REQUIRE(all.size() == 5);
  const auto page = bench.run(bench.store.list("t", all[1], 2));
  REQUIRE(page->size() == 2);
  CHECK(page->front().id == all[2]);
  CHECK(page->back().id == all[3]);
}

TEST_CASE("the least recently used unpinned function of a model gives way, others never",
          "[functions]") {
  Bench bench;
  const std::string pinned = bench.accept(written("pinned", true)).function.id;
  const std::string own_id = bench.accept(own("own", {"p"})).function.id;
  const std::string oldest = bench.accept(written("oldest")).function.id;
  bench.host.world.advance(1'000);
  const std::string next = bench.accept(written("next")).function.id;
  for (std::size_t count = 4; count < limits::kFunctionsPerTenantMax; ++count) {
    bench.host.world.advance(1);
    bench.accept(written(std::to_string(count)));
  }
  bench.host.world.advance(limits::kFunctionUseResolutionMs);
  const auto used = bench.run(bench.store.get("t", oldest));
  Task<std::monostate> touch = [](AcceptedFunctions* store, std::string id,
                                  std::uint64_t used_ms) -> Task<std::monostate> {
    co_await store->touch("t", std::move(id), used_ms);
    co_return std::monostate();
  }(&bench.store, oldest, (*used)->used_ms);
  bench.run(std::move(touch));

  // What is there already evicts nothing.
  CHECK_FALSE(bench.accept(written("next")).first);
  CHECK(bench.ids("t").size() == limits::kFunctionsPerTenantMax);
  CHECK(bench.accept(written("one more")).first);
  CHECK(bench.ids("t").size() == limits::kFunctionsPerTenantMax);
  CHECK_FALSE(bench.run(bench.store.get("t", next))->has_value());
  for (const std::string& id : {pinned, own_id, oldest}) {
    CHECK(bench.run(bench.store.get("t", id))->has_value());
  }
}

TEST_CASE("a tenant full of functions that stay gets no more", "[functions]") {
  Bench bench;
  for (std::size_t count = 0; count < limits::kFunctionsPerTenantMax; ++count) {
    bench.accept(written(std::to_string(count), true));
  }
  const auto refused = bench.run(bench.store.accept(own("own", {"p"})));
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == FunctionStoreFailure::kTooMany);
  CHECK(bench.count("accepted_function_phrases") == 0);
  CHECK(bench.accept(own("own", {"p"}, "other")).first);
}

TEST_CASE("sources and examples beyond their limits are not kept", "[functions]") {
  Bench bench;
  ProvenFunction long_source = written("long");
  long_source.source.assign(limits::kFunctionSourceBytesMax + 1, ' ');
  CHECK(bench.run(bench.store.accept(long_source)).error() == FunctionStoreFailure::kTooLarge);
  long_source.source.pop_back();
  CHECK(bench.run(bench.store.accept(long_source)));
  ProvenFunction many = written("many");
  many.examples = Json::array({std::string(limits::kFunctionExamplesBytesMax, 'x')});
  CHECK(bench.run(bench.store.accept(many)).error() == FunctionStoreFailure::kTooLarge);
}

TEST_CASE("without a database every question is answered as unavailable", "[functions]") {
  Bench bench;
  REQUIRE(bench.host.storage.database.execute("DROP TABLE accepted_functions", Json::array()));
  CHECK(bench.run(bench.store.accept(written("k"))).error() == FunctionStoreFailure::kUnavailable);
  CHECK(bench.run(bench.store.get("t", "fn_x")).error() == FunctionStoreFailure::kUnavailable);
  CHECK(bench.run(bench.store.list("t", "fn_~", 3)).error() == FunctionStoreFailure::kUnavailable);
  CHECK(bench.run(bench.store.remove("t", "fn_x")).error() == FunctionStoreFailure::kUnavailable);
  CHECK(bench.run(bench.store.patch("t", "fn_x", {.pinned = true})).error() ==
        FunctionStoreFailure::kUnavailable);
}

}  // namespace
}  // namespace skerry::fn
