#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <charconv>
#include <cstdio>
#include <exception>
#include <string_view>

#include "host/http/server.hpp"

// The floor that benchmarks compare with: this server, answering without any module. One loop, so
// one core. Usage: http_floor_server <port> (0: the system chooses; the port is printed).

int main(int count, char** arguments) try {
  using skerry::host::Exchange;
  std::uint16_t port = 0;
  if (count > 1) {
    const std::string_view text = arguments[1];
    std::from_chars(text.data(), text.data() + text.size(), port);
  }
  boost::asio::io_context loop(1);
  skerry::host::http::Server server({&loop},
                                    [](const std::shared_ptr<Exchange>& exchange, std::size_t) {
                                      exchange->respond(200, "content-type: text/plain\n", "ok\n");
                                    });
  auto bound = skerry::host::http::BoundPort::bind("127.0.0.1", port);
  if (!bound) {
    std::fprintf(stderr, "cannot bind: %s\n", bound.error().c_str());
    return 1;
  }
  const unsigned number = bound->port();
  if (const auto listening = server.listen(std::move(*bound)); !listening) {
    std::fprintf(stderr, "cannot listen: %s\n", listening.error().c_str());
    return 1;
  }
  std::printf("%u\n", number);
  std::fflush(stdout);
  boost::asio::signal_set signals(loop, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code, int) {
    server.drain(std::chrono::seconds(1), [&] { loop.stop(); });
  });
  loop.run();
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
