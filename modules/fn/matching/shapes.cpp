#include "modules/fn/matching/shapes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <tuple>

namespace skerry::fn {
namespace {

using table::Kind;
using table::Shape;

bool is_date(const std::string& text) {
  if (text.size() < 10 || (text.size() > 10 && text[10] != 'T' && text[10] != ' ')) return false;
  int parts[3] = {0, 0, 0};
  for (std::size_t i = 0; i < 10; ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    if (!dash) {
      auto& part = parts[i < 4 ? 0 : i < 7 ? 1 : 2];
      part = part * 10 + (text[i] - '0');
    }
  }
  static constexpr std::array kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const auto [year, month, day] = std::tie(parts[0], parts[1], parts[2]);
  if (month < 1 || month > 12 || day < 1 || day > kDays[static_cast<std::size_t>(month - 1)]) {
    return false;
  }
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month != 2 || day < 29 || leap;
}

bool is_character(const std::string& text) {
  if (text.empty()) return false;
  return std::ranges::count_if(
             text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }) == 1;
}

bool has_number(const Json& object, std::initializer_list<const char*> names) {
  return std::ranges::any_of(names, [&](const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number();
  });
}

bool is_node(const Json& value) { return value.is_string() || value.is_number(); }

/// `[x, y]`, `[x, y, z]` or an object that has such numbers.
bool is_point(const Json& value) {
  if (value.is_object()) return has_number(value, {"x"}) && has_number(value, {"y"});
  return value.is_array() && (value.size() == 2 || value.size() == 3) &&
         std::ranges::all_of(value, [](const Json& item) { return item.is_number(); });
}

/// `[a, b]`, `[a, b, weight]` or an object that says from where to where.
bool is_edge(const Json& value) {
  const auto joins = [&](const char* from, const char* to) {
    return value.contains(from) && is_node(value[from]) && value.contains(to) && is_node(value[to]);
  };
  if (value.is_object()) return joins("from", "to") || joins("source", "target");
  return value.is_array() && (value.size() == 2 || (value.size() == 3 && value[2].is_number())) &&
         is_node(value[0]) && is_node(value[1]);
}

/// For each node its neighbours: a list, or an object of weights.
bool is_adjacency(const Json& value) {
  return value.is_object() && std::ranges::all_of(value, [](const Json& near) {
           return near.is_array()
                      ? std::ranges::all_of(near, is_node)
                      : near.is_object() &&
                            std::ranges::all_of(near, [](const Json& w) { return w.is_number(); });
         });
}

bool fits_kind(Kind kind, const Shape& shape, const Json& value) {
  switch (kind) {
    case Kind::any:
      return true;
    case Kind::scalar:
      return value.is_primitive();
    case Kind::number:
    case Kind::integer: {
      if (!value.is_number()) return false;
      const auto number = value.get<double>();
      if (!std::isfinite(number) || number < shape.minimum || number > shape.maximum) return false;
      return kind == Kind::number ||
             (std::floor(number) == number && std::abs(number) <= kSafeIntegerMax);
    }
    case Kind::string:
    case Kind::key:
      return value.is_string();
    case Kind::character:
      return value.is_string() && is_character(value.get_ref<const std::string&>());
    case Kind::boolean:
      return value.is_boolean();
    case Kind::date:
      return value.is_string() && is_date(value.get_ref<const std::string&>());
    case Kind::object:
      return value.is_object();
    case Kind::list:
      return value.is_array();
    case Kind::point:
      return is_point(value);
    case Kind::place:
      return value.is_object() && has_number(value, {"lat", "latitude"}) &&
             has_number(value, {"lon", "lng", "long", "longitude"});
    case Kind::edge:
      return is_edge(value);
    case Kind::adjacency:
      return is_adjacency(value);
  }
  return false;
}

}  // namespace

bool fits(const Shape& shape, const Json& value) {
  if (!fits_kind(shape.kind, shape, value)) return false;
  if (shape.non_empty && (value.is_array() || value.is_string()) && value.empty()) return false;
  if (shape.kind != Kind::list) return true;
  return std::ranges::all_of(value, [&](const Json& item) {
    if (!fits_kind(shape.item, shape, item)) return false;
    return shape.item != Kind::list || std::ranges::all_of(item, [&](const Json& inner) {
             return fits_kind(shape.inner, shape, inner);
           });
  });
}

bool has_key(const Shape& shape, const Json& records, const std::string& key) {
  return std::ranges::all_of(records, [&](const Json& record) {
    const auto found = record.is_object() ? record.find(key) : record.end();
    return found != record.end() && fits_kind(shape.item, shape, *found);
  });
}

}  // namespace skerry::fn
