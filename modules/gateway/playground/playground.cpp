#include "modules/gateway/playground/playground.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "modules/sdk/ascii.hpp"
#include "modules/sdk/assert.hpp"

namespace skerry::gateway {
namespace {

/// Scripts and styles of this server alone, none within the page, and no way to make markup of
/// text. `wasm-unsafe-eval` lets WebAssembly be compiled and nothing else.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";
constexpr std::string_view kPageName = "page.html";
/// Bytes encoded at once; a multiple of three, so that only the last piece is padded.
constexpr std::size_t kPieceBytes = 49'152;

/// Takes what stands before the next `separator` off `rest`.
std::string_view next_part(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const std::string_view part = trimmed(rest.substr(0, end));
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return part;
}

bool same_letters(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

/// A weight in thousandths (RFC 9110 section 12.4.2); what is none counts as 1000.
int weight_in(std::string_view parameters) {
  constexpr int kWhole = 1000;
  while (!parameters.empty()) {
    const std::string_view parameter = next_part(parameters, ';');
    if (parameter.size() < 3 || !same_letters(parameter.substr(0, 2), "q=")) continue;
    if (parameter[2] != '0') return kWhole;
    int weight = 0;
    int place = kWhole / 10;
    for (const char digit : parameter.substr(std::min<std::size_t>(4, parameter.size()))) {
      if (digit < '0' || digit > '9') break;
      weight += (digit - '0') * place;
      place /= 10;
    }
    return weight;
  }
  return kWhole;
}

/// The weight of a type: that of the most specific of the ranges it falls into, or nothing.
std::optional<int> weight_of(std::string_view accept, std::array<std::string_view, 3> ranges) {
  std::array<std::optional<int>, 3> weights;
  while (!accept.empty()) {
    std::string_view parameters = next_part(accept, ',');
    const std::string_view range = next_part(parameters, ';');
    for (std::size_t place = 0; place < ranges.size(); ++place) {
      if (same_letters(range, ranges[place])) weights[place] = weight_in(parameters);
    }
  }
  for (const auto& weight : weights) {
    if (weight) return weight;
  }
  return std::nullopt;
}

/// RFC 4648 section 4, padded.
std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t index = 0; index < 3; ++index) {
      group = group << 8 | (index < count ? static_cast<unsigned char>(bytes[at + index]) : 0U);
    }
    for (std::size_t index = 0; index < 4; ++index) {
      text.push_back(index <= count ? kDigits[group >> (18 - 6 * index) & 0x3FU] : '=');
    }
  }
  return text;
}

/// RFC 9110 section 13.1.2: tags are compared weakly.
bool has_tag(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    std::string_view given = next_part(if_none_match, ',');
    if (given.starts_with("W/")) given.remove_prefix(2);
    if (given == tag || given == "*") return true;
  }
  return false;
}

}  // namespace

bool prefers_page(std::string_view accept) {
  const int page = weight_of(accept, {"text/html", "text/html", "text/html"}).value_or(0);
  const int json = weight_of(accept, {"application/json", "application/*", "*/*"}).value_or(0);
  return page > 0 && page >= json;
}

const Asset& playground_page() {
  const auto assets = playground_assets();
  const auto page = std::ranges::find(assets, kPageName, &Asset::name);
  SKERRY_ASSERT(page != assets.end());
  return *page;
}

const Asset* find_asset(std::string_view name) {
  const auto assets = playground_assets();
  const auto found = std::ranges::find(assets, name, &Asset::name);
  return found == assets.end() || name == kPageName ? nullptr : &*found;
}

Task<Answer> serve_asset(const Asset* asset, Head head, Request request) {
  head.set("cache-control", "no-cache")
      .add("etag", asset->tag)
      .set("content-security-policy", kPagePolicy)
      .add("cross-origin-opener-policy", "same-origin")
      .add("cross-origin-resource-policy", "same-origin");
  if (has_tag(request.head.get("if-none-match"), asset->tag)) {
    co_return Response{304, std::move(head), {}};
  }
  head.add("content-type", asset->content_type);
  if (!asset->content_type.starts_with("application/")) {
    co_return Response{200, std::move(head), std::string(asset->bytes)};
  }
  // Only text crosses to the host as it is.
  ResponseStream stream(*request.exchange, 200, head);
  std::string_view rest = request.method() == "HEAD" ? std::string_view() : asset->bytes;
  while (!rest.empty()) {
    const std::string_view piece = rest.substr(0, kPieceBytes);
    rest.remove_prefix(piece.size());
    co_await stream.write_base64(base64(piece));
  }
  co_return stream.finish();
}

}  // namespace skerry::gateway
