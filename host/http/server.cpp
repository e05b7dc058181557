#include "host/http/server.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "host/http/connection.hpp"
#include "host/http/loop.hpp"

namespace skerry::host::http {

using boost::asio::ip::tcp;
using boost::system::error_code;

/// Accepts on the first loop and deals connections out to all.
class Server::Listener : public std::enable_shared_from_this<Listener> {
 public:
  explicit Listener(std::shared_ptr<Core> core)
      : core_(std::move(core)), acceptor_(first()), timer_(first()) {}

  [[nodiscard]] const Core& core() const { return *core_; }
  [[nodiscard]] boost::asio::io_context& first() { return core_->loops.front()->context(); }

  std::expected<std::uint16_t, std::string> listen(const std::string& address, std::uint16_t port) {
    error_code error;
    const auto ip = boost::asio::ip::make_address(address, error);
    const tcp::endpoint endpoint(ip, port);
    if (!error) acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(tcp::acceptor::max_listen_connections, error);
    if (error) return std::unexpected(error.message());
    const std::uint16_t bound = acceptor_.local_endpoint(error).port();
    boost::asio::post(first(), [self = shared_from_this()] { self->accept(); });
    return bound;
  }

  void close() {
    boost::asio::post(first(), [self = shared_from_this()] {
      error_code ignored;
      self->acceptor_.close(ignored);
    });
  }

  void drain(std::chrono::milliseconds within, std::function<void()> done) {
    boost::asio::post(first(), [self = shared_from_this(), within, done = std::move(done)] {
      self->drain_here(within, done);
    });
  }

 private:
  static constexpr auto kAcceptPause = std::chrono::milliseconds(100);

  void accept() {
    if (!acceptor_.is_open()) return;
    Loop& loop = *core_->loops[next_++ % core_->loops.size()];
    acceptor_.async_accept(loop.context().get_executor(),
                           [self = shared_from_this(), &loop](error_code error, Socket socket) {
                             if (error == boost::asio::error::operation_aborted) return;
                             if (error) return self->pause();
                             self->admit(loop, std::move(socket));
                             self->accept();
                           });
  }

  /// Out of descriptors or memory: trying again at once would only spin.
  void pause() {
    timer_.expires_after(kAcceptPause);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->accept();
    });
  }

  void admit(Loop& loop, Socket socket) {
    const bool full = core_->connections >= core_->limits.connections_max;
    if (full && core_->refusals >= core_->limits.refusals_max) return;
    Slot slot(core_, full ? &Core::refusals : &Core::connections);
    auto connection = std::make_shared<Connection>(core_, loop, std::move(socket), std::move(slot));
    boost::asio::dispatch(
        loop.context(), [connection, full] { full ? connection->refuse() : connection->start(); });
  }

  void drain_here(std::chrono::milliseconds within, std::function<void()> done) {
    error_code ignored;
    acceptor_.close(ignored);
    timer_.cancel();
    core_->on_empty = [listener = weak_from_this(), done = std::move(done)] {
      if (const auto self = listener.lock()) self->timer_.cancel();
      done();
    };
    core_->draining = true;
    {
      // Counts as a connection, so that the end is noticed even if there is none.
      const Slot none(core_, &Core::connections);
    }
    on_every_loop([](Loop& loop) { loop.drain(); });
    timer_.expires_after(within);
    timer_.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->on_every_loop([](Loop& loop) { loop.force_close(); });
    });
  }

  template <class F>
  void on_every_loop(F f) {
    for (const auto& loop : core_->loops) {
      boost::asio::post(loop->context(), [core = core_, &loop = *loop, f] { f(loop); });
    }
  }

  std::shared_ptr<Core> core_;
  tcp::acceptor acceptor_;
  boost::asio::steady_timer timer_;
  std::size_t next_ = 0;
};

Server::Server(const std::vector<boost::asio::io_context*>& loops, Handler handler, Limits limits,
               ProblemWriter problem_writer) {
  auto core = std::make_shared<Core>();
  core->limits = limits;
  core->handler = std::move(handler);
  core->problem_writer = std::move(problem_writer);
  for (boost::asio::io_context* context : loops) {
    core->loops.push_back(std::make_shared<Loop>(*context, core->loops.size(), limits));
  }
  listener_ = std::make_shared<Listener>(std::move(core));
}

Server::~Server() { listener_->close(); }

std::expected<std::uint16_t, std::string> Server::listen(const std::string& address,
                                                         std::uint16_t port) {
  return listener_->listen(address, port);
}

void Server::drain(std::chrono::milliseconds within, std::function<void()> done) {
  listener_->drain(within, std::move(done));
}

std::size_t Server::connections() const { return listener_->core().connections; }

}  // namespace skerry::host::http
