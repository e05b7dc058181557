#include "modules/fn/schema/uri.hpp"

#include <algorithm>

#include "modules/fn/schema/formats.hpp"
#include "modules/fn/schema/text_classes.hpp"

namespace skerry::fn::schema {
namespace {

constexpr std::string_view kSubDelimiters = "!$&'()*+,;=";

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) && std::ranges::all_of(text, [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

/// Whether all characters are unreserved, percent-encoded, sub-delimiters or among `more`.
bool holds_only(std::string_view text, std::string_view more, UriAlphabet alphabet) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
      i += 2;
    } else if (is_beyond_ascii(c)) {
      if (alphabet == UriAlphabet::kUri) return false;
    } else if (!is_letter(c) && !is_digit(c) && !std::string_view("-._~").contains(c) &&
               !kSubDelimiters.contains(c) && !more.contains(c)) {
      return false;
    }
  }
  return true;
}

bool is_authority(std::string_view text, UriAlphabet alphabet) {
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    if (!holds_only(text.substr(0, at), ":", alphabet)) return false;
    text.remove_prefix(at + 1);
  }
  std::string_view host = text;
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    host = text.substr(1, end - 1);
    const bool future = host.size() > 3 && (host[0] == 'v' || host[0] == 'V') &&
                        host.find('.') != std::string_view::npos &&
                        holds_only(host, ":", UriAlphabet::kUri);
    if (!future && !is_ipv6(host)) return false;
    port = text.substr(end + 1);
  } else {
    const std::size_t colon = text.find(':');
    host = text.substr(0, colon);
    if (!holds_only(host, "", alphabet)) return false;
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  return port.empty() || (port[0] == ':' && std::ranges::all_of(port.substr(1), is_digit));
}

std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("./") || path.starts_with("/./")) {
      path.remove_prefix(2);
    } else if (path == "/.") {
      path = "/";
    } else if (path.starts_with("/../") || path == "/..") {
      path = path == "/.." ? std::string_view("/") : path.substr(3);
      const std::size_t slash = out.rfind('/');
      out.resize(slash == std::string::npos ? 0 : slash);
    } else if (path == "." || path == "..") {
      path = {};
    } else {
      const std::size_t end = path.find('/', 1);
      out.append(path.substr(0, end));
      path = end == std::string_view::npos ? std::string_view() : path.substr(end);
    }
  }
  return out;
}

std::string merged(const UriParts& base, std::string_view path) {
  if (base.authority && base.path.empty()) return "/" + std::string(path);
  const std::size_t slash = base.path.rfind('/');
  std::string text(slash == std::string_view::npos ? "" : base.path.substr(0, slash + 1));
  return text.append(path);
}

}  // namespace

UriParts split_uri(std::string_view text) {
  UriParts parts;
  if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
    parts.fragment = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
    parts.query = text.substr(mark + 1);
    text = text.substr(0, mark);
  }
  if (const std::size_t colon = text.find(':');
      colon != std::string_view::npos && is_scheme(text.substr(0, colon))) {
    parts.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    const std::size_t end = text.find('/', 2);
    parts.authority = text.substr(2, end == std::string_view::npos ? end : end - 2);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end);
  }
  parts.path = text;
  return parts;
}

std::string resolve_uri(std::string_view base_text, std::string_view reference) {
  const UriParts base = split_uri(base_text);
  UriParts target = split_uri(reference);
  std::string path;
  if (target.scheme || target.authority) {
    path = without_dot_segments(target.path);
  } else if (target.path.empty()) {
    path = base.path;
    if (!target.query) target.query = base.query;
  } else {
    path = without_dot_segments(target.path.starts_with('/') ? std::string(target.path)
                                                             : merged(base, target.path));
  }
  if (!target.scheme) {
    if (!target.authority) target.authority = base.authority;
    target.scheme = base.scheme;
  }
  std::string text;
  if (target.scheme) text.append(*target.scheme).append(":");
  if (target.authority) text.append("//").append(*target.authority);
  text.append(path);
  if (target.query) text.append("?").append(*target.query);
  if (target.fragment) text.append("#").append(*target.fragment);
  return text;
}

bool is_uri(std::string_view text, UriAlphabet alphabet, bool absolute) {
  const UriParts parts = split_uri(text);
  if (absolute && !parts.scheme) return false;
  if (parts.authority && !is_authority(*parts.authority, alphabet)) return false;
  if (!holds_only(parts.path, ":@/", alphabet)) return false;
  // Without a scheme, a colon in the first segment would be read as the end of one.
  const std::string_view first = parts.path.substr(0, parts.path.find('/'));
  if (!parts.scheme && !parts.authority && first.contains(':')) return false;
  return (!parts.query || holds_only(*parts.query, ":@/?", alphabet)) &&
         (!parts.fragment || holds_only(*parts.fragment, ":@/?", alphabet));
}

}  // namespace skerry::fn::schema
