#pragma once

#include <curl/curl.h>

#include <array>
#include <atomic>
#include <expected>
#include <memory>
#include <string>

#include "host/fetch/curl_fetch.hpp"

// Internal to the fetch library: one request under way on libcurl's thread.

namespace skerry::host {

/// Above this many bytes that the reader has not dealt with, a transfer pauses.
inline constexpr std::size_t kFetchAheadBytesMax = 256U << 10;
inline constexpr std::size_t kFetchHeadBytesMax = 64U << 10;
inline constexpr long kFetchConnectionsMax = 256;

/// What both threads know of a request.
struct FetchState {
  FetchState(EventLoop& the_loop, FetchPort::Reader the_reader)
      : loop(the_loop), reader(std::move(the_reader)) {}

  EventLoop& loop;
  const FetchPort::Reader reader;
  /// Set on the loop; nothing is delivered after.
  std::atomic<bool> dropped = false;
};

/// Lives on libcurl's thread.
class CurlTransfer {
 public:
  CurlTransfer(std::shared_ptr<FetchState> state, std::string head, std::string body);
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  /// Makes the handle ready. Fails with `kInvalid` for a head that is malformed.
  [[nodiscard]] std::expected<void, Failure> prepare(const CurlFetch::Options& options);
  [[nodiscard]] CURL* easy() const { return easy_; }
  /// The reader has dealt with bytes.
  void taken(std::size_t bytes);
  /// The transfer is over; tells the reader.
  void end(CURLcode code);
  void fail(Failure failure);

 private:
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

  [[nodiscard]] bool add_header(std::string_view line);
  void deliver_head();
  void set_request(std::string_view method);
  [[nodiscard]] Failure failure_of(CURLcode code) const;

  const std::shared_ptr<FetchState> state_;
  const std::string head_;
  const std::string body_;
  CURL* easy_;
  curl_slist* fields_ = nullptr;
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::string answer_head_;
  bool private_addresses_ = false;
  /// By its URL.
  bool is_http_ = false;
  bool denied_ = false;
  bool bad_head_ = false;
  bool paused_ = false;
  std::size_t ahead_bytes_ = 0;
};

}  // namespace skerry::host
