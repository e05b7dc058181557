#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skerry::fn::schema {

/// The parts of a URI reference (RFC 3986, 3), undecoded, as views into the reference.
struct UriParts {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};

/// Splits a reference; every text can be split (RFC 3986, appendix B).
[[nodiscard]] UriParts split_uri(std::string_view reference);

/// The reference as seen from `base`, an absolute URI (RFC 3986, 5.2).
[[nodiscard]] std::string resolve_uri(std::string_view base, std::string_view reference);

/// Which characters beyond ASCII a reference may hold.
enum class UriAlphabet : unsigned char {
  kUri,  ///< None (RFC 3986).
  kIri,  ///< Any (RFC 3987).
};

/// Whether a text has the grammar of a URI or IRI reference; with `absolute`, of one with a scheme.
[[nodiscard]] bool is_uri(std::string_view text, UriAlphabet alphabet, bool absolute);

}  // namespace skerry::fn::schema
