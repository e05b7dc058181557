#include <curl/curl.h>

#include <memory>
#include <string>

#include "modules/sdk/http_url.hpp"
#include "tests/fuzz/fuzz.hpp"

using skerry::fuzz::require;

namespace {

std::string part(CURLU* url, CURLUPart what) {
  char* text = nullptr;
  if (curl_url_get(url, what, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

}  // namespace

// What the SDK takes for a URL means the same to the library that will fetch it. That library may
// refuse more: it wants names that can be looked up.
SKERRY_FUZZ_TARGET(input) {
  if (skerry::fault_of_http_url(input) || input.contains('\0')) return;
  const std::unique_ptr<CURLU, void (*)(CURLU*)> url(curl_url(), curl_url_cleanup);
  const std::string text(input);
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return;
  const std::string scheme = part(url.get(), CURLUPART_SCHEME);
  require(scheme == "http" || scheme == "https", "its scheme is http or https");
  const std::string host = part(url.get(), CURLUPART_HOST);
  require(!host.empty(), "it has a host");
  require(part(url.get(), CURLUPART_USER).empty(), "it has no user");
}
