#include "host/http/bound_port.hpp"

#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace skerry::host::http {

using boost::asio::ip::tcp;
using boost::system::error_code;

std::expected<BoundPort, std::string> BoundPort::bind(const std::string& address,
                                                      std::uint16_t port) {
  error_code error;
  const auto ip = boost::asio::ip::make_address(address, error);
  const tcp::endpoint wanted(ip, port);
  boost::asio::io_context unused;
  tcp::acceptor acceptor(unused);
  if (!error) error = acceptor.open(wanted.protocol(), error);
  if (!error) error = acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) error = acceptor.bind(wanted, error);
  const auto bound = error ? tcp::endpoint() : acceptor.local_endpoint(error);
  const int socket = error ? -1 : acceptor.release(error);
  if (error) return std::unexpected(error.message());
  return BoundPort(socket, bound.port(), ip.is_v6());
}

BoundPort::~BoundPort() {
  if (socket_ >= 0) ::close(socket_);
}

}  // namespace skerry::host::http
