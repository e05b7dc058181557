#include "modules/sdk/fetch.hpp"

#include "modules/sdk/limits.hpp"

namespace skerry {

namespace {

/// The head block of a request, pseudo fields first.
std::string outgoing_head(const FetchRequest& request) {
  const bool internet = request.to.kind == Destination::Kind::kInternet;
  Head head;
  head.add(":method", request.method).add(internet ? ":url" : ":path", request.url);
  return head.block() + request.head.block();
}

Task<Result<FetchAnswer>> fetch_whole(FetchPort* port, FetchRequest request) {
  co_return co_await operation<OperationKind::kFetchWhole>(
      [&](OpId op) {
        port->start(op, request.to, FetchMode::kWhole, outgoing_head(request), request.principal,
                    request.body);
      },
      [=](OpId op) { port->cancel(op); });
}

}  // namespace

Task<Result<FetchAnswer>> fetch(FetchPort& port, FetchRequest request) {
  return fetch_whole(&port, std::move(request));
}

/// Registered from its start to its end. At most one reader waits at a time.
class FetchStream::State final : public PendingOperation {
 public:
  State(FetchPort& port, Runtime& runtime) : port_(port), runtime_(runtime) {
    enroll(runtime, {OperationKind::kFetchStream, runtime.new_id()});
  }
  ~State() {
    if (enrolled() && !runtime_.closing()) port_.cancel(id());
  }

  void start(const FetchRequest& request) {
    port_.start(id(), request.to, FetchMode::kStreamed, outgoing_head(request), request.principal,
                request.body);
  }
  void pull(std::size_t bytes) {
    if (enrolled()) port_.pull(id(), static_cast<std::uint32_t>(bytes));
  }

  void on_head(std::uint16_t answer_status, Head answer_head) {
    status = answer_status;
    head = std::move(answer_head);
    wake();
  }
  void on_chunk(std::string text) {
    if (text.empty()) return;
    chunks.push_back(std::move(text));
    wake();
  }
  /// Gives up on what the host still has under way.
  void break_off(Failure failure) {
    port_.cancel(id());
    on_end(std::unexpected(std::move(failure)));
  }
  void on_end(Result<void> outcome) {
    withdraw();
    end = std::move(outcome);
    wake();
  }

  std::optional<std::uint16_t> status;
  Head head;
  std::deque<std::string> chunks;
  std::optional<Result<void>> end;
  Runnable* reader = nullptr;

 private:
  void wake() {
    if (reader != nullptr) runtime_.schedule(*reader);
    reader = nullptr;
  }

  FetchPort& port_;
  Runtime& runtime_;
};

namespace {

/// Waits for the next event of a stream.
class NextEvent {
 public:
  explicit NextEvent(FetchStream::State& state) : state_(state) {}
  NextEvent(const NextEvent&) = delete;
  NextEvent& operator=(const NextEvent&) = delete;
  ~NextEvent() {
    if (promise_ != nullptr && state_.reader == promise_) state_.reader = nullptr;
  }

  void bind(PromiseBase& promise) { promise_ = &promise; }
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {
    SKERRY_ASSERT(state_.reader == nullptr);
    state_.reader = promise_;
  }
  void await_resume() {}

 private:
  FetchStream::State& state_;
  PromiseBase* promise_ = nullptr;
};

/// Why a stream ended without what was waited for.
Failure failure_of(const std::optional<Result<void>>& end) {
  if (end && !*end) return end->error();
  return {FailureKind::kUnreachable, "ended without a head"};
}

FetchStream::State* find_stream(Runtime& runtime, OpId op) {
  auto* pending = runtime.find({OperationKind::kFetchStream, op});
  if (pending == nullptr) runtime.count_late_delivery();
  return static_cast<FetchStream::State*>(pending);
}

}  // namespace

FetchStream::FetchStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
FetchStream::FetchStream(FetchStream&&) noexcept = default;
FetchStream& FetchStream::operator=(FetchStream&&) noexcept = default;
FetchStream::~FetchStream() = default;

std::uint16_t FetchStream::status() const { return state_->status.value_or(0); }
const Head& FetchStream::head() const { return state_->head; }

Task<Result<std::optional<std::string>>> FetchStream::read() {
  State& state = *state_;
  while (state.chunks.empty() && !state.end) co_await NextEvent(state);
  if (!state.chunks.empty()) {
    std::string chunk = std::move(state.chunks.front());
    state.chunks.pop_front();
    state.pull(chunk.size());
    co_return std::optional<std::string>(std::move(chunk));
  }
  if (state.end && *state.end) co_return std::optional<std::string>();
  co_return std::unexpected(failure_of(state.end));
}

namespace {

Task<Result<FetchStream>> open_stream(FetchPort* port, FetchRequest request) {
  Scope& scope = co_await current_scope();
  auto state = std::make_unique<FetchStream::State>(*port, scope.runtime());
  state->start(request);
  while (!state->status && !state->end) co_await NextEvent(*state);
  if (!state->status) co_return std::unexpected(failure_of(state->end));
  state->pull(limits::kFetchWindowBytes);
  co_return FetchStream(std::move(state));
}

}  // namespace

Task<Result<FetchStream>> fetch_stream(FetchPort& port, FetchRequest request) {
  return open_stream(&port, std::move(request));
}

void deliver_fetch_head(Runtime& runtime, OpId op, std::uint16_t status, Head head) {
  if (auto* state = find_stream(runtime, op)) state->on_head(status, std::move(head));
}

void break_off_fetch(Runtime& runtime, OpId op, Failure failure) {
  if (auto* state = find_stream(runtime, op)) state->break_off(std::move(failure));
}

void deliver_fetch_chunk(Runtime& runtime, OpId op, std::string text) {
  if (auto* state = find_stream(runtime, op)) state->on_chunk(std::move(text));
}

void deliver_fetch_end(Runtime& runtime, OpId op, Result<void> outcome) {
  if (auto* state = find_stream(runtime, op)) state->on_end(std::move(outcome));
}

}  // namespace skerry
