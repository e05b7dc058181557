#include "host/database/sql_values.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

#include "host/database/limits.hpp"

namespace skerry::host {
namespace {

constexpr double kIntegerMax = static_cast<double>(kSqlIntegerMax);

bool is_safe(std::int64_t value) { return value >= -kSqlIntegerMax && value <= kSqlIntegerMax; }

std::string place(const char* what, int index) {
  return std::string(what) + " " + std::to_string(index);
}

Result<double> number_of(simdjson::dom::element value, int index) {
  switch (value.type()) {
    case simdjson::dom::element_type::INT64: {
      const std::int64_t integer = value.get_int64().value_unsafe();
      if (is_safe(integer)) return static_cast<double>(integer);
      break;
    }
    case simdjson::dom::element_type::DOUBLE:
      return value.get_double().value_unsafe();
    default:
      break;
  }
  return fail(FailureKind::kNumberOutOfRange, place("parameter", index));
}

Result<void> bind_one(sqlite3_stmt* statement, int index, simdjson::dom::element value) {
  int code = SQLITE_OK;
  switch (value.type()) {
    case simdjson::dom::element_type::NULL_VALUE:
      code = sqlite3_bind_null(statement, index);
      break;
    case simdjson::dom::element_type::STRING: {
      const std::string_view text = value.get_string().value_unsafe();
      if (text.size() > kSqlRowBytesMax) return fail_limit("sql_row_bytes_max", kSqlRowBytesMax);
      code = sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
      break;
    }
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE: {
      const auto number = number_of(value, index);
      if (!number) return std::unexpected(number.error());
      code = sqlite3_bind_double(statement, index, *number);
      break;
    }
    default:
      return fail(FailureKind::kInvalid,
                  place("a parameter is null, a number or a text; parameter", index));
  }
  if (code != SQLITE_OK) return fail(FailureKind::kInvalid, place("cannot bind parameter", index));
  return {};
}

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  out.append(text.data(), end);
}

Result<void> append_double(std::string& out, double value, int column) {
  if (!std::isfinite(value)) {
    return fail(FailureKind::kNumberOutOfRange, place("column", column));
  }
  if (std::trunc(value) == value && std::abs(value) <= kIntegerMax) {
    append_integer(out, static_cast<std::int64_t>(value));
    return {};
  }
  // Beyond 2^53 - 1 a plain integer would be refused where it is read; an exponent says "double".
  const auto format =
      std::abs(value) > kIntegerMax ? std::chars_format::scientific : std::chars_format::general;
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format).ptr;
  out.append(text.data(), end);
  return {};
}

Result<void> append_value(std::string& out, sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      out += "null";
      return {};
    case SQLITE_INTEGER: {
      const auto value = sqlite3_column_int64(statement, column);
      if (!is_safe(value)) return fail(FailureKind::kNumberOutOfRange, place("column", column));
      append_integer(out, value);
      return {};
    }
    case SQLITE_FLOAT:
      return append_double(out, sqlite3_column_double(statement, column), column);
    case SQLITE_TEXT: {
      const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      const auto bytes = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      if (data == nullptr) return fail(FailureKind::kUnavailable, "out of memory");
      if (!simdjson::validate_utf8(data, bytes)) {
        return fail(FailureKind::kNotUtf8, place("column", column));
      }
      append_json_string(out, {data, bytes});
      return {};
    }
    default:
      return fail(FailureKind::kInvalid, place("a BLOB in a result; column", column));
  }
}

}  // namespace

Failure json_failure(simdjson::error_code code, std::string_view what) {
  const auto detail = std::string(what) + ": " + simdjson::error_message(code);
  switch (code) {
    case simdjson::UTF8_ERROR:
      return {FailureKind::kNotUtf8, detail};
    case simdjson::NUMBER_ERROR:
    case simdjson::BIGINT_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
      return {FailureKind::kNumberOutOfRange, detail};
    default:
      return {FailureKind::kInvalid, detail};
  }
}

Result<void> bind_parameters(sqlite3_stmt* statement, simdjson::dom::array params) {
  const int wanted = sqlite3_bind_parameter_count(statement);
  int index = 0;
  for (const auto value : params) {
    if (++index > kSqlParametersMax) return fail_limit("sql_parameters_max", kSqlParametersMax);
    if (index > wanted) break;
    const auto bound = bind_one(statement, index, value);
    if (!bound) return bound;
  }
  if (index != wanted) {
    return fail(FailureKind::kInvalid, "the statement has " + std::to_string(wanted) +
                                           " parameters, given are " +
                                           std::to_string(params.size()));
  }
  return {};
}

void append_json_string(std::string& out, std::string_view text) {
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<void> append_columns(std::string& out, sqlite3_stmt* statement) {
  out += '[';
  const int columns = sqlite3_column_count(statement);
  for (int column = 0; column < columns; ++column) {
    if (column > 0) out += ',';
    const char* name = sqlite3_column_name(statement, column);
    if (name == nullptr) return fail(FailureKind::kUnavailable, "out of memory");
    const std::string_view text(name);
    if (!simdjson::validate_utf8(text.data(), text.size())) {
      return fail(FailureKind::kNotUtf8, place("name of column", column));
    }
    append_json_string(out, text);
  }
  out += ']';
  return {};
}

Result<void> append_row(std::string& out, sqlite3_stmt* statement) {
  out += '[';
  const int columns = sqlite3_column_count(statement);
  for (int column = 0; column < columns; ++column) {
    if (column > 0) out += ',';
    const auto appended = append_value(out, statement, column);
    if (!appended) return appended;
  }
  out += ']';
  return {};
}

}  // namespace skerry::host
