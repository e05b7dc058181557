#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace skerry::host::http {

/// A TCP port that is taken but not listened on yet: clients are refused until a server does. It is
/// taken first of all, so that everything made after it may know its number.
class BoundPort {
 public:
  /// Binds `address` (an IPv4 or IPv6 literal) and `port` (0: the system chooses). Fails with the
  /// system's message.
  [[nodiscard]] static std::expected<BoundPort, std::string> bind(const std::string& address,
                                                                  std::uint16_t port);
  BoundPort(BoundPort&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), port_(other.port_), is_v6_(other.is_v6_) {}
  BoundPort& operator=(BoundPort&&) = delete;
  ~BoundPort();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] bool is_v6() const { return is_v6_; }
  /// Gives the socket's descriptor away.
  [[nodiscard]] int release() { return std::exchange(socket_, -1); }

 private:
  BoundPort(int socket, std::uint16_t port, bool is_v6)
      : socket_(socket), port_(port), is_v6_(is_v6) {}

  int socket_;
  std::uint16_t port_;
  bool is_v6_;
};

}  // namespace skerry::host::http
