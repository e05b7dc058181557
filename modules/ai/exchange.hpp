#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "modules/ai/wire.hpp"
#include "modules/sdk/clock.hpp"
#include "modules/sdk/fetch.hpp"
#include "modules/sdk/timers.hpp"

namespace skerry::ai {

/// Why one request did not bring an answer.
struct ExchangeFault {
  ModelFailureKind kind = ModelFailureKind::kUnreachable;
  std::optional<std::uint16_t> status = {};
  /// The provider's words or the host's; may hold secrets.
  std::string message = {};
  std::optional<double> retry_after_ms = {};
  /// Asking again is of no use although the status looks like it.
  bool lasting = false;
  /// What the server turned out to lack.
  std::optional<Lacks> lacks = {};
};

/// One request to a provider and its answer. Destroying it cancels the request. Must stay where it
/// is, and alive, while a task of its own runs.
class Exchange {
 public:
  struct Ports {
    FetchPort& fetch;
    TimersPort& timers;
    ClockPort& clock;
  };
  using Outcome = std::expected<void, ExchangeFault>;

  /// How long it may take.
  struct Limits {
    std::uint32_t first_byte_ms = 0;
    std::uint32_t between_chunks_ms = 0;
    /// When all of it must have ended, by the monotonic clock.
    double ends_ms = 0;
  };

  Exchange(Ports ports, Endpoint endpoint, WireRequest request, Limits limits);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// Sends the request and reads to the first text of the answer, or to its end.
  [[nodiscard]] Task<Outcome> begin();
  /// Sends the request and reads the whole answer.
  [[nodiscard]] Task<Outcome> finish_from_start();
  /// Reads on until there is more text, or to the end.
  [[nodiscard]] Task<Outcome> advance();

  [[nodiscard]] const WireAnswer& answer() const { return reader_->answer(); }
  [[nodiscard]] const WireRequest& request() const { return request_; }

 private:
  [[nodiscard]] Task<Outcome> open();
  [[nodiscard]] Task<Outcome> read_piece();
  [[nodiscard]] Task<Outcome> read_whole();
  /// Waits a moment for the end behind the terminator, as a connection that is broken off cannot
  /// be used again.
  [[nodiscard]] Task<void> let_end();
  [[nodiscard]] Task<ExchangeFault> refusal_of(ModelFailureKind kind);
  /// The next piece within its time; nothing at the end.
  [[nodiscard]] Task<std::expected<std::optional<std::string>, ExchangeFault>> next();
  /// The shorter of a limit and what is left of all the time; nothing when that is over.
  [[nodiscard]] std::optional<std::uint64_t> limit_ms(std::uint32_t limit_ms) const;
  [[nodiscard]] ExchangeFault fault_of(const Failure& failure) const;
  [[nodiscard]] ExchangeFault fault(ModelFailureKind kind, std::string message) const;

  Ports ports_;
  Endpoint endpoint_;
  WireRequest request_;
  Limits limits_;
  std::unique_ptr<AnswerReader> reader_;
  std::unique_ptr<FetchStream> stream_;
  std::optional<std::uint16_t> status_;
  /// Until when an answer must have begun, by the monotonic clock: with its first event, the first
  /// piece of one that is not streamed, or a refusal's status.
  double begins_by_ms_ = 0;
  bool begun_ = false;
  SseParser parser_;
  std::size_t wire_bytes_ = 0;
};

}  // namespace skerry::ai
