// What the parts of the host cost, each by itself, in processor time of the whole process:
//
//   host_bench MODULES_FOLDER CACHE_FOLDER
//
// Prints a line of JSON for each, for run.py.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <future>
#include <string>
#include <vector>

#include "host/capabilities/capabilities.hpp"
#include "host/capabilities/configuration.hpp"
#include "host/capabilities/environment.hpp"
#include "host/capabilities/front.hpp"
#include "host/capabilities/local_exchange.hpp"
#include "host/capabilities/metrics.hpp"
#include "host/sandbox/sandbox_pool.hpp"

namespace {

using namespace skerry::host;

constexpr int kRounds = 15;

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "host_bench: %s\n", why.c_str());
  std::exit(1);
}

template <typename T>
T take(std::expected<T, std::string> result) {
  if (!result) fail(result.error());
  return std::move(*result);
}

double cpu_us() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// Prints the median over rounds of what one of `count` repetitions took.
void measure(const char* what, int count, const std::function<void()>& work) {
  std::vector<double> rounds;
  for (int round = 0; round < kRounds; ++round) {
    const double began = cpu_us();
    for (int i = 0; i < count; ++i) work();
    rounds.push_back((cpu_us() - began) / count);
  }
  std::ranges::sort(rounds);
  std::printf(R"({"what":"%s","us":%.2f})"
              "\n",
              what, rounds[rounds.size() / 2]);
  std::fflush(stdout);
}

struct Nobody final : ImportTarget {};

void measure_instances(Engine& engine, const Imports& imports, const std::filesystem::path& modules,
                       const std::filesystem::path& cache) {
  for (const auto& [what, file] :
       {std::pair{"instance of gateway", "gateway.wasm"}, std::pair{"instance of fn", "fn.wasm"}}) {
    const auto component = take(Component::load(engine, imports, modules / file, cache));
    Nobody nobody;
    measure(what, 500, [&] { take(Instance::create(*component, nobody)); });
  }
}

/// A request into the probe and its answer, without HTTP: two events and what they start.
void measure_boundary(Engine& engine, const Imports& imports, const std::filesystem::path& modules,
                      const std::filesystem::path& cache) {
  const auto component = take(Component::load(engine, imports, modules / "probe.wasm", cache));
  const Module module = {{.name = "probe", .bodies = ModuleDescription::Bodies::kOnDemand},
                         component.get()};
  Configuration configuration;
  Metrics metrics;
  Environment environment;
  environment.configuration = &configuration;
  environment.metrics = &metrics;
  EventLoop loop;
  const auto front = std::make_shared<Front>(environment, loop, module);
  const std::string head =
      ":method: GET\n:path: /status?code=200&body=hello\n:scheme: http\n:authority: "
      "localhost:8787\n"
      "host: localhost:8787\nuser-agent: bench/1.0\naccept: application/json\n"
      "accept-encoding: gzip\n";
  int answered = 0;
  measure("request and answer across the boundary, no HTTP", 20'000, [&] {
    auto exchange = LocalExchange::create(
        loop, head, {},
        {.on_head = [&](std::uint16_t status, const std::string&) { answered += status == 200; },
         .on_bytes = [](const std::string&) {},
         .on_end = [](std::expected<void, skerry::Failure>) {}});
    front->accept({.exchange = std::move(exchange),
                   .head = head,
                   .principal = {},
                   .answer_head = {},
                   .body = {}});
    while (loop.run_ready()) {
    }
  });
  if (answered != kRounds * 20'000) fail("a request was not answered");
  Nobody nobody;
  const auto bare = take(Instance::create(*component, nobody));
  measure("smallest event across the boundary", 20'000, [&] {
    if (bare->call(Event::kHttpSent, std::uint64_t{2}) != CallOutcome::kDone) fail("no event");
  });
  front->shut_down();
}

void measure_sandbox(const std::filesystem::path& modules, const std::filesystem::path& cache) {
  const auto pool = take(SandboxPool::open({.modules_folder = modules, .cache_folder = cache}));
  const auto run = [&](const std::string& source, const std::string& arguments) {
    std::promise<std::expected<std::string, skerry::Failure>> promise;
    const SandboxProgram program = {
        .source = source,
        .arguments = arguments,
        .limits = {.steps_max = skerry::sandbox::kStepsDefault,
                   .memory_bytes_max = skerry::sandbox::kMemoryBytesDefault,
                   .output_bytes_max = skerry::sandbox::kOutputBytesMax,
                   .console_bytes_max = skerry::sandbox::kConsoleBytesMax}};
    const auto handle =
        pool->start(program, [&](auto report) { promise.set_value(std::move(report)); });
    const auto report = promise.get_future().get();
    if (!report || !report->starts_with(R"({"outcome":"returned")")) fail("a program failed");
  };
  measure("sandboxed call, trivial", 200, [&] { run("export default (a, b) => a + b", "[1,2]"); });
  std::string numbers = "[[";
  std::uint64_t state = 12'345;
  for (int i = 0; i < 1'000; ++i) {
    state = (state * 1'103'515'245 + 12'345) % 2'147'483'648;
    numbers += (i == 0 ? "" : ",") + std::to_string(state);
  }
  numbers += "]]";
  measure("sandboxed sort of 1,000 numbers", 50,
          [&] { run("export default (n) => n.sort((a, b) => a - b)", numbers); });
}

}  // namespace

int main(int count, char** values) {
  if (count != 3) fail("usage: host_bench MODULES_FOLDER CACHE_FOLDER");
  const std::filesystem::path modules = values[1];
  const std::filesystem::path cache = values[2];
  Engine engine({.component_instances_max = 16});
  const Imports imports = common_imports();
  measure_instances(engine, imports, modules, cache);
  measure_boundary(engine, imports, modules, cache);
  measure_sandbox(modules, cache);
  return 0;
}
