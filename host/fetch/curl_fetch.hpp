#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "host/capabilities/fetch_port.hpp"

namespace skerry::host {

/// Requests to the internet by libcurl, on a thread of its own: HTTP and HTTPS, certificates
/// checked, redirects not followed, compressed answers unpacked. Thread-safe.
class CurlFetch final : public FetchPort {
 public:
  struct Options {
    /// Lets modules reach this machine and private networks; otherwise such a request is `denied`.
    bool private_addresses = false;
    /// Origins, as `origin_of` writes them, that may be at any address all the same: servers that
    /// the operator named.
    std::vector<std::string> trusted_origins = {};
    /// A proxy's URL, as libcurl takes it; empty for none.
    std::string proxy = {};
    std::uint32_t connect_timeout_ms = 10'000;
    /// Without one byte of the answer.
    std::uint32_t idle_timeout_s = 120;
  };

  explicit CurlFetch(const Options& options);
  /// Breaks off what is under way; nobody is told. The loops must still exist.
  ~CurlFetch() override;
  CurlFetch(const CurlFetch&) = delete;
  CurlFetch& operator=(const CurlFetch&) = delete;

  [[nodiscard]] std::unique_ptr<Transfer> start(EventLoop& loop, std::string head, std::string body,
                                                Reader reader) override;

 private:
  struct Core;
  std::shared_ptr<Core> core_;
};

}  // namespace skerry::host
