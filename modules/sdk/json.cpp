#include "modules/sdk/json.hpp"

#include <algorithm>

namespace skerry {

std::string to_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* find_member(const Json& value, std::string_view name) {
  if (!value.is_object()) return nullptr;
  const auto member = value.find(name);
  return member == value.end() ? nullptr : &*member;
}

std::string text_member(const Json& value, std::string_view name) {
  const Json* member = find_member(value, name);
  return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

namespace {

bool equal_objects(const Json& left, const Json& right) {
  if (left.size() != right.size()) return false;
  using Member = const Json::object_t::value_type*;
  const auto sorted = [](const Json& object) {
    std::vector<Member> members;
    members.reserve(object.size());
    for (const auto& member : object.get_ref<const Json::object_t&>()) members.push_back(&member);
    std::ranges::sort(members, {},
                      [](Member member) -> const std::string& { return member->first; });
    return members;
  };
  return std::ranges::equal(sorted(left), sorted(right), [](Member a, Member b) {
    return a->first == b->first && equal(a->second, b->second);
  });
}

}  // namespace

bool equal(const Json& left, const Json& right) {
  if (left.is_object() && right.is_object()) return equal_objects(left, right);
  if (left.is_array() && right.is_array()) {
    return std::ranges::equal(left.get_ref<const Json::array_t&>(),
                              right.get_ref<const Json::array_t&>(), equal);
  }
  return left == right;
}

}  // namespace skerry
