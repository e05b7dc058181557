#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

// Rules about heads that hold for every exchange, whether it came over TCP or from inside the
// process. RFC 9110 section 5, RFC 9112 sections 2 and 5.

namespace skerry::host::http {

/// Compares ASCII text without regard to case.
[[nodiscard]] bool equals_ignoring_case(std::string_view left, std::string_view right);

/// True if `list`, comma-separated, holds `token` in any case.
[[nodiscard]] bool list_holds(std::string_view list, std::string_view token);

/// True for a `token` of RFC 9110 section 5.6.2: a method or a field name.
[[nodiscard]] bool is_token(std::string_view text);

/// True for text without control characters other than tab. It need not be UTF-8.
[[nodiscard]] bool is_field_value(std::string_view text);

/// True for `host[:port]` without userinfo, of the characters RFC 3986 section 3.2 allows, with a
/// port of 16 bits.
[[nodiscard]] bool is_authority(std::string_view text);

/// True if a target's path can be told apart from every other: whole percent-escapes (RFC 3986
/// section 2.1) of UTF-8 without control characters, and no dot segments. The query is not judged.
[[nodiscard]] bool is_sound_path(std::string_view target);

/// True if the request line in `bytes`, which may be malformed or cut off, has a target with a
/// control character in it or one that is not UTF-8.
[[nodiscard]] bool has_unfit_target(std::string_view bytes);

/// True for fields that concern one connection only and never cross to or from a module.
[[nodiscard]] bool is_hop_by_hop(std::string_view lower_case_name);

/// True for what only the host sets in an answer: the hop-by-hop fields, `content-length`, `date`.
[[nodiscard]] bool is_set_by_host(std::string_view lower_case_name);

/// True if the bytes of a request's head, up to and including the empty line, are fit to be parsed:
/// valid UTF-8, every line ended by CRLF and none folded (RFC 9112 sections 2.2 and 5.2), no NUL.
[[nodiscard]] bool is_sane_head(std::string_view bytes);

/// True if a line break in `bytes` is not CRLF, or a NUL is there. A CR at the very end is not
/// judged.
[[nodiscard]] bool has_bare_control(std::string_view bytes);

/// Calls `visit(name, value)` for every `name: value\n` of a contract's head, in order. False, and
/// no further call, at the first line that is not so.
template <class Visit>
[[nodiscard]] bool for_each_field(std::string_view head, Visit&& visit) {
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    if (end == std::string_view::npos) return false;
    const std::string_view line = head.substr(0, end);
    const std::size_t colon = line.find(':', line.starts_with(':') ? 1 : 0);
    if (colon == std::string_view::npos) return false;
    std::string_view value = line.substr(colon + 1);
    if (value.starts_with(' ')) value.remove_prefix(1);
    visit(line.substr(0, colon), value);
    head.remove_prefix(end + 1);
  }
  return true;
}

/// Appends a module's answer fields to `wire` as HTTP/1.1 field lines, without those the host sets.
/// False if a line is malformed, in which case `wire` holds part of them.
[[nodiscard]] bool append_answer_fields(std::string& wire, std::string_view head);

/// True for a final status, 200 to 599: the interim ones are the host's.
[[nodiscard]] constexpr bool is_final_status(std::uint16_t status) {
  return status >= 200 && status <= 599;
}

/// True if an answer of this status has no body, whatever its author gives (RFC 9110
/// section 6.4.1).
[[nodiscard]] constexpr bool is_bodiless(std::uint16_t status) {
  return status == 204 || status == 304;
}

}  // namespace skerry::host::http
