#pragma once

#include <string>
#include <string_view>

#include "modules/fn/jobs/job_store.hpp"
#include "modules/sdk/paging.hpp"
#include "modules/sdk/storage.hpp"

namespace skerry::fn {

// Statements on `function_jobs`, the index of jobs in the shared storage.

/// Shows a job as it is now; an older version never replaces a newer one.
[[nodiscard]] SqlStatement index_job(const JobRecord& job);
[[nodiscard]] SqlStatement unindex_job(std::string_view id);
/// One row with how many jobs of a tenant are queued, counted up to `most`.
[[nodiscard]] SqlStatement count_queued_jobs(std::string_view tenant, std::uint64_t most);
/// A tenant's jobs, newest first; the filter `status` of the query may be empty.
[[nodiscard]] SqlStatement list_jobs(std::string_view tenant, const PageQuery& query);
/// The items of a page from the rows of `list_jobs`.
[[nodiscard]] Json listed_jobs(const SqlRows& rows);

}  // namespace skerry::fn
