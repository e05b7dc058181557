#include "host/cli/command_tools.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <format>
#include <fstream>
#include <iostream>

#include "host/cli/output.hpp"
#include "host/cli/settings.hpp"
#include "host/cli/terminal.hpp"
#include "modules/sdk/percent.hpp"

namespace skerry::host {
namespace {

/// More than any route takes.
constexpr std::size_t kSourceBytesMax = 2U << 20;
constexpr std::size_t kPageItemsMax = 100;
constexpr std::size_t kCursorBytesMax = 4'096;
/// Of an answer that nobody can read: enough to recognise who wrote it.
constexpr std::size_t kForeignColumnsMax = 200;
/// The problem whose cause may be how models are configured.
constexpr std::string_view kProvidersProblem = "model_unavailable";
constexpr std::uint16_t kUnauthorised = 401;

std::string hint_about_key(const Place& place) {
  const auto settings = read_settings(place.environment, place.configuration_file);
  if (settings && settings->get("api_key")) {
    return "the key given here is not the one that the server wants";
  }
  return "the key that the server wants is read from SKERRY_API_KEY, or from api_key in the file "
         "that --config names";
}

/// A link that a server gives without its address: it may not know by which it was asked.
void complete_link(Json& answer, const Door& door) {
  const std::string url = door.url();
  if (url.empty() || !answer.is_object()) return;
  const auto link = answer.find("taskUrl");
  if (link == answer.end() || !link->is_string()) return;
  auto& text = link->get_ref<std::string&>();
  if (text.starts_with('/') && !text.starts_with("//")) text.insert(0, url);
}

std::expected<std::string, std::string> read_all(std::istream& stream, std::string_view option) {
  // One byte more than allowed tells a source that is too large.
  std::string text(kSourceBytesMax + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return std::unexpected(std::format("{} cannot be read", option));
  if (text.size() <= kSourceBytesMax) return text;
  return std::unexpected(std::format("{} is larger than {} bytes", option, kSourceBytesMax));
}

CLI::Validator not_empty() {
  return CLI::Validator(
      [](std::string& text) { return std::string(text.empty() ? "must not be empty" : ""); }, "");
}

}  // namespace

void add_folder_options(CLI::App& app, Place& place) {
  CLI::Option* data =
      app.add_option("--data-dir", place.data_folder, "Folder of everything that is kept")
          ->capture_default_str();
  // A variable that is not set, where a script names a place by it, must not mean another place.
  for (CLI::Option* option :
       {data, app.add_option("--config", place.configuration_file, "JSON file of settings"),
        app.add_option("--modules-dir", place.modules_folder, "Folder of the modules")}) {
    option->check(not_empty());
  }
}

void add_place_options(CLI::App& app, Place& place) {
  add_folder_options(app, place);
  app.add_option("--server", place.server,
                 "URL of a server to ask; otherwise the one that holds the data folder, or none")
      ->check(not_empty());
  app.add_flag("--json", place.json, "JSON, also on a terminal");
}

bool wants_json(const Place& place) { return place.json || !terminal_of(stdout).is_terminal; }

std::expected<std::string, std::string> read_source(std::string_view option,
                                                    const std::string& value) {
  if (value == "-") return read_all(std::cin, option);
  if (!value.starts_with('@')) return value;
  std::ifstream stream(value.substr(1), std::ios::binary);
  if (!stream) return std::unexpected(std::format("{}: cannot read {}", option, value.substr(1)));
  return read_all(stream, option);
}

std::string hint_about_file(const std::string& value) {
  std::error_code unusable;
  if (!std::filesystem::is_regular_file(value, unusable)) return {};
  return std::format("; @{} reads that file", clean(value));
}

std::expected<Json, std::string> read_json_source(std::string_view option,
                                                  const std::string& value) {
  const auto text = read_source(option, value);
  if (!text) return std::unexpected(text.error());
  if (text->find_first_not_of(" \t\r\n") == std::string::npos) {
    return std::unexpected(
        std::format("{} is empty: give JSON, such as {{}} or [1,2], or leave it out", option));
  }
  auto parsed = read_json(*text);
  if (!parsed) {
    return std::unexpected(
        std::format("{} is no JSON: {}{}", option, parsed.error().detail, hint_about_file(value)));
  }
  return std::move(*parsed);
}

std::optional<std::string> fault_of_id(IdKind kind, const std::string& text) {
  if (is_id(kind, text)) return std::nullopt;
  // A function's id may be made from its source, which has no time in it.
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::string_view prefix = prefix_of(kind);
  if (kind == IdKind::kFunction && text.starts_with(prefix) &&
      text.size() == prefix.size() + kIdCharacters &&
      text.find_first_not_of(kAlphabet, prefix.size()) == std::string::npos) {
    return std::nullopt;
  }
  return std::format("\"{}\" is no id: {} and {} characters are expected", clean(text),
                     prefix_of(kind), kIdCharacters);
}

int fail_lines(std::string_view lines) {
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    static_cast<void>(fail(lines.substr(0, end)));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return 1;
}

int fail_with(const ClientAnswer& answer, const Place& place) {
  if (answer.body.empty()) return fail(std::format("the answer is an empty {}", answer.status));
  const auto problem = read_json(answer.body, JsonLimits::for_hosts());
  if (!problem) {
    return fail(std::format("the answer is a {} that is no JSON: {}", answer.status,
                            fit(clean(answer.body), kForeignColumnsMax)));
  }
  const Json* title = find_member(*problem, "title");
  if (title == nullptr || place.json || !terminal_of(stderr).is_terminal) {
    return fail_json(answer.body);
  }
  const auto member = [&](const char* name) {
    const Json* value = find_member(*problem, name);
    return value == nullptr ? std::string() : readable(*value);
  };
  const std::string detail = member("detail");
  static_cast<void>(fail(std::format("{} ({}){}{}", readable(*title), member("code"),
                                     detail.empty() ? "" : ": ", detail)));
  const Json* errors = find_member(*problem, "errors");
  for (const Json& error : errors != nullptr && errors->is_array() ? *errors : Json::array()) {
    const Json* pointer = find_member(error, "pointer");
    const Json* words = find_member(error, "detail");
    static_cast<void>(fail(std::format("  {}{}{}", pointer == nullptr ? "" : readable(*pointer),
                                       pointer == nullptr ? "" : ": ",
                                       words == nullptr ? "" : readable(*words))));
  }
  const Json* nearest = find_member(*problem, "nearest");
  for (const Json& known : nearest != nullptr && nearest->is_array() ? *nearest : Json::array()) {
    const Json* known_title = find_member(known, "title");
    if (known_title == nullptr) continue;
    static_cast<void>(fail(std::format("  near: {}", readable(*known_title))));
  }
  if (const std::string remedy = member("remedy"); !remedy.empty()) static_cast<void>(fail(remedy));
  if (answer.status == kUnauthorised) static_cast<void>(fail(hint_about_key(place)));
  if (member("code") == kProvidersProblem) {
    static_cast<void>(fail("skerry doctor says which providers can be reached"));
  }
  return 1;
}

std::optional<Json> ask_json(Door& door, const DoorRequest& request, const Place& place) {
  const auto answer = door.ask(request);
  if (!answer) {
    static_cast<void>(fail(answer.error()));
    return std::nullopt;
  }
  if (answer->status < 200 || answer->status >= 300) {
    static_cast<void>(fail_with(*answer, place));
    return std::nullopt;
  }
  if (answer->body.empty()) return Json();
  auto json = read_json(answer->body, JsonLimits::for_hosts());
  if (json) {
    complete_link(*json, door);
    return std::move(*json);
  }
  static_cast<void>(fail(std::format("the answer is no JSON: {}", json.error().detail)));
  return std::nullopt;
}

int with_door(const Place& place, const std::function<int(Door&)>& work) {
  const auto door = open_door(place);
  return door ? work(**door) : fail_lines(door.error());
}

int print_value(const Json& value, const Place& place) {
  if (wants_json(place)) return print_json(to_text(value) + "\n");
  if (value.is_string()) return print(clean(value.get_ref<const std::string&>(), true) + "\n");
  return print(pretty(value) + "\n");
}

int print_result(const Json& record, const Place& place) {
  const Json* result = find_member(record, "result");
  return result == nullptr || wants_json(place) ? print_record(record, place)
                                                : print_value(*result, place);
}

int print_record(const Json& record, const Place& place) {
  if (wants_json(place) || !record.is_object()) return print_value(record, place);
  Json shown = record;
  if (const Json* success = find_member(shown, "success"); success != nullptr && *success == true) {
    shown.erase("success");
  }
  return print(layout_record(shown, terminal_of(stdout)));
}

std::string with_query(std::string path, const Parameters& parameters) {
  char mark = '?';
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    path.append(1, mark).append(name).append("=").append(percent_encode(value));
    mark = '&';
  }
  return path;
}

int print_list(const Place& place, const std::string& path, const Parameters& parameters,
               std::size_t limit, const std::vector<ListColumn>& columns) {
  return with_door(place, [&](Door& door) {
    std::vector<Table::Column> headings;
    headings.reserve(columns.size());
    for (const ListColumn& column : columns) {
      headings.push_back({column.heading, column.may_shrink});
    }
    Table table(std::move(headings));
    std::string lines;
    std::string cursor;
    for (std::size_t left = limit; left > 0;) {
      Parameters page = parameters;
      page.emplace_back("limit", std::to_string(std::min(left, kPageItemsMax)));
      page.emplace_back("cursor", cursor);
      const auto answer = ask_json(door, {.path = with_query(path, page)}, place);
      if (!answer) return 1;
      const Json* items = find_member(*answer, "items");
      if (items == nullptr || !items->is_array()) return fail("the answer holds no list");
      for (const Json& item : *items) {
        std::vector<std::string> cells;
        for (const ListColumn& column : columns) {
          const Json* value = find_member(item, column.member);
          cells.push_back(value == nullptr ? "" : readable(*value));
        }
        table.add(std::move(cells));
        lines += to_text(item) + "\n";
      }
      left -= std::min(left, items->size());
      const Json* next = find_member(*answer, "nextCursor");
      if (next == nullptr || !next->is_string() || items->empty()) break;
      cursor = next->get_ref<const std::string&>();
      if (cursor.size() > kCursorBytesMax) return fail("the answer's cursor is too long");
    }
    if (wants_json(place)) return print_json(lines);
    return print(lines.empty() ? "none\n" : table.draw(terminal_of(stdout)));
  });
}

}  // namespace skerry::host
