#include "modules/sdk/paging.hpp"

#include <algorithm>
#include <optional>

#include "modules/sdk/assert.hpp"
#include "modules/sdk/percent.hpp"

namespace skerry {
namespace {

using Fault = std::unexpected<std::string>;
using Filters = PageQuery::Filters;

/// Greater than every id: prefixes and Crockford's alphabet end before it.
constexpr std::string_view kBeyondEveryId = "~";
constexpr std::size_t kLimitDigitsMax = 3;
constexpr std::size_t kShownNameBytesMax = 40;
/// An id without its prefix, as `is_id` has it.
constexpr std::string_view kCursorPattern = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$";
static_assert(kIdCharacters == 26);

std::string bounds_of_limit() {
  return "limit must be a whole number from 1 to " + std::to_string(limits::kPageItemsMax) + ".";
}

std::string unknown_parameter(std::string_view name,
                              std::initializer_list<std::string_view> filters) {
  std::string known = "limit, cursor";
  for (const std::string_view filter : filters) known.append(", ").append(filter);
  // Of a name that somebody made up only what can be shown anywhere.
  const bool plain = name.size() <= kShownNameBytesMax &&
                     std::ranges::all_of(name, [](char c) { return c > ' ' && c < '\x7f'; });
  const std::string shown = plain ? " " + std::string(name) : std::string();
  return "The list takes no parameter" + shown + "; it takes " + known + ".";
}

std::optional<std::size_t> number_in(std::string_view text) {
  if (text.empty() || text.size() > kLimitDigitsMax) return std::nullopt;
  std::size_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<std::size_t>(digit - '0');
  }
  return number;
}

std::expected<PageQuery, std::string> page_query(
    const std::vector<std::pair<std::string, std::string>>& parameters, IdKind kind,
    std::initializer_list<std::string_view> known) {
  std::size_t limit = limits::kPageItemsDefault;
  std::string before;
  Filters filters;
  for (std::size_t index = 0; index < parameters.size(); ++index) {
    const auto& [name, value] = parameters[index];
    const bool is_filter = std::ranges::contains(known, name);
    if (!is_filter && name != "limit" && name != "cursor") {
      return Fault(unknown_parameter(name, known));
    }
    const auto same = [&](const auto& earlier) { return earlier.first == name; };
    if (std::ranges::any_of(parameters.begin(), parameters.begin() + static_cast<long>(index),
                            same)) {
      return Fault(name + " is given twice.");
    }
    if (value.empty()) return Fault(name + " is empty.");
    if (is_filter) {
      filters.emplace_back(name, value);
    } else if (name == "limit") {
      const auto number = number_in(value);
      if (!number || *number < 1 || *number > limits::kPageItemsMax) {
        return Fault(bounds_of_limit());
      }
      limit = *number;
    } else if (!is_id(kind, std::string(prefix_of(kind)) + value)) {
      return Fault("cursor is not one that a page of this list gave.");
    } else {
      before = value;
    }
  }
  return PageQuery(kind, limit, std::move(before), std::move(filters));
}

}  // namespace

std::string PageQuery::before() const {
  if (before_.empty()) return std::string(kBeyondEveryId);
  return std::string(prefix_of(kind_)) + before_;
}

std::string_view PageQuery::filter(std::string_view name) const {
  const auto found = std::ranges::find(filters_, name, &Filters::value_type::first);
  return found == filters_.end() ? std::string_view() : std::string_view(found->second);
}

Json PageQuery::page(Json items, std::string_view id_member) const {
  SKERRY_ASSERT(items.is_array() && items.size() <= rows_wanted());
  Json next;
  if (items.size() > limit_) {
    items.erase(limit_);
    const Json* id = find_member(items.back(), id_member);
    SKERRY_ASSERT(id != nullptr && id->is_string());
    next = id->get_ref<const std::string&>().substr(prefix_of(kind_).size());
  }
  return Json{{"items", std::move(items)}, {"nextCursor", std::move(next)}};
}

std::expected<PageQuery, std::string> read_page_query(
    std::string_view query, IdKind kind, std::initializer_list<std::string_view> filters) {
  const auto parameters = parse_query(query);
  if (!parameters) return Fault("The query holds a broken escape, or is not UTF-8.");
  return page_query(*parameters, kind, filters);
}

std::expected<PageQuery, std::string> read_page_arguments(
    const Json& arguments, IdKind kind, std::initializer_list<std::string_view> filters) {
  if (!arguments.is_object()) return Fault("The arguments of a list are an object.");
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const auto& [name, value] : arguments.items()) {
    if (name == "limit") {
      if (!value.is_number_integer()) return Fault(bounds_of_limit());
      parameters.emplace_back(name, to_text(value));
    } else if (value.is_string()) {
      parameters.emplace_back(name, value.get_ref<const std::string&>());
    } else {
      return Fault("The filters and the cursor of a list are texts.");
    }
  }
  return page_query(parameters, kind, filters);
}

Json page_parameters() {
  return Json::array({Json{{"name", "limit"},
                           {"in", "query"},
                           {"required", false},
                           {"description", "The most items of a page."},
                           {"schema",
                            {{"type", "integer"},
                             {"minimum", 1},
                             {"maximum", limits::kPageItemsMax},
                             {"default", limits::kPageItemsDefault}}}},
                      Json{{"name", "cursor"},
                           {"in", "query"},
                           {"required", false},
                           {"description", "nextCursor of the page before."},
                           {"schema", {{"type", "string"}, {"pattern", kCursorPattern}}}}});
}

}  // namespace skerry
