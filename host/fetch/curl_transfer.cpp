#include "host/fetch/curl_transfer.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "host/engine/value.hpp"
#include "host/fetch/address_policy.hpp"
#include "host/http/head.hpp"

namespace skerry::host {
namespace {

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Fields of a request that libcurl sets itself.
bool is_set_by_curl(std::string_view name) {
  return http::is_hop_by_hop(name) || name == "content-length" || name == "host" ||
         name == "accept-encoding" || name == "expect";
}

}  // namespace

CurlTransfer::CurlTransfer(std::shared_ptr<FetchState> state, std::string head, std::string body)
    : state_(std::move(state)),
      head_(std::move(head)),
      body_(std::move(body)),
      easy_(curl_easy_init()) {}

CurlTransfer::~CurlTransfer() {
  curl_easy_cleanup(easy_);
  curl_slist_free_all(fields_);
}

std::expected<void, Failure> CurlTransfer::prepare(const CurlFetch::Options& options) {
  std::string method;
  std::string url;
  const bool whole =
      http::for_each_field(head_, [&](std::string_view name, std::string_view value) {
        if (name == ":method") {
          method = value;
        } else if (name == ":url") {
          url = value;
        } else if (!name.starts_with(':') && !is_set_by_curl(name)) {
          // A field without a value is written with a semicolon, or libcurl leaves it out.
          const std::string line =
              std::string(name) + (value.empty() ? ";" : ": " + std::string(value));
          fields_ = curl_slist_append(fields_, line.c_str());
        }
      });
  if (!whole || !http::is_token(method) || url.empty() || url.contains('\0')) {
    return std::unexpected(Failure{FailureKind::kInvalid, "head of a request"});
  }
  // libcurl would wait for an interim answer before a large body.
  fields_ = curl_slist_append(fields_, "Expect:");
  const auto origin = origin_of(url);
  is_http_ = origin.has_value();
  private_addresses_ = options.private_addresses ||
                       (origin && std::ranges::contains(options.trusted_origins, *origin));
  curl_easy_setopt(easy_, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_PROXY, options.proxy.c_str());
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout_ms));
  curl_easy_setopt(easy_, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy_, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.idle_timeout_s));
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &CurlTransfer::on_header);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &CurlTransfer::on_body);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, &CurlTransfer::on_socket);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, fields_);
  set_request(method);
  return {};
}

void CurlTransfer::set_request(std::string_view method) {
  if (method == "HEAD") {
    curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  } else if (method != "GET" || !body_.empty()) {
    curl_easy_setopt(easy_, CURLOPT_POST, 1L);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_.size()));
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, body_.c_str());
  }
  curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, std::string(method).c_str());
}

curl_socket_t CurlTransfer::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  if (!transfer.private_addresses_ && !is_public_address(address->addr)) {
    transfer.denied_ = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t CurlTransfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  const std::string_view line(data, size * count);
  return static_cast<CurlTransfer*>(self)->add_header(line) ? line.size() : 0;
}

bool CurlTransfer::add_header(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    answer_head_.clear();
    return true;
  }
  if (trimmed(line).empty()) {
    deliver_head();
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  const std::string name = lower_case(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  // The body is unpacked, so what describes its packed form is no longer true.
  if (http::is_hop_by_hop(name) || name == "content-encoding" || name == "content-length")
    return true;
  if (!http::is_token(name) || !http::is_field_value(value) || !is_utf8(value) ||
      answer_head_.size() + line.size() > kFetchHeadBytesMax) {
    bad_head_ = true;
    return false;
  }
  answer_head_.append(name).append(": ").append(value).append("\n");
  return true;
}

void CurlTransfer::deliver_head() {
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  if (status < 200) return;
  state_->loop.post([state = state_, status = static_cast<std::uint16_t>(status),
                     head = std::move(answer_head_)] {
    if (!state->dropped) state->reader.on_head(status, head);
  });
  answer_head_.clear();
}

std::size_t CurlTransfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<CurlTransfer*>(self);
  if (transfer.ahead_bytes_ > kFetchAheadBytesMax) {
    transfer.paused_ = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  std::string bytes(data, size * count);
  transfer.ahead_bytes_ += bytes.size();
  transfer.state_->loop.post([state = transfer.state_, bytes = std::move(bytes)] {
    if (!state->dropped) state->reader.on_bytes(bytes);
  });
  return size * count;
}

void CurlTransfer::taken(std::size_t bytes) {
  ahead_bytes_ -= std::min(ahead_bytes_, bytes);
  if (!paused_ || ahead_bytes_ > kFetchAheadBytesMax / 2) return;
  paused_ = false;
  curl_easy_pause(easy_, CURLPAUSE_CONT);
}

Failure CurlTransfer::failure_of(CURLcode code) const {
  if (denied_) return {FailureKind::kDenied, "address"};
  if (bad_head_) return {FailureKind::kNotUtf8, "head of an answer"};
  const char* detail = error_.front() != '\0' ? error_.data() : curl_easy_strerror(code);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return {FailureKind::kTimedOut, detail};
    case CURLE_URL_MALFORMAT:
      return {FailureKind::kInvalid, detail};
    case CURLE_UNSUPPORTED_PROTOCOL:
      // Of a URL that may be asked it is the answer that is no HTTP.
      return {is_http_ ? FailureKind::kUnreachable : FailureKind::kDenied, detail};
    default:
      return {FailureKind::kUnreachable, detail};
  }
}

void CurlTransfer::end(CURLcode code) {
  if (code != CURLE_OK) return fail(failure_of(code));
  state_->loop.post([state = state_] {
    if (!state->dropped) state->reader.on_end({});
  });
}

void CurlTransfer::fail(Failure failure) {
  state_->loop.post([state = state_, failure = std::move(failure)] {
    if (!state->dropped) state->reader.on_end(std::unexpected(failure));
  });
}

}  // namespace skerry::host
