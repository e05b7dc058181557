#include "host/cli/serve.hpp"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <future>
#include <iostream>
#include <thread>

#include "host/capabilities/journal.hpp"
#include "host/cli/machine.hpp"
#include "host/http/server.hpp"

namespace skerry::host {
namespace {

/// Of the five seconds a server may take to stop, what requests under way get.
constexpr std::chrono::milliseconds kDrainTime{3'500};

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

int fail(const std::string& line) {
  std::fprintf(stderr, "skerry: %s\n", line.c_str());
  return 1;
}

/// Addresses from which only this machine can be reached.
bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

std::string url_of(const std::string& address, std::uint16_t port) {
  const bool six = address.find(':') != std::string::npos;
  return "http://" + (six ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

/// Whom calls by test commands come from; the Workers' runner says the same.
constexpr std::string_view kTestPrincipal = R"({"tenant":"caller","subject":"test","scopes":[]})";

void print_line(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

/// The text up to the next space, which is taken off with it.
std::string take_word(std::string& line) {
  const auto end = std::min(line.find(' '), line.size());
  std::string word = line.substr(0, end);
  line.erase(0, end + 1);
  return word;
}

/// Answers each command with a line on standard output; calls when their answers have come.
void obey_test_commands(Installation& installation) {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string command = take_word(line);
    if (command == "evict") {
      installation.evict_actor(line);
      print_line("evicted " + line);
    } else if (command == "call") {
      const std::string id = take_word(line);
      const std::string service = take_word(line);
      const std::string method = take_word(line);
      installation.call(service, method, std::string(kTestPrincipal), line, [id](auto answer) {
        print_line("answered " + id + " " + (answer ? *answer : R"({"rejected":"no service"})"));
      });
    }
  }
}

}  // namespace

void decide_authentication(Configuration& configuration, bool loopback) {
  const auto chosen = configuration.get("authentication");
  if (chosen == "open" || chosen == "closed") return;
  configuration.set("authentication", loopback ? "open-on-loopback" : "closed");
}

void block_stop_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A client that goes away is an error of a write, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
}

int serve(const ServeOptions& options, Configuration configuration) {
  if (auto prepared = prepare_machine(); !prepared) return fail(prepared.error());
  // A misspelt word must not leave a server more open than was meant.
  const auto chosen = configuration.get("authentication");
  if (chosen && *chosen != "open" && *chosen != "closed") {
    return fail("the setting authentication is neither open nor closed");
  }
  decide_authentication(configuration, is_loopback(options.address));
  auto installation = Installation::open(options.installation, std::move(configuration));
  if (!installation) return fail(installation.error());
  std::vector<boost::asio::io_context*> contexts;
  for (const auto& loop : (*installation)->loops()) contexts.push_back(&loop->context());
  http::Server server(contexts, [&](std::shared_ptr<Exchange> exchange, std::size_t loop) {
    (*installation)->receive(std::move(exchange), loop);
  });
  const auto port = server.listen(options.address, options.port);
  if (!port) {
    return fail("cannot listen on " + url_of(options.address, options.port) + ": " + port.error());
  }
  std::printf("skerry listening on %s\n", url_of(options.address, *port).c_str());
  std::fflush(stdout);
  // Left alone at the end: nothing can wake a thread that reads standard input.
  if (options.test_commands) std::thread(obey_test_commands, std::ref(**installation)).detach();
  const sigset_t signals = stop_signals();
  int signal = 0;
  sigwait(&signals, &signal);
  write_log(LogLevel::kInfo, "host", "stopping");
  std::promise<void> drained;
  server.drain(kDrainTime, [&drained] { drained.set_value(); });
  drained.get_future().wait();
  return 0;
}

}  // namespace skerry::host
