#include "tests/ai/network.hpp"

#include <curl/curl.h>

#include <memory>
#include <string>
#include <string_view>

namespace skerry::ai::testing {

namespace {

using simulation::NetworkAnswer;
using simulation::NetworkRequest;

constexpr long kTimeoutS = 20;

/// How many bytes of a text are whole characters.
std::size_t whole_characters(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && (static_cast<unsigned char>(text[end - 1]) & 0xc0) == 0x80) --end;
  if (end == 0) return text.size();
  const auto lead = static_cast<unsigned char>(text[end - 1]);
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return end - 1 + bytes <= text.size() ? text.size() : end - 1;
}

struct Received {
  NetworkAnswer answer;
  /// The beginning of a character; hosts never split one.
  std::string rest;
};

std::size_t take_body(char* data, std::size_t, std::size_t bytes, void* into) {
  auto& received = *static_cast<Received*>(into);
  received.rest.append(data, bytes);
  const std::size_t whole = whole_characters(received.rest);
  if (whole > 0) received.answer.pieces.push_back(received.rest.substr(0, whole));
  received.rest.erase(0, whole);
  return bytes;
}

std::size_t take_field(char* data, std::size_t, std::size_t bytes, void* into) {
  auto& received = *static_cast<Received*>(into);
  std::string_view line(data, bytes);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  const auto colon = line.find(": ");
  if (colon == std::string_view::npos) return bytes;
  std::string name(line.substr(0, colon));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  received.answer.head.add(name, line.substr(colon + 2));
  return bytes;
}

}  // namespace

NetworkAnswer perform(const NetworkRequest& request) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 &curl_easy_cleanup);
  Received received;
  curl_slist* fields = nullptr;
  for (std::size_t i = 0; i < request.head.size(); ++i) {
    const Head::Field field = request.head[i];
    if (field.name.starts_with(':')) continue;
    fields = curl_slist_append(fields,
                               (std::string(field.name) + ": " + std::string(field.value)).c_str());
  }
  const std::string url(request.head.get(":url"));
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, fields);
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kTimeoutS);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &received);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, &take_field);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &received);
  const CURLcode code = curl_easy_perform(curl.get());
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(fields);
  received.answer.status = static_cast<std::uint16_t>(status);
  if (code != CURLE_OK) {
    received.answer.failure = Failure{FailureKind::kUnreachable, curl_easy_strerror(code)};
  }
  return std::move(received.answer);
}

}  // namespace skerry::ai::testing
