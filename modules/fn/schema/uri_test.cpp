#include "modules/fn/schema/uri.hpp"

#include <catch2/catch.hpp>

using namespace skerry::fn::schema;

TEST_CASE("references resolve as in RFC 3986, 5.4", "[schema][uri]") {
  constexpr std::string_view kBase = "http://a/b/c/d;p?q";
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {";x", "http://a/b/c/;x"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/../y", "http://a/b/c/y"},
  };
  for (const auto& [reference, expected] : cases) {
    INFO(reference);
    CHECK(resolve_uri(kBase, reference) == expected);
  }
  CHECK(resolve_uri("urn:uuid:x", "#/$defs/a") == "urn:uuid:x#/$defs/a");
  CHECK(resolve_uri("http://a", "b") == "http://a/b");
}

TEST_CASE("URIs are told from what only looks like them", "[schema][uri]") {
  CHECK(is_uri("http://user@example.com:80/a?b=c#d", UriAlphabet::kUri, true));
  CHECK(is_uri("http://[2001:db8::7]/", UriAlphabet::kUri, true));
  CHECK_FALSE(is_uri("http://[nonsense]/", UriAlphabet::kUri, true));
  CHECK_FALSE(is_uri("/relative", UriAlphabet::kUri, true));
  CHECK(is_uri("/relative", UriAlphabet::kUri, false));
  CHECK_FALSE(is_uri("a b", UriAlphabet::kUri, false));
  CHECK_FALSE(is_uri("%4", UriAlphabet::kUri, false));
  CHECK_FALSE(is_uri("http://ex.com/\u00e9", UriAlphabet::kUri, true));
  CHECK(is_uri("http://ex.com/\u00e9", UriAlphabet::kIri, true));
  CHECK_FALSE(is_uri("http://a:port/", UriAlphabet::kUri, true));
}
