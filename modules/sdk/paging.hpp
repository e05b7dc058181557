#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/sdk/id.hpp"
#include "modules/sdk/json.hpp"

namespace skerry {

namespace limits {

inline constexpr std::size_t kPageItemsDefault = 20;
inline constexpr std::size_t kPageItemsMax = 100;

}  // namespace limits

/// Which part of a list is asked for. Lists are newest first, by id (keyset pagination):
///
/// ```sql
/// SELECT … WHERE tenant = ? AND id < ? ORDER BY id DESC LIMIT ?   -- before(), rows_wanted()
/// ```
class PageQuery {
 public:
  using Filters = std::vector<std::pair<std::string, std::string>>;

  PageQuery() = default;
  PageQuery(IdKind kind, std::size_t limit, std::string before, Filters filters)
      : kind_(kind), limit_(limit), before_(std::move(before)), filters_(std::move(filters)) {}

  /// The most items of the page, 1 to `kPageItemsMax`.
  [[nodiscard]] std::size_t limit() const { return limit_; }
  /// The page's items have smaller ids than this. A whole id, or a text greater than every id.
  [[nodiscard]] std::string before() const;
  /// One more than the page shows, so that it is known whether another follows.
  [[nodiscard]] std::size_t rows_wanted() const { return limit_ + 1; }
  /// A filter's value; empty for one that was not given.
  [[nodiscard]] std::string_view filter(std::string_view name) const;

  /// `{"items", "nextCursor"}`. `items` are up to `rows_wanted()` objects in the order of the list,
  /// each with its id as the text `id_member`; `nextCursor` is null on the last page.
  [[nodiscard]] Json page(Json items, std::string_view id_member) const;

 private:
  IdKind kind_ = IdKind::kJob;
  std::size_t limit_ = limits::kPageItemsDefault;
  std::string before_;
  Filters filters_;
};

/// Reads `limit`, `cursor` and the filters that the list knows from a URL's query. Fails with what
/// is wrong, for the detail of a problem `invalid_query`: an unknown, repeated or empty parameter,
/// a limit out of range, a cursor that no page of this list gave.
[[nodiscard]] std::expected<PageQuery, std::string> read_page_query(
    std::string_view query, IdKind kind, std::initializer_list<std::string_view> filters = {});

/// The same from the arguments of an RPC call: an object with the same members; `limit` is a
/// number.
[[nodiscard]] std::expected<PageQuery, std::string> read_page_arguments(
    const Json& arguments, IdKind kind, std::initializer_list<std::string_view> filters = {});

/// The parameters `limit` and `cursor` for OpenAPI: an array of Parameter Objects.
[[nodiscard]] Json page_parameters();

}  // namespace skerry
