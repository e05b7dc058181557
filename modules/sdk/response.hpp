#pragma once

#include <cstdint>
#include <string>

#include "modules/sdk/head.hpp"

namespace skerry {

/// A whole answer. Framing fields (`content-length`, `transfer-encoding`, `connection`) are the
/// host's; a head never holds them.
struct Response {
  std::uint16_t status = 200;
  Head head;
  std::string body;
};

/// `body` is JSON text already.
[[nodiscard]] inline Response json_response(std::uint16_t status, std::string body) {
  Response response{status, {}, std::move(body)};
  response.head.add("content-type", "application/json");
  return response;
}

[[nodiscard]] inline Response text_response(std::uint16_t status, std::string body) {
  Response response{status, {}, std::move(body)};
  response.head.add("content-type", "text/plain; charset=utf-8");
  return response;
}

}  // namespace skerry
