#pragma once

#include "modules/sdk/component/types.hpp"
#include "modules/sdk/http.hpp"

namespace skerry::component {

class Http final : public HttpPort {
 public:
  void respond(OpId request, std::uint16_t status, std::string_view head,
               std::string_view body) override {
    host::http::Respond(request, status, head, body);
  }
  void begin(OpId request, std::uint16_t status, std::string_view head) override {
    host::http::Begin(request, status, head);
  }
  std::uint64_t write(OpId request, std::string_view text) override {
    return host::http::Write(request, text);
  }
  std::uint64_t write_base64(OpId request, std::string_view data) override {
    return host::http::WriteBase64(request, data);
  }
  void finish(OpId request) override { host::http::Finish(request); }
  void break_off(OpId request) override { host::http::BreakOff(request); }
  void send_blob(OpId request, std::uint16_t status, std::string_view head,
                 std::string_view key) override {
    host::http::SendBlob(request, status, head, key);
  }
  void forward(OpId request, const Destination& to, std::string_view path,
               std::string_view principal, std::string_view head) override {
    host::http::Forward(request, to_wit(to), path, principal, head);
  }
  void read_body(OpId request, std::uint64_t bytes_max) override {
    host::http::ReadBody(request, bytes_max);
  }
};

/// Tells the host how much memory the instance has when that has grown, which no host can see by
/// itself: a large instance is replaced when it is idle.
inline void report_memory() {
  static std::size_t reported_pages = 0;
  constexpr double kPageBytes = 65'536;
  const std::size_t pages = __builtin_wasm_memory_size(0);
  if (pages == reported_pages) return;
  reported_pages = pages;
  host::metrics::Observe("instance_memory_bytes", "", static_cast<double>(pages) * kPageBytes);
}

}  // namespace skerry::component

namespace exports::skerry::host::http_events {

void OnRequest(std::uint64_t request, wit::string head, wit::string principal,
               std::expected<wit::string, ::skerry::host::types::Failure> body) {
  ::skerry::component::instance().on_request(request, head.to_string(), principal.to_string(),
                                             ::skerry::component::to_result(body));
  ::skerry::component::report_memory();
}
void OnBody(std::uint64_t request,
            std::expected<wit::string, ::skerry::host::types::Failure> body) {
  ::skerry::component::instance().on_body(request, ::skerry::component::to_result(body));
}
void OnAbort(std::uint64_t request) { ::skerry::component::instance().on_abort(request); }
void OnDrain(std::uint64_t request) { ::skerry::component::instance().on_drain(request); }
void OnSent(std::uint64_t request) { ::skerry::component::instance().on_sent(request); }

}  // namespace exports::skerry::host::http_events
