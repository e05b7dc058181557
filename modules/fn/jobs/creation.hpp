#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// What the front tells a new job's actor.
struct JobCreation {
  std::string tenant;
  std::string request_id;
  /// The work's type by name.
  std::string type;
  Json classification;
  /// What was done for the call before it became a job, with the members of an answer that say so:
  /// `attempts`, `usage`, `timings`.
  Json before = Json::object();
  /// The caller's own; none for the type's default.
  std::optional<std::uint64_t> timeout_ms;
  /// Empty for none.
  std::string callback_url;
  /// The call as the caller wrote it.
  Json call;
};

/// The whole time of a job of this type where its caller named none.
[[nodiscard]] std::uint64_t default_timeout_ms(std::string_view type);

/// The body of `POST /job/create`. `call` is JSON text and is taken over as it is.
[[nodiscard]] std::string creation_text(const JobCreation& creation, std::string_view call);
/// Reads that body; nothing when it is no such text.
[[nodiscard]] std::optional<JobCreation> read_creation(std::string_view text);

}  // namespace skerry::fn
