#include "host/http/test_support.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

namespace skerry::host::http {

bool eventually(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

struct RunningServer::Loops {
  using Guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;
  std::vector<std::unique_ptr<boost::asio::io_context>> contexts;
  std::vector<Guard> guards;
  std::vector<std::thread> threads;
};

RunningServer::RunningServer(Server::Handler handler, Limits limits, std::size_t loops)
    : loops_(std::make_unique<Loops>()) {
  std::vector<boost::asio::io_context*> contexts;
  for (std::size_t i = 0; i < loops; ++i) {
    auto& context = loops_->contexts.emplace_back(std::make_unique<boost::asio::io_context>(1));
    loops_->guards.push_back(boost::asio::make_work_guard(*context));
    contexts.push_back(context.get());
  }
  server_ = std::make_unique<Server>(contexts, std::move(handler), limits);
  auto bound = BoundPort::bind("127.0.0.1", 0);
  REQUIRE(bound);
  port_ = bound->port();
  REQUIRE(server_->listen(std::move(*bound)));
  for (auto* context : contexts) loops_->threads.emplace_back([context] { context->run(); });
}

RunningServer::~RunningServer() {
  server_->drain(std::chrono::milliseconds(0), [] {});
  static_cast<void>(eventually([&] { return server_->connections() == 0; }));
  for (const auto& context : loops_->contexts) context->stop();
  for (auto& thread : loops_->threads) thread.join();
  server_.reset();
}

void RunningServer::post(std::function<void()> task) {
  boost::asio::post(*loops_->contexts.front(), std::move(task));
}

RawClient::RawClient(std::uint16_t port, int receive_buffer_bytes) {
  socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  REQUIRE(socket_ >= 0);
  if (receive_buffer_bytes > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes,
                 sizeof receive_buffer_bytes);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

RawClient::~RawClient() { close(); }

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::size_t RawClient::receive_some(std::size_t bytes_max) {
  pollfd ready{socket_, POLLIN, 0};
  const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(kPatience);
  if (::poll(&ready, 1, static_cast<int>(patience.count())) <= 0) return 0;
  std::array<char, 16 * 1024> buffer;
  const ssize_t count = ::recv(socket_, buffer.data(), std::min(bytes_max, buffer.size()), 0);
  if (count <= 0) {
    ended_ = true;
    return 0;
  }
  received_.append(buffer.data(), static_cast<std::size_t>(count));
  return static_cast<std::size_t>(count);
}

const std::string& RawClient::receive_until(std::string_view text, int count) {
  while (occurrences(received_, text) < count && receive_some(16 * 1024) > 0) {
  }
  return received_;
}

const std::string& RawClient::receive_all() {
  while (receive_some(16 * 1024) > 0) {
  }
  return received_;
}

void RawClient::close() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

void RawClient::reset() {
  const linger hard{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  close();
}

int occurrences(std::string_view in, std::string_view text) {
  int count = 0;
  for (auto at = in.find(text); at != std::string_view::npos;
       at = in.find(text, at + text.size())) {
    ++count;
  }
  return count;
}

}  // namespace skerry::host::http
