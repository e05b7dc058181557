#include "host/http/server.hpp"

#include <algorithm>
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

  std::expected<void, std::string> listen(BoundPort port) {
    error_code error;
    acceptor_.assign(port.is_v6() ? tcp::v6() : tcp::v4(), port.release(), error);
    if (!error) acceptor_.listen(tcp::acceptor::max_listen_connections, error);
    if (error) return std::unexpected(error.message());
    boost::asio::post(first(), [self = shared_from_this()] { self->accept(); });
    return {};
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
    // Counted at once, so that a drain does not end before this is looked at.
    Slot place(core_, &Core::connections);
    boost::asio::dispatch(loop.context(), [core = core_, &loop, full, socket = std::move(socket),
                                           slot = std::move(place)]() mutable {
      // Who has something to ask goes before who is idle, or a few clients could hold every place.
      const bool refused = full && !loop.shed();
      if (refused && core->refusals >= core->limits.refusals_max) return;
      if (refused) slot = Slot(core, &Core::refusals);
      const auto connection =
          std::make_shared<Connection>(core, loop, std::move(socket), std::move(slot));
      refused ? connection->refuse() : connection->start();
    });
  }

  /// How far a server is that goes down.
  enum class Stage : std::uint8_t {
    kServing,
    kGrace,      ///< Requests that are on their way are waited for.
    kAnswering,  ///< Requests that were read are waited for.
    kQuiet,      ///< None is under way; connections are being closed.
    kOver,
  };

  void drain_here(std::chrono::milliseconds within, std::function<void()> done) {
    error_code ignored;
    acceptor_.close(ignored);
    done_ = std::move(done);
    stage_ = Stage::kGrace;
    core_->on_zero = [listener = weak_from_this()] {
      if (const auto self = listener.lock()) self->advance();
    };
    core_->draining = true;
    // Held until every loop has counted what is under way.
    const auto counting = std::make_shared<Slot>(core_, &Core::busy);
    on_every_loop([counting](Loop& loop) { loop.drain(); });
    const auto grace = std::min(within, std::chrono::milliseconds(kDrainGraceMs));
    after(grace, [this, rest = within - grace] {
      stage_ = Stage::kAnswering;
      advance();
      after(rest, [this] {
        tell_all(&LoopMember::on_last_words);
        after(std::chrono::milliseconds(kLastWordsMs),
              [this] { tell_all(&LoopMember::on_force_close); });
      });
    });
    advance();
  }

  void advance() {
    if (stage_ == Stage::kOver) return;
    if (core_->connections + core_->refusals == 0) {
      stage_ = Stage::kOver;
      core_->on_zero = nullptr;
      timer_.cancel();
      return std::exchange(done_, nullptr)();
    }
    if (stage_ == Stage::kAnswering && core_->busy == 0) {
      stage_ = Stage::kQuiet;
      tell_all(&LoopMember::on_quiet);
    }
  }

  /// `then` may use `this`; it is not called once the server has stopped.
  template <class F>
  void after(std::chrono::milliseconds time, F then) {
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this(), then = std::move(then)](error_code error) {
      if (!error && self->stage_ != Stage::kOver) then();
    });
  }

  void tell_all(void (LoopMember::*tell)()) {
    on_every_loop([tell](Loop& loop) { loop.tell_all(tell); });
  }

  template <class F>
  void on_every_loop(const F& f) {
    for (const auto& loop : core_->loops) {
      boost::asio::post(loop->context(), [core = core_, &loop = *loop, f] { f(loop); });
    }
  }

  std::shared_ptr<Core> core_;
  tcp::acceptor acceptor_;
  boost::asio::steady_timer timer_;
  std::size_t next_ = 0;
  Stage stage_ = Stage::kServing;
  std::function<void()> done_;
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

// NOLINTNEXTLINE(bugprone-exception-escape): Asio throws here only for want of memory.
Server::~Server() { listener_->close(); }

std::expected<void, std::string> Server::listen(BoundPort port) {
  return listener_->listen(std::move(port));
}

void Server::drain(std::chrono::milliseconds within, std::function<void()> done) {
  listener_->drain(within, std::move(done));
}

std::size_t Server::connections() const { return listener_->core().connections; }

}  // namespace skerry::host::http
