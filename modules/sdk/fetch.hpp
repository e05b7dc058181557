#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "modules/sdk/destination.hpp"
#include "modules/sdk/head.hpp"
#include "modules/sdk/task.hpp"

namespace skerry {

enum class FetchMode : std::uint8_t { kWhole, kStreamed };

/// Starts requests (`fetch` of the contract).
class FetchPort {
 public:
  virtual void start(OpId op, const Destination& to, FetchMode mode, std::string_view head,
                     std::string_view principal, std::string_view body) = 0;
  virtual void pull(OpId op, std::uint32_t bytes) = 0;
  virtual void cancel(OpId op) = 0;

 protected:
  ~FetchPort() = default;
};

struct FetchRequest {
  Destination to = {};
  std::string method = "GET";
  /// A whole URL for the internet; path and query for a service or an actor.
  std::string url = {};
  /// Fields, without pseudo fields and framing.
  Head head = {};
  /// JSON; must be empty for the internet.
  std::string principal = {};
  std::string body = {};
};

struct FetchAnswer {
  std::uint16_t status = 0;
  Head head;
  std::string body;
};

/// Makes a request and waits for the whole answer. Redirects are not followed. Any status is a
/// success here; failures are `kUnreachable`, `kTimedOut`, `kLimitExceeded`, `kNotUtf8`, `kDenied`,
/// `kNotFound` (no such service or namespace), `kOverloaded` and `kTrapped`.
Task<Result<FetchAnswer>> fetch(FetchPort& port, FetchRequest request);

/// An answer read piece by piece. Belongs to the request that fetched it; destroyed before its end
/// it cancels the fetch.
class FetchStream {
 public:
  class State;

  explicit FetchStream(std::unique_ptr<State> state);
  FetchStream(FetchStream&&) noexcept;
  FetchStream& operator=(FetchStream&&) noexcept;
  ~FetchStream();

  [[nodiscard]] std::uint16_t status() const;
  [[nodiscard]] const Head& head() const;

  /// The next piece of text, never empty and never splitting a character; nothing at the end.
  /// `kFetchWindowBytes` are under way at most, granted anew as pieces are read.
  Task<Result<std::optional<std::string>>> read();

 private:
  std::unique_ptr<State> state_;
};

/// Makes a request and waits for the head of the answer.
Task<Result<FetchStream>> fetch_stream(FetchPort& port, FetchRequest request);

/// What the host's events about streamed answers end up in.
void deliver_fetch_head(Runtime& runtime, OpId op, std::uint16_t status, Head head);
void deliver_fetch_chunk(Runtime& runtime, OpId op, std::string text);
/// For an answer whose head is unusable.
void break_off_fetch(Runtime& runtime, OpId op, Failure failure);
void deliver_fetch_end(Runtime& runtime, OpId op, Result<void> outcome);

}  // namespace skerry
