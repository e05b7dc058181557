#include "host/cli/http_client.hpp"

#include <curl/curl.h>

#include <array>
#include <cerrno>
#include <format>
#include <memory>

namespace skerry::host {
namespace {

using Kind = ClientFailure::Kind;

/// What libcurl's callback fills.
struct Reading {
  CURL* easy;
  const ClientRequest& request;
  ClientAnswer answer;
  bool too_large = false;
  bool stopped = false;
};

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& reading = *static_cast<Reading*>(self);
  const std::string_view bytes(data, size * count);
  long status = 0;
  curl_easy_getinfo(reading.easy, CURLINFO_RESPONSE_CODE, &status);
  if (status == 200 && reading.request.on_bytes) {
    if (reading.request.on_bytes(bytes)) return bytes.size();
    reading.stopped = true;
    return 0;
  }
  if (reading.answer.body.size() + bytes.size() > reading.request.answer_bytes_max) {
    reading.too_large = true;
    return 0;
  }
  reading.answer.body += bytes;
  return bytes.size();
}

ClientFailure failure_of(CURLcode code, CURL* easy, const char* words) {
  const std::string detail = *words != '\0' ? words : curl_easy_strerror(code);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {Kind::kUnknownHost, "the name is unknown: " + detail};
    case CURLE_OPERATION_TIMEDOUT:
      return {Kind::kTimedOut, "no answer in time"};
    case CURLE_COULDNT_CONNECT: {
      long error = 0;
      curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &error);
      if (error == ECONNREFUSED) return {Kind::kRefused, "nothing listens there"};
      return {Kind::kOther, "no connection: " + detail};
    }
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return {Kind::kTls, "no secure connection: " + detail};
    default:
      return {Kind::kOther, detail};
  }
}

void set_up(CURL* easy, const ClientRequest& request, const curl_slist* fields) {
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_PROXY, request.proxy.c_str());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(request.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
  if (request.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

}  // namespace

std::expected<ClientAnswer, ClientFailure> ask_http(const ClientRequest& request) {
  static const CURLcode kReady = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(kReady);
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(),
                                                                 &curl_easy_cleanup);
  // libcurl would wait for an interim answer before a large body.
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> fields(
      curl_slist_append(nullptr, "Expect:"), &curl_slist_free_all);
  if (easy == nullptr || fields == nullptr) {
    return std::unexpected(ClientFailure{Kind::kOther, "out of memory"});
  }
  for (const std::string& field : request.fields) curl_slist_append(fields.get(), field.c_str());
  std::array<char, CURL_ERROR_SIZE> words{};
  Reading reading{.easy = easy.get(), .request = request, .answer = {}};
  set_up(easy.get(), request, fields.get());
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words.data());
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, &reading);
  const CURLcode code = curl_easy_perform(easy.get());
  if (reading.too_large) {
    return std::unexpected(
        ClientFailure{Kind::kTooLarge,
                      std::format("the answer is larger than {} bytes", request.answer_bytes_max)});
  }
  if (code != CURLE_OK && !reading.stopped) {
    return std::unexpected(failure_of(code, easy.get(), words.data()));
  }
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  reading.answer.status = static_cast<std::uint16_t>(status);
  return std::move(reading.answer);
}

}  // namespace skerry::host
