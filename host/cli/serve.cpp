#include "host/cli/serve.hpp"

#include <pthread.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <iostream>
#include <thread>

#include "host/capabilities/journal.hpp"
#include "host/cli/machine.hpp"
#include "host/cli/output.hpp"
#include "host/cli/patience.hpp"
#include "host/cli/server_note.hpp"
#include "host/http/head.hpp"
#include "host/http/server.hpp"

namespace skerry::host {
namespace {

/// Of the five seconds a server may take to stop, what requests under way get. The rest is for
/// cutting them off and for closing databases on a machine that has much else to do.
constexpr std::chrono::milliseconds kDrainTime{2'500};

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

using boost::asio::ip::address;

/// An address to listen on. Of names only `localhost` is known: it is this machine's for certain
/// (RFC 6761 section 6.3), and a server must know who can reach it.
std::expected<address, std::string> address_of(const std::string& text) {
  if (http::equals_ignoring_case(text, "localhost")) return boost::asio::ip::address_v4::loopback();
  boost::system::error_code error;
  address parsed = boost::asio::ip::make_address(text, error);
  if (!error) return parsed;
  return std::unexpected("--host must be an IP address or localhost, not " + text);
}

/// As it stands in a URL (RFC 3986 section 3.2.2).
std::string name_of(const address& listening) {
  return listening.is_v6() ? "[" + listening.to_string() + "]" : listening.to_string();
}

std::string url_of(const address& listening, std::uint16_t port) {
  return "http://" + name_of(listening) + ":" + std::to_string(port);
}

/// Where programs of this machine reach the server.
std::string reachable_url(const address& listening, std::uint16_t port) {
  if (!listening.is_unspecified()) return url_of(listening, port);
  if (listening.is_v6()) return url_of(boost::asio::ip::address_v6::loopback(), port);
  return url_of(boost::asio::ip::address_v4::loopback(), port);
}

/// What modules ask the configuration that only the server knows.
void describe_listener(Configuration& configuration, const address& listening, std::uint16_t port) {
  decide_authentication(configuration, listening.is_loopback());
  // The address a server listens on is one of its names. Who rebinds a name cannot forge one.
  if (!listening.is_unspecified()) {
    const std::string hosts = configuration.get("hosts").value_or("");
    configuration.set("hosts", hosts + (hosts.empty() ? "" : ",") + name_of(listening));
  }
  // Behind a mapping of ports, which needs another address, callers see another one.
  if (listening.is_loopback()) configuration.set("listening_port", std::to_string(port));
}

/// Half of the open files; the other half is for actors' databases and what a request opens.
http::Limits server_limits() {
  http::Limits limits;
  limits.connections_max = std::min<std::size_t>(limits.connections_max, descriptors_allowed() / 2);
  return limits;
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

std::string describe_place(const std::filesystem::path& data_folder, const std::string& url) {
  std::error_code error;
  const auto whole = std::filesystem::absolute(data_folder, error);
  return "opening " + (error ? data_folder : whole).lexically_normal().string() + " to listen on " +
         url;
}

/// Opens it, and says `lines` when that has been done, or earlier when it takes long.
std::expected<std::unique_ptr<Installation>, std::string> open_installation(
    const Installation::Options& setup, Configuration configuration,
    std::vector<std::string> lines) {
  const auto say = [&lines] {
    for (const std::string& line : std::exchange(lines, {})) note(line);
  };
  std::expected<std::unique_ptr<Installation>, std::string> installation;
  {
    const Patience patience(kSilenceMax, [&] {
      say();
      note(kCompiling);
    });
    installation = Installation::open(setup, std::move(configuration));
  }
  if (installation) say();
  return installation;
}

/// Answers each command with a line on standard output; calls when their answers have come.
void obey_test_commands(Installation& installation) {
  for (std::string line; std::getline(std::cin, line);) {
    const std::string command = take_word(line);
    if (command == "evict") {
      print_line((installation.evict_actor(line) ? "evicted " : "busy ") + line);
    } else if (command == "call") {
      const std::string id = take_word(line);
      const std::string service = take_word(line);
      const std::string method = take_word(line);
      installation.call(service, method, std::string(kTestPrincipal), line, [id](auto answer) {
        print_line("answered " + id + " " + (answer ? *answer : R"({"rejected":"no service"})"));
      });
    } else if (command == "plant") {
      const std::string what = take_word(line);
      const std::string fault = what + " " + take_word(line);
      installation.faults().plant(
          fault, static_cast<std::uint32_t>(std::strtoul(line.c_str(), nullptr, 10)));
      print_line("planted " + fault);
    } else if (command == "struck") {
      print_line("struck " + installation.faults().struck());
    }
  }
}

}  // namespace

void decide_authentication(Configuration& configuration, bool loopback) {
  const auto chosen = configuration.get("authentication");
  if (chosen == "open" || chosen == "closed") return;
  configuration.set("authentication", loopback ? "open-on-loopback" : "closed");
}

std::optional<std::string> warning_about_callers(const Configuration& configuration,
                                                 bool loopback) {
  if (configuration.get("api_key")) return std::nullopt;
  if (configuration.get("authentication") == "closed") {
    return "warning: no key is configured, so everything but /health is answered with 503: set "
           "SKERRY_API_KEY, or SKERRY_AUTHENTICATION=open to answer everybody who reaches this "
           "server";
  }
  if (loopback) return std::nullopt;
  return "warning: authentication is open and no key is configured, so everybody who reaches this "
         "server may use it: set SKERRY_API_KEY unless something before it asks who they are";
}

void block_stop_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A client that goes away, or a file that may not grow, is an error of a write, not the end of
  // the process.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

int serve(const ServeOptions& options, Configuration configuration) {
  if (auto prepared = prepare_machine(); !prepared) return fail(prepared.error());
  const auto listening = address_of(options.address);
  if (!listening) return fail(listening.error());
  const auto cannot_listen = [&](const std::string& why) {
    return fail("cannot listen on " + url_of(*listening, options.port) + ": " + why);
  };
  auto bound = http::BoundPort::bind(listening->to_string(), options.port);
  if (!bound) return cannot_listen(bound.error());
  const std::string url = url_of(*listening, bound->port());
  const std::uint16_t bound_port = bound->port();
  describe_listener(configuration, *listening, bound_port);
  const auto warning = warning_about_callers(configuration, listening->is_loopback());
  Installation::Options setup = options.installation;
  setup.has_faults = options.test_commands;
  auto lines = options.opening_lines;
  lines.insert(lines.begin(), describe_place(setup.data_folder, url));
  if (warning) lines.push_back(*warning);
  auto installation = open_installation(setup, std::move(configuration), std::move(lines));
  if (!installation) return fail(installation.error());
  std::vector<boost::asio::io_context*> contexts;
  for (const auto& loop : (*installation)->loops()) contexts.push_back(&loop->context());
  const auto receive = [&](std::shared_ptr<Exchange> exchange, std::size_t loop) {
    (*installation)->receive(std::move(exchange), loop);
  };
  http::Server server(contexts, receive, server_limits());
  if (const auto begun = server.listen(std::move(*bound)); !begun) {
    return cannot_listen(begun.error());
  }
  const auto left = ServerNote::leave(options.installation.data_folder,
                                      reachable_url(*listening, bound_port), options.providers);
  // Whoever asks the server by its URL needs no note.
  if (!left) write_log(LogLevel::kWarning, "host", left.error());
  if (const int status = print("skerry listening on " + url + "\n"); status != 0) return status;
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
