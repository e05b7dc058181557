#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace skerry::host {

/// One request of the command line's own. Redirects are not followed.
struct ClientRequest {
  std::string method = "GET";
  std::string url;
  /// `Name: value`.
  std::vector<std::string> fields = {};
  std::string body = {};
  /// As libcurl takes it; empty for none, whatever the environment says.
  std::string proxy = {};
  std::chrono::milliseconds connect_timeout{5'000};
  /// For everything; 0 for no end, as a stream needs it.
  std::chrono::milliseconds timeout{0};
  std::size_t answer_bytes_max = 64U << 20;
  /// Gets the answer's body as it comes when its status is 200; false ends the transfer.
  std::function<bool(std::string_view bytes)> on_bytes = {};
};

struct ClientAnswer {
  std::uint16_t status = 0;
  /// Empty when `on_bytes` got it.
  std::string body;
};

/// Why there is no answer, in words for a person.
struct ClientFailure {
  enum class Kind : std::uint8_t { kUnknownHost, kRefused, kTimedOut, kTls, kTooLarge, kOther };
  Kind kind = Kind::kOther;
  std::string detail;
};

/// Asks, and waits for the whole answer. Blocks the calling thread.
[[nodiscard]] std::expected<ClientAnswer, ClientFailure> ask_http(const ClientRequest& request);

}  // namespace skerry::host
