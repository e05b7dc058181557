#pragma once

#include <simdjson.h>
#include <sqlite3.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "host/database/result.hpp"

namespace skerry::host {

/// Binds a JSON array to a statement's parameters. Texts are borrowed from `params`' document until
/// the statement is reset.
[[nodiscard]] Result<void> bind_parameters(sqlite3_stmt* statement, simdjson::dom::array params);

/// Appends a JSON string. `text` must be UTF-8.
void append_json_string(std::string& out, std::string_view text);

/// Appends `["name", ...]`, the statement's columns.
[[nodiscard]] Result<void> append_columns(std::string& out, sqlite3_stmt* statement);

/// Appends the current row as `[value, ...]`.
[[nodiscard]] Result<void> append_row(std::string& out, sqlite3_stmt* statement);

/// The failure that a JSON parser's error stands for.
[[nodiscard]] Failure json_failure(simdjson::error_code code, std::string_view what);

}  // namespace skerry::host
