#pragma once

#include <span>
#include <string_view>

namespace skerry::gateway {

/// One file of the playground, kept in this module.
struct Asset {
  /// `page.html` is served at `/`, every other at `/playground/<name>`.
  std::string_view name;
  std::string_view content_type;
  /// A strong entity tag (RFC 9110 section 8.8.3) of the bytes, quotes included.
  std::string_view tag;
  std::string_view bytes;
};

/// All of them. Made by embed_assets.py.
[[nodiscard]] std::span<const Asset> playground_assets();

}  // namespace skerry::gateway
