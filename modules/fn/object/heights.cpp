#include <algorithm>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/shape.hpp"

namespace skerry::fn::object {
namespace {

using schema::Keyword;
using schema::kNoNode;
using schema::NodeId;

std::uint32_t above(std::uint32_t height) {
  return height == Heights::kEndless ? height : height + 1;
}

}  // namespace

std::uint32_t Heights::of(NodeId node) {
  if (heights_.empty()) {
    heights_.assign(schema_.nodes.size(), kEndless);
    // Each round finds those that need one level more; what is left never ends, or too late.
    bool changed = true;
    for (std::uint32_t round = 0; changed && round <= limits::kObjectDepthMax; ++round) {
      changed = false;
      for (std::size_t i = 0; i < heights_.size(); ++i) {
        const std::uint32_t height = measure(schema_.nodes[i]);
        changed = changed || height != heights_[i];
        heights_[i] = height;
      }
    }
  }
  return heights_[node];
}

std::uint32_t Heights::member_height(const schema::Node& node, std::string_view name) const {
  for (const schema::Rule& rule : node.rules) {
    if (rule.keyword != Keyword::kMembers) continue;
    const auto named = rule.children->named.find(name);
    if (named != rule.children->named.end()) return heights_[named->second];
  }
  return 0;
}

std::uint32_t Heights::measure(const schema::Node& node) const {
  if (!node.satisfiable) return kEndless;
  std::uint32_t height = 0;
  bool items_needed = false;
  NodeId items = kNoNode;
  for (const schema::Rule& rule : node.rules) {
    switch (rule.keyword) {
      case Keyword::kRef:
      case Keyword::kDynamicRef:
      case Keyword::kRecursiveRef:
        height = std::max(height, heights_[rule.target]);
        break;
      case Keyword::kAllOf:
        for (const NodeId part : rule.children->list) height = std::max(height, heights_[part]);
        break;
      case Keyword::kAnyOf:
      case Keyword::kOneOf: {
        std::uint32_t least = kEndless;
        for (const NodeId part : rule.children->list) least = std::min(least, heights_[part]);
        height = std::max(height, least);
        break;
      }
      case Keyword::kRequired:
        for (const auto& [none, names] : rule.children->required) {
          for (const std::string_view name : names) {
            height = std::max(height, above(member_height(node, name)));
          }
        }
        break;
      case Keyword::kMinItems:
        items_needed = rule.value->get<double>() > 0;
        break;
      case Keyword::kItems:
        if (rule.children->list.empty()) items = rule.children->rest;
        break;
      case Keyword::kContains:
        if (rule.children->at_least > 0)
          height = std::max(height, above(heights_[rule.children->rest]));
        break;
      default:
        break;
    }
  }
  if (items_needed && items != kNoNode) height = std::max(height, above(heights_[items]));
  return height;
}

}  // namespace skerry::fn::object
