#include "modules/fn/functions/accepted_functions.hpp"

#include <algorithm>
#include <utility>

#include "modules/sdk/id.hpp"

namespace skerry::fn {
namespace {

constexpr std::string_view kSummaryColumns =
    "f.id, f.name, f.description, f.paraphrases, f.parameters, f.origin, f.provider, f.model, "
    "f.pinned, f.tests, f.created_ms, f.used_ms";
constexpr std::size_t kSummaryColumnCount = 12;
constexpr std::string_view kCodeColumns = ", f.source, f.examples";
constexpr std::size_t kColumnCount = kSummaryColumnCount + 2;

// Which functions give way to one more: none when it is there already, or cannot be kept anyway.
// Parameters: tenant, tenant, lookup key, name, tenant, how many may stay.
constexpr std::string_view kEvicted =
    "(SELECT id FROM accepted_functions WHERE tenant = ? AND origin = 'model' AND pinned = 0 "
    "AND NOT EXISTS (SELECT 1 FROM accepted_functions "
    "WHERE tenant = ? AND (lookup_key = ? OR name = ?)) "
    "ORDER BY used_ms, id LIMIT "
    "max(0, (SELECT count(*) FROM accepted_functions WHERE tenant = ?) - ?))";

// Nothing when the lookup key or the name is there, or the tenant has too many.
constexpr std::string_view kInsert =
    "INSERT INTO accepted_functions (id, tenant, lookup_key, name, description, paraphrases, "
    "parameters, examples, source, origin, provider, model, pinned, tests, created_ms, used_ms) "
    "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
    "WHERE (SELECT count(*) FROM accepted_functions WHERE tenant = ?) < ? "
    "ON CONFLICT DO NOTHING";

// A phrase of another function fails the whole batch.
constexpr std::string_view kInsertPhrase =
    "INSERT INTO accepted_function_phrases (tenant, phrase_key, function_id) "
    "SELECT ?, ?, ? WHERE EXISTS "
    "(SELECT 1 FROM accepted_functions WHERE tenant = ? AND id = ?)";

constexpr std::string_view kForgetPhrases =
    "DELETE FROM accepted_function_phrases WHERE tenant = ? AND function_id = ?";

std::string select(std::string_view where) {
  return std::string("SELECT ")
      .append(kSummaryColumns)
      .append(kCodeColumns)
      .append(" FROM accepted_functions f ")
      .append(where);
}

SqlStatement statement(std::string_view sql, Json params) {
  return {std::string(sql), std::move(params)};
}

Json text_or_null(const std::optional<std::string>& text) { return text ? Json(*text) : Json(); }

std::string text_in(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<std::string> optional_text_in(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  return value.get<std::string>();
}

std::uint64_t count_in(const Json& value) {
  return value.is_number() ? value.get<std::uint64_t>() : 0;
}

std::vector<std::string> texts_in(const Json& column) {
  std::vector<std::string> texts;
  const auto list = read_json(text_in(column));
  if (!list || !list->is_array()) return texts;
  for (const Json& item : *list) texts.push_back(text_in(item));
  return texts;
}

FunctionSummary summary_in(const Json& row) {
  return {.id = text_in(row[0]),
          .name = optional_text_in(row[1]),
          .description = text_in(row[2]),
          .paraphrases = texts_in(row[3]),
          .parameters = texts_in(row[4]),
          .origin = text_in(row[5]) == name_of(FunctionOrigin::kOwn) ? FunctionOrigin::kOwn
                                                                     : FunctionOrigin::kModel,
          .provider = optional_text_in(row[6]),
          .model = optional_text_in(row[7]),
          .pinned = count_in(row[8]) != 0,
          .tests = static_cast<std::uint32_t>(count_in(row[9])),
          .created_ms = count_in(row[10]),
          .used_ms = count_in(row[11])};
}

/// The one function that rows hold, or nothing. Rows that a host made have the columns asked for.
std::optional<AcceptedFunction> function_in(const SqlRows& rows) {
  if (rows.rows.empty() || rows.rows[0].size() != kColumnCount) return std::nullopt;
  const Json& row = rows.rows[0];
  auto examples = read_json(text_in(row[kSummaryColumnCount + 1]));
  return AcceptedFunction{summary_in(row), text_in(row[kSummaryColumnCount]),
                          examples ? std::move(*examples) : Json::array()};
}

/// The keys without repetitions: a function may say the same thing twice.
std::vector<std::string> distinct(std::vector<std::string> keys) {
  std::ranges::sort(keys);
  const auto rest = std::ranges::unique(keys);
  keys.erase(rest.begin(), rest.end());
  return keys;
}

void add_phrases(std::vector<SqlStatement>& statements, const std::string& tenant,
                 const std::string& id, std::vector<std::string> keys) {
  for (std::string& key : distinct(std::move(keys))) {
    statements.push_back(
        statement(kInsertPhrase, Json::array({tenant, std::move(key), id, tenant, id})));
  }
}

void add_eviction(std::vector<SqlStatement>& statements, const ProvenFunction& function) {
  const Json params = Json::array({function.tenant, function.tenant, function.lookup_key,
                                   text_or_null(function.name), function.tenant,
                                   limits::kFunctionsPerTenantMax - 1});
  statements.push_back(
      {std::string("DELETE FROM accepted_function_phrases WHERE function_id IN ").append(kEvicted),
       params});
  statements.push_back(
      {std::string("DELETE FROM accepted_functions WHERE id IN ").append(kEvicted), params});
}

Json row_of(const ProvenFunction& function, const std::string& id, std::uint64_t now_ms) {
  const auto now = static_cast<double>(now_ms);
  return Json::array({id, function.tenant, function.lookup_key, text_or_null(function.name),
                      function.description, to_text(Json(function.paraphrases)),
                      to_text(Json(function.parameters)), to_text(function.examples),
                      function.source, name_of(function.origin), text_or_null(function.provider),
                      text_or_null(function.model), function.pinned ? 1 : 0, function.tests,
                      json_number(now), json_number(now), function.tenant,
                      limits::kFunctionsPerTenantMax});
}

}  // namespace

std::string_view name_of(FunctionOrigin origin) {
  return origin == FunctionOrigin::kModel ? "model" : "own";
}

std::uint64_t AcceptedFunctions::now_ms() const {
  return static_cast<std::uint64_t>(basics_.clock.now_ms());
}

FunctionStoreFailure AcceptedFunctions::unavailable(const Failure& failure) {
  basics_.log.write(LogLevel::kError, "accepted functions are not available",
                    to_text(Json{{"failure", name_of(failure.kind)}, {"detail", failure.detail}}));
  return FunctionStoreFailure::kUnavailable;
}

Task<AcceptedFunctions::Outcome<std::optional<AcceptedFunction>>> AcceptedFunctions::find(
    std::string sql, Json params) {
  const auto rows = co_await query(storage_, std::move(sql), std::move(params));
  if (!rows) co_return std::unexpected(unavailable(rows.error()));
  co_return function_in(*rows);
}

Task<AcceptedFunctions::Outcome<std::optional<AcceptedFunction>>> AcceptedFunctions::find_by_key(
    std::string tenant, std::string lookup_key) {
  return find(select("WHERE f.tenant = ? AND f.lookup_key = ?"),
              Json::array({std::move(tenant), std::move(lookup_key)}));
}

Task<AcceptedFunctions::Outcome<AcceptedFunctions::PhraseLookup>> AcceptedFunctions::find_by_phrase(
    std::string tenant, std::string phrase_key) {
  std::vector<SqlStatement> statements;
  statements.push_back({select("JOIN accepted_function_phrases p ON p.function_id = f.id "
                               "WHERE p.tenant = ? AND p.phrase_key = ?"),
                        Json::array({tenant, std::move(phrase_key)})});
  statements.push_back(statement("SELECT 1 FROM accepted_function_phrases WHERE tenant = ? LIMIT 1",
                                 Json::array({std::move(tenant)})));
  const auto results = co_await batch(storage_, std::move(statements));
  if (!results) co_return std::unexpected(unavailable(results.error()));
  co_return PhraseLookup{function_in(results->front()), !results->back().rows.empty()};
}

Task<AcceptedFunctions::Outcome<std::optional<AcceptedFunction>>> AcceptedFunctions::get(
    std::string tenant, std::string id) {
  return find(select("WHERE f.tenant = ? AND f.id = ?"),
              Json::array({std::move(tenant), std::move(id)}));
}

Task<AcceptedFunctions::Outcome<AcceptedFunctions::Acceptance>> AcceptedFunctions::accept(
    ProvenFunction function) {
  if (function.source.size() > limits::kFunctionSourceBytesMax ||
      to_text(function.examples).size() > limits::kFunctionExamplesBytesMax) {
    co_return std::unexpected(FunctionStoreFailure::kTooLarge);
  }
  const std::string id = make_id(IdKind::kFunction, basics_.clock, basics_.random);
  std::vector<SqlStatement> statements;
  add_eviction(statements, function);
  statements.push_back(statement(kInsert, row_of(function, id, now_ms())));
  add_phrases(statements, function.tenant, id, std::move(function.phrase_keys));
  statements.push_back({select("WHERE f.tenant = ? AND f.lookup_key = ?"),
                        Json::array({function.tenant, function.lookup_key})});
  statements.push_back(statement("SELECT 1 FROM accepted_functions WHERE tenant = ? AND name = ?",
                                 Json::array({function.tenant, text_or_null(function.name)})));
  const auto results = co_await batch(storage_, std::move(statements));
  if (!results) {
    const bool constraint = results.error().kind == FailureKind::kConstraint;
    co_return std::unexpected(constraint ? FunctionStoreFailure::kPhraseTaken
                                         : unavailable(results.error()));
  }
  auto kept = function_in((*results)[results->size() - 2]);
  if (!kept) {
    co_return std::unexpected(results->back().rows.empty() ? FunctionStoreFailure::kTooMany
                                                           : FunctionStoreFailure::kNameTaken);
  }
  const bool first = kept->id == id;
  co_return Acceptance{std::move(*kept), first};
}

Task<AcceptedFunctions::Outcome<std::vector<FunctionSummary>>> AcceptedFunctions::list(
    std::string tenant, std::string before, std::size_t count) {
  const auto rows =
      co_await query(storage_,
                     std::string("SELECT ")
                         .append(kSummaryColumns)
                         .append(" FROM accepted_functions f WHERE f.tenant = ? AND f.id < ? "
                                 "ORDER BY f.id DESC LIMIT ?"),
                     Json::array({std::move(tenant), std::move(before), count}));
  if (!rows) co_return std::unexpected(unavailable(rows.error()));
  std::vector<FunctionSummary> functions;
  for (const Json& row : rows->rows) {
    if (row.size() == kSummaryColumnCount) functions.push_back(summary_in(row));
  }
  co_return functions;
}

Task<AcceptedFunctions::Outcome<FunctionStoreFailure>> AcceptedFunctions::cause_of_conflict(
    std::string tenant, std::string name) {
  const auto rows =
      co_await query(storage_, "SELECT 1 FROM accepted_functions WHERE tenant = ? AND name = ?",
                     Json::array({std::move(tenant), std::move(name)}));
  if (!rows) co_return std::unexpected(unavailable(rows.error()));
  co_return rows->rows.empty() ? FunctionStoreFailure::kPhraseTaken
                               : FunctionStoreFailure::kNameTaken;
}

Task<AcceptedFunctions::Outcome<std::optional<AcceptedFunction>>> AcceptedFunctions::patch(
    std::string tenant, std::string id, FunctionPatch patch) {
  std::vector<SqlStatement> statements;
  statements.push_back(statement(
      "UPDATE accepted_functions SET name = COALESCE(?, name), pinned = COALESCE(?, pinned), "
      "paraphrases = COALESCE(?, paraphrases) WHERE tenant = ? AND id = ?",
      Json::array({text_or_null(patch.name), patch.pinned ? Json(*patch.pinned ? 1 : 0) : Json(),
                   patch.paraphrases ? Json(to_text(Json(*patch.paraphrases))) : Json(), tenant,
                   id})));
  if (patch.paraphrases) {
    statements.push_back(statement(kForgetPhrases, Json::array({tenant, id})));
    add_phrases(statements, tenant, id, std::move(patch.phrase_keys));
  }
  statements.push_back(
      {select("WHERE f.tenant = ? AND f.id = ?"), Json::array({tenant, std::move(id)})});
  const auto results = co_await batch(storage_, std::move(statements));
  if (results) co_return function_in(results->back());
  if (results.error().kind != FailureKind::kConstraint) {
    co_return std::unexpected(unavailable(results.error()));
  }
  if (!patch.name) co_return std::unexpected(FunctionStoreFailure::kPhraseTaken);
  if (!patch.paraphrases) co_return std::unexpected(FunctionStoreFailure::kNameTaken);
  const auto cause = co_await cause_of_conflict(std::move(tenant), std::move(*patch.name));
  co_return std::unexpected(cause ? *cause : cause.error());
}

Task<AcceptedFunctions::Outcome<bool>> AcceptedFunctions::remove(std::string tenant,
                                                                 std::string id) {
  std::vector<SqlStatement> statements;
  statements.push_back(statement(kForgetPhrases, Json::array({tenant, id})));
  statements.push_back(statement("DELETE FROM accepted_functions WHERE tenant = ? AND id = ?",
                                 Json::array({std::move(tenant), std::move(id)})));
  const auto results = co_await batch(storage_, std::move(statements));
  if (!results) co_return std::unexpected(unavailable(results.error()));
  co_return results->back().rows_written > 0;
}

Task<void> AcceptedFunctions::touch(std::string tenant, std::string id, std::uint64_t used_ms) {
  const std::uint64_t now = now_ms();
  if (now < used_ms + limits::kFunctionUseResolutionMs) co_return;
  const auto written = co_await query(
      storage_,
      "UPDATE accepted_functions SET used_ms = max(used_ms, ?) WHERE tenant = ? AND id = ?",
      Json::array({json_number(static_cast<double>(now)), std::move(tenant), std::move(id)}));
  if (!written) (void)unavailable(written.error());
}

}  // namespace skerry::fn
