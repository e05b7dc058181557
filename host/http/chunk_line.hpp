#pragma once

#include <string_view>

// What can be said of a chunk's line (RFC 9112 section 7.1) before Beast has seen all of it.

namespace skerry::host::http {

/// Between two chunks, where Beast waits for the end of a line: true if what is there of the line
/// can be no chunk's.
[[nodiscard]] bool is_hopeless_chunk(std::string_view bytes);

/// True for less than the shortest end of a chunked body, "0\r\n\r\n", that may become it.
/// Beast 1.81 asserts that it sees as much once it has seen the last chunk's line, so a client
/// could end the process by sending "0\r\n" and one byte more. After another chunk a line break
/// comes before it, with which there is always enough.
[[nodiscard]] bool may_be_cut_last_chunk(std::string_view bytes);

/// True if the next chunk announces a size beyond 64 bits, which Beast takes for no number at all.
[[nodiscard]] bool is_oversized_chunk(std::string_view bytes);

}  // namespace skerry::host::http
