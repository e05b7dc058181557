#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/cli/installation.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::host {

struct ServeOptions {
  std::string address = "127.0.0.1";
  /// 0: the system chooses.
  std::uint16_t port = 8787;
  /// Takes commands on standard input, for the suites of tests: `evict namespace/name`,
  /// `call id service method JSON`, `plant what where passes` and `struck`
  /// (`PlantedFaults`).
  bool test_commands = false;
  /// Said on standard error, after where everything is kept, before the server says that it
  /// listens; when opening takes long, at its beginning.
  std::vector<std::string> opening_lines = {};
  /// The providers in use, for commands that look (`report_providers`).
  Json providers = {};
  Installation::Options installation;
};

/// Blocks the signals that end a server, so that every thread made from here on leaves them to
/// `serve`. First thing in a process that serves.
void block_stop_signals();

/// Settles who may call without a key: everybody on a loopback address, nobody elsewhere, unless
/// the operator said `open` or `closed` in so many words.
void decide_authentication(Configuration& configuration, bool loopback);

/// What an operator should know who configured no key, once `decide_authentication` has settled the
/// rest: that nobody is answered, or that everybody who reaches the server is. Nothing when there
/// is a key, or when only this machine reaches a server that is open.
[[nodiscard]] std::optional<std::string> warning_about_callers(const Configuration& configuration,
                                                               bool loopback);

/// Serves HTTP until SIGTERM or SIGINT, then drains within five seconds. Returns the exit status;
/// what went wrong is one line on standard error. Prints `skerry listening on http://…` on standard
/// output once it can answer.
[[nodiscard]] int serve(const ServeOptions& options, Configuration configuration);

}  // namespace skerry::host
