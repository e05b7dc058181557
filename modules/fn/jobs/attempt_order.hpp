#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// What a job's actor tells the front at each attempt: the body of `POST /internal/run`.
struct AttemptOrder {
  /// The work's type by name. It is decided; nobody classifies the call again.
  std::string type;
  /// As the answer that accepted the job shows it.
  Json classification;
  /// Under which the call's type is corrected: `call_…`.
  std::string call_id;
  /// What models have taken for the job so far, its classification included.
  std::uint64_t tokens_spent = 0;
  /// The call as the caller wrote it, but for its time and mode.
  Json call;
};

/// The order as JSON text.
[[nodiscard]] std::string order_text(const AttemptOrder& order);
/// Reads that text; nothing when it is none.
[[nodiscard]] std::optional<AttemptOrder> read_order(std::string_view text);

/// The call that the job of this id is, by the id that its caller gets: the same 26 characters.
[[nodiscard]] std::string call_id_of(std::string_view job_id);

}  // namespace skerry::fn
