#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "modules/fn/object/limits.hpp"
#include "modules/fn/object/maker.hpp"
#include "modules/fn/object/words.hpp"
#include "modules/fn/schema/values.hpp"

namespace skerry::fn::object {

using schema::kNoNode;

namespace {

/// Names compared one by one that count as one step.
constexpr std::size_t kNamesPerStep = 16;

}  // namespace

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
    // Its own insertion looks for the name each time, which takes quadratic time.
    std::vector<Json::object_t::value_type>& members = object.get_ref<Json::object_t&>();
    Names taken;
    for (const std::string& name : names_) {
      auto member = make_member(name);
      if (member) {
        members.emplace_back(name, std::move(*member));
        taken.insert(name);
      } else if (needed_by(name) != nullptr) {
        return std::unexpected(std::move(member.error()));
      }
    }
    while (members.size() < shape_.members.least) {
      auto name = another_name(taken);
      if (!name) return std::unexpected(too_few());
      auto member = make_member(*name);
      if (!member) return std::unexpected(std::move(member.error()));
      members.emplace_back(*name, std::move(*member));
      taken.insert(std::move(*name));
    }
    Json related = object;
    relate_members(related);
    if (related == object) return object;
    if (still_fits(object, related)) return related;
    if (!maker_.exact_totals_) return object;
    return std::unexpected(Fault{shape_.schemas.front(),
                                 "no lines were found that add up to the total that is asked for"});
  }

 private:
  using Names = std::set<std::string, std::less<>>;

  /// An object in a list, or one of its own, speaks of another person than what is around it.
  [[nodiscard]] bool is_person_apart() const { return spot_.depth > 0; }

  /// The names of required members; what is merged later adds to them.
  const std::map<std::string_view, const Json*>& needed() {
    for (; needed_known_ < shape_.required.size(); ++needed_known_) {
      needed_.insert(shape_.required[needed_known_]);
    }
    return needed_;
  }

  const Json* needed_by(std::string_view name) {
    const auto found = needed().find(name);
    return found == needed_.end() ? nullptr : found->second;
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
      if (!maker_.patterns_.work().take(1 + children.patterns.size())) return std::nullopt;
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
    Names is_chosen;
    for (const std::string& name : optional) {
      constexpr std::uint32_t kPresentPercent = 85;
      if (needed_by(name) != nullptr) continue;
      if (!maker_.sparing(spot_) && random_.child(name).child("there").chance(kPresentPercent)) {
        chosen.push_back(name);
        is_chosen.insert(name);
      }
    }
    // No name is in both.
    const auto count = [&] { return chosen.size() + needed().size(); };
    for (const std::string& name : optional) {
      if (count() >= shape_.members.least) break;
      if (needed_by(name) == nullptr && !is_chosen.contains(name)) chosen.push_back(name);
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
    while (!chosen.empty() && count() > shape_.members.most) chosen.pop_back();
    if (needed().size() > shape_.members.most) {
      return Fault{shape_.members.most_at, "more members are required than maxProperties allows"};
    }
    if (shape_.members.least > shape_.members.most) {
      return Fault{shape_.members.least_at, "minProperties is more than maxProperties"};
    }
    arrange(optional, chosen);
    if (optional.empty() && shape_.required.empty() && !maker_.sparing(spot_)) add_entries();
    return check_needed();
  }

  /// The names in `properties` that may be there.
  std::vector<std::string> optional_names() {
    std::vector<std::string> names;
    Names known;
    for (const Part& part : shape_.member_parts) {
      const Json* properties = find_member(*part.at, "properties");
      if (properties == nullptr || !properties->is_object()) continue;
      for (const auto& [name, schema] : schema::members_of(*properties)) {
        if (known.contains(name) || !schemas_of(name) || !name_fits(name)) continue;
        names.push_back(name);
        known.insert(name);
      }
    }
    return names;
  }

  std::optional<Fault> add_dependents(const std::string& name) {
    for (std::size_t i = 0; i < shape_.dependent_required.size(); ++i) {
      const Part part = shape_.dependent_required[i];
      maker_.patterns_.work().take(1 + part.children->required.size() / kNamesPerStep);
      if (auto fault = maker_.spent(part.at)) return fault;
      for (const auto& [asking, names] : part.children->required) {
        if (asking != name) continue;
        for (const std::string_view needed : names) {
          if (needed_by(needed) == nullptr) shape_.required.emplace_back(needed, part.at);
        }
      }
    }
    for (std::size_t i = 0; i < shape_.dependent_schemas.size(); ++i) {
      const Part part = shape_.dependent_schemas[i];
      maker_.patterns_.work().take();
      if (auto fault = maker_.spent(part.at)) return fault;
      const auto named = part.children->named.find(name);
      if (named == part.children->named.end()) continue;
      if (auto fault = merge_.add({named->second, part.scope})) return fault;
    }
    return std::nullopt;
  }

  void arrange(const std::vector<std::string>& order, const std::vector<std::string>& chosen) {
    const Names is_chosen(chosen.begin(), chosen.end());
    Names arranged;
    const auto add = [&](std::string_view name) {
      if (arranged.emplace(name).second) names_.emplace_back(name);
    };
    for (const std::string& name : order) {
      if (needed_by(name) != nullptr || is_chosen.contains(name)) add(name);
    }
    for (const auto& [name, at] : shape_.required) add(name);
    for (const std::string& name : chosen) add(name);
  }

  /// A few entries for what is a map: an object that names no members.
  void add_entries() {
    const bool is_map = std::ranges::any_of(shape_.member_parts, [](const Part& part) {
      return !part.children->patterns.empty() || part.children->rest != kNoNode;
    });
    if (!is_map) return;
    constexpr std::uint64_t kEntries = 3;
    Names taken;
    for (std::uint64_t i = 0; i < std::min(kEntries, shape_.members.most); ++i) {
      const auto name = another_name(taken);
      if (!name) return;
      taken.insert(*name);
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
  std::optional<std::string> another_name(const Names& taken) {
    for (std::uint32_t attempt = 0; attempt < limits::kTextAttemptsMax; ++attempt) {
      if (!maker_.patterns_.work().take()) break;
      Random random = random_.child("name").child(taken.size()).child(attempt);
      const auto name = any_name(random, attempt, taken.size());
      if (!name || taken.contains(*name) || !name_fits(*name) || !schemas_of(*name)) continue;
      return name;
    }
    return std::nullopt;
  }

  std::optional<std::string> any_name(Random& random, std::uint32_t attempt, std::size_t taken) {
    std::vector<std::string_view> patterns;
    for (const Part& part : shape_.member_parts) {
      for (const auto& [pattern, node] : part.children->patterns) patterns.push_back(pattern);
    }
    if (!patterns.empty() && attempt % 3 != 2) {
      const auto& pattern = maker_.patterns_.read(random.pick(patterns));
      constexpr std::uint32_t kCharactersMax = 60;
      const auto least = static_cast<std::uint32_t>(random.below(8));
      return pattern ? text_for(*pattern, least, kCharactersMax, random, maker_.patterns_.work())
                     : std::nullopt;
    }
    if (!shape_.property_names.empty() && attempt % 3 != 1) {
      Spot spot;
      spot.depth = spot_.depth + 1;
      spot.attempt = attempt;
      auto name = maker_.make(shape_.property_names, spot, random);
      if (name && name->is_string()) return name->get<std::string>();
      return std::nullopt;
    }
    constexpr std::uint32_t kBareNouns = 8;
    const std::string noun(random.pick(words::kNouns));
    return attempt > kBareNouns ? noun + std::to_string(taken + attempt) : noun;
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
    for (std::size_t i = 0; i < after.size(); ++i) {
      const auto& [name, value] = schema::member_at(after, i);
      if (schema::member_at(before, i).second == value) continue;
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
  /// See `needed()`.
  std::map<std::string_view, const Json*> needed_;
  std::size_t needed_known_ = 0;
  const Json* shut_by_ = nullptr;
};

std::expected<Json, Fault> Maker::make_object(Merge& merge, const Spot& spot, Random random) {
  return ObjectMaker(*this, merge, spot, random).run();
}

}  // namespace skerry::fn::object
