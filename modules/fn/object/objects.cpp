#include <algorithm>
#include <string>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/maker.hpp"
#include "modules/fn/object/words.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::object {

using schema::kNoNode;

/// Makes one object.
class ObjectMaker {
 public:
  ObjectMaker(Maker& maker, Merge& merge, const Spot& spot, Random random)
      : maker_(maker),
        merge_(merge),
        shape_(merge.shape),
        spot_(spot),
        random_(random),
        person_(is_person_apart() ? random.child("person") : spot.person) {}

  std::expected<Json, Fault> run() {
    if (auto fault = plan()) return std::unexpected(std::move(*fault));
    Json object = Json::object();
    for (const std::string& name : names_) {
      auto member = make_member(name);
      if (member) {
        object[name] = std::move(*member);
      } else if (needed_by(name) != nullptr) {
        return std::unexpected(std::move(member.error()));
      }
    }
    while (object.size() < shape_.members.least) {
      const auto name = another_name(object);
      if (!name) return std::unexpected(too_few());
      auto member = make_member(*name);
      if (!member) return std::unexpected(std::move(member.error()));
      object[*name] = std::move(*member);
    }
    Json related = object;
    relate_members(related);
    if (related != object && still_fits(object, related)) return related;
    return object;
  }

 private:
  /// An object in a list, or one of its own, speaks of another person than what is around it.
  [[nodiscard]] bool is_person_apart() const { return spot_.depth > 0; }

  [[nodiscard]] const Json* needed_by(std::string_view name) const {
    for (const auto& [needed, at] : shape_.required) {
      if (needed == name) return at;
    }
    return nullptr;
  }

  [[nodiscard]] bool has(std::string_view name) const {
    return std::ranges::contains(names_, name);
  }

  [[nodiscard]] Fault too_few() const {
    return {shape_.members.least_at, "not enough names for members were found"};
  }

  /// The schemas of a member; nothing when one of them is `false`, which `shut_by_` then is.
  std::optional<std::vector<Applied>> schemas_of(std::string_view name) {
    std::vector<Applied> schemas;
    bool covered = false;
    for (const Part& part : shape_.member_parts) {
      const schema::Children& children = *part.children;
      const std::size_t before = schemas.size();
      if (const auto named = children.named.find(name); named != children.named.end()) {
        schemas.push_back({named->second, part.scope});
      }
      for (const auto& [pattern, node] : children.patterns) {
        if (maker_.patterns_.matches(pattern, name)) schemas.push_back({node, part.scope});
      }
      if (schemas.size() == before && children.rest != kNoNode) {
        schemas.push_back({children.rest, part.scope});
      }
      covered = covered || schemas.size() > before;
    }
    if (!covered) {
      schemas.insert(schemas.end(), shape_.unevaluated_members.begin(),
                     shape_.unevaluated_members.end());
    }
    for (const Applied& applied : schemas) {
      if (maker_.schema_.nodes[applied.node].satisfiable) continue;
      shut_by_ = maker_.schema_.nodes[applied.node].json;
      return std::nullopt;
    }
    return schemas;
  }

  bool name_fits(const std::string& name) {
    return std::ranges::all_of(shape_.property_names, [&](const Applied& applied) {
      return maker_.checker_.holds(applied.node, name);
    });
  }

  /// Decides which members there are, in the order in which the schema names them.
  std::optional<Fault> plan() {
    if (shape_.members.least > limits::kObjectValuesMax) {
      return Fault{shape_.members.least_at, "more members than are generated"};
    }
    const std::vector<std::string> optional = optional_names();
    std::vector<std::string> chosen;
    for (const std::string& name : optional) {
      constexpr std::uint32_t kPresentPercent = 85;
      if (needed_by(name) != nullptr) continue;
      if (!maker_.sparing(spot_) && random_.child(name).child("there").chance(kPresentPercent)) {
        chosen.push_back(name);
      }
    }
    for (const std::string& name : optional) {
      if (count_with(chosen) >= shape_.members.least) break;
      if (needed_by(name) == nullptr && !std::ranges::contains(chosen, name))
        chosen.push_back(name);
    }
    // What one member brings along is needed as well.
    for (std::size_t i = 0; i < chosen.size() + shape_.required.size(); ++i) {
      const bool needed = i < shape_.required.size();
      const std::string name(needed ? shape_.required[i].first
                                    : std::string_view(chosen[i - shape_.required.size()]));
      if (auto fault = add_dependents(name)) return fault;
      if (shape_.required.size() > limits::kObjectValuesMax) break;
    }
    std::erase_if(chosen, [&](const std::string& name) { return needed_by(name) != nullptr; });
    while (!chosen.empty() && count_with(chosen) > shape_.members.most) chosen.pop_back();
    if (count_with({}) > shape_.members.most) {
      return Fault{shape_.members.most_at, "more members are required than maxProperties allows"};
    }
    if (shape_.members.least > shape_.members.most) {
      return Fault{shape_.members.least_at, "minProperties is more than maxProperties"};
    }
    arrange(optional, chosen);
    if (optional.empty() && shape_.required.empty() && !maker_.sparing(spot_)) add_entries();
    return check_needed();
  }

  std::size_t count_with(const std::vector<std::string>& chosen) const {
    std::set<std::string_view> names(chosen.begin(), chosen.end());
    for (const auto& [name, at] : shape_.required) names.insert(name);
    return names.size();
  }

  /// The names in `properties` that may be there.
  std::vector<std::string> optional_names() {
    std::vector<std::string> names;
    for (const Part& part : shape_.member_parts) {
      const Json* properties = find_member(*part.at, "properties");
      if (properties == nullptr || !properties->is_object()) continue;
      for (const auto& [name, schema] : schema::members_of(*properties)) {
        if (std::ranges::contains(names, name) || !schemas_of(name) || !name_fits(name)) continue;
        names.push_back(name);
      }
    }
    return names;
  }

  std::optional<Fault> add_dependents(const std::string& name) {
    for (std::size_t i = 0; i < shape_.dependent_required.size(); ++i) {
      const Part part = shape_.dependent_required[i];
      for (const auto& [asking, names] : part.children->required) {
        if (asking != name) continue;
        for (const std::string_view needed : names) {
          if (needed_by(needed) == nullptr) shape_.required.emplace_back(needed, part.at);
        }
      }
    }
    for (std::size_t i = 0; i < shape_.dependent_schemas.size(); ++i) {
      const Part part = shape_.dependent_schemas[i];
      const auto named = part.children->named.find(name);
      if (named == part.children->named.end()) continue;
      if (auto fault = merge_.add({named->second, part.scope})) return fault;
    }
    return std::nullopt;
  }

  void arrange(const std::vector<std::string>& order, const std::vector<std::string>& chosen) {
    for (const std::string& name : order) {
      if (needed_by(name) != nullptr || std::ranges::contains(chosen, name)) names_.push_back(name);
    }
    for (const auto& [name, at] : shape_.required) {
      if (!has(name)) names_.emplace_back(name);
    }
    for (const std::string& name : chosen) {
      if (!has(name)) names_.push_back(name);
    }
  }

  /// A few entries for what is a map: an object that names no members.
  void add_entries() {
    const bool is_map = std::ranges::any_of(shape_.member_parts, [](const Part& part) {
      return !part.children->patterns.empty() || part.children->rest != kNoNode;
    });
    if (!is_map) return;
    constexpr std::uint64_t kEntries = 3;
    Json taken = Json::object();
    for (std::uint64_t i = 0; i < std::min(kEntries, shape_.members.most); ++i) {
      const auto name = another_name(taken);
      if (!name) return;
      taken[*name] = nullptr;
      names_.push_back(*name);
    }
  }

  std::optional<Fault> check_needed() {
    for (const auto& [name, at] : shape_.required) {
      if (!schemas_of(name)) return Fault{at, "a required member is not allowed to be there"};
      if (!name_fits(std::string(name))) {
        return Fault{at, "a required member has a name that propertyNames excludes"};
      }
    }
    return std::nullopt;
  }

  /// A name that no member has yet and that may be one.
  std::optional<std::string> another_name(const Json& object) {
    for (std::uint32_t attempt = 0; attempt < limits::kTextAttemptsMax; ++attempt) {
      Random random = random_.child("name").child(object.size()).child(attempt);
      const auto name = any_name(random, attempt);
      if (!name || object.contains(*name) || !name_fits(*name) || !schemas_of(*name)) continue;
      return name;
    }
    return std::nullopt;
  }

  std::optional<std::string> any_name(Random& random, std::uint32_t attempt) {
    std::vector<std::string_view> patterns;
    for (const Part& part : shape_.member_parts) {
      for (const auto& [pattern, node] : part.children->patterns) patterns.push_back(pattern);
    }
    if (!patterns.empty() && attempt % 3 != 2) {
      const auto& pattern = maker_.patterns_.read(random.pick(patterns));
      constexpr std::uint32_t kCharactersMax = 60;
      const auto least = static_cast<std::uint32_t>(random.below(8));
      return pattern ? text_for(*pattern, least, kCharactersMax, random) : std::nullopt;
    }
    if (!shape_.property_names.empty() && attempt % 3 != 1) {
      Spot spot;
      spot.depth = spot_.depth + 1;
      spot.attempt = attempt;
      auto name = maker_.make(shape_.property_names, spot, random);
      if (name && name->is_string()) return name->get<std::string>();
      return std::nullopt;
    }
    return std::string(random.pick(words::kNouns)) + (attempt > 8 ? std::to_string(attempt) : "");
  }

  std::expected<Json, Fault> make_member(const std::string& name) {
    const auto schemas = schemas_of(name);
    if (!schemas) {
      return std::unexpected(Fault{shut_by_, "this member is not allowed to be there"});
    }
    const Spot spot{.name = name,
                    .parent = spot_.name,
                    .depth = spot_.depth + 1,
                    .person = person_,
                    .attempt = 0};
    return maker_.make(*schemas, spot, random_.child(name));
  }

  /// Members that were changed still satisfy their schemas.
  bool still_fits(const Json& before, const Json& after) {
    for (const auto& [name, value] : schema::members_of(after)) {
      if (before.contains(name) && before.at(name) == value) continue;
      const auto schemas = schemas_of(name);
      if (!schemas || !maker_.all_hold(*schemas, value)) return false;
    }
    return true;
  }

  Maker& maker_;
  Merge& merge_;
  Shape& shape_;
  const Spot& spot_;
  Random random_;
  Random person_;
  std::vector<std::string> names_;
  const Json* shut_by_ = nullptr;
};

std::expected<Json, Fault> Maker::make_object(Merge& merge, const Spot& spot, Random random) {
  return ObjectMaker(*this, merge, spot, random).run();
}

}  // namespace skerry::fn::object
