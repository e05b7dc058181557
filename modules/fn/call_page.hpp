#pragma once

#include <string>

namespace skerry::fn {

/// What ends docs/call.md, as Markdown: the fields of `POST /fn` with their limits and defaults,
/// and the examples, from the definitions that requests are read by and OpenAPI shows.
[[nodiscard]] std::string call_fields_markdown();

/// The line of docs/call.md after which that begins.
inline constexpr char kCallPageMark[] = "<!-- Below: written by fn_print_call_page. -->\n";

}  // namespace skerry::fn
