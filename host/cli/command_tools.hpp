#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/cli/door.hpp"
#include "host/cli/record_layout.hpp"
#include "modules/sdk/id.hpp"
#include "modules/sdk/json.hpp"

namespace CLI {
class App;
}

/// What the commands that ask an installation have in common.
namespace skerry::host {

/// What the chosen command does; returns the exit status.
using Action = std::function<int()>;

/// Options that every way to start an installation has.
void add_folder_options(CLI::App& app, Place& place);
/// Those, and which server to ask, and how to show the answer.
void add_place_options(CLI::App& app, Place& place);

/// True when standard output gets JSON: it was asked for, or is no terminal.
[[nodiscard]] bool wants_json(const Place& place);

/// The text of an option that may be `@file` or `-` for standard input. The error is one line.
[[nodiscard]] std::expected<std::string, std::string> read_source(std::string_view option,
                                                                  const std::string& value);
/// What to write instead of `value` when that is the name of a file, as the end of a line for the
/// user: `; @orders.json reads that file`. Else empty.
[[nodiscard]] std::string hint_about_file(const std::string& value);
/// `read_source`, read as JSON.
[[nodiscard]] std::expected<Json, std::string> read_json_source(std::string_view option,
                                                                const std::string& value);

/// Nothing when a text is an id of this kind, else a line for the user.
[[nodiscard]] std::optional<std::string> fault_of_id(IdKind kind, const std::string& text);

/// Says what went wrong, a line each, and returns 1.
int fail_lines(std::string_view lines);
/// Shows an answer that is no success: its problem as JSON, or in words when standard error is a
/// terminal; what is no JSON in a line. Returns 1.
int fail_with(const ClientAnswer& answer, const Place& place);

/// Asks, and gives the JSON of an answer of 2xx (null for an empty one), with the server's address
/// in a `taskUrl` that has none. Anything else is shown; then it returns nothing.
[[nodiscard]] std::optional<Json> ask_json(Door& door, const DoorRequest& request,
                                           const Place& place);

/// Opens the way and does it, or says why not.
int with_door(const Place& place, const std::function<int(Door&)>& work);

/// Prints a value: one line of JSON, or in a readable form on a terminal.
[[nodiscard]] int print_value(const Json& value, const Place& place);
/// Prints an object: one line of JSON, or laid out on a terminal (`layout_record`), where that it
/// is a success goes without saying.
[[nodiscard]] int print_record(const Json& record, const Place& place);
/// What was made: on a terminal the member `result` alone, else, and without one, the whole record.
[[nodiscard]] int print_result(const Json& record, const Place& place);

/// A list's column: its heading and the member that it shows.
struct ListColumn {
  std::string heading;
  std::string member;
  bool may_shrink = false;
};
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// `path?name=value&…`, encoded; parameters without a value are left out.
[[nodiscard]] std::string with_query(std::string path, const Parameters& parameters);

/// Prints a list, page after page until `limit` items: a table on a terminal, else a line of JSON
/// for each item.
int print_list(const Place& place, const std::string& path, const Parameters& parameters,
               std::size_t limit, const std::vector<ListColumn>& columns);

}  // namespace skerry::host
