#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/fn/jobs/job_store.hpp"
#include "modules/sdk/json.hpp"

namespace skerry::fn {

/// The members of a job that are shown, from its rows; `answer` is the JSON text of the attempt
/// that succeeded, or empty. Usage and timings are those of all attempts and of what came before.
[[nodiscard]] Json job_json(const JobRecord& job, const std::vector<JobAttempt>& attempts,
                            std::string_view answer, const JobAccounts& accounts = {});

/// What a webhook says at the end of a job: `{"type", "timestamp", "data"}`. A large result is left
/// out, and `data` says so.
[[nodiscard]] std::string webhook_text(const JobRecord& job, Json shown);

/// What an event says: its own data and `jobId`.
[[nodiscard]] Json event_data(std::string_view job_id, const JobEvent& event);

/// An event of a job's stream (text/event-stream, WHATWG HTML section 9.2).
[[nodiscard]] std::string event_text(std::string_view job_id, const JobEvent& event);

}  // namespace skerry::fn
