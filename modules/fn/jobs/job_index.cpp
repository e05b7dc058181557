#include "modules/fn/jobs/job_index.hpp"

#include "modules/fn/jobs/limits.hpp"
#include "modules/sdk/timestamp.hpp"

namespace skerry::fn {
namespace {

/// The first characters of a text, none of them cut.
std::string beginning_of(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool begins_character = (static_cast<unsigned char>(text[end]) & 0xc0) != 0x80;
    if (begins_character && characters-- == 0) break;
  }
  return std::string(text.substr(0, end));
}

Json error_code_of(const JobRecord& job) {
  const auto problem = read_json(job.error);
  if (!problem) return {};
  const Json* code = find_member(*problem, "code");
  return code == nullptr || !code->is_string() ? Json() : *code;
}

}  // namespace

SqlStatement index_job(const JobRecord& job) {
  return {
      "INSERT INTO function_jobs (id, tenant, type, status, description, error_code, created_ms, "
      "updated_ms, ended_ms, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET type = excluded.type, status = excluded.status, "
      "error_code = excluded.error_code, "
      "updated_ms = excluded.updated_ms, ended_ms = excluded.ended_ms, "
      "version = excluded.version WHERE excluded.version > function_jobs.version",
      Json::array({job.id, job.tenant, job.type, std::string(name_of(job.status)),
                   beginning_of(job.description, limits::kListedDescriptionCharactersMax),
                   error_code_of(job), job.created_ms, job.updated_ms,
                   job.ended_ms ? Json(*job.ended_ms) : Json(), job.version})};
}

SqlStatement unindex_job(std::string_view id) {
  return {"DELETE FROM function_jobs WHERE id = ?", Json::array({std::string(id)})};
}

SqlStatement count_queued_jobs(std::string_view tenant, std::uint64_t most) {
  return {
      "SELECT count(*) FROM (SELECT 1 FROM function_jobs WHERE tenant = ? AND status = 'queued' "
      "LIMIT ?)",
      Json::array({std::string(tenant), most})};
}

SqlStatement list_jobs(std::string_view tenant, const PageQuery& query) {
  static constexpr std::string_view kColumns =
      "SELECT id, type, status, description, error_code, created_ms, updated_ms, ended_ms "
      "FROM function_jobs WHERE tenant = ?";
  std::string sql(kColumns);
  Json params = Json::array({std::string(tenant)});
  if (const auto status = query.filter("status"); !status.empty()) {
    sql += " AND status = ?";
    params.push_back(std::string(status));
  }
  params.push_back(query.before());
  params.push_back(query.rows_wanted());
  return {sql + " AND id < ? ORDER BY id DESC LIMIT ?", std::move(params)};
}

Json listed_jobs(const SqlRows& rows) {
  Json items = Json::array();
  for (const Json& row : rows.rows) {
    Json item = {{"jobId", row[0]},
                 {"type", row[1]},
                 {"status", row[2]},
                 {"description", row[3]},
                 {"createdAt", timestamp(sql_number(row[5]))},
                 {"updatedAt", timestamp(sql_number(row[6]))}};
    if (!row[4].is_null()) item["errorCode"] = row[4];
    if (!row[7].is_null()) item["endedAt"] = timestamp(sql_number(row[7]));
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace skerry::fn
